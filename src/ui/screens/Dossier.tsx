// One immersion: its path in four steps with its fiches, its carnet, its people and dates.
import { lazy } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { rolesIn } from '../../domain/acces.ts'
import type { DocId } from '../../domain/id.ts'
import { fichesOf, findImmersion, listImmersions, notesOf } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { cheminDe, etapeDe, etapes } from '../chemin.ts'
import { dayOf, daysInWords } from '../dates.ts'
import { formeDe, heuresDe, statuts } from '../immersion.ts'
import { Attend } from '../parts/Attend.tsx'
import { concerne, FicheRangs } from '../parts/FicheRangs.tsx'
import { Icon } from '../parts/Icon.tsx'
import { ImmersionIntrouvable } from '../parts/Introuvable.tsx'
import { ImmersionRangs } from '../parts/ImmersionRangs.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import { Personnes } from '../parts/Personnes.tsx'
import { Supprimer } from '../parts/Supprimer.tsx'
import { useLate } from '../use-late.ts'
import { useLive } from '../use-live.ts'
import { avanceeDe, useGabarits } from '../use-progress.ts'
import '../look/screens.css'

const DossierBourse = lazy(() => import('../bourse/pages.ts').then((m) => m.DossierBourse))
const Suivi = lazy(() => import('../suivi/Suivi.tsx').then((m) => m.Suivi))
const loadAVous = () => import('../suivi/AVous.tsx')
/** How long the path waits for what stands above it, ms: nothing moves once it is drawn. */
const PATIENCE = 1_500

export default function Dossier({ id }: { id: string }) {
  const { db, moi, annuaire } = useCarnet()
  const doc = id as DocId
  const view = useLive(() => findImmersion(db, doc), [db, id])
  const fiches = useLive(() => fichesOf(db, { immersion: id }), [db, id])
  const notes = useLive(() => notesOf(db, id), [db, id])
  const all = useLive(() => listImmersions(db), [db])
  const gabarits = useGabarits((fiches ?? []).filter(({ data }) => data.$gabarit !== 'carnet-notes'))
  const [deleting, setDeleting] = useState(false)
  const aVous = useLate(loadAVous, 'now')
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [])
  if (view === undefined || fiches === undefined || !annuaire || !((aVous && all) || waited)) return <Page titre="Immersion">{null}</Page>
  if (view === null) {
    return <ImmersionIntrouvable />
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
  const me = annuaire.personnes.find(({ id }) => id === moi.personne)
  const isResponsable = me !== undefined && rolesIn(immersion, me, annuaire).has('responsable_appartenance')
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
      {aVous && all && <aVous.AVous immersion={immersion} fiches={fiches} immersions={all.map(({ data }) => data)} />}
      <ol class="chemin">
        {etapes.map((etape, i) => {
          const of = fiches.filter(({ data }) => chemin[etape.id].some((gabarit) => gabarit.id === data.$gabarit))
          const passed = i < hereAt
          const gabaritsIci = chemin[etape.id].filter(
            (gabarit) => of.some(({ data }) => data.$gabarit === gabarit.id) || concerne(gabarit, immersion, moi.personne, annuaire),
          )
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
                    {etape.id === here ? etape.aide : resume(gabaritsIci.length, of.length)}
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
                  {etape.id === 'apres' && immersion.dispositif !== 'immersion_salarie' && (notes?.length ?? 0) > 0 && (
                    <Rang
                      href={`/immersions/${id}/relecture`}
                      icon="guillemet"
                      titre="Relecture"
                      detail="Vos notes à côté de vos réponses"
                    />
                  )}
                  {gabaritsIci.map((gabarit) => (
                    <FicheRangs
                      key={gabarit.id}
                      gabarit={gabarit}
                      immersion={immersion}
                      fiches={of.filter(({ data }) => data.$gabarit === gabarit.id)}
                      avancee={(fiche) => avanceeDe(fiche, gabarits)}
                    />
                  ))}
                  {etape.id === 'apres' && isResponsable && immersion.dispositif !== 'immersion_salarie' && (
                    <Rang
                      href={`/immersions/${id}/restitution?document=reseau`}
                      icon="restituer"
                      titre="Synthèse au réseau local"
                      detail="Ce que vous en transmettez au groupe local"
                    />
                  )}
                  {gabaritsIci.length === 0 && (
                    <li class="detail">Rien à faire pour vous à cette étape.</li>
                  )}
                </ul>
              </details>
            </li>
          )
        })}
      </ol>
      <Attend>
        <Suivi immersion={immersion} fiches={fiches} immersions={all} />
      </Attend>
      {immersion.dispositif === 'bourse_reciproque' && (
        <Attend>
          <DossierBourse immersion={immersion} />
        </Attend>
      )}
      <Personnes immersion={immersion} />
      <div class="gestes">
        <a class="geste" href={`/immersions/${id}/modifier`}>
          <Icon name="plume" taille={1.25} />
          Modifier
        </a>
        <a class="geste" href={`/sorties/${id}`}>
          Imprimer, exporter, agenda
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
