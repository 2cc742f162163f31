// A screen about one fiche is never drawn without the immersion that the fiche belongs to: who may sign depends on it.
import { render, screen } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { findGabarit } from '../../src/forms/load-gabarit.ts'
import { createFiche, createImmersion } from '../../src/store/index.ts'
import { AvecFiche } from '../../src/ui/signature/AvecFiche.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

test('the immersion is there at the first drawing, however late it is read', async () => {
  const db = await newDatabase()
  const immersion = await createImmersion(db, { titre: 'Accueil du CIO', dispositif: 'immersion_pro', modalite: 'observation', dates: ['2026-03-12'] })
  const fiche = await createFiche(db, { gabarit: 'spro-2-convention', version: 1, immersion, rattachement: null, set: {} })
  await findGabarit('spro-2-convention', 1)
  // A device under load: this one document comes late.
  const { docs } = db.dexie
  const get = docs.get.bind(docs) as (id: string) => ReturnType<typeof docs.get>
  docs.get = (async (id: string) => {
    if (id === immersion) await new Promise((resolve) => setTimeout(resolve, 200))
    return await get(id)
  }) as unknown as typeof docs.get // one of its forms, the one that is called
  const drawn: (string | null)[] = []
  render(
    <Around carnet={carnetOf(db)}>
      <AvecFiche id={fiche} titre="Signer">
        {(given) => {
          drawn.push(given.immersion?.titre ?? null)
          return <p>Ici</p>
        }}
      </AvecFiche>
    </Around>,
  )
  await screen.findByText('Ici')
  expect(new Set(drawn)).toEqual(new Set(['Accueil du CIO']))
  db.close()
})
