// A cycle of practice exchanges, from the choice of themes to the solutions: two participants vote without a network and
// both count, a situation is brought, the séance is held on one screen without a network, everybody finds it afterwards.
import { enrol, expect, type Page, test } from './support.ts'

const CYCLE = '/reseau/groupe/cyc-accueil-2026'
const SEANCE = '/reseau/seance/sea-2026-12-15'
const RAPPORTE = 'Le comité soutient une affiche commune'
const received = (page: Page) => page.getByRole('button', { name: /Reçu/ })

test('themes voted by two participants offline, a situation, a séance, its solutions', async ({ server, device }) => {
  test.setTimeout(120_000)
  const [camilleIn, sachaIn, charlieIn] = await server.start('pro-camille', 'pro-sacha', 'pro-charlie')
  const phones = [device(), device(), device()]
  const [camille, sacha, charlie] = (await Promise.all(phones.map((phone) => phone.on()))) as [Page, Page, Page]
  await Promise.all([enrol(camille, camilleIn!, 'Camille'), enrol(sacha, sachaIn!, 'Sacha'), enrol(charlie, charlieIn!, 'Charlie')])
  const shot = async (page: Page, name: string) => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  }

  await test.step('the animateur sets the rhythm and opens a choice of themes', async () => {
    await charlie.goto(server.url + CYCLE)
    await expect(charlie.getByRole('heading', { name: /15 décembre/ }).first()).toBeVisible()
    await charlie.getByRole('button', { name: 'Choisir le rythme' }).click()
    // A choice that is kept, then shown: clicked, for `check` would look before it is.
    await charlie.getByRole('radio', { name: 'Chaque trimestre' }).click({ force: true })
    await expect(charlie.getByText('Rythme : chaque trimestre.')).toBeVisible()
    await shot(charlie, 'cycle-animateur')
    await charlie.getByRole('link', { name: /Thèmes/ }).click()
    await charlie.getByRole('button', { name: 'Ouvrir un choix de thèmes' }).click()
    for (const theme of ['Accueillir quand on est seul', 'Parler du conseil en évolution professionnelle']) {
      await charlie.getByLabel('Proposer un thème').fill(theme)
      await charlie.getByRole('button', { name: 'Proposer' }).click()
      await expect(charlie.getByText(theme, { exact: true })).toBeVisible()
    }
    await expect(received(charlie)).toBeVisible({ timeout: 20_000 })
  })

  await test.step('two participants vote with no network, and both count', async () => {
    for (const [page, phone] of [[camille, phones[0]], [sacha, phones[1]]] as const) {
      await page.goto(`${server.url}${CYCLE}/themes`)
      await expect(page.getByRole('button', { name: 'Je choisis : Accueillir quand on est seul' })).toBeVisible()
      await phone!.offline(true)
      await page.getByRole('button', { name: 'Je choisis : Accueillir quand on est seul' }).click()
      await expect(page.getByText('1 voix', { exact: true })).toBeVisible()
    }
    await camille.getByLabel('Proposer un thème').fill('Les premiers mots')
    await camille.getByRole('button', { name: 'Proposer' }).click()
    // Changed one's mind, and back.
    await sacha.getByRole('button', { name: 'Je choisis : Accueillir quand on est seul' }).click()
    await sacha.getByRole('button', { name: 'Je choisis : Accueillir quand on est seul' }).click()
    await shot(camille, 'themes-participant')
    for (const phone of [phones[0], phones[1]]) await phone!.offline(false)
    await expect(charlie.getByText('2 voix', { exact: true })).toBeVisible({ timeout: 30_000 })
    await expect(charlie.getByText('Les premiers mots', { exact: true })).toBeVisible()
    await expect(camille.getByText('2 voix', { exact: true })).toBeVisible({ timeout: 30_000 })
    await expect(camille.getByRole('button', { name: /2 versions/ })).toHaveCount(0)
  })

  await test.step('R-ECH-01: what nobody chose is not retained', async () => {
    await charlie.getByRole('button', { name: 'Retenir : Parler du conseil en évolution professionnelle' }).click()
    const sheet = charlie.getByRole('dialog')
    await expect(sheet.getByText(/ne peut pas être retenu sans le vote ou l’accord/)).toBeVisible()
    await expect(sheet.getByRole('button', { name: 'Noter leur accord et retenir' })).toBeDisabled()
    await sheet.getByRole('button', { name: 'Laisser au vote' }).click()
    await charlie.getByRole('button', { name: 'Retenir : Accueillir quand on est seul' }).click()
    await expect(charlie.getByRole('heading', { name: 'Thèmes retenus' })).toBeVisible()
    await expect(charlie.getByText('Pour le 15 décembre')).toBeVisible()
    await shot(charlie, 'themes-animateur')
  })

  await test.step('R-ECH-02: a participant brings a situation, offline', async () => {
    await phones[0]!.offline(true)
    await camille.goto(server.url + SEANCE)
    await shot(camille, 'seance-participant')
    await camille.getByRole('button', { name: 'Apporter une situation' }).click()
    await camille.getByRole('radio', { name: /situation vécue/ }).click({ force: true })
    await camille.getByRole('textbox', { name: /^Titre/ }).fill('La porte du fond')
    await camille.getByLabel('Ma question au groupe').fill('Comment dire d’attendre sans fermer ?')
    await camille.getByLabel('Ce qui s’est passé').fill('Une personne entre par la porte du fond et s’assoit sans rien dire.')
    await phones[0]!.offline(false)
    await expect(received(camille)).toBeVisible({ timeout: 30_000 })
  })

  await test.step('the séance is held on one screen, offline: names, theme, solutions, tools', async () => {
    await charlie.goto(server.url + SEANCE)
    await expect(charlie.getByText('La porte du fond')).toBeVisible({ timeout: 20_000 })
    await shot(charlie, 'seance-avant')
    await phones[2]!.offline(true)
    await charlie.getByRole('button', { name: 'Préparer la séance' }).click()
    await charlie.getByRole('button', { name: /^Camille Exemple/ }).click()
    await charlie.getByRole('button', { name: /^Sacha Modèle/ }).click()
    await expect(charlie.getByText('2 sur 2 présents')).toBeVisible()
    await charlie.getByRole('button', { name: /^Sacha Modèle/ }).click()
    await expect(charlie.getByText('1 sur 2 présents')).toBeVisible()
    await expect(charlie.getByLabel(/autre thème/)).toHaveValue('Accueillir quand on est seul')
    await charlie.getByLabel('Solutions : La porte du fond').pressSequentially('Se lever, saluer, dire le délai.', { delay: 5 })
    await charlie.getByRole('checkbox', { name: 'Peut sortir du groupe' }).check()
    await charlie.getByLabel('Envies d’immersion').fill('Une matinée à l’accueil du CIO.')
    await charlie.getByLabel('Partager un outil, un document, un lien').fill('Affiche du temps d’attente https://exemple.invalid/affiche')
    await charlie.getByRole('button', { name: 'Partager' }).click()
    await expect(charlie.getByRole('link', { name: 'exemple.invalid/affiche' })).toBeVisible()
    await charlie.getByLabel('Ce que chacun essaie').fill('Saluer chaque arrivée')
    await charlie.getByRole('button', { name: 'Ajouter un essai' }).click()
    await charlie.getByLabel('Prochaine séance').fill('2027-03-16')
    await shot(charlie, 'seance-tenue')
    await phones[2]!.offline(false)
    await expect(received(charlie)).toBeVisible({ timeout: 30_000 })
  })

  await test.step('what was reported to the comité and its answer are written down, offline', async () => {
    await phones[2]!.offline(true)
    await charlie.goto(`${server.url}${CYCLE}/themes`)
    await charlie.getByLabel('Ce qui a été rapporté au comité, et sa réponse').fill(RAPPORTE)
    await expect(charlie.getByRole('button', { name: /à envoyer/ })).toBeVisible()
    await phones[2]!.offline(false)
    await expect(received(charlie)).toBeVisible({ timeout: 30_000 })
  })

  await test.step('participants find the solutions, and the group its tools', async () => {
    await camille.goto(server.url + SEANCE)
    await expect(camille.getByText('Se lever, saluer, dire le délai.')).toBeVisible({ timeout: 30_000 })
    await camille.goto(`${server.url}${CYCLE}/commun`)
    await expect(camille.getByText('Se lever, saluer, dire le délai.', { exact: true })).toBeVisible()
    const comite = camille.locator('section').filter({ has: camille.getByRole('heading', { name: 'Pour le comité de pilotage' }) })
    for (const words of ['Accueillir quand on est seul', 'Se lever, saluer', 'Une matinée à l’accueil du CIO.', RAPPORTE])
      await expect(comite.getByText(words).first()).toBeVisible({ timeout: 30_000 })
    await expect(comite.getByText(/s’assoit sans rien dire/)).toHaveCount(0)
    await shot(camille, 'commun')
  })
})
