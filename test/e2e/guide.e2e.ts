// Walks through everything docs/guide.md describes, in its order, so that the guide cannot describe what does not exist.
// With CAPTURES=1 it also takes the pictures of the guide, of the README and of the manifest.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BIG_PHONE, enrol, expect, LAPTOP, type Page, test } from './support.ts'

const root = resolve(import.meta.dirname, '../..')
/** Shown when the app is installed, from build/manifest.ts; the guide shows them too. */
const SHOWN_AT_INSTALL = ['aujourdhui', 'note', 'relecture']

/** Half past nine in the morning, more or less, wherever and whenever the walk is made: visits are made by day. */
function morning(): string {
  const ahead = ((9 - new Date().getUTCHours() + 36) % 24) - 12
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.CAPTURES) return
  const folder = join(root, SHOWN_AT_INSTALL.includes(name) ? 'public/captures' : 'docs/captures')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
}

/** Puts a question or a section near the top of the screen, under the lines that stay. */
const toTop = (page: Page, text: string | RegExp) =>
  page
    .locator('h3, label, .f-nom')
    .filter({ hasText: text })
    .first()
    .evaluate((found) => window.scrollTo(0, found.getBoundingClientRect().top + window.scrollY - 124))

/** Opens a step of the dossier if it is closed, then a fiche of it. */
async function openFiche(page: Page, etape: string, titre: string): Promise<void> {
  const step = page.locator('.etape').filter({ has: page.getByRole('heading', { name: etape, exact: true }) })
  if (!(await step.locator('details').evaluate((details) => (details as HTMLDetailsElement).open))) {
    await step.locator('summary').click()
  }
  await step.getByRole('link', { name: titre }).first().click()
}

async function takeNote(page: Page, texte: string, etiquette: string): Promise<void> {
  await page.getByRole('button', { name: 'Prendre une note', exact: true }).click()
  await expect(page.getByRole('dialog').getByLabel('Note', { exact: true })).toBeFocused()
  await page.keyboard.insertText(texte)
  await page.getByRole('dialog').getByRole('button', { name: etiquette }).click()
  await expect(page.getByRole('dialog').getByText('Enregistré')).toBeVisible()
}

const close = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()

test('what the guide of the people who use it describes', async ({ server, device }) => {
  const timezone = morning()
  const [first, second] = await server.start('pro-camille', 'pro-camille')
  const phone = device({ ...BIG_PHONE, scale: 2, timezone })
  const page = await phone.on()

  await test.step('the invitation opens, the device gets a name, everything comes', async () => {
    await page.goto(first!.link)
    await expect(page.getByLabel('Nom de cet appareil')).toBeVisible()
    await picture(page, 'invitation')
    await enrol(page, first!, 'Téléphone de Camille')
    await picture(page, 'pret')
    await page.getByRole('button', { name: 'Commencer' }).click()
  })

  await test.step('an immersion of today is created', async () => {
    await page.getByRole('link', { name: 'Créer une immersion' }).click()
    await page.getByLabel('Titre').fill('Une matinée à l’accueil des adolescents')
    await page.getByRole('radio', { name: /observation/i }).check({ force: true })
    await page.getByLabel('Structure accueillante', { exact: true }).fill('Maison des adolescents de Valimaginaire')
    await page.getByLabel('Professionnel accueillant', { exact: true }).fill('Noa Gabarit')
    const today = await page.evaluate(() => new Date().toLocaleDateString('sv'))
    await page.getByLabel('Premier jour').fill(today)
    await page.getByLabel('Début').fill('09:00')
    await page.getByLabel('Fin', { exact: true }).fill('12:30')
    await page.getByRole('button', { name: 'Créer l’immersion' }).click()
    await expect(page.getByRole('heading', { name: 'Une matinée à l’accueil des adolescents' })).toBeVisible()
  })
  const dossier = page.url()
  const open = async (etape: string, titre: string) => {
    await page.goto(dossier)
    await openFiche(page, etape, titre)
  }

  await test.step('the préparation is filled, and says who reads it', async () => {
    await open('Avant', 'Préparation')
    await page.getByRole('radio', { name: 'J’en ai entendu parler' }).first().check({ force: true })
    await page.getByLabel('Comment travaillons-nous').fill('Nous donnons l’adresse aux jeunes, sans savoir s’ils y vont.')
    await page.getByLabel('Ce qui fonctionne bien').fill('Le numéro direct de l’accueil.')
    await page.getByLabel('Ce que je comprends mal').fill('Pourquoi il n’y a pas de rendez-vous.')
    await page.getByLabel('Comment j’imagine le métier').fill('Beaucoup d’écoute, peu de papier.')
    await page.getByLabel('Trois mots qui me viennent').fill('écoute, urgence, confiance')
    const elements = page.getByRole('group', { name: /Éléments à préciser/ })
    for (const element of ['Le premier contact sans rendez-vous', 'Le passage de relais vers nous']) {
      await elements.getByRole('button', { name: /Ajouter/ }).click()
      // The new row, not the one before: it opens a moment after the tap.
      await expect(elements.getByLabel('Élément à préciser').last()).toHaveValue('')
      await elements.getByLabel('Élément à préciser').last().fill(element)
      await elements.getByRole('radio', { name: 'observer et demander' }).last().check({ force: true })
    }
    await page.getByText('Qui peut lire').click()
    await expect(page.getByText(/Réponses marquées d’un cadenas/)).toBeVisible()
    await page.evaluate(() => window.scrollTo(0, 0))
    await picture(page, 'lecteurs')
    await page.getByText('Qui peut lire').click()
    await toTop(page, 'Ce qui fonctionne bien')
    await picture(page, 'preparation')
  })

  await test.step('today shows the immersion of the day', async () => {
    await page.getByRole('link', { name: 'Aujourd’hui' }).click()
    await expect(page.getByRole('heading', { name: 'Une matinée à l’accueil des adolescents' })).toBeVisible()
    await expect(page.getByRole('button', { name: /Reçu/ })).toBeVisible()
    await picture(page, 'aujourdhui')
    await page.getByRole('link', { name: 'Commencer' }).click()
    await expect(page.getByRole('heading', { name: 'Pendant', exact: true })).toBeVisible()
    await picture(page, 'chemin')
  })

  await test.step('on site, without network: a guide is followed', async () => {
    await server.kill()
    await phone.offline(true)
    await open('Pendant', 'Observation (individuelle)')
    await expect(page.getByText('Le premier contact sans rendez-vous', { exact: true })).toBeVisible()
    await page.getByRole('checkbox', { name: /Le premier contact sans rendez-vous/ }).check({ force: true })
    await page
      .getByLabel(/Noter sous : Le premier contact sans rendez-vous/)
      .fill('La porte est ouverte, quelqu’un se lève et vient.')
    await expect(page.getByText(/^1 sur \d+ vus$/)).toBeVisible()
    await page.evaluate(() => window.scrollTo(0, 0))
    await picture(page, 'guide')
  })

  await test.step('a note in one tap, and what its state says', async () => {
    await page.goto(dossier)
    await takeNote(page, 'On ne demande pas d’abord le nom : on demande ce qui amène.', 'Étonnement')
    await expect(page.getByRole('button', { name: /à envoyer/ })).toBeAttached()
    await picture(page, 'note')
    await close(page)
    await takeNote(page, 'Deux verres d’eau servis avant toute question.', 'Observation')
    await close(page)
    await page.getByRole('button', { name: /à envoyer/ }).click()
    await expect(page.getByRole('dialog').getByText(/Rien ne se perd/)).toBeVisible()
    await picture(page, 'etat')
    await close(page)
    await page.goto(`${dossier}/carnet`)
    await expect(page.getByText('Deux verres d’eau servis avant toute question.')).toBeVisible()
    await picture(page, 'carnet')
  })

  await test.step('right after: the prise de recul', async () => {
    await open('Juste après', 'Prise de recul')
    await page.getByLabel('Ce que j’ai découvert').fill('L’accueil commence avant la porte : on voit arriver, on laisse le temps.')
    await page.getByLabel('Ce que j’ai confronté').fill('Je croyais à l’urgence. J’ai vu de la lenteur, choisie.')
    await toTop(page, 'Découvert, confronté, collecté')
    await picture(page, 'recul')
  })

  await test.step('the network comes back, everything leaves by itself', async () => {
    await server.start()
    await phone.offline(false)
    await expect(page.getByRole('button', { name: /Reçu/ })).toBeVisible({ timeout: 30_000 })
  })

  await test.step('afterwards: the évaluation beside the préparation', async () => {
    await open('Après', 'Évaluation')
    await expect(page.getByText('écoute, urgence, confiance')).toBeVisible()
    await page.getByRole('radio', { name: 'Je connais bien' }).first().check({ force: true })
    await page.getByLabel('Trois mots qui me viennent maintenant').fill('patience, équipe, confiance')
    await toTop(page, /Mon niveau de connaissance global/)
    await picture(page, 'evaluation')
  })

  const laptop = device({ ...LAPTOP, timezone })
  const wide = await laptop.on()
  await test.step('a second device is added from the first', async () => {
    await page.getByRole('link', { name: 'Moi' }).click()
    await page.getByRole('link', { name: /Ajouter un appareil/ }).click()
    await page.getByRole('button', { name: 'Créer l’invitation' }).click()
    await expect(page.getByText('Code à taper')).toBeVisible()
    await picture(page, 'appareil')
    await enrol(wide, second!, 'Ordinateur de Camille')
    await wide.getByRole('button', { name: 'Commencer' }).click()
  })

  await test.step('on the laptop, notes are poured into the évaluation', async () => {
    await wide.goto(`${dossier}/relecture`)
    for (let i = 0; i < 2; i++) {
      await wide.getByRole('button', { name: /Privée\s: la rendre/ }).first().click()
      await wide.getByRole('checkbox', { name: /à restituer/ }).click({ force: true })
      await expect(wide.getByRole('checkbox', { name: /à restituer/ })).toHaveCount(0)
    }
    await wide.getByRole('button', { name: /^Verser/ }).first().click()
    await wide.getByRole('dialog').getByRole('button', { name: 'Constats principaux' }).click()
    await expect(wide.getByText('Versée dans une réponse')).toBeVisible()
    await wide.evaluate(() => window.scrollTo(0, 0))
    await picture(wide, 'relecture')
  })

  await test.step('the same answer written on two sides: both are kept, one is chosen', async () => {
    await open('Avant', 'Préparation')
    await phone.offline(true)
    await page.getByLabel('Ce qui fonctionne bien').fill('Le numéro direct de l’accueil. La réunion du mardi.')
    await wide.goto(dossier)
    await openFiche(wide, 'Avant', 'Préparation')
    await wide.getByLabel('Ce qui fonctionne bien').fill('Le numéro direct, quand il répond.')
    await expect(wide.getByRole('button', { name: /Reçu/ })).toBeVisible()
    await phone.offline(false)
    await page.getByRole('button', { name: /^2 versions/ }).last().click({ timeout: 30_000 })
    await expect(page.getByRole('heading', { name: 'Deux versions' })).toBeVisible()
    await picture(page, 'versions')
    await page.getByRole('button', { name: 'Garder celle-ci' }).click()
    await expect(page.getByRole('heading', { name: 'Deux versions' })).toHaveCount(0)
  })

  await test.step('where everything is', async () => {
    await page.getByRole('link', { name: 'Moi' }).click()
    await page.getByRole('link', { name: /Où sont mes écrits/ }).click()
    await expect(page.getByText('Dans la copie de secours')).toBeVisible()
    await expect(page.getByText(/Tout est reçu, /)).toBeVisible()
    await picture(page, 'sante')
  })
})
