// Photos: what they are is looked at, the hash is checked, and only readers of the document get them.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newDocId } from '../../src/domain/id.ts'
import { folder, problem, RESEAU, world } from './world.ts'

const images = {
  'image/jpeg': [0xff, 0xd8, 0xff, 0xe0],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/webp': [0x52, 0x49, 0x46, 0x46, 9, 9, 9, 9, 0x57, 0x45, 0x42, 0x50],
}
const image = (type: keyof typeof images, rest = 'pixels') => new Uint8Array([...images[type], ...new TextEncoder().encode(rest)])
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test.each(Object.keys(images) as (keyof typeof images)[])('%s comes back as it was sent, as often as it is sent', async (type) => {
  const dataDir = folder()
  const { person, device } = await world({ dataDir })
  const camille = await device(await person('Camille'))
  const note = camille.note('avec photo')
  await camille.push(note)
  const bytes = image(type, 'x'.repeat(200_000))
  const path = `/api/photos/${note.d}/${hashOf(bytes)}`
  for (let twice = 0; twice < 2; twice++) {
    const answer = await camille.ask(path, { method: 'PUT', body: bytes, headers: { 'content-type': 'application/octet-stream' } })
    expect(await answer.json()).toEqual({ sha256: hashOf(bytes), type, size: bytes.byteLength })
  }
  const back = await camille.ask(path)
  expect(back.headers.get('content-type')).toBe(type)
  expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes)
  // One file, whole, without leftovers, readable by the server alone.
  const names = readdirSync(join(dataDir, 'photos', RESEAU))
  expect(names).toEqual([hashOf(bytes)])
  expect(statSync(join(dataDir, 'photos', RESEAU, names[0]!)).mode & 0o077).toBe(0)
})

test('a file cut off by a crash is written again', async () => {
  const dataDir = folder()
  const { person, device } = await world({ dataDir })
  const camille = await device(await person('Camille'))
  const note = camille.note('avec photo')
  await camille.push(note)
  const bytes = image('image/png')
  const path = `/api/photos/${note.d}/${hashOf(bytes)}`
  await camille.ask(path, { method: 'PUT', body: bytes })
  writeFileSync(join(dataDir, 'photos', RESEAU, hashOf(bytes)), bytes.slice(0, 5))
  await camille.ask(path, { method: 'PUT', body: bytes })
  expect(new Uint8Array(readFileSync(join(dataDir, 'photos', RESEAU, hashOf(bytes))))).toEqual(bytes)
})

test('who may not read the document gets and gives no photo of it; a hash is no right', async () => {
  const { person, device } = await world()
  const [camille, alix] = [await device(await person('Camille')), await device(await person('Alix'))]
  const [hers, his] = [camille.note('à Camille'), alix.note('à Alix')]
  await camille.push(hers)
  await alix.push(his)
  const bytes = image('image/jpeg')
  const sha256 = hashOf(bytes)
  await camille.ask(`/api/photos/${hers.d}/${sha256}`, { method: 'PUT', body: bytes })
  for (const [doc, method] of [[hers.d, 'GET'], [hers.d, 'PUT'], [his.d, 'GET'], [newDocId(), 'PUT'], [newDocId(), 'GET']] as const) {
    const asked = method === 'PUT' ? { method, body: bytes } : {}
    expect(await problem(await alix.ask(`/api/photos/${doc}/${sha256}`, asked)), `${method} ${doc}`).toEqual({
      status: 404,
      reason: 'unknown',
      message: 'Introuvable, ou pas accessible depuis votre compte.',
    })
  }
})

test.each([
  ['a picture that is a script', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['a GIF', 'GIF89a<script>'],
  ['nothing', ''],
  ['a RIFF that is no WebP', 'RIFF0000WAVEfmt '],
])('%s is refused', async (_, text) => {
  const dataDir = folder()
  const { person, device } = await world({ dataDir })
  const camille = await device(await person('Camille'))
  const note = camille.note('avec photo')
  await camille.push(note)
  const bytes = new TextEncoder().encode(text)
  const answer = await camille.ask(`/api/photos/${note.d}/${hashOf(bytes)}`, { method: 'PUT', body: bytes })
  expect(await problem(answer)).toMatchObject({ status: 415, message: 'Cette photo n’est ni en JPEG, ni en PNG, ni en WebP.' })
  expect(readdirSync(dataDir)).not.toContain('photos')
})
