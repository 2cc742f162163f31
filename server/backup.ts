// npm run backup and npm run restore: the fourth rung. A backup is a folder that holds one whole database file, made
// while the server runs, and the photos; a restore gives the server a new epoch, so that devices push again what the
// copy does not have, and erases again what was erased since.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { askServer } from './control.ts'
import { type Erasure, ERASURES_FILE } from './erasures.ts'
import { settingsOf, Unusable } from './settings.ts'

const FILE = 'carnet.sqlite'
const stamp = (now: number): string =>
  new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** What a backup says of itself, in `sauvegarde.json`. */
interface Manifest {
  version: 1
  made_at: number
  sha256: string
  documents: number
}

/** @throws Unusable when the file is not a whole database of ours */
function countDocuments(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const check = db.prepare('PRAGMA integrity_check').get() as { integrity_check: string }
    if (check.integrity_check !== 'ok') throw new Unusable(`La base « ${file} » est abîmée (${check.integrity_check}).`)
    return (db.prepare('select count(*) as n from doc where erased = 0').get() as { n: number }).n
  } catch (error) {
    if (error instanceof Unusable) throw error
    throw new Unusable(`« ${file} » n’est pas une base de Carnet d’immersion.`)
  } finally {
    db.close()
  }
}

/**
 * Copies the data of a folder to a new folder inside `to`, also while a server is using it: one consistent state.
 * Checked before it counts as a backup; gives its path and what it holds.
 * @throws Unusable when there is nothing to back up, or the copy is not whole
 */
export function backup(dataDir: string, to: string, now = Date.now()): { folder: string; manifest: Manifest } {
  if (!existsSync(join(dataDir, FILE))) throw new Unusable(`Il n’y a pas de données dans « ${dataDir} ».`)
  const folder = join(to, `carnet-${stamp(now)}`)
  if (existsSync(folder)) throw new Unusable(`« ${folder} » existe déjà.`)
  const unfinished = `${folder}.en-cours`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  const file = join(unfinished, FILE)
  const db = new DatabaseSync(join(dataDir, FILE))
  try {
    db.exec('PRAGMA busy_timeout = 10000')
    db.prepare('VACUUM INTO ?').run(file)
  } finally {
    db.close()
  }
  // Photos are named by their content: one that is being received is not in the database yet, nor needed.
  if (existsSync(join(dataDir, 'photos')))
    cpSync(join(dataDir, 'photos'), join(unfinished, 'photos'), { recursive: true })
  const manifest: Manifest = { version: 1, made_at: now, sha256: sha256(file), documents: countDocuments(file) }
  writeFileSync(join(unfinished, 'sauvegarde.json'), JSON.stringify(manifest, null, 2))
  renameSync(unfinished, folder)
  return { folder, manifest }
}

/** Removes the oldest backups of a folder, keeping the newest `keep`. */
export function prune(to: string, keep: number): string[] {
  const all = readdirSync(to)
    .filter((name) => /^carnet-\d{8}-\d{6}$/.test(name))
    .sort()
  const gone = all.slice(0, Math.max(0, all.length - keep))
  for (const name of gone) rmSync(join(to, name), { recursive: true })
  return gone
}

/** What was erased for good in a database, by network. Empty when it cannot be read. */
function erasedIn(file: string): Erasure[] {
  try {
    const db = new DatabaseSync(file, { readOnly: true })
    try {
      return db.prepare('select network, id from doc where erased = 1').all() as unknown as Erasure[] // written from ids
    } finally {
      db.close()
    }
  } catch {
    return []
  }
}

/**
 * Puts a backup in the place of the data of a folder. What was there is moved aside, never deleted. Every network gets a
 * new epoch, and what the former data knew as erased is erased again.
 * @throws Unusable when a server is using the folder, or the backup is not whole
 */
export async function restore(
  dataDir: string,
  from: string,
  now = Date.now(),
): Promise<{ aside: string | null; documents: number; erased: number }> {
  if (await askServer(dataDir, ['help']))
    throw new Unusable('Un serveur utilise ces données : arrêtez-le d’abord, puis recommencez.')
  const file = join(from, FILE)
  if (!existsSync(file)) throw new Unusable(`« ${from} » n’est pas une sauvegarde : ${FILE} n’y est pas.`)
  const manifestFile = join(from, 'sauvegarde.json')
  if (existsSync(manifestFile)) {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest // written by `backup`
    if (manifest.sha256 !== sha256(file))
      throw new Unusable(`La sauvegarde « ${from} » a changé depuis qu’elle a été faite : elle n’est pas reprise.`)
  }
  const documents = countDocuments(file)

  let aside: string | null = null
  let erased: Erasure[] = []
  if (existsSync(dataDir) && statSync(dataDir).isDirectory() && readdirSync(dataDir).length > 0) {
    aside = `${dataDir}.avant-reprise-${stamp(now)}`
    renameSync(dataDir, aside)
    erased = erasedIn(join(aside, FILE))
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const list = aside && join(aside, ERASURES_FILE)
  if (list && existsSync(list)) cpSync(list, join(dataDir, ERASURES_FILE))
  cpSync(file, join(dataDir, FILE))
  if (existsSync(join(from, 'photos'))) cpSync(join(from, 'photos'), join(dataDir, 'photos'), { recursive: true })

  const { createService } = await import('./service.ts')
  const service = await createService({ dataDir })
  let again = 0
  try {
    again = await service.restored(erased)
  } finally {
    await service.close()
  }
  return { aside, documents, erased: again }
}

const option = (args: string[], name: string): string | undefined => {
  const at = args.indexOf(name)
  return at < 0 ? undefined : args[at + 1]
}

/** `npm run backup -- [folder] [--garder N]`. */
export function backupCommand(args: string[], env: NodeJS.ProcessEnv = process.env): void {
  const { dataDir, databaseUrl } = settingsOf(env)
  if (databaseUrl)
    throw new Unusable(
      'Les données sont dans PostgreSQL : sauvegardez la base par « pg_dump » et le dossier « photos » de DATA_DIR avec elle.',
    )
  const keep = option(args, '--garder')
  const to = resolve(args[0] && !args[0].startsWith('--') ? args[0] : './sauvegardes')
  if (keep !== undefined && !/^[1-9]\d*$/.test(keep))
    throw new Unusable('--garder veut un nombre de sauvegardes, au moins 1.')
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const { folder, manifest } = backup(dataDir, to)
  console.log(`Sauvegarde faite et relue : ${folder} (${manifest.documents} documents).`)
  for (const name of keep ? prune(to, Number(keep)) : []) console.log(`Ancienne sauvegarde retirée : ${name}`)
  console.log('Copiez-la sur une autre machine : une sauvegarde restée ici brûle avec la machine.')
}

/** After a PostgreSQL was put back by its own tools: a new epoch, without which devices would not send again. */
async function declareRestored(dataDir: string, database: string): Promise<void> {
  const { createService } = await import('./service.ts')
  const service = await createService({ dataDir, database })
  let erased = 0
  try {
    erased = await service.restored()
  } finally {
    await service.close()
  }
  console.log('La base PostgreSQL est déclarée reprise : chaque appareil renverra de lui-même ce qu’elle n’a pas.')
  if (erased > 0) console.log(`Effacés de nouveau, d’après « ${join(dataDir, ERASURES_FILE)} » : ${erased}.`)
}

/** `npm run restore -- <folder of a backup>`; with DATABASE_URL, once the database was put back. */
export async function restoreCommand(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { dataDir, databaseUrl } = settingsOf(env)
  if (databaseUrl) return await declareRestored(dataDir, databaseUrl)
  const [from] = args
  if (!from)
    throw new Unusable('Indiquez la sauvegarde à reprendre : npm run restore -- sauvegardes/carnet-AAAAMMJJ-HHMMSS')
  const { aside, documents, erased } = await restore(dataDir, resolve(from))
  console.log(`Sauvegarde reprise dans « ${dataDir} » : ${documents} documents.`)
  if (erased > 0) console.log(`Effacés de nouveau, comme demandé avant la reprise : ${erased}.`)
  if (aside) console.log(`Les données d’avant sont gardées dans « ${aside} ».`)
  console.log('Au prochain contact, chaque appareil renverra de lui-même ce que la sauvegarde n’a pas.')
}
