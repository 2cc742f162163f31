// Under the code of an occupation: what opens the ROME, and which version the rows of this fiche were taken from.
import { useContext, useState } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { Formulaire } from '../../forms/formulaire.ts'
import { findFiche } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { useLive } from '../use-live.ts'
import { prendMetier, romeDe } from './grilles.ts'
import { RomeSheet } from './RomeSheet.tsx'

export function MetierRome() {
  const { db } = useCarnet()
  const { contexte } = useContext(Formulaire)
  const id = contexte.fiche as DocId | undefined // the screen gives the id of its document
  const fiche = useLive(async () => (id ? findFiche(db, id) : null), [db, id])
  const [open, setOpen] = useState(false)
  if (!fiche || !prendMetier(fiche.data.$gabarit)) return null
  const made = romeDe(fiche.registers)
  return (
    <>
      <button type="button" class="f-bouton" onClick={() => setOpen(true)}>
        Proposer les compétences du métier
      </button>
      {made && <p class="f-aide">Lignes tirées du ROME 4.0, version {made.version} (France Travail), fiche {made.code}.</p>}
      {open && <RomeSheet fiche={fiche} onClose={() => setOpen(false)} />}
    </>
  )
}
