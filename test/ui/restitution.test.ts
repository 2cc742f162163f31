// What may enter a restitution, and what must be looked at before it leaves.
import { expect, test } from 'vitest'
import { type DocId, type OpId, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { applyChange, noRegisters, type Registers } from '../../src/domain/register.ts'
import { findChamp } from '../../src/forms/gabarit.ts'
import { loadGabarit } from '../../src/forms/load-gabarit.ts'
import { cssString, reglesDePage } from '../../src/ui/impression/marges.ts'
import type { Note } from '../../src/ui/note.ts'
import { isAccorde } from '../../src/ui/restitution/documents.ts'
import { passagesOf } from '../../src/ui/restitution/passages.ts'
import { piecesDeNotes, piecesOf, pourCible, proposees } from '../../src/ui/restitution/pieces.ts'
import { feuilleDImmersions, feuillesDeFiche } from '../../src/ui/export/fiches.ts'
import { Immersion } from '../../src/domain/collections.ts'

const registersOf = (set: Record<string, Json>): Registers =>
  applyChange(noRegisters(), { s: set, b: {} }, { o: 'essai-replica.1' as OpId, t: 1, u: PersonneId.parse('pro-camille') })

const note = (id: string, part: Partial<Note>): Note => ({
  id: id as DocId,
  immersion: 'imm-1',
  auteur: 'pro-camille',
  date: '2026-03-12',
  heure: '10:00',
  texte: `Note ${id}`,
  etiquettes: [],
  visibilite: 'a_restituer',
  cibles: [],
  photos: [],
  voix: [],
  pending: false,
  ...part,
})

const recul = async () => {
  const gabarit = await loadGabarit('prise-de-recul', 1)
  const registers = registersOf({
    decouvert: { texte: 'Un accueil debout.', notes: [], cibles: [] },
    a_garder: 'Ce que je garde pour moi.',
    humeur: 'touche',
    'communicable/l1': { pos: 'a0' },
    'communicable/l1/element': 'La porte ouverte',
    'communicable/l1/destinataire': 'accueillant',
    'communicable/l2': { pos: 'a1' },
    'communicable/l2/element': 'Le secret partagé',
    'communicable/l2/destinataire': 'groupe_local',
  })
  return { fiche: { id: 'fic-recul', registers }, gabarit }
}

test('R-VIS-01 : what is kept for oneself is never a piece; everything else waits to be ticked', async () => {
  const pieces = piecesOf([await recul()])
  expect(pieces.map(({ texte }) => texte)).toEqual(['Un accueil debout.', 'La porte ouverte', 'Le secret partagé'])
  expect(JSON.stringify(pieces)).not.toContain('Ce que je garde')
})

test('a theme of a grid is a piece by what was answered to it, never by its name alone', async () => {
  const gabarit = await loadGabarit('spro-4-evaluation', 1)
  const registers = registersOf({
    'tableau_apports/l1': { pos: 'a0' },
    'tableau_apports/l1/theme': 'Missions de la structure',
    'tableau_apports/l1/appris': 'Le CIO reçoit sans rendez-vous.',
    'tableau_apports/l2': { pos: 'a1' },
    'tableau_apports/l2/theme': 'Offre de services',
    'tableau_apports/l2/niveau_apres': '3',
  })
  const pieces = piecesOf([{ fiche: { id: 'fic-eval', registers }, gabarit }])
  expect(pieces.map(({ question, texte }) => [question, texte])).toEqual([['Missions de la structure', 'Le CIO reçoit sans rendez-vous.']])
})

test('R-NOTE-02 : a private note is never a piece', () => {
  const pieces = piecesDeNotes([note('a', {}), note('b', { visibilite: 'privee' }), note('c', { visibilite: 'partagee' }), note('d', { texte: ' ' })])
  expect(pieces.map(({ note: id }) => id)).toEqual(['a', 'c'])
})

test('R-VIS-01 : each reader is proposed what the author chose for them, and no piece for another', async () => {
  const pieces = [...piecesOf([await recul()]), ...piecesDeNotes([note('e', { etiquettes: ['etonnement'] })])]
  const words = (gabarit: string, champ: string) => proposees(pieces, gabarit, champ).map(({ texte }) => texte)
  expect(words('restitution-structure-accueillante', 'compris')).toEqual(['La porte ouverte'])
  expect(words('restitution-structure-appartenance', 'elements_a_remonter')).toEqual(['Le secret partagé'])
  expect(words('restitution-structure-accueillante', 'etonne')).toEqual(['Note e'])
  expect(words('restitution-structure-appartenance', 'candidats')).toEqual([])
})

test('R-VIS-02 : an évaluation serves a reader only when its author agreed for that one', () => {
  expect(isAccorde(['structure'], 'groupe_local')).toBe(false)
  expect(isAccorde(['structure', 'groupe_local'], 'groupe_local')).toBe(true)
  expect(isAccorde(null, 'structure')).toBe(false)
})

test('a row of a table goes with the cells both tables have, never with an option unknown there', async () => {
  const gabarit = await loadGabarit('restitution-structure-appartenance', 1)
  const axes = findChamp(gabarit, 'axes_discutes')!
  const piece = { cle: 'x', origine: '', ou: '', question: '', etiquettes: [], texte: 'Un axe', reponse: 'fic/tableau_axes/l1' }
  const cells = { axe: 'Un axe', origine: 'conjoint', echeance: '2026-06-30', decision: 'inventee', premier_pas: 'Appeler' }
  expect(pourCible({ ...piece, cells }, axes)).toEqual({
    texte: 'Un axe',
    reponse: 'fic/tableau_axes/l1',
    cells: { axe: 'Un axe', echeance: '2026-06-30' },
  })
})

test('R-ETH-03 : each passage that looks like an identity is shown in its sentence, once, until its words change', async () => {
  const gabarit = await loadGabarit('restitution-structure-accueillante', 1)
  const registers = registersOf({
    compris: 'Vous avez reçu Kevin Durand, né le 12/03/2008, puis le 06 12 34 56 78.',
    'propositions_conjointes/l1': { pos: 'a0' },
    'propositions_conjointes/l1/proposition': 'Écrire à jeune@exemple.fr',
    souhait_retour: true,
  })
  const passages = passagesOf(gabarit, registers, [])
  expect(passages.map(({ motif }) => motif)).toEqual(['un nom propre', 'une date de naissance', 'un téléphone', 'un courriel'])
  expect(passages[0]).toMatchObject({ champ: 'compris', avant: 'Vous avez reçu ', extrait: 'Kevin Durand' })
  expect(new Set(passages.map(({ cle }) => cle)).size).toBe(4)
  const changed = passagesOf(gabarit, registersOf({ compris: 'Vous aviez reçu Kevin Durand.' }), [])
  expect(changed[0]?.cle).not.toBe(passages[0]?.cle)
  expect(passagesOf(gabarit, registersOf({ compris: 'Le CIO de Fictiville nous a reçus.' }), ['CIO de Fictiville'])).toEqual([])
})

test('the words of a title cannot break out of the head of the page', () => {
  expect(cssString('« Œil » "\\\n}')).toBe('"« Œil » \\"\\\\ }"')
  expect(reglesDePage('a"; } body { display: none', '', '')).toContain('content: "a\\"; } body { display: none"')
})

test('a fiche becomes sheets; answers that fewer people read stay out unless asked for', async () => {
  const { fiche, gabarit } = await recul()
  const [answers, ...tables] = feuillesDeFiche(gabarit, fiche.registers, {})
  expect(answers?.lignes.some(([, question, value]) => question === 'Ce que j’ai découvert' && value === 'Un accueil debout.')).toBe(true)
  expect(JSON.stringify(answers)).not.toContain('Ce que je garde')
  expect(tables.find(({ nom }) => nom.startsWith('Ce que je pourrai communiquer'))?.lignes).toEqual([
    ['La porte ouverte', 'La structure accueillante'],
    ['Le secret partagé', 'Le groupe local'],
  ])
  expect(JSON.stringify(feuillesDeFiche(gabarit, fiche.registers, {}, true))).toContain('Ce que je garde pour moi.')
})

test('the list of immersions names the employee in integration by the code only', () => {
  const one = Immersion.parse({
    id: 'imm-1',
    titre: 'Cuisine',
    dispositif: 'immersion_salarie',
    salarie: 'pro-secret',
    salarie_repere: 'S-12',
    accueilli: ['pro-secret'],
    dates: ['2026-05-18', '2026-05-29'],
  })
  const { colonnes, lignes } = feuilleDImmersions([one], { personnes: [], groupes: [], seances: [], aujourdhui: '2026-01-01' })
  expect(lignes[0]).toHaveLength(colonnes.length)
  expect(JSON.stringify(lignes)).toContain('S-12')
  expect(JSON.stringify(lignes)).not.toContain('pro-secret')
})
