// Several networks on one server: nothing of one is seen, changed or even told to exist from the other, though the same
// example people live in both under the same ids.
import { expect, test } from 'vitest'
import { importExemples } from '../../server/demo.ts'
import { DocId, newDocId, NetworkId, newReplicaId, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { announcement, hashOf, part, send } from './tus.ts'
import { type Asked, type Device, world } from './world.ts'

const A = NetworkId.parse('reseau-a')
const B = NetworkId.parse('reseau-b')
const charlie = PersonneId.parse('pro-charlie')
const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 7])
const sha256 = hashOf(bytes)

/** Both networks hold the examples; in A somebody wrote what B must never see, and the other way round. */
async function neighbours() {
  const here = await world()
  await importExemples(here.service, A)
  await importExemples(here.service, B)
  const camille = PersonneId.parse('pro-camille')
  const [a, b] = [await here.device(charlie, A, true), await here.device(charlie, B, true)]
  const [camilleA, camilleB] = [await here.device(camille, A), await here.device(camille, B)]
  const secretA = camilleA.note('secret du réseau A')
  await camilleA.push(secretA)
  await send(camilleA, secretA.d, bytes)
  const own = await here.person('Seulement dans A', {}, A)
  return { ...here, a, b, camilleA, camilleB, secretA, own }
}

const shape = async (response: Response) => [response.status, await response.text()]

test('every route asked with the other network’s ids answers as for ids that never were', async () => {
  const { a, b, camilleA, camilleB, secretA, own, service } = await neighbours()
  const invitation = await service.invite(A, own)
  const never: { doc: DocId; device: string; personne: string } = { doc: newDocId(), device: 'jamaisvu0000', personne: newDocId() }
  const theirs = { doc: secretA.d, device: camilleA.id, personne: own }
  const routes: ((ids: typeof never) => [string, Asked])[] = [
    ({ doc }) => [`/api/pieces/${doc}/${sha256}`, {}],
    ({ doc }) => announcement(doc, sha256, bytes.byteLength),
    ({ doc }) => part(doc, sha256, 0, bytes),
    ({ device }) => [`/api/appareils/${device}/revoquer`, { method: 'POST' }],
    ({ personne }) => [`/api/appareils?personne=${personne}`, {}],
    ({ personne }) => ['/api/invitations', { body: { personne } }],
  ]
  for (const device of [b, camilleB]) {
    for (const route of routes) {
      const [[path, asked], [other, same]] = [route(theirs), route(never)]
      expect(await shape(await device.ask(path, asked)), path).toEqual(await shape(await device.ask(other, same)))
    }
  }
  // Nothing of it happened in A.
  expect((await camilleA.ask('/api/me')).status).toBe(200)
  expect((await service.invitations.list(A)).find((one) => one.id === invitation.id)?.etat).toBe('ouverte')
  expect((await a.ask(`/api/pieces/${secretA.d}/${sha256}`)).status).toBe(404)
})

test('a pull brings one network, also to the same person of both', async () => {
  const { a, b, camilleA, camilleB, secretA, own } = await neighbours()
  const pulled = async (device: Device) => await device.pull()
  const [allA, allB] = [await pulled(camilleA), await pulled(camilleB)]
  expect(allA.get(secretA.d)?.texte).toBe('secret du réseau A')
  expect(JSON.stringify([...allB])).not.toContain('secret du réseau A')
  expect([...allA.keys()].filter((id) => !allB.has(id)).sort()).toEqual([secretA.d, own].sort())
  expect([(await pulled(a)).has(own), (await pulled(b)).has(own)]).toEqual([true, false])
})

test('cursors and channels of the other network open nothing', async () => {
  const { camilleB } = await neighbours()
  const cursors = { [`n:${A}`]: { base: 0, after: 0 }, 'u:pro-camille': { base: 0, after: 0 } }
  const answer = (await (await camilleB.ask('/api/pull', { body: { ...camilleB.pullRequest(), cursors } })).json()) as { channels: { id: string }[] }
  expect(answer.channels.map((channel) => channel.id).sort()).toEqual([`n:${B}`, 'u:pro-camille'])
})

test('an operation under the other’s document id is another document, and a replica belongs to one person of one network', async () => {
  const { camilleA, camilleB, secretA } = await neighbours()
  await camilleB.push(camilleB.note('même id, autre réseau', secretA.d))
  expect((await camilleA.pull()).get(secretA.d)?.texte).toBe('secret du réseau A')
  expect((await camilleB.pull()).get(secretA.d)?.texte).toBe('même id, autre réseau')
  const stolen = { ...camilleB.request([]), replica: camilleA.replica }
  expect(await (await camilleB.ask('/api/push', { body: stolen })).json()).toEqual({ kind: 'forked', at: 0 })
  const spied = (await (await camilleB.ask('/api/pull', { body: { ...camilleB.pullRequest(), replica: camilleA.replica } })).json()) as { ack: number }
  expect(spied.ack).toBe(0)
})

test('an administrator manages the annuaire of their network alone', async () => {
  const { a, camilleA, service, own } = await neighbours()
  const rename = (device: Device, nom: Json) => device.push(device.op(DocId.parse(own), { nom }))
  expect(await rename(a, 'Renommée')).toMatchObject({ verdicts: [{ v: 'ok' }] })
  expect(await rename(camilleA, 'Piratée')).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
  expect(await service.annuaire.nameOf(A, own)).toBe('Renommée')
  expect(await service.annuaire.nameOf(B, own)).toBe('')
})

test('the log of a device says nothing of another network', async () => {
  const { b, logs } = await neighbours()
  await b.ask('/api/pull', { body: { ...b.pullRequest(), replica: newReplicaId() } })
  expect(logs.at(-1)).not.toHaveProperty('network')
})
