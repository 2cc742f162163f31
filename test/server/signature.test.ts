// Links to sign without an account: once, for a time, revocable; of the very document that was sent, or not at all.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { browserOf } from '../../server/routes-signature.ts'
import { LINK_HOURS } from '../../server/signature-links.ts'
import { type DocId, newDocId, opId, path } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { Preuve } from '../../src/domain/preuve.ts'
import { shownHead, shownValue } from '../../src/domain/register.ts'
import { texteSous } from '../../src/domain/sceau.ts'
import { type Device, problem, RESEAU, world } from './world.ts'

const HOUR = 3_600_000
const EMPREINTE = 'a'.repeat(64)
const CHAMP = 'signature_accueil'
const champs = ['lieux', 'confidentialite']
const engagements = { statut_accueilli: true, confidentialite: true, discretion: true, information_personnes: true }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A convention of an immersion between two people, written by the visitor's manager; a stranger beside. */
async function signing(options: Parameters<typeof world>[0] = {}) {
  const here = await world(options)
  const structure = await here.service.annuaire.add(RESEAU, 'structure', { nom: 'Mission locale' })
  const alix = await here.device(await here.person('Alix', { structure, roles: ['responsable_appartenance'] }))
  const camille = await here.device(await here.person('Camille', { structure }))
  const stranger = await here.device(await here.person('Inconnu'))
  const immersion = newDocId()
  const doc = newDocId()
  await alix.push(
    alix.op(immersion, { $type: 'immersion', $auteur: alix.personne, $cree_le: '2026-11-20T09:00:00', titre: 'Une journée', dispositif: 'immersion_pro', accueilli: [camille.personne], structure_appartenance: structure }),
    alix.op(doc, { $type: 'fiche', $gabarit: 'spro-2-convention', $gabarit_version: 1, $auteur: alix.personne, $cree_le: '2026-11-20T09:00:00', $immersion: immersion, lieux: 'CIO', ...engagements }),
  )
  const registers = async () => (await here.service.documents.read(RESEAU, doc))!
  const sceau = async () => sha256(texteSous(await registers(), champs))
  const asked = async (over: Record<string, unknown> = {}) => ({
    ...{ doc, champ: CHAMP, destinataire: 'Sasha Dehors', heures: 72, empreinte: EMPREINTE, reperes: { lieux: 'abcdefabcdef' }, champs, sceau: await sceau(), requises: [] as string[] },
    ...{ libelle: 'Pour la structure accueillante', document: copie },
    ...over,
  })
  const create = async (over: Record<string, unknown> = {}, device: Device = alix) => device.ask('/api/signatures/liens', { body: await asked(over) })
  const made = async (over: Record<string, unknown> = {}) => (await (await create(over)).json()) as { id: string; secret: string; expire: number }
  const read = (secret: string) => here.ask('/api/signer/lire', { body: { secret } })
  const sign = (secret: string, over: Record<string, unknown> = {}) =>
    here.ask('/api/signer', {
      body: { secret, nom: 'Sasha Dehors', fonction: 'Gérante', mode: 'clic', trace: null, ...over },
      headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile' },
    })
  const etats = async () => ((await (await alix.ask(`/api/signatures/${doc}`)).json()) as { liens: { etat: string }[] }).liens.map(({ etat }) => etat)
  const write = (set: Record<string, Json>) => here.service.documents.put(RESEAU, camille.personne, [{ id: doc, set }])
  return { ...here, alix, camille, stranger, immersion, doc, registers, create, made, read, sign, etats, write }
}

const copie = {
  titre: 'Convention',
  cadre: 'Une journée',
  gabarit: 'spro-2-convention',
  version: 1,
  sections: [{ titre: 'Conditions', champs: [{ libelle: 'Lieux', texte: '<script>CIO</script>' }, { libelle: 'Dates', colonnes: ['Jour'], lignes: [['12 mars']] }] }],
  signatures: [],
}

test('somebody without an account reads the copy and signs it; the fiche holds the signature with its proof', async () => {
  const { made, read, sign, etats, registers, alix, doc, create } = await signing()
  const link = await made()
  expect(link.expire - Date.now()).toBeGreaterThan(71 * HOUR)
  const shown = await read(link.secret)
  expect(shown.headers.get('cache-control')).toBe('no-store')
  expect(await shown.json()).toEqual({ document: copie, libelle: 'Pour la structure accueillante', destinataire: 'Sasha Dehors', envoye_par: 'Alix', expire: link.expire })
  expect(await etats()).toEqual(['ouvert'])
  const answer = await sign(link.secret, { mode: 'dessin', trace: '300 176;M10 10L20 20' })
  expect(answer.status).toBe(200)
  const { signe_le, empreinte } = (await answer.json()) as Record<string, string>
  expect(empreinte).toBe(EMPREINTE)
  const held = await registers()
  const value = shownValue(held, path(CHAMP)) as Record<string, Json>
  expect(value).toMatchObject({ nom: 'Sasha Dehors', fonction: 'Gérante', signe_le, mode: 'dessin', trace: '300 176;M10 10L20 20', empreinte: EMPREINTE })
  expect(Preuve.parse(value.preuve)).toMatchObject({
    ...{ voie: 'lien', compte: null, appareil: null, personne: null, reperes: { lieux: 'abcdefabcdef' } },
    lien: { id: link.id, envoye_par: alix.personne, destinataire: 'Sasha Dehors', navigateur: 'Chrome sur Android', copie: sha256(JSON.stringify(copie)) },
  })
  expect(shownHead(held, path(CHAMP))?.u).toBe('systeme')
  expect(shownValue(held, path('$etat'))).toEqual({ etat: 'signee', le: signe_le, par: null })
  expect((await alix.pull()).get(doc)).toMatchObject({ [CHAMP]: { nom: 'Sasha Dehors' } })
  expect(await etats()).toEqual(['signe'])
  // A link for what is signed already is refused by the signature itself.
  const second = (await (await create()).json()) as { secret: string }
  expect(await problem(await sign(second.secret))).toMatchObject({ status: 409, reason: 'signed' })
})

test('the fiche is signed only once the other signatures it needs are there, of the same content', async () => {
  const { made, sign, registers, write } = await signing()
  await sign((await made({ requises: ['signature_accueilli'] })).secret)
  expect(shownValue(await registers(), path('$etat'))).toBeNull()
  await write({ signature_accueilli: { nom: 'C', fonction: null, signe_le: '2999-01-01T00:00:00', mode: 'clic', trace: null, empreinte: EMPREINTE, preuve: { gabarit: 'x', version: 1, voie: 'appareil', personne: null, compte: 'pro-c', appareil: null, reperes: {}, lien: null } }, signature_appartenance: null })
  await sign((await made({ champ: 'signature_appartenance', requises: ['signature_accueilli'] })).secret)
  expect(shownValue(await registers(), path('$etat'))).toEqual({ etat: 'signee', le: '2999-01-01T00:00:00', par: 'pro-c' })
})

test('a link opens once: used, expired, revoked, unknown, of an erased or binned document: one answer', async () => {
  const { made, read, sign, alix, clock, service, doc, write, etats } = await signing()
  const [used, revoked, late, left] = [await made(), await made({ champ: 'signature_accueilli' }), await made({ champ: 'signature_appartenance', heures: 1 }), await made({ champ: 'signature_appartenance' })]
  expect((await sign(used.secret)).status).toBe(200)
  expect((await alix.ask(`/api/signatures/liens/${revoked.id}/annuler`, { body: {} })).status).toBe(200)
  clock.ahead += HOUR + 1
  const bad = [used.secret, revoked.secret, late.secret, 'n’importe quoi', used.id]
  const texts = []
  for (const secret of bad) for (const response of [await read(secret), await sign(secret)]) texts.push(`${response.status} ${await response.text()}`)
  await write({ $deleted: { par: 'x', le: '2026-11-22T00:00:00' } })
  texts.push(`404 ${await (await read(left.secret)).text()}`)
  await write({ $deleted: null })
  expect((await read(left.secret)).status).toBe(200)
  expect((await etats()).sort()).toEqual(['annule', 'expire', 'ouvert', 'signe'])
  await service.erase(RESEAU, doc)
  texts.push(`404 ${await (await read(left.secret)).text()}`)
  expect(new Set(texts)).toEqual(new Set(['404 {"reason":"unknown","message":"Ce lien n’est plus valable, ou ne l’a jamais été."}']))
  // What was erased leaves no copy behind.
  expect(await service.database.db.selectFrom('signature_link').selectAll().execute()).toEqual([])
})

test('two hands on the same link at the same time sign once', async () => {
  const { made, sign } = await signing()
  const { secret } = await made()
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => sign(secret, { nom: `Main ${i}` })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('a document that changed refuses the signature without using the link up; put back, it is signed', async () => {
  const { made, read, sign, write, etats } = await signing()
  const { secret } = await made()
  await write({ lieux: 'Ailleurs' })
  expect(await problem(await read(secret))).toMatchObject({ status: 409, reason: 'changed' })
  expect(await problem(await sign(secret))).toMatchObject({ status: 409, reason: 'changed' })
  expect(await etats()).toEqual(['modifie'])
  await write({ lieux: 'CIO', signature_accueilli: { nom: 'C' }, hors_du_texte: 'x' })
  expect((await sign(secret)).status).toBe(200)
})

test('a version that waits for a choice is a change', async () => {
  const { made, read, camille, alix, doc } = await signing()
  const { secret } = await made()
  const parent = { lieux: [`${alix.replica}.2` as never] }
  // The host's answer, made apart from this one, arrives beside it.
  await alix.push(alix.op(doc, { lieux: 'CIO' }, parent), alix.op(doc, { lieux: 'Autre lieu' }, parent))
  expect((await read(secret)).status).toBe(409)
  expect(camille.personne).not.toBe(alix.personne)
})

test('only who may sign makes a link, of what the server holds, with a copy of a bounded size', async () => {
  const { create, stranger, camille, made, alix, ask } = await signing()
  expect((await create({}, stranger)).status).toBe(404)
  expect((await ask('/api/signatures/liens', { body: {} })).status).toBe(401)
  expect((await create({}, camille)).status).toBe(200)
  expect(await problem(await create({ sceau: 'b'.repeat(64) }))).toMatchObject({ status: 409, reason: 'behind' })
  expect((await create({ document: { ...copie, gabarit: 'app-cadre' } })).status).toBe(404)
  expect((await create({ champ: '$etat' })).status).toBe(400)
  expect((await create({ champ: 'Lieux/x' })).status).toBe(400)
  expect((await create({ heures: LINK_HOURS.most + 1 })).status).toBe(400)
  const { expire } = await made({ heures: LINK_HOURS.most })
  expect(expire - Date.now()).toBeLessThanOrEqual(7 * 24 * HOUR)
  expect((await create({ destinataire: ' ' })).status).toBe(400)
  const long = { libelle: 'x', texte: 'é'.repeat(55_000) }
  expect((await create({ document: { ...copie, sections: [{ titre: 't', champs: [long, long] }] } })).status).toBe(413)
  expect((await create({ document: { ...copie, html: '<b>' } })).status).toBe(400)
  expect((await stranger.ask(`/api/signatures/${newDocId()}`)).status).toBe(404)
  expect((await alix.ask(`/api/signatures/liens/inconnu/annuler`, { body: {} })).status).toBe(404)
})

test('a stranger neither lists nor revokes; who left the network has no link left', async () => {
  const { made, create, stranger, camille, doc, immersion, read, service, alix } = await signing()
  const { id, secret } = await made()
  expect((await stranger.ask(`/api/signatures/${doc as DocId}`)).status).toBe(404)
  expect((await stranger.ask(`/api/signatures/liens/${id}/annuler`, { body: {} })).status).toBe(404)
  expect((await read(secret)).status).toBe(200)
  // A link carries no right that its sender lost.
  const { secret: hers } = (await (await create({ champ: 'signature_accueilli' }, camille)).json()) as { secret: string }
  expect((await read(hers)).status).toBe(200)
  await service.documents.put(RESEAU, 'systeme', [{ id: immersion, set: { [path('accueilli')]: [] } }])
  expect((await read(hers)).status).toBe(404)
  await service.dismiss(RESEAU, alix.personne)
  expect((await read(secret)).status).toBe(404)
})

test('R-ETH-01 : nobody is asked by a link to sign a convention before its engagements are taken', async () => {
  const { alix, doc, create } = await signing()
  await alix.push(alix.op(doc, { discretion: false }, { discretion: [opId(alix.replica, 2)] }))
  expect((await create()).status).toBe(404)
  await alix.push(alix.op(doc, { discretion: true }, { discretion: [opId(alix.replica, 3)] }))
  expect((await create()).status).toBe(200)
})

test('a signature that is none is refused, and the link still serves', async () => {
  const { made, sign } = await signing()
  const { secret } = await made()
  for (const over of [{ nom: ' ' }, { mode: 'dessin' }, { mode: 'dessin', trace: '<svg>' }, { mode: 'autre' }, { nom: 'x'.repeat(121) }, { mode: 'dessin', trace: `9 9;${'M1 1'.repeat(20_000)}` }])
    expect((await sign(secret, over)).status).toBe(over.trace && over.trace.length > 70_000 ? 413 : 400)
  expect((await sign(secret)).status).toBe(200)
})

test('nothing in the database opens a link, and guessing ends soon', async () => {
  const few = { burst: 5, perMinute: 1 }
  const wide = { burst: 1_000, perMinute: 1_000 }
  const { made, read, service } = await signing({ rates: { enrol: few, push: wide, pull: wide, photo: wide } as never })
  const { secret } = await made()
  expect(JSON.stringify(await service.database.db.selectFrom('signature_link').selectAll().execute())).not.toContain(secret)
  const statuses = []
  for (let i = 0; i < 7; i++) statuses.push((await read(`x${i}`)).status)
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429])
})

test('a copy that nobody signed is forgotten a month after the end of its link', async () => {
  const { made, clock, service } = await signing()
  await made()
  clock.ahead += 72 * HOUR + 30 * 24 * HOUR + 1
  await service.tidy()
  expect(await service.database.db.selectFrom('signature_link').select(['body']).execute()).toEqual([{ body: '' }])
})

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604', 'Safari sur iOS'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140', 'Edge sur Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140) Gecko Firefox/140', 'Firefox sur Linux'],
  ['', 'un navigateur'],
])('of %j only the family is kept', (agent, family) => expect(browserOf(agent)).toBe(family))
