// A table: rows opened one at a time on a phone, a real table on a wide screen. Each cell is a register of its own.
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { newRowId, type OpId, type Path, rowPath } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { headsOf, noRegisters, type Registers } from '../../domain/register.ts'
import { accesOf, type InputProps, type TypeChamp } from '../champ.ts'
import { isBlank } from '../condition.ts'
import { Formulaire } from '../formulaire.ts'
import type { Noms } from '../contexte.ts'
import { lignes } from './formes.ts'
import { readSimple } from './lecture.ts'
import { LigneForm } from './ligne.tsx'
import { champOf, lignesOf, type Table } from './table-champ.ts'

type Reponse = Record<string, Json>[]

const loadPlaces = () => import('./places.ts')
const loadGlisse = () => import('./glisse.ts')

/** What adds and moves rows: asked for before anybody touches one, and waited for if touched first. */
export const loadGestes = () => Promise.all([loadPlaces(), loadGlisse()])

const WIDE = '(min-width: 60rem)'

function useWide(): boolean {
  const [wide, setWide] = useState(() => globalThis.matchMedia?.(WIDE).matches ?? false)
  useEffect(() => {
    const query = globalThis.matchMedia?.(WIDE)
    const change = () => setWide(query?.matches ?? false)
    query?.addEventListener('change', change)
    return () => query?.removeEventListener('change', change)
  }, [])
  return wide
}

/** The registers of each row, the same object while nothing in it changed. */
function useRows(slice: Registers): (row: string) => Registers {
  const held = useRef(new Map<string, Registers>())
  const cutFrom = useRef<Registers | null>(null)
  if (cutFrom.current !== slice) {
    const next = new Map<string, Registers>()
    for (const path of Object.keys(slice) as Path[]) {
      const row = path.split('/')[1] ?? ''
      let part = next.get(row)
      if (!part) {
        part = noRegisters()
        next.set(row, part)
      }
      part[path] = slice[path] ?? []
    }
    for (const [row, part] of next) {
      const former = held.current.get(row)
      const keys = Object.keys(part) as Path[]
      if (former && keys.length === Object.keys(former).length && keys.every((path) => former[path] === part[path])) {
        next.set(row, former)
      }
    }
    held.current = next
    cutFrom.current = slice
  }
  return (row) => held.current.get(row) ?? noRegisters()
}

function Input({ id, champ, slice, vis }: InputProps<Table, Reponse>) {
  const { save, reprise } = useContext(Formulaire)
  const [open, setOpen] = useState<string | null>(null)
  const [removed, setRemoved] = useState<{ row: string; pos: string; op: OpId } | null>(null)
  const [echec, setEchec] = useState(false)
  const wide = useWide()
  const rowOf = useRows(slice)
  const rows = lignesOf(champ.id, slice)
  const latest = useRef(rows)
  latest.current = rows
  const acces = accesOf(champ)
  const write = async (set: Record<Path, Json>, seen: Record<Path, OpId[]>): Promise<OpId | null> => {
    try {
      const op = await save(set, seen, acces)
      setEchec(false)
      return op
    } catch {
      setEchec(true)
      return null
    }
  }
  const placing = () =>
    loadPlaces().catch(() => {
      setEchec(true)
      return null
    })
  const add = async (given: readonly Record<string, Json>[]) => {
    const rules = await placing()
    if (!rules) return
    const places = rules.placesAfter(latest.current, given.length)
    const set: Record<Path, Json> = {}
    const ids = given.map((cells, index) => {
      const row = newRowId()
      set[rowPath(champ.id, row)] = { pos: places[index] ?? 'a0' }
      for (const [colonne, value] of Object.entries(cells)) set[`${champ.id}/${row}/${colonne}` as Path] = value
      return row
    })
    if (given.length === 1) setOpen(ids[0] ?? null)
    void write(set, {})
  }
  // Stable, so that a row is drawn again only when it changed.
  const actions = useRef({
    toggle: (row: string) => setOpen((held) => (held === row ? null : row)),
    move: async (row: string, to: number) => {
      const rules = await placing()
      if (!rules) return
      const current = latest.current
      const places = rules.moved(current, row, to)
      const set: Record<Path, Json> = {}
      const seen: Record<Path, OpId[]> = {}
      for (const [each, pos] of Object.entries(places)) {
        const path = rowPath(champ.id, each)
        set[path] = { pos }
        seen[path] = headsOf(rowOf(each), path)
      }
      void write(set, seen)
    },
    step: (row: string, by: number) => {
      const index = latest.current.findIndex((each) => each.id === row)
      void actions.current.move(row, index + by)
    },
    remove: async (row: string) => {
      const path = rowPath(champ.id, row)
      const pos = latest.current.find((each) => each.id === row)?.pos ?? 'a0'
      const op = await write({ [path]: null }, { [path]: headsOf(rowOf(row), path) })
      if (op) setRemoved({ row, pos, op })
    },
  })
  const undo = async () => {
    if (!removed) return
    const path = rowPath(champ.id, removed.row)
    if (await write({ [path]: { pos: removed.pos } }, { [path]: [removed.op] })) setRemoved(null)
  }
  const area = useRef<HTMLDivElement>(null)
  const start = useRef((row: string, event: PointerEvent) => {
    const { currentTarget: handle, pointerId } = event
    if (!(handle instanceof HTMLElement)) return
    event.preventDefault()
    loadGlisse()
      .then(({ glisser }) => area.current && glisser(area.current, row, handle, pointerId, actions.current.move))
      .catch(() => undefined) // let go meanwhile: there is nothing to follow
  })
  const fresh = reprise(champ, rows.map(({ cells }) => cells))
  const full = champ.lignes_max !== undefined && rows.length >= champ.lignes_max
  const common = { champ, vis, actions: actions.current, glisse: start.current }
  const forms = rows.map((row, index) => (
    <LigneForm
      key={row.id}
      {...common}
      id={`${id}-${row.id}`}
      row={row.id}
      index={index}
      last={index === rows.length - 1}
      registers={rowOf(row.id)}
      open={open === row.id}
      wide={wide}
    />
  ))
  return (
    <div class="f-table" ref={area}>
      {wide && rows.length > 0 ? (
        <table>
          <caption class="f-cache">{champ.libelle}</caption>
          <thead>
            <tr>
              {champ.colonnes.map((colonne) => (
                <th key={colonne.id} scope="col">
                  {colonne.libelle}
                </th>
              ))}
              <th scope="col">
                <span class="f-cache">Actions</span>
              </th>
            </tr>
          </thead>
          {forms}
        </table>
      ) : (
        <ol class="f-lignes">{forms}</ol>
      )}
      <p role="status" class="f-retiree">
        {removed ? (
          <>
            Ligne retirée.{' '}
            <button type="button" class="f-bouton f-discret" onClick={undo}>
              Annuler
            </button>
          </>
        ) : null}
      </p>
      {echec ? (
        <p role="alert" class="f-alerte">
          Ce changement de lignes n’a pas été enregistré. Réessayez ; ce qui est écrit dans les lignes n’est pas touché.
        </p>
      ) : null}
      {full ? <p class="f-aide">Le tableau prévoit {champ.lignes_max} lignes au plus.</p> : null}
      <div class="f-actes">
        <button id={id} type="button" class="f-bouton" onClick={() => void add([{}])}>
          Ajouter une ligne
        </button>
        {fresh.length > 0 ? (
          <button type="button" class="f-bouton" onClick={() => void add(fresh)}>
            Reprendre de la préparation ({fresh.length})
          </button>
        ) : null}
      </div>
    </div>
  )
}

function accepts(reponse: Reponse, { lignes_min, lignes_max }: Table): ReturnType<TypeChamp<Table, Reponse>['accepts']> {
  const count = reponse.filter((cells) => !isBlank(cells)).length
  if (lignes_max !== undefined && reponse.length > lignes_max)
    return { raison: 'lignes', message: `${lignes_max} lignes au plus (ici ${reponse.length}).` }
  if (lignes_min !== undefined && count > 0 && count < lignes_min)
    return { raison: 'lignes', message: `${lignes_min} lignes au moins (ici ${count}).` }
  return true
}

const readRow = (champ: Table, cells: Record<string, Json>, noms: Noms): string =>
  champ.colonnes
    .filter((colonne) => !isBlank(cells[colonne.id]))
    .map((colonne) => `${colonne.libelle} : ${readSimple(champOf(colonne, champ), cells[colonne.id] ?? null, noms)}`)
    .join(' ; ')

export const table = {
  reponse: lignes,
  empty: [],
  accepts,
  read: (reponse, champ, noms) => reponse.map((cells) => readRow(champ, cells, noms)).join('\n'),
  groupe: true,
  Input,
} satisfies TypeChamp<Table, Reponse>
