// Who may read a note: private until its author says otherwise, anonymity checked, suspicious words shown first.
import { fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { DocId } from '../../src/domain/id.ts'
import { notesOf } from '../../src/store/index.ts'
import { noteOf } from '../../src/ui/note.ts'
import { NoteSheet } from '../../src/ui/parts/NoteSheet.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

const immersion = DocId.parse('imm-1')

async function written(texte: string) {
  const db = await newDatabase()
  render(
    <Around carnet={carnetOf(db)}>
      <NoteSheet demande={{ immersion }} existing={null} onClose={() => undefined} />
    </Around>,
  )
  fireEvent.input(screen.getByLabelText('Note'), { target: { value: texte } })
  await screen.findByText('Enregistré')
  const kept = async () => (await notesOf(db, immersion)).map(noteOf)[0]
  return { db, kept }
}

test('R-NOTE-02 : a note is private when it is made, and stays so whatever is written or labelled', async () => {
  const { db, kept } = await written('Deux verres d’eau.')
  expect((await kept())?.visibilite).toBe('privee')
  fireEvent.click(screen.getByRole('button', { name: 'Citation' }))
  await waitFor(async () => expect((await kept())?.etiquettes).toEqual(['citation']))
  fireEvent.click(screen.getByRole('button', { name: 'Privée' }))
  fireEvent.click(screen.getByLabelText(/À restituer/))
  // Asked for, not done: only the check does it.
  expect((await kept())?.visibilite).toBe('privee')
  db.close()
})

test('R-NOTE-03 : the check is asked before a note leaves privacy', async () => {
  const { db, kept } = await written('Deux verres d’eau.')
  fireEvent.click(screen.getByRole('button', { name: 'Privée' }))
  fireEvent.click(screen.getByLabelText(/Partagée/))
  fireEvent.click(await screen.findByRole('checkbox', { name: /aucune personne accompagnée/ }))
  await waitFor(async () => expect((await kept())?.visibilite).toBe('partagee'))
  db.close()
})

test('R-ETH-03 : words that look like somebody are shown beside the check', async () => {
  const { db } = await written('Kevin Durand attend, son numéro est le 06 12 34 56 78.')
  fireEvent.click(screen.getByRole('button', { name: 'Privée' }))
  expect(screen.queryByText(/À vérifier/)).toBeNull()
  fireEvent.click(screen.getByLabelText(/À restituer/))
  const words = await screen.findByText(/À vérifier/)
  expect(words.textContent).toContain('Kevin Durand')
  expect(words.textContent).toContain('06 12 34 56 78')
  db.close()
})
