// Every screen and state of the app is looked at (look.ts); then the main acts are done without a mouse.
import { look, looked, to } from './look.ts'
import { enrol, expect, LAPTOP, PHONE, type Page, test } from './support.ts'
import type { Locator } from '@playwright/test'

const inParis = (at: Date): string => new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(at)
const title = (page: Page, name: string | RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
const received = (page: Page) => expect(page.getByRole('button', { name: /^Reçu/ })).toBeVisible({ timeout: 30_000 })

const immersionDuJour = {
  $type: 'immersion',
  $auteur: 'pro-camille',
  titre: 'Une journée à la maison des adolescents',
  dispositif: 'immersion_pro',
  modalite: 'observation',
  accueilli: ['pro-camille'],
  structure_appartenance: 'str-mission-locale',
  structure_accueil: 'str-mda',
  accueillant: 'pro-noa',
  dates: [inParis(new Date())],
  heure_debut: '09:00',
  heure_fin: '12:00',
  statut: 'preparee',
}

test('every screen, in every state, passes every look', async ({ server, device }) => {
  test.setTimeout(240_000)
  const [camille] = await server.start('pro-camille')
  const phone = device(PHONE)
  const page = await phone.on()

  await test.step('coming in', async () => {
    await page.goto(server.url)
    await expect(page.getByLabel('Code d’invitation')).toBeVisible()
    await look(page, 'welcome, by code')
    await page.getByLabel('Code d’invitation').fill('AAAA-AAAA')
    await page.getByRole('button', { name: 'Ouvrir mon carnet' }).click()
    await expect(page.getByRole('alert')).toContainText('Cette invitation ne marche pas')
    await look(page, 'welcome, wrong code')
    await page.goto('about:blank')
    await page.goto(camille?.link ?? '')
    await expect(page.getByText('Votre invitation est prête')).toBeVisible()
    await look(page, 'welcome, by link')
    await page.getByLabel('Nom de cet appareil').fill('Téléphone')
    await page.getByRole('button', { name: 'Ouvrir mon carnet' }).click()
    await title(page, 'Prêt hors connexion')
    await look(page, 'ready')
    await page.getByRole('button', { name: 'Commencer' }).click()
  })

  await test.step('today', async () => {
    await expect(page.getByText('Aucune immersion aujourd’hui')).toBeVisible()
    await look(page, 'today, no immersion of the day')
    await server.put('pro-camille', 'imm-du-jour', immersionDuJour)
    await expect(page.getByRole('link', { name: 'Commencer' })).toBeVisible({ timeout: 20_000 })
    await look(page, 'today, an immersion of the day')
    await page.getByRole('button', { name: /Reçu|Enregistré/ }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(page, 'the state, in words')
    await page.getByRole('button', { name: 'Fermer' }).click()
  })

  await test.step('immersions', async () => {
    await to(page, '/immersions')
    await title(page, 'Immersions')
    await look(page, 'immersions')
    await page.getByLabel('Chercher').fill('zzz')
    await expect(page.getByText('Aucune immersion ne correspond')).toBeVisible()
    await look(page, 'immersions, nothing found')
    await to(page, '/immersions/nouvelle')
    await expect(page.getByLabel('Titre')).toBeVisible()
    await look(page, 'a new immersion')
    await to(page, '/immersions/imm-du-jour/modifier')
    await expect(page.getByLabel('Titre')).toHaveValue(immersionDuJour.titre)
    await look(page, 'an immersion changed')
  })

  await test.step('the dossier at each of its steps', async () => {
    for (const id of ['imm-2026-001', 'imm-du-jour']) {
      await to(page, `/immersions/${id}`)
      await expect(page.locator('.etape')).toHaveCount(4)
      await look(page, `dossier ${id}`)
      const closed = page.locator('.etape details:not([open]) summary')
      while ((await closed.count()) > 0) await closed.first().click()
      await look(page, `dossier ${id}, every step open`)
    }
    await page.getByRole('button', { name: 'Mettre à la corbeille' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(page, 'asking before the corbeille')
    await page.getByRole('button', { name: 'Garder' }).click()
  })

  await test.step('fiches: to begin, to validate, guide, row, notes to link, unknown', async () => {
    await to(page, '/ouvrir?gabarit=spro-3-preparation&immersion=imm-du-jour')
    await expect(page).toHaveURL(/\/fiches\//)
    await page.getByRole('button', { name: 'Valider', exact: false }).last().click()
    await look(page, 'a fiche with what is missing')
    await to(page, '/fiches/fic-003')
    await page.locator('.f-ouvre').first().click()
    await expect(page.getByRole('button', { name: 'Descendre' }).first()).toBeVisible()
    await look(page, 'a row of a table, open')
    await to(page, '/fiches/fic-005')
    await expect(page.getByText(/sur \d+ vus/)).toBeVisible()
    await look(page, 'a guide')
    await to(page, '/fiches/fic-008')
    await page.getByRole('button', { name: 'Relier des notes' }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(page, 'notes to link')
    await page.keyboard.press('Escape')
    await to(page, '/fiches/fic-inconnue')
    await title(page, 'Fiche introuvable')
    await look(page, 'no such fiche')
    await to(page, '/immersions/imm-inconnue')
    await title(page, 'Immersion introuvable')
    await look(page, 'no such immersion')
    await to(page, '/nulle-part')
    await title(page, 'Cette page n’existe pas')
    await look(page, 'no such page')
  })

  await test.step('notes', async () => {
    await to(page, '/carnet')
    await title(page, 'Carnet de notes')
    await look(page, 'carnet, empty')
    await to(page, '/immersions/imm-2026-001/carnet')
    await page.getByRole('group', { name: 'Ne montrer que' }).getByRole('button').first().click()
    await look(page, 'carnet, filtered')
    await page.getByRole('button', { name: 'Prendre une note' }).click()
    await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
    await page.keyboard.type('L’accueil se fait debout, à deux.')
    await page.getByRole('dialog').getByRole('button', { name: 'Étonnement' }).click()
    await look(page, 'the note sheet')
    await page.getByRole('button', { name: 'Privée' }).click()
    await look(page, 'who may read a note')
    await page.getByRole('button', { name: 'Fermer' }).click()
    await to(page, '/immersions/imm-2026-001/relecture')
    await title(page, 'Relecture')
    await look(page, 'relecture, notes')
    await page.getByRole('tab', { name: 'Mes réponses' }).click()
    await look(page, 'relecture, answers')
    await page.getByRole('tab', { name: 'Mes notes' }).click()
    await page.getByRole('button', { name: /^Verser/ }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(page, 'relecture, where a note goes')
    await page.keyboard.press('Escape')
  })

  await test.step('what is given back, printed, exported', async () => {
    for (const [path, heading] of [
      ['/immersions/imm-2026-001/restitution', 'Restituer'],
      ['/immersions/imm-2026-001/restitution?document=reseau', 'Restituer'],
      ['/fiches/fic-009/partager', 'Relire et partager'],
      ['/imprimer/fiche/fic-008', '4 – Évaluation de l’expérience d’immersion'],
      ['/imprimer/dossier/imm-2026-001', 'Dossier d’immersion'],
      ['/imprimer/notes/imm-2026-001', 'Notes de terrain'],
      ['/sorties', 'Imprimer, exporter'],
      ['/sorties/imm-2026-001', 'Imprimer, exporter'],
    ] as const) {
      await to(page, path)
      await title(page, heading)
      await expect(page.locator('.page :is(.rangs, .composition, .apercu, .i-feuille, .gestes)').first()).toBeVisible()
      await look(page, path)
    }
  })

  await test.step('the network and me', async () => {
    for (const path of ['/reseau', '/reseau/structure/str-mission-locale', '/reseau/personne/pro-alix', '/reseau/groupe/grp-fictivie', '/reseau/groupe/cyc-accueil-2026', '/reseau/seance/sea-2026-06-18', '/reseau/groupe/bourse-fictivie', '/reseau/groupe/bourse-fictivie?vue=reciprocite', '/reseau/offre/fic-028', '/reseau/demande/fic-030', '/moi', '/moi/sante', '/moi/corbeille', '/moi/inviter']) {
      await to(page, path)
      await expect(page.locator('.page h2, .page .rangs, .page p').first()).toBeVisible()
      await look(page, path)
    }
    await page.getByRole('button', { name: 'Créer l’invitation' }).click()
    await expect(page.getByRole('img', { name: 'Lien d’invitation à photographier' })).toBeVisible()
    await look(page, 'an invitation made')
    await to(page, '/moi')
    await page.getByRole('button', { name: 'Quitter ce carnet' }).click()
    await look(page, 'leaving')
    await page.getByRole('button', { name: 'Rester' }).click()
  })

  await test.step('two versions, a change refused, the corbeille, no network', async () => {
    await received(page)
    await phone.offline(true)
    await to(page, '/fiches/fic-003')
    await page.getByLabel('Trois mots qui me viennent').fill('école, horaires, portes')
    await to(page, '/immersions/imm-2026-002/modifier')
    await page.getByLabel('Titre').fill('Un titre que le serveur ne prendra pas')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await expect(page.getByRole('button', { name: /à envoyer/ })).toBeVisible()
    await to(page, '/moi/sante')
    await look(page, 'santé without network')
    // Meanwhile another device answers the same, and Camille no longer takes part in the immersion she renamed.
    await server.put('pro-camille', 'fic-003', { mots_representation: 'école, tests, rendez-vous pris' })
    await server.put('pro-sacha', 'imm-2026-002', { accueillant: 'pro-dominique' })
    await phone.offline(false)
    await expect(page.getByRole('button', { name: 'À revoir' })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Un titre que le serveur ne prendra pas')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copier' })).toBeVisible()
    await look(page, 'santé with a refusal and two versions')
    await page.getByRole('heading', { name: 'À choisir' }).locator('..').getByRole('button').first().click()
    await expect(page.getByRole('button', { name: 'Garder l’autre' })).toBeVisible()
    await look(page, 'two versions')
    await page.getByRole('button', { name: 'Écrire une autre réponse' }).click()
    await look(page, 'two versions, the right one written')
    await page.getByLabel('Une autre réponse').fill('école, tests, portes')
    await page.getByRole('button', { name: 'Garder cette réponse' }).click()
    await expect(page.getByRole('heading', { name: 'À choisir' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Retirer de la liste' }).click()
    await to(page, '/fiches/fic-009')
    await page.getByRole('button', { name: 'Mettre cette fiche à la corbeille' }).click()
    await page.getByRole('button', { name: 'Mettre à la corbeille', exact: true }).click()
    await expect(page).toHaveURL(/imm-2026-001$/)
    await to(page, '/moi/corbeille')
    await expect(page.getByRole('button', { name: 'Reprendre' })).toBeVisible()
    await look(page, 'corbeille')
    await received(page)
  })

  await test.step('a wiped device says what it brought back', async () => {
    await phone.offline(true)
    await to(page, '/immersions/imm-du-jour/carnet')
    await page.getByRole('button', { name: 'Prendre une note' }).click()
    await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
    await page.keyboard.type('Écrite sans réseau.')
    await expect(page.getByRole('dialog').getByText('Enregistré', { exact: true })).toBeVisible()
    await page.waitForTimeout(500)
    const session = await phone.context.newCDPSession(page)
    await page.goto('about:blank')
    await session.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb' })
    await page.goto(server.url)
    await expect(page.getByRole('complementary', { name: 'À savoir' })).toContainText('retrouvée')
    await look(page, 'recovery')
    await phone.offline(false)
  })
  console.log(`screens looked at on the phone: ${looked}`)
})

test('without a mouse: a note, a fiche, a row added and moved, two versions; the wide screens', async ({ server, device }) => {
  test.setTimeout(180_000)
  const [camille] = await server.start('pro-camille')
  const laptop = device(LAPTOP)
  const page = await laptop.on()
  await enrol(page, camille!, 'Ordinateur')
  await page.getByRole('button', { name: 'Commencer' }).click()

  /** Presses Tab until the target has the focus: it is reachable, and the focus is never trapped. */
  async function tab(target: Locator): Promise<void> {
    for (let presses = 0; presses < 200; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        const outlined = await target.evaluate((element) => getComputedStyle(element).outlineStyle !== 'none' || getComputedStyle(element).boxShadow !== 'none')
        if (!outlined) expect.soft(outlined, `the focus is seen on ${await target.evaluate((element) => element.outerHTML.slice(0, 80))}`).toBe(true)
        return
      }
      await page.keyboard.press('Tab')
    }
    throw new Error(`the keyboard reaches ${target}`)
  }

  await test.step('a note', async () => {
    await page.goto(`${server.url}/immersions/imm-2026-003/carnet`)
    await title(page, 'Carnet de notes')
    await tab(page.getByRole('button', { name: 'Prendre une note' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
    await page.keyboard.type('Prise sans souris.')
    await tab(page.getByRole('dialog').getByRole('button', { name: 'Question' }))
    await page.keyboard.press('Space')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByText('Prise sans souris.')).toBeVisible()
  })

  await test.step('a fiche, a row added and moved', async () => {
    await page.goto(`${server.url}/fiches/fic-021`)
    const words = page.getByLabel('Trois mots qui me viennent')
    await expect(words).toBeVisible()
    await tab(words)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('clavier, patience, détours')
    const table = page.getByRole('group', { name: /Tableau de mes connaissances/ })
    const rows = table.locator('[data-row]')
    const before = await rows.count()
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('Control+Home')
    await tab(table.getByRole('button', { name: 'Ajouter une ligne' }))
    await page.keyboard.press('Enter')
    await expect(rows).toHaveCount(before + 1)
    await page.keyboard.type('Ligne du clavier')
    const added = rows.last()
    await tab(added.getByRole('button', { name: 'Monter' }))
    await page.keyboard.press('Enter')
    await expect(rows.nth(before - 1)).toContainText('Ligne du clavier')
    await page.reload()
    await expect(rows.nth(before - 1)).toContainText('Ligne du clavier')
    await expect(words).toHaveValue('clavier, patience, détours')
  })

  await test.step('two versions', async () => {
    await received(page)
    await laptop.offline(true)
    const words = page.getByLabel('Trois mots qui me viennent')
    await words.fill('la mienne')
    await expect(page.getByRole('button', { name: /à envoyer|Enregistré/ })).toBeVisible()
    await server.put('pro-camille', 'fic-021', { mots_representation: 'la sienne' })
    await laptop.offline(false)
    await page.goto(`${server.url}/moi/sante`)
    const choice = page.getByRole('heading', { name: 'À choisir' }).locator('..').getByRole('button').first()
    await expect(choice).toBeVisible({ timeout: 30_000 })
    await tab(choice)
    await page.keyboard.press('Enter')
    await tab(page.getByRole('button', { name: 'Garder l’autre' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'À choisir' })).toHaveCount(0)
    await page.goto(`${server.url}/fiches/fic-021`)
    await expect(words).toHaveValue(/^la (mienne|sienne)$/)
  })

  await test.step('the wide screens, and who administers', async () => {
    for (const path of ['/', '/immersions/imm-2026-001', '/immersions/imm-2026-001/relecture', '/immersions/imm-2026-001/carnet', '/fiches/fic-003', '/fiches/fic-005', '/reseau', '/moi']) {
      await to(page, path)
      await expect(page.locator('.page h2, .page .rangs, .page p').first()).toBeVisible()
      await look(page, `wide ${path}`)
    }
    await server.admin('inviter', 'pro-camille', '--administration')
    // The server reads a session again after two seconds.
    await expect(async () => {
      await page.goto(`${server.url}/moi/inviter`)
      await expect(page.getByText('Pour qui ?')).toBeVisible({ timeout: 1_500 })
    }).toPass({ timeout: 20_000 })
    await look(page, 'wide /moi/inviter, administration')
  })
})
