// Photos that the server did not take are shown with the reason and what to do.
import { fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { DocId } from '../../src/domain/id.ts'
import { notesOf, writingState } from '../../src/store/index.ts'
import { savePiece } from '../../src/store/photos.ts'
import { exchangePhotos } from '../../src/sync/photos.ts'
import { noteWriter } from '../../src/ui/note.ts'
import { PhotosRefusees } from '../../src/ui/parts/PhotosRefusees.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

const immersion = DocId.parse('imm-1')

test.each([
  [413, /trop lourde/],
  [415, /JPEG, PNG et WebP/],
  [422, /abîmée/],
] as const)('refused with %i: says why, opens the note, sends again', async (status, sentence) => {
  const db = await newDatabase()
  const { fichier } = await savePiece(db, new Blob([new Uint8Array([status % 256])], { type: 'image/png' }))
  await noteWriter(db, immersion, null).put({ texte: 'x', photo: [{ id: 'p1', legende: '', fichier }] })
  // What arrives damaged is sent again, unless it is damaged here.
  if (status === 422) await db.dexie.chunks.put({ fichier, i: 0, bytes: new ArrayBuffer(1) })
  await exchangePhotos(db, async () => new Response('{}', { status }))
  expect(await writingState(db)).toMatchObject({ photos: 0, photosRefused: 1 })
  const [note] = await notesOf(db, immersion)
  const opened: unknown[] = []
  render(
    <Around carnet={carnetOf(db, { takeNote: (one) => opened.push(one.note) })}>
      <PhotosRefusees />
    </Around>,
  )
  expect(await screen.findByText(sentence)).toBeTruthy()
  fireEvent.click(await screen.findByRole('button', { name: 'Ouvrir la note' }))
  expect(opened).toEqual([note?.id])
  fireEvent.click(screen.getByRole('button', { name: 'Renvoyer' }))
  await waitFor(async () => expect(await writingState(db)).toMatchObject({ photos: 1, photosRefused: 0 }))
  await waitFor(() => expect(screen.queryByText(sentence)).toBeNull())
  db.close()
})

test('a memo that was refused is called a memo, and says what can be done with a sound', async () => {
  const db = await newDatabase()
  const { fichier } = await savePiece(db, new Blob([new Uint8Array([1])], { type: 'audio/webm' }))
  await noteWriter(db, immersion, null).put({ texte: 'x', $voix: [{ id: 'm', fichier, duree: 3 }] })
  await exchangePhotos(db, async () => new Response('{}', { status: 413 }))
  render(
    <Around carnet={carnetOf(db)}>
      <PhotosRefusees />
    </Around>,
  )
  expect(await screen.findByText(/jusqu’à 25 Mo/)).toBeTruthy()
  expect(screen.getByText('Mémo vocal')).toBeTruthy()
  expect(document.querySelector('img')).toBeNull()
  db.close()
})
