// The page that is tortured: the real store and one field, without the screens. What was committed is announced
// through `announce`, a function that the browser test plants.
import { type DocId, type OpId, path, PersonneId } from '../../src/domain/id.ts'
import { headsOf, shownValue } from '../../src/domain/register.ts'
import {
  createNote,
  type Database,
  findFiche,
  notesOf,
  openStore,
  putSession,
  type Recovery,
  SaveError,
  saveReponse,
  Session,
} from '../../src/store/index.ts'

declare global {
  interface Window {
    announce?: (message: string) => void
    torture: Torture
  }
}

const personne = PersonneId.parse('per-torture')
const TEXTE = path('texte')
const field = document.querySelector<HTMLTextAreaElement>('#texte')
if (!field) throw new Error('the page has a field')

let db: Database | null = null
const open = (): Database => {
  if (!db) throw new Error('the store is open')
  return db
}

interface Opened {
  recovered: Recovery | null
  notes: string[]
  ms: number
}

/** Opens the store and tells what is in it. */
async function start(): Promise<Opened> {
  const before = performance.now()
  await putSession(Session.parse({ personne, network: 'reseau-torture', appareil: 'app-1', nom: 'Torture' }))
  const opened = await openStore(personne)
  db = opened.db
  return { recovered: opened.recovered, notes: await texts(), ms: performance.now() - before }
}

const texts = async (): Promise<string[]> => (await notesOf(open(), null)).map((note) => String(shownValue(note.registers, TEXTE)))

const write = (text: string): Promise<DocId> => createNote(open(), { version: 1, immersion: null, set: { [TEXTE]: text } })

/** Writes notes one after the other and announces each that is kept. */
async function writeNotes(prefix: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const text = `${prefix}-${i} ${crypto.randomUUID().repeat(8)}`
    await write(text)
    window.announce?.(JSON.stringify({ note: text }))
  }
}

/** Makes the field the answer of a note: saved at each input, one write in flight, the latest text wins. */
async function type(): Promise<DocId> {
  const note = await write('')
  const fiche = await findFiche(open(), note)
  let seen: OpId[] = fiche ? headsOf(fiche.registers, TEXTE) : []
  let flying = false
  let waiting: string | null = null
  async function save(text: string): Promise<void> {
    waiting = text
    if (flying) return
    flying = true
    try {
      while (waiting !== null) {
        const value: string = waiting
        waiting = null
        seen = [await saveReponse(open(), note, null, { [TEXTE]: value }, { [TEXTE]: seen })]
        window.announce?.(JSON.stringify({ doc: note, typed: value }))
      }
    } catch (error) {
      window.announce?.(JSON.stringify({ failed: error instanceof SaveError ? error.reason : String(error) }))
    } finally {
      flying = false
    }
  }
  if (field) {
    field.value = ''
    field.oninput = () => void save(field.value)
    field.focus()
  }
  return note
}

/** One save of random bytes of this size, as the reason of its failure or null. */
async function fill(bytes: number): Promise<string | null> {
  let text = ''
  const random = new Uint8Array(49_152)
  while (text.length < bytes) text += btoa(String.fromCharCode(...crypto.getRandomValues(random)))
  try {
    await write(text.slice(0, bytes))
    return null
  } catch (error) {
    return error instanceof SaveError ? error.reason : `not a SaveError: ${String(error)}`
  }
}

const textOf = async (note: DocId): Promise<string | null> => {
  const fiche = await findFiche(open(), note)
  return fiche ? String(shownValue(fiche.registers, TEXTE)) : null
}

/** Milliseconds of each of `count` saves: a raw strict put, a save without the journal, a save with everything. */
async function measure(count: number): Promise<Record<'raw' | 'bare' | 'save', number[]>> {
  const raw = await rawDatabase()
  const { db: bare } = await openStore(personne, { journal: null })
  const times: Record<'raw' | 'bare' | 'save', number[]> = { raw: [], bare: [], save: [] }
  const notes = { bare: await write(''), save: await write('') }
  const seen: Record<'bare' | 'save', OpId[]> = { bare: [], save: [] }
  let text = ''
  for (let i = 0; i < count; i++) {
    text += 'é'
    const before = performance.now()
    await put(raw, { id: 1, text })
    times.raw.push(performance.now() - before)
    for (const [name, store] of [['bare', bare], ['save', open()]] as const) {
      const start = performance.now()
      seen[name] = [await saveReponse(store, notes[name], null, { [TEXTE]: text }, { [TEXTE]: seen[name] })]
      times[name].push(performance.now() - start)
    }
  }
  raw.close()
  bare.close()
  return times
}

const rawDatabase = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('brute', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const put = (raw: IDBDatabase, row: unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    const tx = raw.transaction('rows', 'readwrite', { durability: 'strict' })
    tx.objectStore('rows').put(row)
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error)
  })

const torture = { start, texts, writeNotes, type, fill, textOf, measure, journal: () => open().journal.state }
export type Torture = typeof torture
window.torture = torture
