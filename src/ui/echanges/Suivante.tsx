// The next séance that the report of this one announces, put in the calendar of the group by a touch.
import type { Groupe, Seance } from '../../domain/collections.ts'
import { type Path, path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { shownValue } from '../../domain/register.ts'
import type { FicheView } from '../../store/index.ts'
import { leJour } from '../../suivi/groupe.ts'
import { useCarnet } from '../carnet.ts'
import { Icon } from '../parts/Icon.tsx'
import { creerSeance } from './ecrire.ts'
import type { GroupeVu } from './use-groupe.ts'

/** The answer « prochaine séance » of a report that begins, when the calendar of the group has it already. */
export function prochaineApres({ seances }: GroupeVu, { date }: Seance): Record<Path, Json> {
  const next = seances.find((one) => date !== null && one.date > date)
  return next ? { [path('prochaine_seance')]: next.date } : {}
}

export function Suivante({ vu, groupe, fiche }: { vu: GroupeVu; groupe: Groupe; fiche: FicheView }) {
  const { db } = useCarnet()
  const date = shownValue(fiche.registers, path('prochaine_seance'))
  if (typeof date !== 'string' || date <= vu.today || vu.seances.some((one) => one.date === date)) return null
  const make = () => void creerSeance(db, groupe, { date, debut: null, fin: null, lieu: null }).catch(() => undefined) // the chip says why
  return (
    <button type="button" class="geste" onClick={make}>
      <Icon name="calendrier" taille={1.25} />
      Mettre la séance du {leJour(date)} au calendrier
    </button>
  )
}
