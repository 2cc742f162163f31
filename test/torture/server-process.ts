// One server process, started on the same data again and again.
import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ServerProcess {
  port: number
  /** SIGKILL, and gone */
  kill(): Promise<void>
  /** asked to end; gives its exit code */
  stop(): Promise<number | null>
}

const gone = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)))

/** Starts a server and waits until it listens. @throws with what it said when it ends instead */
export async function startProcess(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')], {
    // Compiled once for all the starts: a restart takes 0.2 s.
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: join(tmpdir(), 'carnet-torture-compile'),
      PORT: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: '',
      DATABASE_URL: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const leave = () => child.kill('SIGKILL')
  process.once('exit', leave)
  const ended = gone(child)
  void ended.then(() => process.off('exit', leave))
  let said = ''
  const port = await new Promise<number>((resolve, reject) => {
    const hear = (chunk: unknown) => {
      if (said.length < 100_000) said += String(chunk)
      const started = /"event":"started","port":(\d+)/.exec(said)
      if (started) resolve(Number(started[1]))
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(() => reject(new Error(`the server ended: ${said}`)))
  })
  return {
    port,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
