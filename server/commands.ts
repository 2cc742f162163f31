// The administrator's commands: words in, text out. Run in the server's own process when it is up (control.ts), so that
// it knows at once of every change; else beside the database by admin.ts.
import { parseArgs } from 'node:util'
import { Mandat, type Personne } from '../src/domain/collections.ts'
import { type DocId, NetworkId, type PersonneId } from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import { PROTOCOL, PUSH_MAX_OPS } from '../src/domain/protocol.ts'
import { Role } from '../src/domain/politique.ts'
import { localTime } from './clock.ts'
import type { EntryKind } from './annuaire.ts'
import { help } from './help.ts'
import { CODE_MINUTES, LINK_MINUTES } from './invitations.ts'
import type { Service } from './service.ts'
import { table } from './table.ts'

/** What the person asked cannot be done; the sentence says why. */
export class Refused extends Error {}

export interface Outcome {
  ok: boolean
  text: string
}

const text = { type: 'string' } as const
const options = {
  reseau: text,
  nom: text,
  type: text,
  champ: text,
  structure: text,
  structures: text,
  roles: text,
  mandat: { type: 'string', multiple: true },
  fonction: text,
  courriel: text,
  telephone: text,
  adresse: text,
  participants: text,
  coordination: text,
  objectif: text,
  minutes: text,
  heures: text,
  titre: text,
  groupe: text,
  date: text,
  administration: { type: 'boolean' },
  'sans-administration': { type: 'boolean' },
} as const
type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

/** Words are understood with or without accents, capitals and final s. */
const plain = (word: string | undefined): string =>
  (word ?? '')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
const singular = (word: string | undefined): string => (plain(word) === 'quarantaines' ? 'quarantaine' : plain(word).replace(/(s|x)$/, ''))

const listOf = (given: string | undefined): string[] | undefined =>
  given === undefined
    ? undefined
    : given
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')

function rolesOf(given: string | undefined): string[] | undefined {
  const roles = listOf(given)
  for (const role of roles ?? []) {
    if (!Role.safeParse(role).success) throw new Refused(`Le rôle « ${role} » n’existe pas. Rôles : ${Role.options.join(', ')}.`)
  }
  return roles
}

const GROUPES = ['groupe_local', 'reseau_immersions', 'bourse', 'cycle_echanges', 'groupe_app']

/** Runs one command. Never throws for what the person typed: the text says what is wrong. */
export async function runCommand(service: Service, args: string[]): Promise<Outcome> {
  try {
    const { values, positionals } = parse(args)
    const [verb, object, id] = positionals
    const command = commands[plain(verb)]
    if (verb === undefined || plain(verb) === 'help' || plain(verb) === 'aide') return { ok: true, text: help }
    if (!command) throw new Refused(`Commande inconnue : « ${verb} ». Tapez « npm run admin -- help » pour la liste.`)
    return { ok: true, text: await command(service, values, object, id) }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, text: error.message }
    throw error
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const option = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw new Refused(
      `${option ? `L’option « ${option} » n’est pas comprise, ou il lui manque une valeur.` : 'Cette commande n’est pas comprise.'} Tapez « npm run admin -- help ».`,
    )
  }
}

type Command = (service: Service, values: Values, object: string | undefined, id: string | undefined) => Promise<string>

/** The network a command is about: the one named, or the only one there is. */
async function networkOf(service: Service, values: Values): Promise<NetworkId> {
  const networks = await service.networks()
  if (values.reseau !== undefined) {
    const found = networks.find((network) => network === values.reseau)
    if (!found) throw new Refused(`Le réseau « ${values.reseau} » n’existe pas. Réseaux : ${networks.join(', ') || 'aucun'}.`)
    return found
  }
  const [only] = networks
  if (!only) throw new Refused('Il n’y a pas encore de réseau. Lancez le serveur une première fois avec « npm start ».')
  if (networks.length > 1) throw new Refused(`Il y a plusieurs réseaux : précisez --reseau parmi ${networks.join(', ')}.`)
  return only
}

const required = (value: string | undefined, what: string): string => {
  if (value === undefined || value.trim() === '') throw new Refused(`Il manque ${what}.`)
  return value.trim()
}

const named = { structure: 'La structure', personne: 'La personne', groupe: 'Le groupe', seance: 'La séance' } as const

async function existing<Kind extends EntryKind>(service: Service, network: NetworkId, kind: Kind, id: string | undefined) {
  const wanted = required(id, `l’identifiant (${kind}) ; « lister ${kind}s » les donne`)
  const found = await service.annuaire.find(network, kind, wanted)
  if (!found) throw new Refused(`${named[kind]} « ${wanted} » n’existe pas dans ce réseau.`)
  return found
}

/** `structure=<id>:<role>,<role>` or `groupe=<id>:<role>`; `aucun` empties the list. */
async function mandatsOf(service: Service, network: NetworkId, given: string[] | undefined): Promise<Json[] | undefined> {
  if (given === undefined) return undefined
  if (given.length === 1 && given[0] === 'aucun') return []
  const mandats: Json[] = []
  for (const one of given) {
    const [, kind, id, roles] = /^(structure|groupe)=([^:]+):(.+)$/.exec(one) ?? []
    if ((kind !== 'structure' && kind !== 'groupe') || !id) {
      throw new Refused(`Un mandat s’écrit structure=<identifiant>:<rôle>,<rôle> ou groupe=<identifiant>:<rôle>. Reçu : « ${one} ».`)
    }
    await existing(service, network, kind, id)
    mandats.push(Mandat.parse({ structure: null, groupe: null, [kind]: id, roles: rolesOf(roles) }) as Json)
  }
  return mandats
}

/** The fields a command gives to an entry of the directory; those not named are left alone. */
async function fieldsOf(service: Service, network: NetworkId, kind: EntryKind, values: Values): Promise<Record<string, Json>> {
  const fields: Record<string, Json | undefined> = {}
  if (kind === 'seance') {
    fields.titre = values.titre
    fields.date = values.date
    if (values.date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(values.date)) throw new Refused('La date s’écrit AAAA-MM-JJ.')
    fields.groupe = values.groupe
    if (values.groupe !== undefined) await existing(service, network, 'groupe', values.groupe)
  } else fields.nom = values.nom
  if (kind === 'structure') {
    fields.type = values.type
    fields.champ = values.champ
    fields.adresse = values.adresse
  }
  if (kind === 'structure' || kind === 'personne') {
    fields.courriel = values.courriel
    fields.telephone = values.telephone
  }
  if (kind === 'personne') {
    fields.fonction = values.fonction
    fields.structure = values.structure
    if (values.structure !== undefined) await existing(service, network, 'structure', values.structure)
    fields.roles = rolesOf(values.roles)
    fields.mandats = await mandatsOf(service, network, values.mandat)
  }
  if (kind === 'groupe') {
    fields.type = values.type
    if (values.type !== undefined && !GROUPES.includes(values.type)) throw new Refused(`Le type d’un groupe est l’un de : ${GROUPES.join(', ')}.`)
    fields.structures = listOf(values.structures)
    for (const id of listOf(values.structures) ?? []) await existing(service, network, 'structure', id)
    fields.participants = listOf(values.participants)
    for (const id of listOf(values.participants) ?? []) await existing(service, network, 'personne', id)
    fields.coordination = values.coordination
    if (values.coordination !== undefined) await existing(service, network, 'personne', values.coordination)
    if (values.objectif !== undefined) {
      if (!/^\d+$/.test(values.objectif)) throw new Refused('L’objectif annuel est un nombre entier.')
      fields.objectif_annuel = Number(values.objectif)
    }
  }
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

const kinds: Record<string, EntryKind> = { structure: 'structure', personne: 'personne', groupe: 'groupe', seance: 'seance' }
function kindOf(object: string | undefined): EntryKind {
  const kind = kinds[singular(object)]
  if (!kind) throw new Refused(`Précisez ce dont il s’agit : ${Object.keys(kinds).join(', ')}.`)
  return kind
}

const rolesText = (personne: Personne): string =>
  [...personne.roles, ...personne.mandats.map((m) => `${m.structure ?? m.groupe}:${m.roles.join('+')}`)].join(' ')

const lists: Record<string, (service: Service, network: NetworkId) => Promise<string>> = {
  structure: async ({ annuaire }, network) =>
    table(['identifiant', 'nom', 'type'], (await annuaire.list(network, 'structure')).map((s) => [s.id, s.nom, s.type])),
  personne: async ({ annuaire }, network) =>
    table(
      ['identifiant', 'nom', 'fonction', 'structure', 'rôles'],
      (await annuaire.list(network, 'personne')).map((p) => [p.id, p.nom, p.fonction, p.structure, rolesText(p)]),
    ),
  groupe: async ({ annuaire }, network) =>
    table(
      ['identifiant', 'nom', 'type', 'coordination', 'structures', 'participants'],
      (await annuaire.list(network, 'groupe')).map((g) => [g.id, g.nom, g.type, g.coordination, g.structures.join(' '), g.participants.join(' ')]),
    ),
  seance: async ({ annuaire }, network) =>
    table(['identifiant', 'titre', 'date', 'groupe'], (await annuaire.list(network, 'seance')).map((s) => [s.id, s.titre, s.date, s.groupe])),
  invitation: async ({ invitations }, network) =>
    table(
      ['identifiant', 'personne', 'créée le', 'expire le', 'état'],
      (await invitations.list(network)).map((i) => [i.id, i.personne, localTime(i.cree_le), localTime(i.expire), i.etat]),
    ),
  appareil: async ({ devices }, network) =>
    table(
      ['identifiant', 'personne', 'nom', 'vu le', 'état'],
      (await devices.list(network, null)).map((d) => [d.id, d.personne, d.nom, localTime(d.vu_le), d.revoque_le ? `révoqué le ${localTime(d.revoque_le)}` : 'actif']),
    ),
  quarantaine: async ({ quarantine }, network) =>
    table(
      ['appareil', 'nom', 'personne', 'opérations', 'dernière le'],
      (await quarantine.list(network)).map((q) => [q.appareil, q.appareil_nom, q.personne, String(q.operations), localTime(q.derniere)]),
    ),
}

const quarantineActs: Record<string, (service: Service, network: NetworkId, device: string) => Promise<string>> = {
  voir: async ({ quarantine }, network, device) => {
    const { bodies } = await quarantine.of(network, device)
    if (bodies.length === 0) throw new Refused('Rien n’attend pour cet appareil.')
    return bodies.join('\n')
  },
  // Taken up as the person's own: their rights are judged as if the device had sent it before.
  reprendre: async ({ quarantine, documents }, network, device) => {
    const { personne, replicas, unreadable } = await quarantine.of(network, device)
    if (!personne) throw new Refused('Rien n’attend pour cet appareil.')
    let taken = 0
    let refusals = 0
    for (const [replica, ops] of replicas) {
      for (let i = 0; i < ops.length; i += PUSH_MAX_OPS) {
        const request = { v: PROTOCOL as 1, replica, epoch: null, now: Date.now(), ops: ops.slice(i, i + PUSH_MAX_OPS) }
        const answer = await documents.push(personne, network, request)
        if (answer.kind !== 'pushed') {
          throw new Refused(`La reprise s’est arrêtée (${answer.kind}) : il manque des opérations avant celles-ci. Rien n’est perdu ; « quarantaine voir » les montre.`)
        }
        taken += answer.verdicts.filter((verdict) => verdict.v === 'ok').length
        refusals += answer.verdicts.filter((verdict) => verdict.v !== 'ok').length
      }
    }
    await quarantine.close(network, device, 'resumed')
    return `${taken} opération(s) reprise(s), ${refusals} refusée(s), ${unreadable.length} illisible(s).`
  },
  ecarter: async ({ quarantine }, network, device) => {
    const count = await quarantine.close(network, device, 'dismissed')
    if (count === 0) throw new Refused('Rien n’attend pour cet appareil.')
    return `${count} opération(s) écartée(s). Elles restent dans la base, hors des documents.`
  },
}

const commands: Record<string, Command> = {
  lister: async (service, values, object) => {
    if (/^reseau/.test(plain(object))) return table(['réseau'], (await service.networks()).map((network) => [network]))
    const list = lists[singular(object)]
    if (!list) throw new Refused(`On peut lister : reseaux, ${Object.keys(lists).join('s, ')}.`)
    return await list(service, await networkOf(service, values))
  },

  ajouter: async (service, values, object, id) => {
    if (/^reseau/.test(plain(object))) {
      const wanted = NetworkId.safeParse(id)
      if (!wanted.success) throw new Refused('Le nom d’un réseau a 3 à 64 lettres sans accent, chiffres ou tirets : ajouter reseau pays-de-loire.')
      if ((await service.networks()).includes(wanted.data)) throw new Refused(`Le réseau « ${id} » existe déjà.`)
      const { personne, invitation } = await service.openNetwork(wanted.data)
      return `Réseau « ${id} » créé, avec son administration (${personne}).\n${service.describe(invitation)}`
    }
    const network = await networkOf(service, values)
    const kind = kindOf(object)
    required(kind === 'seance' ? values.titre : values.nom, kind === 'seance' ? 'le titre : --titre "…"' : 'le nom : --nom "…"')
    if (kind === 'groupe') required(values.type, `le type : --type parmi ${GROUPES.join(', ')}`)
    const made = await service.annuaire.add(network, kind, await fieldsOf(service, network, kind, values))
    return `Créé : ${made}`
  },

  modifier: async (service, values, object, id) => {
    const network = await networkOf(service, values)
    const kind = kindOf(object)
    const found = await existing(service, network, kind, id)
    const fields = await fieldsOf(service, network, kind, values)
    if (Object.keys(fields).length === 0) throw new Refused('Rien à modifier : donnez au moins une option, par exemple --nom "…".')
    await service.annuaire.write(network, found.id as DocId, fields) // read from the annuaire
    return `Modifié : ${found.id} (${Object.keys(fields).join(', ')})`
  },

  retirer: async (service, values, object, id) => {
    const network = await networkOf(service, values)
    const kind = kindOf(object)
    const found = await existing(service, network, kind, id)
    const le = localTime(Date.now()).replace(' ', 'T')
    await service.annuaire.write(network, found.id as DocId, { $deleted: { par: 'systeme', le } }) // read from the annuaire
    if (kind === 'personne') await service.dismiss(network, found.id as PersonneId)
    return kind === 'personne' ? `Retiré : ${found.id}. Ses appareils sont révoqués.` : `Retiré : ${found.id}`
  },

  roles: async (service, values, object) => {
    const network = await networkOf(service, values)
    const found = await existing(service, network, 'personne', object)
    const fields = await fieldsOf(service, network, 'personne', values)
    if (Object.keys(fields).length > 0) await service.annuaire.write(network, found.id as DocId, fields) // read from the annuaire
    const after = await existing(service, network, 'personne', object)
    return `${after.nom} : ${rolesText(after) || 'aucun rôle'}`
  },

  inviter: async (service, values, object) => {
    const network = await networkOf(service, values)
    const found = await existing(service, network, 'personne', object)
    const minutes = values.minutes ?? (values.heures === undefined ? String(LINK_MINUTES) : String(Number(values.heures) * 60))
    if (!/^\d+$/.test(minutes) || Number(minutes) < CODE_MINUTES.least || Number(minutes) > CODE_MINUTES.most) {
      throw new Refused('Le code est valable de 15 minutes (--minutes 15) à 72 heures (--heures 72).')
    }
    const admin = values.administration ? true : values['sans-administration'] ? false : null
    const invitation = await service.invite(network, found.id as PersonneId, { codeMinutes: Number(minutes), admin }) // read from the annuaire
    return `Invitation pour ${found.nom}${admin ? ' (administration)' : ''}\n${service.describe(invitation)}`
  },

  annuler: async (service, values, object, id) => {
    if (singular(object) !== 'invitation') throw new Refused('On annule une invitation : annuler invitation <identifiant>.')
    const network = await networkOf(service, values)
    if (!(await service.invitations.cancel(network, required(id, 'l’identifiant de l’invitation')))) {
      throw new Refused(`Il n’y a pas d’invitation ouverte « ${id} ».`)
    }
    return `Invitation ${id} annulée.`
  },

  revoquer: async (service, values, object, id) => {
    if (singular(object) !== 'appareil') throw new Refused('On révoque un appareil : revoquer appareil <identifiant>.')
    const network = await networkOf(service, values)
    const device = required(id, 'l’identifiant de l’appareil')
    if (!(await service.revoke(network, device))) throw new Refused(`Il n’y a pas d’appareil actif « ${device} » dans ce réseau.`)
    return `Appareil ${device} révoqué. Ce qu’il enverra encore ira en quarantaine.`
  },

  quarantaine: async (service, values, object, id) => {
    const network = await networkOf(service, values)
    if (object === undefined) return await lists.quarantaine?.(service, network) ?? ''
    const act = quarantineActs[plain(object)]
    if (!act) throw new Refused('La quarantaine se regarde, se reprend ou s’écarte : quarantaine voir|reprendre|ecarter <appareil>.')
    return await act(service, network, required(id, 'l’identifiant de l’appareil'))
  },
}
