// The seventy-one example fiches open for whoever wrote them and show every answer; a fiche of each of the thirty-nine
// gabarits holds what every screen must hold (look.ts).
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from '../../bin/chromium.ts'
import { look, to } from './look.ts'
import { expect, type Page, test } from './support.ts'

type Value = string | number | boolean | null | Value[] | { [key: string]: Value }
interface Exemple {
  id: string
  gabarit: string
  auteur: string
  reponses: Record<string, Value>
}
interface Champ {
  id: string
  type: string
  colonnes?: Champ[]
  options?: { id: string; libelle: string }[]
  liste?: string
}

const root = resolve(import.meta.dirname, '../..')
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))
const exemples = readdirSync(join(root, 'server/exemples/fiches')).map((name) => read(`server/exemples/fiches/${name}`) as Exemple)
const gabarits = readdirSync(join(root, 'src/forms/gabarits'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => read(`src/forms/gabarits/${name}`) as { id: string; sections: { champs: Champ[] }[] })

/** What the person wrote in words: choices, dates and names are shown in other words than they are stored. */
function textsOf(champ: Champ, value: Value | undefined): string[] {
  if (value === null || value === undefined || value === '') return []
  if (champ.type === 'table' && Array.isArray(value)) {
    return value.flatMap((row) => (champ.colonnes ?? []).flatMap((colonne) => textsOf(colonne, (row as Record<string, Value>)[colonne.id])))
  }
  if (champ.type === 'long' && typeof value === 'string') return [value]
  if (champ.type === 'court' && typeof value === 'string' && !/^(str|pro|grp|imm|sea|cyc|app|fic)-/.test(value)) return [value]
  if (champ.type === 'note_liee' && typeof value === 'object' && !Array.isArray(value)) return typeof value.texte === 'string' && value.texte ? [value.texte] : []
  return []
}

const listes = read('src/forms/referentiels/listes.json') as Record<string, { valeurs: { id: string; libelle: string }[] }>
const libelleOf = (champ: Champ, id: string): string =>
  (champ.options ?? listes[champ.liste ?? '']?.valeurs ?? []).find((option) => option.id === id)?.libelle ?? id
const dayOf = (day: string): string => new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))

/** Stored choices, yes and no, numbers and hours of champs (not of rows), as the form holds them or as it reads them. */
function choicesOf(champ: Champ, value: Value | undefined): { champ: string; held: string; read: string; computed: boolean }[] {
  if (value === null || value === undefined || value === '') return []
  // What the app computes or shows as a word is read in a form too.
  const computed = champ.type === 'nombre' || champ.type === 'oui_non'
  const one = (held: string, words = held) => ({ champ: champ.id, held, read: words, computed })
  switch (champ.type) {
    case 'choix':
    case 'niveau':
      return [one(String(value), libelleOf(champ, String(value)))]
    case 'choix_multiple':
      return Array.isArray(value) ? value.map((each) => one(String(each), libelleOf(champ, String(each)))) : []
    case 'oui_non':
      return [one(value === true ? 'oui' : 'non', value === true ? 'Oui' : 'Non')]
    case 'nombre':
      return [one(String(value), String(value).replace('.', ','))]
    case 'date':
      return [one(String(value), dayOf(String(value)))]
    case 'heure':
      return [one(String(value))]
    default:
      return []
  }
}

/** Everything that is read or filled on the screen, blanks made one. */
const shown = (page: Page): Promise<{ text: string; held: string[]; frozen: boolean }> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('main input, main textarea, main select')]
    const isChoice = (field: Element): field is HTMLInputElement => field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')
    const values = fields.filter((field) => !isChoice(field)).map(({ value }) => value)
    const chosen = fields.filter((field) => isChoice(field) && field.checked).map(({ value }) => value)
    const text = [document.querySelector('main')?.textContent ?? '', ...values].join('\n').replace(/\s+/g, ' ')
    // A signed fiche is read: its words stand for its choices. In a form every option is written, so only what is ticked counts.
    return { text, held: [...values, ...chosen], frozen: document.querySelector('.f-section :is(input, textarea, select)') === null }
  })

const authors = [...new Set(exemples.map(({ auteur }) => auteur))].sort()
const halves = [authors.filter((_, i) => i % 2 === 0), authors.filter((_, i) => i % 2 === 1)]

test('every example fiche shows every answer to its author; one of each gabarit passes every look', async ({ server }) => {
  test.setTimeout(240_000)
  expect(exemples).toHaveLength(71)
  const invitations = await server.start(...authors)
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  const errors: string[] = []
  const seen = new Set<string>()
  const opened: string[] = []

  async function readAll(people: string[]): Promise<void> {
    for (const auteur of people) {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: 'fr-FR', timezoneId: 'Europe/Paris', serviceWorkers: 'block' })
      context.on('weberror', (error) => errors.push(String(error.error())))
      context.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      const page = await context.newPage()
      await page.goto(invitations.find(({ personne }) => personne === auteur)?.link ?? '')
      await page.getByLabel('Nom de cet appareil').fill('Téléphone')
      await page.getByRole('button', { name: 'Ouvrir mon carnet' }).click()
      await expect(page.getByText('Vos documents sont arrivés')).toBeVisible()
      await page.getByRole('button', { name: 'Entrer sans attendre' }).click()
      for (const { id, gabarit: of, reponses } of exemples.filter((exemple) => exemple.auteur === auteur)) {
        const gabarit = gabarits.find((one) => one.id === of)
        if (!gabarit) throw new Error(`the gabarit of ${id} is there`)
        await to(page, `/fiches/${id}?vue=fiche`)
        await expect(page.locator('.f-fiche .f-section').first(), id).toBeVisible()
        const champs = gabarit.sections.flatMap(({ champs: own }) => own)
        const missingNow = async (): Promise<string[]> => {
          const { text, held, frozen } = await shown(page)
          return champs.flatMap((champ) => [
            ...textsOf(champ, reponses[champ.id]).filter((words) => !text.includes(words.replace(/\s+/g, ' ').trim())),
            ...choicesOf(champ, reponses[champ.id])
              .filter((choice) => !held.includes(choice.held) && !((frozen || choice.computed) && text.includes(choice.read.replace(/\s+/g, ' '))))
              .map((choice) => `${choice.champ} = ${choice.held}`),
          ])
        }
        // The screen before may still be there, and inputs come with their gabarit: looked at again for a while.
        let missing = await missingNow()
        for (let tries = 0; missing.length > 0 && tries < 40; tries++) {
          await page.waitForTimeout(100)
          missing = await missingNow()
        }
        expect.soft(missing, `answers of ${id} (${of}) that are not on screen`).toEqual([])
        opened.push(id)
        if (seen.has(of)) continue
        seen.add(of)
        await look(page, `fiche ${id} (${of})`)
      }
      await context.close()
    }
  }
  await Promise.all(halves.map(readAll))
  await browser.close()
  expect(opened).toHaveLength(71)
  // The carnet has a screen of its own (screens.e2e.ts), and so has the follow-up of a company (insertion.e2e.ts).
  expect(seen.size).toBe(gabarits.length - 2)
  expect(errors).toEqual([])
})
