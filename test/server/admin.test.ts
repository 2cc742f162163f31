// The administrator's command line: beside a stopped server's data, and in a server that runs, which knows at once.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../../server/commands.ts'
import { PersonneId } from '../../src/domain/id.ts'
import { deviceOver, listening } from './listening.ts'
import { onPostgres } from '../support/engine.ts'
import { run, serve } from './processes.ts'
import { cookieOf, folder, RESEAU, world } from './world.ts'

const admin = (dataDir: string, ...args: string[]) => run('bin/carnet.mjs', ['admin', ...args], { DATA_DIR: dataDir, PUBLIC_URL: 'https://carnet.exemple' })
const created = (text: string): string => /Créé : (\S+)/.exec(text)?.[1] ?? text

test('help is there without data, and a folder without data is said', async () => {
  const dataDir = folder()
  const help = await admin(dataDir, 'help')
  expect(help).toMatchObject({ code: 0, err: '' })
  for (const word of ['lister', 'ajouter', 'modifier', 'retirer', 'roles', 'inviter', 'annuler', 'revoquer', 'quarantaine']) expect(help.out).toContain(word)
  const none = await admin(dataDir, 'lister', 'personnes')
  expect(none.code).toBe(1)
  expect(none.err).toMatch(onPostgres ? /^Il n’y a pas encore de réseau\. Lancez/ : /^Il n’y a pas de données dans « .* »\. Lancez d’abord « npm start »/)
})

test('beside the data of a server that is stopped', async () => {
  const dataDir = folder()
  const server = await serve(dataDir)
  server.child.kill('SIGTERM')
  await server.ended
  const made = await admin(dataDir, 'ajouter', 'structure', '--nom', 'Mission locale', '--type', 'mission_locale')
  expect(made.code).toBe(0)
  expect((await admin(dataDir, 'lister', 'structures')).out).toMatch(new RegExp(`${created(made.out)} +Mission locale +mission_locale`))
})

test('in a server that runs: devices are told, and what is done counts at once', async () => {
  const dataDir = folder()
  const server = await listening({ dataDir })
  const camille = PersonneId.parse(await server.service.annuaire.add(RESEAU, 'personne', { nom: 'Camille' }))
  const phone = await deviceOver(server, camille)
  const stream = (await phone.ask('/api/events')).body!.getReader()
  await stream.read()

  const structure = created((await admin(dataDir, 'ajouter', 'structure', '--nom', 'CIO', '--type', 'cio')).out)
  expect(new TextDecoder().decode((await stream.read()).value)).toBe('event: pull\ndata: pull\n\n')
  expect((await phone.pull()).get(structure)?.nom).toBe('CIO')

  const sacha = created((await admin(dataDir, 'ajouter', 'personne', '--nom', 'Sacha Modèle', '--structure', structure, '--roles', 'accueilli,accueillant')).out)
  const invited = await admin(dataDir, 'inviter', sacha, '--minutes', '30')
  expect(invited.out).toContain('Invitation pour Sacha Modèle')
  const code = /Code : (\S+)/.exec(invited.out)?.[1]
  const entered = await server.ask('/api/enrol', { body: { code, appareil: 'Téléphone' } })
  expect(await entered.json()).toMatchObject({ personne: sacha, nom: 'Sacha Modèle', admin: false })

  const listed = await admin(dataDir, 'lister', 'appareils')
  const device = listed.out.split('\n').find((line) => line.includes(sacha))?.split(' ')[0] ?? ''
  expect((await admin(dataDir, 'revoquer', 'appareil', device)).code).toBe(0)
  const me = await server.ask('/api/me', { headers: { cookie: cookieOf(entered) } })
  expect([me.status, ((await me.json()) as { reason: string }).reason]).toEqual([401, 'revoked'])
})

test.skipIf(onPostgres)('the running server takes commands only from who can read its data', async () => {
  const dataDir = folder()
  await listening({ dataDir })
  const { port, token } = JSON.parse(readFileSync(join(dataDir, 'serveur.json'), 'utf8')) as { port: number; token: string }
  const command = (authorization: string) =>
    fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { authorization }, body: '{"args":["help"]}' }).then((response) => response.status)
  expect(await command(`Bearer ${token}`)).toBe(200)
  for (const wrong of ['', 'Bearer ', `Bearer ${'A'.repeat(43)}`, `Bearer ${token}x`]) expect(await command(wrong)).toBe(404)
})

test('a server that was killed leaves its address behind, and the commands work beside it', async () => {
  const dataDir = folder()
  const server = await serve(dataDir)
  server.child.kill('SIGKILL')
  await server.ended
  expect(await admin(dataDir, 'lister', 'reseaux')).toMatchObject({ code: 0, out: expect.stringMatching(/^réseau\s+nom\nreseau\b/) })
  const again = await serve(dataDir)
  expect(again.port).toBeGreaterThan(0)
})

test('people, roles, mandates and groups are what the policy reads', async () => {
  const { service } = await world()
  await service.openNetwork(RESEAU)
  const text = async (...args: string[]) => {
    const outcome = await runCommand(service, args)
    if (!outcome.ok) throw new Error(outcome.text)
    return outcome.text
  }
  const structure = created(await text('ajouter', 'structure', '--nom', 'Jardins', '--type', 'aci'))
  const charlie = created(await text('ajouter', 'personne', '--nom', 'Charlie', '--structure', structure, '--roles', 'charge_projet'))
  const groupe = created(await text('ajouter', 'groupe', '--nom', 'Groupe local', '--type', 'groupe_local', '--structures', structure, '--coordination', charlie, '--objectif', '10'))
  await text('ajouter', 'séance', '--titre', 'Juin', '--groupe', groupe, '--date', '2026-06-18')
  expect(await text('roles', charlie, '--mandat', `groupe=${groupe}:comite_pilotage`)).toBe(`Charlie : charge_projet ${groupe}:comite_pilotage`)
  expect(await service.annuaire.find(RESEAU, 'personne', charlie)).toMatchObject({
    structure,
    roles: ['charge_projet'],
    mandats: [{ structure: null, groupe, roles: ['comite_pilotage'] }],
  })
  expect(await service.annuaire.find(RESEAU, 'groupe', groupe)).toMatchObject({ structures: [structure], coordination: charlie, objectif_annuel: 10 })
  await text('modifier', 'personne', charlie, '--fonction', 'Coordination')
  expect(await text('roles', charlie, '--mandat', 'aucun')).toBe('Charlie : charge_projet')
  expect(await text('LISTER', 'Séances')).toContain('Juin')
  expect(await text('lister', 'groupes')).toContain('Groupe local')
})

test('a person who leaves has no device, no invitation and no power left', async () => {
  const { service, person, device, ask } = await world()
  const camille = await person('Camille')
  const phone = await device(camille, RESEAU, true)
  const waiting = await service.invite(RESEAU, camille)
  expect((await runCommand(service, ['retirer', 'personne', camille])).text).toContain('Ses appareils sont révoqués')
  expect((await phone.ask('/api/me')).status).toBe(401)
  expect((await ask('/api/enrol', { body: { secret: waiting.secret, appareil: 'x' } })).status).toBe(404)
  expect(await service.people.admins(RESEAU)).toEqual([])
  expect((await runCommand(service, ['inviter', camille])).text).toBe(`La personne « ${camille} » n’existe pas dans ce réseau.`)
})

test('several networks: one says which, and each is its own', async () => {
  const { service, ask } = await world()
  await service.openNetwork(RESEAU)
  const made = await runCommand(service, ['ajouter', 'réseau', 'autre-pays'])
  expect(made.text).toContain('Réseau « autre-pays » créé')
  const secret = /#(\S+)/.exec(made.text)?.[1]
  expect(await (await ask('/api/enrol', { body: { secret, appareil: 'Portable' } })).json()).toMatchObject({ network: 'autre-pays', admin: true })
  expect((await runCommand(service, ['lister', 'personnes'])).text).toBe('Il y a plusieurs réseaux : précisez --reseau parmi autre-pays, reseau.')
  expect((await runCommand(service, ['lister', 'personnes', '--reseau', 'autre-pays'])).text.split('\n')).toHaveLength(2)
})

const mistakes: [string[], RegExp][] = [
  [['faire'], /^Commande inconnue : « faire »/],
  [['lister'], /^On peut lister : /],
  [['lister', 'chats'], /^On peut lister : /],
  [['lister', 'personnes', '--tout'], /^L’option « --tout » n’est pas comprise/],
  [['lister', 'personnes', '--reseau', 'x'], /^Le réseau « x » n’existe pas/],
  [['ajouter', 'chat', '--nom', 'x'], /^Précisez ce dont il s’agit/],
  [['ajouter', 'personne'], /^Il manque le nom/],
  [['ajouter', 'personne', '--nom', ' '], /^Il manque le nom/],
  [['ajouter', 'personne', '--nom', 'A', '--roles', 'roi'], /^Le rôle « roi » n’existe pas\. Rôles : accueilli/],
  [['ajouter', 'personne', '--nom', 'A', '--structure', 'nulle-part'], /^La structure « nulle-part » n’existe pas/],
  [['ajouter', 'personne', '--nom', 'A', '--mandat', 'x'], /^Un mandat s’écrit /],
  [['ajouter', 'groupe', '--nom', 'A'], /^Il manque le type/],
  [['ajouter', 'groupe', '--nom', 'A', '--type', 'club'], /^Le type d’un groupe est l’un de/],
  [['ajouter', 'groupe', '--nom', 'A', '--type', 'bourse', '--objectif', 'dix'], /^L’objectif annuel est un nombre/],
  [['ajouter', 'seance', '--titre', 'A', '--date', 'demain'], /^La date s’écrit AAAA-MM-JJ\.$/],
  [['ajouter', 'reseau', 'é'], /^Le nom d’un réseau a 3 à 64 lettres/],
  [['ajouter', 'reseau', 'reseau'], /^Le réseau « reseau » existe déjà\.$/],
  [['modifier', 'structure'], /^Il manque l’identifiant/],
  [['modifier', 'structure', '../x'], /^La structure « \.\.\/x » n’existe pas/],
  [['inviter'], /^Il manque l’identifiant/],
  [['annuler', 'invitation', 'x'], /^Il n’y a pas d’invitation ouverte « x »\.$/],
  [['revoquer', 'appareil', 'x'], /^Il n’y a pas d’appareil actif « x »/],
  [['revoquer', 'personne', 'x'], /^On révoque un appareil/],
  [['quarantaine', 'brûler', 'x'], /^La quarantaine se regarde/],
  [['quarantaine', 'voir', 'x'], /^Rien n’attend pour cet appareil\.$/],
]
test.each(mistakes)('%j: a sentence that says what to do', async (args, message) => {
  const { service } = await world()
  await service.openNetwork(RESEAU)
  const outcome = await runCommand(service, args)
  expect(outcome.text).toMatch(message)
  expect(outcome.ok).toBe(false)
})

test('durations of a code are held between a quarter of an hour and three days', async () => {
  const { service, person } = await world()
  const camille = await person('Camille')
  for (const wrong of [['--minutes', '14'], ['--heures', '73'], ['--minutes', 'dix'], ['--heures', '-1']]) {
    expect((await runCommand(service, ['inviter', camille, ...wrong])).ok, wrong.join(' ')).toBe(false)
  }
  expect((await runCommand(service, ['inviter', camille, '--administration'])).text).toContain('(administration)')
  expect(await service.people.admins(RESEAU)).toEqual([camille])
  await runCommand(service, ['inviter', camille, '--sans-administration'])
  expect(await service.people.admins(RESEAU)).toEqual([])
})

test('a folder that only looks like data is left alone', async () => {
  const dataDir = folder()
  mkdirSync(join(dataDir, 'photos'))
  expect((await admin(dataDir, 'lister', 'personnes')).code).toBe(1)
})
