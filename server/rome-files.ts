// The official open-data files of the ROME 4.0 (France Travail, Licence Ouverte 2.0), read: a folder, a zip archive, plain
// or gzipped CSV. What is not what it should be is refused with a sentence; no code and no title is ever made up.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import Papa from 'papaparse'
import type { Genre } from './rome-tables.ts'

/** The files cannot be used; the sentence says why. */
export class RomeRefused extends Error {}

/** One version of the ROME, whole. */
export interface Rome {
  version: string
  metiers: { code: string; titre: string; appellations: string[] }[]
  items: { ogr: string; genre: Genre; libelle: string; categorie: string }[]
  liens: { code: string; ogr: string; coeur: string }[]
}

/** The columns that are read of each file. */
const wanted = {
  referentiel_code_rome: ['code_rome', 'libelle_rome'],
  referentiel_appellation: ['libelle_appellation_court', 'code_rome'],
  referentiel_competence: ['code_ogr', 'libelle_competence', 'cat_comp', 'sous_cat_comp'],
  referentiel_savoir: ['code_ogr_savoir', 'libelle_savoir', 'categorie_savoir'],
  referentiel_contexte_travail: ['code_ogr', 'libelle_cont_travail', 'libelle_type_cont_trav'],
  coherence_item: ['code_rome', 'code_ogr', 'coeur_metier'],
} as const
type FileName = keyof typeof wanted
const names = Object.keys(wanted) as FileName[] // the keys just above

/** The most bytes one file may hold once unpacked: the largest of version 460 has 2.8 MB. */
const MOST_BYTES = 60_000_000

const fileName = /(?:^|[/\\])(?:unix_)?([a-z_]+?)_v(\d+)(?:_utf8)?\.csv(\.gz)?$/i

interface Found {
  version: string
  bytes(): Uint8Array
}

/** The files found, by what they hold. @throws RomeRefused when two versions are mixed */
function collect(files: { name: string; bytes(): Uint8Array }[]): Map<FileName, Found> {
  const found = new Map<FileName, Found>()
  for (const { name, bytes } of files) {
    const match = fileName.exec(name)
    const kind = names.find((one) => one === match?.[1]?.toLowerCase())
    if (!match?.[2] || !kind) continue
    // The archive holds each file twice, for two systems: the one in UTF-8 is the one read.
    if (found.has(kind) && !/utf8/i.test(name)) continue
    found.set(kind, { version: match[2], bytes: () => (match[3] ? gunzipSync(bytes(), { maxOutputLength: MOST_BYTES }) : bytes()) })
  }
  return found
}

function textOf(kind: FileName, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new RomeRefused(`Le fichier « ${kind} » n’est pas en UTF-8. Prenez les fichiers « utf8 » de l’archive officielle.`)
  }
}

function rowsOf(kind: FileName, found: Map<FileName, Found>): Record<string, string>[] {
  const file = found.get(kind)
  if (!file) throw new RomeRefused(`Il manque le fichier « unix_${kind}_v…_utf8.csv » de France Travail.`)
  const { data, meta, errors } = Papa.parse<Record<string, string>>(textOf(kind, file.bytes()), { header: true, skipEmptyLines: true })
  const missing = wanted[kind].filter((column) => !meta.fields?.includes(column))
  if (missing.length > 0) throw new RomeRefused(`Dans « ${kind} », il manque la colonne « ${missing[0]} » : ce n’est pas le fichier attendu.`)
  const wrong = errors.find(({ type }) => type !== 'Delimiter')
  if (wrong) throw new RomeRefused(`Le fichier « ${kind} » est abîmé à la ligne ${(wrong.row ?? 0) + 2}.`)
  return data
}

const CODE = /^[A-Z]\d{4}$/
const coeurs: Record<string, string> = { Principale: 'principale', Émergente: 'emergente' }

function assemble(found: Map<FileName, Found>): Rome {
  const versions = new Set([...found.values()].map(({ version }) => version))
  const [version] = versions
  if (!version) throw new RomeRefused('Aucun fichier du ROME ici. Attendus : « unix_referentiel_code_rome_v…_utf8.csv » et les cinq autres.')
  if (versions.size > 1) throw new RomeRefused(`Ces fichiers mêlent plusieurs versions du ROME : ${[...versions].join(', ')}.`)

  const metiers = new Map<string, Rome['metiers'][number]>()
  for (const { code_rome = '', libelle_rome = '' } of rowsOf('referentiel_code_rome', found)) {
    if (!CODE.test(code_rome) || libelle_rome === '') throw new RomeRefused(`« ${code_rome} » n’est pas un code ROME : le fichier est abîmé.`)
    metiers.set(code_rome, { code: code_rome, titre: libelle_rome, appellations: [] })
  }
  for (const { code_rome = '', libelle_appellation_court = '' } of rowsOf('referentiel_appellation', found)) {
    const metier = metiers.get(code_rome)
    if (metier && libelle_appellation_court !== '' && libelle_appellation_court !== metier.titre) metier.appellations.push(libelle_appellation_court)
  }
  for (const { appellations } of metiers.values()) appellations.sort((a, b) => a.localeCompare(b, 'fr'))

  const items = new Map<string, Rome['items'][number]>()
  for (const row of rowsOf('referentiel_competence', found)) {
    const genre: Genre = row.cat_comp === 'Savoir-être professionnel' ? 'savoir_etre' : 'savoir_faire'
    items.set(row.code_ogr ?? '', { ogr: row.code_ogr ?? '', genre, libelle: row.libelle_competence ?? '', categorie: row.sous_cat_comp ?? '' })
  }
  for (const row of rowsOf('referentiel_savoir', found))
    items.set(row.code_ogr_savoir ?? '', { ogr: row.code_ogr_savoir ?? '', genre: 'savoir', libelle: row.libelle_savoir ?? '', categorie: row.categorie_savoir ?? '' })
  for (const row of rowsOf('referentiel_contexte_travail', found))
    items.set(row.code_ogr ?? '', { ogr: row.code_ogr ?? '', genre: 'contexte', libelle: row.libelle_cont_travail ?? '', categorie: row.libelle_type_cont_trav ?? '' })

  const liens = new Map<string, Rome['liens'][number]>()
  for (const { code_rome = '', code_ogr = '', coeur_metier = '' } of rowsOf('coherence_item', found)) {
    if (metiers.has(code_rome) && items.has(code_ogr)) liens.set(`${code_rome} ${code_ogr}`, { code: code_rome, ogr: code_ogr, coeur: coeurs[coeur_metier] ?? '' })
  }
  if (liens.size === 0) throw new RomeRefused('Ces fichiers ne vont pas ensemble : aucun métier n’y a de compétence.')
  return { version, metiers: [...metiers.values()], items: [...items.values()], liens: [...liens.values()] }
}

/** The ROME in a zip archive. @throws RomeRefused saying what is wrong */
export function readRomeArchive(archive: Uint8Array): Rome {
  let entries: Record<string, Uint8Array>
  try {
    entries = unzipSync(archive, { filter: ({ name, originalSize }) => fileName.test(name) && originalSize <= MOST_BYTES })
  } catch {
    throw new RomeRefused('Ce fichier n’est pas une archive zip lisible.')
  }
  return assemble(collect(Object.entries(entries).map(([name, bytes]) => ({ name, bytes: () => bytes }))))
}

/** The ROME in a folder of CSV files, gzipped or not, or in a zip archive. @throws RomeRefused saying what is wrong */
export function readRome(from: string): Rome {
  if (!existsSync(from)) throw new RomeRefused(`Il n’y a rien à l’adresse « ${from} ».`)
  if (!statSync(from).isDirectory()) return readRomeArchive(readFileSync(from))
  return assemble(collect(readdirSync(from).map((name) => ({ name, bytes: () => readFileSync(join(from, name)) }))))
}
