// The dossier of one visit, by the person who opens it: what is theirs to do, nothing that they neither write nor read.
import { render, screen } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { Personne, Structure } from '../../src/domain/collections.ts'
import { PersonneId } from '../../src/domain/id.ts'
import { createFiche, createImmersion } from '../../src/store/index.ts'
import Dossier from '../../src/ui/screens/Dossier.tsx'
// The head of a dossier, which waits for it: read with the test, not in its time.
import '../../src/ui/suivi/AVous.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

const annuaire = {
  personnes: [
    Personne.parse({ id: 'visite', nom: 'Camille Exemple', structure: 'ml', roles: ['accueilli'] }),
    Personne.parse({ id: 'hote', nom: 'Sacha Modèle', structure: 'cio', roles: ['accueillant'] }),
    Personne.parse({ id: 'chef', nom: 'Dominique Fictif', structure: 'ml', roles: ['responsable_appartenance'] }),
  ],
  structures: [Structure.parse({ id: 'ml', nom: 'Mission locale' }), Structure.parse({ id: 'cio', nom: 'CIO' })],
  groupes: [],
  seances: [],
  aujourdhui: '2026-11-22',
}

/** The rows of the path on the device of this person, once the head of the dossier is there. */
async function dossier(personne: 'visite' | 'hote' | 'chef', gabarits: string[] = []) {
  const db = await newDatabase()
  const moi = PersonneId.parse(personne)
  const immersion = await createImmersion(db, {
    titre: 'Accueil du CIO',
    dispositif: 'immersion_pro',
    modalite: 'observation',
    structure_appartenance: 'ml',
    structure_accueil: 'cio',
    dates: ['2026-03-12'],
    accueilli: ['visite'],
    accueillant: 'hote',
    statut: 'evaluee',
  })
  for (const gabarit of gabarits) await createFiche(db, { gabarit, version: 1, immersion, rattachement: null, set: {} })
  const view = render(
    <Around carnet={carnetOf(db, { annuaire, moi: { ...carnetOf(db).moi, personne: moi } })}>
      <Dossier id={immersion} />
    </Around>,
  )
  await screen.findByText('Après', {}, { timeout: 20_000 })
  const rangs = [...view.container.querySelectorAll('.chemin .rang')].map((one) => ({
    titre: one.querySelector('.rang-titre')?.textContent ?? '',
    detail: one.querySelector('.rang-detail')?.textContent ?? '',
    href: one.getAttribute('href'),
  }))
  db.close()
  return { immersion, rangs, titres: rangs.map(({ titre }) => titre) }
}

test('who visited has one way to restitute to each: where it is composed', async () => {
  const { rangs, titres, immersion } = await dossier('visite')
  expect(titres).not.toContain('Restituer')
  for (const gabarit of ['restitution-structure-appartenance', 'restitution-structure-accueillante'])
    expect(rangs.filter(({ href }) => href === `/immersions/${immersion}/restitution?document=${gabarit}`)).toHaveLength(1)
  expect(rangs.some(({ href }) => href?.includes('gabarit=restitution'))).toBe(false)
})

test('who hosts sees neither the guides nor the prise de recul of the visitor, and keeps their own screen at hand', async () => {
  const { titres, immersion } = await dossier('hote')
  expect(titres).toEqual(expect.arrayContaining(['Préparation', 'Accueil (observation)', 'Assentiment', 'Restitution à l’accueillant']))
  for (const titre of ['Demande', 'Observation (individuelle)', 'Questions (observation)', 'Prise de recul', 'Évaluation'])
    expect(titres).not.toContain(titre)
  expect(screen.getByText('Accueillir Camille Exemple').closest('a')?.getAttribute('href')).toBe(`/immersions/${immersion}/accueil`)
})

test('the manager finds the synthèse there, and nobody else', async () => {
  expect((await dossier('chef')).titres).toContain('Synthèse au réseau local')
  expect((await dossier('visite')).titres).not.toContain('Synthèse au réseau local')
})
