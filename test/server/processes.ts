// Servers and command lines as processes.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { databaseAt } from '../support/engine.ts'
import { askOver } from './listening.ts'

const root = join(import.meta.dirname, '..', '..')

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs a script of the project to its end. */
export async function run(script: string, args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const DATABASE_URL = (env.DATA_DIR && (await databaseAt(env.DATA_DIR))) || ''
  const child = spawn(process.execPath, [join(root, script), ...args], { env: { ...process.env, DATABASE_URL, ...env } })
  return endOf(child)
}

function endOf(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk) => {
    out += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    err += String(chunk)
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}

/** A server process on a data folder; `ready` once it listens. Killed after the test if it still runs. */
export async function serve(dataDir: string, env: NodeJS.ProcessEnv = {}) {
  const DATABASE_URL = (await databaseAt(dataDir)) ?? ''
  const child = spawn(process.execPath, [join(root, 'test/server/serve.ts')], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', PUBLIC_URL: '', DATA_DIR: dataDir, DATABASE_URL, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = endOf(child)
  let out = ''
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += String(chunk)
      const started = /"event":"started","port":(\d+)/.exec(out)
      if (started) resolve(Number(started[1]))
    })
    void ended.then(({ err }) => reject(new Error(`the server ended: ${err}`)))
  })
  return { child, ended, port, ask: askOver(`http://127.0.0.1:${port}`), out: () => out }
}
