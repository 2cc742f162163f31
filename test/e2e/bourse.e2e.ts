// The bourse d’échange from an offer to the visit in return: who writes, the pilote, the manager and the host, each on
// their own device, offline where they are. Then somebody is oriented in two touches, without a network.
import { documentsOf, readExemples } from '../../server/exemples.ts'
import type { Json } from '../../src/domain/json.ts'
import { enrol, expect, LAPTOP, type Page, test } from './support.ts'

const received = (page: Page) => expect(page.getByRole('button', { name: /Reçu/ })).toBeVisible({ timeout: 20_000 })
const BOURSE = '/reseau/groupe/bourse-fictivie'

/** Gives an answer of a form by its label. */
const fill = (page: Page, label: string, value: string) => page.getByLabel(label).first().fill(value)
const exemples = new Map(documentsOf(readExemples()).map(({ id, set }) => [id as string, set as Record<string, Json>]))
const day = (from: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(Date.now() + from * 86_400_000)

/** « Valider », whatever is only a warning, once what was just answered is kept: a hand is slower than that. */
const valider = (page: Page) =>
  expect(async () => {
    await page.getByRole('button', { name: /^Valider/ }).click()
    await expect(page.getByText(/^Validée par vous/)).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })

test('parcours bourse_reciproque : une offre, une demande, un accueil et son retour', async ({ server, device }) => {
  test.setTimeout(180_000)
  const [forSacha, forNoa, forAlix] = await server.start('pro-sacha', 'pro-noa', 'pro-alix')
  // The CIO joins the bourse; Sacha writes its offers.
  await server.put('pro-noa', 'bourse-fictivie', { structures: ['str-mda', 'str-mission-locale', 'str-cio'] })
  await server.put('pro-noa', 'pro-noa', { roles: ['accueilli', 'accueillant', 'redacteur_offre', 'pilote_bourse', 'responsable_accueil'] })
  await server.put('pro-noa', 'pro-sacha', { roles: ['accueilli', 'accueillant', 'redacteur_offre'] })
  const [phone, laptop, third] = [device(), device(LAPTOP), device()]
  const [sacha, noa, alix] = [await phone.on(), await laptop.on(), await third.on()]
  await Promise.all([
    enrol(sacha, forSacha!, 'Téléphone de Sacha'),
    enrol(noa, forNoa!, 'Ordinateur de Noa'),
    enrol(alix, forAlix!, 'Téléphone d’Alix'),
  ])
  await sacha.goto(server.url + BOURSE)
  await expect(sacha.getByRole('link', { name: /Maison des adolescents/ })).toBeVisible()
  await phone.offline(true)

  await test.step('R-BEP-01 : sans offre publiée, la demande est un brouillon que rien n’envoie', async () => {
    await sacha.getByRole('link', { name: /Maison des adolescents/ }).click()
    await expect(sacha.locator('.rubriques > li')).toHaveCount(14)
    await sacha.getByRole('button', { name: 'Demander cet accueil' }).click()
    await sacha.getByRole('radio', { name: 'Stagiaire en formation initiale' }).check({ force: true })
    await fill(sacha, 'Réalité de travail à découvrir', 'Le premier accueil d’un adolescent sans rendez-vous.')
    await sacha.getByRole('radio', { name: 'Deux jours' }).check({ force: true })
    const periodes = sacha.getByRole('group', { name: /Périodes possibles/ })
    await periodes.getByRole('button', { name: /Ajouter/ }).click()
    await periodes.getByLabel(/^Du/).fill('2027-03-01')
    await periodes.getByLabel(/^Au/).fill('2027-03-12')
    await sacha.getByRole('checkbox', { name: 'élargir mon réseau' }).check({ force: true })
    await fill(sacha, 'Ce que je me représente aujourd’hui du travail de ce partenaire', 'Beaucoup d’écoute.')
    await fill(sacha, 'Effets attendus pour moi et pour ma structure', 'Mieux préparer une orientation.')
    await sacha.getByRole('radio', { name: /Accueil croisé/ }).check({ force: true })
    await sacha.getByRole('link', { name: 'Relire et envoyer' }).click()
    await expect(sacha.getByText(/n’a pas encore d’offre d’accueil publiée/)).toBeVisible()
    await expect(sacha.getByText(/stagiaire en formation initiale n’a pas encore/)).toBeVisible() // R-BEP-03
    await expect(sacha.getByRole('button', { name: /Envoyer|accord/ })).toHaveCount(0)
  })
  const demande = sacha.url()

  await test.step('R-BEP-03 : corrigé, le statut n’est plus un obstacle', async () => {
    await sacha.getByRole('link', { name: 'Revoir le statut' }).click()
    await sacha.getByRole('radio', { name: 'Agent d’accueil' }).check({ force: true })
    await sacha.getByRole('link', { name: 'Relire et envoyer' }).click()
    await expect(sacha.getByText(/n’a pas encore d’offre d’accueil publiée/)).toBeVisible()
    await expect(sacha.getByText(/stagiaire/)).toHaveCount(0)
  })

  await test.step('the offer is written offline, then proposed', async () => {
    await sacha.goto(server.url + BOURSE)
    await sacha.getByRole('link', { name: /Rédiger une offre/ }).click()
    for (const [label, value] of [
      ['Nom de la structure d’accueil', 'CIO des Trois-Rives-Imaginaires'],
      ['Établissement ou lieu concerné', 'Accueil du CIO'],
      ['Missions observables', 'Accueil de tout public, documentation, entretien de premier contact.'],
      ['Profils de poste observables', 'Secrétaire d’accueil, psychologue.'],
      ['Profil de l’observateur', 'Agents d’accueil et professionnels de terrain.'],
      ['Périodes possibles', 'De janvier à mai'],
      ['Contenus proposés (instances, lieux, etc.)', 'Une journée à l’accueil, une réunion d’équipe.'],
      ['Contact au sein de la structure', 'Secrétariat, 02 61 91 00 02'],
      ['Effets attendus (pour la structure d’accueil)', 'Être mieux connu.'],
      ['Effets attendus (pour la personne accueillie)', 'Savoir quand orienter vers le CIO.'],
    ] as const) {
      await fill(sacha, label, value)
    }
    await sacha.getByRole('radio', { name: 'Deux jours' }).check({ force: true })
    await sacha.getByRole('link', { name: 'Relire et envoyer' }).click()
    await sacha.getByRole('button', { name: 'Proposer au pilote' }).click()
    await expect(sacha.getByText('Proposée au pilote')).toBeVisible()
    await phone.offline(false)
    await received(sacha)
  })

  await test.step('R-BEP-02 : le réseau ne la lit pas avant que le pilote la publie', async () => {
    await noa.goto(server.url + BOURSE)
    await noa.getByRole('link', { name: /CIO.*Proposée au pilote/ }).click()
    await noa.getByRole('button', { name: /Renvoyer/ }).click()
    await noa.getByLabel('Ce qui est à reprendre').fill('Dites si le midi est possible.')
    await noa.getByRole('dialog').getByRole('button', { name: 'Renvoyer' }).click()
    await expect(sacha.getByText('Dites si le midi est possible.')).toBeVisible({ timeout: 20_000 })
    await sacha.getByRole('button', { name: 'Proposer au pilote' }).click()
    await noa.getByRole('button', { name: 'Publier cette offre' }).click({ timeout: 20_000 })
    await expect(sacha.getByText('Publiée')).toBeVisible({ timeout: 20_000 })
  })

  await test.step('the request, offline again, designates it and waits for the manager', async () => {
    await phone.offline(true)
    await sacha.goto(demande)
    await sacha.getByRole('link', { name: 'Choisir l’offre en retour' }).click()
    await fill(sacha, 'Offre d’accueil proposée en retour', 'Offre de CIO des Trois-Rives-Imaginaires, Accueil du CIO')
    await sacha.getByRole('link', { name: 'Relire et envoyer' }).click()
    await sacha.getByRole('button', { name: 'Demander l’accord de mon responsable' }).click()
    await expect(sacha.getByText('Attend l’accord du responsable')).toBeVisible()
    await phone.offline(false)
    await received(sacha)
  })

  await test.step('the manager agrees, offline: the request leaves when the network is back', async () => {
    await alix.goto(demande)
    await expect(alix.getByText('Attend l’accord du responsable')).toBeVisible({ timeout: 20_000 })
    await third.offline(true)
    await alix.getByRole('button', { name: 'Donner mon accord et envoyer' }).click()
    await alix.getByRole('dialog').getByRole('button', { name: 'Donner mon accord et envoyer' }).click()
    await expect(alix.getByText('Envoyée')).toBeVisible()
    await third.offline(false)
    await received(alix)
  })

  await test.step('R-BEP-04 : l’hôte accepte, averti au-delà de trois jours', async () => {
    await noa.goto(`${server.url}${BOURSE}?vue=demandes`)
    await noa.getByRole('link', { name: /Sacha Modèle/ }).click({ timeout: 20_000 })
    await noa.getByRole('button', { name: 'Accepter et fixer les jours' }).click()
    const sheet = noa.getByRole('dialog')
    for (const _ of ['un troisième', 'un quatrième']) await sheet.getByRole('button', { name: 'Ajouter un jour' }).click()
    for (const [i, day] of ['2027-03-02', '2027-03-03', '2027-03-04', '2027-03-05'].entries()) await sheet.getByLabel(`Jour ${i + 1}`).fill(day)
    await expect(sheet.getByText(/Plus de 3 jours/)).toBeVisible()
    for (const i of [3, 4]) await sheet.getByLabel(`Jour ${i}`).fill('')
    await expect(sheet.getByText(/Plus de 3 jours/)).toHaveCount(0)
    await sheet.getByRole('button', { name: 'Accepter la demande' }).click()
    await expect(noa.getByText('Acceptée')).toBeVisible()
  })

  let [convention, aller, retour] = ['', '', '']
  /** Answers as those of an example, written at another desk; what binds is done on screen. */
  const answersOf = (exemple: string): Record<string, Json> =>
    Object.fromEntries(Object.entries(exemples.get(exemple) ?? {}).filter(([key]) => !key.startsWith('$') && !key.startsWith('signature_')))
  const says = async (page: Page, id: string, statut: string) => {
    await page.goto(`${server.url}/immersions/${id}`)
    await expect(page.locator('.surtitre').getByText(new RegExp(`· ${statut}$`))).toBeVisible({ timeout: 20_000 })
  }

  await test.step('the visit has its people and days, its convention begun, its return linked both ways', async () => {
    await expect(sacha.getByRole('heading', { name: 'Les deux visites' })).toBeVisible({ timeout: 20_000 })
    await expect(sacha.getByText(/mardi 2 mars 2027 et mercredi 3 mars 2027/)).toBeVisible()
    await sacha.getByRole('button', { name: /Convention éthique/ }).click()
    await expect(sacha.getByLabel('Professionnel accueilli (nom et fonction)').first()).toHaveValue(/Sacha Modèle/)
    await expect(sacha.getByLabel('Durée (jours)')).toHaveValue('2')
    convention = new URL(sacha.url()).pathname.split('/')[2] ?? ''
    await sacha.goto(demande)
    await expect(sacha.getByText('À signer avant de partir')).toBeVisible()
    await sacha.getByRole('link', { name: /Visite en retour/ }).click()
    await expect(sacha.getByRole('heading', { level: 1 })).toContainText('Accueil en retour')
    retour = new URL(sacha.url()).pathname.split('/')[2] ?? ''
    await sacha.getByRole('link', { name: /Première visite/ }).click()
    await expect(sacha.getByRole('heading', { level: 1 })).toContainText('Immersion chez Maison des adolescents')
    aller = new URL(sacha.url()).pathname.split('/')[2] ?? ''
    await noa.goto(`${server.url}${BOURSE}?vue=reciprocite`)
    await expect(noa.getByRole('row', { name: /^CIO/ })).toContainText('1')
    await expect(noa.getByText(/CIO.*accueille en retour/)).toBeVisible()
  })

  await test.step('the convention is signed by its three parties, each on their own device, offline where they are', async () => {
    const answers = answersOf('fic-031')
    const left = ['structure_demandeuse', 'structure_accueil', 'professionnel', 'referent_accueil', 'dates', 'duree_jours', 'offre_retour']
    await server.put('pro-noa', convention, Object.fromEntries(Object.entries(answers).filter(([key]) => !left.includes(key.split('/')[0] ?? ''))))
    for (const [page, own] of [[sacha, phone], [alix, third], [noa, laptop]] as const) {
      await page.goto(`${server.url}/a-faire`)
      await page.getByRole('link', { name: /Signer la convention éthique/ }).first().click({ timeout: 20_000 })
      await expect(page.getByText(/Ne rien divulguer/).first()).toBeVisible()
      await own.offline(true)
      await page.goto(`${server.url}/fiches/${convention}/signer`)
      await expect(page.getByLabel('Votre nom')).not.toHaveValue('')
      await page.getByRole('button', { name: 'Signer d’un clic' }).click()
      await page.getByRole('button', { name: 'Je signe d’un clic' }).click()
      await expect(page.getByText(/ a signé\. /).first()).toBeVisible()
      await own.offline(false)
      await received(page)
    }
    await says(sacha, aller, 'Conventionnée')
  })

  await test.step('the visitor prepares, begins, looks back, evaluates and restitutes: all of it without a network', async () => {
    const made = async (id: string, gabarit: string, exemple: string, more: Record<string, Json> = {}) =>
      server.put('pro-sacha', id, { ...answersOf(exemple), $type: 'fiche', $auteur: 'pro-sacha', $cree_le: `${day(0)}T08:00:00`, $gabarit: gabarit, $gabarit_version: 1, $immersion: aller, $rattachement: null, ...more })
    await server.put('pro-noa', aller, { dates: [day(0)] })
    await made('fic-b-prep', 'spro-3-preparation', 'fic-032')
    await made('fic-b-recul', 'prise-de-recul', 'fic-035', { date_evaluation: day(0) })
    await made('fic-b-eval', 'spro-4-evaluation', 'fic-036')
    await made('fic-b-app', 'restitution-structure-appartenance', 'fic-037')
    await made('fic-b-acc', 'restitution-structure-accueillante', 'fic-038')
    await sacha.goto(`${server.url}/fiches/fic-b-acc`)
    await expect(sacha.getByRole('link', { name: 'Relire et partager' })).toBeVisible({ timeout: 20_000 })
    await phone.offline(true)
    const open = (id: string) => sacha.goto(`${server.url}/fiches/${id}`)
    await open('fic-b-prep')
    await valider(sacha)
    await says(sacha, aller, 'Préparée')
    await sacha.goto(server.url)
    await sacha.getByRole('link', { name: 'Commencer', exact: true }).click()
    await expect(sacha.locator('.surtitre').getByText(/· En cours$/)).toBeVisible()
    for (const id of ['fic-b-recul', 'fic-b-eval']) {
      await open(id)
      await valider(sacha)
    }
    await says(sacha, aller, 'Évaluée')
    for (const id of ['fic-b-app', 'fic-b-acc']) {
      await open(id)
      await sacha.getByRole('link', { name: 'Relire et partager' }).click()
      const share = sacha.getByRole('button', { name: 'Partager', exact: true })
      await expect(share).toBeVisible()
      for (const box of await sacha.getByRole('region', { name: 'Anonymat' }).getByRole('checkbox').all()) await box.check()
      await share.click()
      await expect(sacha.getByText(/^Partagé/)).toBeVisible()
    }
    await phone.offline(false)
    await received(sacha)
    await says(noa, aller, 'Restituée')
  })

  await test.step('the visit in return is held: nobody owes anything any more', async () => {
    await noa.goto(`${server.url}${BOURSE}?vue=reciprocite`)
    await expect(noa.getByRole('row', { name: /^CIO/ }).getByRole('cell').last()).toHaveText('1')
    await noa.goto(`${server.url}/immersions/${retour}/modifier`)
    await noa.getByLabel('Premier jour').fill(day(0))
    await noa.getByRole('button', { name: /^Enregistrer/ }).click()
    // Left once it is kept: a hand is slower than that.
    await noa.waitForURL((url) => !url.pathname.endsWith('/modifier'))
    await noa.goto(server.url)
    await noa.getByRole('link', { name: 'Commencer', exact: true }).click()
    await expect(noa.locator('.surtitre').getByText(/· En cours$/)).toBeVisible()
    await received(noa)
    await server.put('pro-noa', retour, { dates: [day(-1)] })
    await noa.goto(`${server.url}${BOURSE}?vue=reciprocite`)
    for (const name of [/^CIO/, /^Maison/]) {
      const cells = noa.getByRole('row', { name }).getByRole('cell')
      await expect(cells.first()).toHaveText(/^[12] /, { timeout: 20_000 })
      await expect(cells.last()).toHaveText('0')
    }
  })

  await test.step('a manager keeps the page of the structure, offline; then anybody orients in two touches, offline', async () => {
    await third.offline(true)
    await alix.goto(`${server.url}/reseau/structure/str-cio`)
    await alix.getByRole('link', { name: 'Tenir cette page à jour' }).click()
    await alix.getByLabel('Pièces à apporter').fill('Le dernier bulletin')
    await third.offline(false)
    await received(alix)
    await noa.goto(`${server.url}/reseau/structure/str-cio`)
    await expect(noa.getByText('Le dernier bulletin')).toBeVisible({ timeout: 20_000 })
    await laptop.offline(true)
    await laptop.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await noa.goto(`${server.url}/reseau`)
    await noa.getByRole('button', { name: 'Orienter vers CIO des Trois-Rives-Imaginaires' }).click()
    await noa.getByRole('button', { name: 'Copier' }).click()
    await expect(noa.getByText('Carte copiée.')).toBeVisible()
    const card = await noa.evaluate(() => navigator.clipboard.readText())
    expect(card).toContain('02 61 91 00 02')
    expect(card).toContain('Le dernier bulletin')
    // Printed: the card alone, on one page.
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
    const printed = await getDocument({ data: new Uint8Array(await noa.pdf({ format: 'A4' })) }).promise
    expect(printed.numPages).toBe(1)
    const { items } = await (await printed.getPage(1)).getTextContent()
    const words = items.map((item) => ('str' in item ? item.str : '')).join('')
    expect(words).toContain('Le dernier bulletin')
    expect(words).not.toContain('Mission locale')
    await noa.keyboard.press('Escape')
    await noa.getByLabel('Pour quel besoin').fill('bulletin')
    await expect(noa.getByText(/Comment orienter\s: Le dernier bulletin/)).toBeVisible()
  })
})
