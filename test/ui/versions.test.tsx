// Several versions of one answer: both shown with who and when; the choice replaces all of them, and only when it is made.
import { fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { expect, test, vi } from 'vitest'
import { DocId, OpId, opId, path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import type { Head } from '../../src/domain/register.ts'
import { Differences, VersionsSheet } from '../../src/ui/parts/Versions.tsx'
import type { Carnet } from '../../src/ui/carnet.ts'
import { Around, carnetOf, newDatabase } from './world.tsx'

const head = (n: number, u: string, v: Json): Head => ({
  o: OpId.parse(`replica-a.${n}`),
  v,
  t: new Date('2026-03-12T14:32:00').getTime(),
  u: PersonneId.parse(u),
  s: n,
})
const versions = [
  head(1, 'pro-alix', 'Le guichet ouvre à neuf heures. Il y a foule.'),
  head(2, 'pro-noa', 'Le guichet ouvre à neuf heures. Personne ne vient.'),
]

async function show(choose: (value: Json, heads: OpId[]) => Promise<void>) {
  const db = await newDatabase()
  let closed = 0
  render(
    <Around carnet={carnetOf(db)}>
      <VersionsSheet
        choix={{ titre: 'Constats', path: path('constats'), versions, read: String, choose }}
        onClose={() => closed++}
      />
    </Around>,
  )
  return { db, closed: () => closed }
}

test('« Garder celle-ci » and « Garder l’autre » replace every version', async () => {
  const chosen: [Json, OpId[]][] = []
  const { db, closed } = await show(async (...choice) => void chosen.push(choice))
  fireEvent.click(screen.getByRole('button', { name: 'Garder l’autre' }))
  await waitFor(() => expect(closed()).toBe(1))
  fireEvent.click(screen.getByRole('button', { name: 'Garder celle-ci' }))
  await waitFor(() => expect(closed()).toBe(2))
  expect(chosen.map(([value]) => value)).toEqual([versions[1]?.v, versions[0]?.v])
  for (const [, heads] of chosen) expect(heads).toEqual(versions.map(({ o }) => o))
  db.close()
})

test('says who, when, and of one’s own on which device', async () => {
  const db = await newDatabase()
  const meta = await db.dexie.meta.get('replica')
  if (meta?.k !== 'replica') throw new Error('an open database has a replica')
  const mine = { ...head(1, db.personne, 'Écrit ici.'), o: opId(meta.value.replica, 1) }
  const there = head(2, db.personne, 'Écrit là-bas.')
  const noa = head(3, 'pro-noa', 'Écrit par Noa.')
  const annuaire = { personnes: [{ id: 'pro-noa', nom: 'Noa Modèle' }], groupes: [], seances: [], structures: [], aujourdhui: '2026-03-12' }
  render(
    <Around carnet={carnetOf(db, { annuaire: annuaire as unknown as NonNullable<Carnet['annuaire']> })}>
      <VersionsSheet
        choix={{ titre: 'Constats', path: path('constats'), versions: [mine, there, noa], read: String, choose: async () => undefined }}
        onClose={() => undefined}
      />
    </Around>,
  )
  expect(await screen.findByText(/^Vous, sur (ce téléphone|cet ordinateur), .*14.*32/)).toBeTruthy()
  expect(screen.getByText(/^Vous, sur un autre de vos appareils, .*14.*32/)).toBeTruthy()
  expect(screen.getByText(/^Noa Modèle, .*14.*32/)).toBeTruthy()
  db.close()
})

test('« Écrire la bonne » starts from both texts', async () => {
  const chosen: Json[] = []
  const { db } = await show(async (value) => void chosen.push(value))
  fireEvent.click(screen.getByRole('button', { name: 'Écrire la bonne' }))
  const text = screen.getByLabelText<HTMLTextAreaElement>('La bonne version')
  expect(text.value).toContain('Il y a foule.')
  expect(text.value).toContain('Personne ne vient.')
  fireEvent.input(text, { target: { value: 'La bonne.' } })
  fireEvent.click(screen.getByRole('button', { name: 'Garder ce texte' }))
  await waitFor(() => expect(chosen).toEqual(['La bonne.']))
  db.close()
})

test('a choice that could not be kept is said, and nothing closes', async () => {
  const { db, closed } = await show(() => Promise.reject(new Error('no room')))
  fireEvent.click(screen.getByRole('button', { name: 'Garder celle-ci' }))
  expect(await screen.findByText(/Les versions sont toujours là/)).toBeTruthy()
  expect(closed()).toBe(0)
  db.close()
})

test('marks what differs, by an element that is drawn bold and underlined', () => {
  const { container } = render(<Differences text={String(versions[0]?.v)} other={String(versions[1]?.v)} />)
  expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Il y a foule.'])
})

test('« Garder les deux » keeps one text after the other', async () => {
  const chosen: [Json, OpId[]][] = []
  const { db } = await show(async (...choice) => void chosen.push(choice))
  fireEvent.click(screen.getByRole('button', { name: 'Garder les deux, l’une après l’autre' }))
  await waitFor(() => expect(chosen).toEqual([[`${versions[0]?.v}\n\n${versions[1]?.v}`, versions.map(({ o }) => o)]]))
  db.close()
})

const merged = { ...head(5, 'pro-alix', 'Il y a foule. Personne ne vient.'), u: 'systeme' as const, a: versions.map(({ o }) => o) }

async function showMerged(answer: Response | Error, choose: (value: Json, heads: OpId[]) => Promise<void> = async () => undefined) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    if (answer instanceof Error) throw answer
    return answer
  })
  const db = await newDatabase()
  render(
    <Around carnet={carnetOf(db)}>
      <VersionsSheet
        choix={{ titre: 'Constats', path: path('constats'), doc: DocId.parse('fic-1'), versions: [merged], read: String, choose }}
        onClose={() => undefined}
      />
    </Around>,
  )
  return { db, asked }
}

test('a merged text says so; both originals are one touch away, and can be taken up again', async () => {
  const before = { ...versions[0], o: 'replica-a.9', v: 'Au début.' }
  const valeurs = [merged, before, ...versions].map(({ o, v, t, u }) => ({ o, v, t, u }))
  const chosen: [Json, OpId[]][] = []
  const { db, asked } = await showMerged(Response.json({ valeurs }), async (...choice) => void chosen.push(choice))
  expect(screen.getByText(/les deux textes ont été réunis/)).toBeTruthy()
  expect(asked).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: 'Voir les textes d’origine' }))
  const again = await screen.findAllByRole('button', { name: 'Reprendre cette version' })
  expect(asked).toEqual(['/api/historique/fic-1?path=constats'])
  expect([...document.querySelectorAll('[aria-label="Versions d’avant"] .version-texte')].map((one) => one.textContent)).toEqual(
    [...versions, before].map(({ v }) => v),
  )
  expect(screen.getAllByText(/Texte d’origine\./)).toHaveLength(2)
  fireEvent.click(again[1]!)
  await waitFor(() => expect(chosen).toEqual([[versions[1]?.v, [merged.o]]]))
  db.close()
  vi.unstubAllGlobals()
})

test('with no network, the history says where it is', async () => {
  const { db } = await showMerged(new TypeError('no network'))
  fireEvent.click(screen.getByRole('button', { name: 'Voir les textes d’origine' }))
  expect(await screen.findByText(/s’afficheront avec le réseau/)).toBeTruthy()
  db.close()
  vi.unstubAllGlobals()
})
