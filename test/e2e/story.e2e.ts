// The main job, with the real server and real browsers: prepared at the office, filled on site with the server dead and
// the network cut, home with nothing lost, and read by nobody who should not.
import { BIG_PHONE, enrol, expect, LAPTOP, type Page, test } from './support.ts'

const received = (page: Page) => page.getByRole('button', { name: /Reçu/ })

async function fillDate(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(label).fill(value)
}

/** Opens a step of the dossier if it is closed, then a fiche of it. */
async function openFiche(page: Page, etape: string, titre: string): Promise<void> {
  const step = page.locator('.etape').filter({ has: page.getByRole('heading', { name: etape, exact: true }) })
  if (!(await step.locator('details').evaluate((details) => (details as HTMLDetailsElement).open))) {
    await step.locator('summary').click()
  }
  await step.getByRole('link', { name: titre }).first().click()
}

test('one immersion, from préparation to évaluation, offline, through kills, to two devices and a colleague', async ({ server, device }) => {
  test.setTimeout(240_000)
  const [camille, camilleLaptop, noa] = await server.start('pro-camille', 'pro-camille', 'pro-noa')
  const phone = device(BIG_PHONE)
  let page = await phone.on()
  await enrol(page, camille!, 'Téléphone de Camille')

  // Everything below happens with the server dead and the network cut.
  await server.kill()
  await phone.offline(true)
  await page.goto(`${server.url}/immersions`)
  await expect(page.getByRole('heading', { name: 'Immersions' })).toBeVisible()

  await test.step('an immersion of the demo opens', async () => {
    await page.getByRole('link', { name: /Tenir l’accueil de la maison des adolescents/ }).click()
    await expect(page.getByRole('heading', { name: 'Tenir l’accueil de la maison des adolescents' })).toBeVisible()
  })

  await test.step('a new immersion is created', async () => {
    await page.goto(`${server.url}/immersions/nouvelle`)
    await page.getByLabel('Titre').fill('Une matinée à l’accueil de la MDA')
    await page.getByRole('radio', { name: /observation/i }).check({ force: true })
    await page.getByLabel('Structure accueillante', { exact: true }).fill('Maison des adolescents de Valimaginaire')
    await page.getByLabel('Professionnel accueillant', { exact: true }).fill('Noa Gabarit')
    await fillDate(page, 'Premier jour', '2026-12-03')
    await page.getByLabel('Début').fill('09:00')
    await page.getByRole('button', { name: 'Créer l’immersion' }).click()
    await expect(page.getByRole('heading', { name: 'Une matinée à l’accueil de la MDA' })).toBeVisible()
  })
  const dossier = page.url()

  await test.step('the préparation is filled', async () => {
    await openFiche(page, 'Avant', 'Préparation')
    await page.getByRole('radio', { name: 'J’en ai entendu parler' }).first().check({ force: true })
    await page.getByLabel('Comment j’imagine le métier des professionnels accueillants').fill('Beaucoup d’écoute, peu de papier.')
    await page.getByLabel('Trois mots qui me viennent').fill('écoute, urgence, confiance')
    await page.getByLabel('Ce que je comprends mal ou qui me gêne').fill('Pourquoi nos orientations reviennent sans réponse.')
    const elements = page.getByRole('group', { name: /Éléments à préciser/ })
    await elements.getByRole('button', { name: /Ajouter/ }).click()
    await expect(elements.getByLabel('Élément à préciser').last()).toHaveValue('')
    await elements.getByLabel('Élément à préciser').last().fill('Le premier contact sans rendez-vous')
    await elements.getByRole('radio', { name: 'observer et demander' }).last().check({ force: true })
    await expect(page.getByRole('button', { name: /à envoyer/ })).toBeVisible()
  })

  await test.step('the browser dies; what was on screen is there again', async () => {
    await page.getByLabel('Points d’attention que je me donne').pressSequentially('Noter les faits avant les interprétations', { delay: 40 })
    // A hand needs longer than this to leave the keyboard; the write under way when the last key falls takes less.
    await page.waitForTimeout(400)
    await phone.kill()
    page = await phone.on()
    await phone.offline(true)
    await page.goto(dossier)
    await openFiche(page, 'Avant', 'Préparation')
    await expect(page.getByLabel('Points d’attention que je me donne')).toHaveValue('Noter les faits avant les interprétations')
    await expect(page.getByLabel('Trois mots qui me viennent')).toHaveValue('écoute, urgence, confiance')
    await expect(page.getByLabel('Ce que je comprends mal ou qui me gêne')).toHaveValue('Pourquoi nos orientations reviennent sans réponse.')
  })

  await test.step('the guides of its modalité open, prefilled from the préparation', async () => {
    await page.goto(dossier)
    await openFiche(page, 'Pendant', 'Observation (individuelle)')
    await expect(page.getByText('Le premier contact sans rendez-vous', { exact: true })).toBeVisible()
    await page.goto(dossier)
    await openFiche(page, 'Pendant', 'Questions (observation)')
    await expect(page.getByText('Le premier contact sans rendez-vous', { exact: true })).toBeVisible()
  })

  await test.step('a note is taken in one tap, and survives a kill', async () => {
    await page.goto(dossier)
    await page.getByRole('button', { name: 'Prendre une note' }).click()
    await page.keyboard.type('On ne demande jamais d’abord le nom, on demande ce qui amène.')
    await page.getByRole('button', { name: 'Étonnement' }).click()
    await page.waitForTimeout(400)
    await phone.kill()
    page = await phone.on()
    await phone.offline(true)
    await page.goto(`${dossier}/carnet`)
    await expect(page.getByText('On ne demande jamais d’abord le nom, on demande ce qui amène.')).toBeVisible()
  })

  await test.step('the prise de recul is filled', async () => {
    await page.goto(dossier)
    await openFiche(page, 'Juste après', 'Prise de recul')
    const first = page.locator('textarea').first()
    await first.fill('L’accueil commence avant la porte.')
    await expect(page.getByRole('button', { name: /à envoyer/ })).toBeVisible()
  })

  await test.step('the évaluation shows the préparation in regard', async () => {
    await page.goto(dossier)
    await openFiche(page, 'Après', 'Évaluation')
    await expect(page.getByText('écoute, urgence, confiance')).toBeVisible()
    await page.getByLabel('Trois mots qui me viennent maintenant').fill('patience, équipe, confiance')
  })

  await test.step('a note is poured into an answer of the évaluation', async () => {
    await page.goto(`${dossier}/relecture`)
    await page.getByRole('button', { name: /Privée : la rendre/ }).first().click()
    await page.getByRole('checkbox', { name: /à restituer/ }).click({ force: true })
    await page.getByRole('button', { name: /^Verser/ }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Constats principaux' }).click()
    await expect(page.getByText(/versée dans/)).toBeAttached()
  })

  await test.step('the server comes back and everything arrives by itself', async () => {
    await server.start()
    await phone.offline(false)
    await expect(received(page)).toBeVisible({ timeout: 30_000 })
  })

  await test.step('a second device of the same person shows it all, live', async () => {
    const laptop = device(LAPTOP)
    const wide = await laptop.on()
    await enrol(wide, camilleLaptop!, 'Ordinateur de Camille')
    await wide.goto(dossier)
    await openFiche(wide, 'Avant', 'Préparation')
    await expect(wide.getByLabel('Points d’attention que je me donne')).toHaveValue('Noter les faits avant les interprétations')
    await expect(wide.getByLabel('Ce que je comprends mal ou qui me gêne')).toHaveValue('Pourquoi nos orientations reviennent sans réponse.')
    await page.goto(dossier)
    await openFiche(page, 'Avant', 'Préparation')
    await page.getByLabel('Ce qui fonctionne bien').fill('Le téléphone direct avec l’éducatrice.')
    await expect(wide.getByLabel('Ce qui fonctionne bien')).toHaveValue('Le téléphone direct avec l’éducatrice.', { timeout: 20_000 })
  })

  await test.step('the host reads the préparation, and not one answer more', async () => {
    const other = device()
    const hosts = await other.on()
    const pulled: string[] = []
    hosts.on('response', async (response) => {
      if (response.url().endsWith('/api/pull')) pulled.push(await response.text().catch(() => ''))
    })
    await enrol(hosts, noa!, 'Téléphone de Noa')
    await hosts.goto(dossier)
    await openFiche(hosts, 'Avant', 'Préparation')
    await expect(hosts.getByText('écoute, urgence, confiance')).toBeVisible()
    await expect(hosts.getByText('Pourquoi nos orientations reviennent')).toHaveCount(0)
    const everything = pulled.join('\n')
    expect(everything).toContain('écoute, urgence, confiance')
    for (const secret of ['Pourquoi nos orientations reviennent', 'On ne demande jamais d’abord le nom', 'L’accueil commence avant la porte', 'patience, équipe']) {
      expect(everything).not.toContain(secret)
    }
  })
})
