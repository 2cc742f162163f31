// Every statement of push and pull, built once with Kysely and prepared. Says what is read and written, decides nothing.
import { sql } from 'kysely'
import { type Database, place } from './database.ts'

const text = (name: string) => place<string>(name)
const maybe = (name: string) => place<string | null>(name)
const number = (name: string) => place<number>(name)

/** The statements of the documents over this database. */
export function statementsOf(database: Database) {
  const { prepare } = database
  return {
    networkAdd: prepare((db) =>
      db
        .insertInto('network')
        .values({ id: text('id'), seq: 0, epoch: text('epoch'), systeme: text('systeme'), jour: '', annuaire: '', jour_sur: '' })
        .onConflict((oc) => oc.doNothing()),
    ),
    // An update first: on PostgreSQL it holds the row, so that pushes of a network go one by one and seq is in commit order.
    networkLock: prepare((db) =>
      db
        .updateTable('network')
        .set((eb) => ({ seq: eb.ref('seq') }))
        .where('id', '=', text('id'))
        .returningAll(),
    ),
    network: prepare((db) => db.selectFrom('network').selectAll().where('id', '=', text('id'))),
    networks: prepare((db) => db.selectFrom('network').selectAll()),
    networkSave: prepare((db) =>
      db
        .updateTable('network')
        .set({
          seq: number('seq'),
          epoch: text('epoch'),
          systeme: text('systeme'),
          jour: text('jour'),
          annuaire: text('annuaire'),
          jour_sur: text('jour_sur'),
        })
        .where('id', '=', text('id')),
    ),
    restoreAdd: prepare((db) =>
      db.insertInto('restore').values({ network: text('network'), epoch: text('epoch'), seq: number('seq') }),
    ),
    restores: prepare((db) => db.selectFrom('restore').selectAll().where('network', '=', text('network'))),

    admin: prepare((db) =>
      db
        .selectFrom('account')
        .select('admin')
        .where('network', '=', text('network'))
        .where('person', '=', text('personne')),
    ),

    replica: prepare((db) => db.selectFrom('replica').selectAll().where('id', '=', text('id'))),
    replicaSave: prepare((db) =>
      db
        .insertInto('replica')
        .values({
          id: text('id'),
          network: text('network'),
          personne: text('personne'),
          last: number('last'),
          lasth: text('lasth'),
          seen_at: number('seen_at'),
        })
        .onConflict((oc) =>
          oc.column('id').doUpdateSet({ last: number('last'), lasth: text('lasth'), seen_at: number('seen_at') }),
        ),
    ),

    doc: prepare((db) =>
      db.selectFrom('doc').selectAll().where('network', '=', text('network')).where('id', '=', text('id')),
    ),
    docSave: prepare((db) => {
      const values = {
        kind: text('kind'),
        state: text('state'),
        seq: number('seq'),
        erased: number('erased'),
        immersion: maybe('immersion'),
        rattachement: maybe('rattachement'),
        fiche: maybe('fiche'),
        structure_a: maybe('structure_a'),
        structure_b: maybe('structure_b'),
      }
      return db
        .insertInto('doc')
        .values({ network: text('network'), id: text('id'), ...values })
        .onConflict((oc) => oc.columns(['network', 'id']).doUpdateSet(values))
    }),
    docsOf: prepare((db) =>
      db
        .selectFrom('doc')
        .select(['id', 'state'])
        .where('network', '=', text('network'))
        .where('kind', '=', text('kind'))
        .where('erased', '=', 0)
        .orderBy('id'),
    ),
    docsHolding: prepare((db) =>
      db
        .selectFrom('doc')
        .select(['id', 'state'])
        .where('network', '=', text('network'))
        .where('kind', '=', text('kind'))
        .where('erased', '=', 0)
        .where('state', 'like', text('pattern')),
    ),
    // What an immersion, a structure, a group or a seance decides: see channels.ts.
    docIds: prepare((db) =>
      db.selectFrom('doc').select(['id', 'kind']).where('network', '=', text('network')).where('erased', '=', 0),
    ),
    ofImmersion: prepare((db) =>
      db
        .selectFrom('doc')
        .select(['id', 'kind'])
        .where('network', '=', text('network'))
        .where('immersion', '=', text('of')),
    ),
    ofRattachement: prepare((db) =>
      db
        .selectFrom('doc')
        .select(['id', 'kind'])
        .where('network', '=', text('network'))
        .where('rattachement', '=', text('of')),
    ),
    ofFiche: prepare((db) =>
      db
        .selectFrom('doc')
        .select(['id', 'kind'])
        .where('network', '=', text('network'))
        .where('fiche', '=', text('of')),
    ),
    ofStructure: prepare((db) =>
      db
        .selectFrom('doc')
        .select(['id', 'kind'])
        .where('network', '=', text('network'))
        .where((eb) => eb.or([eb('structure_a', '=', text('of')), eb('structure_b', '=', text('of'))])),
    ),

    channelsOf: prepare((db) =>
      db
        .selectFrom('doc_channel')
        .select(['ch', 'removed'])
        .where('network', '=', text('network'))
        .where('doc', '=', text('doc')),
    ),
    channelTouch: prepare((db) =>
      db
        .updateTable('doc_channel')
        .set({ seq: number('seq') })
        .where('network', '=', text('network'))
        .where('doc', '=', text('doc'))
        .where('removed', '=', 0)
        .returning('ch'),
    ),
    channelAdd: prepare((db) =>
      db
        .insertInto('doc_channel')
        .values({
          network: text('network'),
          ch: text('ch'),
          doc: text('doc'),
          seq: number('seq'),
          since: number('seq'),
          removed: 0,
        })
        .onConflict((oc) =>
          oc.columns(['network', 'doc', 'ch']).doUpdateSet({ seq: number('seq'), since: number('seq'), removed: 0 }),
        ),
    ),
    channelRemove: prepare((db) =>
      db
        .updateTable('doc_channel')
        .set({ seq: number('seq'), removed: 1 })
        .where('network', '=', text('network'))
        .where('doc', '=', text('doc'))
        .where('ch', '=', text('ch')),
    ),
    channelPage: prepare((db) =>
      db
        .selectFrom('doc_channel')
        .innerJoin('doc', (join) =>
          join.onRef('doc.network', '=', 'doc_channel.network').onRef('doc.id', '=', 'doc_channel.doc'),
        )
        .select(['doc.id', 'doc.state', 'doc.erased', 'doc_channel.seq', 'doc_channel.since', 'doc_channel.removed'])
        .where('doc_channel.network', '=', text('network'))
        .where('doc_channel.ch', '=', text('ch'))
        .where('doc_channel.seq', '>', number('after'))
        .orderBy('doc_channel.seq')
        .limit(number('limit')),
    ),
    channelHas: prepare((db) =>
      db
        .selectFrom('doc_channel')
        .select('doc')
        .where('network', '=', text('network'))
        .where('doc', '=', text('doc'))
        .where('ch', 'in', [text('a'), text('b')])
        .where('removed', '=', 0),
    ),

    opOf: prepare((db) =>
      db
        .selectFrom('oplog')
        .select(['h', 'verdict', 'conflict'])
        .where('replica', '=', text('replica'))
        .where('n', '=', number('n')),
    ),
    // What was refused was never in the document: it is no base of what is.
    opBody: prepare((db) =>
      db
        .selectFrom('oplog')
        .select('body')
        .where('replica', '=', text('replica'))
        .where('n', '=', number('n'))
        .where('network', '=', text('network'))
        .where('doc', '=', text('doc'))
        .where('verdict', '=', 'ok'),
    ),
    opsOfDoc: prepare((db) =>
      db
        .selectFrom('oplog')
        .select('body')
        .where('network', '=', text('network'))
        .where('doc', '=', text('doc'))
        .where('verdict', '=', 'ok'),
    ),
    opAdd: prepare((db) =>
      db.insertInto('oplog').values({
        network: text('network'),
        seq: number('seq'),
        replica: text('replica'),
        n: number('n'),
        doc: text('doc'),
        personne: text('personne'),
        body: text('body'),
        h: text('h'),
        received_at: number('received_at'),
        device_time: number('device_time'),
        skew: place<number | null>('skew'),
        verdict: text('verdict'),
        conflict: maybe('conflict'),
      }),
    ),
    authorsOf: prepare((db) =>
      db
        .selectFrom('oplog')
        .select('personne')
        .distinct()
        .where('network', '=', text('network'))
        .where('doc', '=', text('doc'))
        .where('personne', '<>', 'systeme'),
    ),
    opsErase: prepare((db) =>
      db
        .updateTable('oplog')
        .set({ body: '{"s":{}}' })
        .where('network', '=', text('network'))
        .where('doc', '=', text('doc')),
    ),
    // What a revoked device sent of it, kept aside.
    quarantineErase: prepare((db) =>
      db.deleteFrom('quarantine').where('network', '=', text('network')).where('body', 'like', text('pattern')),
    ),
    refused: prepare((db) =>
      db
        .selectFrom('oplog')
        .select(['seq', 'doc', 'body', 'device_time', 'verdict'])
        .where('network', '=', text('network'))
        .where('personne', '=', text('personne'))
        .where('verdict', '<>', sql.lit('ok')) // as it stands in the index
        .where('seq', '>', number('after'))
        .orderBy('seq'),
    ),
  }
}
export type Statements = ReturnType<typeof statementsOf>
