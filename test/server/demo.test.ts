// The examples on a server: each document whole, and each person given what « Qui lit quoi » of src/forms/gabarits.md
// lets them read, not one document less or more. The readers below are written by hand from that table and from the
// people, structures and groups of the examples; they owe nothing to the code of the policy.
import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DEMO_NETWORK, importExemples, startDemo } from '../../server/demo.ts'
import { documentsOf, documentsOfFiche, lectures, readExemples } from '../../server/exemples.ts'
import { noLog } from '../../server/log.ts'
import { path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { askOver } from './listening.ts'
import { folder, world } from './world.ts'

const names = {
  A: 'pro-alix',
  C: 'pro-camille',
  D: 'pro-dominique',
  H: 'pro-charlie',
  L: 'pro-lou',
  M: 'pro-morgan',
  N: 'pro-noa',
  S: 'pro-sacha',
} as const
type Letter = keyof typeof names

// Who works where: C D mission locale; A (manager) S CIO; N maison des adolescents; H réseau; M Jardins; L Bistrot.
// H coordinates the groupe local, the réseau d’immersions and the cycle; N pilots the bourse (mission locale and MDA).
const readers: Record<string, string> = {
  // The people of the immersion, managers of both sides, coordination (pilot for the bourse), colleagues who send.
  'imm-2026-001': 'C A D H',
  'imm-2026-002': 'S C A H',
  'imm-2026-003': 'C N D H',
  'imm-2026-004': 'D N C',
  'imm-2026-005': 'N D',
  'imm-2026-006': 'L M H',
  'imm-2026-007': 'L M H',
  'imm-2026-008': 'M H',
  'imm-2026-009': 'M H',
  'imm-2026-010': 'N M H',
  'imm-2026-011': 'A S M H',
  'imm-2026-012': 'N S A H',
  // imm-2026-001: C of the mission locale at the CIO of A
  'fic-001': 'C A H',
  'fic-002': 'H C A',
  'fic-003': 'C A',
  'fic-003~auteur': 'C',
  'fic-004': 'A',
  'fic-005': 'C',
  'fic-006': 'C',
  'fic-007': 'C',
  'fic-007~auteur': 'C',
  'fic-008': 'C', // shared with the manager: the mission locale has none
  'fic-009': 'C D',
  'fic-010': 'C A',
  // imm-2026-002: S of the CIO at the mission locale of C
  'fic-011': 'S A H',
  'fic-012': 'S C',
  'fic-012~auteur': 'S',
  'fic-013': 'C',
  'fic-014': 'C',
  'fic-015': 'S',
  'fic-016': 'S',
  'fic-017': 'S',
  'fic-017~auteur': 'S',
  'fic-018': 'S A', // the author agreed to share it with the structure, whose manager is A
  'fic-019': 'S A',
  'fic-020': 'S C A',
  // imm-2026-003: C at the maison des adolescents of N
  'fic-021': 'C N',
  'fic-022': 'N',
  'fic-023': 'N',
  'fic-024': 'C',
  'fic-025': 'C',
  'fic-026': 'C',
  'fic-026~auteur': 'C',
  'fic-027': 'C',
  // offers and requests: the accounts of the bourse
  'fic-028': 'N D C',
  'fic-029': 'D N C',
  'fic-030': 'D C N',
  'fic-039': 'N D C',
  // imm-2026-004 and 005: D and N in return
  'fic-031': 'D N',
  'fic-032': 'D N',
  'fic-032~auteur': 'D',
  'fic-033': 'D',
  'fic-034': 'D',
  'fic-035': 'D',
  'fic-035~auteur': 'D',
  'fic-036': 'D',
  'fic-037': 'D C',
  'fic-038': 'D N',
  'fic-040': 'N D',
  // imm-2026-009 to 012
  'fic-041': 'M H',
  'fic-042': 'H N M',
  'fic-043': 'N M',
  'fic-044': 'A M',
  'fic-045': 'A',
  'fic-046': 'A',
  'fic-046~auteur': 'A',
  'fic-047': 'N A H',
  // imm-2026-006 to 008: adviser M, project officer H, tutor L where the gabarit names the tutor
  'fic-048': 'H M',
  'fic-048~charge_projet': 'H',
  'fic-048~tripartite': 'H M',
  'fic-049': 'H M',
  'fic-050': 'H M',
  'fic-050~tripartite': 'H M',
  'fic-051': 'M H',
  'fic-052': 'H M',
  'fic-052~tripartite': 'H M',
  'fic-053': 'H M',
  'fic-053~charge_projet': 'H',
  'fic-053~tripartite': 'H M',
  'fic-054': 'H M',
  'fic-055': 'M H',
  'fic-055~tripartite': 'M H',
  'fic-056': 'L M H',
  'fic-057': 'H M L',
  'fic-058': 'H M L',
  'fic-059': 'H M',
  'fic-059~charge_projet': 'H',
  // the territory
  'fic-060': 'H A C D S N M', // visitors of the member structures read the programme; the Bistrot is not a member
  'fic-061': 'H A',
  'fic-062': 'D H', // up to the coordination, not across to A, who manages another structure
  'fic-063': 'H M',
  'fic-064': 'H',
  // the cycle of exchanges: participants C and S, leader H
  'fic-065': 'H C S',
  'fic-066': 'C S H',
  'fic-066~seance': 'C S H',
  'fic-067': 'S C H',
  'fic-067~seance': 'S C H',
  'fic-068': 'H C S',
  // practice analysis: D, C, M; H wrote the frame and reads that alone
  'fic-069': 'H D C M',
  'fic-070': 'D C M',
  'fic-070~seance': 'D C M',
  'fic-071': 'D', // for the time of the session, which is over
  'fic-071~seance': 'D',
  'fic-071~auteur': 'D',
  // the one note that was shared, by D with the host N; every other note is its author’s
  'not-022': 'D N',
}
const exemples = readExemples()
const letterOf = (id: string): Letter => (Object.keys(names) as Letter[]).find((letter) => names[letter] === id)!
for (const note of exemples.fiches.filter((fiche) => fiche.id.startsWith('not-'))) readers[note.id] ??= letterOf(note.auteur)

const entries = ['structures', 'personnes', 'groupes'] as const
const annuaire = [...entries.flatMap((kind) => exemples[kind].map((one) => one.id as string)), 'sea-2026-06-18', 'sea-2026-12-15', 'app-2026-10-15', 'app-2026-11-26', 'app-2027-01-21']

/** A server with the examples, on a given day. */
async function demo(day = '2026-11-22') {
  const here = await world({ now: () => Date.parse(`${day}T10:00:00Z`) })
  await importExemples(here.service)
  return here
}

describe('each person of the examples pulls what they may read', () => {
  test.each(Object.keys(names) as Letter[])('%s', async (letter) => {
    const { device } = await demo()
    const pulled = await (await device(PersonneId.parse(names[letter]), DEMO_NETWORK)).pull()
    const expected = Object.keys(readers).filter((id) => readers[id]!.split(' ').includes(letter))
    expect([...pulled.keys()].sort()).toEqual([...annuaire, ...expected].sort())
  })
  test('somebody of the network without any part in it: the annuaire', async () => {
    const { device, person } = await demo()
    const nobody = await person('Personne', {}, DEMO_NETWORK)
    expect([...(await (await device(nobody, DEMO_NETWORK)).pull()).keys()].sort()).toEqual([...annuaire, nobody].sort())
  })
})

test('a situation shared for its session is read by the participants on that day, and no longer the day after', async () => {
  const seen = async (day: string, id: string) => [...(await (await (await demo(day)).device(PersonneId.parse(id), DEMO_NETWORK)).pull()).keys()].filter((doc) => doc.startsWith('fic-071'))
  expect(await seen('2026-10-15', names.C)).toEqual(['fic-071', 'fic-071~seance'])
  expect(await seen('2026-10-16', names.C)).toEqual([])
  expect(await seen('2026-10-15', names.S)).toEqual([])
})

test('a day that passes while the server runs takes the session’s right away', async () => {
  let day = '2026-10-15'
  const here = await world({ now: () => Date.parse(`${day}T10:00:00Z`) })
  await importExemples(here.service)
  const camille = await here.device(PersonneId.parse(names.C), DEMO_NETWORK)
  expect((await camille.pull()).has('fic-071')).toBe(true)
  day = '2026-10-16'
  expect((await camille.pull()).has('fic-071')).toBe(false)
})

test('every document of the examples is in the table of readers', () => {
  const documents = documentsOf(exemples).map((document) => document.id as string)
  expect([...documents].sort()).toEqual([...annuaire, ...Object.keys(readers)].sort())
  expect(exemples.fiches.filter((fiche) => fiche.id.startsWith('fic-'))).toHaveLength(71)
  expect(exemples.fiches.filter((fiche) => fiche.id.startsWith('not-'))).toHaveLength(28)
  expect(exemples.immersions).toHaveLength(12)
})

test('no answer is lost on the way: put together again, the documents are the examples', async () => {
  const { service } = await demo()
  const known = lectures()
  for (const fiche of exemples.fiches) {
    const documents = documentsOfFiche(fiche, known.get(`${fiche.gabarit}@${fiche.gabarit_version}`)!)
    const reponses: Record<string, Json> = {}
    const rows = new Map<string, Map<string, Record<string, Json>>>()
    for (const { id } of documents) {
      const registers = (await service.documents.read(DEMO_NETWORK, id))!
      // A row is found by its presence and placed by its position, not by the order of arrival.
      const present = Object.keys(registers).filter((key) => key.split('/').length === 2)
      const place = (key: string): string => (registers[path(key)]![0]!.v as { pos: string }).pos
      for (const key of present.sort((a, b) => (place(a) < place(b) ? -1 : 1))) {
        const [table = '', row = ''] = key.split('/')
        rows.set(table, (rows.get(table) ?? new Map()).set(row, {}))
      }
      for (const [key, heads] of Object.entries(registers)) {
        const [champ = '', row, colonne] = key.split('/')
        const value = heads[0]!.v
        if (champ.startsWith('$')) continue
        if (row === undefined) reponses[champ] = value
        else if (colonne !== undefined) rows.get(champ)!.get(row)![colonne] = value
      }
    }
    for (const [table, lines] of rows) reponses[table] = [...lines.values()]
    const wanted = Object.fromEntries(Object.entries(fiche.reponses).filter(([, value]) => !(Array.isArray(value) && value.length === 0)))
    for (const [champ, value] of Object.entries(reponses)) if (Array.isArray(value) && value.length === 0) delete reponses[champ]
    expect(reponses, fiche.id).toEqual(wanted)
  }
})

test('a fiche says who wrote it, when, where it belongs and whether it is signed', async () => {
  const { service } = await demo()
  const value = async (id: string, key: string) => (await service.documents.read(DEMO_NETWORK, id as never))?.[key as never]?.[0]
  expect((await value('fic-001', '$etat'))?.v).toEqual({ etat: 'signee', par: 'pro-camille', le: '2026-02-12T09:10:00' })
  expect(await value('fic-043', '$etat')).toBeUndefined()
  expect((await value('fic-062', '$rattachement'))?.v).toEqual({ type: 'structure', id: 'str-mission-locale' })
  expect((await value('fic-003', '$cree_le'))?.v).toBe('2026-03-05T16:00:00')
  // Paris is one hour ahead in March, two in June.
  expect(await value('fic-003', '$type')).toMatchObject({ u: 'pro-camille', t: Date.parse('2026-03-05T15:00:00Z') })
  expect((await value('fic-021', '$type'))?.t).toBe(Date.parse('2026-06-02T14:30:00Z'))
  expect((await value('sea-2026-06-18', 'groupe'))?.v).toBe('cyc-accueil-2026')
  expect((await value('app-2026-10-15', 'groupe'))?.v).toBe('app-fictivie')
})

test('a person who may not read the answers kept apart never receives them', async () => {
  const { device } = await demo()
  const apart = exemples.fiches.find((fiche) => fiche.id === 'fic-003')!.reponses.incomprehensions as string
  const text = async (id: string) => JSON.stringify([...(await (await device(PersonneId.parse(id), DEMO_NETWORK)).pull())])
  const said = JSON.stringify(apart).slice(1, -1)
  expect(await text('pro-camille')).toContain(said)
  expect(await text('pro-alix')).not.toContain(said)
})

test('the demonstration prints a link and a code for each role, each opens once, and leaves nothing behind', async () => {
  const printed: string[] = []
  const before = new Set(readdirSync((await import('node:os')).tmpdir()))
  const running = await startDemo({ port: 0, host: '127.0.0.1', dist: folder(), signals: false, log: noLog, print: (text) => printed.push(text) })
  const text = printed.join('\n')
  for (const words of [
    'Camille Exemple, accueilli',
    'Noa Gabarit, accueillant',
    'Alix Démonstration, responsable',
    'Charlie Spécimen, coordination du groupe local',
    'Charlie Spécimen, chargé de projet',
    'Administration',
  ]) {
    expect(text).toContain(words)
  }
  const secrets = [...text.matchAll(/#([\w-]{43})$/gm)].map((match) => match[1]!)
  expect(secrets).toHaveLength(10)
  const ask = askOver(`http://127.0.0.1:${running.port}`)
  const who: string[] = []
  for (const secret of secrets) who.push(((await (await ask('/api/enrol', { body: { secret, appareil: 'Téléphone' } })).json()) as { nom: string }).nom)
  expect(new Set(who).size).toBe(9)
  expect((await ask('/api/enrol', { body: { secret: secrets[0], appareil: 'Téléphone' } })).status).toBe(404)
  await running.stop()
  expect(existsSync(running.dataDir)).toBe(false)
  expect(before.has(running.dataDir)).toBe(false)
})
