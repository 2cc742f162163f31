// What was brought back after a loss is said until « J’ai lu ».
import { fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { expect, test } from 'vitest'
import type { Recovery } from '../../src/store/index.ts'
import { Annonces } from '../../src/ui/parts/Annonces.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

const recovered: Recovery = { kind: 'rebuilt', at: 1, operations: 3, notes: 2, fiches: 0, immersions: 0 }

test('« J’ai lu » puts the announcement away for good', async () => {
  const db = await newDatabase()
  await db.dexie.meta.put({ k: 'recovery', value: recovered })
  render(
    <Around carnet={carnetOf(db)}>
      <Annonces recovered={recovered} />
    </Around>,
  )
  expect(screen.getByText(/avait perdu vos données/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'J’ai lu' }))
  expect(screen.queryByText(/avait perdu/)).toBeNull()
  await waitFor(async () => expect(await db.dexie.meta.get('recovery')).toBeUndefined())
  db.close()
})
