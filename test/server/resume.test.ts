// A device that lost its cookie proves who it is with its key, and nobody else can.
import { describe, expect, test } from 'vitest'
import { cookieOf, problem, RESEAU, world } from './world.ts'

const base64url = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64url')

async function newKey() {
  const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
  ])) as CryptoKeyPair
  const cle = base64url(await crypto.subtle.exportKey('spki', pair.publicKey))
  const sign = async (defi: string, words = 'carnet-d-immersion/reprise/1') =>
    base64url(
      await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        pair.privateKey,
        new TextEncoder().encode(`${words}:${defi}`),
      ),
    )
  return { cle, sign }
}

async function enrolled() {
  const here = await world()
  const camille = await here.person('Camille')
  const key = await newKey()
  const { secret } = await here.service.invite(RESEAU, camille)
  const response = await here.ask('/api/enrol', { body: { secret, appareil: 'Téléphone', cle: key.cle } })
  const { appareil } = (await response.json()) as { appareil: string }
  const challenge = async () => ((await (await here.ask('/api/defi', { body: {} })).json()) as { defi: string }).defi
  const resume = (body: object) => here.ask('/api/reprise', { body })
  return { ...here, camille, key, appareil, cookie: cookieOf(response), challenge, resume }
}

describe('a lost cookie', () => {
  test('comes back for the device that signs with its key; the former one stops working', async () => {
    const { key, appareil, camille, cookie, challenge, resume, ask } = await enrolled()
    const defi = await challenge()
    const response = await resume({ cle: key.cle, defi, signature: await key.sign(defi) })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ personne: camille, appareil })
    expect((await ask('/api/me', { headers: { cookie: cookieOf(response) } })).status).toBe(200)
    expect((await ask('/api/me', { headers: { cookie } })).status).toBe(401)
  })

  test('stays lost for another key, another signature, another text, an old or invented challenge', async () => {
    const { key, challenge, resume, clock } = await enrolled()
    const other = await newKey()
    const defi = await challenge()
    const refused = [
      { cle: other.cle, defi, signature: await other.sign(defi) },
      { cle: key.cle, defi, signature: await other.sign(defi) },
      { cle: key.cle, defi, signature: await key.sign(defi, 'autre chose') },
      { cle: key.cle, defi: `${Date.now()}.abc.def`, signature: await key.sign(`${Date.now()}.abc.def`) },
    ]
    for (const body of refused)
      expect(await problem(await resume(body))).toMatchObject({ status: 401, reason: 'signed-out' })
    clock.ahead += 180_000
    expect((await problem(await resume({ cle: key.cle, defi, signature: await key.sign(defi) }))).reason).toBe(
      'signed-out',
    )
  })

  test('does not bring back a device that signed out, and brings a revoked one back as revoked', async () => {
    const first = await enrolled()
    await first.ask('/api/signout', { headers: { cookie: first.cookie }, body: {} })
    const defi = await first.challenge()
    expect((await first.resume({ cle: first.key.cle, defi, signature: await first.key.sign(defi) })).status).toBe(401)

    const second = await enrolled()
    await second.service.revoke(RESEAU, second.appareil)
    const again = await second.challenge()
    const response = await second.resume({ cle: second.key.cle, defi: again, signature: await second.key.sign(again) })
    expect(response.status).toBe(200)
    expect((await problem(await second.ask('/api/me', { headers: { cookie: cookieOf(response) } }))).reason).toBe(
      'revoked',
    )
  })

  test('is asked with a real key: anything else is refused before it is looked at', async () => {
    const { ask, service, camille } = await enrolled()
    const { secret } = await service.invite(RESEAU, camille)
    expect((await ask('/api/enrol', { body: { secret, appareil: 'X', cle: 'AAAA' } })).status).toBe(400)
  })
})
