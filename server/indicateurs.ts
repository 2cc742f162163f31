// What only the server can count for a local group: averages over evaluations that the coordination may not read. An
// evaluation counts when its author agreed to serve the group's synthesis (R-VIS-02), an average is given from five on
// (R-VIS-03), over whole years and quarters only: two periods that differ by one visit would tell that one apart. For the
// same reason the quarters of a year are given only when none of them has between one and four answers.
import type { Hono } from 'hono'
import type { Kysely } from 'kysely'
import { rolesInGroupe } from '../src/domain/acces.ts'
import { type Immersion, readDocument } from '../src/domain/collections.ts'
import { type NetworkId, path, type PersonneId } from '../src/domain/id.ts'
import type { Role } from '../src/domain/politique.ts'
import { type Packed, type Registers, shownValue, unpack } from '../src/domain/register.ts'
import type { Annuaire } from './annuaire.ts'
import { answer } from './answer.ts'
import { localDay } from './clock.ts'
import type { Schema } from './database.ts'
import { notFound } from './problem.ts'
import type { Sessions } from './sessions.ts'

/** R-VIS-03. */
const LEAST = 5
const DONE = ['a_chaud', 'evaluee', 'restituee', 'close']
const READERS: readonly Role[] = ['coordination_groupe_local', 'charge_projet', 'comite_pilotage', 'partenaire_institutionnel']

interface Moyennes {
  /** levels gained; null: fewer than five answers */
  progression: { n: number; valeur: number } | null
  /** out of 4 */
  satisfaction: { n: number; valeur: number } | null
}

/** The days of `2026` or `2026-T2`; null for anything else. */
export function daysOf(periode: string): { debut: string; fin: string } | null {
  const [, annee, t] = /^(\d{4})(?:-T([1-4]))?$/.exec(periode) ?? []
  if (!annee) return null
  if (!t) return { debut: `${annee}-01-01`, fin: `${annee}-12-31` }
  const last = ['03-31', '06-30', '09-30', '12-31'][Number(t) - 1]
  return { debut: `${annee}-${String(Number(t) * 3 - 2).padStart(2, '0')}-01`, fin: `${annee}-${last}` }
}

const averageOf = (values: readonly number[]): Moyennes['progression'] =>
  values.length < LEAST
    ? null
    : { n: values.length, valeur: Math.round((values.reduce((sum, one) => sum + one, 0) / values.length) * 10) / 10 }

interface Answer {
  /** immersion and author */
  key: string
  /** first day of the immersion */
  day: string
  level: number | null
  satisfaction: number | null
}

/** The average over a year, or over one of its quarters when no quarter of it could be worked out from the others. */
function averageOver(answers: readonly { day: string; value: number }[], periode: string): Moyennes['progression'] {
  const annee = periode.slice(0, 4)
  if (periode === annee) return averageOf(answers.map(({ value }) => value))
  const quarters = [1, 2, 3, 4].map((t) => {
    const days = daysOf(`${annee}-T${t}`)
    return answers.filter(({ day }) => days && day >= days.debut && day <= days.fin).map(({ value }) => value)
  })
  if (quarters.some(({ length }) => length > 0 && length < LEAST)) return null
  return averageOf(quarters[Number(periode.slice(-1)) - 1] ?? [])
}

const numberIn = (registers: Registers, champ: string): number | null => {
  const value = shownValue(registers, path(champ))
  const read = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  return Number.isFinite(read) ? read : null
}

/** Every version of the agreement says so: a conflict opens nothing. */
function agrees(registers: Registers): boolean {
  const versions = (registers[path('accord_partage')] ?? []).map(({ v }) => v)
  return versions.length > 0 && versions.every((value) => Array.isArray(value) && value.includes('groupe_local'))
}

/** Averages of a group that no device may count, over whole years and quarters. */
export function createIndicateurs(db: Kysely<Schema>, annuaire: Annuaire, now: () => number) {
  const read = (row: { state: string }): Registers => unpack(JSON.parse(row.state) as Packed) // written by pack

  return {
    /** The averages of a group over a year or a quarter; null: no such group or period, or not for this person. */
    async moyennes(network: NetworkId, personne: PersonneId, groupe: string, periode: string): Promise<Moyennes | null> {
      const days = daysOf(periode)
      const about = await annuaire.find(network, 'groupe', groupe)
      const who = await annuaire.find(network, 'personne', personne)
      if (!days || !about || !who) return null
      const known = { personnes: await annuaire.list(network, 'personne'), groupes: [about], seances: [], aujourdhui: localDay(now()) }
      const roles = rolesInGroupe(about, who, known)
      if (!READERS.some((role) => roles.has(role)) || about.structures.length === 0) return null

      const rows = await db
        .selectFrom('doc')
        .select(['id', 'state'])
        .where('network', '=', network)
        .where('kind', '=', 'immersion')
        .where('erased', '=', 0)
        .where((either) => either.or([either('structure_a', 'in', about.structures), either('structure_b', 'in', about.structures)]))
        .execute()
      const annee = periode.slice(0, 4)
      const counts = ({ $deleted, statut, dates: [first = ''] }: Immersion): boolean =>
        $deleted === null && DONE.includes(statut) && first.startsWith(`${annee}-`)
      const when = new Map(
        rows.map((row) => readDocument('immersion', row.id, read(row))).filter(counts).map(({ id, dates: [first = ''] }) => [id, first]),
      )
      const done = [...when.keys()]
      if (done.length === 0) return { progression: null, satisfaction: null }

      const fiches = await db
        .selectFrom('doc')
        .select(['immersion', 'state'])
        .where('network', '=', network)
        .where('kind', '=', 'fiche')
        .where('erased', '=', 0)
        .where('immersion', 'in', done)
        .execute()
      const before = new Map<string, number>()
      const after: Answer[] = []
      for (const row of fiches) {
        const registers = read(row)
        if (shownValue(registers, path('$deleted')) !== null) continue
        const gabarit = shownValue(registers, path('$gabarit'))
        const key = `${row.immersion} ${String(shownValue(registers, path('$auteur')))}`
        if (gabarit === 'spro-3-preparation') {
          const level = numberIn(registers, 'niveau_global')
          if (level !== null) before.set(key, level)
        } else if (gabarit === 'spro-4-evaluation' && agrees(registers)) {
          after.push({ key, day: when.get(row.immersion ?? '') ?? '', level: numberIn(registers, 'niveau_global_apres'), satisfaction: numberIn(registers, 'satisfaction') })
        }
      }
      return {
        progression: averageOver(
          after.flatMap(({ key, day, level }) => (level !== null && before.has(key) ? [{ day, value: level - (before.get(key) ?? 0) }] : [])),
          periode,
        ),
        satisfaction: averageOver(after.flatMap(({ day, satisfaction }) => (satisfaction === null ? [] : [{ day, value: satisfaction }])), periode),
      }
    },
  }
}

export interface IndicateursParts {
  sessions: Sessions
  indicateurs: ReturnType<typeof createIndicateurs>
}

/** GET of the averages of a group. */
export function indicateursRoutes(app: Hono, { sessions, indicateurs }: IndicateursParts): void {
  app.get('/api/indicateurs/:groupe/:periode', async (c) => {
    const { network, personne } = await sessions.sessionOf(c)
    const found = await indicateurs.moyennes(network, personne, c.req.param('groupe'), c.req.param('periode'))
    if (!found) throw notFound()
    return answer(c, found)
  })
}
