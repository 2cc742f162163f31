// A save that failed: the text can be copied, and the screen is not left with it without asking.
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { useLocation } from 'preact-iso'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SaveError } from '../../src/store/index.ts'
import { StateChip } from '../../src/ui/parts/StateChip.tsx'
import { failedSaves, leaveUnkept, watchSave } from '../../src/ui/saves.ts'
import { useObservable } from '../../src/ui/use-live.ts'
import { chipState } from '../../src/ui/writing.ts'
import { Around, calm, carnetOf, newDatabase } from './world.tsx'

let copied: string[] = []
beforeEach(() => {
  copied = []
  Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: async (text: string) => void copied.push(text) },
    configurable: true,
  })
  history.replaceState(null, '', '/fiches/fic-1')
})
afterEach(() => {
  cleanup()
  leaveUnkept()
})

const fail = (place: string, set: Record<string, string>) =>
  act(() => watchSave(place, Promise.reject(new SaveError('quota')), set).catch(() => undefined))

const Where = () => <output>{useLocation().path}</output>
async function shell() {
  const db = await newDatabase()
  function Shell() {
    const { reason } = useObservable(failedSaves)
    const carnet = carnetOf(db)
    return (
      <Around carnet={{ ...carnet, chip: carnet.writing ? chipState(carnet.writing, calm, reason) : null }}>
        <StateChip />
        <Where />
        <a href="/immersions">Immersions</a>
      </Around>
    )
  }
  render(<Shell />)
  return { db, where: () => screen.getByRole('status').textContent }
}
const asked = () => screen.findByRole('heading', { name: /Partir sans ce texte/ })
const gone = () => screen.queryByRole('heading', { name: /Partir sans ce texte/ })

test('the chip offers each text that is not kept', async () => {
  const { db } = await shell()
  await fail('fic-1 constats', { constats: 'Le guichet ouvre tard.' })
  await fail('fic-1 suites', { suites: 'En parler au groupe.' })
  fireEvent.click(screen.getByRole('button', { name: 'Non enregistré' }))
  expect(await screen.findByText('Le guichet ouvre tard.')).toBeTruthy()
  const [, second] = screen.getAllByRole('button', { name: 'Copier mon texte' })
  if (!second) throw new Error('two texts are offered')
  fireEvent.click(second)
  expect(await screen.findByRole('button', { name: 'Copié' })).toBeTruthy()
  expect(copied).toEqual(['En parler au groupe.'])
  await act(() => watchSave('fic-1 constats', Promise.resolve()))
  await waitFor(() => expect(screen.queryByText('Le guichet ouvre tard.')).toBeNull())
  db.close()
})

test('a link asks before leaving with a text that is not kept', async () => {
  const { db, where } = await shell()
  await fail('fic-1 constats', { constats: 'Le guichet ouvre tard.' })
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
  fireEvent.click(screen.getByText('Immersions'))
  expect(await asked()).toBeTruthy()
  expect(where()).toBe('/fiches/fic-1')
  fireEvent.click(screen.getByRole('button', { name: 'Rester ici' }))
  expect(gone()).toBeNull()
  expect(where()).toBe('/fiches/fic-1')
  fireEvent.click(screen.getByText('Immersions'))
  await asked()
  fireEvent.click(screen.getByRole('button', { name: 'Partir sans le texte' }))
  await waitFor(() => expect(where()).toBe('/immersions'))
  expect(failedSaves.value.reason).toBeNull()
  db.close()
})

test('when everything is kept, a link is a link', async () => {
  const { db, where } = await shell()
  fireEvent.click(screen.getByText('Immersions'))
  await waitFor(() => expect(where()).toBe('/immersions'))
  expect(gone()).toBeNull()
  db.close()
})
