// Who animates a group may make its séances and set its rhythm: every role of the network against every act. And what a
// situation of practice analysis says of its own end.
import { describe, expect, test } from 'vitest'
import type { Annuaire } from '../../src/domain/acces.ts'
import { Groupe, Personne, Seance } from '../../src/domain/collections.ts'
import { effacementDe, isEchue, isEffacee } from '../../src/domain/effacement.ts'
import type { OpId, Path } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { Role } from '../../src/domain/politique.ts'
import type { Registers } from '../../src/domain/register.ts'
import { colonneVote, isAnimateur, isVoteOfAnother, mayWriteGroupe, mayWriteSeance, participantsDe, votesDans } from '../../src/domain/seances.ts'

// One person for each role, held in their own structure, which is a member of the cycle; two who are named by the groups.
const people = [
  ...Role.options.map((role) => Personne.parse({ id: role, nom: role, structure: 'str-a', roles: [role] })),
  Personne.parse({ id: 'anime', nom: 'anime' }),
  Personne.parse({ id: 'intervient', nom: 'intervient' }),
  Personne.parse({ id: 'mandate', nom: 'mandate', mandats: [{ structure: null, groupe: 'cycle', roles: ['animateur_echanges'] }] }),
]
const cycle = Groupe.parse({ id: 'cycle', type: 'cycle_echanges', structures: ['str-a'], coordination: 'anime' })
const app = Groupe.parse({ id: 'app', type: 'groupe_app', participants: ['participant_app'], coordination: 'intervient' })
const local = Groupe.parse({ id: 'local', type: 'groupe_local', structures: ['str-a'], coordination: 'anime' })
const annuaire: Annuaire = { personnes: people, groupes: [cycle, app, local], seances: [], aujourdhui: '2026-11-22' }
const who = (may: (personne: Personne) => boolean) => people.filter(may).map(({ id }) => id)
const seance = (groupe: string) => Seance.parse({ id: 's', groupe, date: '2026-12-15' })

describe('a séance is made and changed by those who animate its group, and by nobody else', () => {
  test.each([
    ['cycle', ['anime', 'mandate']],
    ['app', ['intervient']],
    ['local', []],
    ['nowhere', []],
  ])('%s', (groupe, expected) => {
    expect(who((one) => mayWriteSeance(null, seance(groupe), one, annuaire))).toEqual(expected)
    expect(who((one) => mayWriteSeance(seance(groupe), seance(groupe), one, annuaire))).toEqual(expected)
  })
  test('it never goes from one group to another', () => {
    const both = { ...annuaire, groupes: [cycle, { ...app, coordination: 'anime' }] }
    expect(who((one) => mayWriteSeance(seance('cycle'), seance('app'), one, both))).toEqual([])
  })
})

test('R-ECH-03 : la fréquence et la fin du cycle, rien d’autre, par qui anime', () => {
  for (const [groupe, expected] of [[cycle, ['anime', 'mandate']], [app, ['intervient']], [local, []]] as const) {
    expect(who((one) => mayWriteGroupe(groupe, ['frequence', 'fin'], one, annuaire))).toEqual(expected)
    for (const key of Groupe.keys.filter((each) => !['frequence', 'fin'].includes(each))) expect(who((one) => mayWriteGroupe(groupe, ['frequence', key], one, annuaire)), key).toEqual([])
  }
  expect(who((one) => isAnimateur(cycle, one, annuaire))).toEqual(['anime', 'mandate'])
})

test('participants are those who take part, by their role in a member structure or by name', () => {
  expect(participantsDe(cycle, annuaire).map(({ id }) => id)).toEqual(['participant_echanges'])
  expect(participantsDe(app, annuaire).map(({ id }) => id)).toEqual(['participant_app'])
  expect(participantsDe(local, annuaire)).toEqual([])
})

test('a vote belongs to its voter', () => {
  const at = (personne: string) => `propositions/t1/${colonneVote(personne)}`
  expect(isVoteOfAnother('echange-choix-themes', at('pro-camille'), 'pro-camille')).toBe(false)
  expect(isVoteOfAnother('echange-choix-themes', at('pro-camille'), 'pro-sacha')).toBe(true)
  expect(isVoteOfAnother('echange-choix-themes', 'propositions/t1/theme', 'pro-sacha')).toBe(false)
  expect(isVoteOfAnother('echange-seance', at('pro-camille'), 'pro-sacha')).toBe(false)
  expect(votesDans({ theme: 'x', voix: 4, [colonneVote('a')]: true, [colonneVote('b')]: null })).toBe(1)
})

describe('the end of a situation (R-APP-04)', () => {
  const registers = (fields: Record<string, Json[]>): Registers =>
    Object.fromEntries(
      Object.entries({ $gabarit: ['app-situation-elaboration'], $cree_le: ['2026-10-14T18:00:00'], ...fields }).map(([key, values]) => [
        key,
        values.map((v, i) => ({ o: `replica-1.${i + 1}` as OpId, v, t: 1, u: 'a' as never, s: i + 1 })),
      ]),
    ) as Record<Path, Registers[Path]>
  test('is its date, the first of several; what is no whole date is none', () => {
    expect(effacementDe(registers({ purge_le: ['2027-02-28'] }))).toBe('2027-02-28')
    expect(effacementDe(registers({ purge_le: ['2027-06-30', '2027-02-28'] }))).toBe('2027-02-28')
    for (const none of [[], [null], ['0002-02-28'], ['2026-10-13'], ['bientôt'], [20270228]]) expect(effacementDe(registers({ purge_le: none })), String(none)).toBeNull()
    expect(effacementDe(registers({ purge_le: ['2027-02-28'], $gabarit: ['spro-4-evaluation'] }))).toBeNull()
  })
  test('comes with the day, not before', () => {
    expect(isEchue(registers({ purge_le: ['2027-02-28'] }), '2027-02-27')).toBe(false)
    expect(isEchue(registers({ purge_le: ['2027-02-28'] }), '2027-02-28')).toBe(true)
  })
  test('or at once when its author asks', () => {
    expect(isEffacee(registers({}))).toBe(false)
    expect(isEffacee(registers({ $efface: [{ par: 'a', le: 'x' }] }))).toBe(true)
    expect(isEffacee(registers({ $efface: [{ par: 'a', le: 'x' }], $gabarit: ['prise-de-recul'] }))).toBe(false)
  })
})
