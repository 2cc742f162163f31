// R-ETH-03 where an answer is written outside its form: on site in a guide, during a séance.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { path, PersonneId } from '../../src/domain/id.ts'
import { createFiche, createImmersion, findFiche, openStore } from '../../src/store/index.ts'
import { Vif } from '../../src/ui/echanges/saisie.tsx'
import FicheScreen from '../../src/ui/screens/FicheScreen.tsx'
import { Around, carnetOf } from './world.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const personne = PersonneId.parse('pro-camille')
async function held(name: string, gabarit: string, set: Record<string, never | string>) {
  vi.stubGlobal('name', name)
  const { db } = await openStore(personne, { journal: null })
  const immersion = await createImmersion(db, { titre: 'Observer', dispositif: 'immersion_pro', modalite: 'observation', accueilli: [personne], dates: ['2026-11-22'] })
  const id = await createFiche(db, { gabarit, version: 1, immersion: gabarit === 'app-seance' ? null : immersion, rattachement: null, set })
  return { db, id, carnet: carnetOf(db, { moi: { ...carnetOf(db).moi, personne } }) }
}
const write = (field: HTMLElement, value: string) => {
  act(() => field.focus())
  fireEvent.input(field, { target: { value } })
}

test('R-ETH-03 : on site a line of a guide reminds of anonymity, and points at a name', async () => {
  const { db, id, carnet } = await held('anonymat-guide', 'guide-observation-individuelle', { assentiment_verifie: 'oui' })
  render(<Around carnet={carnet}><FicheScreen id={id} /></Around>)
  const [line] = await screen.findAllByLabelText(/^Noter sous : /, {}, { timeout: 5_000 })
  expect(screen.queryByText(/Personne ne doit pouvoir être reconnu/)).toBeNull()
  act(() => line!.focus())
  expect(await screen.findByText(/Personne ne doit pouvoir être reconnu/)).toBeTruthy()
  write(line!, 'Kevin Durand attendait depuis une heure.')
  expect(await screen.findByText(/« Kevin Durand »/, {}, { timeout: 5_000 })).toBeTruthy()
  db.close()
})

test('R-ETH-03 : so does what the group keeps of a séance', async () => {
  const { db, id, carnet } = await held('anonymat-seance', 'app-seance', {})
  const fiche = await findFiche(db, id)
  render(<Around carnet={carnet}><Vif fiche={fiche!} acces="seance" anonyme at={path('bilan_groupe')} libelle="Ce que le groupe retient" /></Around>)
  write(screen.getByLabelText('Ce que le groupe retient'), 'Mme Petit est revenue.')
  expect(await screen.findByText(/« Mme Petit »/, {}, { timeout: 5_000 })).toBeTruthy()
  db.close()
})
