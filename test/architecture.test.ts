// The house of style.md, held against the code: who may import whom. Reads imports as text, so that no version of any
// tool can make it blind.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

const mayImport: Record<string, string[]> = {
  'src/domain': [],
  'src/forms': ['src/domain'],
  'src/store': ['src/domain'],
  'src/sync': ['src/domain', 'src/store'],
  'src/suivi': ['src/domain', 'src/forms'],
  'src/ui': ['src/domain', 'src/forms', 'src/store', 'src/sync', 'src/suivi'],
  'src/main.tsx': ['src/domain', 'src/store', 'src/sync', 'src/ui'],
  'src/sw.ts': [],
  server: ['src/domain'],
}
const onlyIn: Record<string, string[]> = {
  dexie: ['src/store'],
  preact: ['src/forms', 'src/ui', 'src/main.tsx'],
  'preact-iso': ['src/ui', 'src/main.tsx'],
  hono: ['server'],
  '@hono/node-server': ['server'],
  kysely: ['server'],
  'node:sqlite': ['server'],
  pg: ['server'],
  'workbox-window': ['src/ui'],
}

const floors = Object.keys(mayImport).sort((a, b) => b.length - a.length)
const floorOf = (file: string): string | null =>
  floors.find((floor) => file === floor || file.startsWith(`${floor}/`)) ?? null

interface Import {
  from: string
  specifier: string
}

/** Every import of a source text: static, dynamic, re-exported, for types only, or for its effect. */
function importsOf(text: string): string[] {
  const pattern =
    /(?:^|[\s;}])(?:import|export)\s+(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '')
}

function broken({ from, specifier }: Import): string | null {
  const floor = floorOf(from)
  if (!floor) return `${from}: belongs to no floor of the house`
  if (specifier.startsWith('.')) {
    const target = relative(root, resolve(root, dirname(from), specifier.split('?')[0] ?? ''))
    const other = floorOf(target)
    if (other === floor) return null
    return other && mayImport[floor]?.includes(other) ? null : `${from} may not import ${target}`
  }
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0]
  const key = Object.keys(onlyIn).find((entry) => specifier === entry || name === entry)
  return key && !onlyIn[key]?.some((allowed) => from === allowed || from.startsWith(`${allowed}/`))
    ? `${from} may not import ${specifier}`
    : null
}

const files = ['src', 'server'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.tsx?$/.test(name)),
)
const imports = files.flatMap((from) =>
  importsOf(readFileSync(join(root, from), 'utf8')).map((specifier) => ({ from, specifier })),
)

describe('the house', () => {
  test('has files, and the test reads their imports', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(imports.length).toBeGreaterThan(100)
    expect(imports).toContainEqual({ from: 'src/domain/register.ts', specifier: './json.ts' })
  })

  test('has no import that points up or across', () => {
    expect(imports.map(broken).filter(Boolean)).toEqual([])
  })

  test.each([
    ["import { write } from '../store/documents.ts'", 'src/forms/reponses.ts'],
    ["export { sync } from '../sync/sync.ts'", 'src/store/outbox.ts'],
    ["const page = await import('../ui/App.tsx')", 'src/sync/sync.ts'],
    ["import type { Fiche } from '../src/forms/gabarit.ts'", 'server/app.ts'],
    ["import Dexie from 'dexie'", 'src/ui/App.tsx'],
    ["import { useState } from 'preact/hooks'", 'src/store/live.ts'],
    ["import { Hono } from 'hono'", 'src/sync/transport.ts'],
    ["import {\n  a,\n  b,\n} from '../store/documents.ts'", 'src/domain/id.ts'],
  ])('goes red on %s in %s', (text, from) => {
    const [specifier = ''] = importsOf(text)
    expect(broken({ from, specifier })).not.toBeNull()
  })
})
