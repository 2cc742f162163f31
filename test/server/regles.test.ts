// Rules that the server holds by itself, whatever app asks: an act in the network is refused by name, stays with who
// wrote it, and passes once what was missing is there. No answer and no note is ever refused for a rule. Both engines.
import { expect, test } from 'vitest'
import { type DocId, newDocId, type Path } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { PullAnswer } from '../../src/domain/protocol.ts'
import { type Device, fiche, RESEAU, world } from './world.ts'

async function bourse() {
  const { service, person, device } = await world()
  const add = (kind: 'structure' | 'groupe', fields: Record<string, Json>) => service.annuaire.add(RESEAU, kind, fields)
  const [mda, ml] = [await add('structure', { nom: 'MDA' }), await add('structure', { nom: 'Mission locale' })]
  const noa = await device(await person('Noa', { structure: mda, roles: ['accueilli', 'redacteur_offre'] }))
  await add('groupe', { nom: 'Bourse', type: 'bourse', structures: [mda, ml], coordination: noa.personne })
  const camille = await device(await person('Camille', { structure: ml, roles: ['accueilli', 'redacteur_offre', 'responsable_appartenance'] }))
  const hote = await device(await person('Hôte', { structure: mda, roles: ['accueilli', 'responsable_accueil'] }))
  return { mda, ml, noa, camille, hote }
}
const act = (one: Device, etat: string) => ({ etat, par: one.personne, le: '2026-11-22T10:00:00' })
/** Pushes one operation that replaces what is there; the verdict. */
async function does(one: Device, doc: DocId, set: Record<string, Json>): Promise<string> {
  const seen = await one.ask('/api/pull', { body: one.pullRequest() }).then(async (response) => PullAnswer.parse(await response.json()))
  const docs = seen.kind === 'pulled' ? seen.channels.flatMap((channel) => channel.docs) : []
  const held = docs.find(({ id }) => id === doc)
  const heads = (path: string) => {
    const at = held?.g?.[path] ?? 0
    const [origin] = held?.o[at] ?? []
    return held && path in held.f && origin ? [origin] : []
  }
  const answer = await one.push(one.op(doc, set, Object.fromEntries(Object.keys(set).map((key) => [key, heads(key)])) as never))
  return answer.kind === 'pushed' ? (answer.verdicts.at(-1)?.v ?? 'nothing') : answer.kind
}
/** What this device is told of its refusals: the rule, and what was refused. */
async function refusals(one: Device): Promise<[rule: string | undefined, set: Record<string, Json>][]> {
  const answer = PullAnswer.parse(await (await one.ask('/api/pull', { body: one.pullRequest() })).json())
  return answer.kind === 'pulled' ? answer.rejected.map(({ regle, s }) => [regle, s]) : []
}

/** A request of Camille's for the MDA, with an offer of her structure published by the pilote. */
async function demande() {
  const w = await bourse()
  const { camille, noa, ml } = w
  const [offre, immersion, id] = [newDocId(), newDocId(), newDocId()]
  expect(await does(camille, offre, fiche(camille, 'beprip-fiche-offre-accueil', { $rattachement: { type: 'structure', id: ml } }))).toBe('ok')
  const draft = { $type: 'immersion', $auteur: camille.personne, dispositif: 'bourse_reciproque', accueilli: [camille.personne], structure_appartenance: ml, statut: 'brouillon' }
  expect(await does(camille, immersion, draft)).toBe('ok')
  expect(await does(camille, id, fiche(camille, 'beprip-demande-immersion', { $immersion: immersion, statut: 'titulaire', representations: 'Je crois que…' }))).toBe('ok')
  const publish = async () => {
    expect(await does(camille, offre, { $publication: act(camille, 'proposee') })).toBe('ok')
    expect(await does(noa, offre, { $publication: act(noa, 'publiee') })).toBe('ok')
  }
  return { ...w, offre, immersion, id, publish, send: () => does(camille, id, { $envoi: act(camille, 'envoyee') }) }
}

test('R-BEP-01 : une demande ne part pas sans une offre publiée de sa structure, désignée en retour ; le brouillon est gardé', async () => {
  const { camille, hote, noa, mda, offre, id, publish, send } = await demande()
  expect(await send()).toBe('forbidden')
  expect(await does(camille, id, { offre_retour: offre })).toBe('ok')
  expect(await send(), 'not published').toBe('forbidden')
  const foreign = newDocId()
  expect(await does(noa, foreign, fiche(noa, 'beprip-fiche-offre-accueil', { $rattachement: { type: 'structure', id: mda } }))).toBe('ok')
  expect(await does(noa, foreign, { $publication: act(noa, 'publiee') })).toBe('ok')
  expect(await does(camille, id, { offre_retour: foreign })).toBe('ok')
  expect(await send(), 'of another structure').toBe('forbidden')
  expect((await hote.pull()).has(id)).toBe(false)
  const said = await refusals(camille)
  expect(said.map(([regle]) => regle)).toEqual(['R-BEP-01', 'R-BEP-01', 'R-BEP-01'])
  expect(said[0]?.[1]).toMatchObject({ $envoi: { etat: 'envoyee' } })
  expect((await camille.pull()).get(id)).toMatchObject({ representations: 'Je crois que…' })

  await publish()
  expect(await does(camille, id, { offre_retour: offre })).toBe('ok')
  expect(await send()).toBe('ok')
  expect((await hote.pull()).has(id)).toBe(true)
})

test('R-BEP-03 : le statut « stagiaire » empêche l’envoi, pas le brouillon ni son dépôt auprès de son responsable', async () => {
  const { camille, offre, id, publish, send } = await demande()
  await publish()
  expect(await does(camille, id, { offre_retour: offre, statut: 'stagiaire' })).toBe('ok')
  expect(await does(camille, id, { $envoi: act(camille, 'deposee') })).toBe('ok')
  expect(await send()).toBe('forbidden')
  expect((await refusals(camille)).map(([regle]) => regle)).toEqual(['R-BEP-03'])
  expect(await does(camille, id, { statut: 'titulaire' })).toBe('ok')
  expect(await send()).toBe('ok')
})

test('R-BEP-02 : une demande refusée par son propre responsable, ou annulée avant de partir, n’est pas montrée au réseau', async () => {
  for (const etat of ['refusee', 'annulee']) {
    const { camille, hote, noa, id, immersion, mda, offre, publish, send } = await demande()
    expect(await does(camille, id, { $envoi: act(camille, 'deposee') })).toBe('ok')
    expect(await does(camille, id, { $envoi: act(camille, etat) })).toBe('ok')
    for (const other of [hote, noa]) expect((await other.pull()).has(id), etat).toBe(false)
    // One that did leave stays readable by those it was sent to.
    await publish()
    expect(await does(camille, id, { offre_retour: offre })).toBe('ok')
    expect(await does(camille, immersion, { structure_accueil: mda, statut: 'demandee' })).toBe('ok')
    expect(await send()).toBe('ok')
    expect(await does(camille, id, { $envoi: act(camille, etat) })).toBe('ok')
    for (const other of [hote, noa]) expect((await other.pull()).has(id), etat).toBe(true)
  }
})

const SPRO = ['statut_accueilli', 'confidentialite', 'discretion', 'information_personnes']
const signature = { nom: 'Camille', fonction: null, mode: 'clic', trace: null, signe_le: '2026-11-22T10:00:00', empreinte: 'x' }

test('R-ETH-01 : une convention n’est pas signée avant ses engagements ; rien d’autre n’est refusé', async () => {
  const { service, person, device } = await world()
  const ml = await service.annuaire.add(RESEAU, 'structure', { nom: 'Mission locale' })
  const camille = await device(await person('Camille', { structure: ml, roles: ['accueilli', 'responsable_appartenance'] }))
  const [immersion, id, note] = [newDocId(), newDocId(), newDocId()]
  await does(camille, immersion, { $type: 'immersion', $auteur: camille.personne, dispositif: 'immersion_pro', accueilli: [camille.personne], structure_appartenance: ml, statut: 'brouillon' })
  expect(await does(camille, id, fiche(camille, 'spro-2-convention', { $immersion: immersion, lieux: 'Accueil' }))).toBe('ok')
  const sign = () => does(camille, id, { signature_appartenance: signature })
  const mayAsk = () => service.documents.mayWrite(camille.personne, RESEAU, id, { signature_accueil: {} } as Record<Path, Json>)
  expect(await sign()).toBe('forbidden')
  expect(await mayAsk(), 'a link for signing').toBe(false)
  expect(await does(camille, id, { $etat: { etat: 'signee', par: camille.personne, le: '2026-11-22T10:00:00' } })).toBe('forbidden')
  // Whatever is written is taken: an engagement refused, a note, an observation, long before any convention.
  expect(await does(camille, id, { confidentialite: true, discretion: false })).toBe('ok')
  expect(await does(camille, note, fiche(camille, 'carnet-notes', { $immersion: immersion, texte: 'Sur place' }))).toBe('ok')
  expect(await sign()).toBe('forbidden')
  expect(await refusals(camille)).toMatchObject([
    ['R-ETH-01', { signature_appartenance: signature }],
    ['R-ETH-01', { $etat: { etat: 'signee' } }],
    ['R-ETH-01', { signature_appartenance: signature }],
  ])
  expect(await does(camille, id, { signature_appartenance: null })).toBe('ok')
  expect(await does(camille, id, Object.fromEntries(SPRO.map((champ) => [champ, true])))).toBe('ok')
  expect(await mayAsk()).toBe(true)
  expect(await sign()).toBe('ok')
  expect(await does(camille, id, { $etat: { etat: 'signee', par: camille.personne, le: '2026-11-22T10:01:00' } })).toBe('ok')
  // Taken back afterwards, it is written all the same; the signature no longer covers what is there, and says so.
  expect(await does(camille, id, { discretion: false })).toBe('ok')
})

test('R-ETH-01 : la convention éthique de la bourse aussi, engagements et signature dans un même envoi', async () => {
  const { camille, ml } = await bourse()
  const [immersion, id] = [newDocId(), newDocId()]
  await does(camille, immersion, { $type: 'immersion', $auteur: camille.personne, dispositif: 'bourse_reciproque', accueilli: [camille.personne], structure_appartenance: ml, statut: 'acceptee' })
  expect(await does(camille, id, fiche(camille, 'beprip-convention-ethique', { $immersion: immersion }))).toBe('ok')
  const ethique = ['confidentialite', 'notes', 'secret', 'discretion', 'non_jugement', 'retrait'].map((one) => `engagement_${one}`)
  const engagements = [...ethique, 'statut_assurance'].map((champ) => [champ, true])
  expect(await does(camille, id, { signature_accueilli: signature, ...Object.fromEntries(engagements.slice(1)) })).toBe('forbidden')
  expect(await does(camille, id, { signature_accueilli: signature, ...Object.fromEntries(engagements) })).toBe('ok')
})
