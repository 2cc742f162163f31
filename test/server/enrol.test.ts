// Coming in: links and codes that open once, for a time, for one person; the same answer whatever is wrong with them.
import { describe, expect, test } from 'vitest'
import { runCommand } from '../../server/commands.ts'
import { TRIES } from '../../server/invitations.ts'
import { readCode } from '../../server/secret.ts'
import { databaseAt } from '../support/engine.ts'
import { asker, cookieOf, folder, generousRates, problem, RESEAU, world, type World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

async function invited(options: Parameters<typeof world>[0] = {}) {
  const here = await world(options)
  const camille = await here.person('Camille', { fonction: 'Chargée d’accueil' })
  const enrol = (given: object) => here.ask('/api/enrol', { body: { appareil: 'Téléphone de Camille', ...given } })
  return { ...here, camille, enrol, invite: (codeMinutes?: number) => here.service.invite(RESEAU, camille, codeMinutes ? { codeMinutes } : {}) }
}

test('a link lets its person in, on a device with a name', async () => {
  const { camille, enrol, invite, ask } = await invited()
  const { secret } = await invite()
  const response = await enrol({ secret })
  const identity = { personne: camille, network: RESEAU, nom: 'Camille', appareil_nom: 'Téléphone de Camille', admin: false }
  expect(await response.json()).toMatchObject(identity)
  expect(await (await ask('/api/me', { headers: { cookie: cookieOf(response) } })).json()).toMatchObject(identity)
})

test('the network has a name that people read, given and changed by its administration', async () => {
  const { enrol, invite, service } = await invited()
  expect((await runCommand(service, ['modifier', 'reseau', '--nom', 'Pays de Fictivie'])).text).toBe('Réseau « reseau » : Pays de Fictivie')
  expect((await runCommand(service, ['modifier', 'reseau', 'reseau', '--nom', 'Fictivie et alentours'])).ok).toBe(true)
  expect((await runCommand(service, ['modifier', 'reseau'])).ok).toBe(false)
  expect((await runCommand(service, ['lister', 'reseaux'])).text).toMatch(/reseau +Fictivie et alentours/)
  const { secret } = await invite()
  expect(await (await enrol({ secret })).json()).toMatchObject({ reseau: 'Fictivie et alentours' })
})

test('a code is read as people type it', async () => {
  expect(readCode(' k7qx2 9mtbf ')).toBe('K7QX29MTBF')
  expect(readCode('K7QX2–9MTBF')).toBe('K7QX29MTBF')
  expect(readCode('oil00-OIL00')).toBe('0110001100')
  for (const no of ['', 'K7QX2', 'K7QX2-9MTBU', 'K7QX2-9MTBF-1', '<script>..']) expect(readCode(no)).toBeNull()
  const { enrol, invite } = await invited()
  const { code } = await invite()
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  expect((await enrol({ code: ` ${code.toLowerCase().replace('-', ' ')} ` })).status).toBe(200)
})

describe('an invitation opens once', () => {
  test('by its link, then not by its code either', async () => {
    const { enrol, invite } = await invited()
    const { secret, code } = await invite()
    expect((await enrol({ secret })).status).toBe(200)
    expect((await enrol({ secret })).status).toBe(404)
    expect((await enrol({ code })).status).toBe(404)
  })
  test('even when several devices try at the same time', async () => {
    const { enrol, invite, service, camille } = await invited()
    const { secret, code } = await invite()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => enrol(i % 2 ? { secret } : { code })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(await service.devices.list(RESEAU, camille)).toHaveLength(1)
  })
})

test('unknown, used, expired, cancelled: one and the same answer, and no cookie', async () => {
  const { enrol, invite, clock, service } = await invited()
  const used = await invite()
  await enrol({ secret: used.secret })
  const cancelled = await invite()
  expect(await service.invitations.cancel(RESEAU, cancelled.id)).toBe(true)
  const late = await invite(15)
  clock.ahead += 16 * MINUTE
  const answers = [
    await enrol({ code: late.code }),
    await enrol({ secret: used.secret }),
    await enrol({ code: used.code }),
    await enrol({ secret: cancelled.secret }),
    await enrol({ code: cancelled.code }),
    await enrol({ secret: 'n’importe quoi' }),
    await enrol({ code: '00000-00000' }),
    await enrol({ code: '😀' }),
  ]
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(new Set(texts)).toEqual(
    new Set(['{"reason":"unknown","message":"Cette invitation n’est plus valable, ou ne l’a jamais été. Demandez-en une nouvelle."}']),
  )
  for (const answer of answers) {
    expect(answer.status).toBe(404)
    expect(answer.headers.getSetCookie()).toEqual([])
  }
  // The code is over, the link is not.
  expect((await enrol({ secret: late.secret })).status).toBe(200)
  const forgotten = await invite()
  clock.ahead += 72 * HOUR
  expect((await enrol({ secret: forgotten.secret })).status).toBe(404)
})

test('nothing in the database opens anything', async () => {
  const { invite, enrol, service } = await invited()
  const { secret, code } = await invite()
  const token = cookieOf(await enrol({ secret })).split('=')[1]!
  for (const table of ['invitation', 'device', 'attempt'] as const) {
    const held = JSON.stringify(await service.database.db.selectFrom(table).selectAll().execute())
    for (const opening of [secret, code, code.replace('-', ''), token]) expect(held).not.toContain(opening)
  }
})

describe('guessing codes', () => {
  const guess = (enrol: Awaited<ReturnType<typeof invited>>['enrol'], i: number) => enrol({ code: `0000${i % 10}-00${String(i).padStart(3, '0')}` })

  test('ends soon, for a time, and right codes are not asked either', async () => {
    const { enrol, invite, clock } = await invited()
    const { code } = await invite()
    const statuses: number[] = []
    for (let i = 0; i < TRIES.address + 3; i++) statuses.push((await guess(enrol, i)).status)
    expect(statuses).toEqual([...Array(TRIES.address).fill(404), 429, 429, 429])
    const refused = await enrol({ code })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await problem(refused)).toMatchObject({ status: 429, reason: 'too-many' })
    clock.ahead += TRIES.addressWindow
    expect((await enrol({ code })).status).toBe(200)
  })
  test('all at once is counted too', async () => {
    const { enrol } = await invited()
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => guess(enrol, i)))
    expect(answers.filter((answer) => answer.status === 404).length).toBeLessThanOrEqual(TRIES.address)
  })
  test('is counted by subscriber: the countless addresses of one IPv6 network are one, those of two are two', async () => {
    const { ask } = await world({ trustProxy: true })
    const from = async (address: string, i: number): Promise<number> =>
      (await ask('/api/enrol', { body: { code: `00000-00${String(i).padStart(3, '0')}`, appareil: 'a' }, headers: { 'x-forwarded-for': address } })).status
    for (let i = 0; i < TRIES.address; i++) expect(await from(`2001:db8:1:2::${(i + 1).toString(16)}`, i)).toBe(404)
    expect(await from('2001:DB8:1:2:aaaa:bbbb:cccc:dddd', 90)).toBe(429)
    expect(await from('2001:db8:1:3::1', 91)).toBe(404)
    for (let i = 0; i < TRIES.address; i++) await from('::ffff:192.0.2.7', i)
    expect([await from('192.0.2.7', 92), await from('::ffff:192.0.2.8', 93)]).toEqual([429, 404])
  })
  test('is remembered over a restart', async () => {
    const dataDir = folder()
    const database = await databaseAt(dataDir)
    const before = await invited({ dataDir, database })
    for (let i = 0; i < TRIES.address; i++) await guess(before.enrol, i)
    const after = await world({ dataDir, database })
    expect((await after.ask('/api/enrol', { body: { code: '00000-00999', appareil: 'a' } })).status).toBe(429)
  })
  test('does not stop a training room that comes in with right codes', async () => {
    const { enrol, invite } = await invited()
    for (let i = 0; i < TRIES.address + 5; i++) expect((await enrol({ code: (await invite()).code })).status).toBe(200)
  })
})

describe('inviting', () => {
  const invite = async ({ person, device }: World) => {
    const [alix, camille] = [await person('Alix'), await person('Camille')]
    return { alix, camille, admin: await device(alix, RESEAU, true), plain: await device(camille) }
  }
  test('oneself, for a second device, is everybody’s; the code is short-lived', async () => {
    const here = await world()
    const { plain, camille } = await invite(here)
    const answer = (await (await plain.ask('/api/invitations', { body: {} })).json()) as Record<string, string & number>
    expect(answer.code_expire! - Date.now()).toBeLessThanOrEqual(15 * MINUTE)
    const second = await here.ask('/api/enrol', { body: { code: answer.code, appareil: 'Ordinateur' } })
    expect(await second.json()).toMatchObject({ personne: camille, appareil_nom: 'Ordinateur' })
    expect(await (await plain.ask('/api/appareils')).json()).toMatchObject({
      appareils: [{ nom: 'Ordinateur', actuel: false }, { nom: 'Téléphone', actuel: true }].sort((a, b) => Number(a.actuel) - Number(b.actuel)),
    })
  })
  test('without end is told to wait', async () => {
    const here = await world({ rates: { ...generousRates, enrol: { burst: 3, perMinute: 3 } } })
    const phone = await here.device(await here.person('Camille'))
    const statuses: number[] = []
    for (let i = 0; i < 5; i++) statuses.push((await phone.ask('/api/invitations', { body: {} })).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
  })
  test('somebody else is the administrator’s', async () => {
    const here = await world()
    const { plain, admin, alix, camille } = await invite(here)
    expect((await plain.ask('/api/invitations', { body: { personne: alix } })).status).toBe(404)
    expect((await admin.ask('/api/invitations', { body: { personne: 'inconnue' } })).status).toBe(404)
    const { secret } = (await (await admin.ask('/api/invitations', { body: { personne: camille } })).json()) as { secret: string }
    expect(await (await here.ask('/api/enrol', { body: { secret, appareil: 'Tablette' } })).json()).toMatchObject({ personne: camille, admin: false })
  })
})

test('signing out ends this device and leaves the others', async () => {
  const { person, device, service } = await world()
  const camille = await person('Camille')
  const [phone, laptop] = [await device(camille), await device(camille)]
  const out = await phone.ask('/api/signout', { method: 'POST' })
  expect(out.headers.getSetCookie()[0]).toMatch(/^carnet=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(await problem(await phone.ask('/api/me'))).toMatchObject({ status: 401, reason: 'signed-out' })
  expect((await laptop.ask('/api/me')).status).toBe(200)
  expect((await asker(service)('/api/signout', { method: 'POST' })).status).toBe(200)
})
