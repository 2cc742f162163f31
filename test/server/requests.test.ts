// What is sent wrong: each gets a status, a reason for programs and a sentence for people; nothing of it stops the server.
import { gzipSync, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newDocId, newReplicaId } from '../../src/domain/id.ts'
import { announcement, part } from './tus.ts'
import { type Asked, problem, world } from './world.ts'

const sentence = /^[A-ZÀÉ].*[.!]$/

const nested = (levels: number): string => `{"v":1,"replica":"${newReplicaId()}","epoch":null,"now":1,"ops":${'['.repeat(levels)}${']'.repeat(levels)}}`
const bomb = gzipSync(Buffer.alloc(60_000_000, 0x20))
const push = { v: 1, replica: newReplicaId(), epoch: null, now: 1, ops: [] }
const pull = { v: 1, replica: newReplicaId(), epoch: null, cursors: {}, rejectedAfter: 0, limit: 200 }
const hash = 'a'.repeat(64)
const json = { 'content-type': 'application/json' }

const wrong: [what: string, path: string, asked: Asked, status: number, reason: string][] = [
  ['no JSON', '/api/push', { body: 'bonjour' }, 400, 'malformed'],
  ['nothing', '/api/push', { method: 'POST', headers: json }, 400, 'malformed'],
  ['JSON cut off', '/api/pull', { body: '{"v":1,' }, 400, 'malformed'],
  ['bytes that are no text', '/api/push', { body: new Uint8Array([0x7b, 0xff, 0xfe]), headers: json }, 400, 'malformed'],
  ['JSON too deep', '/api/pull', { body: nested(50_000) }, 400, 'malformed'],
  ['no object', '/api/push', { body: [] }, 400, 'malformed'],
  ['no replica', '/api/push', { body: { ...push, replica: undefined } }, 400, 'malformed'],
  ['a replica of another shape', '/api/push', { body: { ...push, replica: '../../x' } }, 400, 'malformed'],
  ['more operations than agreed', '/api/push', { body: { ...push, ops: Array(201).fill(0) } }, 400, 'malformed'],
  ['operations that are none', '/api/push', { body: { ...push, ops: [{}] } }, 400, 'malformed'],
  ['operations that are null', '/api/push', { body: { ...push, ops: [null] } }, 400, 'malformed'],
  ['a page without end', '/api/pull', { body: { ...pull, limit: 1e9 } }, 400, 'malformed'],
  ['a cursor of another shape', '/api/pull', { body: { ...pull, cursors: { x: 1 } } }, 400, 'malformed'],
  ['a device without a name', '/api/enrol', { body: { secret: 'x', appareil: ' ' } }, 400, 'malformed'],
  ['neither secret nor code', '/api/enrol', { body: { appareil: 'Téléphone' } }, 400, 'malformed'],
  ['a code that lasts a year', '/api/invitations', { body: { minutes: 500_000 } }, 400, 'malformed'],
  ['a document that is none', `/api/pieces/${encodeURIComponent('../etc')}/${hash}`, {}, 400, 'malformed'],
  ['a hash that is none', `/api/pieces/${newDocId()}/..%2f..%2fpasswd`, {}, 400, 'malformed'],
  ['another type than JSON', '/api/push', { body: 'a=1', headers: { 'content-type': 'text/plain' } }, 415, 'malformed'],
  ['a form', '/api/enrol', { body: 'secret=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'malformed'],
  ['another compression', '/api/push', { body: new Uint8Array(deflateSync('{}')), headers: { ...json, 'content-encoding': 'deflate' } }, 415, 'malformed'],
  ['gzip that is none', '/api/push', { body: '{}', headers: { 'content-encoding': 'gzip' } }, 400, 'malformed'],
  ['more than a megabyte', '/api/push', { body: `"${'x'.repeat(1_000_001)}"` }, 413, 'too-big'],
  ['a gzip bomb', '/api/push', { body: new Uint8Array(bomb), headers: { ...json, 'content-encoding': 'gzip' } }, 413, 'too-big'],
  ['a document of tus that is none', ...announcement('../etc', hash, 3), 400, 'malformed'],
  ['an address of the API that does not exist', '/api/nulle-part', {}, 404, 'unknown'],
  ['a page that does not exist', '/nulle-part.html', {}, 404, 'unknown'],
  ['a verb that is not understood', '/api/push', { method: 'GET' }, 405, 'method'],
  ['a change of a page', '/', { method: 'DELETE' }, 405, 'method'],
  ['an older protocol, to read', '/api/pull', { body: { ...pull, v: 0 } }, 426, 'outdated'],
  ['a newer protocol', '/api/push', { body: { ...push, v: 2 } }, 503, 'server-older'],
  ['another site’s page', '/api/push', { body: push, headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'cross-site'],
  ['a neighbouring site’s page', '/api/signout', { method: 'POST', headers: { 'sec-fetch-site': 'same-site' } }, 403, 'cross-site'],
]

describe('each mistake has its answer', () => {
  test.each(wrong)('%s', async (_, path, asked, status, reason) => {
    const { person, device } = await world()
    const camille = await device(await person('Camille'))
    const note = camille.note('une note')
    await camille.push(note)
    const answer = await problem(await camille.ask(path.replace('DOC', note.d), asked))
    expect(answer).toMatchObject({ status, reason })
    expect(answer.message).toMatch(sentence)
    // And the server still does its work.
    expect((await camille.pull()).get(note.d)?.texte).toBe('une note')
  })
})

test('from an old browser the origin decides, and a program without one may ask', async () => {
  const { service } = await world({ publicUrl: 'https://carnet.exemple' })
  const from = async (headers: Record<string, string>): Promise<number> =>
    (await service.app.request('/api/signout', { method: 'POST', headers: { host: 'interne:8080', ...headers } })).status
  expect(await from({})).toBe(200)
  expect(await from({ origin: 'http://interne:8080' })).toBe(200)
  expect(await from({ origin: 'https://carnet.exemple' })).toBe(200)
  expect(await from({ origin: 'https://mechant.exemple' })).toBe(403)
  expect(await from({ origin: 'null' })).toBe(403)
})

test('nesting that would exhaust a reader is refused before anything reads it; answers nest as deep as they do', async () => {
  const { person, device } = await world()
  const camille = await device(await person('Camille'))
  const answer = await problem(await camille.ask('/api/push', { body: nested(50_000) }))
  expect(answer.message).toBe('L’envoi est imbriqué trop profondément pour être lu.')
  const note = { ...camille.note('[{"\\"'.repeat(100)) }
  expect(await camille.push(note)).toMatchObject({ verdicts: [{ v: 'ok' }] })
})

test('a body sent gzipped is read', async () => {
  const { person, device } = await world()
  const camille = await device(await person('Camille'))
  const body = new Uint8Array(gzipSync(JSON.stringify(camille.request([camille.note('compressée')]))))
  const response = await camille.ask('/api/push', { method: 'POST', body, headers: { ...json, 'content-encoding': 'gzip' } })
  expect(await response.json()).toMatchObject({ kind: 'pushed', verdicts: [{ n: 1, v: 'ok' }] })
})

test('too many requests are told to wait, and how long', async () => {
  const few = { burst: 3, perMinute: 60 }
  const { person, device, clock } = await world({ rates: { enrol: { burst: 9, perMinute: 9 }, push: few, pull: few, photo: few } })
  const camille = await device(await person('Camille'))
  for (let i = 0; i < 3; i++) expect((await camille.ask('/api/pull', { body: camille.pullRequest() })).status).toBe(200)
  const refused = await camille.ask('/api/pull', { body: camille.pullRequest() })
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(await problem(refused)).toMatchObject({ status: 429, reason: 'too-many' })
  clock.ahead += 1_000
  expect((await camille.ask('/api/pull', { body: camille.pullRequest() })).status).toBe(200)
})

test('without a cookie, or with another’s, nothing is answered but who to be', async () => {
  const { ask } = await world()
  for (const headers of [{}, { cookie: `carnet=${'A'.repeat(43)}` }, { cookie: 'carnet=;DROP' }]) {
    for (const [path, asked] of [
      ['/api/me', {}],
      ['/api/push', { body: push }],
      ['/api/pull', { body: pull }],
      ['/api/events', {}],
      ['/api/appareils', {}],
      ['/api/appareils/x/revoquer', { method: 'POST' }],
      ['/api/invitations', { body: {} }],
      [`/api/pieces/${newDocId()}/${hash}`, {}],
      announcement(newDocId(), hash, 1),
      part(newDocId(), hash, 0, new Uint8Array([1])),
    ] as [string, Asked][]) {
      const answer = await problem(await ask(path, { ...asked, headers }))
      expect(answer, path).toMatchObject({ status: 401, reason: 'signed-out' })
      expect(answer.message).toMatch(sentence)
    }
  }
})

test('whatever is sent, the server has no fault to confess', async () => {
  const { person, device, logs } = await world()
  const camille = await device(await person('Camille'))
  const shape = fc.oneof(
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.record({ v: fc.constantFrom(1, 2, '1', null), replica: fc.constantFrom(camille.replica, 'x', 3), epoch: fc.constantFrom(null, 'e', 1), now: fc.jsonValue(), ops: fc.array(fc.jsonValue(), { maxLength: 4 }) }).map((value) => JSON.stringify(value)),
    fc.record({ v: fc.constantFrom(1), replica: fc.constantFrom(camille.replica), epoch: fc.constant(null), cursors: fc.dictionary(fc.string(), fc.jsonValue()), rejectedAfter: fc.integer(), limit: fc.integer() }).map((value) => JSON.stringify(value)),
    fc.record({ v: fc.constant(1), replica: fc.constant(newReplicaId()), epoch: fc.constant(null), now: fc.constant(1), ops: fc.array(fc.record({ n: fc.integer({ min: -1, max: 3 }), d: fc.string(), s: fc.jsonValue(), b: fc.jsonValue(), t: fc.jsonValue(), h: fc.string() }), { maxLength: 3 }) }).map((value) => JSON.stringify(value)),
  )
  const paths = ['/api/push', '/api/pull', '/api/enrol', '/api/invitations', '/api/signout-x', '/api/appareils/x/revoquer']
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), shape, async (path, body) => {
      const response = await camille.ask(path, { body })
      expect(response.status).not.toBe(500)
      await response.arrayBuffer()
    }),
    { numRuns: 400 },
  )
  expect(logs.filter((entry) => entry.event === 'error')).toEqual([])
})
