// The history of an answer: every accepted value, newest first, with who and when; only for who may read the document,
// and only as far as it was theirs to read.
import { expect, test } from 'vitest'
import { newDocId } from '../../src/domain/id.ts'
import type { Valeur } from '../../server/routes-history.ts'
import { type Device, problem, world } from './world.ts'

const historyOf = async (device: Device, doc: string, path = 'texte'): Promise<Valeur[]> => {
  const response = await device.ask(`/api/historique/${doc}?path=${encodeURIComponent(path)}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return ((await response.json()) as { valeurs: Valeur[] }).valeurs
}
const texts = async (...asked: Parameters<typeof historyOf>) => (await historyOf(...asked)).map(({ v }) => v)

test('holds every accepted value of the answer, newest first, and of no other', async () => {
  const { person, device } = await world()
  const camille = await device(await person('Camille'))
  const note = camille.note('un')
  await camille.push(note)
  const second = camille.op(note.d, { texte: 'deux' }, { texte: [`${camille.replica}.1` as never] })
  await camille.push(second, camille.op(note.d, { etiquettes: ['question'] }))
  expect(await historyOf(camille, note.d)).toEqual([
    { o: `${camille.replica}.2`, v: 'deux', t: second.t, u: camille.personne },
    { o: `${camille.replica}.1`, v: 'un', t: note.t, u: camille.personne },
  ])
  expect(await texts(camille, note.d, 'etiquettes')).toEqual([['question']])
  expect(await texts(camille, note.d, 'lien_guide')).toEqual([])
})

test('keeps what was not chosen, and the originals of a merge', async () => {
  const { person, device } = await world()
  const ana = await person('Ana')
  const [phone, tablet] = [await device(ana), await device(ana)]
  const note = phone.note('Le guichet. Puis. La salle.')
  await phone.push(note)
  const base = { texte: [`${phone.replica}.1` as never] }
  await phone.push(phone.op(note.d, { texte: 'Le guichet ouvre. Puis. La salle.' }, base))
  await tablet.push(tablet.op(note.d, { texte: 'Le guichet. Puis. La salle attend.' }, base))
  const [merge] = await historyOf(phone, note.d)
  expect(merge).toMatchObject({ v: 'Le guichet ouvre. Puis. La salle attend.', u: 'systeme', a: [`${phone.replica}.2`, `${tablet.replica}.1`] })
  expect(await texts(phone, note.d)).toEqual([
    'Le guichet ouvre. Puis. La salle attend.',
    'Le guichet. Puis. La salle attend.',
    'Le guichet ouvre. Puis. La salle.',
    'Le guichet. Puis. La salle.',
  ])
})

test('is shown to nobody who may not read the document, whether it exists or not', async () => {
  const { person, device } = await world()
  const [camille, alix] = [await device(await person('Camille')), await device(await person('Alix'))]
  const note = camille.note('à Camille')
  await camille.push(note)
  for (const doc of [note.d, newDocId()]) {
    const answer = await alix.ask(`/api/historique/${doc}?path=texte`)
    expect(await problem(answer)).toMatchObject({ status: 404, reason: 'unknown' })
  }
  expect((await camille.ask(`/api/historique/${note.d}?path=texte`, { headers: { cookie: 'rien' } })).status).toBe(401)
})

test.each(['', '?path=', '?path=constructor', '?path=a%25b'])('an address without a register (%s) is malformed', async (query) => {
  const { person, device } = await world()
  const camille = await device(await person('Camille'))
  const note = camille.note('un')
  await camille.push(note)
  expect(await problem(await camille.ask(`/api/historique/${note.d}${query}`))).toMatchObject({ status: 400 })
})

test('holds at most fifty values', async () => {
  const { person, device } = await world()
  const camille = await device(await person('Camille'))
  const note = camille.note('0')
  await camille.push(note)
  const ops = Array.from({ length: 70 }, (_, i) => camille.op(note.d, { texte: `${i + 1}` }, { texte: [`${camille.replica}.${i + 1}` as never] }))
  await camille.push(...ops)
  const values = await texts(camille, note.d)
  expect(values).toHaveLength(50)
  expect(values[0]).toBe('70')
})

test('refused values are no history, and an erased document has none', async () => {
  const { service, person, device } = await world()
  const [camille, alix] = [await device(await person('Camille')), await device(await person('Alix'))]
  const note = camille.note('à Camille')
  await camille.push(note)
  await alix.push(alix.op(note.d, { texte: 'par un autre' }))
  expect(await texts(camille, note.d)).toEqual(['à Camille'])
  const [network] = await service.networks()
  await service.documents.erase(network!, note.d)
  expect((await camille.ask(`/api/historique/${note.d}?path=texte`)).status).toBe(404)
})

test('whoever a note is shared with sees it as it was shared, not what it said while it was private', async () => {
  const { service, person, device } = await world()
  const [ana, noa] = [await person('Ana'), await person('Noa')]
  const [camille, alix] = [await device(ana), await device(noa)]
  const [network] = await service.networks()
  const immersion = newDocId()
  await camille.push(
    camille.op(immersion, {
      $type: 'immersion',
      $auteur: ana,
      $cree_le: '2026-11-22T09:00:00',
      titre: 'Chez le partenaire',
      accueilli: [ana],
      accueillant: noa,
    }),
  )
  const id = newDocId()
  const n = camille.n + 1
  const header = { $type: 'fiche', $gabarit: 'carnet-notes', $gabarit_version: 1, $auteur: ana, $cree_le: '2026-11-22T09:00:00' }
  await camille.push(camille.op(id, { ...header, $immersion: immersion, texte: 'Madame Untel attend' }))
  await camille.push(camille.op(id, { texte: 'Une personne attend' }, { texte: [`${camille.replica}.${n}` as never] }))
  expect(await service.documents.mayRead(noa, network!, id)).toBe(false)
  await camille.push(camille.op(id, { visibilite: 'partagee', anonymat_verifie: true }))
  expect(await service.documents.mayRead(noa, network!, id)).toBe(true)
  await camille.push(camille.op(id, { texte: 'Une personne attend debout' }, { texte: [`${camille.replica}.${n + 1}` as never] }))
  expect(await texts(alix, id)).toEqual(['Une personne attend debout', 'Une personne attend'])
  expect(await texts(camille, id)).toEqual(['Une personne attend debout', 'Une personne attend', 'Madame Untel attend'])
})
