// Registers that are no answer of a form (the memos of a note, where a fiche stands, the place of a row), in words that a
// person can choose between.
import type { Path } from '../domain/id.ts'
import { isRecord } from '../domain/shape.ts'
import type { Json } from '../domain/json.ts'
import type { Registers } from '../domain/register.ts'
import { lignesOf } from '../forms/champs/table-champ.ts'
import { findChamp, type Gabarit } from '../forms/gabarit.ts'
import { dayInWords } from './dates.ts'

const noms: Record<string, string> = {
  $deleted: 'Mise à la corbeille',
  $etat: 'Validation',
  $rattachement: 'Rattachement',
  $voix: 'Mémos vocaux',
  dates: 'Dates',
  lieu: 'Lieu',
  statut: 'Statut',
  titre: 'Titre',
}

/** Is it the place of a row in its table? */
const isPlace = (gabarit: Gabarit | null, at: Path): boolean => {
  const [id = '', row, ...more] = at.split('/')
  return row !== undefined && more.length === 0 && (gabarit === null || findChamp(gabarit, id)?.type === 'table')
}

const QUOTED = 40

/** The first words of a row, between quotation marks; '' when it has none. */
function wordsOfRow(at: Path, registers: Registers): string {
  const [id = '', row = ''] = at.split('/')
  for (const key of Object.keys(registers) as Path[]) {
    if (!key.startsWith(`${id}/${row}/`)) continue
    const value = registers[key]?.[0]?.v
    const words = typeof value === 'string' ? value : ''
    if (words) return `« ${words.length > QUOTED ? `${words.slice(0, QUOTED).trimEnd()}…` : words} »`
  }
  return ''
}

/** What the register is called; null: it is an answer, which its champ names. */
export function nomPropre(gabarit: Gabarit | null, at: Path, registers: Registers): string | null {
  if (noms[at]) return noms[at]
  if (!isPlace(gabarit, at)) return null
  const champ = gabarit && findChamp(gabarit, at.split('/')[0] ?? '')
  const words = wordsOfRow(at, registers)
  return `${champ ? `${champ.libelle} : ` : ''}${words ? `la ligne ${words}` : 'une ligne'}`
}

const etats: Record<string, string> = { validee: 'Validée', signee: 'Signée', archivee: 'Archivée' }

const day = (value: unknown): string => (typeof value === 'string' && value.length >= 10 ? ` ${dayInWords(value.slice(0, 10))}` : '')

/** A value of such a register; null: it is an answer. `nameOf`: the name of a person by id. */
export function motsPropres(
  gabarit: Gabarit | null,
  at: Path,
  value: Json,
  registers: Registers,
  nameOf: (personne: string) => string,
): string | null {
  const by = (record: Record<string, unknown>, key: string): string =>
    typeof record[key] === 'string' ? ` par ${nameOf(record[key])}` : ''
  if (at === '$deleted') {
    return isRecord(value) ? `Mise à la corbeille${by(value, 'par')}${day(value.le)}.` : 'Gardée, hors de la corbeille.'
  }
  if (at === '$etat') {
    const state = isRecord(value) && typeof value.etat === 'string' ? etats[value.etat] : undefined
    return isRecord(value) && state ? `${state}${by(value, 'par')}${day(value.le)}.` : 'Pas encore validée.'
  }
  if (at === '$voix') {
    const durees = Array.isArray(value) ? value.flatMap((one) => (isRecord(one) && typeof one.duree === 'number' ? [one.duree] : [])) : []
    if (durees.length === 0) return 'Aucun mémo.'
    return durees.map((seconds, i) => `Mémo ${i + 1} : ${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`).join('\n')
  }
  if (!isPlace(gabarit, at)) return null
  if (!isRecord(value)) return 'Ligne retirée du tableau.'
  return `Ligne gardée${placeInWords(at, value.pos, registers)}.`
}

/** Where in the table the row would stand: « après la ligne … ». */
function placeInWords(at: Path, pos: unknown, registers: Registers): string {
  const [table = '', row = ''] = at.split('/')
  if (typeof pos !== 'string') return ''
  const before = lignesOf(table, registers).filter((ligne) => ligne.id !== row && ligne.pos < pos).length
  return before === 0 ? ', en tête du tableau' : `, à la ${before + 1}e place`
}
