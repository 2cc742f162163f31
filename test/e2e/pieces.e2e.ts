// Photos and voice memos in real browsers: kept before anything else, through kills, to a second device; a photo leaves
// without what the camera wrote about the place.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tearLog } from '../torture/torn-log.ts'
import { BIG_PHONE, enrol, expect, LAPTOP, type Page, test } from './support.ts'

/** A JPEG of 2,000 × 1,000 lying on its side (orientation 6) whose EXIF names a place: left half red, right half blue. */
async function photoWithPlace(page: Page): Promise<Buffer> {
  const plain = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 2_000
    canvas.height = 1_000
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#d00'
    pen.fillRect(0, 0, 1_000, 1_000)
    pen.fillStyle = '#00d'
    pen.fillRect(1_000, 0, 1_000, 1_000)
    // Details, or it would be smaller than its small picture.
    for (let i = 0; i < 20_000; i++) {
      pen.fillStyle = `hsl(${(i * 137) % 360} 80% 50%)`
      pen.fillRect(200 + ((i * 7_919) % 1_600), (i * 104_729) % 1_000, 4, 4)
    }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? ''
  })
  const jpeg = Buffer.from(plain, 'base64')
  const tiff = Buffer.alloc(8 + 2 + 12 + 4)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(0x0112, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(6, 18)
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 48.1147,-1.6794 APPAREIL-DE-CAMILLE')])
  const head = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255])
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)])
}

/** Waits for the first file of the database to be there; says whether an answer named it at that very moment. */
const firstFileIsNamed = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const name = (await indexedDB.databases()).map((one) => one.name ?? '').find((one) => one.startsWith('carnet-') && one !== 'carnet-appareil') ?? ''
    const base = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => done(opening.result)
      opening.onerror = () => fail(opening.error)
    })
    for (;;) {
      // One transaction: what it sees is one moment.
      const reading = base.transaction(['photos', 'chunks', 'docs'])
      const [files, parts, names] = await Promise.all(
        [reading.objectStore('photos').getAllKeys(), reading.objectStore('chunks').getAllKeys(), reading.objectStore('docs').index('fichiers').getAllKeys()].map(
          (request) => new Promise<IDBValidKey[]>((done) => (request.onsuccess = () => done(request.result))),
        ),
      )
      if ((files?.length ?? 0) + (parts?.length ?? 0) > 0) return files?.length === 1 && (parts?.length ?? 0) > 1 && names?.length === 1
    }
  })

const received = (page: Page) => page.getByRole('button', { name: /Reçu/ })
const photoOf = (page: Page) => page.locator('img[alt="Photo de la note"]').first()

test('a photo and a memo of a note, offline, through kills, to a second device', async ({ server, device }) => {
  test.setTimeout(180_000)
  const [camille, laptopWay] = await server.start('pro-camille', 'pro-camille')
  const phone = device(BIG_PHONE)
  const micro = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  let page = await phone.on(...micro)
  await enrol(page, camille!, 'Téléphone de Camille')
  await page.goto(`${server.url}/immersions`)
  await page.getByRole('link', { name: /Tenir l’accueil de la maison des adolescents/ }).click()
  await expect(page.getByRole('button', { name: 'Prendre une note' })).toBeVisible()
  const carnet = `${page.url()}/carnet`
  await server.kill()
  await phone.offline(true)

  await test.step('the photo is on the device, upright, smaller, without its place, through a kill', async () => {
    const file = await photoWithPlace(page)
    await page.getByRole('button', { name: 'Prendre une note' }).click()
    await page.keyboard.type('Le panneau de l’entrée')
    // Killed the moment its bytes are there: the note that names it is there too, never one without the other.
    const isNamed = firstFileIsNamed(page)
    await page.getByLabel('Ajouter une photo').setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: file })
    expect(await isNamed).toBe(true)
    await phone.kill()
    page = await phone.on(...micro)
    await phone.offline(true)
    await page.goto(carnet)
    await expect(page.getByText('Le panneau de l’entrée')).toBeVisible()
    await expect(photoOf(page)).toBeVisible()
  })

  await test.step('the page ends while the camera is open: the note comes back, and takes the photo again', async () => {
    await page.getByRole('button', { name: 'Prendre une note' }).click()
    await page.keyboard.type('Vu de près')
    await expect(page.getByRole('dialog').getByText('Enregistré', { exact: true })).toBeVisible()
    const chooser = page.waitForEvent('filechooser')
    await page.getByLabel('Ajouter une photo').click()
    await chooser
    await page.reload()
    await expect(page.getByText('la photo est à reprendre')).toBeVisible()
    const field = page.getByRole('textbox', { name: 'Note', exact: true })
    await expect(field).toHaveValue('Vu de près')
    await expect(field).toBeFocused()
    await page.getByRole('button', { name: 'Fermer' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.reload()
    await expect(page.getByText('Vu de près')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('killed while it records, what was said is there', async () => {
    await page.getByRole('button', { name: 'Prendre une note' }).click()
    await page.keyboard.type('Dit en marchant')
    await page.getByRole('button', { name: 'Voix' }).click()
    await expect(page.getByRole('button', { name: /Arrêter \(0:0[3-9]/ })).toBeVisible({ timeout: 15_000 })
    await phone.kill()
    page = await phone.on(...micro)
    await phone.offline(true)
    await page.goto(carnet)
    await expect(page.getByText(/Mémo vocal, 0:0[3-9]/)).toBeVisible({ timeout: 20_000 })
    await page.getByText('Dit en marchant').click()
    await expect(page.locator('audio')).toBeVisible()
    // It plays: the sound can be read.
    await expect.poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.readyState)).toBeGreaterThan(0)
  })

  await test.step('stopped by the person, it is there; a microphone that is refused is a sentence', async () => {
    await page.getByRole('button', { name: 'Voix' }).click()
    await expect(page.getByRole('button', { name: /Arrêter \(0:0[2-9]/ })).toBeVisible({ timeout: 15_000 })
    await page.getByRole('button', { name: /Arrêter/ }).click()
    await expect(page.locator('audio')).toHaveCount(2)
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('no', 'NotAllowedError')
      }
    })
    await page.getByRole('button', { name: 'Voix' }).click()
    await expect(page.getByText(/n’a pas le droit d’écouter le micro/)).toBeVisible()
    await page.getByRole('button', { name: 'Fermer' }).click()
  })

  await test.step('the server comes back; a second device sees and hears it all', async () => {
    await server.start()
    await phone.offline(false)
    await expect(received(page)).toBeVisible({ timeout: 30_000 })
    const laptop = device(LAPTOP)
    const wide = await laptop.on()
    await enrol(wide, laptopWay!, 'Ordinateur de Camille')
    await wide.goto(carnet)
    await expect(wide.getByText('Le panneau de l’entrée')).toBeVisible()
    // By itself, and the small picture alone: the whole one stays where it is until somebody opens it.
    await expect(photoOf(wide)).toBeVisible({ timeout: 20_000 })
    expect(await photoOf(wide).evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(320)
    await laptop.offline(true)
    await wide.getByText('Le panneau de l’entrée').click()
    await wide.getByRole('button', { name: /^Agrandir/ }).click()
    await expect(wide.getByText('Seule la vignette est sur cet appareil')).toBeVisible()
    await laptop.offline(false)
    const entiere = wide.locator('img[data-entiere="oui"]')
    await expect(entiere).toBeVisible({ timeout: 20_000 })
    const shown = await entiere.evaluate(async (image: HTMLImageElement) => {
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      const pen = canvas.getContext('2d')!
      pen.drawImage(image, 0, 0)
      const top = [...pen.getImageData(canvas.width / 2, 20, 1, 1).data]
      const bottom = [...pen.getImageData(canvas.width / 2, canvas.height - 20, 1, 1).data]
      return { width: canvas.width, height: canvas.height, redOnTop: top[0]! > 150 && top[2]! < 90, blueBelow: bottom[2]! > 150 && bottom[0]! < 90 }
    })
    expect(shown).toEqual({ width: 800, height: 1_600, redOnTop: true, blueBelow: true })
    const network = join(server.dataDir, 'photos', readdirSync(join(server.dataDir, 'photos'))[0] ?? '')
    const files = readdirSync(network)
    expect(files).toHaveLength(3)
    for (const name of files) {
      const bytes = readFileSync(join(network, name)).toString('latin1')
      for (const secret of ['Exif', 'GPS', 'APPAREIL-DE-CAMILLE']) expect(bytes).not.toContain(secret)
    }
  })
})

/** The names of the files that the database holds, and those of the copies beside it. */
const filesHere = (page: Page): Promise<{ kept: string[]; copies: string[] }> =>
  page.evaluate(async () => {
    const name = (await indexedDB.databases()).map((one) => one.name ?? '').find((one) => one.startsWith('carnet-') && one !== 'carnet-appareil') ?? ''
    const base = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => done(opening.result)
    })
    const kept = await new Promise<IDBValidKey[]>((done) => {
      const reading = base.transaction('photos').objectStore('photos').getAllKeys()
      reading.onsuccess = () => done(reading.result)
    })
    base.close()
    const folder = await (await (await navigator.storage.getDirectory()).getDirectoryHandle('pieces')).getDirectoryHandle(name)
    const copies: string[] = []
    for await (const copy of folder.keys()) copies.push(copy)
    return { kept: kept.map(String).sort(), copies: copies.sort() }
  })

test('a photo and a memo not yet sent are back after the browser wiped its database, and the server receives their bytes', async ({ server, device }) => {
  test.setTimeout(180_000)
  const [camille] = await server.start('pro-camille')
  const phone = device(BIG_PHONE)
  const micro = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  let page = await phone.on(...micro)
  await enrol(page, camille!, 'Téléphone de Camille')
  await page.goto(`${server.url}/carnet`)
  await expect(page.getByRole('button', { name: 'Prendre une note' })).toBeVisible()
  await server.kill()
  await phone.offline(true)

  await page.getByRole('button', { name: 'Prendre une note' }).click()
  await page.keyboard.type('Vu et entendu')
  const saved = () => page.getByRole('dialog').getByText('Enregistré', { exact: true })
  await expect(saved()).toBeVisible()
  await page.getByLabel('Ajouter une photo').setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await photoWithPlace(page) })
  await expect(photoOf(page)).toBeVisible()
  await page.getByRole('button', { name: 'Voix' }).click()
  await expect(page.getByRole('button', { name: /Arrêter \(0:0[2-9]/ })).toBeVisible({ timeout: 15_000 })
  await page.getByRole('button', { name: /Arrêter/ }).click()
  await expect(page.locator('audio')).toHaveCount(1)
  await expect(saved()).toBeVisible()
  // The memo under its own name: what it was while it was recorded is gone on both sides.
  await expect
    .poll(async () => {
      const { kept, copies } = await filesHere(page)
      return kept.every((name) => /^[0-9a-f]{64}$/.test(name)) && String(copies) === String(kept) ? kept.length : 0
    })
    .toBe(2)
  const { kept } = await filesHere(page)

  // As a kill inside a write leaves it: the next start writes behind it, the one after finds everything wiped.
  await phone.off()
  await tearLog(phone.profile, server.url)
  page = await phone.on()
  await phone.offline(true)
  await page.goto(`${server.url}/carnet`)
  await page.getByRole('button', { name: 'Prendre une note' }).click()
  await page.keyboard.type('Le lendemain')
  await expect(saved()).toBeVisible()
  await phone.off()
  page = await phone.on()
  await phone.offline(true)
  await page.goto(`${server.url}/carnet`)
  await expect(page.getByText('avait perdu vos données : 2 notes et 2 pièces jointes retrouvées')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'J’ai lu' }).click()
  await expect(photoOf(page)).toBeVisible()
  expect(await photoOf(page).evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(320)
  await page.getByText('Vu et entendu').click()
  await expect.poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.readyState)).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Fermer' }).click()
  expect(await filesHere(page)).toEqual({ kept, copies: kept })

  await server.start()
  await phone.offline(false)
  await expect(received(page)).toBeVisible({ timeout: 30_000 })
  const network = join(server.dataDir, 'photos', readdirSync(join(server.dataDir, 'photos'))[0] ?? '')
  await expect.poll(() => readdirSync(network).sort()).toEqual(kept)
  for (const name of kept) expect(createHash('sha256').update(readFileSync(join(network, name))).digest('hex')).toBe(name)
  // Received: the copies have done their work.
  await expect.poll(async () => (await filesHere(page)).copies).toEqual([])
})
