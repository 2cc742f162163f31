// After the visit, offline: notes read again and poured, three documents composed from what was ticked, looked at for
// anonymity, printed; then the host reads hers, answers, and was sent nothing else.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Json } from '../../src/domain/json.ts'
import { BIG_PHONE, enrol, expect, LAPTOP, type Page, test } from './support.ts'

const received = (page: Page) => page.getByRole('button', { name: /Reçu/ })
const IMMERSION = 'imm-2026-003'
const PRIVEE = 'Je sors remuée par une situation'
const INTERNE = 'Offrir à tout adolescent un lieu où venir sans raison à donner'
const NOTE = 'Panier de petits objets à manipuler'

interface Pdf {
  pages: { width: number; height: number; text: string }[]
  text: string
}

/** What Chromium prints of the page, read back: the text of each page, hyphens and spaces of the layout set aside. */
async function pdfOf(page: Page): Promise<Pdf> {
  const task = getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })), verbosity: 0 })
  const document = await task.promise
  const pages: Pdf['pages'] = []
  for (let n = 1; n <= document.numPages; n++) {
    const one = await document.getPage(n)
    const { width, height } = one.getViewport({ scale: 1 })
    const { items } = await one.getTextContent()
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('')
    pages.push({ width, height, text: text.replaceAll(/\s+/g, ' ') })
  }
  await task.destroy()
  return { pages, text: pages.map(({ text }) => text).join(' ') }
}

/** Opens the proposals of an answer of the composer and ticks the one that says so. */
async function tick(page: Page, question: string, words: string): Promise<void> {
  const answer = page.locator('.composition').filter({ hasText: question })
  await answer.locator('.propositions > summary').click()
  await answer.getByRole('checkbox', { name: words }).check()
  await expect(answer.getByRole('textbox').last()).toHaveValue(new RegExp(words))
}

test('relecture, three documents for three readers, an answer of the host: offline until they are shared', async ({ server, device }) => {
  test.setTimeout(180_000)
  const [camille, laptopOf, noa] = await server.start('pro-camille', 'pro-camille', 'pro-noa')
  const phone = device(BIG_PHONE)
  const page = await phone.on()
  await enrol(page, camille!, 'Téléphone de Camille')
  const here = `${server.url}/immersions/${IMMERSION}`
  await server.kill()
  await phone.offline(true)

  await test.step('notes in time order, filtered by étiquette and by point of the guide', async () => {
    await page.goto(`${here}/relecture`)
    const notes = page.getByRole('region', { name: 'Mes notes' })
    await expect(notes.locator('.notes time')).toHaveText(['14:20', '14:50', '15:30', '16:10', '17:20'])
    await notes.getByRole('button', { name: 'Citation', exact: true }).click()
    await expect(notes.locator('.notes time')).toHaveText(['15:30'])
    await notes.getByRole('button', { name: 'Citation', exact: true }).click()
    await notes.getByLabel('Point du guide').selectOption({ label: 'Astuces et savoir-faire à retenir' })
    await expect(notes.locator('.notes time')).toHaveText(['16:10'])
  })

  await test.step('poured by touch, undone, then by keyboard; the answer shows its note, the note its answer', async () => {
    await page.getByRole('button', { name: /^Verser/ }).tap()
    await page.getByRole('dialog').getByRole('button', { name: 'Constats principaux' }).tap()
    const said = page.getByText('Note versée dans « Constats principaux ».')
    await expect(said).toBeVisible()
    await page.getByRole('button', { name: 'Annuler' }).tap()
    await expect(page.getByText('Note retirée de « Constats principaux ».')).toBeVisible()
    await page.getByRole('button', { name: /^Verser/ }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Constats principaux' }).focus()
    await page.keyboard.press('Enter')
    await expect(said).toBeVisible()
    await page.getByText(/^Versée dans/).click()
    await expect(page.getByRole('link', { name: 'Évaluation : Constats principaux' })).toBeVisible()
    await page.getByRole('tab', { name: 'Mes réponses' }).click()
    const answer = page.locator('.versement').filter({ has: page.getByLabel('Constats principaux', { exact: true }) })
    await expect(answer.getByRole('textbox')).toHaveValue(new RegExp(NOTE))
    await expect(answer.getByRole('button', { name: new RegExp(`16:10.*${NOTE}`) })).toBeVisible()
  })

  await test.step('before stands beside after; what one wanted to know is answered from here', async () => {
    await expect(page.locator('.versement').filter({ hasText: 'Trois mots qui me viennent maintenant' })).toContainText('Silence, soin, secret')
    await expect(page.getByText('1 question sans réponse')).toBeVisible()
    await page.getByRole('button', { name: 'Répondre' }).click()
    const question = page.locator('.question').filter({ hasText: 'Rôle de l’accueil dans l’évaluation de l’urgence' })
    await question.getByRole('textbox').fill('L’accueil repère, l’équipe décide ensemble.')
    await expect(page.getByText('Tout a sa réponse')).toBeVisible()
  })

  await test.step('R-NOTE-02 : a private note goes to no answer that others may read', async () => {
    const answer = page.locator('.versement').filter({ has: page.getByLabel('Ses missions', { exact: true }) })
    await answer.getByRole('button', { name: 'Ajouter une note' }).click()
    await expect(page.getByRole('dialog').getByText(NOTE)).toBeVisible()
    await expect(page.getByRole('dialog').getByText(PRIVEE)).toHaveCount(0)
    await page.getByRole('button', { name: 'Terminé' }).click()
  })

  await test.step('R-VIS-01 : three documents, empty until their author ticks', async () => {
    await page.goto(here)
    const last = page.locator('.etape').filter({ has: page.getByRole('heading', { name: 'Après', exact: true }) })
    if (!(await last.locator('details').evaluate((one) => (one as HTMLDetailsElement).open))) await last.locator('summary').first().click()
    await last.getByRole('link', { name: /^Restitution interne/ }).click()
    await page.getByRole('button', { name: 'Composer ce document' }).click()
    await expect(page.locator('.composition').first().getByRole('textbox')).toHaveValue('')
    await tick(page, 'La structure visitée en cinq lignes', INTERNE)
    await page.getByRole('tab', { name: 'Le réseau local' }).click()
    await expect(page.locator('.composition')).toHaveCount(1)
    await page.locator('.composition').getByRole('textbox').fill('Un besoin commun : parler du secret partagé.')
    await page.getByRole('tab', { name: 'L’accueillant' }).click()
    await page.getByRole('button', { name: 'Composer ce document' }).click()
    await page.getByRole('button', { name: 'Choisir parmi tous mes écrits' }).first().click()
    await page.getByRole('dialog').getByRole('searchbox').fill('panier')
    await page.getByRole('dialog').getByRole('checkbox', { name: new RegExp(NOTE) }).first().check()
    await page.getByRole('button', { name: 'Terminé' }).click()
    await page.getByLabel('Ce que j’ai particulièrement apprécié').fill('Votre silence, et la façon dont Kevin Durand a été accueilli.')
    await page.getByLabel('Ce qui va changer dans nos orientations vers vous').fill('Nous appellerons avant d’envoyer.')
    await page.getByRole('link', { name: 'Relire et partager' }).click()
  })

  await test.step('R-ETH-03, R-NOTE-03 : what is missing, what could identify, then only the page as its reader sees it', async () => {
    const share = page.getByRole('button', { name: 'Partager', exact: true })
    await expect(page.getByText('Il manque 2 réponses.')).toBeVisible()
    await page.getByRole('link', { name: /^Forme/ }).click()
    await page.getByLabel(/^Date/).first().fill('2026-11-20')
    await page.getByRole('radio', { name: 'Entretien' }).check({ force: true })
    await page.getByRole('link', { name: 'Relire et partager' }).click()
    await expect(page.locator('mark')).toHaveText('Kevin Durand')
    await page.getByRole('checkbox', { name: /J’ai relu/ }).check()
    await expect(page.getByText('Il reste un passage à vérifier.')).toBeVisible()
    await expect(share).toBeDisabled()
    await page.getByRole('link', { name: 'Réécrire' }).click()
    await page.getByLabel('Ce que j’ai particulièrement apprécié').fill('Votre silence, et la façon dont chacun est accueilli.')
    await page.getByRole('link', { name: 'Relire et partager' }).click()
    await expect(page.locator('mark')).toHaveCount(0)
    await expect(page.locator('.apercu')).toContainText('la façon dont chacun est accueilli')
    await expect(page.locator('.apercu')).not.toContainText('Points à corriger')
    await expect(page.getByText(/Liront ce document.*Noa Gabarit/)).toBeVisible()
    await expect(share).toBeDisabled()
    await page.getByRole('checkbox', { name: /J’ai relu/ }).check()
    await share.click()
    await expect(page.getByText(/^Partagé/)).toBeVisible()
  })

  await test.step('printed offline: A4, accents, the words that were chosen and no other', async () => {
    await page.getByRole('link', { name: 'Imprimer' }).click()
    await expect(page.locator('.i-document')).toContainText('la façon dont chacun est accueilli')
    await expect(page).toHaveTitle(/^Restitution à la structure accueillante – .+ – \d{4}-\d\d-\d\d$/)
    const { pages, text } = await pdfOf(page)
    expect(pages).toHaveLength(1)
    expect([Math.round(pages[0]!.width), Math.round(pages[0]!.height)]).toEqual([595, 842])
    for (const words of ['Ce que j’ai compris de votre travail', 'la façon dont chacun est accueilli', 'Page 1 sur 1', 'Document composé par Camille Exemple'])
      expect(text).toContain(words)
    for (const words of [PRIVEE, INTERNE, 'Imprimer ou enregistrer', 'Aujourd’hui']) expect(text).not.toContain(words)
  })

  await test.step('the server comes back; the host reads hers and answers, and is sent nothing else', async () => {
    await server.start()
    await phone.offline(false)
    await expect(received(page)).toBeVisible({ timeout: 30_000 })
    const hosts = await device().on()
    const pulled: string[] = []
    hosts.on('response', async (response) => {
      if (response.url().endsWith('/api/pull')) pulled.push(await response.text().catch(() => ''))
    })
    await enrol(hosts, noa!, 'Téléphone de Noa')
    await hosts.goto(`${server.url}/immersions/${IMMERSION}/restitution?document=accueil`)
    await hosts.getByRole('link', { name: 'Lire et répondre' }).click()
    await hosts.getByLabel('Points à corriger ou à compléter').fill('Le panier vient d’une idée des jeunes eux-mêmes.')
    await expect(received(hosts)).toBeVisible()
    const everything = pulled.join('\n')
    expect(everything).toContain('la façon dont chacun est accueilli')
    for (const secret of [INTERNE, 'parler du secret partagé', PRIVEE, 'L’accueil repère', 'Kevin Durand']) expect(everything).not.toContain(secret)
    await page.goto(`${here}/restitution?document=accueil`)
    await page.getByRole('link', { name: 'la fiche entière' }).click()
    await expect(page.getByLabel('Points à corriger ou à compléter')).toHaveValue(/une idée des jeunes/, { timeout: 20_000 })
  })

  await test.step('on a laptop, a note is dragged onto an answer', async () => {
    const wide = await device(LAPTOP).on()
    await enrol(wide, laptopOf!, 'Ordinateur de Camille')
    await wide.goto(`${here}/relecture`)
    const answer = wide.locator('.versement').filter({ has: wide.getByLabel('Ses missions', { exact: true }) })
    await answer.scrollIntoViewIfNeeded()
    const note = wide.locator('.note-prise').filter({ hasText: 'Trois minutes sans rien dire' })
    await note.locator('.note-mots').dragTo(answer)
    await expect(wide.getByText('Note versée dans « Ses missions ».')).toBeVisible()
    await expect(answer.getByRole('textbox')).toHaveValue(/Trois minutes sans rien dire/)
  })
})

test('a table of 80 rows is printed whole, its heads again on each page; what fewer people read only when ticked', async ({ server, device }) => {
  const [camille] = await server.start('pro-camille')
  const rows = Array.from({ length: 80 }, (_, i) => `Thème ${String(i + 1).padStart(2, '0')} : l’œuvre « côté façade », où l’été naît`)
  await server.put('pro-camille', 'fic-003', Object.fromEntries(
    rows.flatMap((theme, i): [string, Json][] => {
      const row = `tableau_connaissances/ligne${i}`
      return [
        [row, { pos: `b${String(i).padStart(3, '0')}` }],
        [`${row}/theme`, theme],
        [`${row}/ce_que_je_sais`, `Réponse ${i + 1}, ${'assez longue pour tenir sur deux lignes '.repeat(3)}`],
      ]
    }),
  ))
  const page = await device(LAPTOP).on()
  await enrol(page, camille!, 'Ordinateur')
  await page.goto(`${server.url}/imprimer/fiche/fic-003`)
  await expect(page.locator('.i-document')).toContainText('Thème 80')
  const { pages, text } = await pdfOf(page)
  for (const theme of rows) expect(text).toContain(theme)
  expect(pages.length).toBeGreaterThan(4)
  expect(pages.length).toBeLessThan(14)
  const withRows = pages.filter(({ text: one }) => /Thème \d\d/.test(one))
  for (const { text: one, width, height } of withRows) {
    expect(one).toContain('Ce que je sais')
    expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
  }
  // Each row is on one page: its first and its last words.
  for (let i = 1; i <= 80; i++) expect(withRows.some(({ text: one }) => one.includes(`Thème ${String(i).padStart(2, '0')}`) && one.includes(`Réponse ${i},`))).toBe(true)
  const secret = await page.evaluate(() => document.querySelector('.i-document')?.textContent ?? '')
  await page.getByRole('checkbox', { name: /réponses réservées/ }).check()
  await expect(page.locator('.i-document')).toContainText('(réponse réservée)')
  expect(secret).not.toContain('(réponse réservée)')
})
