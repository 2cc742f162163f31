// Whoever animates a group makes its séances and sets its rhythm from their own device; nobody else, and nothing more.
import { expect, test } from 'vitest'
import { chain } from '../../src/domain/chain.ts'
import { type DocId, newDocId, opId, type ReplicaId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import type { Operation } from '../../src/domain/operation.ts'
import { colonneVote } from '../../src/domain/seances.ts'
import { type Device, RESEAU, restoredFor, world } from './world.ts'

async function cycle() {
  const w = await world()
  const { annuaire } = w.service
  const structure = await annuaire.add(RESEAU, 'structure', { nom: 'CIO' })
  const [charlie, camille, sacha, noa] = [
    await w.person('Charlie'),
    await w.person('Camille', { structure, roles: ['participant_echanges'] }),
    await w.person('Sacha', { structure, roles: ['participant_echanges'] }),
    await w.person('Noa'),
  ]
  const groupe = await annuaire.add(RESEAU, 'groupe', { nom: 'Accueil 2026', type: 'cycle_echanges', structures: [structure], coordination: charlie })
  const other = await annuaire.add(RESEAU, 'groupe', { nom: 'Autre', type: 'cycle_echanges', coordination: noa })
  return { ...w, groupe, other, charlie: await w.device(charlie), camille: await w.device(camille), sacha: await w.device(sacha), noa: await w.device(noa) }
}
const seanceOf = (device: Device, groupe: string, fields: Record<string, Json> = {}) => ({
  $type: 'seance',
  $auteur: device.personne,
  $cree_le: '2026-11-22T09:00:00',
  titre: 'Séance du 15 décembre 2026',
  groupe,
  date: '2026-12-15',
  ...fields,
})
const verdict = async (device: Device, id: string, set: Record<string, Json>): Promise<string | undefined> => {
  const answer = await device.push(device.op(id as DocId, set))
  return answer.kind === 'pushed' ? answer.verdicts[0]?.v : answer.kind
}

test('the animateur makes a séance, moves it and takes it away; everybody of the network sees it', async () => {
  const { charlie, camille, groupe } = await cycle()
  const id = newDocId()
  expect(await verdict(charlie, id, seanceOf(charlie, groupe))).toBe('ok')
  expect((await camille.pull()).get(id)).toMatchObject({ titre: 'Séance du 15 décembre 2026', groupe })
  const seen = [opId(charlie.replica, charlie.n)]
  expect(await charlie.push(charlie.op(id, { date: '2026-12-16', debut: '09:30' }, { date: seen }))).toMatchObject({ verdicts: [{ v: 'ok' }] })
  expect((await camille.pull()).get(id)).toMatchObject({ date: '2026-12-16', debut: '09:30' })
  expect(await verdict(charlie, id, { $deleted: { par: charlie.personne, le: '2026-11-22T10:00:00' } })).toBe('ok')
})

test('nobody else does, and the animateur only in their own group', async () => {
  const { charlie, camille, noa, groupe, other } = await cycle()
  const id = newDocId()
  expect(await verdict(camille, newDocId(), seanceOf(camille, groupe))).toBe('forbidden')
  expect(await verdict(noa, newDocId(), seanceOf(noa, groupe))).toBe('forbidden')
  expect(await verdict(charlie, newDocId(), seanceOf(charlie, other))).toBe('forbidden')
  expect(await verdict(charlie, newDocId(), seanceOf(charlie, groupe, { $auteur: camille.personne }))).toBe('forbidden')
  expect(await verdict(charlie, id, seanceOf(charlie, groupe))).toBe('ok')
  // Its fiches would be read by others.
  expect(await verdict(charlie, id, { groupe: other })).toBe('forbidden')
  expect(await verdict(noa, id, { groupe: other })).toBe('forbidden')
  expect(await verdict(camille, id, { date: '2026-12-17' })).toBe('forbidden')
  expect(await verdict(charlie, id, { $type: 'structure' })).toBe('forbidden')
})

test('R-ECH-03 : l’animateur règle le rythme de son groupe, et rien d’autre du groupe', async () => {
  const { charlie, camille, noa, groupe } = await cycle()
  expect(await verdict(charlie, groupe, { frequence: 'trimestriel', fin: '2027-06-30' })).toBe('ok')
  expect((await camille.pull()).get(groupe)).toMatchObject({ frequence: 'trimestriel' })
  for (const set of [{ participants: [charlie.personne] }, { coordination: noa.personne }, { frequence: 'mensuel', structures: [] }, { $deleted: true }])
    expect(await verdict(charlie, groupe, set as Record<string, Json>), Object.keys(set).join()).toBe('forbidden')
  expect(await verdict(camille, groupe, { frequence: 'mensuel' })).toBe('forbidden')
  expect(await verdict(noa, groupe, { frequence: 'mensuel' })).toBe('forbidden')
  expect(await verdict(charlie, newDocId(), { $type: 'groupe', nom: 'À moi', type: 'cycle_echanges', coordination: charlie.personne })).toBe('forbidden')
})

test('the intervenant of a group of practice analysis has the same right there, its management has not', async () => {
  const { service, person, device } = await world()
  const structure = await service.annuaire.add(RESEAU, 'structure', { nom: 'CIO' })
  const [intervenante, dominique, direction] = [await person('Intervenante'), await person('Dominique', { structure }), await person('Direction', { structure, roles: ['encadrement_app'] })]
  const app = await service.annuaire.add(RESEAU, 'groupe', { nom: 'Groupe', type: 'groupe_app', participants: [dominique], coordination: intervenante })
  const devices = { intervenante: await device(intervenante), dominique: await device(dominique), direction: await device(direction) }
  expect(await verdict(devices.intervenante, newDocId(), seanceOf(devices.intervenante, app))).toBe('ok')
  expect(await verdict(devices.intervenante, app, { fin: '2027-06-30' })).toBe('ok')
  for (const other of [devices.dominique, devices.direction]) expect(await verdict(other, newDocId(), seanceOf(other, app))).toBe('forbidden')
})

test('after a restore from an older copy, the séance comes back from its animateur’s device, the group with its rhythm only', async () => {
  const { service, charlie, camille, groupe } = await cycle()
  await restoredFor(service, charlie, camille)
  const id = newDocId()
  const offered = (fields: Record<string, Json>): NonNullable<Operation['r']> =>
    Object.fromEntries(Object.entries(fields).map(([key, v], i) => [key, [{ o: opId('replica-lost' as ReplicaId, i + 1), v, t: 1, u: charlie.personne, s: 1_000 + i }]]))
  const offer = async (device: Device, doc: DocId, fields: Record<string, Json>) => {
    const body = { n: device.n + 1, d: doc, s: {}, b: {}, t: 1, r: offered(fields), e: 1 }
    device.h = chain(device.h, body)
    device.n = body.n
    return device.push({ ...body, h: device.h })
  }
  // Everybody holds the directory and offers it: only the word of who may write it counts, and the others do no wrong.
  expect(await offer(camille, id, seanceOf(charlie, groupe))).toMatchObject({ verdicts: [{ v: 'ok' }] })
  expect(await service.documents.read(RESEAU, id)).toBeNull()
  expect(await offer(charlie, id, seanceOf(charlie, groupe))).toMatchObject({ verdicts: [{ v: 'ok' }] })
  expect((await camille.pull()).get(id)).toMatchObject({ date: '2026-12-15' })
  expect(await offer(charlie, groupe, { frequence: 'semestriel', participants: [charlie.personne] })).toMatchObject({ verdicts: [{ v: 'ok' }] })
  const after = (await camille.pull()).get(groupe)
  expect(after).toMatchObject({ frequence: 'semestriel' })
  expect(after?.participants).toBeUndefined()
})

test('R-ECH-01 : chacun vote pour soi ; deux votes donnés hors connexion comptent tous les deux', async () => {
  const { charlie, camille, sacha, groupe } = await cycle()
  const id = newDocId()
  await charlie.push(
    charlie.op(id, {
      $type: 'fiche',
      $auteur: charlie.personne,
      $cree_le: '2026-11-22T09:00:00',
      $gabarit: 'echange-choix-themes',
      $gabarit_version: 1,
      $rattachement: { type: 'cycle', id: groupe },
      'propositions/t1': { pos: 'a0' },
      'propositions/t1/theme': 'L’attente',
    }),
  )
  const mine = (device: Device) => `propositions/t1/${colonneVote(device.personne)}`
  // Neither has seen the other's.
  expect(await verdict(camille, id, { [mine(camille)]: true })).toBe('ok')
  expect(await verdict(sacha, id, { [mine(sacha)]: true })).toBe('ok')
  const seen = (await charlie.pull()).get(id) ?? {}
  expect([seen[mine(camille)], seen[mine(sacha)]]).toEqual([true, true])
  expect(await verdict(charlie, id, { [mine(camille)]: null })).toBe('forbidden')
  expect(await verdict(sacha, id, { [mine(camille)]: true })).toBe('forbidden')
  expect(await verdict(camille, id, { [mine(camille)]: null })).toBe('ok')
})
