// Several versions of one answer: both shown with who and when; the choice replaces all of them, and only when it is made.
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { expect, test, vi } from 'vitest'
import { DocId, OpId, opId, path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import type { Head, Registers } from '../../src/domain/register.ts'
import { champsOf } from '../../src/forms/gabarit.ts'
import { loadGabarit } from '../../src/forms/load-gabarit.ts'
import { createNote } from '../../src/store/index.ts'
import { keepBoth } from '../../src/ui/keep-both.ts'
import { Differences, VersionsSheet } from '../../src/ui/parts/Versions.tsx'
import { motsPropres, nomPropre } from '../../src/ui/registres.ts'
import { contexte } from '../forms/support/exemples.ts'
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

test('« Écrire une autre réponse » starts from both texts', async () => {
  const chosen: Json[] = []
  const { db } = await show(async (value) => void chosen.push(value))
  fireEvent.click(screen.getByRole('button', { name: 'Écrire une autre réponse' }))
  const text = screen.getByLabelText<HTMLTextAreaElement>('Une autre réponse')
  expect(text.value).toContain('Il y a foule.')
  expect(text.value).toContain('Personne ne vient.')
  fireEvent.input(text, { target: { value: 'La bonne.' } })
  fireEvent.click(screen.getByRole('button', { name: 'Garder cette réponse' }))
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

test('a merged text says so; both originals are under it at once, and can be taken up again', async () => {
  const before = { ...versions[0], o: 'replica-a.9', v: 'Au début.' }
  const valeurs = [merged, before, ...versions].map(({ o, v, t, u }) => ({ o, v, t, u }))
  const chosen: [Json, OpId[]][] = []
  const { db, asked } = await showMerged(Response.json({ valeurs }), async (...choice) => void chosen.push(choice))
  expect(screen.getByText(/les deux textes ont été réunis/)).toBeTruthy()
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

test('with no network, what this device holds is shown, and where the rest is', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('no network')
  })
  const db = await newDatabase()
  const doc = await createNote(db, { version: 1, immersion: null, set: { [path('constats')]: 'Écrit ici, pas encore parti.' } })
  render(
    <Around carnet={carnetOf(db)}>
      <VersionsSheet
        choix={{ titre: 'Constats', path: path('constats'), doc, versions: [head(9, 'pro-noa', 'Venu d’ailleurs.')], read: String, choose: async () => undefined }}
        onClose={() => undefined}
      />
    </Around>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Versions d’avant' }))
  expect(await screen.findByText('Écrit ici, pas encore parti.')).toBeTruthy()
  expect(await screen.findByText(/Les autres versions, gardées par votre structure, s’afficheront avec le réseau/)).toBeTruthy()
  cleanup()
  db.close()
  vi.unstubAllGlobals()
})

test('an answer that is no text: another one is given with the input of its champ', async () => {
  const chosen: [Json, OpId[]][] = []
  const db = await newDatabase()
  const gabarit = await loadGabarit('spro-3-preparation', 1)
  const champ = champsOf(gabarit).find((one) => one.type === 'niveau' || one.type === 'choix')
  if (!champ) throw new Error('the préparation asks for a choice')
  const two = [head(1, 'pro-alix', 1), head(2, 'pro-noa', 2)]
  render(
    <Around carnet={carnetOf(db)}>
      <VersionsSheet
        choix={{ titre: champ.libelle, path: path(champ.id), versions: two, read: String, choose: async (...choice) => void chosen.push(choice), forme: { gabarit, contexte: contexte({}) } }}
        onClose={() => undefined}
      />
    </Around>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Écrire une autre réponse' }))
  const options = [...document.querySelectorAll<HTMLInputElement>('fieldset input[type="radio"]')]
  expect(options.length).toBeGreaterThan(2)
  fireEvent.click(options[2]!)
  fireEvent.click(screen.getByRole('button', { name: 'Garder cette réponse' }))
  await waitFor(() => expect(chosen).toHaveLength(1))
  expect(chosen[0]?.[1]).toEqual(two.map(({ o }) => o))
  expect([1, 2, null]).not.toContain(chosen[0]?.[0])
  db.close()
})

test('registers that are no answer have words: memos, validation, corbeille, the place of a row', async () => {
  const gabarit = await loadGabarit('spro-3-preparation', 1)
  const table = champsOf(gabarit).find((one) => one.type === 'table')
  if (table?.type !== 'table') throw new Error('the préparation has a table')
  const cell = (row: string) => path(`${table.id}/${row}/${table.colonnes[0]?.id}`)
  const place = path(`${table.id}/l2`)
  const registers: Registers = {
    [path(`${table.id}/l1`)]: [head(1, 'pro-noa', { pos: 'a0' })],
    [place]: [head(2, 'pro-noa', { pos: 'a1' }), head(3, 'pro-alix', null)],
    [cell('l2')]: [head(4, 'pro-noa', 'Le public reçu')],
  }
  const words = (at: string, value: Json) => motsPropres(gabarit, path(at), value, registers, () => 'Noa Modèle')
  expect(nomPropre(gabarit, place, registers)).toBe(`${table.libelle} : la ligne « Le public reçu »`)
  expect([words(place, { pos: 'a1' }), words(place, { pos: 'Z' }), words(place, null)]).toEqual([
    'Ligne gardée, à la 2e place.',
    'Ligne gardée, en tête du tableau.',
    'Ligne retirée du tableau.',
  ])
  expect(nomPropre(gabarit, path('$voix'), registers)).toBe('Mémos vocaux')
  expect(words('$voix', [{ id: 'm', fichier: 'x', duree: 75 }])).toBe('Mémo 1 : 1 min 15 s')
  expect(words('$etat', { etat: 'validee', par: 'pro-noa', le: '2026-03-12T10:00:00' })).toMatch(/^Validée par Noa Modèle .*12 mars/)
  expect(words('$etat', null)).toBe('Pas encore validée.')
  expect(words('$deleted', null)).toBe('Gardée, hors de la corbeille.')
  // An answer has the words of its champ.
  expect(nomPropre(gabarit, cell('l2'), registers)).toBeNull()
  expect(words(table.colonnes[0]?.id ?? '', 'x')).toBeNull()
})

test('photos and memos of both sides are kept together; two words about the same one are a choice', () => {
  const [a, b] = [{ id: 'a', legende: '', fichier: '1' }, { id: 'b', legende: '', fichier: '2' }]
  expect(keepBoth([[a], [a, b]])).toEqual([a, b])
  expect(keepBoth([[a], [{ ...a, legende: 'Le hall' }]])).toBeNull()
})
