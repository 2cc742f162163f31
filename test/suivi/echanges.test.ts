// What a cycle of practice exchanges waits for, on the examples: votes, situations, the rhythm of the group.
import { expect, test } from 'vitest'
import { readExemples } from '../../server/exemples.ts'
import { Groupe, Personne, Seance, Structure } from '../../src/domain/collections.ts'
import { colonneVote } from '../../src/domain/seances.ts'
import type { Json } from '../../src/domain/json.ts'
import { manques } from '../../src/forms/manques.ts'
import { imposes, sameTheme, voixDe } from '../../src/forms/themes.ts'
import { echanges } from '../../src/suivi/echanges.ts'
import { aFixerLe, prochaineDe } from '../../src/suivi/groupe.ts'
import { monthsPlus } from '../../src/suivi/jours.ts'
import type { FicheLue, Monde } from '../../src/suivi/monde.ts'
import { gabarit as gabaritOf } from '../forms/support/exemples.ts'

const exemples = readExemples()
const CYCLE = 'cyc-accueil-2026'

interface Turned {
  le?: string
  frequence?: string
  seances?: { id: string; date: string }[]
  reponses?: Record<string, Record<string, Json>>
  fiches?: FicheLue[]
}
function monde(moi: string, { le = '2026-11-22', frequence, seances = [{ id: 'sea-2026-06-18', date: '2026-06-18' }], reponses = {}, fiches = [] }: Turned = {}): Monde {
  return {
    moi,
    maintenant: `${le}T09:00:00`,
    annuaire: {
      personnes: exemples.personnes.map(Personne.parse),
      groupes: exemples.groupes.map((one) => Groupe.parse(one.id === CYCLE ? { ...one, frequence } : one)),
      structures: exemples.structures.map(Structure.parse),
      seances: seances.map((one) => Seance.parse({ ...one, groupe: CYCLE, titre: '' })),
      aujourdhui: le,
    },
    immersions: [],
    fiches: [
      ...exemples.fiches
        .filter(({ gabarit }) => gabarit.startsWith('echange-'))
        .map((one): FicheLue => ({ ...one, version: 1, rattachement: one.rattachement ?? null, etat: null, reponses: { ...one.reponses, ...reponses[one.id] } })),
      ...fiches,
    ],
  }
}
const rules = (one: Monde) => echanges(one).map(({ regle, titre }) => `${regle ?? '–'} ${titre}`)
const DECEMBRE = { id: 'sea-2026-12-15', date: '2026-12-15' }

test('R-ECH-01 : un thème imposé ne peut pas être retenu sans vote ou accord', () => {
  const gabarit = gabaritOf('echange-choix-themes')
  const fiche = exemples.fiches.find(({ id }) => id === 'fic-065')!
  const why = (reponses: Record<string, Json>) => manques(gabarit, reponses).filter(({ regle }) => regle === 'R-ECH-01')
  expect(why(fiche.reponses)).toEqual([])
  const propositions = [{ theme: 'L’attente', origine: 'comite' }]
  const imposed = { ...fiche.reponses, propositions, themes_retenus: [{ theme: 'L’attente' }] }
  expect(why(imposed)).toMatchObject([{ champ: 'themes_retenus', ligne: 0, niveau: 'bloquant' }])
  // A vote, by a hand of its own on a phone, or counted in the room.
  expect(why({ ...imposed, propositions: [{ ...propositions[0]!, [colonneVote('pro-camille')]: true }] })).toEqual([])
  expect(why({ ...imposed, propositions: [{ ...propositions[0]!, voix: 6 }] })).toEqual([])
  expect(why({ ...imposed, propositions: [{ ...propositions[0]!, [colonneVote('pro-camille')]: false, voix: 0 }] })).toHaveLength(1)
  // One that nobody proposed.
  expect(imposes('echange-choix-themes', { ...imposed, themes_retenus: [{ theme: 'Un autre' }] })).toHaveLength(1)
  expect(sameTheme(' l’attente ', 'L\'Attente')).toBe(true)
})

test('R-ECH-01 : une séance sur un thème imposé ne se valide pas', () => {
  const gabarit = gabaritOf('echange-seance')
  const fiche = exemples.fiches.find(({ id }) => id === 'fic-068')!
  const why = (choisi: boolean) => manques(gabarit, { ...fiche.reponses, choisi_par_participants: choisi }).filter(({ regle }) => regle === 'R-ECH-01')
  expect(why(true)).toEqual([])
  expect(why(false)).toMatchObject([{ champ: 'choisi_par_participants', niveau: 'bloquant' }])
})

test('votes given apart both count, and a show of hands is not added to them', () => {
  expect(voixDe({ theme: 'x', [colonneVote('a')]: true, [colonneVote('b')]: true, [colonneVote('c')]: null })).toBe(2)
  expect(voixDe({ [colonneVote('a')]: true, voix: 9 })).toBe(9)
})

test('R-ECH-01 : un participant est invité à voter tant que la consultation est ouverte et qu’il ne l’a pas fait', () => {
  const open = { 'fic-065': { ouverture: '2026-11-20', cloture: '2026-12-01' } as Record<string, Json> }
  expect(rules(monde('pro-camille', { reponses: open }))).toContain('R-ECH-01 Choisir les thèmes des rencontres')
  expect(rules(monde('pro-charlie', { reponses: open })).join()).not.toContain('Choisir les thèmes')
  expect(rules(monde('pro-camille')).join()).not.toContain('Choisir les thèmes')
  const voted = { 'fic-065': { ...open['fic-065'], propositions: [{ theme: 'L’attente', [colonneVote('pro-camille')]: true }] } as Record<string, Json> }
  expect(rules(monde('pro-camille', { reponses: voted })).join()).not.toContain('Choisir les thèmes')
  expect(rules(monde('pro-sacha', { reponses: voted }))).toContain('R-ECH-01 Choisir les thèmes des rencontres')
})

test('R-ECH-02 : chaque séance invite les participants à déposer une situation', () => {
  const soon = { le: '2026-11-30', seances: [DECEMBRE] }
  const words = 'R-ECH-02 Apporter une situation pour le 15 décembre'
  expect(rules(monde('pro-camille', soon))).toContain(words)
  expect(rules(monde('pro-camille', { ...soon, le: '2026-11-01' }))).not.toContain(words)
  expect(rules(monde('pro-charlie', soon))).not.toContain(words)
  // Not a participant of this cycle.
  expect(rules(monde('pro-lou', soon))).toEqual([])
  const mine: FicheLue = { id: 'f', gabarit: 'echange-situation-apportee', version: 1, immersion: null, rattachement: { type: 'seance', id: DECEMBRE.id }, auteur: 'pro-camille', cree_le: null, etat: null, reponses: { nature: 'etude_cas' } }
  expect(rules(monde('pro-camille', { ...soon, fiches: [mine] }))).not.toContain(words)
  expect(rules(monde('pro-sacha', { ...soon, fiches: [mine] }))).toContain(words)
})

test('R-ECH-03 : le rythme se règle par groupe, et son échéance rappelle de fixer la rencontre', () => {
  const fixer = 'R-ECH-03 Fixer la prochaine rencontre'
  expect(rules(monde('pro-charlie'))).toContain('R-ECH-03 Choisir le rythme des rencontres')
  // The last one was on 18 June: every quarter, it was due on 18 September; twice a year, on 18 December.
  expect(rules(monde('pro-charlie', { frequence: 'trimestriel' }))).toContain(fixer)
  expect(echanges(monde('pro-charlie', { frequence: 'trimestriel' })).find(({ titre }) => titre === 'Fixer la prochaine rencontre')?.des).toBe('2026-09-18')
  expect(rules(monde('pro-charlie', { frequence: 'semestriel', le: '2026-11-10' }))).not.toContain(fixer)
  expect(rules(monde('pro-charlie', { frequence: 'semestriel', le: '2026-11-22' }))).toContain(fixer)
  expect(rules(monde('pro-charlie', { frequence: 'trimestriel', seances: [DECEMBRE] }))).not.toContain(fixer)
  expect(rules(monde('pro-camille', { frequence: 'trimestriel' }))).not.toContain(fixer)
  const groupe = Groupe.parse({ id: CYCLE, type: 'cycle_echanges', frequence: 'mensuel' })
  expect(aFixerLe(groupe, monde('pro-charlie', { seances: [] }).annuaire, '2026-11-22')).toBe('2026-11-22')
})

test('the report of a séance is asked of its animateur, and its preparation in the week before', () => {
  expect(rules(monde('pro-charlie', { le: '2026-06-20' }))).toContain('– Terminer le compte rendu du 18 juin')
  expect(rules(monde('pro-charlie', { le: '2026-12-10', seances: [DECEMBRE] }))).toContain('– Préparer la séance du 15 décembre')
  expect(rules(monde('pro-camille', { le: '2026-12-10', seances: [DECEMBRE] })).join()).not.toContain('Préparer')
})

test('months are those of the calendar', () => {
  expect([monthsPlus('2026-08-31', 6), monthsPlus('2026-11-30', 3), monthsPlus('2026-01-15', 1)]).toEqual(['2027-02-28', '2027-02-28', '2026-02-15'])
  expect(prochaineDe(CYCLE, monde('x', { seances: [DECEMBRE] }).annuaire, '2026-12-15')?.id).toBe(DECEMBRE.id)
})
