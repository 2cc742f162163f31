// npm start, npm run demo and npm run dev: builds the app when its sources are newer than the build, then serves it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const sources = ['src', 'public', 'build', 'index.html', 'vite.config.ts', 'package-lock.json']

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs)
}

const tool = (name: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'node_modules', name), ...args], { cwd: root, stdio: 'inherit' })

/** Builds the app into dist/ unless the build is newer than every source. @throws when the build fails */
export function build(): void {
  const mark = join(dist, 'index.html')
  if (existsSync(mark) && sources.every((source) => newest(join(root, source)) < statSync(mark).mtimeMs)) return
  console.log('Construction de l’application…')
  if (tool('vite/bin/vite.js', 'build', '--logLevel', 'warn').status !== 0) throw new Error('the app was built')
  if (spawnSync(process.execPath, [join(root, 'build/compress.mjs')], { stdio: 'inherit' }).status !== 0) {
    throw new Error('the built files were compressed')
  }
}

/** Builds and serves on PORT (8080) with the data of DATA_DIR (./data). */
export async function start(): Promise<void> {
  build()
  const { startServer } = await import('../server/main.ts')
  await startServer({ dist })
}

/** The same on a throw-away folder filled with the examples; prints enrolment links. */
export async function demo(): Promise<void> {
  build()
  const { startDemo } = await import('../server/demo.ts')
  await startDemo({ dist })
}

/** The page with hot reload on 5173, its endpoint beside it on 8081. */
export async function dev(): Promise<void> {
  const { startDemo } = await import('../server/demo.ts')
  spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js')], { cwd: root, stdio: 'inherit' })
  await startDemo({ dist, port: 8081, publicUrl: 'http://localhost:5173' })
}
