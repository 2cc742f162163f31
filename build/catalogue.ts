// Vite plugin: what the app knows of every gabarit at its first load (the headers, not the questions), and the
// gabarits themselves without their `source` quotes, which nobody reads on a phone.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { politiqueOf } from '../src/domain/politique.ts'

const VIRTUAL = 'virtual:catalogue'
const folder = join(import.meta.dirname, '../src/forms/gabarits')

function withoutSources(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSources)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (key === 'source' ? [] : [[key, withoutSources(part)]])),
  )
}

function summaries(): unknown[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  return files.sort().map((name) => {
    const gabarit = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    const { sections: _, source: __, ...header } = gabarit
    const politique = politiqueOf(gabarit)
    return {
      ...header,
      politique: { rempli_par: politique.rempli_par, acces: politique.acces },
      fichier: `./gabarits/${name}`,
    }
  })
}

/** Serves `virtual:catalogue` and strips the gabarit files. */
export function catalogue(): Plugin {
  return {
    name: 'carnet-catalogue',
    enforce: 'pre',
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : null),
    load: (id) => (id === `\0${VIRTUAL}` ? `export default ${JSON.stringify(summaries())}` : null),
    transform(code, id) {
      const [file = ''] = id.split('?')
      if (
        !file.endsWith('.json') ||
        !(file.includes('/src/forms/gabarits/') || file.includes('/src/forms/referentiels/'))
      )
        return null
      return { code: JSON.stringify(withoutSources(JSON.parse(code))), map: null }
    },
  }
}
