// A device that was taken away: reads nothing more; what it still sends waits for an administrator, and is not lost.
import { expect, test } from 'vitest'
import { runCommand } from '../../server/commands.ts'
import { problem, RESEAU, world } from './world.ts'

async function revoked() {
  const here = await world()
  const camille = await here.person('Camille')
  const [phone, laptop] = [await here.device(camille), await here.device(camille)]
  const before = phone.note('avant')
  await phone.push(before)
  expect((await laptop.ask(`/api/appareils/${phone.id}/revoquer`, { method: 'POST' })).status).toBe(200)
  return { ...here, camille, phone, laptop, before }
}

test('it reads nothing more, and is told why', async () => {
  const { phone, laptop, before } = await revoked()
  for (const asked of [
    await phone.ask('/api/pull', { body: phone.pullRequest() }),
    await phone.ask('/api/me'),
    await phone.ask('/api/events'),
    await phone.ask('/api/appareils'),
    await phone.ask('/api/invitations', { body: {} }),
    await phone.ask(`/api/pieces/${before.d}/${'a'.repeat(64)}`),
    await phone.ask(`/api/appareils/${laptop.id}/revoquer`, { method: 'POST' }),
    await phone.ask('/api/push', { body: phone.request([]) }),
  ]) {
    expect(await problem(asked)).toMatchObject({ status: 401, reason: 'revoked' })
  }
  expect((await laptop.pull()).get(before.d)?.texte).toBe('avant')
})

test('what it sends is held, once, and taken up as the person’s own when the administrator decides', async () => {
  const { phone, laptop, service, camille } = await revoked()
  const late = [phone.note('pendant la visite'), phone.note('et après')]
  for (let twice = 0; twice < 2; twice++) {
    expect(await phone.push(...late)).toMatchObject({
      kind: 'pushed',
      ack: 3,
      ackh: late[1]!.h,
      verdicts: [
        { n: 2, v: 'held' },
        { n: 3, v: 'held' },
      ],
    })
  }
  expect((await laptop.pull()).has(late[0]!.d)).toBe(false)
  expect(await service.quarantine.list(RESEAU)).toMatchObject([{ appareil: phone.id, personne: camille, operations: 2 }])

  const seen = await runCommand(service, ['quarantaine', 'voir', phone.id])
  expect(seen.text.split('\n').map((line) => JSON.parse(line).s.texte)).toEqual(['pendant la visite', 'et après'])
  expect(await runCommand(service, ['quarantaine', 'reprendre', phone.id])).toEqual({
    ok: true,
    text: '2 opération(s) reprise(s), 0 refusée(s), 0 illisible(s).',
  })
  const after = await laptop.pull()
  expect(late.map(({ d }) => after.get(d)?.texte)).toEqual(['pendant la visite', 'et après'])
  expect(await service.quarantine.list(RESEAU)).toEqual([])
  expect((await runCommand(service, ['quarantaine', 'reprendre', phone.id])).ok).toBe(false)
})

test('operations that nobody can read are held as they came', async () => {
  const { phone, service } = await revoked()
  const odd = { ...phone.note('x'), s: 12 }
  const response = await phone.ask('/api/push', { body: phone.request([odd, 'bizarre']) })
  expect(response.status).toBe(200)
  const { text } = await runCommand(service, ['quarantaine', 'voir', phone.id])
  expect(text).toContain('"bizarre"')
  expect((await runCommand(service, ['quarantaine', 'reprendre', phone.id])).text).toContain('2 illisible(s)')
})

test('what is missing before is said, and nothing is dropped', async () => {
  const { phone, service } = await revoked()
  phone.note('jamais arrivée')
  await phone.push(phone.note('suivante'))
  const outcome = await runCommand(service, ['quarantaine', 'reprendre', phone.id])
  expect(outcome.ok).toBe(false)
  expect(outcome.text).toContain('gap')
  expect(await service.quarantine.list(RESEAU)).toHaveLength(1)
  expect((await runCommand(service, ['quarantaine', 'ecarter', phone.id])).text).toContain('1 opération(s) écartée(s)')
  expect(await service.quarantine.list(RESEAU)).toEqual([])
})

test('one revokes one’s own devices; an administrator any, of their network', async () => {
  const { person, device } = await world()
  const [camille, alix] = [await person('Camille'), await person('Alix')]
  const [phone, other, admin] = [await device(camille), await device(alix), await device(await person('Administration'), RESEAU, true)]
  expect((await other.ask(`/api/appareils/${phone.id}/revoquer`, { method: 'POST' })).status).toBe(404)
  expect((await other.ask(`/api/appareils?personne=${camille}`)).status).toBe(404)
  expect((await phone.ask('/api/me')).status).toBe(200)
  expect(await (await admin.ask(`/api/appareils?personne=${camille}`)).json()).toMatchObject({ appareils: [{ id: phone.id, revoque_le: null }] })
  expect((await admin.ask(`/api/appareils/${phone.id}/revoquer`, { method: 'POST' })).status).toBe(200)
  expect((await phone.ask('/api/me')).status).toBe(401)
})
