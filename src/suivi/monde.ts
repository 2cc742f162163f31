// What this device knows of the work being followed: immersions, fiches with their answers, the directory, the hour.
// Everything in this folder is pure: it says what was done, what is due and what the figures are, and writes nothing.
import type { Annuaire } from '../domain/acces.ts'
import type { Etat, Immersion, Rattachement } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import { type Registers, shownValue } from '../domain/register.ts'
import type { Path } from '../domain/id.ts'
import { lignesOf } from '../forms/champs/table-champ.ts'

/** A fiche with its answers by champ; a table is a list of rows `{colonne: valeur}`. */
export interface FicheLue {
  id: string
  gabarit: string
  version: number
  immersion: string | null
  rattachement: Rattachement | null
  auteur: string | null
  /** local time, `AAAA-MM-JJTHH:MM:SS` */
  cree_le: string | null
  etat: Etat | null
  reponses: Record<string, Json>
  /** what was done with it, each act a register beside its answers (`$publication`, `$envoi`): its value as shown */
  actes?: Readonly<Record<string, Json>>
}

/** All that the calculations of this folder may look at. Only what this person may read is on the device. */
export interface Monde {
  /** who holds the device */
  moi: string
  annuaire: Annuaire
  immersions: readonly Immersion[]
  fiches: readonly FicheLue[]
  /** local time now, `AAAA-MM-JJTHH:MM:SS` */
  maintenant: string
}

/** A fiche as the store gives it. */
interface FicheVue {
  id: string
  data: {
    $gabarit: string
    $gabarit_version: number
    $immersion: string | null
    $rattachement: Rattachement | null
    $auteur: string | null
    $cree_le: string | null
    $etat: Etat | null
  }
  registers: Registers
}

/** The answers held by registers, tables included, without the gabarit: hidden answers are among them. */
export function reponsesLues(registers: Registers): Record<string, Json> {
  const reponses: Record<string, Json> = {}
  const tables = new Set<string>()
  for (const key of Object.keys(registers) as Path[]) {
    if (key.startsWith('$')) continue
    const cut = key.indexOf('/')
    if (cut > 0) tables.add(key.slice(0, cut))
    else {
      const value = shownValue(registers, key)
      if (value !== null) reponses[key] = value
    }
  }
  for (const table of tables) {
    const rows = lignesOf(table, registers).map(({ cells }) => cells)
    if (rows.length > 0) reponses[table] = rows
  }
  return reponses
}

const HEADER = ['$type', '$auteur', '$cree_le', '$deleted', '$gabarit', '$gabarit_version', '$immersion', '$rattachement', '$etat']

/** The acts held by registers. */
const actesLus = (registers: Registers): Record<string, Json> =>
  Object.fromEntries(
    (Object.keys(registers) as Path[])
      .filter((key) => key.startsWith('$') && !HEADER.includes(key))
      .map((key) => [key, shownValue(registers, key)]),
  )

/** A fiche of the store, read. */
export function lireFiche({ id, data, registers }: FicheVue): FicheLue {
  return {
    id,
    gabarit: data.$gabarit,
    version: data.$gabarit_version,
    immersion: data.$immersion,
    rattachement: data.$rattachement,
    auteur: data.$auteur,
    cree_le: data.$cree_le,
    etat: data.$etat,
    reponses: reponsesLues(registers),
    actes: actesLus(registers),
  }
}
