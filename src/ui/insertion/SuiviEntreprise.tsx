// What is noted of a company, filled where it is read: the next contact, who to call, what was said. Kept at each key.
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import type { Save } from '../../forms/contexte.ts'
import { FicheForm } from '../../forms/FicheForm.tsx'
import type { Gabarit } from '../../forms/gabarit.ts'
import { loadGabarit } from '../../forms/load-gabarit.ts'
import { type FicheView, findFiche, saveReponse } from '../../store/index.ts'
import { POSE } from '../../suivi/immersion-salarie.ts'
import { useCarnet } from '../carnet.ts'
import { watchSave } from '../saves.ts'
import { registresDe } from './paroles.ts'
import { useContexte } from '../use-contexte.ts'
import { useLive } from '../use-live.ts'

export function SuiviEntreprise({ id }: { id: string }) {
  const { db } = useCarnet()
  const fiche = useLive(() => findFiche(db, id as DocId), [db, id])
  const [gabarit, setGabarit] = useState<Gabarit | null>(null)
  const version = fiche?.data.$gabarit_version
  useEffect(() => {
    if (version === undefined) return
    void loadGabarit(POSE.entreprise, version).then(
      // The page is the company's: which one it is need not be asked.
      (found) => setGabarit({ ...found, sections: found.sections.map((each) => ({ ...each, champs: each.champs.filter((champ) => champ.id !== 'entreprise') })) }),
      () => undefined, // asked again when the page is opened again
    )
  }, [version])
  return fiche && gabarit ? <Formulaire fiche={fiche} gabarit={gabarit} /> : null
}

const ROLES = ['charge_projet'] as const

function Formulaire({ fiche, gabarit }: { fiche: FicheView; gabarit: Gabarit }) {
  const { db } = useCarnet()
  const contexte = useContexte(null, gabarit, { fiche, roles: ROLES, acces: [] })
  const save = useMemo<Save>(
    () => (set, seen, acces) => watchSave(`${fiche.id} ${Object.keys(set).join()}`, saveReponse(db, fiche.id, acces, set, seen), set),
    [db, fiche.id],
  )
  if (!contexte) return null
  return (
    <section class="bloc" aria-label="Suivi de l’entreprise">
      <h2>Suivi</h2>
      <FicheForm gabarit={gabarit} registers={registresDe(gabarit, fiche.registers)} contexte={contexte} save={save} />
    </section>
  )
}
