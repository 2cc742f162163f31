// Who writes the directory from a device: administration all of it; whoever animates a group, its séances and its rhythm;
// the chargé de projet of a réseau d’immersions, the companies put in its portfolio.
import { mayWriteEntreprise } from '../src/domain/acces-entreprise.ts'
import { readDocument } from '../src/domain/collections.ts'
import { path, type PersonneId } from '../src/domain/id.ts'
import { sameValue } from '../src/domain/json.ts'
import type { Operation } from '../src/domain/operation.ts'
import { shownValue } from '../src/domain/register.ts'
import { mayWriteGroupe, mayWriteSeance, REGLAGES } from '../src/domain/seances.ts'
import type { Doc, Work } from './work.ts'

/** Does this person administer the network? */
export async function isAdmin(work: Work, personne: PersonneId): Promise<boolean> {
  const account = await work.statements.admin.first({ network: work.network, personne })
  return account?.admin === 1
}

// What an entry is, once and for all.
const MADE_ONCE = ['$type', '$auteur', '$cree_le']

/** May this person make this operation on an entry of the directory? `after`: the entry once it is made. */
export async function mayWriteEntry(
  work: Work,
  personne: PersonneId,
  op: Operation,
  before: Doc | undefined,
  after: Doc,
): Promise<boolean> {
  if (await isAdmin(work, personne)) return true
  const { annuaire, reader } = await work.directory()
  const who = reader(personne)
  const keys = Object.keys(op.r ?? op.s)
  if (!who || (before && before.kind !== after.kind)) return false
  if (after.kind === 'groupe') {
    return before !== undefined && mayWriteGroupe(readDocument('groupe', before.id, before.registers), keys, who, annuaire)
  }
  if (after.kind === 'structure') {
    const was = before ? readDocument('structure', before.id, before.registers) : null
    const is = readDocument('structure', after.id, after.registers)
    return mayWriteEntreprise(was, is, before ? changed(keys, before, after) : keys, who, annuaire)
  }
  if (after.kind !== 'seance') return false
  const was = before ? readDocument('seance', before.id, before.registers) : null
  const is = readDocument('seance', after.id, after.registers)
  if (!op.r && (was ? keys.some((key) => MADE_ONCE.includes(key)) : is.$auteur !== personne)) return false
  return mayWriteSeance(was, is, who, annuaire)
}

/** Said again (an answer lost, an offer after a restore), a register is no change. */
const changed = (keys: readonly string[], before: Doc, after: Doc): string[] =>
  keys.filter((key) => !sameValue(shownValue(before.registers, path(key)), shownValue(after.registers, path(key))))

/** Of a group offered again after a restore, only its settings count: whoever is no administrator writes nothing else. */
export function settingsOnly(op: Operation): Operation {
  const r = Object.fromEntries(Object.entries(op.r ?? {}).filter(([key]) => REGLAGES.some((one) => one === key)))
  return { ...op, r }
}
