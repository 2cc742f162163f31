// Who is there, by tapping names, on the screen where a séance of practice exchanges is held.
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { cellules, ecrire, ligneDe } from './ecrire.ts'
import { Appel } from './saisie.tsx'
import type { GroupeVu } from './use-groupe.ts'

const PRESENT = [
  { id: 'present', mots: 'Présent' },
  { id: 'absent', mots: 'Absent' },
]

export function Presences({ vu, fiche }: { vu: GroupeVu; fiche: FicheView }) {
  const { db, annuaire } = useCarnet()
  const rows = lignesOf('presence', fiche.registers)
  const noms = vu.participants.map(({ id, nom, structure }) => {
    const present = rows.find(({ cells }) => cells.participant === id || cells.participant === nom)?.cells.present
    return { id, nom, structure, detail: nomDe(annuaire?.structures, structure), etat: present === true ? 'present' : present === false ? 'absent' : null }
  })
  const others = rows.filter(({ cells }) => !noms.some(({ id, nom }) => cells.participant === id || cells.participant === nom))
  const note = (of: readonly (typeof noms)[number][], present: boolean | null) => {
    let set = {}
    for (const { id, nom, structure } of of) {
      const row = ligneDe(fiche.registers, 'presence', 'participant', id, nom)
      set = { ...set, ...cellules(fiche.registers, 'presence', row, { participant: id, structure, present }) }
    }
    void ecrire(db, fiche, set).catch(() => undefined) // the chip says why
  }
  const waiting = noms.filter(({ etat }) => etat === null)
  const count = noms.filter(({ etat }) => etat === 'present').length + others.filter(({ cells }) => cells.present === true).length
  return (
    <section class="bloc">
      <h2>Présence</h2>
      <p role="status" class="detail">
        {count} sur {noms.length + others.length} présents
      </p>
      <Appel legende="Présence" noms={noms} etats={PRESENT} onChange={(id, etat) => note(noms.filter((one) => one.id === id), etat === null ? null : etat === 'present')} />
      {others.length > 0 && <p class="detail">Aussi : {others.map(({ cells }) => String(cells.participant ?? '')).join(', ')}.</p>}
      {count > 0 && waiting.length > 0 && (
        <button type="button" class="lien au-bord" onClick={() => note(waiting, false)}>
          Noter les {waiting.length} autres absents
        </button>
      )}
    </section>
  )
}
