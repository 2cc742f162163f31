// The chip on screen: its words for everybody, its sentence in one tap.
import { fireEvent, render, screen } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { StateChip } from '../../src/ui/parts/StateChip.tsx'
import { Around, calm, carnetOf, newDatabase } from './world.tsx'

test('one tap says the sentence, and offers to try when something waits', async () => {
  const db = await newDatabase()
  let tried = 0
  const sending = { ...calm, phase: 'offline' as const }
  const carnet = carnetOf(db, {
    sending,
    writing: {
      unsent: 3,
      oldestUnsent: 1,
      lastReceived: null,
      rejected: [],
      conflicts: [],
      photos: 0,
      journal: 'ok',
      lastSaved: 1,
    },
  })
  carnet.sync.now = async () => {
    tried++
  }
  render(
    <Around carnet={carnet}>
      <StateChip />
    </Around>,
  )
  fireEvent.click(screen.getByRole('button', { name: '3 à envoyer' }))
  expect(await screen.findByText(/Rien ne se perd/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Essayer maintenant' }))
  expect(tried).toBe(1)
  db.close()
})
