// Mistakes planted on purpose in the shipped source while it is loaded, to see the simulator turn red: this tests the
// tests. The source itself carries no switch. A text that is not found any more fails loudly: the mutant must follow.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

type Patch = [file: string, find: string, replace: string]

const applied = (registers: string) => `applyChange(before?.registers ?? noRegisters(), ${registers}, { ...stamp, s: seq })`

export const mutants: Record<string, Patch[]> = {
  'the server keeps the last writer': [
    [
      'server/receive.ts',
      applied('op'),
      applied('{ s: op.s, b: Object.fromEntries(Object.keys(op.s).map((key) => [key, (before?.registers[key] ?? []).map((head) => head.o)])) }'),
    ],
  ],
  'parents are taken at the save instead of at the opening of the field': [
    [
      'src/store/write.ts',
      'b[path] = currentNames(base[path] ?? [], meta.aliases, d, path)',
      'b[path] = (unpack(held.shown)[path] ?? []).map((head) => head.o)',
    ],
  ],
  'the outbox is emptied on the push answer': [
    ['src/store/replica.ts', 'import { operationOf }', 'import { operationOf, refreshed }'],
    [
      'src/store/replica.ts',
      "return 'verified'",
      `await tx.clearOut(live.filter((row) => row.n <= vack).map((row) => row.n))
        for (const { d } of live) for (const doc of await tx.docs([d])) if (doc) await tx.putDocs([refreshed(doc, await tx.outOf(d), meta.personne)])
        return 'verified'`,
    ],
  ],
  'the loss of a right purges what was not sent': [
    [
      'src/store/receive.ts',
      'const left = new Set(confirmed.left)',
      'const left = new Set(confirmed.left.filter((row) => docs.get(row.d)?.channels.length !== 0))',
    ],
  ],
  'a pull acknowledges by number without the hash': [['src/store/receive.ts', 'row.n === ack && row.h === ackh', 'row.n <= ack']],
  'the page cursor counts as what the device has': [
    ['server/pull.ts', 'row.since > cursor.base', 'row.since > cursor.after'],
    ['server/pull.ts', 'as Packed, cursor.base)', 'as Packed, cursor.after)'],
  ],
  'the server applies duplicates twice': [
    [
      'server/push.ts',
      'const conflict = known.conflict',
      'await guard(raw, () => receive(work, politiqueOf, personne, request.replica, raw, restores))\n      const conflict = known.conflict',
    ],
  ],
  'an operation that was sent is changed in place': [['src/store/write.ts', '!last.sealed &&', 'true &&']],
  'who loses a right is still sent the document': [
    ['server/channels.ts', 'const removed = [...held].filter((ch) => !wanted.has(ch))', 'const removed: Channel[] = []'],
  ],
  'the new epoch of a restored server is ignored': [
    ['src/store/replica.ts', 'await offerAgain(tx, answer.epoch, answer.seq)', 'await tx.putMeta({ ...meta, epoch: answer.epoch })'],
    ['src/store/receive.ts', 'await offerAgain(tx, answer.epoch, answer.seq)', 'await tx.putMeta({ ...meta, epoch: answer.epoch })'],
  ],
  'what a restored server lost is not offered': [['src/store/fork.ts', 'if (!offered) continue', 'continue']],
  'a fork counts everything as received': [['src/store/fork.ts', 'row.done || row.n <= at', 'true']],
  'refusals are not given back': [["server/pull.ts", "rejected: refused.map(", "rejected: refused.slice(refused.length).map("]],
  'the right to write is not asked': [
    ['server/receive.ts', "before, after))) return refuse('forbidden')", 'before, after))) void 0'],
  ],
  'acknowledged before the commit': [
    [
      'server/group-commit.ts',
      "await database.control('commit')",
      "for (const answer of answers) answer()\n          await database.control('commit')",
    ],
  ],
  'a commit that failed is answered as kept': [
    ['server/group-commit.ts', 'for (const one of group) one.reject(error)', 'for (const answer of answers) answer()'],
  ],
  'the outbox is cleared on an answer that was cut': [
    [
      'src/sync/transport.ts',
      "} catch {\n    return { ok: false, reason: 'offline' }",
      "} catch (error) {\n    if (error instanceof SyntaxError) return { ok: false, reason: 'cut' } as never\n    return { ok: false, reason: 'offline' }",
    ],
    [
      'src/sync/round.ts',
      'if (answer.reason !==',
      "if ((answer.reason as string) === 'cut') await store.transact((tx) => tx.clearOut(ops.map((op) => op.n)))\n      if (answer.reason !==",
    ],
  ],
  'erased content comes back with a late operation': [['server/receive.ts', 'if (before?.erased ||', 'if (false &&']],
}

/** Mistakes that only show when a real server is killed (test/torture/server.ts). */
export const serverMutants: Record<string, Patch[]> = {
  'acknowledged a moment before the commit': [
    [
      'server/group-commit.ts',
      "await database.control('commit')",
      "for (const answer of answers) answer()\n          await new Promise((resolve) => setTimeout(resolve, 150))\n          await database.control('commit')",
    ],
  ],
}

/** Mistakes that only show with several servers on one PostgreSQL (two-servers.ts). */
export const postgresMutants: Record<string, Patch[]> = {
  // As a sequence or an identity column would: numbers are given in one order and committed in another.
  'cursor taken before commit order': [
    [
      'server/statements.ts',
      `    networkLock: prepare((db) =>
      db
        .updateTable('network')
        .set((eb) => ({ seq: eb.ref('seq') }))
        .where('id', '=', text('id'))
        .returningAll(),
    ),`,
      `    networkLock: {
      async first({ id }) {
        const block = database.db.updateTable('network').set((eb) => ({ seq: eb('seq', '+', 1000) }))
        const row = await block.where('id', '=', id).returningAll().executeTakeFirst()
        if (row) return { ...row, seq: row.seq - 1000 }
        // made in this transaction
        return prepare((db) => db.selectFrom('network').selectAll().where('id', '=', text('id'))).first({ id })
      },
    },`,
    ],
    ['server/work.ts', 'if (work.seq !== seq || work.epoch', 'if (work.epoch'],
  ],
}

/** Registers hooks that plant the mutant in the modules loaded from now on. */
export function plantMutant(name: string): void {
  const patches = mutants[name] ?? serverMutants[name] ?? postgresMutants[name]
  if (!patches) throw new Error(`no mutant is called ${name}: ${Object.keys(mutants).join(', ')}`)
  const root = new URL('../../', import.meta.url).href
  for (const [file, find] of patches) {
    const found = readFileSync(fileURLToPath(new URL(file, root)), 'utf8').split(find).length - 1
    if (found !== 1) throw new Error(`the mutant “${name}” finds its text ${found} times in ${file}, not once: ${find}`)
  }
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      const mine = patches.filter(([file]) => url === root + file)
      if (mine.length === 0) return loaded
      let source = String(loaded.source)
      for (const [, find, replace] of mine) source = source.replace(find, () => replace)
      return { ...loaded, source }
    },
  })
}
