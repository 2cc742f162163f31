// What serves on site, on a device that the network has left: opened, filled, kept, and waiting to leave.
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type DocId, PersonneId } from '../../src/domain/id.ts'
import { valeursOf } from '../../src/forms/referentiels.ts'
import { createFiche, createImmersion, createNote, findFiche, openStore } from '../../src/store/index.ts'
import FicheScreen from '../../src/ui/screens/FicheScreen.tsx'
import { Around, carnetOf } from './world.tsx'

const SUR_SITE = [
  ...valeursOf('guides').map(({ id }) => id),
  'spro-3-preparation',
  'accueil-assentiment',
  'prise-de-recul',
  'spro-4-evaluation',
]

const asked: string[] = []
beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('fetch', (url: unknown) => {
    asked.push(String(url))
    return Promise.reject(new TypeError('no network'))
  })
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

type Base = Awaited<ReturnType<typeof openStore>>['db']
/** Every answer that is kept. */
const answers = async (db: Base, id: DocId): Promise<string> =>
  JSON.stringify(Object.entries((await findFiche(db, id))?.registers ?? {}).filter(([path]) => !path.startsWith('$')))
const unsent = async (db: Base, id: DocId): Promise<number> =>
  (await db.dexie.out.toArray()).filter((row) => (row.d === id || row.d.startsWith(`${id}~`)) && !row.done).length

test.each(SUR_SITE)('R-HL-01 : %s is opened, filled and kept without network, then waits to be sent', async (gabarit) => {
  vi.stubGlobal('name', `hors-ligne-${gabarit}`)
  const personne = PersonneId.parse('pro-camille')
  const { db } = await openStore(personne, { journal: null })
  const immersion = await createImmersion(db, { titre: 'Observer', dispositif: 'immersion_pro', modalite: 'observation', accueilli: [personne], accueillant: personne, dates: ['2026-11-22'] })
  const id = await createFiche(db, { gabarit, version: 1, immersion, rattachement: null, set: {} })
  const carnet = carnetOf(db, { moi: { ...carnetOf(db).moi, personne } })
  const { container } = render(
    <Around carnet={carnet}>
      <FicheScreen id={id} />
    </Around>,
  )
  const field = await waitFor(() => {
    const found = container.querySelector<HTMLElement>('textarea') ?? container.querySelector<HTMLElement>('.f-champ input[type=radio]')
    expect(found).toBeTruthy()
    return found as HTMLTextAreaElement | HTMLInputElement
  }, { timeout: 5_000 })
  const words = field.type === 'radio' ? field.value : 'Vu sur place.'
  act(() => field.focus())
  if (field.type === 'radio') fireEvent.click(field)
  else fireEvent.input(field, { target: { value: words } })
  await waitFor(async () => expect(await answers(db, id)).toContain(words), { timeout: 5_000 })
  expect(screen.queryByRole('alert')).toBeNull()
  expect(await unsent(db, id)).toBeGreaterThan(0)
  expect(asked).toEqual([])
  cleanup()
  db.close()
  // The browser is closed and opened again, still without network.
  const again = (await openStore(personne, { journal: null })).db
  expect(await answers(again, id)).toContain(words)
  expect(await unsent(again, id)).toBeGreaterThan(0)
  again.close()
})

test('R-HL-01 : a note is taken without network and waits to be sent', async () => {
  vi.stubGlobal('name', 'hors-ligne-note')
  const { db } = await openStore(PersonneId.parse('pro-camille'), { journal: null })
  const id = await createNote(db, { version: 1, immersion: null, set: { texte: 'On demande d’abord ce qui amène.' } as never })
  expect(JSON.stringify((await findFiche(db, id))?.registers)).toContain('ce qui amène')
  expect([await unsent(db, id), asked]).toEqual([1, []])
  db.close()
})
