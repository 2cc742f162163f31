// Rights of the immersions of employees that the table of acces.test.ts does not say: an employee without an account, and
// the companies a chargé de projet puts in the directory.
import { describe, expect, test } from 'vitest'
import { readPolitiques } from '../../server/gabarits.ts'
import { type Annuaire, type FicheEntete, mayCreateFiche, mayReadFiche, mayWriteFiche } from '../../src/domain/acces.ts'
import { CARTE_ENTREPRISE, mayWriteEntreprise } from '../../src/domain/acces-entreprise.ts'
import { Groupe, Immersion, Personne, Structure } from '../../src/domain/collections.ts'

const personne = (id: string, structure: string | null, ...roles: string[]) => Personne.parse({ id, nom: id, structure, roles })
const groupe = (id: string, type: string, fields: object) => Groupe.parse({ id, type, nom: id, ...fields })
const charge = personne('charge', 'str-r', 'charge_projet')
const collegue = personne('collegue', 'str-r', 'charge_projet')
const ailleurs = personne('ailleurs', 'str-z', 'charge_projet')
const referent = personne('referent', 'str-s', 'referent_siae')
const tuteur = personne('tuteur', 'str-t', 'tuteur_accueil')
const annuaire: Annuaire = {
  personnes: [charge, collegue, ailleurs, referent, tuteur],
  groupes: [
    groupe('reseau', 'reseau_immersions', { structures: ['str-r', 'str-s'], coordination: 'charge' }),
    groupe('autre', 'reseau_immersions', { structures: ['str-z'], coordination: 'ailleurs' }),
    groupe('local', 'groupe_local', { structures: ['str-r', 'str-s'], coordination: 'referent' }),
  ],
  seances: [],
  aujourdhui: '2026-11-22',
}
const politiques = readPolitiques()
const fiche = (gabarit: string, auteur: string, fields: object): FicheEntete => ({
  auteur,
  immersion: Immersion.parse({
    id: 'imm-1',
    $auteur: 'someone',
    dispositif: 'immersion_salarie',
    structure_appartenance: 'str-s',
    structure_accueil: 'str-t',
    accueillant: 'tuteur',
    referent: 'referent',
    charge_projet: 'charge',
    ...fields,
  }),
  rattachement: null,
  politique: politiques.find((one) => one.gabarit === gabarit) ?? null,
  choix: { visibilite: [], anonymat_verifie: [], accord_partage: [], partage: [] },
})
const who = (right: typeof mayWriteFiche, of: (auteur: string) => FicheEntete): string[] =>
  annuaire.personnes.filter((one) => right(of(one.id), one, annuaire)).map(({ id }) => id)

describe('an employee without an account', () => {
  const questionnaire = (auteur: string, fields: object = {}) => fiche('pose-satisfaction-decouverte', auteur, fields)
  test('answers on the phone of the référent or of the chargé de projet, and on no other', () => {
    expect(who(mayCreateFiche, (auteur) => questionnaire(auteur))).toEqual(['charge', 'referent'])
    expect(who(mayWriteFiche, () => questionnaire('salarie'))).toEqual(['charge', 'referent'])
  })
  test('who has one answers alone', () => {
    expect(who(mayCreateFiche, (auteur) => questionnaire(auteur, { salarie: 'sal' }))).toEqual([])
    expect(who(mayWriteFiche, () => questionnaire('salarie', { salarie: 'sal' }))).toEqual([])
  })
  test('nobody else writes in their name in another dispositif, and nothing else opens', () => {
    expect(who(mayCreateFiche, (auteur) => questionnaire(auteur, { dispositif: 'immersion_pro' }))).toEqual([])
    expect(who(mayReadFiche, () => questionnaire('salarie'))).toEqual(['charge', 'referent'])
  })
})

describe('a company in the directory', () => {
  const structure = (fields: object) => Structure.parse({ id: 'str-new', type: 'entreprise', nom: 'Boulangerie', ...fields })
  const made = structure({ $auteur: 'charge' })
  const creation = ['$type', '$auteur', '$cree_le', 'type', 'nom', 'telephone']
  const may = (before: Structure | null, after: Structure, keys: string[], by: Personne) => mayWriteEntreprise(before, after, keys, by, annuaire)

  test('is made by the chargé de projet of a réseau, in his or her own name', () => {
    expect(may(null, made, creation, charge)).toBe(true)
    expect(may(null, structure({ $auteur: 'collegue' }), creation, collegue)).toBe(true)
    expect(may(null, made, creation, collegue)).toBe(false)
    for (const other of [referent, tuteur]) expect(may(null, structure({ $auteur: other.id }), creation, other)).toBe(false)
  })
  test('is a company and nothing more', () => {
    expect(may(null, structure({ $auteur: 'charge', type: 'aci' }), creation, charge)).toBe(false)
    expect(may(made, structure({ $auteur: 'charge', type: 'aci' }), ['type'], charge)).toBe(false)
    for (const key of ['appartenances', 'publics', 'roles', 'structures', 'autre']) {
      expect(may(null, made, [...creation, key], charge), key).toBe(false)
      expect(may(made, made, [key], charge), key).toBe(false)
    }
  })
  test('is kept up to date by those of the same réseau; what administration made stays its own', () => {
    for (const key of CARTE_ENTREPRISE) {
      expect(may(made, made, [key], charge)).toBe(true)
      expect(may(made, made, [key], collegue)).toBe(true)
      for (const other of [ailleurs, referent, tuteur]) expect(may(made, made, [key], other)).toBe(false)
      expect(may(structure({ $auteur: null }), made, [key], charge)).toBe(false)
      expect(may(structure({ $auteur: 'systeme' }), made, [key], charge)).toBe(false)
    }
  })
  test('keeps its author and its kind', () => {
    for (const key of ['$type', '$auteur', '$cree_le', 'type']) expect(may(made, made, [key], charge)).toBe(false)
  })
  test('goes to the corbeille while nobody of the directory works there', () => {
    expect(may(made, made, ['$deleted'], charge)).toBe(true)
    const atWork = structure({ id: 'str-t', $auteur: 'charge' })
    expect(may(atWork, atWork, ['$deleted'], charge)).toBe(false)
    expect(may(atWork, atWork, ['telephone'], charge)).toBe(true)
  })
})
