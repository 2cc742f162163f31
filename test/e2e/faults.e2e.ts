// Bad days: what goes wrong gets a sentence that says what happened and what to do, and nothing that was written is lost.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { chromium } from '@playwright/test'
import { findChromium } from '../../bin/chromium.ts'
import { look, to } from './look.ts'
import { BIG_PHONE, enrol, expect, type Page, PHONE, test } from './support.ts'

const received = (page: Page) => expect(page.getByRole('button', { name: /^Reçu/ })).toBeVisible({ timeout: 40_000 })
const WORDS = 'Trois mots qui me viennent'
const CARNET = '/immersions/imm-2026-001/carnet'

async function note(page: Page, text: string): Promise<void> {
  await to(page, CARNET)
  await page.getByRole('button', { name: 'Prendre une note' }).click()
  await expect(page.getByRole('textbox', { name: 'Note', exact: true })).toBeFocused()
  await page.keyboard.type(text)
  await expect(page.getByRole('dialog').getByText('Enregistré', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Fermer' }).click()
  await expect(page.getByText(text)).toBeVisible()
}

/** The person asks for it, as long as it takes. */
async function sendNow(page: Page): Promise<void> {
  await to(page, '/moi/sante')
  await expect(async () => {
    const retry = page.getByRole('button', { name: 'Essayer maintenant' })
    if (await retry.isVisible()) await retry.click({ timeout: 1_000 })
    await expect(page.locator('.etat')).toContainText('Reçu', { timeout: 2_000 })
  }).toPass({ timeout: 40_000 })
}

test('an invitation that is unknown, used or too old, too many tries, no network: each has its sentence', async ({ server, device }) => {
  const [used, old, good] = await server.start('pro-camille', 'pro-noa', 'pro-sacha')
  const phone = device(PHONE)
  const page = await phone.on()
  const says = async (link: string, sentence: string | RegExp) => {
    await page.goto('about:blank')
    await page.goto(link)
    await page.getByLabel('Nom de cet appareil').fill('Téléphone')
    await page.getByRole('button', { name: 'Ouvrir mon carnet' }).click()
    await expect(page.getByRole('alert')).toContainText(sentence)
  }
  await server.kill()
  await page.goto('about:blank')
  await server.start()
  const wrong = 'Cette invitation ne marche pas, ou plus'
  await says(`${server.url}/#i=${'inconnu'.repeat(6)}`, wrong)
  const other = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  await enrol(await other.newPage(), used!, 'Fenêtre privée')
  await other.close()
  await says(used!.link, wrong)
  const base = new DatabaseSync(join(server.dataDir, 'carnet.sqlite'))
  base.exec(`UPDATE invitation SET expires_at = 1, code_expires_at = 1 WHERE person = 'pro-noa'`)
  base.close()
  await says(old!.link, wrong)
  await page.route('**/api/enrol', (route) => route.abort())
  await says(good!.link, 'Votre invitation n’est pas consommée')
  await look(page, 'welcome without network')
  await page.unroute('**/api/enrol')
  await page.goto('about:blank')
  await page.goto(server.url)
  const button = page.getByRole('button', { name: 'Ouvrir mon carnet' })
  for (let tries = 0; tries < 12; tries++) {
    await page.getByLabel('Code d’invitation').fill(`AAAA-AAA${tries}`)
    await button.click()
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(button).toBeEnabled()
    if (await page.getByText('Trop d’essais').isVisible()) break
  }
  await expect(page.getByRole('alert')).toContainText('Attendez un quart d’heure')
  await look(page, 'too many tries')
})

test('one phone through full storage, crashes, portals, clocks, odd documents, a newer app, and its removal', async ({ server, device }) => {
  test.setTimeout(240_000)
  const [camille] = await server.start('pro-camille')
  const phone = device(BIG_PHONE)
  let page = await phone.on()
  await enrol(page, camille!, 'Téléphone perdu')
  await page.getByRole('button', { name: 'Commencer' }).click()

  await test.step('two tabs on the same fiche', async () => {
    await to(page, '/fiches/fic-003')
    const other = await phone.context.newPage()
    await other.goto(`${server.url}/fiches/fic-003`)
    await page.getByLabel(WORDS).fill('écrit dans le premier onglet')
    // A field under somebody's fingers does not change by itself.
    await page.getByLabel(WORDS).blur()
    await expect(other.getByLabel(WORDS)).toHaveValue('écrit dans le premier onglet')
    await other.getByLabel(WORDS).fill('écrit dans le second onglet')
    await expect(page.getByLabel(WORDS)).toHaveValue('écrit dans le second onglet')
    await other.close()
    await received(page)
    await expect(page.getByText('2 versions')).toHaveCount(0)
  })

  await test.step('the page crashes', async () => {
    await page.getByLabel(WORDS).fill('écrit avant la panne')
    // The write under way when the last key falls takes less than a hand that leaves the keyboard.
    await page.waitForTimeout(300)
    const session = await phone.context.newCDPSession(page)
    const crashed = page.waitForEvent('crash')
    session.send('Page.crash').catch(() => undefined)
    await crashed
    await page.close()
    page = await phone.context.newPage()
    await page.goto(`${server.url}/fiches/fic-003`)
    await expect(page.getByLabel(WORDS)).toHaveValue('écrit avant la panne')
  })

  await test.step('a portal that answers everything with a page', async () => {
    await received(page)
    await server.kill()
    const portal = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><h1>Bienvenue sur le WiFi</h1>')
    })
    await new Promise<void>((done) => portal.listen(server.port, '127.0.0.1', done))
    await note(page, 'Prise derrière un portail.')
    await expect(page.getByRole('button', { name: /à envoyer/ })).toBeVisible({ timeout: 20_000 })
    portal.closeAllConnections()
    await new Promise((done) => portal.close(done))
    await server.start()
    await sendNow(page)
  })

  await test.step('the server dies again and again while somebody types', async () => {
    await to(page, '/fiches/fic-003')
    await page.getByLabel(WORDS).fill('')
    for (const words of ['un, ', 'deux, ', 'trois, ', 'quatre']) {
      await page.getByLabel(WORDS).pressSequentially(words)
      await server.kill()
      await page.getByLabel(WORDS).press('End')
      await server.start()
    }
    await sendNow(page)
    // The proof is the server's copy: this device forgets everything, both its copies, and takes it back.
    const session = await phone.context.newCDPSession(page)
    await page.goto('about:blank')
    await session.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb,file_systems' })
    await page.goto(`${server.url}/fiches/fic-003`)
    await expect(page.getByLabel(WORDS)).toHaveValue('un, deux, trois, quatre', { timeout: 30_000 })
    await expect(page.getByRole('complementary', { name: 'À savoir' })).toBeVisible()
    await page.getByRole('button', { name: 'J’ai lu' }).click()
  })

  await test.step('a clock ten years ahead, ten years behind', async () => {
    for (const years of [10, -10]) {
      const wrong = await phone.context.newPage()
      await wrong.addInitScript((shift) => {
        const Real = Date
        globalThis.Date = class extends Real {
          constructor(...given: []) {
            if (given.length > 0) super(...given)
            else super(Real.now() + shift)
          }
          static override now = () => Real.now() + shift
        } as DateConstructor
      }, years * 365.25 * 86_400_000)
      await wrong.goto(`${server.url}${CARNET}`)
      expect(await wrong.evaluate(() => new Date().getFullYear())).toBe(new Date().getFullYear() + years)
      await note(wrong, `Prise avec une horloge à ${years} ans.`)
      await expect(wrong.locator('.etat')).toContainText('Reçu', { timeout: 40_000 })
      await wrong.close()
    }
    await page.goto(`${server.url}${CARNET}`)
    for (const years of [10, -10]) await expect(page.getByText(`Prise avec une horloge à ${years} ans.`)).toBeVisible()
  })

  await test.step('a gabarit this app does not know, a version it does not know: every answer, read only', async () => {
    const common = { $type: 'fiche', $auteur: 'pro-camille', $immersion: 'imm-2026-001' }
    await server.put('pro-camille', 'fic-futur', { ...common, $gabarit: 'gabarit-de-demain', $gabarit_version: 1, question: 'Une réponse de demain', nombre: 12 })
    await server.put('pro-camille', 'fic-v99', { ...common, $gabarit: 'spro-3-preparation', $gabarit_version: 99, mots_representation: 'Des mots de la version 99' })
    for (const [id, answer] of [['fic-futur', 'Une réponse de demain'], ['fic-v99', 'Des mots de la version 99']]) {
      await to(page, `/fiches/${id}`)
      await expect(page.getByText(answer ?? '')).toBeVisible({ timeout: 20_000 })
      await expect(page.getByText('Cette fiche vient d’une version plus récente de l’application')).toBeVisible()
      await expect(page.locator('main').getByRole('textbox')).toHaveCount(0)
      await look(page, `fiche of an unknown gabarit (${id})`)
    }
  })

  await test.step('answers of the wrong type are shown and kept', async () => {
    await server.put('pro-camille', 'fic-012-copie', {
      $type: 'fiche', $auteur: 'pro-camille', $immersion: 'imm-2026-001', $gabarit: 'spro-3-preparation', $gabarit_version: 1,
      mots_representation: 4321, niveau_global: ['inattendu'], tableau_connaissances: 'pas un tableau', points_attention: { drôle: 'objet' },
    })
    await to(page, '/fiches/fic-012-copie')
    const main = page.locator('main')
    await expect(main.locator('.f-section').first()).toBeVisible({ timeout: 20_000 })
    for (const words of ['4321', 'inattendu', 'pas un tableau', 'objet']) {
      const shown = await main.evaluate((element, sought) => `${element.textContent} ${[...element.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value).join(' ')}`.includes(sought), words)
      expect.soft(shown, `« ${words} » is shown`).toBe(true)
    }
    await look(page, 'answers of the wrong type')
  })

  await test.step('no room left: the sentence, the text still there, saved once there is room', async () => {
    await expect.poll(() => page.evaluate(async () => (await caches.match('/lest')) !== undefined), { timeout: 30_000 }).toBe(true)
    const session = await phone.context.newCDPSession(page)
    await page.goto('about:blank')
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin: server.url })
    await session.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: usage + 3_000_000 })
    await page.goto(`${server.url}${CARNET}`)
    await page.getByRole('button', { name: 'Prendre une note' }).click()
    const field = page.getByRole('textbox', { name: 'Note', exact: true })
    await expect(field).toBeFocused()
    // Something else takes all the room, in pieces that end small: random, or the browser would store it compressed.
    const fill = () =>
      page.evaluate(async () => {
        const base = await new Promise<IDBDatabase>((done, fail) => {
          const opening = indexedDB.open('tout-plein', 1)
          opening.onupgradeneeded = () => opening.result.createObjectStore('rien', { autoIncrement: true })
          opening.onsuccess = () => done(opening.result)
          opening.onerror = () => fail(opening.error)
        })
        for (const size of [262_144, 32_768, 4_096, 512]) {
          for (let full = false; !full; ) {
            const bytes = new Uint8Array(size)
            for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
            full = await new Promise<boolean>((done) => {
              const writing = base.transaction('rien', 'readwrite', { durability: 'strict' })
              writing.objectStore('rien').put(bytes)
              writing.oncomplete = () => done(false)
              writing.onabort = () => done(true)
            })
          }
        }
        base.close()
      })
    const lost = page.getByRole('dialog').getByText('Non enregistré')
    let typed = ''
    await expect(async () => {
      await fill()
      await page.keyboard.type('plein ')
      typed += 'plein '
      await expect(lost).toBeVisible({ timeout: 1_500 })
    }).toPass({ timeout: 60_000 })
    await expect(field).toHaveValue(typed)
    await look(page, 'note sheet, not kept')
    await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase('tout-plein').onsuccess = done)))
    await session.send('Storage.overrideQuotaForOrigin', { origin: server.url })
    await expect(async () => {
      await page.keyboard.type('.')
      typed += '.'
      await expect(page.getByRole('dialog').getByText('Enregistré', { exact: true })).toBeVisible({ timeout: 1_500 })
    }).toPass({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Fermer' }).click()
    await page.reload()
    await expect(page.getByText(typed.trim())).toBeVisible()
    await received(page)
  })

  await test.step('a database that a newer app has written', async () => {
    const setEpoch = async (epoch: number) => {
      await page.goto(`${server.url}/health`)
      await page.evaluate(async (value) => {
        const name = (await indexedDB.databases()).map((one) => one.name ?? '').find((one) => one.startsWith('carnet-') && one !== 'carnet-appareil') ?? ''
        await new Promise<void>((done, fail) => {
          const opening = indexedDB.open(name)
          opening.onerror = () => fail(opening.error)
          opening.onsuccess = () => {
            const writing = opening.result.transaction('meta', 'readwrite')
            writing.objectStore('meta').put({ k: 'schema', epoch: value })
            writing.oncomplete = () => {
              opening.result.close()
              done()
            }
          }
        })
      }, epoch)
    }
    await setEpoch(99)
    await page.goto(`${server.url}${CARNET}`)
    await expect(page.getByRole('alert')).toContainText('Vos notes ont été écrites avec une version plus récente')
    await expect(page.getByRole('alert')).toContainText('Rien n’est perdu')
    await look(page, 'a database of a newer app')
    await setEpoch(1)
    await page.goto(`${server.url}${CARNET}`)
    await expect(page.getByText('Prise derrière un portail.')).toBeVisible()
  })

  await test.step('the device is removed from the account: its last words are kept here and there', async () => {
    await received(page)
    await phone.offline(true)
    await note(page, 'Écrite après la perte du téléphone.')
    const line = (await server.admin('lister', 'appareils')).split('\n').find((one) => one.includes('Téléphone perdu')) ?? ''
    const id = line.trim().split(/\s{2,}/)[0] ?? ''
    await server.admin('revoquer', 'appareil', id)
    await phone.offline(false)
    await to(page, '/moi/sante')
    await expect(page.getByText(/a été retiré de votre compte/).first()).toBeVisible({ timeout: 30_000 })
    await look(page, 'a removed device')
    await expect.poll(() => server.admin('quarantaine', 'voir', id)).toContain('Écrite après la perte du téléphone.')
    await to(page, CARNET)
    await expect(page.getByText('Écrite après la perte du téléphone.')).toBeVisible()
    await expect(page.getByText('Prise derrière un portail.')).toBeVisible()
  })
})

test('a private window works, and says that the browser promises nothing', async ({ server }) => {
  const [camille] = await server.start('pro-camille')
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris' })
  const page = await context.newPage()
  await enrol(page, camille!, 'Fenêtre privée')
  await page.getByRole('button', { name: 'Commencer' }).click()
  await note(page, 'Prise en navigation privée.')
  await received(page)
  await to(page, '/moi/sante')
  await expect(page.getByText('Le navigateur peut faire de la place en effaçant des données.')).toBeVisible()
  await browser.close()
})
