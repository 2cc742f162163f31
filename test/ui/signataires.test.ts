// Who is asked to sign, and in whose name: an employee's questionnaire is never offered to be signed as somebody else's.
import { expect, test } from 'vitest'
import { champsOf, type Gabarit } from '../../src/forms/gabarit.ts'
import type { SignatureVue } from '../../src/forms/signatures.ts'
import { nomAttendu, rolesDe, signatairesDe } from '../../src/ui/signature/signataires.ts'
import { gabarit } from '../forms/support/exemples.ts'
import { immersion, monde } from '../suivi/monde-pose.ts'

const { annuaire } = monde('charge', '2026-11-22', [], [])
const of = (modele: Gabarit, champ: string) =>
  rolesDe({ champ: champsOf(modele).find(({ id }) => id === champ) } as SignatureVue, modele) // only its champ is looked at

test('a signature without roles of its own is of those who sign the gabarit', () => {
  expect(of(gabarit('pose-satisfaction-decouverte'), 'signature_salarie')).toEqual(['salarie_insertion'])
  expect(of(gabarit('accueil-assentiment'), 'signature_accueillant')).toEqual(['accueillant'])
  expect(of(gabarit('pose-bilan-final-tripartite'), 'signature_referent')).toEqual(['referent_siae'])
})

test('the only one of the role is expected; an employee without an account under their mark; nobody when it is not known', () => {
  const one = immersion('a')
  expect(nomAttendu(['referent_siae'], one, annuaire)).toBe('referent')
  expect(nomAttendu(['tuteur_accueil'], one, annuaire)).toBe('tuteur')
  expect(nomAttendu(['salarie_insertion'], one, annuaire)).toBe('SAL-B04')
  expect(nomAttendu(['salarie_insertion'], immersion('b', { salarie: 'autre' }), annuaire)).toBe('autre')
  expect(nomAttendu(['referent_siae', 'tuteur_accueil'], one, annuaire)).toBe('')
  expect(nomAttendu(['responsable_accueil'], one, annuaire)).toBe('')
  expect(signatairesDe(['referent_siae'], null, annuaire)).toEqual([])
})
