// R-APP-04: a situation brought to practice analysis is read by whom its author says, and is no more on the day they
// chose: on the server with its history and what waited in quarantine, and in what every device is told. Both engines.
import { expect, test } from 'vitest'
import { momentOf } from '../../server/clock.ts'
import { type DocId, newDocId, type OpId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import type { PullAnswer } from '../../src/domain/protocol.ts'
import { applyChange, noRegisters } from '../../src/domain/register.ts'
import { loadGabarit } from '../../src/forms/load-gabarit.ts'
import { feuillesDeFiche } from '../../src/ui/export/fiches.ts'
import { type Device, RESEAU, world } from './world.ts'

const SECRET = 'Je guette la porte et je parle trop sec'
const MONTH = 30 * 86_400_000

/** A group of practice analysis on the eve of its séance: two participants, their facilitator, the management. */
async function groupe(date = '2026-10-15') {
  const w = await world()
  w.clock.ahead = momentOf('2026-10-14T18:00:00') - Date.now()
  const { annuaire } = w.service
  const structure = await annuaire.add(RESEAU, 'structure', { nom: 'Mission locale' })
  const [dominique, camille, intervenante, direction] = [
    await w.person('Dominique', { structure }),
    await w.person('Camille', { structure }),
    await w.person('Intervenante'),
    await w.person('Direction', { structure, roles: ['encadrement_app'] }),
  ]
  const app = await annuaire.add(RESEAU, 'groupe', { nom: 'Groupe', type: 'groupe_app', participants: [dominique, camille], coordination: intervenante })
  const seance = await annuaire.add(RESEAU, 'seance', { titre: 'Séance', groupe: app, date })
  const devices = { dominique: await w.device(dominique), camille: await w.device(camille), intervenante: await w.device(intervenante), direction: await w.device(direction) }
  /** Time goes on to this moment; meanwhile the server looks at the day once a month. */
  const at = async (local: string): Promise<void> => {
    const to = momentOf(local) - Date.now()
    for (w.clock.ahead += MONTH; w.clock.ahead < to; w.clock.ahead += MONTH) await w.service.documents.followDay(RESEAU)
    w.clock.ahead = to
  }
  return { ...w, app, seance, ...devices, at }
}

const situation = (device: Device, seance: string, fields: Record<string, Json> = {}, id: DocId = newDocId()) => ({
  id,
  ops: [
    device.op(id, {
      $type: 'fiche',
      $auteur: device.personne,
      $cree_le: '2026-10-14T18:00:00',
      $gabarit: 'app-situation-elaboration',
      $gabarit_version: 1,
      $rattachement: { type: 'seance', id: seance },
      titre: 'Le rendez-vous qui ne vient pas',
      partage: 'seance',
      purge_le: '2027-02-28',
      ...fields,
    }),
    device.op(`${id}~seance` as DocId, { $type: 'complement', $auteur: device.personne, $fiche: id, $acces: 'seance', recit: SECRET }),
  ],
})

const gone = async (device: Device): Promise<string[]> => {
  const answer = (await (await device.ask('/api/pull', { body: device.pullRequest() })).json()) as PullAnswer
  return answer.kind === 'pulled' ? answer.channels.flatMap((channel) => channel.gone.filter(({ why }) => why === 'erased').map(({ id }) => id as string)) : []
}

test('R-APP-04 : le partage commande la lecture, le temps de la séance, et la date efface partout', async () => {
  const { dominique, camille, intervenante, direction, seance, at, service } = await groupe()
  const { id, ops } = situation(dominique, seance)
  await dominique.push(...ops)
  expect((await camille.pull()).has(id), 'not before the séance').toBe(false)
  await at('2026-10-15T09:00:00')
  const read = await camille.pull()
  expect(read.get(`${id}~seance`)?.recit).toBe(SECRET)
  for (const other of [intervenante, direction]) expect(JSON.stringify([...(await other.pull())])).not.toContain('rendez-vous')
  await at('2026-10-16T00:10:00')
  expect((await camille.pull()).has(id), 'nor after').toBe(false)
  await at('2027-02-27T23:30:00')
  expect((await dominique.pull()).get(`${id}~seance`)?.recit).toBe(SECRET)
  // Midnight where the network is, not in Greenwich.
  await at('2027-02-28T00:10:00')
  await service.tidy()
  expect((await dominique.pull()).has(id)).toBe(false)
  for (const device of [dominique, camille]) expect(await gone(device)).toEqual(expect.arrayContaining([id, `${id}~seance`]))
  const history = await dominique.ask(`/api/historique/${id}~seance?path=recit`)
  expect(history.status).toBe(404)
})

test('R-APP-04 : rien n’en reste dans la base, ni dans l’historique, ni en quarantaine', async () => {
  const { service, dominique, seance, at } = await groupe()
  const { id, ops } = situation(dominique, seance)
  await dominique.push(...ops)
  await service.devices.revoke(RESEAU, dominique.id)
  const late = dominique.op(`${id}~seance` as DocId, { recit: `${SECRET}, encore` })
  await dominique.ask('/api/push', { body: dominique.request([late]) })
  const { db } = service.database
  const everything = async (): Promise<string> =>
    JSON.stringify([await db.selectFrom('doc').selectAll().execute(), await db.selectFrom('oplog').selectAll().execute(), await db.selectFrom('quarantine').selectAll().execute()])
  expect(await everything()).toContain('encore')
  await at('2027-03-01T08:00:00')
  await service.tidy()
  const left = await everything()
  for (const word of [SECRET, 'rendez-vous']) expect(left).not.toContain(word)
})

test('R-APP-04 : un appareil resté hors connexion envoie trop tard : personne d’autre ne lit, puis tout est effacé', async () => {
  const { dominique, camille, seance, at, service } = await groupe('2027-03-02')
  const { id, ops } = situation(dominique, seance, { partage: 'groupe', purge_le: '2027-02-28' })
  await at('2027-03-02T10:00:00')
  await service.tidy()
  await dominique.push(...ops)
  expect((await camille.pull()).has(id)).toBe(false)
  expect((await dominique.pull()).has(id)).toBe(true)
  await at('2027-03-03T00:05:00')
  await service.tidy()
  expect(await gone(dominique)).toContain(id)
  // What comes later still says nothing; without a word in it, it is not even a refusal.
  const empty = dominique.op(id, { purge_le: '2027-02-28' })
  const words = dominique.op(id, { titre: SECRET })
  expect(await dominique.push(empty, words)).toMatchObject({ verdicts: [{ v: 'ok' }, { v: 'gone' }] })
  expect(JSON.stringify(await service.database.db.selectFrom('oplog').selectAll().execute())).not.toContain(SECRET)
})

test('R-APP-04 : son auteur, et lui seul, l’efface tout de suite', async () => {
  const { dominique, camille, seance, at, service } = await groupe()
  const { id, ops } = situation(dominique, seance, { partage: 'groupe' })
  await dominique.push(...ops)
  await at('2026-10-15T09:00:00')
  expect(await camille.push(camille.op(id, { $efface: { par: camille.personne, le: '2026-10-15T09:00:00' } }))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
  expect(await camille.push(camille.op(id, { purge_le: '2026-10-14' }))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
  expect((await camille.pull()).has(id)).toBe(true)
  expect(await dominique.push(dominique.op(id, { $efface: { par: dominique.personne, le: '2026-10-15T09:01:00' } }))).toMatchObject({ verdicts: [{ v: 'ok' }] })
  for (const device of [dominique, camille]) expect(await gone(device)).toContain(id)
  expect(JSON.stringify(await service.database.db.selectFrom('oplog').selectAll().execute())).not.toContain(SECRET)
})

test('a date that is being typed erases nothing, and a closed cycle reads no more of it', async () => {
  const { dominique, camille, app, seance, at, service } = await groupe()
  const typed = situation(dominique, seance, { partage: 'groupe', purge_le: '0002-02-28' })
  const kept = situation(dominique, seance, { partage: 'groupe' })
  await dominique.push(...typed.ops, ...kept.ops)
  await at('2026-10-16T08:00:00')
  await service.tidy()
  expect([...(await camille.pull()).keys()]).toEqual(expect.arrayContaining([typed.id, kept.id]))
  await service.annuaire.write(RESEAU, app, { fin: '2026-12-31' })
  expect((await camille.pull()).has(kept.id)).toBe(true)
  await at('2027-01-01T00:05:00')
  await service.tidy()
  expect((await camille.pull()).has(kept.id)).toBe(false)
  expect((await dominique.pull()).has(kept.id)).toBe(true)
})

test('R-APP-02 et R-APP-03 : l’encadrement reçoit la présence, jamais le contenu, ni par l’historique', async () => {
  const { intervenante, direction, camille, seance } = await groupe()
  const id = newDocId()
  await intervenante.push(
    intervenante.op(id, {
      $type: 'fiche',
      $auteur: intervenante.personne,
      $cree_le: '2026-10-15T12:10:00',
      $gabarit: 'app-seance',
      $gabarit_version: 1,
      $rattachement: { type: 'seance', id: seance },
      'presence/ligne1': { pos: 'a0' },
      'presence/ligne1/participant': camille.personne,
      'presence/ligne1/statut': 'absent',
    }),
    intervenante.op(`${id}~seance` as DocId, { $type: 'complement', $auteur: intervenante.personne, $fiche: id, $acces: 'seance', bilan_groupe: SECRET }),
  )
  const seen = await direction.pull()
  expect(seen.get(id)?.['presence/ligne1/statut']).toBe('absent')
  expect(JSON.stringify([...seen])).not.toContain(SECRET)
  expect((await camille.pull()).get(`${id}~seance`)?.bilan_groupe).toBe(SECRET)
  expect((await direction.ask(`/api/historique/${id}~seance?path=bilan_groupe`)).status).toBe(404)
  expect((await direction.ask(`/api/historique/${id}?path=bilan_groupe`)).status).toBe(200)
  expect(await (await direction.ask(`/api/historique/${id}?path=bilan_groupe`)).json()).toEqual({ valeurs: [] })
  expect(await direction.push(direction.op(id, { duree: 90 }))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
})

test('R-APP-03 : l’encadrement imprime et exporte la présence ; ce qui s’est dit n’est pas sur son appareil, réponses réservées demandées', async () => {
  const { intervenante, direction, camille, seance } = await groupe()
  const id = newDocId()
  await intervenante.push(
    intervenante.op(id, {
      $type: 'fiche',
      $auteur: intervenante.personne,
      $gabarit: 'app-seance',
      $gabarit_version: 1,
      $rattachement: { type: 'seance', id: seance },
      alerte_organisation: 'Salle à réserver',
    }),
    intervenante.op(`${id}~seance` as DocId, { $type: 'complement', $auteur: intervenante.personne, $fiche: id, $acces: 'seance', bilan_groupe: SECRET }),
  )
  const gabarit = await loadGabarit('app-seance', 1)
  /** What leaves a device as a file, its owner asking for all of it: the printed page is made of the same answers. */
  const exported = async (device: Device): Promise<string> => {
    const held = await device.pull()
    const set = Object.assign({}, held.get(id), held.get(`${id}~seance`))
    const registers = applyChange(noRegisters(), { s: set, b: {} }, { o: 'essai.1' as OpId, t: 1, u: device.personne })
    return JSON.stringify(feuillesDeFiche(gabarit, registers, {}, true))
  }
  expect(await exported(camille)).toContain(SECRET)
  const file = await exported(direction)
  expect(file).toContain('Salle à réserver')
  expect(file).not.toContain(SECRET)
})
