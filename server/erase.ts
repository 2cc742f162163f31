// Erases for good: content and history go, a tombstone stays, every device that ever had the document forgets it.
import type { Channel, DocId } from '../src/domain/id.ts'
import { personalChannel, type PersonneId } from '../src/domain/id.ts'
import { isEchue, SITUATION_APP } from '../src/domain/effacement.ts'
import { Acces } from '../src/domain/politique.ts'
import { noRegisters, type Packed, unpack } from '../src/domain/register.ts'
import type { PolitiqueOf } from './access.ts'
import { placeAll } from './channels.ts'
import type { Work } from './work.ts'

/**
 * Erases a document with its complements. `again`: it was erased before the database was put back from a copy, which may
 * not even know it; devices that still hold it must not bring it back.
 */
export async function eraseDocument(work: Work, politiqueOf: PolitiqueOf, id: DocId, again = false): Promise<void> {
  if (again && !(await work.doc(id))) await work.save({ id, kind: null, erased: true, registers: noRegisters() })
  for (const each of [id, ...Acces.options.map((acces) => `${id}~${acces}` as DocId)])
    await eraseOne(work, politiqueOf, each)
}

/** R-APP-04: erases the situations whose day has come. The text that is looked for spares reading every fiche. */
export async function eraseDue(work: Work, politiqueOf: PolitiqueOf, aujourdhui: string): Promise<void> {
  const rows = await work.statements.docsHolding.all({
    network: work.network,
    kind: 'fiche',
    pattern: `%"${SITUATION_APP}"%`,
  })
  for (const { id, state } of rows) {
    if (isEchue(unpack(JSON.parse(state) as Packed), aujourdhui)) await eraseDocument(work, politiqueOf, id as DocId) // written by pack
  }
}

async function eraseOne(work: Work, politiqueOf: PolitiqueOf, id: DocId): Promise<void> {
  const { network, statements } = work
  const before = await work.doc(id)
  const authors = await statements.authorsOf.all({ network, doc: id })
  if (before?.erased || (!before && authors.length === 0)) return
  const dependents = await statements.ofImmersion.all({ network, of: id })
  await statements.opsErase.run({ network, doc: id })
  await statements.quarantineErase.run({ network, pattern: `%"d":"${id}"%` })
  await work.save({ id, kind: before?.kind ?? null, erased: true, registers: noRegisters() })
  // Whoever ever received it forgets it, and so does whoever wrote to it and was refused.
  const rows = await statements.channelsOf.all({ network, doc: id })
  const channels = new Set([
    ...rows.map((row) => row.ch as Channel),
    ...authors.map((row) => personalChannel(row.personne as PersonneId)),
  ])
  for (const ch of channels) {
    const seq = work.next()
    await statements.channelAdd.run({ network, ch, doc: id, seq })
    await statements.channelRemove.run({ network, ch, doc: id, seq })
    work.changed.add(ch)
  }
  work.erased.push(id)
  work.directoryChanged()
  // The fiches of an erased immersion have lost what gave others the right to read them.
  await placeAll(work, politiqueOf, dependents)
}
