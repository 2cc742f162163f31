// What the administrator can list, as text.
import type { Personne } from '../src/domain/collections.ts'
import type { NetworkId } from '../src/domain/id.ts'
import { localTime } from './clock.ts'
import type { Service } from './service.ts'
import { table } from './table.ts'

/** The roles of a person in their structure, then their mandates. */
export const rolesText = (personne: Personne): string =>
  [...personne.roles, ...personne.mandats.map((m) => `${m.structure ?? m.groupe}:${m.roles.join('+')}`)].join(' ')

/** What can be listed, by its word in the singular. */
export const lists: Record<string, (service: Service, network: NetworkId) => Promise<string>> = {
  structure: async ({ annuaire }, network) =>
    table(
      ['identifiant', 'nom', 'type'],
      (await annuaire.list(network, 'structure')).map((s) => [s.id, s.nom, s.type]),
    ),
  personne: async ({ annuaire }, network) =>
    table(
      ['identifiant', 'nom', 'fonction', 'structure', 'rôles'],
      (await annuaire.list(network, 'personne')).map((p) => [p.id, p.nom, p.fonction, p.structure, rolesText(p)]),
    ),
  groupe: async ({ annuaire }, network) =>
    table(
      ['identifiant', 'nom', 'type', 'coordination', 'structures', 'participants'],
      (await annuaire.list(network, 'groupe')).map((g) => [
        g.id,
        g.nom,
        g.type,
        g.coordination,
        g.structures.join(' '),
        g.participants.join(' '),
      ]),
    ),
  seance: async ({ annuaire }, network) =>
    table(
      ['identifiant', 'titre', 'date', 'groupe'],
      (await annuaire.list(network, 'seance')).map((s) => [s.id, s.titre, s.date, s.groupe]),
    ),
  invitation: async ({ invitations }, network) =>
    table(
      ['identifiant', 'personne', 'créée le', 'expire le', 'état'],
      (await invitations.list(network)).map((i) => [
        i.id,
        i.personne,
        localTime(i.cree_le),
        localTime(i.expire),
        i.etat,
      ]),
    ),
  appareil: async ({ devices }, network) =>
    table(
      ['identifiant', 'personne', 'nom', 'vu le', 'état'],
      (await devices.list(network, null)).map((d) => [
        d.id,
        d.personne,
        d.nom,
        localTime(d.vu_le),
        d.revoque_le ? `révoqué le ${localTime(d.revoque_le)}` : 'actif',
      ]),
    ),
  quarantaine: async ({ quarantine }, network) =>
    table(
      ['appareil', 'nom', 'personne', 'opérations', 'dernière le'],
      (await quarantine.list(network)).map((q) => [
        q.appareil,
        q.appareil_nom,
        q.personne,
        String(q.operations),
        localTime(q.derniere),
      ]),
    ),
}
