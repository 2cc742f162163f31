// Two servers on one PostgreSQL (TEST_POSTGRES), many devices that push through both, others that pull all the time:
// node test/sync/two-servers.ts --documents 2000 [--mutant name]. Whoever pulls to the end has every document, else it
// prints what its cursor went past, and ends with 1.
import { parseArgs } from 'node:util'
import type { Operation } from '../../src/domain/operation.ts'
import type { PullRequest, PushRequest } from '../../src/domain/protocol.ts'
import { plantMutant } from './mutants.ts'

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '2000' }, mutant: { type: 'string' } },
})
// Before anything of the product is loaded.
if (values.mutant) plantMutant(values.mutant)
const { ALIX, createServer, NETWORK } = await import('./device.ts')
const { POLITIQUES } = await import('./world.ts')
const { emptyDatabase } = await import('../support/engine.ts')
const { openDatabase } = await import('../../server/open-database.ts')
const { createDocuments } = await import('../../server/documents.ts')
const { peopleMigrations } = await import('../../server/people-migrations.ts')
const { chain } = await import('../../src/domain/operation.ts')
const { newReplicaId } = await import('../../src/domain/id.ts')

const WRITERS = 12
const READERS = 4
const total = Number(values.documents)
const address = await emptyDatabase()
const first = await createServer({}, address)
const second = createDocuments(await openDatabase(address, { migrations: peopleMigrations }), {
  politiques: POLITIQUES,
})
const servers = [first.documents, second]
const through = (i: number) => servers[i % servers.length] as typeof second // there are two
const written = new Set<string>()
let writing = WRITERS

async function writer(i: number): Promise<void> {
  const replica = newReplicaId()
  let n = 0
  let h = ''
  while (n < total / WRITERS) {
    const ops: Operation[] = []
    for (let left = 1 + (n % 3); left > 0; left--) {
      const d = `note-${i}-${++n}` as Operation['d']
      const body = { n, d, s: { $type: 'fiche', $auteur: ALIX, $gabarit: 'carnet-notes', texte: `${n}` }, b: {}, t: n }
      h = chain(h, body)
      ops.push({ ...body, h })
    }
    const request: PushRequest = { v: 1, replica, epoch: null, now: 1, ops }
    const answer = await through(i).push(ALIX, NETWORK, request)
    if (answer.kind !== 'pushed' || answer.verdicts.some(({ v }) => v !== 'ok')) throw new Error(JSON.stringify(answer))
    for (const { d } of ops) written.add(d)
  }
  writing--
}

async function reader(i: number): Promise<{ seen: Set<string>; pulls: number }> {
  const seen = new Set<string>()
  const replica = newReplicaId()
  let cursors: PullRequest['cursors'] = {}
  let pulls = 0
  for (let last = false; !last; ) {
    last = writing === 0
    await new Promise((resolve) => setTimeout(resolve, 5))
    for (let more = true; more; pulls++) {
      const answer = await through(i).pull(ALIX, NETWORK, {
        v: 1,
        replica,
        epoch: null,
        cursors,
        rejectedAfter: 0,
        limit: 50,
      })
      if (answer.kind !== 'pulled') throw new Error(answer.kind)
      more = answer.channels.some((channel) => channel.more)
      for (const channel of answer.channels) for (const { id } of channel.docs) seen.add(id)
      cursors = Object.fromEntries(
        answer.channels.map(({ id, after, more }) => [id, { base: more ? (cursors[id]?.base ?? 0) : after, after }]),
      )
    }
  }
  return { seen, pulls }
}

const began = performance.now()
const readers = Array.from({ length: READERS }, (_, i) => reader(i))
await Promise.all(Array.from({ length: WRITERS }, (_, i) => writer(i)))
const seconds = (performance.now() - began) / 1000
const results = await Promise.all(readers)
const missed = results.map(({ seen }) => [...written].filter((id) => !seen.has(id)).length)
const pulls = results.reduce((sum, result) => sum + result.pulls, 0)
const said = `${written.size} documents by ${WRITERS} writers in ${seconds.toFixed(1)} s, ${pulls} pulls, missed ${missed.join(' ')}`
console.log(`${missed.every((count) => count === 0) ? 'green' : 'red'}: ${said}`)
process.exit(missed.every((count) => count === 0) ? 0 : 1)
