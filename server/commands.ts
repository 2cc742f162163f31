// The administrator's commands: words in, text out. Run in the server's own process when it is up (control.ts), so that
// it knows at once of every change; else beside the database by admin.ts.
import { type DocId, NetworkId, type PersonneId } from '../src/domain/id.ts'
import type { EntryKind } from './annuaire.ts'
import { localTime } from './clock.ts'
import { existing, fieldsOf, GROUPES, networkOf } from './command-fields.ts'
import { lists, rolesText } from './command-lists.ts'
import { quarantineActs } from './command-quarantine.ts'
import { parse, plain, Refused, required, singular, type Values } from './command-words.ts'
import { help } from './help.ts'
import { CODE_MINUTES, LINK_MINUTES } from './invitations.ts'
import { readRome, RomeRefused } from './rome-files.ts'
import type { Service } from './service.ts'
import { table } from './table.ts'

export interface Outcome {
  ok: boolean
  text: string
}

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

type Command = (service: Service, values: Values, object: string | undefined, id: string | undefined) => Promise<string>

const kinds: Record<string, EntryKind> = {
  structure: 'structure',
  personne: 'personne',
  groupe: 'groupe',
  seance: 'seance',
}
function kindOf(object: string | undefined): EntryKind {
  const kind = kinds[singular(object)]
  if (!kind) throw new Refused(`Précisez ce dont il s’agit : ${Object.keys(kinds).join(', ')}.`)
  return kind
}

const commands: Record<string, Command> = {
  lister: async (service, values, object) => {
    if (/^reseau/.test(plain(object)))
      return table(
        ['réseau', 'nom'],
        await Promise.all((await service.networks()).map(async (network) => [network, await service.people.networkName(network)])),
      )
    const list = lists[singular(object)]
    if (!list) throw new Refused(`On peut lister : reseaux, ${Object.keys(lists).join('s, ')}.`)
    return await list(service, await networkOf(service, values))
  },

  ajouter: async (service, values, object, id) => {
    if (/^reseau/.test(plain(object))) {
      const wanted = NetworkId.safeParse(id)
      if (!wanted.success)
        throw new Refused(
          'Le nom d’un réseau a 3 à 64 lettres sans accent, chiffres ou tirets : ajouter reseau pays-de-loire.',
        )
      if ((await service.networks()).includes(wanted.data)) throw new Refused(`Le réseau « ${id} » existe déjà.`)
      const { personne, invitation } = await service.openNetwork(wanted.data)
      if (values.nom?.trim()) await service.people.nameNetwork(wanted.data, values.nom.trim())
      return `Réseau « ${id} » créé, avec son administration (${personne}).\n${service.describe(invitation)}`
    }
    const network = await networkOf(service, values)
    const kind = kindOf(object)
    required(
      kind === 'seance' ? values.titre : values.nom,
      kind === 'seance' ? 'le titre : --titre "…"' : 'le nom : --nom "…"',
    )
    if (kind === 'groupe') required(values.type, `le type : --type parmi ${GROUPES.join(', ')}`)
    const made = await service.annuaire.add(network, kind, await fieldsOf(service, network, kind, values))
    return `Créé : ${made}`
  },

  modifier: async (service, values, object, id) => {
    if (/^reseau/.test(plain(object))) {
      const network = await networkOf(service, id === undefined ? values : { ...values, reseau: id })
      const nom = required(values.nom, 'le nom : --nom "…"')
      await service.people.nameNetwork(network, nom)
      return `Réseau « ${network} » : ${nom}`
    }
    const network = await networkOf(service, values)
    const kind = kindOf(object)
    const found = await existing(service, network, kind, id)
    const fields = await fieldsOf(service, network, kind, values)
    if (Object.keys(fields).length === 0)
      throw new Refused('Rien à modifier : donnez au moins une option, par exemple --nom "…".')
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
    const minutes =
      values.minutes ?? (values.heures === undefined ? String(LINK_MINUTES) : String(Number(values.heures) * 60))
    if (!/^\d+$/.test(minutes) || Number(minutes) < CODE_MINUTES.least || Number(minutes) > CODE_MINUTES.most) {
      throw new Refused('Le code est valable de 15 minutes (--minutes 15) à 72 heures (--heures 72).')
    }
    const admin = values.administration ? true : values['sans-administration'] ? false : null
    const invitation = await service.invite(network, found.id as PersonneId, { codeMinutes: Number(minutes), admin }) // read from the annuaire
    return `Invitation pour ${found.nom}${admin ? ' (administration)' : ''}\n${service.describe(invitation)}`
  },

  importer: async (service, _values, object, from) => {
    if (plain(object) !== 'rome') throw new Refused('On importe le ROME : importer rome <dossier ou archive zip de France Travail>.')
    try {
      const rome = readRome(required(from, 'le dossier ou l’archive zip de France Travail'))
      const { version, metiers, appellations, items } = await service.rome.keep(rome, 'administration')
      return `ROME 4.0, version ${version} : ${metiers} métiers, ${appellations} appellations, ${items} compétences, savoirs et contextes.\nSource : France Travail, Licence Ouverte 2.0.`
    } catch (error) {
      if (error instanceof RomeRefused) throw new Refused(error.message)
      throw error
    }
  },

  confirmer: async (service, values, object) => {
    if (singular(object) !== 'date') throw new Refused('On confirme la date du serveur : confirmer date.')
    const network = await networkOf(service, values)
    await service.documents.followDay(network)
    const held = await service.documents.heldDay(network)
    if (!held) return 'La date du serveur n’est pas en doute : rien n’attend.'
    await service.documents.believeDay(network)
    return `Date confirmée : ${held.today}. Ce qui devait être effacé depuis le ${held.since} l’est.`
  },

  annuler: async (service, values, object, id) => {
    if (singular(object) !== 'invitation')
      throw new Refused('On annule une invitation : annuler invitation <identifiant>.')
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
    if (!(await service.revoke(network, device)))
      throw new Refused(`Il n’y a pas d’appareil actif « ${device} » dans ce réseau.`)
    return `Appareil ${device} révoqué. Ce qu’il enverra encore ira en quarantaine.`
  },

  quarantaine: async (service, values, object, id) => {
    const network = await networkOf(service, values)
    if (object === undefined) return (await lists.quarantaine?.(service, network)) ?? ''
    const act = quarantineActs[plain(object)]
    if (!act)
      throw new Refused(
        'La quarantaine se regarde, se reprend ou s’écarte : quarantaine voir|reprendre|ecarter <appareil>.',
      )
    return await act(service, network, required(id, 'l’identifiant de l’appareil'))
  },
}
