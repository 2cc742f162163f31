// Looking at, taking up and dismissing what a revoked device sent.
import type { NetworkId } from '../src/domain/id.ts'
import { PROTOCOL, PUSH_MAX_OPS } from '../src/domain/protocol.ts'
import { Refused } from './command-words.ts'
import type { Service } from './service.ts'

/** What can be done with what a revoked device sent. */
export const quarantineActs: Record<string, (service: Service, network: NetworkId, device: string) => Promise<string>> =
  {
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
          const request = {
            v: PROTOCOL as 1,
            replica,
            epoch: null,
            now: Date.now(),
            ops: ops.slice(i, i + PUSH_MAX_OPS),
          }
          const answer = await documents.push(personne, network, request)
          if (answer.kind !== 'pushed') {
            throw new Refused(
              `La reprise s’est arrêtée (${answer.kind}) : il manque des opérations avant celles-ci. Rien n’est perdu ; « quarantaine voir » les montre.`,
            )
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
