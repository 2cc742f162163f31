// One fiche: its form, who may read it, its validation. A guide opens as a list to walk through; its whole form is a tap away.
import { lazy, useLocation } from 'preact-iso'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { type DocId, path } from '../../domain/id.ts'
import { type Politique, politiqueOf } from '../../domain/politique.ts'
import { headsOf } from '../../domain/register.ts'
import { findGabarit, type GabaritLu, isFormer } from '../../forms/load-gabarit.ts'
import { FicheForm } from '../../forms/FicheForm.tsx'
import { champsOf, type Gabarit } from '../../forms/gabarit.ts'
import { loadGestes } from '../../forms/champs/table.tsx'
import { avantOf, loadRegard, type Regard, regardOf } from '../../forms/regard.ts'
import type { SourcesPrefill } from '../../forms/prefill.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import type { Changement } from '../../forms/validation.ts'
import { type FicheView, fichesOf, findFiche, findImmersion, localTime, saveReponse } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import type { Ajout } from '../insertion/Autour.tsx'
import { nomDe } from '../noms.ts'
import type { Droits } from '../lecture.ts'
import { Attend } from '../parts/Attend.tsx'
import { Lecteurs } from '../parts/Lecteurs.tsx'
import { FicheIntrouvable } from '../parts/Introuvable.tsx'
import { Page } from '../parts/Page.tsx'
import { watchSave } from '../saves.ts'
import { useContexte } from '../use-contexte.ts'
import { useLate } from '../use-late.ts'
import { useLive } from '../use-live.ts'

const FicheBrute = lazy(() => import('../../forms/lecture.tsx').then((m) => m.FicheBrute))
const loadLecture = () => import('../lecture.ts')
const loadSources = () => import('../prefill-sources.ts')
const loadAutour = () => import('../insertion/Autour.tsx')
const PiedFiche = lazy(() => import('../parts/PiedFiche.tsx').then((m) => m.PiedFiche))
const EtatFiche = lazy(() => import('../signature/EtatFiche.tsx').then((m) => m.EtatFiche))
const Guide = lazy(() => import('../parts/Guide.tsx').then((m) => m.Guide))

export default function FicheScreen({ id }: { id: string }) {
  const { db, annuaire } = useCarnet()
  const fiche = useLive(() => findFiche(db, id as DocId), [db, id])
  const immersionId = fiche?.data.$immersion ?? null
  const immersion = useLive(
    async () => (immersionId ? findImmersion(db, immersionId as DocId) : null),
    [db, immersionId],
  )
  const lu = useGabarit(fiche)
  if (fiche === null) {
    return <FicheIntrouvable />
  }
  if (!fiche || immersion === undefined || !lu || !annuaire) return null
  if (!lu.ok) {
    return (
      <Page titre="Fiche d’une autre version" retour={immersionId ? `/immersions/${immersionId}` : '/reseau'}>
        <Attend>
          <FicheBrute registers={fiche.registers} reason={lu.reason} />
        </Attend>
      </Page>
    )
  }
  return <Fiche key={id} fiche={fiche} gabarit={lu.gabarit} immersion={immersion?.data ?? null} />
}

function Fiche({ fiche, gabarit, immersion }: { fiche: FicheView; gabarit: Gabarit; immersion: Immersion | null }) {
  const { db, moi, annuaire, takeNote } = useCarnet()
  const { query, route } = useLocation()
  const latest = useRef(fiche)
  latest.current = fiche
  const politique = useMemo(() => politiqueOf(gabarit), [gabarit])
  const former = isFormer(gabarit)
  const isGuide = gabarit.famille === 'guide'
  // Composed for others: looked at as they will see it, then shared (R-VIS-01).
  const isRestitution = gabarit.famille === 'restitution' && fiche.data.$auteur === moi.personne
  const walks = isGuide && query.vue !== 'fiche'
  const { $auteur: auteur, $rattachement: rattachement } = fiche.data
  // Who reads depends on these answers and on no other: what is typed elsewhere asks nobody's rights again.
  const early = useMemo(
    () => (auteur === moi.personne ? droitsDeLAuteur(gabarit, politique) : null),
    [auteur, moi, gabarit, politique],
  )
  useLate(loadGestes, 'later')
  const lecture = useLate(loadLecture, early ? 'later' : 'now')
  const lues =
    lecture && JSON.stringify([rattachement, lecture.CHOIX.map((champ) => fiche.registers[path(champ)] ?? [])])
  const entete = useMemo(
    () => lecture?.enteteDe(politique, { auteur, immersion, rattachement, registers: fiche.registers }),
    [lecture, politique, auteur, immersion, lues],
  )
  const droits = useMemo(
    () => (entete && annuaire && lecture ? lecture.droitsDe(entete, moi.personne, annuaire) : early),
    [lecture, entete, annuaire, moi, early],
  )
  const lu = useMemo(
    () => (entete && annuaire && lecture ? lecture.lectureDe(entete, annuaire) : null),
    [lecture, entete, annuaire],
  )
  const contexte = useContexte(immersion, gabarit, {
    fiche,
    roles: droits?.roles ?? [],
    acces: droits?.acces ?? [],
  })
  const regard = useRegard(gabarit, immersion)
  const autour = useLate(loadAutour, gabarit.famille === 'la_pose' ? 'later' : 'never')
  const [ajout, setAjout] = useState<Ajout>()
  const save = useMemo(
    () =>
      (
        set: Parameters<typeof saveReponse>[3],
        seen: Parameters<typeof saveReponse>[4],
        acces: Parameters<typeof saveReponse>[2],
      ) =>
        watchSave(`${fiche.id} ${Object.keys(set).join()}`, saveReponse(db, fiche.id, acces, set, seen), set),
    [db, fiche.id],
  )
  const reprise = useReprise(immersion, gabarit)
  const valider = useMemo(
    () => async (changes: Changement[]) => {
      for (const { set, seen, acces } of changes) await save(set, seen, acces)
      const etat = path('$etat')
      await save(
        { [etat]: { etat: 'validee', par: moi.personne, le: localTime() } },
        { [etat]: headsOf(latest.current.registers, etat) },
        null,
      )
    },
    [save, moi],
  )
  const note = useMemo(
    () => (champ: string) => {
      const libelle = gabarit.sections.flatMap(({ champs }) => champs).find((one) => one.id === champ)?.libelle ?? champ
      takeNote({ immersion: (immersion?.id ?? null) as DocId | null, cible: { gabarit: gabarit.id, champ, libelle } })
    },
    [gabarit, immersion, takeNote],
  )
  if (!annuaire || !droits || !contexte) return null
  const retour = immersion
    ? `/immersions/${immersion.id}`
    : rattachement
      ? `/reseau/${rattachement.type === 'cycle' || rattachement.type === 'periode' ? 'groupe' : rattachement.type}/${rattachement.id}`
      : '/immersions'
  // Signed by everyone: frozen until somebody takes the signatures back.
  const readOnly = !droits.ecrire || fiche.data.$etat?.etat === 'signee'
  const { $etat: etat } = fiche.data
  // What somebody else validated still waits for the part of who holds the device.
  const validee = etat !== null && (etat.par === moi.personne || auteur === moi.personne || readOnly)
  return (
    <Page
      titre={walks ? gabarit.titre_court : gabarit.titre}
      lieu={immersion?.titre ?? 'Réseau'}
      retour={retour}
      {...(immersion ? { plume: immersion.id as DocId } : {})}
      surtitre={auteur === moi.personne ? 'Par vous' : `Par ${nomDe(annuaire.personnes, auteur)}`}
      chapeau={walks ? undefined : <p>{gabarit.description}</p>}
    >
      {former && (
        <p class="annonce">
          Fiche ouverte avec une version antérieure de ce modèle : elle garde ses questions d’origine.
        </p>
      )}
      {isGuide && (
        <div class="onglets" role="tablist" aria-label="Vue du guide">
          <button type="button" role="tab" aria-selected={walks} onClick={() => route(`/fiches/${fiche.id}`, true)}>
            À parcourir
          </button>
          <button
            type="button"
            role="tab"
            aria-selected={!walks}
            onClick={() => route(`/fiches/${fiche.id}?vue=fiche`, true)}
          >
            Fiche entière
          </button>
        </div>
      )}
      {walks ? (
        <Attend>
          <Guide fiche={fiche} gabarit={gabarit} immersion={immersion} readOnly={readOnly} />
        </Attend>
      ) : (
        <>
          <Lecteurs lu={lu} />
          {(fiche.data.$etat || gabarit.signe_par[0]) && (
            <Attend>
              <EtatFiche {...{ fiche, gabarit, immersion, contexte }} ecrire={droits.ecrire} />
            </Attend>
          )}
          {!droits.ecrire && <p class="annonce">Vous pouvez lire cette fiche, pas la modifier.</p>}
          {autour && immersion && <autour.Autour {...{ fiche, gabarit, immersion }} onAjout={setAjout} />}
          <h2 class="lu">Questions</h2>
          <FicheForm
            gabarit={gabarit}
            registers={fiche.registers}
            contexte={ajout ? { ...contexte, ...ajout } : contexte}
            readOnly={readOnly}
            save={save}
            focus={query.champ}
            regard={regard ?? undefined}
            reprise={reprise}
            onNote={immersion && gabarit.id !== 'carnet-notes' && auteur === moi.personne ? note : undefined}
            onValider={isRestitution ? undefined : valider}
            validee={validee}
          />
        </>
      )}
      <Attend>
        <PiedFiche {...{ fiche, gabarit, contexte, retour, readOnly, validee, save }} />
      </Attend>
    </Page>
  )
}

/**
 * What the author of a fiche may do with it, when nothing in the gabarit depends on a role held there: known without
 * asking who else reads it. null: only `droitsDe` says it.
 */
function droitsDeLAuteur({ sections }: Gabarit, { acces }: Politique): Droits | null {
  const apart = Object.values(acces)
  const plain =
    apart.every((one) => one === 'auteur') &&
    sections.every(({ rempli_par, champs }) => !rempli_par && champs.every((champ) => !champ.rempli_par))
  return plain ? { ecrire: true, creer: true, roles: [], acces: apart.slice(0, 1) } : null
}

function useGabarit(fiche: FicheView | null | undefined): GabaritLu | null {
  const [lu, setLu] = useState<GabaritLu | null>(null)
  const id = fiche?.data.$gabarit
  const version = fiche?.data.$gabarit_version
  useEffect(() => {
    if (id === undefined || version === undefined) return undefined
    let gone = false
    findGabarit(id, version).then(
      (found) => !gone && setLu(found),
      () => !gone && setLu({ ok: false, reason: 'unreadable' }),
    )
    return () => {
      gone = true
    }
  }, [id, version])
  return lu
}

/** The answers of the préparation, beside those of the évaluation. */
function useRegard(gabarit: Gabarit, immersion: Immersion | null): Regard | null {
  const { db } = useCarnet()
  const before = avantOf(gabarit.id)
  const at = before && immersion ? immersion.id : null
  const fiches = useLive(async () => (at ? fichesOf(db, { immersion: at }) : []), [db, at], RARELY)
  const [regard, setRegard] = useState<Regard | null>(null)
  const fiche = fiches?.find(({ data }) => data.$gabarit === before) ?? null
  useEffect(() => {
    if (!fiche) return
    void findGabarit(fiche.data.$gabarit, fiche.data.$gabarit_version).then(async (found) => {
      await loadRegard().catch(() => undefined) // each part then says that it is missing
      if (found.ok) setRegard(regardOf(gabarit, found.gabarit, reponsesOf(found.gabarit, fiche.registers)))
    })
  }, [fiche, gabarit])
  return regard
}

/** What the fiches of an immersion give to one another may follow a little later than what is typed, ms. */
const RARELY = 1_000

/** Where rows written since can be taken from: « Reprendre de la préparation ». */
function useReprise(immersion: Immersion | null, gabarit: Gabarit): SourcesPrefill | undefined {
  const { db, moi, annuaire } = useCarnet()
  // Most gabarits take rows from no other.
  const takes = useMemo(() => champsOf(gabarit).some((champ) => champ.type === 'table' && champ.prerempli), [gabarit])
  const sources = useLate(loadSources, takes ? 'later' : 'never')
  return useLive(
    async () =>
      annuaire && immersion && sources ? sources.sourcesOf(db, moi, annuaire, immersion, gabarit) : undefined,
    [db, moi, annuaire, immersion, gabarit, sources],
    RARELY,
  )
}
