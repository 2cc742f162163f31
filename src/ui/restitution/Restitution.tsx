// Restituting: three documents for three readers, each made only of what its author ticks.
import { useLocation } from 'preact-iso'
import { useMemo } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { shownValue } from '../../domain/register.ts'
import { path } from '../../domain/id.ts'
import { rolesIn } from '../../domain/acces.ts'
import { fichesOf } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { droitsDe, enteteDe, politiqueDe } from '../lecture.ts'
import { findResume } from '../../forms/catalogue.ts'
import { ImmersionIntrouvable } from '../parts/Introuvable.tsx'
import { Page } from '../parts/Page.tsx'
import { type DossierLu, type FicheIci, useDossier } from '../relecture/use-dossier.ts'
import { useLive } from '../use-live.ts'
import { useGabarits } from '../use-progress.ts'
import { Composer } from './Composer.tsx'
import { A_REMONTER, DOCUMENTS, type DocumentId, isAccorde, isRestitution } from './documents.ts'
import { Commencer, DAutrui } from './Etats.tsx'
import { type Piece, piecesDeNotes, piecesOf } from './pieces.ts'
import '../look/screens.css'
import '../relecture/relecture.css'
import './restitution.css'

export default function Restitution({ id }: { id: string }) {
  const dossier = useDossier(id)
  if (dossier === null)
    return <ImmersionIntrouvable />
  if (!dossier) return <Page titre="Restituer">{null}</Page>
  return <Trois dossier={dossier} />
}

function Trois({ dossier }: { dossier: DossierLu }) {
  const { moi, annuaire } = useCarnet()
  const { immersion } = dossier
  const { query, route } = useLocation()
  const me = annuaire?.personnes.find(({ id }) => id === moi.personne)
  const roles = annuaire && me ? rolesIn(immersion, me, annuaire) : new Set<string>()
  const asked = DOCUMENTS.find(({ id, gabarit }) => id === query.document || gabarit === query.document)
  const first: DocumentId = roles.has('accueilli') || !roles.has('responsable_appartenance') ? 'equipe' : 'reseau'
  const tab = asked?.id ?? first
  return (
    <Page
      titre="Restituer"
      lieu={immersion.titre}
      retour={`/immersions/${immersion.id}`}
      chapeau={<p>Trois documents, trois lecteurs. N’y entre que ce que vous cochez.</p>}
    >
      <div class="onglets onglets-restitution" role="tablist" aria-label="Documents">
        {DOCUMENTS.map(({ id, onglet }) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={tab === id}
            onClick={() => route(`/immersions/${immersion.id}/restitution?document=${id}`, true)}
          >
            {onglet}
          </button>
        ))}
      </div>
      {immersion.dispositif === 'immersion_salarie' ? (
        <p>L’immersion d’un salarié en insertion se conclut par son bilan à trois, pas par une restitution.</p>
      ) : tab === 'reseau' ? (
        <Reseau dossier={dossier} isResponsable={roles.has('responsable_appartenance')} />
      ) : (
        <UnDocument key={tab} dossier={dossier} document={tab} />
      )}
    </Page>
  )
}

/** The pieces I may compose with: my own answers and notes, never those of another restitution. */
function useMesPieces({ fiches, notes }: DossierLu): readonly Piece[] {
  return useMemo(() => {
    // What was written last of the visit first: the évaluation, then what led to it.
    const when = ['apres', 'juste_apres', 'pendant', 'avant', 'continu']
    const mine = fiches
      .filter(({ mienne, gabarit }) => mienne && !isRestitution(gabarit.id))
      .sort((a, b) => when.indexOf(a.gabarit.phase) - when.indexOf(b.gabarit.phase))
    return [...piecesOf(mine), ...piecesDeNotes(notes)]
  }, [fiches, notes])
}

const gabaritOf = (id: DocumentId): string => DOCUMENTS.find((one) => one.id === id)?.gabarit ?? ''

/** The document of this kind: mine, else the one somebody shared with me. */
const documentIn = (fiches: readonly FicheIci[], id: DocumentId): FicheIci | null => {
  const found = fiches.filter(({ gabarit }) => gabarit.id === gabaritOf(id))
  return found.find(({ mienne }) => mienne) ?? found[0] ?? null
}

function UnDocument({ dossier, document }: { dossier: DossierLu; document: 'equipe' | 'accueil' }) {
  const pieces = useMesPieces(dossier)
  const ici = documentIn(dossier.fiches, document)
  if (ici?.mienne) return <Composer ici={ici} immersion={dossier.immersion} pieces={pieces} />
  if (ici) return <DAutrui ici={ici} />
  return <Commencer gabarit={gabaritOf(document)} immersion={dossier.immersion} />
}

/** What goes up to the local network: proposed by who was hosted, decided by the manager (R-VIS-01). */
function Reseau({ dossier, isResponsable }: { dossier: DossierLu; isResponsable: boolean }) {
  const { immersion, fiches } = dossier
  const pieces = useMesPieces(dossier)
  const own = documentIn(fiches, 'equipe')
  return (
    <>
      {own?.mienne ? (
        <>
          <p>
            Le groupe local ne lit pas votre restitution : votre responsable lui transmet une synthèse. Voici ce que vous lui
            proposez d’y mettre, dans votre restitution interne.
          </p>
          <Composer ici={own} immersion={immersion} pieces={pieces} seulement={A_REMONTER} />
        </>
      ) : (
        !isResponsable && (
          <>
            <p>
              Ce qui remonte au groupe local est proposé dans la restitution interne, puis décidé par le responsable de la
              structure.
            </p>
            <Commencer gabarit={gabaritOf('equipe')} immersion={immersion} />
          </>
        )
      )}
      {isResponsable && <Synthese dossier={dossier} />}
    </>
  )
}

/** The synthèse of the structure, composed by its manager from what was shared with them for that. */
function Synthese({ dossier }: { dossier: DossierLu }) {
  const { db, moi, annuaire } = useCarnet()
  const { immersion, fiches } = dossier
  const structure = immersion.structure_appartenance
  const attached = useLive(async () => (structure ? fichesOf(db, { rattachement: structure }) : []), [db, structure])
  const syntheses = useMemo(
    () => (attached ?? []).filter(({ data }) => data.$gabarit === gabaritOf('reseau') && data.$auteur === moi.personne),
    [attached, moi],
  )
  const gabarits = useGabarits(syntheses)
  const pieces = useMemo(() => {
    const agreed = fiches.filter(({ fiche, gabarit, mienne }) =>
      gabarit.id === 'spro-4-evaluation'
        ? mienne || isAccorde(shownValue(fiche.registers, path('accord_partage')), 'groupe_local')
        : gabarit.id === 'restitution-structure-appartenance',
    )
    return piecesOf(agreed)
  }, [fiches])
  const resume = findResume(gabaritOf('reseau'))
  if (!annuaire || attached === undefined || !structure || !resume) return null
  const draft = syntheses.find(({ data }) => data.$etat === null) ?? syntheses[0]
  const gabarit = draft && gabarits.get(`${draft.data.$gabarit} ${draft.data.$gabarit_version}`)
  const rattachement = { type: 'structure' as const, id: structure }
  if (draft && !gabarit) return null
  if (draft && gabarit) {
    const entete = enteteDe(politiqueDe(resume), { auteur: moi.personne, immersion: null, rattachement, registers: draft.registers })
    const ici: FicheIci = { fiche: draft, gabarit, mienne: true, droits: droitsDe(entete, moi.personne, annuaire) }
    return <Composer ici={ici} immersion={immersion} pieces={pieces} />
  }
  return (
    <>
      <p>Aucune synthèse n’est en cours pour votre structure.</p>
      <a class="acte" href={`/ouvrir?gabarit=${resume.id}&type=structure&objet=${structure as DocId}`}>
        Commencer la synthèse
      </a>
    </>
  )
}
