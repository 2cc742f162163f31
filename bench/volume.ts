// npm run bench -- --volume=10000: the same screens on a device that holds the examples, and on one that holds that many
// fiches more, as a chargé de projet might after years. Prints milliseconds from the touch to the screen; never fails.
import type { Page } from '@playwright/test'
import { Device, enrol, PHONE, TestServer } from '../test/e2e/support.ts'

const AUTHOR = 'pro-camille'
const IN_ONE = 25
const NOTE = 'Des faits et des pratiques, dans des mots que chacun pourrait lire. '.repeat(6)

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Immersions of the author, each with its notes: the first is the newest. */
async function fill(server: TestServer, fiches: number): Promise<void> {
  const day = (i: number) => new Date(Date.UTC(2026, 9, 1) - i * 86_400_000).toISOString().slice(0, 10)
  for (let i = 0; i * IN_ONE < fiches; i++) {
    const immersion = `imm-volume-${i}`
    await server.put(AUTHOR, immersion, {
      $type: 'immersion',
      $auteur: AUTHOR,
      titre: i === 0 ? 'La toute dernière visite' : `Visite numéro ${i}`,
      dispositif: 'spro',
      modalite: 'observation',
      statut: 'realisee',
      dates: [day(i)],
      accueilli: [AUTHOR],
      structure_accueillante: 'str-mda',
    })
    for (let j = 0; j < IN_ONE && i * IN_ONE + j < fiches; j++) {
      await server.put(AUTHOR, `note-volume-${i}-${j}`, {
        $type: 'fiche',
        $auteur: AUTHOR,
        $cree_le: Date.parse(day(i)) + j * 60_000,
        $gabarit: 'carnet-notes',
        $gabarit_version: 1,
        $immersion: immersion,
        texte: `Note ${j}. ${NOTE}`,
        horodatage: `${day(i)}T10:${String(j).padStart(2, '0')}:00`,
      })
    }
  }
}

/** From the touch of a link to what its screen shows, ms, by the page's own clock. */
async function touch(page: Page, link: string, shown: string): Promise<number> {
  return page.evaluate(
    ([href, text]) =>
      new Promise<number>((done) => {
        const began = performance.now()
        const isThere = () => document.querySelector('main')?.textContent?.includes(text)
        const look = () => (isThere() ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look))
        document.querySelector<HTMLAnchorElement>(`a[href="${href}"]`)?.click()
        requestAnimationFrame(look)
      }),
    [link, shown] as const,
  )
}

/** From a letter typed in the search to a list without what it leaves out, ms. */
async function typed(page: Page, search: string, gone: string): Promise<number> {
  return page.evaluate(
    ([text, other]) =>
      new Promise<number>((done) => {
        const field = document.querySelector<HTMLInputElement>('input[type="search"]')
        if (!field) throw new Error('the list has its search')
        const began = performance.now()
        field.value = text
        field.dispatchEvent(new Event('input', { bubbles: true }))
        const isGone = () => ![...document.querySelectorAll('.rang-titre')].some((one) => one.textContent === other)
        const look = () => (isGone() ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look))
        requestAnimationFrame(look)
      }),
    [search, gone] as const,
  )
}

interface Measured {
  pull: number
  start: number[]
  list: number[]
  search: number[]
  dossier: number[]
  carnet: number[]
}

async function measure(fiches: number, rounds: number, dist: string[]): Promise<Measured> {
  const server = new TestServer(...(dist as [string]))
  const device = new Device(PHONE)
  const result: Measured = { pull: 0, start: [], list: [], search: [], dossier: [], carnet: [] }
  try {
    const [camille] = await server.start(AUTHOR)
    if (!camille) throw new Error('the server of the bench invites')
    await fill(server, fiches)
    let page = await device.on()
    page.setDefaultTimeout(300_000)
    const began = performance.now()
    await enrol(page, camille, 'Téléphone')
    result.pull = performance.now() - began
    const immersion = '/immersions/imm-volume-0'
    for (let round = 0; round < rounds; round++) {
      await page.close()
      page = await device.context.newPage()
      page.setDefaultTimeout(60_000)
      await page.goto(server.url)
      await page.getByText('Bonjour Camille').waitFor()
      await page.getByText(/À faire|Aucune immersion/).first().waitFor()
      result.start.push(await page.evaluate(() => performance.now()))
      await page.waitForTimeout(1_500)
      result.list.push(await touch(page, '/immersions', 'La toute dernière visite'))
      const field = page.getByLabel('Chercher')
      await field.fill('derni')
      const other = fiches > IN_ONE ? page.getByText('Visite numéro 1', { exact: true }) : null
      await other?.waitFor({ state: 'detached' })
      await field.fill('')
      await other?.waitFor()
      result.search.push(await typed(page, 'derni', 'Visite numéro 1'))
      result.dossier.push(await touch(page, immersion, 'Pendant'))
      await page.waitForTimeout(500)
      await page.getByRole('heading', { name: 'Pendant' }).click()
      result.carnet.push(await touch(page, `${immersion}/carnet`, 'Note 0.'))
    }
    return result
  } finally {
    await device.remove()
    await server.remove()
  }
}

/** Prints the table of a device with few fiches beside one with `fiches` more. */
export async function volume(fiches: number, rounds: number, dist: string[]): Promise<void> {
  const few = await measure(IN_ONE, rounds, dist)
  const many = await measure(fiches, rounds, dist)
  console.log(`\n${''.padEnd(44)} ${`${IN_ONE} fiches more`.padStart(18)} ${`${fiches} fiches more`.padStart(18)}  budget`)
  const row = (name: string, a: number, b: number, limit: string) =>
    console.log(`${name.padEnd(44)} ${a.toFixed(0).padStart(18)} ${b.toFixed(0).padStart(18)}  ${limit}`)
  row('sign-in to « Prêt hors connexion », ms', few.pull, many.pull, '')
  row('start, from the worker, ms', median(few.start), median(many.start), 'no slower')
  row('the list of immersions, ms', median(few.list), median(many.list), '≤ 100')
  row('a letter more in its search, ms', median(few.search), median(many.search), '≤ 100')
  row('a dossier, ms', median(few.dossier), median(many.dossier), '≤ 100')
  row('its carnet of notes, ms', median(few.carnet), median(many.carnet), '≤ 100')
}
