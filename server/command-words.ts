// The words of the command line: options, spelling, what is missing. Knows no command.
import { parseArgs } from 'node:util'

/** What the person asked cannot be done; the sentence says why. */
export class Refused extends Error {}

const text = { type: 'string' } as const
const options = {
  reseau: text,
  nom: text,
  type: text,
  champ: text,
  structure: text,
  structures: text,
  roles: text,
  mandat: { type: 'string', multiple: true },
  fonction: text,
  courriel: text,
  telephone: text,
  adresse: text,
  participants: text,
  coordination: text,
  objectif: text,
  minutes: text,
  heures: text,
  titre: text,
  groupe: text,
  date: text,
  administration: { type: 'boolean' },
  'sans-administration': { type: 'boolean' },
} as const
export type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

/** Words are understood with or without accents, capitals and final s. */
export const plain = (word: string | undefined): string =>
  (word ?? '')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
/** A kind of object, named in the singular or the plural. */
export const singular = (word: string | undefined): string =>
  plain(word) === 'quarantaines' ? 'quarantaine' : plain(word).replace(/(s|x)$/, '')

/** The words between commas; undefined when the option was not given. */
export const listOf = (given: string | undefined): string[] | undefined =>
  given === undefined
    ? undefined
    : given
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')

/** A value that a command cannot do without. @throws Refused */
export const required = (value: string | undefined, what: string): string => {
  if (value === undefined || value.trim() === '') throw new Refused(`Il manque ${what}.`)
  return value.trim()
}

/** Written as an option: small letters after two hyphens. An id may begin so, but holds capitals or digits soon after. */
const isLong = (word: string | undefined): boolean => word !== undefined && /^--[a-z][a-z-]*(=|$)/.test(word)

/** An id may begin with a hyphen: after an option it is its value, elsewhere a word, and never an option of its own. */
function joined(args: string[]): string[] {
  const known: string[] = []
  const words: string[] = []
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? ''
    const option = options[word.slice(2) as keyof typeof options]
    const next = args[i + 1]
    if (isLong(word) && option?.type === 'string' && next !== undefined && !isLong(next)) {
      known.push(`${word}=${next}`)
      i++
    } else if (isLong(word)) known.push(word)
    else words.push(word)
  }
  return [...known, '--', ...words]
}

/** @throws Refused naming the option that is not understood */
export function parse(args: string[]) {
  try {
    return parseArgs({ args: joined(args), options, allowPositionals: true, strict: true })
  } catch (error) {
    const option = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw new Refused(
      `${option ? `L’option « ${option} » n’est pas comprise, ou il lui manque une valeur.` : 'Cette commande n’est pas comprise.'} Tapez « npm run admin -- help ».`,
    )
  }
}
