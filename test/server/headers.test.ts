// The headers of every sort of answer, word for word, the cookie, and the built app as files.
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { hashOf, send } from './tus.ts'
import { type Asked, folder, RESEAU, world } from './world.ts'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; " +
  "manifest-src 'self'; font-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types carnet"

/** A small built app. */
function build(): string {
  const dist = join(folder(), 'dist')
  mkdirSync(join(dist, 'assets'), { recursive: true })
  const script = `console.log(${JSON.stringify('bonjour '.repeat(400))})`
  for (const [name, text] of Object.entries({
    'index.html': '<!doctype html><title>Carnet</title>',
    'sw.js': 'self.x = 1',
    'manifest.webmanifest': '{}',
    'assets/main-a1b2c3.js': script,
    '.env': 'SECRET=1',
  })) {
    writeFileSync(join(dist, name), text)
  }
  writeFileSync(join(dist, 'assets/main-a1b2c3.js.br'), brotliCompressSync(script))
  writeFileSync(join(dist, '..', 'outside.txt'), 'dehors')
  return dist
}

test('every sort of answer bears the security headers', async () => {
  const { ask, person, device } = await world({ dist: build() })
  const camille = await device(await person('Camille'))
  const answers: [string, Asked?][] = [
    ['/'],
    ['/immersions/imm-1', { headers: { accept: 'text/html' } }],
    ['/sw.js'],
    ['/assets/main-a1b2c3.js'],
    ['/health'],
    ['/nulle-part.png'],
    ['/api/nulle-part'],
    ['/api/me'],
    ['/api/push', { body: 'pas du JSON' }],
    ['/api/push', { method: 'GET' }],
    ['/api/push', { body: {}, headers: { 'sec-fetch-site': 'cross-site' } }],
    ['/api/enrol', { body: { secret: 'x', appareil: 'a' } }],
  ]
  const responses = await Promise.all(answers.map(async ([path, asked]) => [path, await ask(path, asked)] as const))
  responses.push(['/api/me signed in', await camille.ask('/api/me')], ['/api/events', await camille.ask('/api/events')])
  for (const [path, { headers }] of responses) {
    expect(headers.get('content-security-policy'), path).toBe(policy)
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
    expect(headers.get('referrer-policy'), path).toBe('no-referrer')
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('permissions-policy'), path).toBe(
      'camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()',
    )
    expect(headers.get('strict-transport-security'), path).toBeNull()
    if (path.startsWith('/api')) expect(headers.get('cache-control'), path).toBe('no-store')
  }
})

describe('https is believed only from a proxy of ours', () => {
  test.each([
    [true, 'https', 'max-age=31536000; includeSubDomains', /^__Host-carnet=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Strict$/],
    [true, 'http', null, /^carnet=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/],
    [false, 'https', null, /^carnet=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/],
  ])('trusted: %s, said: %s', async (trustProxy, proto, hsts, cookie) => {
    const { ask, person, service } = await world({ trustProxy })
    const { secret } = await service.invite(RESEAU, await person('Camille'))
    const headers = { 'x-forwarded-proto': proto }
    const response = await ask('/api/enrol', { body: { secret, appareil: 'Téléphone' }, headers })
    expect(response.headers.get('strict-transport-security')).toBe(hsts)
    expect(response.headers.getSetCookie()).toHaveLength(1)
    expect(response.headers.getSetCookie()[0]).toMatch(cookie)
    const token = response.headers.getSetCookie()[0]!.split(';')[0]!
    expect((await ask('/api/me', { headers: { ...headers, cookie: token } })).status).toBe(200)
    // A cookie set over plain http opens nothing over https, where its name would not protect it.
    if (hsts) expect((await ask('/api/me', { headers: { ...headers, cookie: token.replace('__Host-', '') } })).status).toBe(401)
  })
})

describe('the built app', () => {
  const html = { accept: 'text/html,application/xhtml+xml' }
  test('is served with its types; what changes is asked for again, what has a hash in its name is kept', async () => {
    const { ask } = await world({ dist: build() })
    const seen = async (path: string, asked?: Asked) => {
      const { status, headers } = await ask(path, asked)
      return [status, headers.get('content-type'), headers.get('cache-control')]
    }
    expect(await seen('/', { headers: html })).toEqual([200, 'text/html; charset=utf-8', 'no-cache'])
    expect(await seen('/immersions/abc', { headers: html })).toEqual([200, 'text/html; charset=utf-8', 'no-cache'])
    expect(await seen('/sw.js')).toEqual([200, 'text/javascript; charset=utf-8', 'no-cache'])
    expect(await seen('/manifest.webmanifest')).toEqual([200, 'application/manifest+json; charset=utf-8', 'no-cache'])
    expect(await seen('/assets/main-a1b2c3.js')).toEqual([200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'])
  })
  test('answers an address of the API never with the page', async () => {
    const { ask } = await world({ dist: build() })
    for (const path of ['/api/x', '/api/me', '/api']) expect((await ask(path, { headers: html })).headers.get('content-type')).not.toMatch(/html/)
  })
  test('is sent as the build compressed it, when that is there and not older', async () => {
    const dist = build()
    const { ask } = await world({ dist })
    const path = '/assets/main-a1b2c3.js'
    const get = async (accept: string) => {
      const response = await ask(path, { headers: { 'accept-encoding': accept } })
      return [response.headers.get('content-encoding'), response.headers.get('vary'), (await response.arrayBuffer()).byteLength] as const
    }
    const [encoding, vary, size] = await get('gzip, deflate, br')
    expect([encoding, vary]).toEqual(['br', 'Accept-Encoding'])
    const [none, , whole] = await get('gzip')
    expect(none).toBeNull()
    expect(size).toBeLessThan(whole)
    expect((await get('br;q=0, gzip'))[0]).toBeNull()
    utimesSync(join(dist, 'assets/main-a1b2c3.js.br'), 1, 1)
    expect((await get('br'))[0]).toBeNull()
  })
  test('is not sent again when it did not change, and is sent when it did', async () => {
    const dist = build()
    const { ask } = await world({ dist })
    const etag = (await ask('/sw.js')).headers.get('etag')!
    expect((await ask('/sw.js', { headers: { 'if-none-match': etag } })).status).toBe(304)
    writeFileSync(join(dist, 'sw.js'), 'self.x = 2 // une autre version')
    const next = await ask('/sw.js', { headers: { 'if-none-match': etag } })
    expect([next.status, await next.text()]).toEqual([200, 'self.x = 2 // une autre version'])
  })
  test('has no way out of its folder', async () => {
    const dist = build()
    const { ask } = await world({ dist })
    for (const path of [
      '/../outside.txt', '/..%2foutside.txt', '/%2e%2e/outside.txt', '/assets/../../outside.txt', '/assets/..%2f..%2foutside.txt',
      '/..%5coutside.txt', '/.env', '/%2eenv', '/assets/', '/assets', '//outside.txt', '/index.html%00.png', '/main.js.br', '/C:/x', '/\\x',
    ]) {
      const response = await ask(path)
      expect(response.status, path).toBe(404)
      expect(await response.text(), path).not.toMatch(/dehors|SECRET/)
    }
    symlinkSync(join(dist, '..', 'outside.txt'), join(dist, 'assets', 'x.d'))
    expect((await ask('/assets/x.d%2f..%2f..%2foutside.txt')).status).toBe(404)
  })
  test('that was not built says so', async () => {
    const { ask } = await world({ dist: folder() })
    const response = await ask('/', { headers: html })
    expect([response.status, ((await response.json()) as { message: string }).message]).toEqual([
      503,
      'L’application n’est pas construite. Sur le serveur, lancez « npm start ».',
    ])
  })
})

test('answers of the API are compressed when that is worth it and can be read', async () => {
  const { person, device } = await world()
  const camille = await device(await person('Camille'))
  await camille.push(camille.note('une phrase assez ordinaire. '.repeat(200)))
  const pulled = async (accept: string) => {
    const response = await camille.ask('/api/pull', { body: camille.pullRequest(), headers: { 'accept-encoding': accept } })
    return [response.headers.get('content-encoding'), Buffer.from(await response.arrayBuffer())] as const
  }
  const [none, plain] = await pulled('identity')
  expect(none).toBeNull()
  for (const [accept, inflate] of [['br, gzip', brotliDecompressSync], ['gzip;q=0.5', gunzipSync]] as const) {
    const [encoding, bytes] = await pulled(accept)
    expect(encoding).toBe(accept.split(/[,;]/)[0])
    expect(bytes.byteLength).toBeLessThan(plain.byteLength / 3)
    expect(JSON.parse(inflate(bytes).toString()).channels).toEqual(JSON.parse(plain.toString()).channels)
  }
  const small = await camille.ask('/api/me', { headers: { 'accept-encoding': 'br' } })
  expect(small.headers.get('content-encoding')).toBeNull()
})

test('a photo shows itself and does nothing: sandboxed, as a file to keep', async () => {
  const { person, device } = await world()
  const camille = await device(await person('Camille'))
  const note = camille.note('avec photo')
  await camille.push(note)
  const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
  const sha256 = hashOf(bytes)
  await send(camille, note.d, bytes)
  const { headers } = await camille.ask(`/api/pieces/${note.d}/${sha256}`)
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(headers.get('content-disposition')).toBe(`attachment; filename="piece-${sha256.slice(0, 12)}.jpeg"`)
  expect(headers.get('content-type')).toBe('image/jpeg')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('cache-control')).toBe('no-store')
})

test('the log has one line a request, with the pattern of its address and nothing that people wrote or hold', async () => {
  const { person, device, logs, ask } = await world()
  const camille = await device(await person('Camille Secrète'))
  const note = camille.note('texte confidentiel')
  await camille.push(note)
  await camille.ask(`/api/pieces/${note.d}/${'a'.repeat(64)}?jeton=secret`)
  await ask('/page?q=secret')
  const requests = logs.filter((entry) => entry.event === 'request')
  expect(requests.map(({ method, route, status }) => [method, route, status])).toEqual([
    ['POST', '/api/enrol', 200],
    ['POST', '/api/push', 200],
    ['GET', '/api/pieces/:doc/:sha256', 404],
    ['GET', '/*', 404],
  ])
  for (const entry of requests) expect(Object.keys(entry)).toEqual(['event', 'id', 'method', 'route', 'status', 'ms', 'bytes'])
  const all = JSON.stringify(logs)
  for (const secret of ['Secrète', 'confidentiel', 'secret', camille.cookie.slice(7), note.d]) expect(all).not.toContain(secret)
})
