// docs/couverture.md stays true: its 219 rows are all there, and every file, champ and test it names exists. Every rule
// of the domain has a test that bears its id.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** How many requirements each of the five documents has. */
const DOCUMENTS = { A: 61, B: 27, C: 59, D: 27, E: 45 }
const expected = Object.entries(DOCUMENTS).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
)

interface Row {
  id: string
  exigence: string
  ou: string
  test: string
}
const rowsOf = (text: string): Row[] =>
  text
    .split('\n')
    .filter((line) => /^\| [A-E]\d\d \|/.test(line))
    .map((line) => {
      const [id = '', exigence = '', ou = '', proof = ''] = line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim())
      return { id, exigence, ou, test: proof }
    })

const champs = new Set(
  readdirSync(join(root, 'src/forms/gabarits'))
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const { id, sections } = JSON.parse(read(`src/forms/gabarits/${file}`)) as { id: string; sections: { champs: { id: string }[] }[] }
      return sections.flatMap((section) => section.champs.map((champ) => `${id}.${champ.id}`))
    }),
)

// A test is written with its name as a literal; `test.each` has a template in it.
const NAMED = /\b(?:test|exigence|offre|describe)(?:\.\w+)*(?:\.each\([\s\S]*?\)|\.skipIf\([^)]*\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g
const found = new Map<string, string[]>()
/** The names of the tests and groups of a file. */
function namesIn(file: string): string[] {
  const known = found.get(file)
  if (known) return known
  const names = [...read(file).matchAll(NAMED)].map(([, , name = '']) => name.replaceAll(/\\(.)/g, '$1'))
  found.set(file, names)
  return names
}
/** A whole name, or the id that several names begin with: « A39 », « R-VIS-02 ». */
const isNamed = (file: string, name: string): boolean =>
  namesIn(file).some((one) => (/^([A-E]\d\d|R-[A-Z]+-\d\d)$/.test(name) ? one.startsWith(`${name} : `) : one === name))

/** What is wrong with a row; empty when it can be believed. */
function faults({ id, exigence, ou, test: proof }: Row): string[] {
  const wrong: string[] = []
  if (exigence === '') wrong.push('no words')
  if (ou.startsWith('**contexte** — ')) {
    if (ou.length < 40) wrong.push('context without a reason')
    if (proof !== '—') wrong.push('context with a test')
    return wrong
  }
  const named = [...ou.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  if (named.length === 0) wrong.push('nothing carries it')
  for (const name of named) {
    const isFile = name.includes('/')
    if (isFile ? !existsSync(join(root, name)) : !champs.has(name)) wrong.push(`${name} does not exist`)
  }
  if (/manque/i.test(ou)) wrong.push('said to be missing')
  const proofs = proof.split('<br>')
  for (const one of proofs) {
    const [, file = '', name = ''] = /^`([^`]+)` › (.+)$/.exec(one) ?? []
    if (!/\.(test|e2e)\.tsx?$/.test(file) || !existsSync(join(root, file))) wrong.push(`no file in « ${one} »`)
    else if (!isNamed(file, name)) wrong.push(`no test « ${name} » in ${file}`)
  }
  return wrong.map((fault) => `${id}: ${fault}`)
}

const couverture = read('docs/couverture.md')
const rows = rowsOf(couverture)

test('every requirement has its row, once, in order', () => {
  expect(rows.map(({ id }) => id)).toEqual(expected)
  expect(expected.length).toBe(219)
})

test('every file, champ and test of a row exists; what is context says why', () => {
  expect(rows.flatMap(faults)).toEqual([])
})

test('the counts it begins with are those of its rows', () => {
  const context = rows.filter(({ ou }) => ou.startsWith('**contexte**')).length
  expect(couverture).toContain(`${219 - context} se font dans l’application`)
  expect(couverture).toContain(`${context} sont du contexte`)
})

test('a row that cannot be believed is seen', () => {
  const good: Row = { id: 'A01', exigence: 'Venir', ou: 'Immersions — `src/main.tsx`', test: '`test/couverture.test.ts` › a row that cannot be believed is seen' }
  expect(faults(good)).toEqual([])
  for (const part of [
    { ou: 'Immersions' },
    { ou: 'Immersions — `src/nowhere.tsx`' },
    { ou: 'Demande — `spro-1-demande.rien`' },
    { test: '—' },
    { test: '`test/nowhere.test.ts` › x' },
    { test: '`test/couverture.test.ts` › a row' },
    { test: '`src/main.tsx` › x' },
    { ou: '**contexte** — rien', test: '—' },
    { ou: '**contexte** — hors application, parce que cela se fait ailleurs' },
  ])
    expect(faults({ ...good, ...part }), JSON.stringify(part)).not.toEqual([])
  expect(rowsOf('| A01 | Venir | Ici \\| là | `x` › y |')).toEqual([{ id: 'A01', exigence: 'Venir', ou: 'Ici \\| là', test: '`x` › y' }])
})

describe('the rules of the domain', () => {
  const regles = JSON.parse(read('src/forms/referentiels/regles.json')) as { id: string }[]
  const files = globSync('test/**/*.{test,e2e}.{ts,tsx}', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
  // Not this file, and not the stories alone: a rule is held by a test that runs in seconds.
  const unit = files.filter((file) => !file.startsWith('test/e2e/') && file !== 'test/couverture.test.ts')
  const names = unit.flatMap(namesIn)

  test('are 42', () => expect(regles.length).toBe(42))
  test.each(regles)('$id has a test that begins with it', ({ id }) => {
    expect(names.filter((name) => new RegExp(`^${id}\\b`).test(name))).not.toEqual([])
  })
  test('are all in the table, each with a test that exists', () => {
    const table = [...couverture.matchAll(/^\| (R-[A-Z]+-\d\d) \| .+ \| `([^`]+)` › (.+) \|$/gm)].map(([, id = '', file = '', name = '']) => ({ id, file, name }))
    expect(table.map(({ id }) => id)).toEqual(regles.map(({ id }) => id))
    expect(table.filter(({ id, file, name }) => !name.startsWith(id) || !existsSync(join(root, file)) || !namesIn(file).includes(name))).toEqual([])
  })
})
