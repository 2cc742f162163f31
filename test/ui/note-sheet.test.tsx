// The sheet of a note: text at once under the cursor, kept at each input; privacy left only after the check (R-NOTE-03).
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { DocId } from '../../src/domain/id.ts'
import { type Database, notesOf } from '../../src/store/index.ts'
import { noteOf } from '../../src/ui/note.ts'
import { NoteSheet } from '../../src/ui/parts/NoteSheet.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

const immersion = DocId.parse('imm-1')
const notesIn = async (db: Database) => (await notesOf(db, immersion)).map(noteOf)

async function openSheet() {
  const db = await newDatabase()
  render(
    <Around carnet={carnetOf(db)}>
      <NoteSheet demande={{ immersion }} existing={null} onClose={() => undefined} />
    </Around>,
  )
  return { db, text: screen.getByLabelText<HTMLTextAreaElement>('Note') }
}
const type = (text: HTMLTextAreaElement, value: string) => fireEvent.input(text, { target: { value } })

test('the cursor is in the text as soon as the sheet is there', async () => {
  const { text, db } = await openSheet()
  expect(document.activeElement).toBe(text)
  db.close()
})

test('each input is kept, from the first letter, without closing', async () => {
  const { text, db } = await openSheet()
  expect(await notesIn(db)).toEqual([])
  for (const value of ['P', 'Pa', 'Pas', 'Pas de guichet']) {
    type(text, value)
    await waitFor(async () => expect((await notesIn(db)).map((note) => note.texte)).toEqual([value]))
  }
  await screen.findByText('Enregistré')
  cleanup()
  expect((await notesIn(db)).map((note) => note.texte)).toEqual(['Pas de guichet'])
  db.close()
})

test('étiquettes chosen before the first letter are kept with it', async () => {
  const { text, db } = await openSheet()
  fireEvent.click(screen.getByRole('button', { name: 'Étonnement' }))
  expect(await notesIn(db)).toEqual([])
  type(text, 'Tiens')
  await waitFor(async () => expect((await notesIn(db))[0]?.etiquettes).toEqual(['etonnement']))
  db.close()
})

test('a note leaves privacy only once anonymity was checked', async () => {
  const { text, db } = await openSheet()
  type(text, 'À partager')
  await screen.findByText('Enregistré')
  fireEvent.click(screen.getByRole('button', { name: 'Privée' }))
  fireEvent.click(screen.getByLabelText(/Partagée/))
  expect((await notesIn(db))[0]?.visibilite).toBe('privee')
  fireEvent.click(screen.getByLabelText(/J’ai vérifié/))
  await waitFor(async () => expect((await notesIn(db))[0]?.visibilite).toBe('partagee'))
  const [fiche] = await notesOf(db, immersion)
  expect(fiche?.registers).toMatchObject({ anonymat_verifie: [{ v: true }] })
  db.close()
})

test('a save that fails is said, and the text stays', async () => {
  const { text, db } = await openSheet()
  db.outdated = true
  type(text, 'Encore là')
  await screen.findByText('Non enregistré')
  expect(text.value).toBe('Encore là')
  expect(await notesIn(db)).toEqual([])
  db.outdated = false
  type(text, 'Encore là !')
  await screen.findByText('Enregistré')
  expect((await notesIn(db)).map((note) => note.texte)).toEqual(['Encore là !'])
  db.close()
})
