// Accounts: which people of the directory may come in, and which of them manage the network. What is known of a person
// (name, structure, roles) is a document like any other; here is only the key to the door.
import type { Kysely } from 'kysely'
import type { NetworkId, PersonneId } from '../src/domain/id.ts'
import type { Schema } from './database.ts'

/** Which people may come in, and which of them manage the network. */
export function createPeople(db: Kysely<Schema>, now: () => number) {
  return {
    /** Opens an account, or gives the one there is. */
    async open(network: NetworkId, personne: PersonneId): Promise<void> {
      await db
        .insertInto('account')
        .values({ person: personne, network, admin: 0, created_at: now() })
        .onConflict((oc) => oc.doNothing())
        .execute()
    },

    /** May this account manage the network? */
    async setAdmin(network: NetworkId, personne: PersonneId, admin: boolean): Promise<void> {
      await db
        .updateTable('account')
        .set({ admin: admin ? 1 : 0 })
        .where('network', '=', network)
        .where('person', '=', personne)
        .execute()
    },

    /** Gives the network the name that people read. */
    async nameNetwork(network: NetworkId, nom: string): Promise<void> {
      await db
        .insertInto('network_name')
        .values({ network, nom })
        .onConflict((oc) => oc.column('network').doUpdateSet({ nom }))
        .execute()
    },

    /** The name of the network, or null when nobody gave one. */
    async networkName(network: NetworkId): Promise<string | null> {
      const row = await db.selectFrom('network_name').select('nom').where('network', '=', network).executeTakeFirst()
      return row?.nom ?? null
    },

    async isOpen(network: NetworkId, personne: PersonneId): Promise<boolean> {
      const row = await db
        .selectFrom('account')
        .select('person')
        .where('network', '=', network)
        .where('person', '=', personne)
        .executeTakeFirst()
      return row !== undefined
    },

    async admins(network: NetworkId): Promise<PersonneId[]> {
      const rows = await db
        .selectFrom('account')
        .select('person')
        .where('network', '=', network)
        .where('admin', '=', 1)
        .execute()
      return rows.map((row) => row.person as PersonneId) // written by `open`
    },
  }
}
export type People = ReturnType<typeof createPeople>
