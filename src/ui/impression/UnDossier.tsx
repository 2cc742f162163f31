// The dossier of an immersion, printed: who, where, when, then the fiches that are ticked. What only its author reads is
// ticked by its author or not printed.
import { useMemo, useState } from 'preact/hooks'
import { listImmersions } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { formeDe, heuresDe, statuts } from '../immersion.ts'
import { nomDe } from '../noms.ts'
import { ImmersionIntrouvable } from '../parts/Introuvable.tsx'
import { personnesDe } from '../parts/Personnes.tsx'
import { useDossier } from '../relecture/use-dossier.ts'
import { useLive } from '../use-live.ts'
import { FicheLue, hasReserves } from './FicheLue.tsx'
import { Feuille } from './Feuille.tsx'
import { jourEntier, joursEntiers } from './jours.ts'
import { nomsDe } from './noms.ts'
import { Option, Rappel } from './Rappel.tsx'

const PHASES = ['avant', 'pendant', 'juste_apres', 'apres', 'continu']

export function UnDossier({ id }: { id: string }) {
  const { db, annuaire } = useCarnet()
  const dossier = useDossier(id)
  const immersions = useLive(() => listImmersions(db), [db])
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [reserves, setReserves] = useState(false)
  const noms = useMemo(
    () => (annuaire && immersions ? nomsDe(annuaire, immersions.map(({ data }) => data)) : null),
    [annuaire, immersions],
  )
  const sorted = useMemo(
    () =>
      [...(dossier?.fiches ?? [])].sort((a, b) => PHASES.indexOf(a.gabarit.phase) - PHASES.indexOf(b.gabarit.phase)),
    [dossier],
  )
  const isIn = (fiche: string, gabarit: { visibilite: string }) => changed.get(fiche) ?? gabarit.visibilite !== 'auteur'
  const printed = useMemo(() => sorted.filter(({ fiche, gabarit }) => isIn(fiche.id, gabarit)), [sorted, changed])
  if (dossier === null)
    return <ImmersionIntrouvable />
  if (!dossier || !annuaire || !noms) return null
  const { immersion } = dossier
  const nom = (one: string | null) => nomDe(annuaire.personnes, one)
  const people: [string, string][] = [
    ...personnesDe(immersion, annuaire),
    ['Structure accueillante', nomDe(annuaire.structures, immersion.structure_accueil)],
  ]
  return (
    <Feuille
      titre="Dossier d’immersion"
      objet={immersion.titre}
      structure={nomDe(annuaire.structures, immersion.structure_appartenance)}
      lignes={[
        [formeDe(immersion), statuts[immersion.statut]].filter(Boolean).join(', '),
        [joursEntiers(immersion.dates), heuresDe(immersion)].filter(Boolean).join(', '),
      ]}
      retour={`/sorties/${id}`}
      options={
        <div class="i-options">
          <Rappel fiches={printed} />
          <fieldset class="champ-simple">
            <legend>Fiches à imprimer</legend>
            {sorted.map(({ fiche, gabarit }) => (
              <Option
                key={fiche.id}
                label={`${gabarit.titre_court}, par ${nom(fiche.data.$auteur)}${gabarit.visibilite === 'auteur' ? ' (vous seul la lisez)' : ''}`}
                checked={isIn(fiche.id, gabarit)}
                onChange={(checked) => setChanged(new Map([...changed, [fiche.id, checked]]))}
              />
            ))}
          </fieldset>
          {printed.some(({ fiche, gabarit }) => hasReserves(gabarit, fiche.registers)) && (
            <Option label="Imprimer aussi les réponses réservées, que moins de personnes lisent" checked={reserves} onChange={setReserves} />
          )}
        </div>
      }
    >
      <dl class="i-personnes">
        {people
          .filter(([, words]) => words !== '')
          .map(([name, words]) => (
            <>
              <dt key={`${name} dt`}>{name}</dt>
              <dd key={name}>{words}</dd>
            </>
          ))}
      </dl>
      {printed.map(({ fiche, gabarit }) => (
        <div key={fiche.id} class="i-document i-saut">
          <h2>{gabarit.titre}</h2>
          <p class="i-rien">
            {[
              `Par ${nom(fiche.data.$auteur)}`,
              fiche.data.$etat?.le ? `validée le ${jourEntier(fiche.data.$etat.le)}` : 'pas encore validée',
            ].join(', ')}
          </p>
          <FicheLue gabarit={gabarit} registers={fiche.registers} noms={noms} reserves={reserves} niveau={3} />
        </div>
      ))}
    </Feuille>
  )
}
