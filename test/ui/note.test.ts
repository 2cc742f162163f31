// A note as it is written: kept at each input event, one document, never two versions of itself.
import { afterEach, expect, test } from 'vitest'
import { DocId, PersonneId } from '../../src/domain/id.ts'
import { conflictsOf } from '../../src/domain/register.ts'
import { type Database, notesOf, openStore } from '../../src/store/index.ts'
import { noteOf, noteWriter } from '../../src/ui/note.ts'

const opened: Database[] = []
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
})
async function world(name: string): Promise<Database> {
  const { db } = await openStore(PersonneId.parse(name), { journal: null })
  opened.push(db)
  return db
}
const immersion = DocId.parse('imm-1')

test('keeps each letter of a note from the first, in one document', async () => {
  const db = await world('pro-une')
  const writer = noteWriter(db, immersion, null)
  const text = 'On ne demande jamais d’abord le nom.'
  for (let i = 1; i <= text.length; i++) {
    await writer.put({ texte: text.slice(0, i) })
    const notes = (await notesOf(db, immersion)).map(noteOf)
    expect(notes.map(({ texte }) => texte)).toEqual([text.slice(0, i)])
  }
})

test('fast typing leaves the latest text and no second version', async () => {
  const db = await world('pro-vite')
  const writer = noteWriter(db, immersion, null)
  const puts = ['O', 'On', 'On ', 'On n', 'On ne'].map((texte, i) =>
    writer.put(i === 0 ? { texte, etiquettes: [] } : { texte }),
  )
  await Promise.all(puts)
  await writer.put({ etiquettes: ['citation'] })
  await writer.put({ visibilite: 'a_restituer', anonymat_verifie: true })
  const [note, ...others] = await notesOf(db, immersion)
  expect(others).toEqual([])
  expect(note && conflictsOf(note.registers)).toEqual([])
  expect(note && noteOf(note)).toMatchObject({ texte: 'On ne', etiquettes: ['citation'], visibilite: 'a_restituer' })
})

test('a note is private until its author decides', async () => {
  const db = await world('pro-privee')
  await noteWriter(db, immersion, null).put({ texte: 'x' })
  const [note] = await notesOf(db, immersion)
  expect(note && noteOf(note).visibilite).toBe('privee')
})

test('a note that could not be read again after it was made gets no second version', async () => {
  const db = await world('pro-relu')
  let failures = 1
  const docs = new Proxy(db.dexie.docs, {
    get(table, key) {
      if (key === 'get' && failures-- > 0) return () => Promise.reject(new Error('the connection was lost'))
      const part: unknown = Reflect.get(table, key)
      return typeof part === 'function' ? part.bind(table) : part
    },
  })
  const bent = Object.assign(Object.create(db) as Database, { dexie: Object.assign(Object.create(db.dexie), { docs }) })
  const writer = noteWriter(bent, immersion, null)
  await writer.put({ texte: 'U' }).catch(() => undefined)
  await writer.put({ texte: 'Un.' })
  const [note, ...others] = await notesOf(db, immersion)
  expect(others).toEqual([])
  expect(note && conflictsOf(note.registers)).toEqual([])
  expect(note && noteOf(note).texte).toBe('Un.')
})

test('a note opened again goes on without a second version', async () => {
  const db = await world('pro-reprise')
  await noteWriter(db, immersion, null).put({ texte: 'Un.' })
  const [held] = await notesOf(db, immersion)
  if (!held) throw new Error('the note was kept')
  const again = noteWriter(db, immersion, held)
  await again.put({ texte: 'Un. D' })
  await again.put({ texte: 'Un. Deux.' })
  const [note] = await notesOf(db, immersion)
  expect(note && conflictsOf(note.registers)).toEqual([])
  expect(note && noteOf(note).texte).toBe('Un. Deux.')
})
