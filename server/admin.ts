// npm run admin: the command line of the administrator, in the running server when there is one, else beside its database.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Outcome, runCommand } from './commands.ts'
import { askServer } from './control.ts'
import { help } from './help.ts'
import type { ServiceOptions } from './service.ts'
import { settingsOf } from './settings.ts'

/** Runs one command and prints its text; a command that could not be done sets the exit code. */
export async function admin(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const [verb = 'help', object, from] = args
  if (['help', 'aide', '--help', '-h'].includes(verb)) {
    console.log(help)
    return
  }
  const { dataDir, databaseUrl, publicUrl, port } = settingsOf(env)
  const options = { dataDir, database: databaseUrl, publicUrl: publicUrl ?? `http://localhost:${port}` }
  // The server that answers may have been started in another folder.
  const words = verb === 'importer' && object && from ? [verb, object, resolve(from), ...args.slice(3)] : args
  // Beside a PostgreSQL, the servers hear of the change by it.
  const outcome = (databaseUrl ? null : await askServer(dataDir, words)) ?? (await beside(options, words))
  if (outcome.ok) console.log(outcome.text)
  else {
    console.error(outcome.text)
    process.exitCode = 1
  }
}

async function beside(options: ServiceOptions, args: string[]): Promise<Outcome> {
  const { dataDir, database } = options
  if (!database && !existsSync(join(dataDir, 'carnet.sqlite'))) {
    const text = `Il n’y a pas de données dans « ${dataDir} ». Lancez d’abord « npm start », ou indiquez le dossier par DATA_DIR.`
    return { ok: false, text }
  }
  const { createService } = await import('./service.ts')
  const service = await createService(options)
  try {
    return await runCommand(service, args)
  } finally {
    await service.close()
  }
}
