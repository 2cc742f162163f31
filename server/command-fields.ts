// What a command names: a network, an entry of the annuaire, the fields it gives.
import { Mandat } from '../src/domain/collections.ts'
import type { NetworkId } from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import { Role } from '../src/domain/politique.ts'
import type { EntryKind } from './annuaire.ts'
import { listOf, Refused, required, type Values } from './command-words.ts'
import type { Service } from './service.ts'

/** The network a command is about: the one named, or the only one there is. */
export async function networkOf(service: Service, values: Values): Promise<NetworkId> {
  const networks = await service.networks()
  if (values.reseau !== undefined) {
    const found = networks.find((network) => network === values.reseau)
    if (!found)
      throw new Refused(`Le réseau « ${values.reseau} » n’existe pas. Réseaux : ${networks.join(', ') || 'aucun'}.`)
    return found
  }
  const [only] = networks
  if (!only) throw new Refused('Il n’y a pas encore de réseau. Lancez le serveur une première fois avec « npm start ».')
  if (networks.length > 1)
    throw new Refused(`Il y a plusieurs réseaux : précisez --reseau parmi ${networks.join(', ')}.`)
  return only
}

const named = { structure: 'La structure', personne: 'La personne', groupe: 'Le groupe', seance: 'La séance' } as const

/** The entry that a command names. @throws Refused when there is none */
export async function existing<Kind extends EntryKind>(
  service: Service,
  network: NetworkId,
  kind: Kind,
  id: string | undefined,
) {
  const wanted = required(id, `l’identifiant (${kind}) ; « lister ${kind}s » les donne`)
  const found = await service.annuaire.find(network, kind, wanted)
  if (!found) throw new Refused(`${named[kind]} « ${wanted} » n’existe pas dans ce réseau.`)
  return found
}

/** @throws Refused naming the role that does not exist */
function rolesOf(given: string | undefined): string[] | undefined {
  const roles = listOf(given)
  for (const role of roles ?? []) {
    if (!Role.safeParse(role).success)
      throw new Refused(`Le rôle « ${role} » n’existe pas. Rôles : ${Role.options.join(', ')}.`)
  }
  return roles
}

export const GROUPES = ['groupe_local', 'reseau_immersions', 'bourse', 'cycle_echanges', 'groupe_app']

/** `structure=<id>:<role>,<role>` or `groupe=<id>:<role>`; `aucun` empties the list. */
async function mandatsOf(
  service: Service,
  network: NetworkId,
  given: string[] | undefined,
): Promise<Json[] | undefined> {
  if (given === undefined) return undefined
  if (given.length === 1 && given[0] === 'aucun') return []
  const mandats: Json[] = []
  for (const one of given) {
    const [, kind, id, roles] = /^(structure|groupe)=([^:]+):(.+)$/.exec(one) ?? []
    if ((kind !== 'structure' && kind !== 'groupe') || !id) {
      throw new Refused(
        `Un mandat s’écrit structure=<identifiant>:<rôle>,<rôle> ou groupe=<identifiant>:<rôle>. Reçu : « ${one} ».`,
      )
    }
    await existing(service, network, kind, id)
    mandats.push(Mandat.parse({ structure: null, groupe: null, [kind]: id, roles: rolesOf(roles) }) as Json)
  }
  return mandats
}

/** The fields a command gives to an entry of the annuaire; those not named are left alone. */
export async function fieldsOf(
  service: Service,
  network: NetworkId,
  kind: EntryKind,
  values: Values,
): Promise<Record<string, Json>> {
  const fields: Record<string, Json | undefined> = {}
  if (kind === 'seance') {
    fields.titre = values.titre
    fields.date = values.date
    if (values.date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(values.date))
      throw new Refused('La date s’écrit AAAA-MM-JJ.')
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
    if (values.type !== undefined && !GROUPES.includes(values.type))
      throw new Refused(`Le type d’un groupe est l’un de : ${GROUPES.join(', ')}.`)
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
