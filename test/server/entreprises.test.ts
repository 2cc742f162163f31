// Companies of the portfolio: made on the device of a chargé de projet, offline, read by the whole network; what is said
// of them, by the chargés de projet of the réseau alone.
import { expect, test } from 'vitest'
import { type DocId, newDocId, newReplicaId, opId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { chain, type Offered } from '../../src/domain/operation.ts'
import type { PushAnswer } from '../../src/domain/protocol.ts'
import { type Device, RESEAU, restoredFor, world } from './world.ts'

const verdicts = (answer: PushAnswer) => (answer.kind === 'pushed' ? answer.verdicts.map(({ v }) => v) : answer.kind)

async function reseau() {
  const here = await world()
  const add = (kind: 'structure' | 'groupe', fields: Record<string, Json>) => here.service.annuaire.add(RESEAU, kind, fields)
  const siege = await add('structure', { nom: 'Réseau', type: 'association_reseau' })
  const jardins = await add('structure', { nom: 'Jardins', type: 'aci' })
  const person = (nom: string, structure: string, role: string) => here.person(nom, { structure, roles: [role] })
  const charge = await person('Charlie', siege, 'charge_projet')
  const collegue = await person('Dany', siege, 'charge_projet')
  const referent = await person('Morgan', jardins, 'referent_siae')
  const groupe = await add('groupe', { nom: 'Réseau d’immersions', type: 'reseau_immersions', structures: [siege, jardins], coordination: charge })
  const [a, b, c] = [await here.device(charge), await here.device(collegue), await here.device(referent)]
  return { ...here, groupe, jardins, charge, collegue, referent, a, b, c }
}

const company = (device: Device, id: DocId = newDocId(), fields: Record<string, Json> = {}) =>
  device.op(id, { $type: 'structure', $auteur: device.personne, $cree_le: '2026-11-22T09:00:00', nom: 'Boulangerie du Modèle', type: 'entreprise', telephone: '02 61 91 00 09', ...fields })

test('a chargé de projet puts a company in the directory; everybody of the network reads it', async () => {
  const { a, b, c } = await reseau()
  const made = company(a)
  expect(verdicts(await a.push(made))).toEqual(['ok'])
  for (const device of [a, b, c]) expect((await device.pull()).get(made.d)).toMatchObject({ nom: 'Boulangerie du Modèle', type: 'entreprise' })
  // Said twice, it is made once; kept up to date by a colleague of the same réseau.
  const seen = [opId(a.replica, made.n)]
  const again = a.op(made.d, { nom: 'Boulangerie du Modèle', telephone: '02 61 91 00 10' }, { nom: seen, telephone: seen })
  expect(verdicts(await a.push(again))).toEqual(['ok'])
  expect(verdicts(await b.push(b.op(made.d, { adresse: '2 rue du Modèle' })))).toEqual(['ok'])
  expect((await c.pull()).get(made.d)).toMatchObject({ telephone: '02 61 91 00 10', adresse: '2 rue du Modèle' })
})

test('nobody else does, and nothing else is made that way', async () => {
  const { a, b, c, jardins, charge } = await reseau()
  expect(verdicts(await c.push(company(c)))).toEqual(['forbidden'])
  expect(verdicts(await b.push(company(b, newDocId(), { $auteur: charge })))).toEqual(['forbidden'])
  for (const fields of [{ type: 'aci' }, { $type: 'personne' }, { $type: 'groupe' }, { appartenances: ['spro'] }, { roles: ['coordination_groupe_local'] }])
    expect(verdicts(await a.push(company(a, newDocId(), fields))), JSON.stringify(fields)).toEqual(['forbidden'])
  // What administration made stays its own.
  for (const s of [{ nom: 'Autre' }, { type: 'entreprise' }, { $auteur: charge }])
    expect(verdicts(await a.push(a.op(jardins as DocId, s))), JSON.stringify(s)).toEqual(['forbidden'])
  const made = company(a)
  await a.push(made)
  for (const s of [{ type: 'aci' }, { $auteur: 'x' }, { $type: 'groupe' }, { appartenances: ['spro'] }])
    expect(verdicts(await a.push(a.op(made.d, s))), JSON.stringify(s)).toEqual(['forbidden'])
  expect(verdicts(await c.push(c.op(made.d, { nom: 'Pris' })))).toEqual(['forbidden'])
})

test('one whose people are in the directory is not put in the corbeille', async () => {
  const { a, person } = await reseau()
  const [empty, peopled] = [company(a), company(a)]
  await a.push(empty, peopled)
  await person('Lou', { structure: peopled.d, roles: ['tuteur_accueil'] })
  const away = { $deleted: { par: a.personne, le: '2026-11-22T10:00:00' } }
  expect(verdicts(await a.push(a.op(empty.d, away), a.op(peopled.d, away)))).toEqual(['ok', 'forbidden'])
})

test('what is said of a company is read by the chargés de projet of the réseau, and by nobody else', async () => {
  const { a, b, c, groupe, person, device } = await reseau()
  const made = company(a)
  const followed = a.op(newDocId(), {
    $type: 'fiche',
    $auteur: a.personne,
    $cree_le: '2026-11-22T09:00:00',
    $gabarit: 'suivi-entreprise',
    $gabarit_version: 1,
    $immersion: null,
    $rattachement: { type: 'groupe', id: groupe },
    entreprise: made.d,
    note: 'Préfère être appelée avant 9 h.',
    prochain_contact: '2026-12-01',
  })
  expect(verdicts(await a.push(made, followed))).toEqual(['ok', 'ok'])
  expect((await b.pull()).get(followed.d)).toMatchObject({ note: 'Préfère être appelée avant 9 h.' })
  expect(verdicts(await b.push(b.op(followed.d, { prochain_contact: '2026-12-08' })))).toEqual(['ok'])
  const tutor = await device(await person('Lou', { structure: made.d, roles: ['tuteur_accueil'] }))
  for (const other of [c, tutor]) expect((await other.pull()).has(followed.d)).toBe(false)
  expect(verdicts(await c.push(c.op(followed.d, { note: 'Autre' })))).toEqual(['forbidden'])
})

test('after a restore the company comes back from the device that made it, and from no other', async () => {
  const { service, a, c } = await reseau()
  await restoredFor(service, a, c)
  const id = newDocId()
  const before = newReplicaId()
  const send = async (device: Device, nom: string) => {
    const heads = Object.entries({ $type: 'structure', $auteur: a.personne, nom, type: 'entreprise' }).map(
      ([key, v], i) => [key, [{ o: opId(before, i + 1), v: v as Json, t: 1, u: a.personne as string, s: 10 }]] as [string, Offered[]],
    )
    const { h: _, ...op } = { ...device.op(id, {}), e: 0, r: Object.fromEntries(heads) }
    return verdicts(await device.push({ ...op, h: chain('', op) }))
  }
  expect(await send(c, 'Inventée')).toEqual(['ok']) // heard, and not kept
  expect((await a.pull()).has(id)).toBe(false)
  expect(await send(a, 'Boulangerie')).toEqual(['ok'])
  expect((await c.pull()).get(id)).toMatchObject({ nom: 'Boulangerie', type: 'entreprise' })
})
