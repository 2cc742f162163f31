// What the environment says: port, data folder, public address.
import { resolve } from 'node:path'

export interface Settings {
  port: number
  host: string | null
  dataDir: string
  /** a PostgreSQL; null: the SQLite file of the data folder */
  databaseUrl: string | null
  publicUrl: string | null
  trustProxy: boolean
}

/** The settings of the environment. @throws a sentence when one cannot be used */
export function settingsOf(env: NodeJS.ProcessEnv): Settings {
  const port = env.PORT === undefined || env.PORT === '' ? 8080 : Number(env.PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Unusable(`PORT doit être un nombre de 0 à 65535 ; reçu : « ${env.PORT} ».`)
  const publicUrl = env.PUBLIC_URL || null
  if (publicUrl && !/^https?:\/\/[^/]+\/?$/.test(publicUrl)) {
    throw new Unusable(`PUBLIC_URL doit être une adresse comme https://carnet.exemple.fr ; reçu : « ${publicUrl} ».`)
  }
  const databaseUrl = env.DATABASE_URL || null
  if (databaseUrl && !isPostgres(databaseUrl)) {
    throw new Unusable('DATABASE_URL doit être une adresse comme postgres://nom:motdepasse@hôte:5432/base.')
  }
  return {
    port,
    host: env.HOST || null,
    dataDir: resolve(env.DATA_DIR || './data'),
    databaseUrl,
    publicUrl,
    trustProxy: env.TRUST_PROXY === '1',
  }
}

/** Is it an address of PostgreSQL, or a file? */
export const isPostgres = (address: string): boolean => /^postgres(ql)?:\/\//.test(address) && URL.canParse(address)

/** The server cannot start; the message is a sentence for the person who started it. */
export class Unusable extends Error {}

/** The code of an error of the system (`EADDRINUSE`), or nothing. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
