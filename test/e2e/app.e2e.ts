// A group of practice analysis: the frame accepted by each on their own device, attendance by tapping names, a situation
// shown for the séance and never to the management, gone the next day from the others and on its date from everywhere,
// on devices without a network too.
import type { Json } from '../../src/domain/json.ts'
import { enrol, expect, type Page, test } from './support.ts'

const GROUPE = '/reseau/groupe/app-fictivie'
const SECRET = 'Je guette la porte et je parle trop sec'
const POSITION = 'Dire d’avance que l’absence peut se dire'
const received = (page: Page) => page.getByRole('button', { name: /Reçu/ })

test('the frame, a situation, the attendance, and nothing more for the management; then everything is erased', async ({ server, device }) => {
  test.setTimeout(150_000)
  const [camilleIn, dominiqueIn, charlieIn, alixIn] = await server.start('pro-camille', 'pro-dominique', 'pro-charlie', 'pro-alix')
  // The examples have no facilitator and no management; the frame waits for one participant.
  const change = (id: string, set: Record<string, Json>) => server.put('systeme', id, set)
  await change('app-fictivie', { coordination: 'pro-charlie' })
  await change('pro-alix', { mandats: [{ structure: 'str-mission-locale', groupe: null, roles: ['encadrement_app'] }] })
  await change('fic-069', { 'participants/ligne2/engagement': false, signature_encadrement: null })
  const phones = [device(), device(), device(), device()]
  const pages = await Promise.all(phones.map((phone) => phone.on()))
  const [camille, dominique, charlie, alix] = pages as [Page, Page, Page, Page]
  const pulled = new Map<Page, string[]>(pages.map((page) => [page, []]))
  for (const page of pages)
    page.on('response', async (response) => {
      if (response.url().endsWith('/api/pull')) pulled.get(page)?.push(await response.text().catch(() => ''))
    })
  await Promise.all([enrol(camille, camilleIn!, 'Camille'), enrol(dominique, dominiqueIn!, 'Dominique'), enrol(charlie, charlieIn!, 'Charlie'), enrol(alix, alixIn!, 'Alix')])
  const shot = async (page: Page, name: string) => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  }
  const today = await charlie.evaluate(() => new Intl.DateTimeFormat('sv-SE').format(new Date()))
  let seance = ''

  await test.step('the facilitator fixes a séance for today, from their phone', async () => {
    await charlie.goto(server.url + GROUPE)
    await charlie.getByRole('button', { name: 'Fixer une séance' }).first().click()
    await charlie.getByLabel('Jour', { exact: true }).fill(today)
    await charlie.getByLabel('Début').fill('09:30')
    await charlie.getByLabel('Fin', { exact: true }).fill('12:00')
    await shot(charlie, 'app-fixer')
    await charlie.getByRole('dialog').getByRole('button', { name: 'Fixer la séance' }).click()
    await expect(charlie).toHaveURL(/reseau\/seance\//)
    seance = new URL(charlie.url()).pathname
    await expect(received(charlie)).toBeVisible({ timeout: 20_000 })
  })

  await test.step('each accepts the frame on their own device, one without a network', async () => {
    await camille.goto(server.url + GROUPE)
    await expect(camille.getByRole('button', { name: 'J’accepte ce cadre' })).toBeVisible()
    await phones[0]!.offline(true)
    await shot(camille, 'app-cadre')
    await camille.getByRole('button', { name: 'J’accepte ce cadre' }).click()
    await expect(camille.getByText('3 participants sur 3 l’ont accepté.')).toBeVisible()
    await phones[0]!.offline(false)
    await alix.goto(server.url + GROUPE)
    await expect(alix.getByRole('link', { name: 'M’engager sur l’assiduité' })).toBeVisible({ timeout: 30_000 })
  })

  await test.step('R-APP-02: the management takes the engagement and signs, on its own device, without a network', async () => {
    await alix.getByRole('link', { name: 'M’engager sur l’assiduité' }).click()
    await phones[3]!.offline(true)
    await alix.getByText(/^Signatures\s: 0 sur 1/).click()
    await alix.getByRole('link', { name: 'Signer', exact: true }).click()
    await alix.getByRole('button', { name: 'Signer d’un clic' }).click()
    await alix.getByRole('button', { name: 'Je signe d’un clic' }).click()
    await expect(alix.getByText(/Alix Démonstration a signé\./)).toBeVisible()
    await phones[3]!.offline(false)
    await expect(received(alix)).toBeVisible({ timeout: 30_000 })
    await camille.goto(server.url + GROUPE)
    await expect(camille.getByText(/L’encadrement s’est engagé sur l’assiduité/)).toBeVisible({ timeout: 30_000 })
  })

  await test.step('R-APP-04: a situation belongs to its author, who shows it for the séance', async () => {
    await dominique.goto(server.url + seance)
    await phones[1]!.offline(true)
    await dominique.getByRole('button', { name: 'Apporter une situation' }).click()
    await dominique.getByRole('textbox', { name: /^Titre neutre/ }).fill('La chaise vide')
    await dominique.getByLabel('Ce que j’ai vécu').fill(SECRET)
    await expect(dominique.getByLabel('Effacer cette fiche le')).toHaveValue('2027-01-21')
    await phones[1]!.offline(false)
    await expect(received(dominique)).toBeVisible({ timeout: 30_000 })
    await camille.goto(server.url + seance)
    await expect(camille.getByRole('button', { name: 'Apporter une situation' })).toBeVisible()
    await expect(camille.getByText('La chaise vide')).toHaveCount(0)
    await dominique.goto(server.url + GROUPE)
    await dominique.getByRole('button', { name: /La chaise vide/ }).click()
    await shot(dominique, 'app-situation')
    await dominique.getByRole('radio', { name: /le temps de la séance/ }).click({ force: true })
    await expect(camille.getByText('La chaise vide')).toBeVisible({ timeout: 30_000 })
    await camille.getByText('La chaise vide').click()
    await expect(camille.getByText(SECRET)).toBeVisible()
  })

  await test.step('R-APP-02, R-APP-03: attendance by tapping names; the management reads it and nothing else', async () => {
    await phones[2]!.offline(true)
    await charlie.getByRole('button', { name: 'Noter la présence' }).click()
    await charlie.getByRole('button', { name: /^Dominique Fictif/ }).click()
    const camilleRow = charlie.getByRole('button', { name: /^Camille Exemple/ })
    await camilleRow.click()
    await camilleRow.click()
    await expect(camilleRow).toContainText('Absent, prévenu')
    await charlie.getByLabel('Ce que le groupe retient').fill('Attendre n’est pas guetter')
    await charlie.getByLabel(/Point d’organisation/).fill('Prévoir un remplaçant')
    await shot(charlie, 'app-seance')
    await phones[2]!.offline(false)
    await expect(received(charlie)).toBeVisible({ timeout: 30_000 })
    await alix.goto(server.url + GROUPE)
    await expect(alix.getByText('Absent, prévenu')).toBeVisible({ timeout: 30_000 })
    await expect(alix.getByText('Prévoir un remplaçant')).toBeVisible()
    await shot(alix, 'app-encadrement')
    await alix.goto(server.url + seance)
    await expect(alix.getByText('Le contenu de cette séance n’est lu que par le groupe.')).toBeVisible()
    const told = pulled.get(alix)?.join('\n') ?? ''
    expect(told).toContain('absent_prevenu')
    for (const secret of [SECRET, 'La chaise vide', 'Attendre n’est pas guetter']) expect(told).not.toContain(secret)
    expect(pulled.get(charlie)?.join('\n')).not.toContain(SECRET)
    await camille.goto(server.url + seance)
    await expect(camille.getByText('Attendre n’est pas guetter')).toBeVisible({ timeout: 20_000 })
  })

  await test.step('after the séance its author, without a network, says what it changed for them; neither the management nor the facilitator is sent it', async () => {
    await phones[1]!.offline(true)
    await dominique.goto(server.url + GROUPE)
    await dominique.getByRole('button', { name: /La chaise vide/ }).click()
    await dominique.getByRole('link', { name: 'Écrire ou relire' }).click()
    await dominique.getByLabel('Ma part d’implication').fill('L’absence me touche plus que je ne l’admets.')
    await dominique.getByLabel('Mon positionnement professionnel après la séance').fill(POSITION)
    await dominique.getByLabel('Pistes que je choisis d’essayer').fill('Réécrire la lettre avec une collègue.')
    await phones[1]!.offline(false)
    await expect(received(dominique)).toBeVisible({ timeout: 30_000 })
    for (const page of [charlie, alix]) expect(pulled.get(page)?.join('\n')).not.toContain(POSITION)
  })

  /** Everything that the app keeps on the device. */
  const kept = (page: Page): Promise<string> =>
    page.evaluate(async () => {
      const said: unknown[] = []
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name ?? '')
          opening.onsuccess = () => resolve(opening.result)
          opening.onerror = () => reject(opening.error)
        })
        for (const store of db.objectStoreNames)
          said.push(
            await new Promise((resolve, reject) => {
              const reading = db.transaction(store).objectStore(store).getAll()
              reading.onsuccess = () => resolve(reading.result)
              reading.onerror = () => reject(reading.error)
            }),
          )
        db.close()
      }
      return JSON.stringify(said)
    })

  await test.step('the next day, without a network, the reader’s device has forgotten it', async () => {
    expect(await kept(camille)).toContain(SECRET)
    await phones[0]!.offline(true)
    const tomorrow = await camille.evaluate(() => Date.now() + 86_400_000)
    await camille.clock.setSystemTime(tomorrow)
    await camille.goto(server.url + GROUPE)
    await expect(camille.getByRole('heading', { name: 'Séances' })).toBeVisible()
    await expect.poll(() => kept(camille)).not.toContain(SECRET)
    expect(await kept(dominique)).toContain(SECRET)
  })

  await test.step('R-APP-04: its author is warned, then it is gone everywhere, here without a network, there on the server', async () => {
    await phones[1]!.offline(true)
    await dominique.clock.setSystemTime('2027-01-15T08:00:00+01:00')
    await dominique.goto(server.url + GROUPE)
    await expect(dominique.getByText('« La chaise vide » sera effacée le 21 janvier')).toBeVisible()
    await dominique.clock.setSystemTime('2027-01-21T08:00:00+01:00')
    await dominique.goto(server.url + GROUPE)
    await expect(dominique.getByRole('heading', { name: 'Séances' })).toBeVisible()
    await expect(dominique.getByText('La chaise vide')).toHaveCount(0)
    await expect.poll(() => kept(dominique)).not.toContain(SECRET)
    await server.at('2027-01-21T08:00:00')
    await phones[1]!.offline(false)
    await dominique.goto(server.url + GROUPE)
    await expect(received(dominique)).toBeVisible({ timeout: 30_000 })
    await expect(dominique.getByText('La chaise vide')).toHaveCount(0)
    for (const secret of [SECRET, POSITION]) expect(await kept(dominique)).not.toContain(secret)
  })
})
