// Vite plugin: reads every gabarit and referentiel strictly, and gives the app what it needs of them: a summary of each
// gabarit for lists, the gabarits without their `source` quotes, which nobody reads on a phone, and of the rules only
// those that forms check.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin } from 'vite'
import * as z from 'zod/mini'
import { politiqueOf } from '../src/domain/politique.ts'
import { packOf } from '../src/forms/packs.ts'
import { Gabarit, Listes, Parcours, Regle } from '../src/forms/schema.ts'

const VIRTUAL = 'virtual:catalogue'
const LISTE = 'virtual:liste/'
const GABARITS = 'virtual:gabarits/'
const folder = join(import.meta.dirname, '../src/forms/gabarits')

function withoutSources(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSources)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (key === 'source' ? [] : [[key, withoutSources(part)]])),
  )
}

function summaries(): unknown[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().map((name) => {
    const gabarit = Gabarit.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    const { id, version, titre, titre_court, famille, phase, portee, dispositifs, modalites, repetable } = gabarit
    const { consulte_par, visibilite } = gabarit
    const { rempli_par, acces } = politiqueOf(gabarit)
    return {
      ...{ id, version, titre, titre_court, famille, phase, portee, dispositifs, modalites, repetable },
      ...{ rempli_par: gabarit.rempli_par, consulte_par, visibilite, politique: { rempli_par, acces } },
    }
  })
}

const listes = Listes.parse(JSON.parse(readFileSync(join(folder, '../referentiels/listes.json'), 'utf8')))

/** The champs and columns with the options of the lists they name: a fiche needs no other list than its own. */
function withOptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOptions)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withOptions(part)]))
  const liste = 'liste' in value && typeof value.liste === 'string' ? listes[value.liste] : undefined
  return !liste || liste.dynamique || 'options' in value ? parts : { ...parts, options: liste.valeurs }
}

/** What the app is given of a file. @throws when the file is not what schema.ts says */
function given(file: string, content: unknown): unknown {
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (file.includes('/gabarits/')) {
    const gabarit = Gabarit.parse(content)
    return { ...(withOptions(gabarit) as object), controles: controlesOf(gabarit.id) }
  }
  if (name === 'listes.json') return listes
  if (name === 'parcours.json') return z.array(Parcours).parse(content)
  if (name !== 'regles.json') return content
  return controlees(content)
}

/** Of the rules, those that forms check, and what they read of each. */
function controlees(content: unknown) {
  const regles = z.array(Regle).parse(content).filter(({ controles }) => controles)
  return regles.map(({ id, enonce, niveau, controles }) => ({ id, enonce, niveau, controles }))
}

const regles = controlees(JSON.parse(readFileSync(join(folder, '../referentiels/regles.json'), 'utf8')))

/** The checks that rules make of one gabarit: a fiche needs no other. */
const controlesOf = (gabarit: string): unknown[] =>
  regles.flatMap((regle) => {
    const own = regle.controles?.filter((one) => one.gabarit === gabarit) ?? []
    return own.length > 0 ? [{ ...regle, controles: own }] : []
  })

/** The files of gabarits: `<id>.json`, and `anciens/<id>.v<version>.json` of a version that was replaced. */
const files = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
const nameOf = (file: string): string => basename(file, '.json')

/** The gabarits of one pack, by name; of `anciens`, the names of those that were replaced. */
function pack(name: string): unknown {
  if (name === 'anciens') return files().filter((file) => file !== basename(file)).map(nameOf)
  const held = files().filter((file) => packOf(nameOf(file)) === name).sort()
  return Object.fromEntries(
    held.map((file) => [nameOf(file), withoutSources(given(`/gabarits/${file}`, JSON.parse(readFileSync(join(folder, file), 'utf8'))))]),
  )
}

/**
 * Serves `virtual:catalogue`, single lists (`virtual:liste/roles`) and the gabarits by pack (`virtual:gabarits/kit`), read
 * strictly; of the référentiels, what forms need.
 */
export function catalogue(): Plugin {
  return {
    name: 'carnet-catalogue',
    enforce: 'pre',
    resolveId: (id) => (id === VIRTUAL || id.startsWith(LISTE) || id.startsWith(GABARITS) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${VIRTUAL}`) return `export default ${JSON.stringify(summaries())}`
      if (id.startsWith(`\0${GABARITS}`)) {
        for (const file of files()) this.addWatchFile(join(folder, file))
        return `export default ${JSON.stringify(pack(id.slice(GABARITS.length + 1)))}`
      }
      if (!id.startsWith(`\0${LISTE}`)) return null
      return `export default ${JSON.stringify(withoutSources(listes[id.slice(LISTE.length + 1)]?.valeurs))}`
    },
    transform(code, id) {
      const [file = ''] = id.split('?')
      if (!file.endsWith('.json') || !file.includes('/src/forms/referentiels/')) return null
      return { code: JSON.stringify(withoutSources(given(file, JSON.parse(code)))), map: null }
    },
  }
}
