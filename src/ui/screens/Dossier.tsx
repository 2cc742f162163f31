// One immersion: its path in four steps with its fiches, its carnet, its people and dates.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import type { GabaritResume } from '../../forms/catalogue.ts'
import { libelleRole } from '../../forms/roles.ts'
import { deleteDocument, type FicheView, fichesOf, findImmersion, listImmersions, notesOf } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { cheminDe, etapeDe, etapes } from '../chemin.ts'
import { dayOf, daysInWords } from '../dates.ts'
import { formeDe, heuresDe, lieuDe, nomDe, statuts } from '../immersion.ts'
import { courte, droitsDe, enteteDe, politiqueDe } from '../lecture.ts'
import { DeuxFiches } from '../parts/DeuxFiches.tsx'
import { Icon } from '../parts/Icon.tsx'
import { ImmersionRangs } from '../parts/ImmersionRangs.tsx'
import { Page } from '../parts/Page.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import { type Avancee, avanceeDe, useGabarits } from '../use-progress.ts'
import '../look/screens.css'

export default function Dossier({ id }: { id: string }) {
  const { db, annuaire } = useCarnet()
  const doc = id as DocId
  const view = useLive(() => findImmersion(db, doc), [db, id])
  const fiches = useLive(() => fichesOf(db, { immersion: id }), [db, id])
  const notes = useLive(() => notesOf(db, id), [db, id])
  const all = useLive(() => listImmersions(db), [db])
  const gabarits = useGabarits((fiches ?? []).filter(({ data }) => data.$gabarit !== 'carnet-notes'))
  const [deleting, setDeleting] = useState(false)
  if (view === undefined || fiches === undefined || !annuaire) return <Page titre="Immersion">{null}</Page>
  if (view === null) {
    return (
      <Page titre="Immersion introuvable" retour="/immersions">
        <p>Elle n’existe pas sur cet appareil, ou elle est dans la corbeille.</p>
        <a class="geste" href="/moi/corbeille">
          Voir la corbeille
        </a>
      </Page>
    )
  }
  const immersion = view.data
  const today = dayOf(new Date())
  const chemin = cheminDe(immersion)
  const here = etapeDe(
    immersion,
    fiches.map(({ data }) => data.$gabarit),
    today,
  )
  const hereAt = etapes.findIndex((etape) => etape.id === here)
  return (
    <Page
      titre={immersion.titre}
      lieu="Immersions"
      retour="/immersions"
      plume={doc}
      surtitre={[formeDe(immersion), statuts[immersion.statut]].filter(Boolean).join(' · ')}
      chapeau={<p>{[daysInWords(immersion.dates), heuresDe(immersion)].filter(Boolean).join(', ')}</p>}
      volet={all && <ImmersionRangs immersions={all.map(({ data }) => data)} today={today} current={id} />}
    >
      <ol class="chemin">
        {etapes.map((etape, i) => {
          const of = fiches.filter(({ data }) => chemin[etape.id].some((gabarit) => gabarit.id === data.$gabarit))
          const passed = i < hereAt
          const done = passed && (of.length > 0 || (etape.id === 'pendant' && (notes?.length ?? 0) > 0))
          return (
            <li
              key={etape.id}
              class="etape"
              data-passee={passed ? 'oui' : undefined}
              data-faite={done ? 'oui' : undefined}
              data-ici={etape.id === here ? 'oui' : undefined}
            >
              <span class="etape-marque">{done && <Icon name="coche" taille={1} />}</span>
              <details open={etape.id === here}>
                <summary>
                  <h2>{etape.titre}</h2>
                  <span class="detail">
                    {etape.id === here ? etape.aide : resume(chemin[etape.id].length, of.length)}
                  </span>
                </summary>
                <ul class="rangs">
                  {etape.id === 'pendant' && (
                    <li>
                      <a class="rang" href={`/immersions/${id}/carnet`}>
                        <Icon name="carnet" />
                        <span class="rang-corps">
                          <span class="rang-titre">Carnet de notes</span>
                          <span class="rang-detail">
                            {notes && notes.length > 0 ? 'Vos notes, par heure' : 'Prenez la première d’un toucher.'}
                          </span>
                        </span>
                        <span class="fiche-etat">
                          {notes?.length ? `${notes.length} ${notes.length > 1 ? 'notes' : 'note'}` : ''}
                        </span>
                      </a>
                    </li>
                  )}
                  {chemin[etape.id].map((gabarit) => (
                    <FicheRangs
                      key={gabarit.id}
                      gabarit={gabarit}
                      immersion={immersion}
                      fiches={of.filter(({ data }) => data.$gabarit === gabarit.id)}
                      avancee={(fiche) => avanceeDe(fiche, gabarits)}
                    />
                  ))}
                  {etape.id === 'apres' &&
                    immersion.dispositif !== 'immersion_salarie' &&
                    notes &&
                    notes.length > 0 && (
                      <li>
                        <a class="rang" href={`/immersions/${id}/relecture`}>
                          <Icon name="guillemet" />
                          <span class="rang-corps">
                            <span class="rang-titre">Relecture</span>
                            <span class="rang-detail">Vos notes à côté de l’évaluation</span>
                          </span>
                          <Icon name="suite" taille={1.25} />
                        </a>
                      </li>
                    )}
                </ul>
              </details>
            </li>
          )
        })}
      </ol>
      <Personnes immersion={immersion} />
      <div class="gestes">
        <a class="geste" href={`/immersions/${id}/modifier`}>
          <Icon name="plume" taille={1.25} />
          Modifier
        </a>
        <button type="button" class="lien danger" onClick={() => setDeleting(true)}>
          Mettre à la corbeille
        </button>
      </div>
      {deleting && <Supprimer id={doc} titre={immersion.titre} onClose={() => setDeleting(false)} />}
    </Page>
  )
}

const resume = (fiches: number, begun: number): string =>
  fiches === 0
    ? ''
    : begun === 0
      ? `${fiches} ${fiches > 1 ? 'fiches' : 'fiche'}`
      : `${begun} ${begun > 1 ? 'fiches' : 'fiche'} sur ${fiches}`

interface RangsProps {
  gabarit: GabaritResume
  immersion: Immersion
  fiches: readonly FicheView[]
  avancee(fiche: FicheView): Avancee | null
}

/** A fiche of the path: those that exist, then the one that may be begun. */
function FicheRangs({ gabarit, immersion, fiches, avancee }: RangsProps) {
  const { moi, annuaire } = useCarnet()
  if (!annuaire) return null
  const entete = enteteDe(politiqueDe(gabarit), { auteur: moi.personne, immersion, rattachement: null })
  const { creer } = droitsDe(entete, moi.personne, annuaire)
  const who = gabarit.rempli_par.map((role) => libelleRole(role).toLowerCase())
  return (
    <>
      {fiches.map((fiche) => {
        const how = avancee(fiche)
        const whole = how !== null && (how.validee || how.faits === how.total)
        const mine = fiche.data.$auteur === moi.personne
        return (
          <li key={fiche.id}>
            <a class="rang" href={`/fiches/${fiche.id}`}>
              <Icon name={gabarit.famille === 'guide' ? 'oeil' : 'feuille'} />
              <span class="rang-corps">
                <span class="rang-titre">{gabarit.titre_court}</span>
                <span class="rang-detail">
                  {mine ? 'Par vous' : `Par ${nomDe(annuaire.personnes, fiche.data.$auteur)}`}
                  {mine ? ` · ${courte[gabarit.visibilite]}` : ''}
                </span>
              </span>
              <span class="fiche-etat" data-faite={whole ? 'oui' : undefined}>
                {how?.validee ? 'Validée' : (how?.mots ?? '')}
              </span>
            </a>
          </li>
        )
      })}
      {!gabarit.repetable && (
        <DeuxFiches
          titre={gabarit.titre_court}
          fiches={fiches.filter(({ data }) => data.$auteur === moi.personne)}
        />
      )}
      {(fiches.length === 0 || (gabarit.repetable && creer)) &&
        (creer ? (
          <li>
            <a
              class="rang"
              href={`/ouvrir?gabarit=${gabarit.id}&immersion=${immersion.id}${fiches.length > 0 ? '&autre' : ''}`}
            >
              <Icon name="plus" />
              <span class="rang-corps">
                <span class="rang-titre">
                  {fiches.length > 0 ? `${gabarit.titre_court} : une de plus` : gabarit.titre_court}
                </span>
                <span class="rang-detail">À commencer · {courte[gabarit.visibilite]}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
          </li>
        ) : (
          fiches.length === 0 && (
            <li>
              <span class="rang">
                <Icon name="point" />
                <span class="rang-corps">
                  <span class="rang-titre rang-autrui">{gabarit.titre_court}</span>
                  <span class="rang-detail">Rempli par : {who.join(', ')}</span>
                </span>
              </span>
            </li>
          )
        ))}
    </>
  )
}

function Personnes({ immersion }: { immersion: Immersion }) {
  const { annuaire } = useCarnet()
  if (!annuaire) return null
  const nom = (id: string | null) => nomDe(annuaire.personnes, id)
  const lines: [string, string][] = [
    ['Lieu', lieuDe(immersion, annuaire)],
    ['Accueilli', immersion.accueilli.map(nom).join(', ')],
    ['Salarié', immersion.salarie_repere ?? ''],
    [immersion.dispositif === 'immersion_salarie' ? 'Tuteur' : 'Accueillant', nom(immersion.accueillant)],
    ['Référent de la SIAE', nom(immersion.referent)],
    ['Chargé de projet', nom(immersion.charge_projet)],
    ['Structure d’appartenance', nomDe(annuaire.structures, immersion.structure_appartenance)],
  ]
  return (
    <section class="bloc">
      <h2>Où et avec qui</h2>
      <dl class="personnes">
        {lines
          .filter(([, words]) => words !== '')
          .map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

function Supprimer({ id, titre, onClose }: { id: DocId; titre: string; onClose(): void }) {
  const { db } = useCarnet()
  const { route } = useLocation()
  return (
    <Sheet titre="Mettre à la corbeille ?" onClose={onClose}>
      <p>
        « {titre} » quittera vos listes, pour vous et pour les personnes de l’immersion. Rien n’est effacé : vous
        pourrez la reprendre dans la corbeille.
      </p>
      <div class="gestes">
        <button
          type="button"
          class="geste danger"
          onClick={() => {
            void watchSave(`corbeille ${id}`, deleteDocument(db, id)).then(() => route('/immersions', true), onClose)
          }}
        >
          Mettre à la corbeille
        </button>
        <button type="button" class="lien" onClick={onClose}>
          Garder
        </button>
      </div>
    </Sheet>
  )
}
