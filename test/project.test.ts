// What must stay true of the project itself: pinned versions, a lock without addresses, licences that allow ours.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const pkg = read('package.json') as Record<string, Record<string, string>>
const lock = read('package-lock.json') as {
  packages: Record<string, { dev?: boolean; optional?: boolean; license?: string; resolved?: string }>
}

describe('the project', () => {
  test('pins every version exactly', () => {
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(pkg[kind] ?? {}),
    )
    expect(versions.length).toBeGreaterThan(20)
    for (const [name, version] of versions) expect(`${name}@${version}`).toMatch(/@\d+\.\d+\.\d+(-[\w.]+)?$/)
  })

  test('keeps no registry address in its lock', () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved)).toEqual([])
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
