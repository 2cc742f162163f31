// The immersions of employees of a réseau: a chargé de projet with a hundred of them, the référent of the SIAE and the tuteur,
// each on their own phone, offline at the company; the employee answers and signs on the phone that is handed over.
import type { Json } from '../../src/domain/json.ts'
import { documentsOf, readExemples } from '../../server/exemples.ts'
import { look } from './look.ts'
import { enrol, expect, PHONE, type Page, test, type TestServer } from './support.ts'

const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10)
const received = (page: Page) => expect(page.getByRole('button', { name: /^Reçu/ })).toBeVisible({ timeout: 30_000 })
/** Validates once what was just answered is kept: a hand is slower than that. */
const validate = (page: Page) =>
  expect(async () => {
    await page.getByRole('button', { name: 'Valider la fiche' }).click()
    await expect(page.getByText(/^Validée/)).toBeVisible({ timeout: 4_000 })
  }).toPass({ timeout: 30_000 })
const kept = (page: Page) => expect(page.getByRole('button', { name: /à envoyer/ })).toBeVisible()

const immersion = { $type: 'immersion', $auteur: 'pro-charlie', $cree_le: `${day(-20)}T09:00:00`, dispositif: 'immersion_salarie', type_immersion: 'validation', accueilli: [], structure_appartenance: 'str-jardins', referent: 'pro-morgan', charge_projet: 'pro-charlie' }
const fiche = (gabarit: string, at: string, reponses: Record<string, Json>) => ({ $type: 'fiche', $auteur: 'pro-charlie', $cree_le: `${day(-10)}T09:00:00`, $gabarit: gabarit, $gabarit_version: 1, $immersion: at, $rattachement: null, ...reponses })
const row = (table: string, id: string, cells: Record<string, Json>) => ({ [`${table}/${id}`]: { pos: 'a0' }, ...Object.fromEntries(Object.entries(cells).map(([key, value]) => [`${table}/${id}/${key}`, value])) })

const exemples = new Map(documentsOf(readExemples()).map(({ id, set }) => [id as string, set as Record<string, Json>]))
/** The answers of an example but its signatures and those that somebody gives on screen. */
const answersOf = (exemple: string, ...left: string[]): Record<string, Json> =>
  Object.fromEntries(Object.entries(exemples.get(exemple) ?? {}).filter(([key]) => !key.startsWith('$') && !key.startsWith('signature_') && !left.includes(key.split('/')[0] ?? '')))
/** One signature, in the name that is shown or of whoever holds the phone. */
async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Signer d’un clic' }).click()
  await page.getByRole('button', { name: 'Je signe d’un clic' }).click()
  await expect(page.getByText(/ a signé\./).first()).toBeVisible()
}
const says = async (page: Page, id: string, statut: string, url: string) => {
  await page.goto(`${url}/immersions/${id}`)
  await expect(page.locator('.surtitre').getByText(new RegExp(`· ${statut}$`))).toBeVisible({ timeout: 20_000 })
}

/** A year of immersions, one whose entretien is to be held, one under way at the Bistrot. */
async function furnish(server: TestServer): Promise<void> {
  for (let i = 0; i < 106; i++) {
    const start = -300 + i * 2
    await server.put('pro-charlie', `imm-an-${i}`, { ...immersion, titre: `Immersion ${i}`, salarie_repere: `SAL-${i}`, structure_accueil: i % 3 ? 'str-bistrot' : 'str-reseau', dates: [day(start), day(start + 4)], statut: 'close' })
  }
  await server.put('pro-charlie', 'imm-essai', { ...immersion, titre: 'Commis de cuisine', salarie_repere: 'SAL-Z01', type_immersion: null, statut: 'brouillon', dates: [] })
  const entretien = {
    date: day(0), salarie_repere: 'SAL-Z01', siae: 'str-jardins', referent: 'Morgan Essai', charge_projet: 'Charlie Spécimen', demandeur: 'salarie', salarie_vu_seul: true,
    projet: 'Devenir commis.', etape: 'a_confirmer', coherence: 'oui', type_immersion: 'decouverte', delai: 'un_mois', duree_prevue: 10, conditions: 'Services du midi.',
    ...row('objectifs', 'obj1', { objectif: 'Tenir le rythme' }),
  }
  await server.put('pro-charlie', 'fic-essai-entretien', fiche('pose-entretien-tripartite-initial', 'imm-essai', entretien))
  await server.put('pro-charlie', 'fic-essai-entretien~charge_projet', { $type: 'complement', $auteur: 'pro-charlie', $fiche: 'fic-essai-entretien', $acces: 'charge_projet', interet_employeur_seul: false })
  const place = {
    structure_retenue: 'str-bistrot', date_debut: day(7), nombre_heures: 60, lieu: 'Bistrot L’Exemple', tuteur: 'Lou Maquette', objet_pmsmp: 'decouvrir', objectifs_precis: 'Vérifier que le rythme convient.',
    modalites_evaluation: ['questionnaire'], taches: 'Plonge accompagnée.', convention: 'signe', avenant: 'signe', cerfa: 'transmis', grille_construite: false, freins_traites: 'aucun',
    ...row('prospects', 'pro1', { structure: 'str-bistrot', reponse: 'accord' }), ...row('horaires', 'hor1', { jour: 'Lundi', debut: '09:30', fin: '16:00' }),
  }
  await server.put('pro-charlie', 'fic-essai-place', fiche('pose-mise-en-place', 'imm-essai', place))
  await server.put('pro-charlie', 'imm-cours', { ...immersion, titre: 'Plonge au Bistrot', salarie_repere: 'SAL-Z02', structure_accueil: 'str-bistrot', accueillant: 'pro-lou', dates: [day(-8), day(5)], statut: 'en_cours' })
  const grille = {
    metier: 'Plongeur en restauration', referentiel: 'rome', individualisation: 'Compétences de base', date_evaluation: day(5), avis_salarie: 'J’ai appris à doser.', avis_structure: 'Très fiable.',
    ...row('tableau_competences', 'com1', { competence: 'Doser les produits d’entretien', niveau: 'partiellement_acquise' }),
  }
  await server.put('pro-lou', 'fic-cours-grille', { ...fiche('pose-grille-competences', 'imm-cours', grille), $auteur: 'pro-lou' })
  const frein = row('freins', 'fre1', { type: 'mobilite', besoin: 'Pas de bus avant 7 h', action: 'Covoiturage', qui: 'referent', etat: 'en_cours' })
  await server.put('pro-morgan', 'fic-cours-freins', { ...fiche('pose-levee-freins', 'imm-cours', { date_reperage: day(-9), accord_salarie: true, condition_demarrage: 'oui', besoin_territoire: 'Aucun bus avant 7 h' }), $auteur: 'pro-morgan' })
  await server.put('pro-morgan', 'fic-cours-freins~tripartite', { $type: 'complement', $auteur: 'pro-morgan', $fiche: 'fic-cours-freins', $acces: 'tripartite', ...frein })
}

test('a réseau d’immersions: entretien, setting up, portfolio, weekly point, grid signed, bilan and meeting, by three people', async ({ server, device }) => {
  test.setTimeout(180_000)
  const [charlie, morgan, lou] = await server.start('pro-charlie', 'pro-morgan', 'pro-lou')
  await furnish(server)
  const [phone, siae, kitchen] = [device(PHONE), device(PHONE), device(PHONE)]
  const [page, ref, tut] = [await phone.on(), await siae.on(), await kitchen.on()]
  await Promise.all([enrol(page, charlie!, 'Téléphone de Charlie'), enrol(ref, morgan!, 'Téléphone de Morgan'), enrol(tut, lou!, 'Téléphone de Lou')])
  const space = `${server.url}/reseau/groupe/grp-reseau`

  await test.step('the space tells what waits; a hundred immersions are found by words and by what they wait for', async () => {
    await phone.offline(true)
    await page.goto(space)
    await look(page, 'the space of a réseau')
    await page.getByRole('link', { name: /^Immersions 1\d\d/ }).click()
    await expect(page.getByText(/^1\d\d immersions/)).toBeVisible()
    await expect(page.getByRole('button', { name: /Montrer la suite/ })).toBeVisible()
    await page.getByLabel('Chercher').fill('sal-42')
    await expect(page.getByRole('link', { name: /SAL-42/ })).toHaveCount(1)
    await page.getByLabel('Chercher').fill('')
    await page.getByLabel('Ce qui attend').selectOption('retard')
    await expect(page.getByRole('link', { name: /Plonge au Bistrot/ })).toBeVisible()
    await page.getByLabel('Ce qui attend').selectOption('entretien')
    await look(page, 'the immersions of a réseau, filtered')
    await page.getByRole('link', { name: /Commis de cuisine/ }).click()
    await expect(page.getByRole('link', { name: /Tenir l’entretien initial/ }).first()).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'Entretiens à tenir' })).toBeVisible()
    await expect(page.getByLabel('Ce qui attend')).toHaveValue('entretien')
  })

  await test.step('R-POSE-01 : offline, the employee says no, then yes, in their own words; only then is it accepted', async () => {
    await page.goto(`${server.url}/fiches/fic-essai-entretien`)
    const accepted = page.getByRole('radio', { name: /Immersion acceptée/ })
    const wish = () => page.getByRole('group', { name: /Voulez-vous faire cette immersion/ })
    await page.getByRole('link', { name: /Donner la parole au salarié/ }).click()
    await expect(page.getByRole('heading', { name: 'À vous la parole' })).toBeVisible()
    await expect(page.getByText('Décision du réseau')).toHaveCount(0)
    await wish().getByRole('radio', { name: 'Non' }).check({ force: true })
    await page.getByLabel(/^Pourquoi/).fill('Je veux voir si le rythme me va.')
    await expect(page.getByRole('link', { name: 'Immersions', exact: true })).toBeHidden()
    await look(page, 'the words of the employee')
    await kept(page)
    await page.getByRole('link', { name: /rendre le téléphone/ }).click()
    await expect(accepted).toBeDisabled()
    await expect(page.getByText(/base du volontariat|volontariat du salarié/).first()).toBeVisible()
    await page.getByRole('link', { name: /Donner la parole au salarié/ }).click()
    await wish().getByRole('radio', { name: 'Oui' }).check({ force: true })
    await page.getByRole('link', { name: /rendre le téléphone/ }).click()
    await expect(accepted).toBeEnabled()
    await accepted.check({ force: true })
    await validate(page)
  })

  await test.step('R-POSE-05 : more than a month is not validated; the immersion takes the days that were agreed', async () => {
    await page.goto(`${server.url}/fiches/fic-essai-place`)
    await page.getByLabel(/^Fin( \*)?$/).first().fill(day(50))
    await expect(page.getByText(/Une convention dure un mois au plus de date à date/).first()).toBeVisible()
    await page.getByRole('button', { name: 'Valider la fiche' }).click()
    await expect(page.getByText(/Une convention dure un mois au plus de date à date/).first()).toBeVisible()
    await expect(page.getByText(/^Validée/)).toHaveCount(0)
    await page.getByLabel(/^Fin( \*)?$/).first().fill(day(18))
    await validate(page)
    await page.goto(`${server.url}/immersions/imm-essai`)
    await expect(page.locator('.page-tete').getByText(/Découverte/)).toBeVisible()
    await expect(page.getByText('Lou Maquette')).toBeVisible()
    await page.locator('.etape').filter({ hasText: 'Après' }).last().locator('summary').click()
    await expect(page.getByText('Satisfaction découverte')).toBeVisible()
    await expect(page.getByText('Grille de compétences')).toHaveCount(0)
  })

  await test.step('the portfolio: a company is added offline, to be called today', async () => {
    await page.goto(`${space}/entreprises`)
    await page.getByRole('link', { name: 'Ajouter une entreprise' }).click()
    await page.getByLabel('Nom', { exact: true }).fill('Boulangerie du Modèle')
    await page.getByLabel('Téléphone').fill('02 61 91 00 09')
    await page.getByRole('button', { name: 'Ajouter au portefeuille' }).click()
    await expect(page.getByRole('heading', { name: 'Boulangerie du Modèle' })).toBeVisible()
    await page.getByRole('button', { name: 'Commencer le suivi' }).click()
    await page.getByLabel('Prochain contact').fill(day(0))
    await page.getByLabel('Note', { exact: true }).fill('Préfère être appelée avant 9 h.')
    await look(page, 'a company of the portfolio')
    await page.goto(space)
    await expect(page.getByRole('link', { name: /Entreprises à rappeler 1/ })).toBeVisible()
  })

  await test.step('the tuteur, offline in the kitchen, makes the point of the week; the employee tells a success on that phone', async () => {
    await kitchen.offline(true)
    await tut.goto(`${server.url}/immersions/imm-cours`)
    await expect(tut.getByText('Pas de bus avant 7 h')).toHaveCount(0)
    await tut.getByRole('link', { name: /Point de la semaine 1 en retard/ }).click()
    await expect(tut.getByLabel('Semaine n°')).toHaveValue('1')
    await tut.getByLabel('Ce que dit le tuteur').fill('Autonome à la plonge.')
    await tut.getByRole('button', { name: /Doser les produits/ }).click()
    await tut.getByRole('radio', { name: 'Non acquise' }).first().check({ force: true })
    await kept(tut)
    await tut.getByRole('link', { name: /Donner la parole au salarié/ }).click()
    await tut.getByLabel(/^Qu’avez-vous réussi/).fill('J’ai tenu le service du vendredi.')
    await tut.getByRole('link', { name: /rendre le téléphone/ }).click()
    await tut.goto(`${server.url}/immersions/imm-cours/progres`)
    await expect(tut.getByText('1 niveau gagné', { exact: false })).toBeVisible()
    await look(tut, 'progress of the skills')
  })

  await test.step('R-POSE-09 : the grid is signed on the tuteur’s phone, by the host, then by the employee under a code', async () => {
    await tut.goto(`${server.url}/fiches/fic-cours-grille`)
    await tut.getByText('Signatures : 0 sur 2').click()
    await tut.getByRole('link', { name: 'Signer', exact: true }).click()
    await tut.getByRole('button', { name: 'Signer d’un clic' }).click()
    await tut.getByRole('button', { name: 'Je signe d’un clic' }).click()
    await tut.getByRole('button', { name: /^Passer le téléphone/ }).click()
    await tut.getByLabel('Votre nom').fill('SAL-Z02')
    await tut.getByRole('button', { name: 'Signer d’un clic' }).click()
    await tut.getByRole('button', { name: 'Je signe d’un clic' }).click()
    await expect(tut.getByText('SAL-Z02 a signé.')).toBeVisible()
  })

  await test.step('R-POSE-09 : until the grid arrives, the bilan cannot be validated', async () => {
    await page.goto(`${server.url}/ouvrir?gabarit=pose-bilan-final-tripartite&immersion=imm-cours`)
    await expect(page.getByText('Le salarié n’a pas signé la grille.').first()).toBeVisible()
    await page.getByRole('button', { name: 'Valider la fiche' }).click()
    await expect(page.getByRole('button', { name: 'L’immersion a été' }).first()).toBeVisible()
    await Promise.all([phone.offline(false), kitchen.offline(false)])
    await Promise.all([received(page), received(tut)])
    await expect(page.getByText('Le salarié n’a pas signé la grille.')).toHaveCount(0, { timeout: 20_000 })
    await page.goto(`${server.url}/immersions/imm-cours/progres`)
    await expect(page.getByText('1 niveau gagné', { exact: false })).toBeVisible()
  })

  await test.step('the référent sees the obstacle and the company, never what is said of it; the obstacle is lifted offline', async () => {
    await ref.goto(`${server.url}/reseau/groupe/grp-reseau`)
    await expect(ref.getByRole('link', { name: /Freins à lever 1/ })).toBeVisible()
    await expect(ref.getByRole('link', { name: /^Entreprises/ })).toHaveCount(0)
    await ref.goto(`${server.url}/reseau`)
    await ref.getByRole('searchbox').first().fill('Boulangerie')
    await expect(ref.getByText('Boulangerie du Modèle').first()).toBeVisible({ timeout: 20_000 })
    await ref.goto(`${server.url}/reseau/groupe/grp-reseau/entreprises`)
    await expect(ref.getByText('Le portefeuille est tenu par les chargés de projet du réseau.')).toBeVisible()
    await siae.offline(true)
    await ref.goto(`${server.url}/immersions/imm-cours`)
    await ref.getByRole('link', { name: /Pas de bus avant 7 h/ }).click()
    await ref.getByRole('button', { name: /Mobilité/ }).first().click()
    await ref.getByRole('radio', { name: 'Levé', exact: true }).check({ force: true })
    await kept(ref)
    await ref.goto(`${server.url}/immersions/imm-cours`)
    await expect(ref.getByRole('heading', { name: /frein/ })).toHaveCount(0)
    await siae.offline(false)
    await received(ref)
  })

  await test.step('the bilan of three is held and signed on one phone without a network: the immersion is closed', async () => {
    await page.goto(`${server.url}/ouvrir?gabarit=pose-bilan-final-tripartite&immersion=imm-cours`)
    await page.waitForURL(/\/fiches\//)
    await received(page)
    const bilan = new URL(page.url()).pathname.split('/')[2] ?? ''
    await server.put('pro-charlie', bilan, { ...answersOf('fic-052', 'type_immersion', 'freins_restants', 'realisation'), type_immersion: 'validation', competences_bilan: 'Doser les produits : acquis.' })
    await expect(page.getByLabel('Formulation pour le CV')).not.toHaveValue('', { timeout: 20_000 })
    await phone.offline(true)
    await page.getByRole('group', { name: /^L’immersion a été/ }).getByRole('radio').first().check({ force: true })
    await kept(page)
    await page.goto(`${server.url}/fiches/${bilan}/signer`)
    await expect(page.getByLabel('Votre nom')).toHaveValue('Charlie Spécimen')
    await sign(page)
    await page.getByRole('button', { name: /^Passer le téléphone/ }).click()
    await sign(page)
    await page.getByRole('button', { name: /^Passer le téléphone/ }).click()
    await sign(page)
    await expect(page.getByRole('heading', { name: 'Tout est signé' })).toBeVisible()
    await says(page, 'imm-cours', 'Close', server.url)
    await phone.offline(false)
    await received(page)
    await says(ref, 'imm-cours', 'Close', server.url)
  })

  await test.step('a découverte ends with the questionnaire of the employee, answered and signed on the référent’s phone', async () => {
    await server.put('pro-charlie', 'imm-essai', { dates: [day(-4), day(0)], statut: 'en_cours' })
    // « Reçu » may still be of what came before: the server must have this fiche before somebody else writes in it.
    const pushed = ref.waitForResponse((response) => response.url().endsWith('/api/push') && response.ok(), { timeout: 30_000 })
    await ref.goto(`${server.url}/ouvrir?gabarit=pose-satisfaction-decouverte&immersion=imm-essai`)
    await ref.waitForURL(/\/fiches\//)
    await pushed
    await received(ref)
    const questionnaire = new URL(ref.url()).pathname.split('/')[2] ?? ''
    await server.put('pro-morgan', questionnaire, answersOf('fic-051', 'surprise'))
    await expect(ref.getByLabel('Ce qui m’a plu')).not.toHaveValue('', { timeout: 20_000 })
    await siae.offline(true)
    await ref.getByRole('link', { name: /Donner la parole au salarié/ }).click()
    await ref.getByLabel('Ce qui m’a surpris').fill('On range plus qu’on ne cuisine.')
    await ref.getByRole('link', { name: /rendre le téléphone/ }).click()
    await ref.goto(`${server.url}/fiches/${questionnaire}/signer`)
    await expect(ref.getByLabel('Votre nom')).toHaveValue('SAL-Z01')
    await sign(ref)
    await says(ref, 'imm-essai', 'Évaluée', server.url)
    await siae.offline(false)
    await received(ref)
  })

  await test.step('R-POSE-10 : the quarterly meeting is prepared from counts, without anybody in it', async () => {
    await page.goto(`${space}/reunion`)
    await look(page, 'the meeting to prepare')
    await page.getByRole('button', { name: 'Préparer la réunion' }).click()
    await expect(page.getByLabel('Commentaire')).toHaveValue(/Immersions du trimestre/)
    const said = await page.getByLabel('Commentaire').inputValue()
    for (const secret of ['SAL-', 'Bistrot', 'bus', 'rythme']) expect(said).not.toContain(secret)
    await expect(page.getByText('Aucun bus avant 7 h').first()).toBeVisible()
  })

  await test.step('R-POSE-10 : reminded until it is held; once its account is validated, the quarter asks nothing more', async () => {
    const meeting = page.url()
    await page.goto(space)
    await page.getByRole('link', { name: /Tenir la réunion du réseau, préparée/ }).click()
    await expect(page).toHaveURL(meeting)
    await page.getByLabel(/^Date( \*)?$/).fill(day(0))
    await page.getByRole('region', { name: 'Thèmes abordés' }).getByRole('button', { name: 'Ajouter une ligne' }).click()
    await page.getByLabel(/^Thème( \*)?$/).fill('Venir sans voiture')
    await page.getByLabel(/^Prochaine réunion/).fill(day(60))
    await validate(page)
    await page.goto(space)
    await expect(page.getByRole('link', { name: /Freins à lever|Points de la semaine|Immersions/ }).first()).toBeVisible()
    await expect(page.getByRole('link', { name: /^(Tenir|Préparer) la réunion/ })).toHaveCount(0)
    await page.goto(`${space}/reunion`)
    await expect(page.getByRole('link', { name: /Validée/ })).toBeVisible()
  })
})
