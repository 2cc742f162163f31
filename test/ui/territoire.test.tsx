// The figures of a territory are reached from the space of each group that has some, and what was published stands there.
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { path, PersonneId } from '../../src/domain/id.ts'
import { createFiche, openStore } from '../../src/store/index.ts'
import { writeChange } from '../../src/store/write.ts'
import ReseauImmersions from '../../src/ui/insertion/ReseauImmersions.tsx'
import GroupeLocal from '../../src/ui/territoire/GroupeLocal.tsx'
import { Jauge } from '../../src/ui/territoire/Barres.tsx'
import { porteeEnMots } from '../../src/ui/territoire/mots.ts'
import { lignesCsv } from '../../src/ui/territoire/sorties.ts'
import Territoire from '../../src/ui/territoire/Territoire.tsx'
import { all, annuaire } from './exemples.ts'
import { Around, carnetOf } from './world.tsx'


beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date('2026-11-22T09:00:00'))
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The device of who coordinates, with everything of the examples. */
async function coordination(name: string) {
  vi.stubGlobal('name', name)
  const personne = PersonneId.parse('pro-charlie')
  const { db } = await openStore(personne, { journal: null })
  await db.store.transact(async (tx) => {
    for (const { id, set } of all) await writeChange(tx, id, { set, base: {} }, 1)
  })
  return { db, carnet: carnetOf(db, { annuaire, moi: { ...carnetOf(db).moi, personne } }) }
}
const groupe = (id: string) => annuaire.groupes.find((one) => one.id === id)!

test('from a réseau of immersions and from a local group, to the figures of each', async () => {
  const { db, carnet } = await coordination('territoire-liens')
  for (const [id, Espace] of [['grp-reseau', ReseauImmersions], ['grp-fictivie', GroupeLocal]] as const) {
    render(<Around carnet={carnet}><Espace groupe={groupe(id)} /></Around>)
    const link = await screen.findByRole('link', { name: /hiffres du territoire/ }, { timeout: 5_000 })
    expect(link.getAttribute('href')).toBe(`/territoire/${id}`)
    cleanup()
  }
  db.close()
})

test('what the structures sent up is in the page of their group', async () => {
  const { db, carnet } = await coordination('territoire-syntheses')
  render(<Around carnet={carnet}><GroupeLocal groupe={groupe('grp-fictivie')} /></Around>)
  await screen.findByRole('heading', { name: 'Synthèses des structures' }, { timeout: 5_000 })
  expect([...document.querySelectorAll('a.rang')].map((one) => one.getAttribute('href'))).toContain('/fiches/fic-062')
  db.close()
})

test('the target beside what was done, and the indicators that were published', async () => {
  const { db, carnet } = await coordination('territoire-chiffres')
  render(<Around carnet={carnet}><Territoire id="grp-fictivie" /></Around>)
  expect(await screen.findByRole('heading', { name: 'Indicateurs publiés' }, { timeout: 5_000 })).toBeTruthy()
  const links = [...document.querySelectorAll('a.rang')].map((one) => one.getAttribute('href'))
  expect(links).toContain('/fiches/fic-064')
  expect(links).toContain('/ouvrir?gabarit=indicateurs-territoire&type=groupe&objet=grp-fictivie&autre&periode=2026')
  expect(document.body.textContent).toMatch(/6.{0,20}sur.{0,5}10|objectif.{0,20}10/)
  db.close()
})

test('whoever lacks immersions reads which, in the space of the group and in its figures; each fiche says its year', async () => {
  const { db, carnet } = await coordination('territoire-portee')
  for (const page of [<GroupeLocal groupe={groupe('grp-fictivie')} />, <Territoire id="grp-fictivie" />]) {
    render(<Around carnet={carnet}>{page}</Around>)
    expect(await screen.findByText(/Il peut manquer ici des immersions de la bourse d’échange/, {}, { timeout: 5_000 })).toBeTruthy()
    expect(screen.getByText(/4 entre professionnels.*1 de salariés en insertion/)).toBeTruthy()
    expect(screen.getByText(/ne compte que .* entre professionnels/)).toBeTruthy()
    expect(screen.getByRole('link', { name: /^Indicateurs, du 1er janvier au 21 novembre 2026/ })).toBeTruthy()
    expect(screen.getByRole('link', { name: /^Nouveaux indicateurs.*2026.*chiffres déjà reportés/ })).toBeTruthy()
    cleanup()
  }
  db.close()
})

test('the programme in force stays on the page while the next one is written', async () => {
  const { db, carnet } = await coordination('territoire-programme')
  await createFiche(db, { gabarit: 'programme-immersions-local', version: 1, immersion: null, rattachement: { type: 'groupe', id: 'grp-fictivie' }, set: { [path('periode_debut')]: '2027-01-01', [path('periode_fin')]: '2027-12-31' } })
  render(<Around carnet={carnet}><GroupeLocal groupe={groupe('grp-fictivie')} /></Around>)
  expect(await screen.findByRole('link', { name: /^Programme local 2027/ }, { timeout: 5_000 })).toBeTruthy()
  expect(screen.getByText(/^Programme jugé pertinent/)).toBeTruthy()
  expect(screen.getByText(/Avril à juin/)).toBeTruthy()
  db.close()
})

test('a member reads that the figures are those of what they may read, in a local group as in a réseau', () => {
  for (const [type, own] of [['groupe_local', 'immersion_pro'], ['reseau_immersions', 'immersion_salarie']] as const)
    expect(porteeEnMots({ ...groupe('grp-fictivie'), type }, { manquants: [own], complet: false })).toContain('que vous pouvez lire')
})

test('the figures say which structures host nobody and where nobody leaves', async () => {
  const { db, carnet } = await coordination('territoire-creux')
  render(<Around carnet={carnet}><Territoire id="grp-fictivie" /></Around>)
  expect(await screen.findByText(/^N’ont accueilli personne.*Réseau Compétences Fictivie/, {}, { timeout: 5_000 })).toBeTruthy()
  expect(screen.getByText(/^Ne sont pas parties.*Maison des adolescents/).textContent).not.toContain('Jardins')
  db.close()
})

test('a target is told as one says it, never beyond a hundred per cent', () => {
  for (const [fait, objectif, said] of [[5, 10, '50\u00a0% de l’objectif'], [10, 10, 'Objectif atteint'], [111, 10, 'Objectif dépassé\u00a0: 101 de plus que prévu']] as const) {
    render(<Jauge fait={fait} objectif={objectif} annee={2026} />)
    expect(document.querySelector('.jauge .detail')?.textContent).toBe(said)
    cleanup()
  }
  render(<Jauge fait={3} objectif={0} annee={2026} />)
  expect(document.querySelector('.jauge .detail')).toBeNull()
})

test('as one table, a number stays a number and what goes with it stands beside', () => {
  expect(lignesCsv([{ nom: 'Besoins', colonnes: ['Besoin', 'Catégorie', 'Occurrences', 'Suite'], lignes: [['Mobilité', 'Transports', 2, 'En cours']] }])).toEqual([
    ['Besoins', 'Mobilité', 2, 'Transports · En cours'],
  ])
  expect(lignesCsv([{ nom: 'Axes', colonnes: ['Axe', 'Structures'], lignes: [['Permanence croisée', 'CIO']] }])).toEqual([['Axes', 'Permanence croisée', 'CIO', '']])
})
