// The kit from end to end, by four people on their own devices: request, agreement, convention, preparation, host’s
// checklist, assentiment, on site, prise de recul at its hour, évaluation, restitutions, synthèse. Each of them is without
// network at a step that is theirs, and each sees the immersion come further by what the others did.
import { documentsOf, readExemples } from '../../server/exemples.ts'
import type { Json } from '../../src/domain/json.ts'
import { look } from './look.ts'
import type { Locator } from '@playwright/test'
import { type Device, enrol, expect, PHONE, type Page, partager, type TestServer, test } from './support.ts'

const TITRE = 'Observer l’accueil du CIO'
const exemples = new Map(documentsOf(readExemples()).map(({ id, set }) => [id as string, set as Record<string, Json>]))
/** « 2026-12-03 14:35:00 » */
const paris = (ms: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' }).format(ms)
const day = (ms: number): string => paris(ms).slice(0, 10)
const hour = (ms: number): string => paris(ms).slice(11, 16)
const DAY = 86_400_000

/** Answers as those of an example, written at another desk: this story is about the steps, others about typing. */
async function complete(server: TestServer, qui: string, fiche: string, exemple: string, more: Record<string, Json>, ...left: string[]): Promise<void> {
  const set = Object.entries(exemples.get(exemple) ?? {}).filter(([key]) => !key.startsWith('$') && !left.includes(key.split('/')[0] ?? ''))
  await server.put(qui, fiche, { ...Object.fromEntries(set), ...more })
}
const ficheOf = async (page: Page): Promise<string> => {
  await page.waitForURL(/\/fiches\//)
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}
/** The next changes that the server takes from this page: « Reçu » may still be of the ones before. */
const sent = (page: Page) => page.waitForResponse((response) => response.url().endsWith('/api/push') && response.ok(), { timeout: 30_000 })
/** Opens what begins a fiche, and waits until the server has it. */
async function begin(page: Page, link: Locator): Promise<string> {
  await link.waitFor({ timeout: 20_000 })
  const pushed = sent(page)
  await link.click()
  const fiche = await ficheOf(page)
  await pushed
  await received(page)
  return fiche
}
const received = (page: Page) => expect(page.getByRole('button', { name: /^Reçu/ })).toBeVisible({ timeout: 30_000 })

/** « Valider », whatever is only a warning. */
async function valider(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Valider/ }).click()
  const still = page.getByRole('button', { name: 'Valider quand même' })
  await expect(still.or(page.getByText(/^Validée par vous/))).toBeVisible()
  if (await still.isVisible()) await still.click()
  await expect(page.getByText(/^Validée par vous/)).toBeVisible()
}

test('an immersion between professionals, from the request to the synthèse', async ({ server, device }) => {
  test.setTimeout(240_000)
  const invitations = await server.start('pro-camille', 'pro-sacha', 'pro-alix', 'pro-dominique')
  await server.admin('roles', 'pro-dominique', '--roles', 'accueilli,accueillant,responsable_appartenance')
  const devices = invitations.map(() => device(PHONE))
  const pages = await Promise.all(
    devices.map(async (one, i) => {
      const page = await one.on()
      await enrol(page, invitations[i]!, 'Téléphone')
      return page
    }),
  )
  const [camille, sacha, alix, dominique] = pages as [Page, Page, Page, Page]
  const [camilles, sachas, alixs, dominiques] = devices as [Device, Device, Device, Device]
  const at = (page: Page, path: string) => page.goto(server.url + path)
  let id = ''
  const says = async (page: Page, statut: string) => {
    await at(page, `/immersions/${id}`)
    await expect(page.locator('.surtitre').getByText(new RegExp(`· ${statut}$`))).toBeVisible({ timeout: 20_000 })
  }
  const aFaire = async (page: Page, titre: RegExp) => {
    await at(page, '/a-faire')
    return begin(page, page.getByRole('link', { name: titre }).first())
  }

  await test.step('R-SPRO-02 : the manager of the visitor’s structure says, offline, which papers it asks for', async () => {
    await dominiques.offline(true)
    await at(dominique, '/reseau/structure/str-mission-locale/carte')
    await dominique.getByLabel('La demande d’immersion').check({ force: true })
    await dominique.getByLabel('La convention entre structures').check({ force: true })
    await expect(dominique.getByRole('button', { name: /à envoyer/ })).toBeVisible()
    await dominiques.offline(false)
    await received(dominique)
  })

  await test.step('the visitor creates the immersion and asks for it, offline', async () => {
    await camilles.offline(true)
    await at(camille, '/immersions/nouvelle')
    await camille.getByLabel('Titre').fill(TITRE)
    await camille.getByLabel('Structure accueillante', { exact: true }).fill('Centre d’information')
    await camille.getByLabel('Structure accueillante', { exact: true }).fill((exemples.get('str-cio')?.nom as string) ?? '')
    await camille.getByLabel('Professionnel accueillant', { exact: true }).fill('Sacha Modèle')
    await camille.getByLabel('Premier jour').fill(day(Date.now()))
    await camille.getByRole('button', { name: 'Créer l’immersion' }).click()
    await expect(camille.getByRole('heading', { name: TITRE })).toBeVisible()
    id = new URL(camille.url()).pathname.split('/')[2] ?? ''
    await camilles.offline(false)
    await received(camille)
    await expect(camille.getByRole('heading', { name: 'À vous' })).toBeVisible()
    const fiche = await begin(camille, camille.getByRole('link', { name: /Faire la demande d’immersion/ }))
    await complete(server, 'pro-camille', fiche, 'fic-011', { modalite: 'observation' }, 'avis', 'avis_motif', 'date_avis', 'signature_responsable', 'objectifs', 'demandeur_nom')
    // What the immersion says is there from the start; the rest once it arrived.
    await expect(camille.getByRole('radio', { name: 'Observation' })).toBeChecked()
    await expect(camille.getByRole('group', { name: /Je remplirai la fiche de préparation/ }).getByRole('radio', { name: 'Oui' })).toBeChecked({ timeout: 20_000 })
    await camilles.offline(true)
    await camille.getByLabel('Objectifs de l’immersion').fill('Comprendre le premier accueil et mieux orienter.')
    await valider(camille)
    await says(camille, 'Demandée')
    await expect(camille.getByText(/^Demandée .* par vous$/)).toBeVisible()
    await camilles.offline(false)
    await received(camille)
  })

  await test.step('her manager finds the request and agrees, offline', async () => {
    await at(dominique, '/')
    await expect(dominique.getByRole('link', { name: /Donner votre avis sur la demande/ })).toBeVisible({ timeout: 20_000 })
    await dominiques.offline(true)
    await dominique.getByRole('link', { name: /Donner votre avis sur la demande/ }).click()
    await dominique.getByRole('radio', { name: 'Favorable', exact: true }).check({ force: true })
    await dominique.getByLabel('Date de l’avis').fill(day(Date.now()))
    await valider(dominique)
    await dominiques.offline(false)
    await received(dominique)
    await says(camille, 'Acceptée')
    await expect(camille.getByText(/^Acceptée .* par Dominique Fictif$/)).toBeVisible()
  })

  await test.step('R-ETH-01 : the convention: both managers and the visitor, each on their device, once the engagements are taken', async () => {
    const fiche = await aFaire(dominique, /Établir la convention.*Observer l’accueil du CIO/)
    await complete(server, 'pro-dominique', fiche, 'fic-002', { modalite: 'observation' }, 'signature_appartenance', 'signature_accueil', 'signature_accueilli', 'confidentialite')
    await expect(dominique.getByRole('group', { name: /Assurance responsabilité civile/ }).getByRole('radio', { name: 'Oui' })).toBeChecked({ timeout: 20_000 })
    await dominiques.offline(true)
    await dominique.getByRole('group', { name: /L’accueilli respecte la confidentialité/ }).getByRole('radio', { name: 'Oui' }).check({ force: true })
    // Kept, before the page is left for another.
    await expect(dominique.getByRole('button', { name: /à envoyer/ })).toBeVisible()
    await dominiques.offline(false)
    await received(dominique)
    for (const [page, phone] of [[dominique, dominiques], [alix, alixs], [camille, camilles]] as const) {
      await at(page, '/a-faire')
      await expect(page.getByRole('link', { name: /Signer la convention.*Observer l’accueil du CIO/ })).toBeVisible({ timeout: 20_000 })
      await phone.offline(true)
      await page.getByRole('link', { name: /Signer la convention.*Observer l’accueil du CIO/ }).click()
      await expect(page.getByLabel('Votre nom')).not.toHaveValue('')
      await page.getByRole('button', { name: 'Signer d’un clic' }).click()
      await page.getByRole('button', { name: 'Je signe d’un clic' }).click()
      await expect(page.getByText(/ a signé\. /).first()).toBeVisible()
      await phone.offline(false)
      await received(page)
    }
    await says(camille, 'Conventionnée')
    await says(dominique, 'Conventionnée')
  })

  await test.step('R-SPRO-05 : on the day without a préparation the visitor is told so, and nothing stops her', async () => {
    await at(camille, '/')
    await expect(camille.getByRole('link', { name: /Cette immersion commence sans préparation/ })).toBeVisible()
    await expect(camille.getByRole('link', { name: 'Commencer', exact: true })).toBeVisible()
    const fiche = await begin(camille, camille.getByRole('link', { name: /Cette immersion commence sans préparation/ }))
    await complete(server, 'pro-camille', fiche, 'fic-012', { temps_recul_date: day(Date.now()), temps_recul_heure: '23:59' }, 'mots_representation')
    await expect(camille.getByLabel(/Temps de recul réservé.*date/)).toHaveValue(day(Date.now()))
    await expect(camille.getByLabel(/Temps de recul réservé.*heure/)).toHaveValue('23:59', { timeout: 20_000 })
    await camilles.offline(true)
    await camille.getByLabel('Trois mots qui me viennent').fill('guichet, silence, attente')
    await valider(camille)
    await says(camille, 'Préparée')
    await camilles.offline(false)
    await received(camille)
  })

  await test.step('the host sees who comes and why on one screen, prepares and collects the assentiment, offline', async () => {
    await at(sacha, '/')
    await sacha.getByRole('link', { name: 'Accueillir', exact: true }).click({ timeout: 20_000 })
    await expect(sacha.getByRole('heading', { name: 'Accueillir Camille Exemple' })).toBeVisible()
    await expect(sacha.getByText('Ses objectifs')).toBeVisible({ timeout: 20_000 })
    await look(sacha, 'the screen of the host')
    for (const [titre, exemple] of [[/Votre liste d’accueil/, 'fic-013'], [/L’assentiment des personnes/, 'fic-014']] as const) {
      const fiche = await begin(sacha, sacha.getByRole('link', { name: titre }))
      await complete(server, 'pro-sacha', fiche, exemple, {}, 'signature_accueillant')
      await expect(sacha.getByText(/^(\d+) sur \1 /).or(sacha.getByRole('radio', { name: 'Oui' }).and(sacha.locator(':checked'))).first()).toBeVisible({ timeout: 20_000 })
      await sachas.offline(true)
      await valider(sacha)
      await sachas.offline(false)
      await received(sacha)
      await at(sacha, `/immersions/${id}/accueil`)
    }
    await expect(sacha.getByText('Validée')).toHaveCount(2)
  })

  await test.step('R-HL-01 : on site without network: the guide asks the assentiment, a note is taken, the immersion is under way', async () => {
    await camilles.offline(true)
    await at(camille, '/')
    // Her host may have written already that day: then it is under way.
    await camille.getByRole('link', { name: 'Commencer', exact: true }).click()
    await expect(camille.locator('.surtitre').getByText(/· En cours$/)).toBeVisible()
    await camille.getByRole('link', { name: /Observation \(individuelle\)/ }).click()
    const asked = camille.getByRole('group', { name: /L’assentiment des personnes présentes/ })
    await asked.getByRole('radio', { name: 'Oui' }).check({ force: true })
    await camille.getByRole('button', { name: 'Prendre une note', exact: true }).click()
    await camille.keyboard.type('On propose un siège avant de poser une question.')
    await expect(camille.getByRole('dialog').getByText('Enregistré', { exact: true })).toBeVisible()
    await camille.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  })

  await test.step('R-SPRO-06 : at the hour kept in the préparation, still without network, the notebook reminds', async () => {
    await at(camille, `/immersions/${id}`)
    const before = camille.locator('.etape').filter({ has: camille.getByRole('heading', { name: 'Avant', exact: true }) })
    await before.locator('summary').click()
    await before.getByRole('link', { name: 'Préparation' }).first().click()
    // She leaves earlier than planned: the hour is now.
    await camille.getByLabel(/Temps de recul réservé.*heure/).fill(hour(Date.now()))
    const rappel = camille.getByRole('complementary', { name: 'Rappel' })
    await expect(rappel.getByText(/Votre temps de recul/)).toBeVisible({ timeout: 20_000 })
    await rappel.getByRole('link', { name: 'Commencer', exact: true }).click()
    const fiche = await ficheOf(camille)
    await expect(rappel).toHaveCount(0, { timeout: 20_000 })
    await camilles.offline(false)
    await received(camille)
    await complete(server, 'pro-camille', fiche, 'fic-017', { date_evaluation: day(Date.now()) })
    await expect(camille.getByLabel(/Je remplirai mon évaluation le/)).toHaveValue(day(Date.now()), { timeout: 20_000 })
    await camilles.offline(true)
    await valider(camille)
    await says(camille, 'Prise de recul faite')
    await camilles.offline(false)
    await received(camille)
  })

  await test.step('R-SPRO-07 : the next day, the évaluation beside the préparation, offline; the host sees where it stands, not what it says', async () => {
    await server.put('pro-camille', id, { dates: [day(Date.now() - DAY)] })
    await at(camille, '/')
    const fiche = await begin(camille, camille.getByRole('link', { name: /Évaluer l’expérience.*Observer l’accueil du CIO/ }))
    await complete(server, 'pro-camille', fiche, 'fic-018', { accord_partage: ['structure'] }, 'mots_apres')
    await expect(camille.getByText('guichet, silence, attente')).toBeVisible({ timeout: 20_000 })
    await expect(camille.locator('.f-points').first()).toBeVisible({ timeout: 20_000 })
    await camilles.offline(true)
    await camille.getByLabel('Trois mots qui me viennent maintenant').fill('accueil, écoute, relais')
    await valider(camille)
    await camilles.offline(false)
    await received(camille)
    await says(sacha, 'Évaluée')
    await expect(sacha.getByRole('link', { name: /^Évaluation/ })).toHaveCount(0)
  })

  await test.step('R-SPRO-08 : both restitutions; the host answers, offline', async () => {
    for (const [titre, exemple] of [[/Restituer à votre équipe.*Observer l’accueil du CIO/, 'fic-019'], [/Restituer à la structure accueillante.*CIO/, 'fic-020']] as const) {
      await at(camille, '/a-faire')
      await camille.getByRole('link', { name: titre }).first().click({ timeout: 20_000 })
      const pushed = sent(camille)
      await camille.getByRole('button', { name: 'Composer ce document' }).click()
      const whole = camille.getByRole('link', { name: 'la fiche entière' })
      const fiche = (await whole.getAttribute('href'))?.split('/')[2] ?? ''
      await pushed
      await received(camille)
      await whole.click()
      await complete(server, 'pro-camille', fiche, exemple, {}, 'vu_responsable', 'exactitude', 'effets_pour_nous', 'questions_renvoyees', 'charge_accueil', 'a_ameliorer', 'pret_a_reaccueillir', 'souhait_retour')
      await expect(camille.getByLabel(/^Date/).first()).not.toHaveValue('', { timeout: 20_000 })
      await camilles.offline(true)
      await partager(camille)
      await camilles.offline(false)
      await received(camille)
    }
    await says(camille, 'Restituée')
    await at(sacha, '/a-faire')
    await expect(sacha.getByRole('link', { name: /Répondre à la restitution de Camille Exemple/ })).toBeVisible({ timeout: 20_000 })
    await sachas.offline(true)
    await sacha.getByRole('link', { name: /Répondre à la restitution de Camille Exemple/ }).click()
    await sacha.getByRole('group', { name: /Souhait d’un accueil en retour/ }).getByRole('radio', { name: 'Oui' }).check({ force: true })
    await valider(sacha)
    await sachas.offline(false)
    await received(sacha)
  })

  await test.step('R-SPRO-09 : the manager sends the synthèse up, offline; the immersion is closed for everybody, its history told', async () => {
    const fiche = await aFaire(dominique, /Transmettre une synthèse au groupe local/)
    const from = day(Date.now() - 30 * DAY)
    await complete(server, 'pro-dominique', fiche, 'fic-062', { periode_debut: from, periode_fin: day(Date.now()), structure: 'str-mission-locale' }, 'validation', 'tableau_immersions', 'nb_immersions')
    await expect(dominique.getByLabel(/^Du /)).toHaveValue(from, { timeout: 20_000 })
    await dominiques.offline(true)
    await dominique.getByRole('group', { name: /Je valide la transmission/ }).getByRole('radio', { name: 'Oui' }).check({ force: true })
    await partager(dominique)
    await says(dominique, 'Close')
    await dominiques.offline(false)
    await received(dominique)
    for (const page of [camille, sacha, alix]) await says(page, 'Close')
    const history = camille.getByRole('region', { name: 'Son histoire' }).or(camille.locator('.histoire'))
    for (const words of ['Demandée', 'Acceptée', 'Convention signée', 'Préparée', 'Commencée sur place', 'Prise de recul faite', 'Évaluée', 'Restituée', 'Close'])
      await expect(history.getByText(words, { exact: true }).first()).toBeVisible()
    await look(camille, 'the dossier and its history')
  })
})
