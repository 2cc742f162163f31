// A box whose tick is a write, touched faster than the phone keeps it: it shows what was asked, and nobody is asked to
// choose between two versions of their own.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { type DocId, path, PersonneId } from '../../src/domain/id.ts'
import { conflictsOf, shownValue } from '../../src/domain/register.ts'
import { findFiche, openStore } from '../../src/store/index.ts'
import { writeChange } from '../../src/store/write.ts'
import FicheScreen from '../../src/ui/screens/FicheScreen.tsx'
import { all, annuaire } from './exemples.ts'
import { Around, carnetOf } from './world.tsx'

const late = { timeout: 5_000 }

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function device(name: string, who: string) {
  vi.stubGlobal('name', name)
  const personne = PersonneId.parse(who)
  const { db } = await openStore(personne, { journal: null })
  await db.store.transact(async (tx) => {
    for (const { id, set } of all) await writeChange(tx, id, { set, base: {} }, 1)
  })
  return { db, carnet: carnetOf(db, { annuaire, moi: { ...carnetOf(db).moi, personne } }) }
}

test('a point of a guide ticked and unticked at once is one answer', async () => {
  const { db, carnet } = await device('touches-guide', 'pro-camille')
  render(<Around carnet={carnet}><FicheScreen id="fic-024" /></Around>)
  const box = (await screen.findAllByRole('checkbox', { name: /^Vu/, checked: false }, late))[0] as HTMLInputElement
  const before = (await db.dexie.out.count())
  fireEvent.click(box)
  expect(box.checked).toBe(true)
  fireEvent.click(box)
  fireEvent.click(box)
  await waitFor(async () => expect(await db.dexie.out.count()).toBeGreaterThan(before))
  await waitFor(async () => {
    const fiche = await findFiche(db, 'fic-024' as DocId)
    if (!fiche) throw new Error('the fiche is there')
    const written = Object.keys(fiche.registers).find((at) => fiche.registers[at as never]?.some(({ t }) => t > 1))
    expect(shownValue(fiche.registers, path(written ?? ''))).not.toBeNull()
    expect(conflictsOf(fiche.registers)).toEqual([])
  }, late)
  await waitFor(() => expect(box.checked).toBe(true))
  db.close()
})

test('the assentiment answered twice at once is the last answer, and no choice to make', async () => {
  const { db, carnet } = await device('touches-assentiment', 'pro-camille')
  render(<Around carnet={carnet}><FicheScreen id="fic-024" /></Around>)
  const group = await screen.findByRole('region', { name: 'Assentiment' }, late)
  const [first, second] = within(group).getAllByRole('radio') as [HTMLInputElement, HTMLInputElement]
  fireEvent.click(second)
  fireEvent.click(first)
  await waitFor(async () => {
    const fiche = await findFiche(db, 'fic-024' as DocId)
    if (!fiche) throw new Error('the fiche is there')
    expect(fiche.registers[path('assentiment_verifie')]?.some(({ t }) => t > 1)).toBe(true)
    expect(conflictsOf(fiche.registers)).toEqual([])
  }, late)
  await waitFor(() => expect((within(group).getAllByRole('radio')[0] as HTMLInputElement).checked).toBe(true))
  db.close()
})
