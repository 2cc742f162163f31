// The year of a local group: its programme decided then published, the figures of the territory read, taken away and
// printed, the yearly restitution prepared from them and held. The coordination has a laptop, the members a phone.
import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { documentsOf, readExemples } from '../../server/exemples.ts'
import type { Json } from '../../src/domain/json.ts'
import { look } from './look.ts'
import { enrol, expect, LAPTOP, PHONE, type Page, partager, test } from './support.ts'

const GROUPE = '/reseau/groupe/grp-fictivie'
const OFFRE = 'Quinze jours au printemps, trois places'
const exemples = new Map(documentsOf(readExemples()).map(({ id, set }) => [id as string, set as Record<string, Json>]))
const day = (from: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(Date.now() + from * 86_400_000)
const received = (page: Page) => expect(page.getByRole('button', { name: /^Reçu/ })).toBeVisible({ timeout: 30_000 })
/** The answers of an example, but those that somebody gives on screen. */
const answersOf = (exemple: string, ...left: string[]): Record<string, Json> =>
  Object.fromEntries(Object.entries(exemples.get(exemple) ?? {}).filter(([key]) => !key.startsWith('$') && !left.includes(key.split('/')[0] ?? '')))

/** Begins a fiche by its link and waits until the server has it. */
async function begin(page: Page, name: RegExp): Promise<string> {
  const pushed = page.waitForResponse((response) => response.url().endsWith('/api/push') && response.ok(), { timeout: 30_000 })
  await page.getByRole('link', { name }).last().click()
  await page.waitForURL(/\/fiches\//)
  await pushed
  await received(page)
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

/** « Valider », whatever is only a warning, once what was just answered is kept: a hand is slower than that. */
const valider = (page: Page) =>
  expect(async () => {
    await page.getByRole('button', { name: /^Valider/ }).click()
    await expect(page.getByText(/^Validée par vous/)).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })

test('the year of a local group: programme, figures, yearly restitution, indicators', async ({ server, device }) => {
  test.setTimeout(150_000)
  const [charlieIn] = await server.start('pro-charlie')
  const year = day(0).slice(0, 4)
  // Its last restitution is more than a year old, and no other is planned.
  await server.put('pro-charlie', 'fic-061', { date: day(-400), prochaine_date: day(-30) })
  await server.put('pro-charlie', 'fic-064', { date_restitution_annuelle: day(-400) })
  await server.put('pro-charlie', 'fic-060', { restitution_annuelle_date: day(-30) })
  const [laptop, phone] = [device(LAPTOP), device(PHONE)]
  const [charlie, camille] = [await laptop.on(), await phone.on()]
  const pulled: string[] = []
  camille.on('response', async (response) => {
    if (response.url().endsWith('/api/pull')) pulled.push(await response.text().catch(() => ''))
  })
  await enrol(charlie, charlieIn!, 'Ordinateur de Charlie')
  const space = server.url + GROUPE
  let shown = ''

  await test.step('R-SPRO-11 : the coordination writes a programme; a member is not sent the draft', async () => {
    await charlie.goto(space)
    await expect(charlie.getByText(/^Programme jugé pertinent/)).toBeVisible()
    const fiche = await begin(charlie, /^Nouveau programme/)
    const answers = answersOf('fic-060', 'pertinence', 'date_decision', 'periode_debut', 'periode_fin', 'restitution_annuelle_date')
    const [row] = Object.keys(answers).filter((key) => /^actions\/[^/]+\/periode$/.test(key))
    await server.put('pro-charlie', fiche, { ...answers, [row ?? '']: OFFRE, periode_debut: `${year}-06-01`, periode_fin: day(300), restitution_annuelle_date: day(300) })
    await expect(charlie.getByLabel('Programme du')).toHaveValue(`${year}-06-01`, { timeout: 20_000 })
    await enrol(camille, await server.invite('pro-camille'), 'Téléphone de Camille')
    await camille.goto(space)
    await expect(camille.getByText(/^Programme jugé pertinent/)).toBeVisible({ timeout: 20_000 })
    await expect(camille.getByText(OFFRE)).toHaveCount(0)
    expect(pulled.join('\n')).not.toContain(OFFRE)
  })

  await test.step('decided without network, then published: the member reads it on a phone, without network too', async () => {
    await laptop.offline(true)
    await charlie.getByRole('radio', { name: 'Oui', exact: true }).first().check({ force: true })
    await charlie.getByLabel('Date de la décision').fill(day(0))
    await valider(charlie)
    await laptop.offline(false)
    await received(charlie)
    await expect(camille.getByText(OFFRE)).toBeVisible({ timeout: 30_000 })
    await phone.offline(true)
    await camille.goto(space)
    await expect(camille.getByText(OFFRE)).toBeVisible()
    await expect(camille.getByText(/par Charlie Spécimen/).first()).toBeVisible()
    await phone.offline(false)
  })

  await test.step('R-SPRO-10 : more than a year after the last one, the restitution is due; it begins with what the year was', async () => {
    await charlie.goto(`${server.url}/a-faire`)
    await expect(charlie.getByText('Plus d’un an depuis la restitution annuelle')).toBeVisible({ timeout: 20_000 })
    const fiche = await begin(charlie, /Plus d’un an depuis la restitution annuelle/)
    await expect(charlie.locator('.f-champ').filter({ hasText: 'Immersions réalisées' }).locator('output')).toHaveText(/^\d+$/)
    await expect(charlie.getByLabel('Apprentissages mutuels')).toHaveValue(/Mission locale/)
    const left = ['date', 'annee', 'presentees', 'besoins', 'apprentissages_mutuels', 'nb_realisees', 'prochaine_date', 'decisions']
    await server.put('pro-charlie', fiche, answersOf('fic-061', ...left))
    await expect(charlie.getByLabel('Nombre de participants')).toHaveValue('27', { timeout: 20_000 })
  })

  await test.step('held: what was decided is written without network, the alert is gone', async () => {
    await laptop.offline(true)
    await charlie.getByLabel('Date du temps de restitution').fill(day(0))
    const table = charlie.getByRole('table', { name: 'Immersions présentées' })
    for (const titre of await table.locator('tbody td:first-child').allInnerTexts()) {
      await table.getByRole('button', { name: `Modifier « ${titre} »` }).click()
      await charlie.getByLabel(/^Message principal/).fill('On y accueille sans demander pourquoi.')
    }
    await charlie.getByLabel('Décisions pour l’année suivante').fill('Deux immersions collectives, une bourse plus large.')
    await charlie.getByLabel('Prochaine restitution annuelle').fill(day(364))
    await partager(charlie)
    await charlie.goto(`${server.url}/a-faire`)
    await expect(charlie.getByRole('link', { name: /^Préparer la restitution annuelle.*Dès/ })).toBeVisible()
    await expect(charlie.getByText(/^Plus d’un an/)).toHaveCount(0)
    await charlie.goto(space)
    await expect(charlie.getByText(/^La dernière a eu lieu/)).toBeVisible()
    await laptop.offline(false)
    await received(charlie)
  })

  await test.step('the figures: read, printed, taken away as a workbook and as a table', async () => {
    await charlie.getByRole('link', { name: 'Voir les chiffres du territoire' }).click()
    await expect(charlie.getByRole('heading', { name: 'Chiffres du territoire' })).toBeVisible()
    const done = charlie.locator('.chiffres div').filter({ hasText: 'Réalisées' }).locator('dd')
    await expect(done).toHaveText(/^\d+$/)
    shown = await done.innerText()
    await look(charlie, 'the figures of the territory')
    const saving = async (name: string): Promise<Uint8Array> => {
      const download = charlie.waitForEvent('download')
      await charlie.getByRole('button', { name }).click()
      return new Uint8Array(readFileSync(await (await download).path()))
    }
    const csv = strFromU8(await saving('Fichier CSV'))
    expect(csv).toMatch(new RegExp(`Immersions réalisées"?;"?${shown}\\b`))
    const book = unzipSync(await saving('Tableur (XLSX)'))
    const inside = Object.values(book).map((file) => strFromU8(file)).join('\n')
    for (const words of ['Immersions réalisées', 'Modalités', 'Trimestres']) expect(inside).toContain(words)
    const task = getDocument({ data: new Uint8Array(await charlie.pdf({ preferCSSPageSize: true })), verbosity: 0 })
    const printed = await task.promise
    let text = ''
    for (let n = 1; n <= printed.numPages; n++) {
      const { items } = await (await printed.getPage(n)).getTextContent()
      text += items.map((item) => ('str' in item ? `${item.str} ` : '')).join('')
    }
    await task.destroy()
    text = text.replaceAll(/\s+/g, ' ')
    for (const words of ['Chiffres du territoire', 'Réalisées', 'Besoins exprimés', 'Par modalité']) expect(text).toContain(words)
    expect(text).toMatch(/Document composé par Charlie Spécimen le/)
    for (const words of ['Imprimer ou enregistrer', 'Indicateurs publiés']) expect(text).not.toContain(words)
  })

  await test.step('the member sees the figures of what a member may read, on a phone without network', async () => {
    await phone.offline(true)
    await camille.goto(`${server.url}/territoire/grp-fictivie`)
    await expect(camille.getByText(/sur les immersions que vous pouvez lire/)).toBeVisible()
    await look(camille, 'the figures of a member')
  })

  await test.step('the indicators of the year begin with these figures, and are published', async () => {
    await begin(charlie, /^Nouveaux indicateurs/)
    await expect(charlie.getByLabel('Nombre total d’immersions réalisées')).toHaveValue(shown)
    await expect(charlie.getByRole('table', { name: 'Par structure accueillante' }).locator('tbody tr').first()).toBeVisible()
    // Some immersions of the bourse are not the coordination’s to read: what is published says so.
    await expect(charlie.getByLabel('Lecture des résultats')).toHaveValue(/bourse d’échange/)
    await expect(charlie.getByRole('group', { name: /Restitution annuelle tenue/ }).getByRole('radio', { name: 'Oui' })).toBeChecked()
    await valider(charlie)
    await received(charlie)
    await charlie.goto(space)
    await expect(charlie.getByRole('link', { name: /^Indicateurs.*Validée/ })).toBeVisible()
  })
})
