// What a modified client may try, signed in as a person of the network: to write as a device offers again what a restored
// server lost, to take the name of somebody's complement, to fill the server. Both engines.
import { expect, test } from 'vitest'
import { type DocId, newDocId, newReplicaId, opId, type PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { chain, type Operation } from '../../src/domain/operation.ts'
import type { PushAnswer } from '../../src/domain/protocol.ts'
import { type Device, RESEAU, restoredFor, world } from './world.ts'

/** Two people of one immersion, and a fiche of the first that the second reads. */
async function immersion() {
  const w = await world()
  const ml = await w.service.annuaire.add(RESEAU, 'structure', { nom: 'Mission locale' })
  const camille = await w.device(await w.person('Camille', { structure: ml, roles: ['accueilli'] }))
  const noa = await w.device(await w.person('Noa', { structure: ml, roles: ['accueillant'] }))
  const [visit, note] = [newDocId(), newDocId()]
  await camille.push(
    camille.op(visit, { $type: 'immersion', $auteur: camille.personne, dispositif: 'immersion_pro', accueilli: [camille.personne], accueillant: noa.personne, structure_appartenance: ml, statut: 'en_cours' }),
    camille.op(note, { ...header(camille, 'carnet-notes'), $immersion: visit, texte: 'Ce que j’ai vu', visibilite: 'partagee', anonymat_verifie: true }),
  )
  return { ...w, camille, noa, visit, note }
}
const header = (one: Device, gabarit: string): Record<string, Json> => ({
  $type: 'fiche',
  $auteur: one.personne,
  $cree_le: '2026-11-22T09:00:00',
  $gabarit: gabarit,
  $gabarit_version: 1,
})
const verdict = (answer: PushAnswer): string => (answer.kind === 'pushed' ? (answer.verdicts.at(-1)?.v ?? 'nothing') : answer.kind)

/** An operation that offers heads « held before the restore ». */
function offering(one: Device, d: DocId, values: Record<string, Json>, u: PersonneId, e: number): Operation {
  const o = opId(newReplicaId(), 1)
  const r = Object.fromEntries(Object.entries(values).map(([path, v]) => [path, [{ o, v, t: 1, u, s: 2 ** 40 }]]))
  const body = { n: one.n + 1, d, s: {}, b: {}, t: Date.now(), r, e }
  one.n = body.n
  one.h = chain(one.h, body)
  return { ...body, h: one.h }
}

test('a server that was never restored takes no offer: nobody writes through it what they may not write', async () => {
  const { camille, noa, note } = await immersion()
  expect((await noa.pull()).get(note)?.texte).toBe('Ce que j’ai vu')
  expect(verdict(await noa.push(noa.op(note, { texte: 'réécrit' })))).toBe('forbidden')
  expect(verdict(await noa.push(offering(noa, note, { texte: 'réécrit' }, camille.personne, 2 ** 50)))).toBe('forbidden')
  expect((await camille.pull()).get(note)?.texte).toBe('Ce que j’ai vu')
  // Nor a document in somebody else’s name.
  const made = newDocId()
  expect(verdict(await noa.push(offering(noa, made, { ...header(camille, 'carnet-notes'), texte: 'inventé' }, camille.personne, 0)))).toBe('forbidden')
  expect((await camille.pull()).has(made)).toBe(false)
})

test('after a restore, an offer takes nothing away that was written since', async () => {
  const { service, camille, noa, note } = await immersion()
  await restoredFor(service, camille, noa)
  const texte = camille.op(note, { texte: 'Écrit depuis la reprise' })
  expect(verdict(await camille.push(texte))).toBe('ok')
  // « All of it is shared history »: a sequence that no restore of this server gave.
  await noa.push(offering(noa, note, { texte: 'réécrit' }, camille.personne, 2 ** 50))
  const versions = (await service.documents.read(RESEAU, note))?.['texte' as never] as { v: Json }[] | undefined
  expect(versions?.map(({ v }) => v)).toContain('Écrit depuis la reprise')
})

test('the name of a complement is for complements: nobody stands in the way of what is kept apart', async () => {
  const { camille, noa, note } = await immersion()
  const apart = `${note}~auteur` as DocId
  expect(verdict(await noa.push(noa.op(apart, { ...header(noa, 'carnet-notes'), texte: 'à cette place' })))).toBe('forbidden')
  const own = { $type: 'complement', $auteur: camille.personne, $fiche: note, $acces: 'auteur' }
  expect(verdict(await camille.push(camille.op(apart, own)))).toBe('ok')
})

test('a document does not grow without end, and its author is told', async () => {
  const { camille, noa, note } = await immersion()
  const big = 'x'.repeat(390_000)
  const verdicts: string[] = []
  // Each beside the others, as somebody who never saw them: versions that wait for a choice.
  for (let i = 0; i < 8; i++) verdicts.push(verdict(await camille.push(camille.op(note, { texte: `${i} ${big}` }))))
  expect(verdicts.slice(0, 4).every((one) => one === 'ok')).toBe(true)
  expect(verdicts.at(-1)).toBe('quota')
  expect((await noa.pull()).has(note)).toBe(true)
  expect(verdict(await camille.push(camille.op(note, { visibilite: 'privee' }))), 'what is small still passes').toBe('ok')
})
