// A new version waits for the person's agreement: the page that is open stays whole, what is being typed is kept, and a
// tab left on the old version loses nothing either.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { to } from './look.ts'
import { BIG_PHONE, enrol, expect, test as base, TestServer } from './support.ts'

const root = resolve(import.meta.dirname, '../..')
const MARK = 'Version nouvelle, pour l’essai.'

/** The app as it will be: one sentence of one screen differs, hence its chunk, the pages' and the worker's. */
async function buildNext(outDir: string): Promise<void> {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
    plugins: [
      {
        name: 'next-version',
        enforce: 'pre',
        transform: (code, id) => (id.endsWith('MoiScreen.tsx') ? code.replace('Logiciel libre, licence MIT.', MARK) : undefined),
      },
    ],
  })
}

/** A server whose build is deployed over: the former files are gone from it. */
const test = base.extend<{ next: string; server: TestServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's dependencies from this pattern
  next: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'carnet-suivante-'))
    await buildNext(folder)
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  server: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'carnet-deploye-'))
    cpSync(join(root, 'dist'), folder, { recursive: true })
    const server = new TestServer(folder)
    await use(server)
    await server.remove()
    rmSync(folder, { recursive: true, force: true })
  },
})

test('a new version waits, keeps what is typed, and an old tab goes on', async ({ server, next, device }) => {
  test.setTimeout(180_000)
  const [camille] = await server.start('pro-camille')
  const phone = device(BIG_PHONE)
  const page = await phone.on()
  await enrol(page, camille!, 'Téléphone')
  await page.getByRole('button', { name: 'Commencer' }).click()
  const old = await phone.context.newPage()
  await old.goto(`${server.url}/fiches/fic-003`)
  const words = page.getByLabel('Trois mots qui me viennent')
  await to(page, '/fiches/fic-003')
  await expect(words).toBeVisible()

  await server.kill()
  rmSync(server.dist, { recursive: true })
  cpSync(next, server.dist, { recursive: true })
  await server.start()
  const banner = page.getByText('Une nouvelle version est prête')

  await test.step('the banner appears; the page stays on its version, screens it had not opened yet included', async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect(banner).toBeVisible({ timeout: 30_000 })
    await to(page, '/moi')
    await expect(page.getByText('Logiciel libre, licence MIT.')).toBeVisible()
    await to(page, '/moi/inviter')
    await expect(page.getByRole('heading', { level: 1, name: 'Ajouter un appareil' })).toBeVisible()
    await page.reload()
    await to(page, '/moi')
    await expect(page.getByText('Logiciel libre, licence MIT.')).toBeVisible()
  })

  await test.step('« Plus tard » keeps', async () => {
    await expect(banner).toBeVisible()
    await page.getByRole('button', { name: 'Plus tard' }).click()
    await expect(banner).toHaveCount(0)
    await page.reload()
    await expect(banner).toBeVisible()
    await to(page, '/moi')
    await expect(page.getByText('Logiciel libre, licence MIT.')).toBeVisible()
  })

  await test.step('« Mettre à jour maintenant » reloads, with what was being typed', async () => {
    await to(page, '/fiches/fic-003')
    await words.fill('')
    await words.pressSequentially('écrit juste avant la mise à jour')
    await page.getByRole('button', { name: 'Mettre à jour maintenant' }).click()
    await expect(banner).toHaveCount(0)
    await expect(words).toHaveValue('écrit juste avant la mise à jour')
    await to(page, '/moi')
    await expect(page.getByText(MARK)).toBeVisible()
  })

  await test.step('the tab left on the old version', async () => {
    await old.bringToFront()
    const there = old.getByLabel('Trois mots qui me viennent')
    await expect(there).toHaveValue('écrit juste avant la mise à jour')
    await there.fill('écrit dans l’ancien onglet')
    await expect(words).toHaveValue('écrit dans l’ancien onglet').catch(() => undefined)
    // A screen that this tab had not opened: its file is gone from the server and from the cache.
    await to(old, '/moi/corbeille')
    await expect(old.getByRole('heading', { level: 1, name: 'Corbeille' })).toBeVisible()
    await to(old, '/fiches/fic-003')
    await expect(old.getByLabel('Trois mots qui me viennent')).toHaveValue('écrit dans l’ancien onglet')
  })
})
