// The offers of the bourse on a small screen: what is looked for stays in view, the rest is folded; the pilote reads before
// answering.
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { path, PersonneId } from '../../src/domain/id.ts'
import { openStore } from '../../src/store/index.ts'
import { writeChange } from '../../src/store/write.ts'
import { Espace } from '../../src/ui/bourse/Espace.tsx'
import { OffrePage } from '../../src/ui/bourse/OffrePage.tsx'
import { all, annuaire } from './exemples.ts'
import { Around, carnetOf } from './world.tsx'

const groupe = annuaire.groupes.find(({ type }) => type === 'bourse')!

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** The device of the pilote, with the examples; the offer of the mission locale waits for her when `proposee`. */
async function pilote(name: string, proposee = false) {
  vi.stubGlobal('name', name)
  const personne = PersonneId.parse('pro-noa')
  const { db } = await openStore(personne, { journal: null })
  await db.store.transact(async (tx) => {
    for (const { id, set } of all) {
      const waits = proposee && id === 'fic-029' ? { [path('$publication')]: { etat: 'proposee', par: 'pro-dominique', le: '2026-11-22T08:00:00' } } : {}
      await writeChange(tx, id, { set: { ...set, ...waits }, base: {} }, 1)
    }
  })
  return { db, carnet: carnetOf(db, { annuaire, moi: { ...carnetOf(db).moi, personne } }) }
}
const offres = () => within(screen.getByRole('heading', { name: 'Offres d’accueil' }).parentElement!).getAllByRole('link')

test('the filters are folded behind one control that says how many are active; the search stays', async () => {
  const { db, carnet } = await pilote('bourse-filtres')
  render(<Around carnet={carnet}><Espace groupe={groupe} /></Around>)
  const filtrer = await screen.findByText('Filtrer', {}, { timeout: 5_000 })
  const plie = filtrer.closest('details')!
  expect(plie.open).toBe(false)
  expect(plie.contains(screen.getByLabelText('Chercher'))).toBe(false)
  for (const libelle of ['Champ', 'Lieu', 'Période', 'Profil accueilli']) expect(plie.contains(screen.getByLabelText(libelle))).toBe(true)
  expect(offres()).toHaveLength(2)
  fireEvent.change(screen.getByLabelText('Champ'), { target: { value: 'sanitaire' } })
  expect(await screen.findByText(/^Filtrer.*1 filtre actif$/)).toBeTruthy()
  expect(offres()).toHaveLength(1)
  fireEvent.change(screen.getByLabelText('Lieu'), { target: { value: 'Valimaginaire' } })
  expect(await screen.findByText(/^Filtrer.*2 filtres actifs$/)).toBeTruthy()
  // Left for an offer and opened again by « back »: as it was.
  cleanup()
  render(<Around carnet={carnet}><Espace groupe={groupe} /></Around>)
  expect(await screen.findByText(/^Filtrer.*2 filtres actifs$/, {}, { timeout: 5_000 })).toBeTruthy()
  expect(offres()).toHaveLength(1)
  fireEvent.click(screen.getByRole('button', { name: 'Ne plus filtrer' }))
  expect(await screen.findByText('Filtrer')).toBeTruthy()
  expect(offres()).toHaveLength(2)
  db.close()
})

test('R-BEP-02 : what waits for the pilote comes first, and its answers stand under the sheet she reads', async () => {
  const { db, carnet } = await pilote('bourse-moderation', true)
  render(<Around carnet={carnet}><Espace groupe={groupe} /></Around>)
  const waits = await screen.findByRole('heading', { name: 'À relire' }, { timeout: 5_000 })
  expect(within(waits.parentElement!).getByRole('link').getAttribute('href')).toBe('/reseau/offre/fic-029')
  cleanup()
  render(<Around carnet={carnet}><OffrePage id="fic-029" /></Around>)
  const last = await screen.findByRole('heading', { name: 'Fiche rédigée' }, { timeout: 5_000 })
  for (const name of ['Publier cette offre', 'Renvoyer avec un motif'])
    expect([name, last.compareDocumentPosition(screen.getByRole('button', { name })) & Node.DOCUMENT_POSITION_FOLLOWING]).toEqual([name, Node.DOCUMENT_POSITION_FOLLOWING])
  db.close()
})
