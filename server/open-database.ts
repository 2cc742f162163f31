// Which engine: an address of PostgreSQL, or one SQLite file.
import type { Database, OpenOptions } from './database.ts'
import { isPostgres } from './settings.ts'

/**
 * Opens the database (`postgres://…`, a file, or `:memory:`) and brings its tables up to date.
 * @throws when it cannot be opened, or cannot promise durability
 */
export async function openDatabase(address: string, options: OpenOptions = {}): Promise<Database> {
  // Each engine's driver is loaded only where it is used.
  if (isPostgres(address)) return (await import('./database-postgres.ts')).openPostgres(address, options)
  return (await import('./database-sqlite.ts')).openSqlite(address, options)
}
