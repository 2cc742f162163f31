// The bourse and the cards of structures on the real server: what is not published is not sent, whoever asks; an act is
// taken from those who may do it and from nobody else.
import { expect, test } from 'vitest'
import { type DocId, newDocId, type OpId, opId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { type Device, fiche, RESEAU, world } from './world.ts'

async function reseau() {
  const { service, person, device } = await world()
  const add = (kind: 'structure' | 'groupe', fields: Record<string, Json>) => service.annuaire.add(RESEAU, kind, fields)
  const [mda, ml, cio] = [await add('structure', { nom: 'MDA' }), await add('structure', { nom: 'Mission locale' }), await add('structure', { nom: 'CIO' })]
  const noa = await person('Noa', { structure: mda, roles: ['accueilli', 'redacteur_offre'] })
  await add('groupe', { nom: 'Bourse', type: 'bourse', structures: [mda, ml], coordination: noa })
  const people = {
    noa,
    dominique: await person('Dominique', { structure: ml, roles: ['accueilli', 'redacteur_offre'] }),
    camille: await person('Camille', { structure: ml, roles: ['accueilli', 'responsable_appartenance'] }),
    direction: await person('Direction', { structure: mda, roles: ['accueilli', 'responsable_accueil'] }),
    sacha: await person('Sacha', { structure: cio, roles: ['accueilli', 'redacteur_offre', 'responsable_accueil'] }),
  }
  const at = {} as Record<keyof typeof people, Device>
  for (const [name, who] of Object.entries(people)) at[name as keyof typeof people] = await device(who)
  return { mda, ml, cio, at, people }
}
const act = (one: Device, etat: string, motif: string | null = null) => ({ etat, par: one.personne, le: '2026-11-22T10:00:00', motif })
/** Pushes one operation; the verdict. */
async function does(one: Device, doc: DocId, set: Record<string, Json>, seen: Record<string, OpId[]> = {}): Promise<string> {
  const answer = await one.push(one.op(doc, set, seen))
  return answer.kind === 'pushed' ? (answer.verdicts[0]?.v ?? 'nothing') : answer.kind
}
/** The last operation of this device. */
const last = (one: Device): OpId => opId(one.replica, one.n)
const readers = async (at: Record<string, Device>, doc: DocId): Promise<string[]> => {
  const found: string[] = []
  for (const [name, one] of Object.entries(at)) if ((await one.pull()).has(doc)) found.push(name)
  return found.sort()
}

test('R-BEP-02 : une offre n’est envoyée au réseau qu’une fois publiée par le pilote, et plus après son retrait', async () => {
  const { ml, at } = await reseau()
  const offre = newDocId()
  const create = fiche(at.dominique, 'beprip-fiche-offre-accueil', { $rattachement: { type: 'structure', id: ml } })
  expect(await does(at.dominique, offre, { ...create, periodes_possibles: 'Octobre à juin' })).toBe('ok')
  const structure = ['camille', 'dominique', 'noa'] // its own people, and the pilote
  expect(await readers(at, offre)).toEqual(structure)
  expect(await does(at.dominique, offre, { $publication: act(at.dominique, 'publiee') })).toBe('forbidden')
  expect(await does(at.dominique, offre, { $publication: act(at.noa, 'publiee') })).toBe('forbidden')
  expect(await does(at.dominique, offre, { $publication: act(at.dominique, 'proposee') })).toBe('ok')
  const proposed = { $publication: [last(at.dominique)] }
  expect(await does(at.direction, offre, { $publication: act(at.direction, 'publiee') })).toBe('forbidden')
  expect(await does(at.noa, offre, { $publication: act(at.noa, 'publiee'), periodes_possibles: 'Jamais' })).toBe('forbidden')
  expect(await readers(at, offre)).toEqual(structure)
  expect(await does(at.noa, offre, { $publication: act(at.noa, 'publiee') }, proposed)).toBe('ok')
  expect(await readers(at, offre)).toEqual(['camille', 'direction', 'dominique', 'noa'])
  // Withdrawn by its structure, even without having seen the last state: two versions, and one of them closes it.
  expect(await does(at.dominique, offre, { $publication: act(at.dominique, 'retiree') })).toBe('ok')
  expect(await readers(at, offre)).toEqual(structure)
  expect(await does(at.sacha, newDocId(), { ...fiche(at.sacha, 'beprip-fiche-offre-accueil', { $rattachement: { type: 'structure', id: ml } }) })).toBe('forbidden')
})

test('R-BEP-01 : une demande reste à sa structure jusqu’à son envoi ; la structure d’accueil y répond, et personne d’autre', async () => {
  const { mda, ml, at, people } = await reseau()
  const [immersion, demande] = [newDocId(), newDocId()]
  const draft = { $type: 'immersion', $auteur: people.dominique, dispositif: 'bourse_reciproque', accueilli: [people.dominique], structure_appartenance: ml, statut: 'brouillon' }
  expect(await does(at.dominique, immersion, draft)).toBe('ok')
  const create = fiche(at.dominique, 'beprip-demande-immersion', { $immersion: immersion })
  const offre = newDocId()
  await does(at.dominique, offre, fiche(at.dominique, 'beprip-fiche-offre-accueil', { $rattachement: { type: 'structure', id: ml } }))
  expect(await does(at.noa, offre, { $publication: act(at.noa, 'publiee') })).toBe('ok')
  expect(await does(at.dominique, demande, { ...create, representations: 'Je crois que…', offre_retour: offre })).toBe('ok')
  expect(await readers(at, demande)).toEqual(['camille', 'dominique'])
  expect(await does(at.dominique, demande, { $envoi: act(at.dominique, 'deposee') })).toBe('ok')
  const deposited = last(at.dominique)
  expect(await readers(at, demande)).toEqual(['camille', 'dominique'])
  expect(await does(at.noa, demande, { $envoi: act(at.noa, 'acceptee') })).toBe('forbidden')
  // Sent by the manager: the host is named, then the request leaves.
  expect(await does(at.camille, immersion, { structure_accueil: mda, statut: 'demandee' })).toBe('ok')
  expect(await does(at.camille, demande, { $envoi: act(at.camille, 'envoyee') }, { $envoi: [deposited] })).toBe('ok')
  expect(await readers(at, demande)).toEqual(['camille', 'direction', 'dominique', 'noa'])
  expect(await does(at.dominique, demande, { $envoi: act(at.dominique, 'acceptee') })).toBe('forbidden')
  expect(await does(at.sacha, demande, { $envoi: act(at.sacha, 'acceptee') })).toBe('forbidden')
  expect(await does(at.direction, demande, { $envoi: act(at.direction, 'acceptee') })).toBe('ok')
  expect(await does(at.direction, demande, { representations: 'réécrit' })).toBe('forbidden')
  expect(await does(at.direction, immersion, { accueillant: people.noa, dates: ['2026-12-08', '2026-12-09'], statut: 'acceptee' })).toBe('ok')
})

test('a manager keeps the card of their structure; nobody else does, and the rest stays with the administration', async () => {
  const { ml, mda, at } = await reseau()
  expect(await does(at.camille, ml, { presentation: 'Accueille les jeunes', orienter_pieces: 'Pièce d’identité' })).toBe('ok')
  expect((await at.sacha.pull()).get(ml)).toHaveProperty('orienter_pieces')
  expect(await does(at.camille, ml, { nom: 'Autre nom' })).toBe('forbidden')
  expect(await does(at.camille, ml, { presentation: 'x', $deleted: { par: 'x', le: 'y' } })).toBe('forbidden')
  expect(await does(at.camille, mda, { presentation: 'chez les autres' })).toBe('forbidden')
  expect(await does(at.dominique, ml, { presentation: 'sans en être responsable' })).toBe('forbidden')
  expect(await does(at.camille, newDocId(), { $type: 'structure', presentation: 'neuve' })).toBe('forbidden')
})
