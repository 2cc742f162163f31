// A guide walked through: an item, its tick, a line to write, its notes; the next one not seen is one touch away.
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { cellPath, type DocId, newRowId, type OpId, type Path, rowPath } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { headsOf, shownValue } from '../../domain/register.ts'
import { placesAfter } from '../../forms/champs/places.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { type FicheView, findFiche, notesOf, saveReponse } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { groupBy } from '../group.ts'
import { type Item, itemsOf, withNote, withTexte } from '../guide.ts'
import { byHour, type Note, noteOf } from '../note.ts'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import { inTurn, useAsked } from '../touches.ts'
import { useRegister } from '../use-register.ts'
import { Assentiment, ASSENTIMENT } from '../suivi/Assentiment.tsx'
import { Anonymat } from './Anonymat.tsx'
import { Icon } from './Icon.tsx'
import '../look/screens.css'

interface Props {
  fiche: FicheView
  gabarit: Gabarit
  immersion: Immersion | null
  readOnly: boolean
}

export function Guide({ fiche, gabarit, immersion, readOnly }: Props) {
  const { db, takeNote } = useCarnet()
  const root = useRef<HTMLDivElement>(null)
  const immersionId = immersion?.id ?? null
  const noteFiches = useLive(() => notesOf(db, immersionId), [db, immersionId])
  const notes = useMemo(() => (noteFiches ?? []).map(noteOf).sort(byHour).reverse(), [noteFiches])
  const items = useMemo(() => itemsOf(gabarit, fiche.registers), [gabarit, fiche.registers])
  const seen = items.filter(({ vu }) => vu).length
  const next = items.find(({ vu }) => !vu)
  const sections = groupBy(items, ({ section }) => section)
  const free = gabarit.sections
    .flatMap(({ champs }) => champs)
    .filter((champ) => champ.type === 'table' && champ.id === 'q_sur_place')

  const write = (at: Path, value: Json, replaced: OpId[]): Promise<OpId> =>
    watchSave(`${fiche.id} ${at}`, saveReponse(db, fiche.id, null, { [at]: value }, { [at]: replaced }), { [at]: value })
  const goNext = () => {
    const target = next && root.current?.querySelector<HTMLElement>(`[data-item="${next.id}"]`)
    target?.scrollIntoView({
      block: 'start',
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
    })
    target?.querySelector<HTMLElement>('textarea, input, a')?.focus({ preventScroll: true })
  }
  const noteUnder = (item: Item) =>
    takeNote({
      immersion: immersionId as DocId | null,
      cible: { gabarit: gabarit.id, champ: item.champ, libelle: item.libelle },
      onCreated: (note) => {
        const { line } = item
        if (line?.type !== 'note_liee') return
        // Read again: the line may have changed while the note was being written.
        void findFiche(db, fiche.id).then(
          (now) =>
            now &&
            write(line.path, withNote(shownValue(now.registers, line.path), note), headsOf(now.registers, line.path)),
        )
      },
    })
  const addRow = (table: string) => {
    const row = newRowId()
    const [pos = 'a0'] = placesAfter(lignesOf(table, fiche.registers), 1)
    const set = { [rowPath(table, row)]: { pos }, [cellPath(table, row, 'question')]: '' }
    void watchSave(`${fiche.id} ${table}`, saveReponse(db, fiche.id, null, set, {}), set)
  }

  const assentiment = gabarit.sections.flatMap(({ champs }) => champs).find(({ id }) => id === 'assentiment_verifie')
  const asked = assentiment?.type === 'choix' ? (
    <Assentiment champ={assentiment} fiche={fiche} readOnly={readOnly} write={write} />
  ) : null
  // R-ETH-02: after a refusal only the hour and the fact are noted.
  if (asked && shownValue(fiche.registers, ASSENTIMENT) === 'refus') {
    return (
      <div ref={root} class="bloc">
        {asked}
      </div>
    )
  }
  return (
    <div ref={root} class="bloc">
      {asked}
      <div class="guide-tete">
        <div class="guide-compte">
          <strong class="chiffres" role="status">
            {seen} sur {items.length} vus
          </strong>
          {next ? (
            <button type="button" class="lien" onClick={goNext}>
              Le prochain à voir
              <Icon name="bas" taille={1.25} />
            </button>
          ) : (
            <span class="detail">Tout est vu.</span>
          )}
        </div>
        <progress class="avancee" value={seen} max={items.length || 1} aria-label="Points vus" />
      </div>
      {[...sections].map(([titre, of]) => (
        <section key={titre} class="bloc">
          <h2>{titre}</h2>
          <ul>
            {of.map((item) => (
              <Point
                key={item.id}
                item={item}
                fiche={fiche}
                notes={notes.filter(
                  (note) =>
                    item.notes.includes(note.id) ||
                    (!item.id.includes('/') &&
                      note.cibles.some((cible) => cible.gabarit === gabarit.id && cible.champ === item.champ)),
                )}
                readOnly={readOnly}
                write={write}
                onNote={() => noteUnder(item)}
                onOpen={(note) => takeNote({ immersion: immersionId as DocId | null, note: note.id })}
              />
            ))}
          </ul>
          {!readOnly &&
            free
              .filter((champ) => gabarit.sections.find(({ champs }) => champs.includes(champ))?.titre === titre)
              .map((champ) => (
                <button key={champ.id} type="button" class="geste" onClick={() => addRow(champ.id)}>
                  <Icon name="plus" taille={1.25} />
                  Ajouter une question
                </button>
              ))}
        </section>
      ))}
    </div>
  )
}

interface PointProps {
  item: Item
  fiche: FicheView
  notes: readonly Note[]
  readOnly: boolean
  write(at: Path, value: Json, replaced: OpId[]): Promise<OpId>
  onNote(): void
  onOpen(note: Note): void
}

function Point({ item, fiche, notes, readOnly, write, onNote, onOpen }: PointProps) {
  const [vu, tick] = useAsked(item.vu, (on) =>
    inTurn(fiche.id, { [item.tick]: headsOf(fiche.registers, item.tick) }, (seen) => write(item.tick, on, seen[item.tick] ?? [])),
  )
  const own = item.libelle === '' || item.champ === 'q_sur_place'
  return (
    <li class="item marge" data-item={item.id} data-vu={item.vu ? 'oui' : undefined}>
      <label class="vu en-marge">
        <span class="lu">Vu : {item.libelle}</span>
        <input
          type="checkbox"
          checked={vu}
          disabled={readOnly}
          onChange={(event) => tick(event.currentTarget.checked)}
        />
        <Icon name="coche" taille={1.25} />
      </label>
      <div class="bloc">
        {own && !readOnly ? (
          <Ligne fiche={fiche} path={`${item.id}/question` as Path} type="texte" nom="Ma question" write={write} />
        ) : (
          <p class="item-libelle">{item.libelle}</p>
        )}
        {item.aide && <p class="aide">{item.aide}</p>}
        {item.line ? (
          readOnly ? (
            item.texte && <p>{item.texte}</p>
          ) : (
            <Ligne
              fiche={fiche}
              path={item.line.path}
              type={item.line.type}
              nom={`Noter sous : ${item.libelle || 'ma question'}`}
              write={write}
            />
          )
        ) : (
          <a class="lien au-bord" href={`/fiches/${fiche.id}?vue=fiche&champ=${item.champ}`}>
            Répondre dans la fiche
          </a>
        )}
        {notes.map((note) => (
          <button key={note.id} type="button" class="note-ouvre cite" onClick={() => onOpen(note)}>
            <Icon name="guillemet" taille={1} />
            <span>
              <time>{note.heure}</time> {note.texte}
            </span>
          </button>
        ))}
        {!readOnly && (
          <button type="button" class="lien au-bord" onClick={onNote}>
            <Icon name="plume" taille={1} />
            Prendre une note ici
          </button>
        )}
      </div>
    </li>
  )
}

interface LigneProps {
  fiche: FicheView
  path: Path
  type: 'note_liee' | 'texte'
  nom: string
  write(at: Path, value: Json, replaced: OpId[]): Promise<OpId>
}

/** A line to write under an item: kept at each input, like any answer. */
function Ligne({ fiche, path, type, nom, write }: LigneProps) {
  const [opened, setOpened] = useState(false)
  const control = useRegister(path, fiche.registers, write)
  const { value } = control
  const texte =
    typeof value === 'string'
      ? value
      : typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.texte === 'string'
        ? value.texte
        : ''
  return (
    <>
      <textarea
        class="ligne"
        rows={1}
        aria-label={nom}
        placeholder={type === 'texte' ? 'Ma question…' : 'Ce que je vois, ce qu’on me dit…'}
        value={texte}
        onFocus={() => {
          setOpened(true)
          control.open()
        }}
        onBlur={() => control.close()}
        onInput={(event) => control.set(withTexte(type, control.value, event.currentTarget.value))}
      />
      <Anonymat texte={texte} ouvert={opened} />
    </>
  )
}
