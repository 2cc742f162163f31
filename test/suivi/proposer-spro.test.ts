// What a fiche between professionals begins with: what the immersion says is not typed again, what somebody must give is not
// given for them.
import { expect, test } from 'vitest'
import { Immersion, Personne, Structure } from '../../src/domain/collections.ts'
import { gabarits } from '../forms/support/exemples.ts'
import { champsOf } from '../../src/forms/gabarit.ts'
import { type Ici, proposerSpro } from '../../src/suivi/proposer-spro.ts'

const ici: Ici = {
  annuaire: {
    personnes: [
      Personne.parse({ id: 'camille', nom: 'Camille Exemple', fonction: 'Chargée d’accueil', structure: 'ml', roles: ['accueilli'] }),
      Personne.parse({ id: 'sacha', nom: 'Sacha Modèle', fonction: 'Secrétaire', structure: 'cio', roles: ['accueillant'] }),
      Personne.parse({ id: 'alix', nom: 'Alix Démonstration', fonction: 'Directrice', structure: 'cio', roles: ['responsable_accueil'] }),
    ],
    structures: [Structure.parse({ id: 'cio', nom: 'CIO', type: 'cio', adresse: '3 place du Prétexte' })],
    groupes: [],
    seances: [],
    aujourdhui: '2026-11-22',
  },
  moi: 'camille',
  today: '2026-11-22',
}
const begin = (gabarit: string, fields: object = {}, where: Partial<Ici> = {}) =>
  proposerSpro(
    gabarit,
    Immersion.parse({
      id: 'imm',
      titre: 'Observer l’accueil',
      dispositif: 'immersion_pro',
      modalite: 'observation',
      accueilli: ['camille'],
      accueillant: 'sacha',
      structure_appartenance: 'ml',
      structure_accueil: 'cio',
      dates: ['2026-11-25'],
      heure_debut: '09:00',
      heure_fin: '12:00',
      statut: 'brouillon',
      ...fields,
    }),
    { ...ici, ...where },
  )

test('the demande begins with the host, the form, how long and when', () => {
  expect(begin('spro-1-demande')).toEqual({
    structure_souhaitee: 'cio',
    modalite: 'observation',
    duree_souhaitee: 'demi_journee',
    creneaux: [{ date: '2026-11-25', moment: 'matin' }],
  })
  expect(begin('spro-1-demande', { heure_debut: '13:30', heure_fin: '15:30' })).toMatchObject({
    duree_souhaitee: 'deux_heures',
    creneaux: [{ moment: 'apres_midi' }],
  })
  expect(begin('spro-1-demande', { heure_fin: '17:00', motif_duree: 'Le bilan du soir.' })).toMatchObject({
    duree_souhaitee: 'journee',
    motif_duree_longue: 'Le bilan du soir.',
    creneaux: [{ moment: 'journee' }],
  })
  expect(begin('spro-1-demande', { dates: ['2026-11-25', '2026-11-26'] })).toMatchObject({ duree_souhaitee: 'deux_jours' })
})

test('an immersion without days nor host proposes none', () => {
  expect(begin('spro-1-demande', { structure_accueil: null, dates: [], heure_debut: null, heure_fin: null, modalite: null })).toEqual({})
  expect(begin('spro-1-demande', { heure_debut: null, heure_fin: null })).toEqual({ structure_souhaitee: 'cio', modalite: 'observation' })
})

test('the convention begins with its people, its place and its hours, and with nobody’s engagement', () => {
  expect(begin('spro-2-convention')).toEqual({
    representant_accueil: 'Alix Démonstration, Directrice',
    personnes_accueillies: [{ nom: 'Camille Exemple', fonction: 'Chargée d’accueil' }],
    accueillant_referent: 'Sacha Modèle, Secrétaire',
    lieux: '3 place du Prétexte',
    calendrier: [{ date: '2026-11-25', debut: '09:00', fin: '12:00' }],
  })
  expect(begin('spro-2-convention', { lieu: 'Salle 2', heure_fin: null })).toMatchObject({ lieux: 'Salle 2' })
  expect(begin('spro-2-convention', { heure_fin: null })).not.toHaveProperty('calendrier')
})

test('the préparation begins with the guides of its form, the objective of the demande and the day', () => {
  expect(begin('spro-3-preparation', {}, { demande: { objectifs: 'Mieux orienter.' } })).toEqual({
    tableau_objectifs: [{ objectif: 'Mieux orienter.', priorite: 'essentiel' }],
    guides_retenus: ['guide-observation-individuelle', 'guide-questionnement-observation'],
    temps_recul_date: '2026-11-25',
  })
  expect(begin('spro-3-preparation', { modalite: null })).toEqual({ temps_recul_date: '2026-11-25' })
})

test('the synthèse begins with the period of its immersions and the function of who writes it', () => {
  const periode = [{ date: '2026-06-09' }, { date: '2026-03-12' }, { date: null }]
  expect(proposerSpro('synthese-groupe-local', null, { ...ici, periode })).toEqual({
    periode_debut: '2026-03-12',
    periode_fin: '2026-11-22',
    redacteur: 'Chargée d’accueil',
  })
  expect(proposerSpro('synthese-groupe-local', null, ici)).toEqual({ redacteur: 'Chargée d’accueil' })
})

test('every answer proposed is of a champ of the gabarit, and of its options', () => {
  for (const [id, where] of [['spro-1-demande', {}], ['spro-2-convention', {}], ['spro-3-preparation', { demande: { objectifs: 'X' } }]] as const) {
    const champs = new Map(champsOf(gabarits.get(id)!).map((champ) => [champ.id, champ]))
    for (const champ of Object.keys(begin(id, {}, where))) expect(champs.has(champ), `${id} ${champ}`).toBe(true)
  }
})
