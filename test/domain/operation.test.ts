import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DocId, newDocId, newReplicaId, newRowId, OpId, opId, partsOf, Path, ReplicaId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { chain, hasValidPaths, Operation } from '../../src/domain/operation.ts'
import { PushAnswer } from '../../src/domain/protocol.ts'

const op = (over: Partial<Operation> = {}): Operation => {
  const made = { n: 1, d: 'doc-1' as DocId, s: { bilan: 'Bien.' }, b: { bilan: [] }, t: 5, ...over }
  return { ...made, h: chain('', made) }
}

test('the hash of an operation holds everything it says, and what came before', () => {
  const h = op().h
  const others = [op({ n: 2 }), op({ d: 'doc-2' as DocId }), op({ s: { bilan: 'Mal.' } }), op({ b: { bilan: ['replica-1.1' as OpId] } }), op({ t: 6 }), op({ r: { bilan: [] } }), op({ e: 3 })]
  for (const other of others) expect(other.h).not.toBe(h)
  expect(chain('0123456789abcdef', op())).not.toBe(h)
  expect(chain('', { ...op(), r: undefined, e: undefined } as unknown as Operation)).toBe(h)
})

test('an operation goes through JSON unchanged, hash included', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('bilan', 'choix'), fc.jsonValue() as fc.Arbitrary<Json>), fc.nat(), (s, t) => {
      const made = op({ s, t })
      const read = Operation.parse(JSON.parse(JSON.stringify(made)))
      expect(chain('', read)).toBe(made.h)
    }),
  )
})

test('what is no operation is refused at the edge', () => {
  expect(Operation.safeParse({ ...op(), n: 0 }).success).toBe(false)
  expect(Operation.safeParse({ ...op(), h: 'court' }).success).toBe(false)
  expect(Operation.safeParse({ ...op(), s: { __proto__x: 1 } }).success).toBe(false)
  expect(hasValidPaths(op({ s: { 'a/b/c/d': 1 } }))).toBe(false)
  expect(hasValidPaths(op({ s: { constructor: 1 } }))).toBe(false)
  expect(hasValidPaths(op({ s: { 'actions/k3J9/quoi': 1, $deleted: null } }))).toBe(true)
})

test('ids made here are ids, and never twice the same', () => {
  const ids = Array.from({ length: 1000 }, newDocId)
  expect(new Set(ids).size).toBe(1000)
  for (const each of ids) expect(DocId.safeParse(each).success).toBe(true)
  const replica = newReplicaId()
  expect(ReplicaId.parse(replica)).toBe(replica)
  expect(OpId.safeParse(opId(replica, 12)).success).toBe(true)
  expect(partsOf(opId(replica, 12))).toEqual({ replica, n: 12 })
  expect(Path.safeParse(`actions/${newRowId()}/quoi`).success).toBe(true)
})

test('a page of a captive portal is no answer', () => {
  expect(PushAnswer.safeParse('<html>Bienvenue</html>').success).toBe(false)
  expect(PushAnswer.safeParse({}).success).toBe(false)
})
