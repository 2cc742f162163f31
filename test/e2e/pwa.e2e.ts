// What makes it an app of the phone: it can be installed, its shortcuts lead where they say, and after one visit
// everything is there without a server: every address, every gabarit.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { to } from './look.ts'
import { BIG_PHONE, enrol, expect, test } from './support.ts'

const root = resolve(import.meta.dirname, '../..')
const gabarits = readdirSync(join(root, 'src/forms/gabarits'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(root, 'src/forms/gabarits', name), 'utf8')) as { id: string; version: number; titre: string; titre_court: string; famille: string })

test('the app installs, its shortcuts and deep links work with the server dead, and every gabarit opens offline', async ({ server, device }) => {
  test.setTimeout(180_000)
  const [camille] = await server.start('pro-camille')
  const phone = device(BIG_PHONE)
  const page = await phone.on()
  const session = await phone.context.newCDPSession(page)
  await page.addInitScript(() => {
    const persist = navigator.storage.persist.bind(navigator.storage)
    navigator.storage.persist = () => {
      sessionStorage.setItem('persist-asked', 'yes')
      return persist()
    }
  })
  await enrol(page, camille!, 'Téléphone')
  await page.getByRole('button', { name: 'Commencer' }).click()

  await test.step('it can be installed', async () => {
    const { errors, data } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const manifest = JSON.parse(data ?? '{}') as { name: string; shortcuts: { url: string }[]; icons: { src: string }[]; screenshots: { src: string }[] }
    expect(manifest.name).toBe('Carnet d’immersion')
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    expect(installabilityErrors).toEqual([])
    for (const { src } of [...manifest.icons, ...manifest.screenshots]) {
      const answer = await page.request.get(new URL(src, server.url).href)
      expect.soft(answer.status(), `${src} is served`).toBe(200)
      expect.soft(answer.headers()['content-type'], `${src} is an image`).toMatch(/^image\//)
    }
    expect(manifest.shortcuts.map(({ url }) => url)).toEqual(['/?note', '/immersions'])
  })

  // One fiche of each gabarit is known to this device before the server dies.
  for (const { id, version } of gabarits) {
    await server.put('pro-camille', `fic-test-${id}`, {
      $type: 'fiche',
      $auteur: 'pro-camille',
      $gabarit: id,
      $gabarit_version: version,
      $immersion: 'imm-2026-001',
    })
  }
  const last = gabarits.at(-1)?.id ?? ''
  await to(page, `/fiches/fic-test-${last}`)
  await expect(page.locator('.f-fiche')).toBeVisible({ timeout: 30_000 })

  await server.kill()
  await phone.offline(true)

  await test.step('shortcuts and deep links', async () => {
    await page.goto(`${server.url}/?note`)
    await expect(page.getByRole('dialog', { name: 'Prendre une note' })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
    await page.keyboard.type('La première note demande au navigateur de tout garder.')
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem('persist-asked'))).toBe('yes')
    const places: [string, string][] = [
      ['/immersions', 'Immersions'],
      ['/immersions/imm-2026-001/relecture', 'Relecture'],
      ['/immersions/imm-2026-001/carnet', 'Carnet de notes'],
      ['/reseau/structure/str-cio', 'CIO des Trois-Rives-Imaginaires'],
      ['/moi/sante', 'Où sont mes écrits ?'],
      ['/moi/corbeille', 'Corbeille'],
      ['/nulle-part', 'Cette page n’existe pas'],
    ]
    for (const [path, title] of places) {
      const answer = await page.goto(`${server.url}${path}`)
      expect.soft(answer?.status(), `${path} without a server`).toBe(200)
      await expect.soft(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    }
  })

  await test.step('every gabarit', async () => {
    for (const { id, famille } of gabarits) {
      await to(page, `/fiches/fic-test-${id}${famille === 'guide' ? '?vue=fiche' : ''}`)
      await expect.soft(page.locator('.f-section').first(), id).toBeVisible()
      await expect.soft(page.getByText('Fiche d’une autre version'), id).toHaveCount(0)
    }
  })

  await test.step('every file of the build that the pages ask for is kept', async () => {
    const names = await page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
      return found
    })
    const built = readdirSync(join(root, 'dist/assets')).filter((name) => /\.(js|css|woff2)$/.test(name))
    // The writer of Excel files is kept from the first time it is used (src/sw.ts), not before.
    const absent = built.filter((name) => !names.includes(`/assets/${name}`))
    expect(absent).toEqual([expect.stringMatching(/^xlsx-/)])
  })
})
