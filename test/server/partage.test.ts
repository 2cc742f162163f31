// What its author lets be read, asked of the server by the devices of those it concerns. Both engines.
import { expect, test } from 'vitest'
import { newDocId, type OpId, opId, path } from '../../src/domain/id.ts'
import { RESEAU, world } from './world.ts'

const WORDS = 'Un accueil debout, sans guichet'

/** Two structures of one local group: a visitor and her manager, the other manager, the coordination. */
async function groupe() {
  const w = await world()
  const { annuaire } = w.service
  const [a, b] = [await annuaire.add(RESEAU, 'structure', { nom: 'Mission locale' }), await annuaire.add(RESEAU, 'structure', { nom: 'CIO' })]
  const people = [
    await w.person('Camille', { structure: a }),
    await w.person('Dominique', { structure: a, roles: ['responsable_appartenance'] }),
    await w.person('Alix', { structure: b, roles: ['responsable_accueil', 'responsable_appartenance'] }),
    await w.person('Charlie'),
  ] as const
  const local = await annuaire.add(RESEAU, 'groupe', { nom: 'Groupe local', type: 'groupe_local', structures: [a, b], coordination: people[3] })
  const [camille, dominique, alix, charlie] = [await w.device(people[0]), await w.device(people[1]), await w.device(people[2]), await w.device(people[3])]
  const immersion = newDocId()
  await camille.push(
    camille.op(immersion, { $type: 'immersion', $auteur: camille.personne, titre: 'Observer', dispositif: 'immersion_pro', structure_appartenance: a, structure_accueil: b, accueilli: [camille.personne] }),
  )
  return { camille, dominique, alix, charlie, immersion, local, a }
}

test('R-VIS-02 : une évaluation n’arrive qu’au responsable, quand son auteur l’accorde, et repart quand il se reprend', async () => {
  const { camille, dominique, alix, charlie, immersion } = await groupe()
  const id = newDocId()
  let last: OpId[] = []
  /** Says it instead of what was said before. */
  const said = (accord_partage: string[]) => {
    const op = camille.op(id, { accord_partage }, { [path('accord_partage')]: last })
    last = [opId(camille.replica, op.n)]
    return op
  }
  const readers = async (): Promise<boolean[]> => [(await dominique.pull()).has(id), (await alix.pull()).has(id), (await charlie.pull()).has(id)]
  await camille.push(camille.op(id, { $type: 'fiche', $auteur: camille.personne, $gabarit: 'spro-4-evaluation', $gabarit_version: 1, $immersion: immersion, constats: { texte: WORDS, notes: [] } }))
  expect(await readers()).toEqual([false, false, false])
  await camille.push(said(['accueillant']))
  expect(await readers()).toEqual([false, false, false])
  await camille.push(said(['structure']))
  expect(await readers()).toEqual([true, false, false])
  expect(await dominique.push(dominique.op(id, { constats: { texte: 'Autrement', notes: [] } }))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
  await camille.push(said([]))
  expect(await readers()).toEqual([false, false, false])
})

test('R-SPRO-09 : la synthèse d’une structure va à la coordination, pas aux responsables des autres, et n’est transmise que par le sien', async () => {
  const { camille, dominique, alix, charlie, local, a } = await groupe()
  const made = (device: typeof camille, type: string, at: string, id = newDocId()) => ({
    id,
    op: device.op(id, { $type: 'fiche', $auteur: device.personne, $gabarit: 'synthese-groupe-local', $gabarit_version: 1, $rattachement: { type, id: at }, apports: WORDS }),
  })
  expect(await camille.push(made(camille, 'structure', a).op)).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
  expect(await alix.push(made(alix, 'structure', a).op)).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
  for (const [type, at] of [['structure', a], ['groupe', local]] as const) {
    const { id, op } = made(dominique, type, at)
    await dominique.push(op)
    expect((await charlie.pull()).has(id), 'not before it is sent').toBe(false)
    await dominique.push(dominique.op(id, { $etat: { etat: 'validee', par: dominique.personne, le: '2026-07-06T09:00:00' } }))
    expect([(await charlie.pull()).has(id), (await alix.pull()).has(id), (await camille.pull()).has(id)], type).toEqual([true, false, false])
    expect(await alix.push(alix.op(id, { apports: 'Autrement' })), type).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
  }
})

test('R-SPRO-11 : un programme se décide à la coordination ; le groupe le lit une fois publié', async () => {
  const { camille, dominique, alix, charlie, local } = await groupe()
  const id = newDocId()
  const programme = (device: typeof camille, doc = newDocId()) =>
    device.op(doc, { $type: 'fiche', $auteur: device.personne, $gabarit: 'programme-immersions-local', $gabarit_version: 1, $rattachement: { type: 'groupe', id: local }, pertinence: 'oui' })
  for (const other of [camille, dominique, alix]) expect(await other.push(programme(other))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
  await charlie.push(programme(charlie, id))
  expect((await dominique.pull()).has(id)).toBe(false)
  const publier = { $etat: { etat: 'validee', par: charlie.personne, le: '2026-01-15T16:00:00' } }
  await charlie.push(charlie.op(id, publier))
  for (const reader of [dominique, alix]) expect((await reader.pull()).has(id)).toBe(true)
  expect(await dominique.push(dominique.op(id, { motif: 'Autrement' }))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
})
