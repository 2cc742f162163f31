// The same note open in two tabs: the second says so, writes nothing over the first, and goes on from what it wrote.
import { act, cleanup, fireEvent, render, waitFor, within } from '@testing-library/preact'
import { locks } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DocId } from '../../src/domain/id.ts'
import { conflictsOf } from '../../src/domain/register.ts'
import { type Database, notesOf } from '../../src/store/index.ts'
import { noteOf, noteWriter } from '../../src/ui/note.ts'
import { NoteSheet } from '../../src/ui/parts/NoteSheet.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

const platform = (value: unknown) => Object.defineProperty(navigator, 'locks', { value, configurable: true })
beforeEach(() => platform(locks))
afterEach(() => {
  cleanup()
  platform(undefined)
})

const immersion = DocId.parse('imm-1')
const held = async (db: Database) => {
  const [note] = await notesOf(db, immersion)
  if (!note) throw new Error('the note was kept')
  return note
}
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)))
const sentence = /Ouvert dans un autre onglet/

test('a note is written in one tab at a time', async () => {
  const db = await newDatabase()
  await noteWriter(db, immersion, null).put({ texte: 'Un.' })
  const existing = await held(db)
  const tab = () => {
    const { container, unmount } = render(
      <Around carnet={carnetOf(db)}>
        <NoteSheet demande={{ immersion, note: existing.id }} existing={existing} onClose={() => undefined} />
      </Around>,
    )
    const on = within(container as HTMLElement)
    const text = () => on.getByLabelText<HTMLTextAreaElement>('Note')
    return { on, unmount, text, type: (value: string) => fireEvent.input(text(), { target: { value } }) }
  }
  const first = tab()
  await settled()
  const second = tab()
  await waitFor(() => expect(second.on.getByText(sentence)).toBeTruthy())
  first.type('Un. Deux.')
  second.type('Écrasé')
  await settled()
  expect(noteOf(await held(db)).texte).toBe('Un. Deux.')
  expect(second.text().value).toBe('Un.')

  fireEvent.click(second.on.getByRole('button', { name: 'Écrire ici quand même' }))
  await waitFor(() => expect(second.text().value).toBe('Un. Deux.'))
  expect(first.on.getByText(sentence)).toBeTruthy()
  second.type('Un. Deux. Trois.')
  first.type('Écrasé')
  await settled()
  const note = await held(db)
  expect(noteOf(note).texte).toBe('Un. Deux. Trois.')
  expect(conflictsOf(note.registers)).toEqual([])

  second.unmount()
  await waitFor(() => expect(first.text().value).toBe('Un. Deux. Trois.'))
  db.close()
})
