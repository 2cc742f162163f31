// Several hands on the same words: two devices, two tabs, a file carried from one to the other, a database that dies behind
// the page. Nothing that was typed is lost, nothing moves under the fingers, nothing comes twice.
import { readFileSync } from 'node:fs'
import { to } from './look.ts'
import { BIG_PHONE, enrol, expect, LAPTOP, type Page, test } from './support.ts'

const FICHE = '/fiches/fic-003'
const CARNET = '/immersions/imm-2026-001/carnet'
const GENE = 'Ce que je comprends mal ou qui me gêne'
const MOTS = 'Trois mots qui me viennent'
const received = (page: Page) => expect(page.locator('.etat').first()).toContainText('Reçu', { timeout: 40_000 })
/** The text and where the caret is; null when the field has no focus. */
const caretOf = (page: Page) =>
  page.getByLabel(GENE).evaluate((field: HTMLTextAreaElement) => (document.activeElement === field ? [field.value, field.selectionStart, field.selectionEnd] : null))

test('two devices, two tabs, a rescue file and a dead database: all that was typed is there, once', async ({ server, device }) => {
  test.setTimeout(180_000)
  const [way, laptopWay] = await server.start('pro-camille', 'pro-camille')
  const phone = device(BIG_PHONE)
  const laptop = device(LAPTOP)
  const page = await phone.on()
  const wide = await laptop.on()
  await enrol(page, way!, 'Téléphone')
  await enrol(wide, laptopWay!, 'Ordinateur')
  await page.goto(server.url + FICHE)
  await wide.goto(server.url + FICHE)

  await test.step('what arrives while one types moves neither the words nor the caret; the two are put together', async () => {
    await page.getByLabel(GENE).fill('Une première phrase. Au milieu. Une dernière.')
    await page.getByLabel(GENE).blur()
    await expect(wide.getByLabel(GENE)).toHaveValue('Une première phrase. Au milieu. Une dernière.', { timeout: 20_000 })
    await received(page)
    await wide.getByLabel(GENE).focus()
    await wide.getByLabel(GENE).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 4))
    await page.getByLabel(GENE).fill('Une première phrase. Au milieu. Une fin du téléphone.')
    await page.getByLabel(GENE).blur()
    await expect(wide.getByText(/Modifié ailleurs/)).toBeVisible({ timeout: 20_000 })
    expect(await caretOf(wide)).toEqual(['Une première phrase. Au milieu. Une dernière.', 4, 4])
    const asked = wide.waitForResponse((response) => response.url().includes('/api/historique/'), { timeout: 30_000 })
    await wide.keyboard.type('toute ')
    expect(await caretOf(wide)).toEqual(['Une toute première phrase. Au milieu. Une dernière.', 10, 10])
    await wide.getByLabel(GENE).blur()
    const merged = 'Une toute première phrase. Au milieu. Une fin du téléphone.'
    for (const each of [wide, page]) await expect(each.getByLabel(GENE)).toHaveValue(merged, { timeout: 30_000 })
    await (await asked).finished()
  })

  await test.step('put together says so; both texts are one touch away, with no network too', async () => {
    await wide.waitForTimeout(500) // the answer is kept
    await laptop.offline(true)
    await wide.getByRole('button', { name: /^Fusionné/ }).click()
    const sheet = wide.getByRole('dialog')
    await expect(sheet.getByText('Une toute première phrase. Au milieu. Une dernière.')).toBeVisible()
    await expect(sheet.getByText('Une première phrase. Au milieu. Une fin du téléphone.')).toBeVisible()
    await expect(sheet.getByText(/Texte d’origine/)).toHaveCount(2)
    await sheet.getByRole('button', { name: 'Fermer' }).click()
  })

  await test.step('two versions: a third is written; what was not kept stays in « Versions d’avant »', async () => {
    await wide.getByLabel(MOTS).fill('vus de l’ordinateur')
    await page.getByLabel(MOTS).fill('vus du téléphone')
    await page.getByLabel(MOTS).blur()
    await received(page)
    await laptop.offline(false)
    await wide.getByLabel(MOTS).blur()
    await wide.locator('main').getByRole('button', { name: '2 versions', exact: true }).click({ timeout: 30_000 })
    await wide.getByRole('button', { name: 'Écrire une autre réponse' }).click()
    await wide.getByLabel('Une autre réponse').fill('vus des deux')
    await wide.getByRole('button', { name: 'Garder cette réponse' }).click()
    for (const each of [wide, page]) await expect(each.getByLabel(MOTS)).toHaveValue('vus des deux', { timeout: 30_000 })
    await page.getByRole('button', { name: 'Versions des réponses' }).click()
    await page.getByRole('dialog').getByRole('button', { name: MOTS }).click()
    await page.getByRole('button', { name: 'Versions d’avant' }).click()
    for (const words of ['vus de l’ordinateur', 'vus du téléphone']) await expect(page.getByRole('dialog').getByText(words, { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Fermer' }).click()
  })

  await test.step('two tabs in the same field: one writes, the other shows it live; handed over, nothing is missing', async () => {
    const other = await phone.context.newPage()
    await other.goto(server.url + FICHE)
    await page.bringToFront()
    await page.getByLabel(GENE).fill('')
    await page.keyboard.type('un, ')
    await other.getByLabel(GENE).focus()
    await expect(other.getByText('Ouvert dans un autre onglet')).toBeVisible()
    await other.keyboard.type('perdu ?')
    await page.keyboard.type('deux, ')
    for (const each of [page, other]) await expect(each.getByLabel(GENE)).toHaveValue('un, deux, ')
    await other.getByRole('button', { name: 'Écrire ici quand même' }).click()
    await expect(page.getByText('Ouvert dans un autre onglet')).toBeVisible()
    await expect(other.getByLabel(GENE)).toBeFocused()
    await other.getByLabel(GENE).press('End')
    await other.keyboard.type('trois')
    for (const each of [page, other]) await expect(each.getByLabel(GENE)).toHaveValue('un, deux, trois')
    await other.getByLabel(GENE).blur()
    await other.close()
    await expect(page.getByText('Ouvert dans un autre onglet')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /versions$/ })).toHaveCount(0)
  })

  await test.step('the connection to the database dies behind the page: what is typed next is kept all the same', async () => {
    await page.addInitScript(() => {
      const own = globalThis as unknown as { dead: boolean; openings: number }
      Object.assign(own, { dead: false, openings: 0 })
      const [{ transaction }, { open }] = [IDBDatabase.prototype, IDBFactory.prototype]
      const born = new WeakMap<IDBDatabase, boolean>()
      // As WebKit does when its storage process was killed: every connection open until then is dead, a new one is not.
      IDBDatabase.prototype.transaction = function (...asked: Parameters<typeof transaction>) {
        if (own.dead && !born.get(this)) throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError')
        return transaction.apply(this, asked)
      }
      IDBFactory.prototype.open = function (...asked: Parameters<typeof open>) {
        if (own.dead) own.openings++
        const opening = open.apply(this, asked)
        opening.addEventListener('success', () => born.set(opening.result, own.dead))
        return opening
      }
    })
    await page.reload()
    await expect(page.getByLabel(GENE)).toHaveValue('un, deux, trois')
    const openings = () => page.evaluate(() => (globalThis as unknown as { openings: number }).openings)
    // It dies while the app is away, and is found dead on the way back, before anybody types.
    await page.evaluate(() => Object.assign(globalThis, { dead: true }))
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect.poll(openings).toBeGreaterThan(0)
    await page.getByLabel(GENE).focus()
    await page.getByLabel(GENE).press('End')
    await page.keyboard.type(', quatre')
    await expect(page.getByText('Non enregistré')).toHaveCount(0)
    expect(await openings()).toBeLessThanOrEqual(3)
    await page.getByLabel(GENE).blur()
    await received(page)
    await page.reload()
    await expect(page.getByLabel(GENE)).toHaveValue('un, deux, trois, quatre')
  })

  await test.step('a rescue file: two touches with no network, sealed, read back elsewhere, and nothing twice', async () => {
    await phone.offline(true)
    await to(page, CARNET)
    await page.getByRole('button', { name: 'Prendre une note' }).click()
    await page.keyboard.type('Mise à l’abri')
    await expect(page.getByRole('dialog').getByText('Enregistré', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Fermer' }).click()
    await to(page, '/moi/sante')
    // Through the share sheet, as a phone has one.
    await page.evaluate(() => {
      const own = globalThis as unknown as { shared: string[] }
      Object.assign(navigator, {
        canShare: ({ files }: { files: File[] }) => files.every(({ name }) => name.endsWith('.txt')),
        share: async ({ files }: { files: File[] }) => {
          own.shared = [files[0]?.name ?? '', (await files[0]?.text()) ?? '']
        },
      })
    })
    await page.getByRole('button', { name: 'Fichier de secours', exact: true }).click()
    await page.getByRole('button', { name: 'Enregistrer le fichier' }).click()
    await expect(page.getByText('Le fichier est remis')).toBeVisible()
    const [name, text] = await page.evaluate(() => (globalThis as unknown as { shared: string[] }).shared)
    expect(name).toMatch(/^carnet-secours-.*\.txt$/)
    expect(text).toContain('Mise à l’abri')
    // As a file, closed with words of one's own.
    await page.evaluate(() => Object.assign(navigator, { canShare: () => false }))
    await page.getByLabel('Phrase pour le fermer').fill('le panneau de l’entrée')
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Enregistrer le fichier' }).click()
    const file = await (await saving).path()
    expect(readFileSync(file, 'utf8')).not.toContain('abri')
    await to(wide, '/moi/sante')
    await wide.getByLabel('Relire un fichier de secours').setInputFiles(file)
    await wide.getByLabel('Sa phrase').fill('une autre phrase')
    await wide.getByRole('button', { name: 'Ouvrir' }).click()
    await expect(wide.getByText('Ce n’est pas la bonne phrase')).toBeVisible({ timeout: 20_000 })
    await wide.getByLabel('Sa phrase').fill('le panneau de l’entrée')
    await wide.getByRole('button', { name: 'Ouvrir' }).click()
    await expect(wide.getByText(/changements? (est|sont) revenus?/)).toBeVisible({ timeout: 20_000 })
    await wide.getByLabel('Relire un fichier de secours').setInputFiles({ name: 'partage.txt', mimeType: 'text/plain', buffer: Buffer.from(text ?? '') })
    await expect(wide.getByText(/était déjà ici, ou reçu/)).toBeVisible({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Fermer' }).click()
    await phone.offline(false)
    await received(page)
    for (const each of [page, wide]) {
      await to(each, CARNET)
      await expect(each.getByText('Mise à l’abri')).toHaveCount(1)
    }
  })
})
