// Around a fiche of an employee's immersion: what the rules say of it before it is validated, the way to the employee's own
// words and to the progress of skills, what the immersion takes from it once it is validated.
import { useEffect, useRef } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import type { SaisieContexte } from '../../forms/contexte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import type { FicheView } from '../../store/index.ts'
import { aReporter, controlePose } from '../../suivi/controle-pose.ts'
import { POSE, type Suivie } from '../../suivi/immersion-salarie.ts'
import { useCarnet } from '../carnet.ts'
import { daysInWords } from '../dates.ts'
import { nomDe, types } from '../immersion.ts'
import { Icon } from '../parts/Icon.tsx'
import { parolesOf } from './paroles.ts'
import { ecrire } from './reporter.ts'
import { useAutour } from './use-controle.ts'
import './insertion.css'

/** What a form is given beyond its surroundings. */
export type Ajout = Pick<SaisieContexte, 'controle'>

interface Props {
  fiche: FicheView
  gabarit: Gabarit
  immersion: Immersion
  onAjout(ajout: Ajout): void
}

export function Autour({ fiche, gabarit, immersion, onAjout }: Props) {
  const around = useAutour(gabarit, immersion)
  useEffect(() => {
    if (around) onAjout({ controle: (reponses) => controlePose(gabarit.id, reponses, around) })
  }, [around, gabarit])
  const words = parolesOf(gabarit)
  const wrong = around ? controlePose(gabarit.id, own(around, gabarit.id), around).filter(({ regle }) => regle === 'R-POSE-05' || regle === 'R-POSE-09') : []
  return (
    <>
      {wrong.map(({ message }) => (
        // What the law does not allow stays in sight of the dates that say it, further down.
        <p key={message} role="status" class={gabarit.id === POSE.miseEnPlace ? 'annonce insertion-retenue' : 'annonce'} data-ton={gabarit.id === POSE.miseEnPlace ? 'alerte' : undefined}>
          {message}
        </p>
      ))}
      {words.length > 0 && fiche.data.$etat?.etat !== 'signee' && (
        <a class="geste" href={`/fiches/${fiche.id}/parole`}>
          <Icon name="guillemet" taille={1.25} />
          {words.length > 1 ? `Donner la parole au salarié (${words.length} questions)` : 'Donner la parole au salarié'}
        </a>
      )}
      {(gabarit.id === POSE.grille || gabarit.id === POSE.hebdo) && (
        <a class="geste" href={`/immersions/${immersion.id}/progres`}>
          <Icon name="suite" taille={1.25} />
          Voir les progrès, semaine par semaine
        </a>
      )}
      {around && fiche.data.$etat && <Report suivie={around.suivie} etatLe={fiche.data.$etat.le} mine={fiche.data.$etat.par} />}
    </>
  )
}

type Around = { suivie: Suivie }
const own = ({ suivie }: Around, gabarit: string): Record<string, Json> =>
  (gabarit === POSE.miseEnPlace ? suivie.miseEnPlace : gabarit === POSE.bilan ? suivie.bilan : null)?.reponses ?? {}

/** What the immersion does not say as this fiche does: offered to whoever opens it later. */
function Report({ suivie, etatLe, mine }: Around & { etatLe: string | null; mine: string | null }) {
  const { db, moi, annuaire } = useCarnet()
  const opened = useRef(etatLe)
  const fields = annuaire ? aReporter(suivie, annuaire.structures ?? [], annuaire.personnes) : {}
  const keys = Object.keys(fields) as (keyof typeof fields)[]
  const justNow = etatLe !== opened.current && mine === moi.personne
  // Just validated: the watch of the notebook does it (suivi/veille.ts).
  if (keys.length === 0 || justNow) return null
  const told = [
    fields.type_immersion && `type ${types.find(({ id }) => id === fields.type_immersion)?.libelle.toLowerCase()}`,
    fields.structure_accueil && `chez ${nomDe(annuaire?.structures, fields.structure_accueil)}`,
    fields.dates && daysInWords(fields.dates),
    fields.accueillant && `tuteur ${nomDe(annuaire?.personnes, fields.accueillant)}`,
  ].filter(Boolean)
  return (
    <div class="bloc">
      <p class="annonce">L’immersion dit encore autre chose que cette fiche{told.length > 0 ? ` (${told.join(', ')})` : ''}.</p>
      <button type="button" class="geste" onClick={() => void ecrire(db, suivie.immersion.id as DocId, fields).catch(() => undefined)}>
        Reporter dans l’immersion
      </button>
    </div>
  )
}
