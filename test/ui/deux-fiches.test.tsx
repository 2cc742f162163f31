// A fiche that is filled once, begun on two devices without network: the dossier says so, and keeps the one chosen.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { path } from '../../src/domain/id.ts'
import { createFiche, createImmersion, fichesOf, listDeleted } from '../../src/store/index.ts'
import Dossier from '../../src/ui/screens/Dossier.tsx'
// What stands at the head of a dossier, which waits for it: read with the test, not in its time.
import '../../src/ui/suivi/AVous.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

async function dossier(texts: string[]) {
  const db = await newDatabase()
  const immersion = await createImmersion(db, {
    titre: 'Accueil du CIO',
    dispositif: 'immersion_pro',
    modalite: 'observation',
    dates: ['2026-03-12'],
    accueilli: [db.personne],
  })
  const made = []
  for (const fonction of texts) {
    made.push(
      await createFiche(db, {
        gabarit: 'spro-1-demande',
        version: 1,
        immersion,
        rattachement: null,
        set: { [path('demandeur_fonction')]: fonction },
      }),
    )
  }
  render(
    <Around carnet={carnetOf(db)}>
      <Dossier id={immersion} />
    </Around>,
  )
  return { db, immersion, made }
}

test('both are shown, and the one that is not kept goes to the corbeille', async () => {
  const { db, immersion, made } = await dossier(['Conseillère', 'Formatrice'])
  expect(await screen.findByText(/Deux fiches .* ont été commencées/)).toBeTruthy()
  expect((await fichesOf(db, { immersion })).length).toBe(2) // nothing by itself
  fireEvent.click(screen.getByRole('button', { name: 'Voir les deux', hidden: true }))
  expect(await screen.findByText('Conseillère')).toBeTruthy()
  const section = screen.getByText('Formatrice').closest('section')
  if (!section) throw new Error('each fiche has its part')
  fireEvent.click(within(section).getByRole('button', { name: 'Garder celle-ci', hidden: true }))
  await waitFor(async () => expect((await fichesOf(db, { immersion })).map(({ id }) => id)).toEqual([made[1]]))
  expect((await listDeleted(db)).map(({ id }) => id)).toEqual([made[0]])
  await waitFor(() => expect(screen.queryByText(/ont été commencées/)).toBeNull())
  db.close()
})

test('the weekly points of an employee’s immersion are told apart by their week, in its order', async () => {
  const db = await newDatabase()
  const immersion = await createImmersion(db, {
    titre: 'Plonge',
    dispositif: 'immersion_salarie',
    type_immersion: 'validation',
    dates: ['2026-11-09', '2026-12-04'],
    charge_projet: db.personne,
  })
  for (const n of [2, 1])
    await createFiche(db, { gabarit: 'pose-evaluation-hebdomadaire', version: 1, immersion, rattachement: null, set: { [path('numero_semaine')]: n } })
  render(
    <Around carnet={carnetOf(db)}>
      <Dossier id={immersion} />
    </Around>,
  )
  await screen.findByText('Point hebdomadaire, semaine 1')
  expect(screen.getAllByText(/^Point hebdomadaire/).map(({ textContent }) => textContent)).toEqual([
    'Point hebdomadaire, semaine 1',
    'Point hebdomadaire, semaine 2',
    'Point hebdomadaire : en ajouter',
  ])
  db.close()
})

test('one fiche asks nothing', async () => {
  const { db } = await dossier(['Conseillère'])
  await screen.findByText(/Par vous/)
  expect(screen.queryByText(/ont été commencées/)).toBeNull()
  db.close()
})
