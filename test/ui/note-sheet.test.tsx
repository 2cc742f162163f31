// The sheet of a note: text at once under the cursor, kept at each input; privacy left only after the check (R-NOTE-03).
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { DocId, path } from '../../src/domain/id.ts'
import { versionsOf } from '../../src/domain/register.ts'
import { createNote, type Database, findFiche, notesOf, SaveError, saveReponse } from '../../src/store/index.ts'
import { holdPiece } from '../../src/store/photos.ts'
import type { Choix } from '../../src/ui/carnet.ts'
import { noteOf, noteWriter } from '../../src/ui/note.ts'
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

test('a note in two versions says so; what is typed replaces the one on screen and not the other; a choice is taken up', async () => {
  const db = await newDatabase()
  const id = await createNote(db, { version: 1, immersion, set: { [path('texte')]: 'Vu d’ici' } })
  await saveReponse(db, id, null, { [path('texte')]: 'Vu de là' }, {})
  const existing = await findFiche(db, id)
  const shown: Choix[] = []
  render(
    <Around carnet={carnetOf(db, { showVersions: (one) => shown.push(one) })}>
      <NoteSheet demande={{ immersion, note: id }} existing={existing} onClose={() => undefined} />
    </Around>,
  )
  const text = screen.getByLabelText<HTMLTextAreaElement>('Note')
  expect(text.value).toBe('Vu de là')
  type(text, 'Vu de là, et plus loin')
  await screen.findByText('Enregistré')
  fireEvent.click(await screen.findByRole('button', { name: /Texte de la note/ }))
  await waitFor(async () => expect(versionsOf((await findFiche(db, id))?.registers ?? {}, path('texte')).map(({ v }) => v)).toEqual(['Vu de là, et plus loin', 'Vu d’ici']))
  const [choix] = shown
  await choix?.choose('Vu d’ici', versionsOf((await findFiche(db, id))?.registers ?? {}, path('texte')).map(({ o }) => o))
  await waitFor(() => expect(text.value).toBe('Vu d’ici'))
  await waitFor(() => expect(screen.queryByText(/à choisir quand vous voulez/)).toBeNull())
  type(text, 'Vu d’ici, enfin')
  await waitFor(async () => expect((await findFiche(db, id))?.registers[path('texte')]?.map(({ v }) => v)).toEqual(['Vu d’ici, enfin']))
  cleanup()
  db.close()
})

test('words are kept when the photo beside them finds no room; the photo stays in hand and is kept later', async () => {
  const db = await newDatabase()
  const writer = noteWriter(db, immersion, null)
  await writer.put({ texte: 'avant' })
  const { fichier } = await holdPiece(db, new Blob([new Uint8Array([0xff, 0xd8, 0xff, 1])], { type: 'image/jpeg' }))
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  db.dexie.chunks.hook('creating', full)
  await expect(writer.put({ photo: [{ id: 'p', legende: '', fichier }] })).rejects.toBeInstanceOf(SaveError)
  await expect(writer.put({ texte: 'avant et après' })).rejects.toBeInstanceOf(SaveError)
  expect(await notesIn(db)).toMatchObject([{ texte: 'avant et après', photos: [] }])
  db.dexie.chunks.hook('creating').unsubscribe(full)
  await writer.put({ texte: 'avant et après.' })
  expect(await notesIn(db)).toMatchObject([{ texte: 'avant et après.', photos: [{ fichier }] }])
  expect(await db.dexie.chunks.count()).toBe(1)
  db.close()
})
