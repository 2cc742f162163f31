// Reading again: the notes on one side, the answers of the évaluation on the other; a note is poured into an answer.
import { useMemo, useRef, useState } from 'preact/hooks'
import type { DocId, OpId, Path } from '../../domain/id.ts'
import { path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { headsOf, shownValue } from '../../domain/register.ts'
import { champsOf } from '../../forms/gabarit.ts'
import { type FicheView, fichesOf, findFiche, findImmersion, notesOf, saveReponse } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { noteLieeNotes, noteLieeTexte } from '../guide.ts'
import { byHour, isPourable, type Note, noteOf } from '../note.ts'
import { EtiquettesRuban } from '../parts/Etiquettes.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Notes } from '../parts/Notes.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { Versement } from '../parts/Versement.tsx'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import { usePoints } from '../use-points.ts'
import { useGabarits } from '../use-progress.ts'
import '../look/screens.css'

export default function Relecture({ id }: { id: string }) {
  const { db, moi, takeNote } = useCarnet()
  const doc = id as DocId
  const view = useLive(() => findImmersion(db, doc), [db, id])
  const fiches = useLive(() => fichesOf(db, { immersion: id }), [db, id])
  const noteFiches = useLive(() => notesOf(db, id), [db, id])
  const notes = useMemo(
    () =>
      (noteFiches ?? [])
        .map(noteOf)
        .filter(({ auteur }) => auteur === moi.personne)
        .sort(byHour)
        .reverse(),
    [noteFiches, moi],
  )
  const points = usePoints(notes)
  const evaluation =
    fiches?.find(({ data }) => data.$gabarit === 'spro-4-evaluation' && data.$auteur === moi.personne) ?? null
  const gabarits = useGabarits(evaluation ? [evaluation] : [])
  const gabarit = [...gabarits.values()][0] ?? null
  const [tab, setTab] = useState<'notes' | 'evaluation'>('notes')
  const [picked, setPicked] = useState<Note | null>(null)
  const [only, setOnly] = useState<string[]>([])
  const [said, setSaid] = useState('')
  const dragged = useRef<Note | null>(null)

  if (!view || fiches === undefined || noteFiches === undefined) return <Page titre="Relecture">{null}</Page>
  const write = (at: Path, value: Json, replaced: OpId[]): Promise<OpId> => {
    const fiche = evaluation as FicheView // answers are shown only when there is one
    return watchSave(`${fiche.id} ${at}`, saveReponse(db, fiche.id, null, { [at]: value }, { [at]: replaced }), { [at]: value })
  }
  const pour = async (note: Note, champ: string, libelle: string): Promise<void> => {
    if (!evaluation) return
    // Read again: the answer may have changed since it was shown.
    const now = await findFiche(db, evaluation.id)
    if (!now) return
    const at = path(champ)
    const before = shownValue(now.registers, at)
    const texte = [noteLieeTexte(before).trimEnd(), note.texte].filter(Boolean).join('\n')
    const held = noteLieeNotes(before)
    await write(
      at,
      { texte, notes: held.includes(note.id) ? held : [...held, note.id], cibles: [] },
      headsOf(now.registers, at),
    )
    setPicked(null)
    setSaid(`Note versée dans « ${libelle} ».`)
  }
  const present = [...new Set(notes.flatMap(({ etiquettes }) => etiquettes))]
  const shown =
    only.length === 0 ? notes : notes.filter(({ etiquettes }) => only.some((one) => etiquettes.includes(one)))
  const poured = new Set(
    gabarit && evaluation
      ? champsOf(gabarit).flatMap((champ) => noteLieeNotes(shownValue(evaluation.registers, path(champ.id))))
      : [],
  )
  const places = gabarit
    ? gabarit.sections
        .map((section) => ({ section, champs: section.champs.filter((champ) => champ.type === 'note_liee') }))
        .filter(({ champs }) => champs.length > 0)
    : []

  const acte = (note: Note) =>
    isPourable(note) ? (
      <div class="gestes">
        <button
          type="button"
          class="geste"
          draggable
          aria-pressed={picked?.id === note.id}
          onDragStart={() => {
            dragged.current = note
          }}
          onClick={() => {
            setPicked(note)
            setTab('evaluation')
          }}
        >
          <Icon name="guillemet" taille={1} />
          {poured.has(note.id) ? 'Verser encore' : 'Verser'}
        </button>
        {poured.has(note.id) && <span class="detail verse">Déjà dans l’évaluation</span>}
      </div>
    ) : (
      <button type="button" class="lien au-bord" onClick={() => takeNote({ immersion: doc, note: note.id })}>
        <Icon name="verrou" taille={1} />
        Privée : la rendre « à restituer »
      </button>
    )

  return (
    <Page
      titre="Relecture"
      lieu={view.data.titre}
      retour={`/immersions/${id}`}
      large
      {...(picked ? {} : { plume: doc })}
    >
      <div class="onglets onglets-relecture" role="tablist" aria-label="Relecture">
        <button type="button" role="tab" aria-selected={tab === 'notes'} onClick={() => setTab('notes')}>
          Mes notes
        </button>
        <button type="button" role="tab" aria-selected={tab === 'evaluation'} onClick={() => setTab('evaluation')}>
          Évaluation
        </button>
      </div>
      <p class="lu" role="status">
        {said}
      </p>
      <div class="relecture">
        <section class="relecture-notes" hidden={tab !== 'notes'} aria-label="Mes notes">
          {present.length > 1 && (
            <EtiquettesRuban nom="Ne montrer que" chosen={only} onChange={setOnly} only={present} />
          )}
          {notes.length === 0 ? (
            <Tirage>
              <p>Aucune note pour cette immersion.</p>
            </Tirage>
          ) : (
            <Notes
              notes={shown}
              onOpen={(note) => takeNote({ immersion: doc, note: note.id })}
              acte={acte}
              pointOf={points}
            />
          )}
        </section>
        <section hidden={tab !== 'evaluation'} aria-label="Évaluation">
          {evaluation === null ? (
            <>
              <p>L’évaluation n’est pas commencée.</p>
              <a class="acte" href={`/ouvrir?gabarit=spro-4-evaluation&immersion=${id}`}>
                Commencer l’évaluation
              </a>
            </>
          ) : (
            <>
              <p class="detail">
                Les réponses qui accueillent vos notes.{' '}
                <a href={`/fiches/${evaluation.id}`}>Ouvrir l’évaluation entière</a>
              </p>
              {places.map(({ section, champs }) => (
                <div key={section.id} class="bloc">
                  <h2>{section.titre}</h2>
                  {champs.map((champ) => (
                    <Versement
                      key={champ.id}
                      champ={champ}
                      fiche={evaluation}
                      notes={notes}
                      waits={picked !== null}
                      write={write}
                      onPour={() => picked && void pour(picked, champ.id, champ.libelle).catch(() => undefined)}
                      onDrop={() =>
                        dragged.current && void pour(dragged.current, champ.id, champ.libelle).catch(() => undefined)
                      }
                      onOpen={(note) => takeNote({ immersion: doc, note: note.id })}
                    />
                  ))}
                </div>
              ))}
            </>
          )}
        </section>
      </div>
      {picked && (
        <aside class="plateau" aria-label="Note à verser">
          <Icon name="guillemet" taille={1.25} />
          <p>{picked.texte}</p>
          <button type="button" class="rond" aria-label="Reposer la note" onClick={() => setPicked(null)}>
            <Icon name="croix" taille={1.25} />
          </button>
        </aside>
      )}
    </Page>
  )
}
