// The space of a cycle of practice exchanges: what each may reach, what was chosen, what the séances made.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { createFiche, openStore, saveReponse } from '../../src/store/index.ts'
import { writeChange } from '../../src/store/write.ts'
import GroupeApp from '../../src/ui/app/GroupeApp.tsx'
import Cycle from '../../src/ui/echanges/Cycle.tsx'
import Seance from '../../src/ui/echanges/Seance.tsx'
import Themes from '../../src/ui/echanges/Themes.tsx'
import { all, annuaire } from './exemples.ts'
import { Around, carnetOf } from './world.tsx'

const cycle = annuaire.groupes.find(({ id }) => id === 'cyc-accueil-2026')!
const late = { timeout: 5_000 }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date('2026-11-22T09:00:00'))
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The séance that is next for the group of practice analysis. */
const NEXT = annuaire.seances.find(({ groupe, date }) => groupe === 'app-fictivie' && date === '2026-11-26')!.id

/** The device of a person with the examples; `vote`: a second choice of themes is open. */
async function device(name: string, who: string, vote = false) {
  vi.stubGlobal('name', name)
  const personne = PersonneId.parse(who)
  const { db } = await openStore(personne, { journal: null })
  const first = all.find(({ id }) => id === 'fic-065')!
  const header = Object.fromEntries(Object.entries(first.set).filter(([key]) => key.startsWith('$'))) as Record<string, Json>
  const second = { ...header, cycle: cycle.id, ouverture: '2026-11-20', cloture: '2026-12-13', 'propositions/l1': { pos: 'a0' }, 'propositions/l1/theme': 'Recevoir à deux' }
  await db.store.transact(async (tx) => {
    for (const { id, set } of all) await writeChange(tx, id, { set, base: {} }, 1)
    if (vote) await writeChange(tx, 'fic-vote' as typeof first.id, { set: second as typeof first.set, base: {} }, 1)
  })
  return { db, carnet: carnetOf(db, { annuaire, moi: { ...carnetOf(db).moi, personne } }) }
}

test('while a vote is open the next séance stays in reach, with the theme that was chosen for it', async () => {
  const { db, carnet } = await device('echanges-vote', 'pro-camille', true)
  render(<Around carnet={carnet}><Cycle groupe={cycle} /></Around>)
  expect((await screen.findByRole('link', { name: 'Choisir les thèmes' }, late)).getAttribute('href')).toBe('/reseau/groupe/cyc-accueil-2026/themes')
  const seances = within(screen.getByRole('heading', { name: 'Séances' }).parentElement!)
  const next = seances.getByRole('link', { name: /^mardi 15 décembre.*jusqu’où aiguiller/ })
  expect(next.getAttribute('href')).toBe('/reseau/seance/sea-2026-12-15')
  expect(screen.getByText(/^Thème.*jusqu’où aiguiller/)).toBeTruthy()
  cleanup()
  render(<Around carnet={carnet}><Themes id={cycle.id} /></Around>)
  expect(await screen.findByText(/^Retenus.*Attente et tension à l’accueil \(18 juin\).*jusqu’où aiguiller.*\(15 décembre\)$/, {}, late)).toBeTruthy()
  db.close()
})

test('R-ECH-03 : a rhythm to choose is one control for whoever animates, a sentence for the others', async () => {
  for (const [who, button] of [['pro-charlie', 1], ['pro-camille', 0]] as const) {
    const { db, carnet } = await device(`echanges-rythme-${who}`, who)
    render(<Around carnet={carnet}><Cycle groupe={cycle} /></Around>)
    await screen.findByRole('heading', { name: 'Le groupe' }, late)
    expect(screen.queryAllByRole('button', { name: /rythme|Changer/ })).toHaveLength(button)
    expect(screen.getAllByText(/rythme/i).filter((one) => one.tagName === 'P')).toHaveLength(1)
    cleanup()
    db.close()
  }
})

test('whoever reads a séance tells its leads from its solutions', async () => {
  const { db, carnet } = await device('echanges-lire', 'pro-sacha')
  render(<Around carnet={carnet}><Seance id="sea-2026-06-18" /></Around>)
  const solutions = await screen.findAllByText('Solutions', {}, late)
  expect(solutions[0]!.parentElement!.textContent).toContain('Se lever et saluer chaque arrivée')
  expect(screen.getAllByText('Pistes d’analyse')[0]!.parentElement!.textContent).toContain('L’attente invisible')
  expect(screen.getByText('Nos manières d’orienter')).toBeTruthy()
  db.close()
})

test('R-APP-04 : a situation says when it goes, with its year when it is not this one', async () => {
  const { db, carnet } = await device('app-efface', 'pro-dominique')
  render(<Around carnet={carnet}><GroupeApp groupe={annuaire.groupes.find(({ id }) => id === 'app-fictivie')!} /></Around>)
  expect(await screen.findByText(/s’efface le 28 février 2027$/, {}, late)).toBeTruthy()
  db.close()
})

test('R-APP-04 : brought for a séance, a situation comes first; kept for oneself, it says that the group does not have it', async () => {
  const { db, carnet } = await device('app-apportee', 'pro-morgan')
  render(<Around carnet={carnet}><Seance id={NEXT} /></Around>)
  expect(await screen.findByRole('button', { name: 'Apporter une situation' }, late)).toBeTruthy()
  const id = await createFiche(db, { gabarit: 'app-situation-elaboration', version: 1, immersion: null, rattachement: { type: 'seance', id: NEXT }, set: { [path('titre')]: 'La chaise vide', [path('partage')]: 'moi' } })
  expect(await screen.findByText(/n’arrive pas au groupe/, {}, late)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Apporter une autre situation' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Apporter une situation' })).toBeNull()
  await saveReponse(db, id, null, { [path('partage')]: 'seance' }, {})
  await waitFor(() => expect(screen.queryByText(/n’arrive pas au groupe/)).toBeNull(), late)
  db.close()
})

test('a report that begins says the next séance when the calendar has it', async () => {
  const { db, carnet } = await device('app-noter', 'pro-charlie')
  const leads = { ...carnet, annuaire: { ...annuaire, groupes: annuaire.groupes.map((one) => (one.id === 'app-fictivie' ? { ...one, coordination: 'pro-charlie' } : one)) } }
  render(<Around carnet={leads}><Seance id={NEXT} /></Around>)
  fireEvent.click(await screen.findByRole('button', { name: 'Noter la présence' }, late))
  expect((await screen.findByLabelText<HTMLInputElement>('Prochaine séance', {}, late)).value).toBe('2027-01-21')
  db.close()
})
