// Attachments in chunks: a cut at any byte costs the rest of a chunk, nothing counts before it is whole, checked and on
// the disk, and only readers of the document give or get anything.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { expect, onTestFinished, test } from 'vitest'
import { createPhotos } from '../../server/photos.ts'
import { newDocId } from '../../src/domain/id.ts'
import { streamOf } from './stream.ts'
import { announce, b64, bring, CHUNK, hashOf, offset, send, TUS } from './tus.ts'
import { folder, problem, RESEAU, type World, world } from './world.ts'

const heads = {
  'image/jpeg': [0xff, 0xd8, 0xff, 0xe0],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/webp': [0x52, 0x49, 0x46, 0x46, 9, 9, 9, 9, 0x57, 0x45, 0x42, 0x50],
  'audio/webm': [0x1a, 0x45, 0xdf, 0xa3],
  'audio/ogg': [...new TextEncoder().encode('OggS')],
  'audio/mp4': [0, 0, 0, 24, ...new TextEncoder().encode('ftypM4A ')],
}
function file(type: keyof typeof heads, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  for (let i = 0; i < size; i++) bytes[i] = (i * 31) >> 3
  bytes.set(heads[type])
  return bytes
}

async function withNote({ person, device }: World) {
  const camille = await device(await person('Camille'))
  const note = camille.note('avec pièce')
  await camille.push(note)
  return { camille, doc: note.d }
}

test.each(Object.keys(heads) as (keyof typeof heads)[])('%s arrives in chunks and comes back whole, to be kept and not run', async (type) => {
  const dataDir = folder()
  const { camille, doc } = await withNote(await world({ dataDir }))
  const bytes = file(type, 700_001)
  expect((await send(camille, doc, bytes)).status).toBe(204)
  const back = await camille.ask(`/api/pieces/${doc}/${hashOf(bytes)}`)
  expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes)
  expect(Object.fromEntries(['content-type', 'x-content-type-options', 'content-security-policy', 'cache-control'].map((name) => [name, back.headers.get(name)]))).toEqual({
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
  expect(back.headers.get('content-disposition')).toMatch(/^attachment; filename="piece-[0-9a-f]{12}\.[a-z0-9]+"$/)
  // Nothing half-way is left, and the file is the server's alone. Asked again, it is whole: nothing is sent twice.
  expect(readdirSync(join(dataDir, 'envois'))).toEqual([])
  expect(statSync(join(dataDir, 'photos', RESEAU, hashOf(bytes))).mode & 0o077).toBe(0)
  expect(await offset(camille, doc, hashOf(bytes))).toBe(bytes.byteLength)
})

test('cut in every chunk, over a real connection, it goes on where it stopped and arrives once', async () => {
  const dataDir = folder()
  const made = await world({ dataDir })
  const { camille, doc } = await withNote(made)
  const server = createAdaptorServer({ fetch: made.service.app.fetch, overrideGlobalObjects: false })
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)))
  onTestFinished(() => void server.close())
  const bytes = file('image/jpeg', 5 * CHUNK + 77)
  const sha256 = hashOf(bytes)
  expect((await announce(camille, doc, sha256, bytes.byteLength)).status).toBe(201)
  let cuts = 0
  for (let at = 0; at < bytes.byteLength; ) {
    const chunk = bytes.slice(at, at + CHUNK)
    // Each second try is cut somewhere in its bytes.
    const cut = cuts < 12 && cuts % 2 === 0
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    const head = [
      `PATCH /api/pieces/envois/${doc}/${sha256} HTTP/1.1`, 'Host: localhost', `Cookie: ${camille.cookie}`, 'Sec-Fetch-Site: same-origin', 'Tus-Resumable: 1.0.0',
      `Upload-Offset: ${at}`, 'Content-Type: application/offset+octet-stream', `Content-Length: ${chunk.byteLength}`, 'Connection: close', '', '',
    ].join('\r\n')
    socket.write(head)
    const part = cut ? chunk.slice(0, Math.floor((chunk.byteLength * (cuts % 5)) / 5)) : chunk
    await new Promise<void>((resolve) => socket.write(part, () => resolve()))
    if (cut) await new Promise((resolve) => setTimeout(resolve, 30)).then(() => socket.destroy())
    else await new Promise<void>((resolve) => socket.resume().on('close', () => resolve()))
    cuts++
    // What is held is asked for, as the client does; a chunk that was cut may still be on its way to the disk.
    let now = await offset(camille, doc, sha256)
    for (let tries = 0; now === null && tries < 50; tries++) now = await offset(camille, doc, sha256)
    expect(now).toBeGreaterThanOrEqual(at)
    at = now ?? at
  }
  expect(cuts).toBeGreaterThanOrEqual(7)
  expect(new Uint8Array(readFileSync(join(dataDir, 'photos', RESEAU, sha256)))).toEqual(bytes)
  expect(readdirSync(join(dataDir, 'photos', RESEAU))).toEqual([sha256])
})

test('a file cut off by a crash, or gone from the disk, is asked for again and written again', async () => {
  const dataDir = folder()
  const { camille, doc } = await withNote(await world({ dataDir }))
  const bytes = file('image/png', 3_000)
  const sha256 = hashOf(bytes)
  const held = join(dataDir, 'photos', RESEAU, sha256)
  for (const harm of [() => writeFileSync(held, bytes.slice(0, 5)), () => rmSync(held)]) {
    await send(camille, doc, bytes)
    harm()
    expect(await offset(camille, doc, sha256)).toBeNull()
    expect((await send(camille, doc, bytes)).status).toBe(204)
    expect(new Uint8Array(readFileSync(held))).toEqual(bytes)
  }
})

test('the first bytes alone are given when they are asked for: a small picture is there', async () => {
  const { camille, doc } = await withNote(await world())
  const bytes = file('image/jpeg', 100_000)
  await send(camille, doc, bytes)
  const part = async (range: string) => {
    const answer = await camille.ask(`/api/pieces/${doc}/${hashOf(bytes)}`, { headers: { range } })
    return [answer.status, answer.headers.get('content-range'), Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes.slice(0, answer.status === 206 ? 32_768 : undefined)))]
  }
  expect(await part('bytes=0-32767')).toEqual([206, 'bytes 0-32767/100000', true])
  for (const whole of ['bytes=0-999999', 'bytes=5-9', 'bytes=0-', 'pages=0-5']) expect(await part(whole), whole).toEqual([200, null, true])
})

test('a file that arrives is told to who reads its document, and to nobody else', async () => {
  const made = await world({ events: { heartbeat: 40, gather: 5 } })
  const { camille, doc } = await withNote(made)
  const alix = await made.device(await made.person('Alix'))
  const laptop = await made.device(camille.personne)
  const [hers, his] = [await streamOf(laptop), await streamOf(alix)]
  await hers.settled()
  const before = [hers.pokes(), his.pokes()] as const
  await send(camille, doc, file('image/jpeg', 3_000))
  await hers.poked(before[0] + 1)
  await his.settled()
  expect(his.pokes()).toBe(before[1])
})

test('announced again, what is half here is kept; a part for the wrong place is refused', async () => {
  const { camille, doc } = await withNote(await world())
  const bytes = file('image/jpeg', 2 * CHUNK)
  const sha256 = hashOf(bytes)
  await announce(camille, doc, sha256, bytes.byteLength)
  await bring(camille, doc, sha256, 0, bytes.slice(0, CHUNK))
  expect((await announce(camille, doc, sha256, bytes.byteLength)).status).toBe(201)
  expect(await offset(camille, doc, sha256)).toBe(CHUNK)
  expect((await problem(await bring(camille, doc, sha256, 0, bytes.slice(0, CHUNK)))).status).toBe(409)
  expect((await bring(camille, doc, sha256, CHUNK, bytes.slice(CHUNK))).status).toBe(204)
})

test('bytes of another hash count for nothing, and the right ones can follow', async () => {
  const dataDir = folder()
  const { camille, doc } = await withNote(await world({ dataDir }))
  const bytes = file('image/jpeg', 3_000)
  const sha256 = hashOf(bytes)
  await announce(camille, doc, sha256, bytes.byteLength)
  const wrong = bytes.slice()
  wrong[2_000] = 255 - (wrong[2_000] ?? 0)
  expect(await problem(await bring(camille, doc, sha256, 0, wrong))).toMatchObject({ status: 422, message: 'La pièce jointe est arrivée abîmée. Elle sera renvoyée ; rien n’est perdu.' })
  expect((await camille.ask(`/api/pieces/${doc}/${sha256}`)).status).toBe(404)
  expect(existsSync(join(dataDir, 'photos'))).toBe(false)
  expect((await send(camille, doc, bytes)).status).toBe(204)
})

test('who may not read the document gives and gets nothing; a hash is no right', async () => {
  const made = await world()
  const { camille, doc } = await withNote(made)
  const alix = await made.device(await made.person('Alix'))
  const his = alix.note('à Alix')
  await alix.push(his)
  const bytes = file('image/jpeg', 3_000)
  const sha256 = hashOf(bytes)
  await send(camille, doc, bytes)
  const secret = { status: 404, reason: 'unknown', message: 'Introuvable, ou pas accessible depuis votre compte.' }
  for (const other of [doc, newDocId()]) {
    expect(await problem(await announce(alix, other, sha256, 3_000))).toEqual(secret)
    expect(await problem(await bring(alix, other, sha256, 0, bytes))).toEqual(secret)
    expect(await problem(await alix.ask(`/api/pieces/${other}/${sha256}`))).toEqual(secret)
    expect(await offset(alix, other, sha256)).toBeNull()
  }
  // His own document does not hold it either, and does not say that it is there.
  expect(await problem(await alix.ask(`/api/pieces/${his.d}/${sha256}`))).toEqual(secret)
  expect(await offset(alix, his.d, sha256)).toBeNull()
  // What a device has begun is nobody else's to go on with.
  const phone = await made.device(camille.personne)
  const half = file('image/png', 3_000)
  await announce(camille, doc, hashOf(half), 3_000)
  expect(await offset(phone, doc, hashOf(half))).toBeNull()
})

test('too big is said before a byte is sent, for an image when it is known to be one', async () => {
  const { camille, doc } = await withNote(await world())
  const said = { status: 413, reason: 'too-big' }
  expect(await problem(await announce(camille, doc, 'a'.repeat(64), 25 * 1024 * 1024 + 1))).toMatchObject(said)
  expect(await problem(await send(camille, doc, file('image/jpeg', 8 * 1024 * 1024 + 1)))).toMatchObject(said)
  expect((await send(camille, doc, file('audio/webm', 8 * 1024 * 1024 + 1))).status).toBe(204)
  // More than was announced is not written.
  await announce(camille, doc, 'b'.repeat(64), 10)
  expect((await bring(camille, doc, 'b'.repeat(64), 0, file('image/jpeg', 100))).status).toBe(413)
})

test('each device has its place, and a sentence when it is full', async () => {
  const made = await world({ pieceQuota: 10_000 })
  const { camille, doc } = await withNote(made)
  await send(camille, doc, file('image/jpeg', 6_000))
  await announce(camille, doc, 'c'.repeat(64), 3_000)
  expect(await problem(await announce(camille, doc, 'd'.repeat(64), 1_001))).toEqual({
    status: 507,
    reason: 'quota',
    message: 'Cet appareil a déjà envoyé beaucoup de pièces jointes : sa place sur le serveur est pleine. La pièce reste sur votre appareil.',
  })
  expect((await announce(await made.device(camille.personne), doc, 'd'.repeat(64), 1_001)).status).toBe(201)
})

test.each([
  ['a picture that is a script', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['a GIF', 'GIF89a<script>'],
  ['a HEIC', '\0\0\0\x18ftypheic'],
  ['a RIFF that is no WebP', 'RIFF0000WAVEfmt '],
  ['a program', 'MZ\x90\0'],
])('%s is refused', async (_, text) => {
  const dataDir = folder()
  const { camille, doc } = await withNote(await world({ dataDir }))
  expect(await problem(await send(camille, doc, new TextEncoder().encode(text)))).toMatchObject({ status: 415, reason: 'malformed' })
  expect(existsSync(join(dataDir, 'photos'))).toBe(false)
  expect(readdirSync(join(dataDir, 'envois'))).toEqual([])
})

test.each([
  ['no length', { 'upload-metadata': `doc ${b64(newDocId())},sha256 ${b64('a'.repeat(64))}` }],
  ['a path for a document', { 'upload-length': '3', 'upload-metadata': `doc ${b64('../../etc')},sha256 ${b64('a'.repeat(64))}` }],
  ['no metadata', { 'upload-length': '3' }],
])('an announcement with %s is refused in words', async (_, headers) => {
  const { camille } = await withNote(await world())
  const { status, message } = await problem(await camille.ask('/api/pieces/envois', { method: 'POST', headers: { ...TUS, ...headers } }))
  expect([400, 404]).toContain(status)
  expect(message).toMatch(/^[A-Z].*\.$/)
})

test('without a credential, nothing', async () => {
  const { ask } = await world()
  for (const method of ['PATCH', 'HEAD', 'GET']) expect((await ask(`/api/pieces/envois/${newDocId()}/${'a'.repeat(64)}`, { method, headers: TUS })).status, method).toBe(401)
})

test('an erasure removes the file, unless another document holds it', async () => {
  const dataDir = folder()
  const made = await world({ dataDir })
  const { camille, doc } = await withNote(made)
  const other = camille.note('la même photo')
  await camille.push(other)
  const [alone, shared] = [file('image/jpeg', 3_000), file('image/png', 3_000)]
  await send(camille, doc, alone)
  await send(camille, doc, shared)
  await send(camille, other.d, shared)
  await made.service.erase(RESEAU, doc)
  expect(readdirSync(join(dataDir, 'photos', RESEAU))).toEqual([hashOf(shared)])
  expect((await camille.ask(`/api/pieces/${other.d}/${hashOf(shared)}`)).status).toBe(200)
  expect((await camille.ask(`/api/pieces/${doc}/${hashOf(shared)}`)).status).toBe(404)
  await made.service.erase(RESEAU, other.d)
  expect(readdirSync(join(dataDir, 'photos', RESEAU))).toEqual([])
})

test('what was begun and left is forgotten after seven days, and not before', async () => {
  const dataDir = folder()
  const first = await world({ dataDir })
  const { camille, doc } = await withNote(first)
  const [old, young] = ['a'.repeat(64), 'b'.repeat(64)]
  await announce(camille, doc, old, 100)
  await announce(camille, doc, young, 100)
  const envois = join(dataDir, 'envois')
  const notes = readdirSync(envois).filter((name) => name.endsWith('.json'))
  expect(notes).toHaveLength(2)
  for (const [i, days] of [8, 6].entries()) {
    const path = join(envois, notes[i] ?? '')
    const held = JSON.parse(readFileSync(path, 'utf8')) as object
    writeFileSync(path, JSON.stringify({ ...held, creation_date: new Date(Date.now() - days * 86_400_000).toISOString() }))
  }
  await first.service.tidy()
  expect(readdirSync(envois).filter((name) => name.endsWith('.json'))).toEqual([notes[1]])
})

test('several servers tidy at once while the same file comes for another document: whoever may read it gets it', { timeout: 60_000 }, async () => {
  const dataDir = folder()
  const here = await world({ dataDir })
  const { camille, doc } = await withNote(here)
  for (let i = 0; i < 4; i++) {
    const bytes = file('image/png', 1_000 + i)
    const path = join(dataDir, 'photos', RESEAU, hashOf(bytes))
    const [gone, kept] = [camille.note('effacée'), camille.note('gardée')]
    await camille.push(gone, kept)
    await send(camille, gone.d, bytes)
    await here.service.documents.erase(RESEAU, gone.d)
    // Two processes at their hourly work, and the file arriving for the other note meanwhile.
    const others = [createPhotos(here.service.database.db, dataDir, Date.now), createPhotos(here.service.database.db, dataDir, Date.now)]
    const [sent] = await Promise.all([send(camille, kept.d, bytes).catch(() => null), ...others.map((photos) => photos.sweep())])
    if (sent?.status !== 204) await send(camille, kept.d, bytes) // as a device does
    expect((await camille.ask(`/api/pieces/${kept.d}/${hashOf(bytes)}`)).status).toBe(200)
    expect(existsSync(path)).toBe(true)
    await here.service.erase(RESEAU, kept.d)
    expect(readdirSync(join(dataDir, 'photos', RESEAU))).toEqual([])
  }
  // A sweep that a crash cut short, the file aside and the row still there: the next one ends it.
  const bytes = file('image/png', 5_000)
  await send(camille, doc, bytes)
  const path = join(dataDir, 'photos', RESEAU, hashOf(bytes))
  renameSync(path, `${path}.efface`)
  await here.service.erase(RESEAU, doc)
  expect(readdirSync(join(dataDir, 'photos', RESEAU))).toEqual([])
})
