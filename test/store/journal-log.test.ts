import { describe, expect, test } from 'vitest'
import { DocId, opId, ReplicaId } from '../../src/domain/id.ts'
import { crc32, decode, encode, type JournalHead, type JournalRecord, newest, readJournal } from '../../src/store/journal-format.ts'
import { JournalLog } from '../../src/store/journal-log.ts'
import type { OutRow } from '../../src/store/port.ts'
import { MemoryDisk, MemoryFile } from './support/memory-journal.ts'

const replica = ReplicaId.parse('replica-de-test-')
const row = (n: number, text: string, rev = 0): OutRow => ({
  n,
  d: DocId.parse(`doc${n}`),
  s: { bilan: text },
  b: {},
  t: 1_000 + n,
  h: crc32(new TextEncoder().encode(`${n}${text}`)).toString(16).padStart(16, '0'),
  id: opId(replica, n),
  sealed: false,
  done: false,
  rev,
  prev: '',
})
const head = (rows: OutRow[] = []): JournalHead => ({ k: 'head', gen: 0, session: null, replica, n: rows.length, h: '', rows })
const op = (n: number, text: string, rev = 0): JournalRecord => ({ k: 'op', p: replica, row: row(n, text, rev) })
const textsOf = (disk: MemoryDisk) => newest(readJournal(disk.a.bytes), readJournal(disk.b.bytes))?.rows.map((r) => r.s.bilan)

describe('the rescue journal', () => {
  test('computes the CRC-32 that everybody computes', () => {
    expect(crc32(new TextEncoder().encode('123456789')).toString(16)).toBe('cbf43926')
  })

  test('gives back each operation as it was last written', () => {
    const disk = new MemoryDisk()
    const log = new JournalLog(disk.a, disk.b)
    log.append(head(), [op(1, 'é'), op(2, 'b')])
    log.append(head(), [op(2, 'bc', 1)])
    expect(textsOf(disk)).toEqual(['é', 'bc'])
    expect(readJournal(disk.current.bytes)).toMatchObject({ replica, n: 2, torn: false })
  })

  test('forgets what has left the outbox, and still knows the last number', () => {
    const disk = new MemoryDisk()
    const log = new JournalLog(disk.a, disk.b)
    log.append(head(), [op(1, 'a'), op(2, 'b')])
    log.append(head(), [{ k: 'out', p: replica, ns: [1, 2] }])
    expect(newest(readJournal(disk.a.bytes), readJournal(disk.b.bytes))).toMatchObject({ n: 2, h: row(2, 'b').h, rows: [] })
  })

  test('torn at every byte of its last records, gives all the whole ones and goes on from there', () => {
    const whole = new MemoryDisk()
    const first = new JournalLog(whole.a, whole.b)
    first.append(head(), [op(1, 'un')])
    const kept = whole.current.bytes.length
    first.append(head(), [op(2, 'deux « é »')])
    const two = whole.current.bytes.length
    first.append(head(), [op(3, 'trois')])
    const bytes = whole.current.bytes
    for (let cut = kept; cut < bytes.length; cut++) {
      const disk = new MemoryDisk()
      disk.a.bytes = bytes.slice(0, cut)
      const expected = cut < two ? ['un'] : ['un', 'deux « é »']
      expect(textsOf(disk)).toEqual(expected)
      const log = new JournalLog(disk.a, disk.b)
      log.append(head(), [op(9, 'après')])
      // A second start sees both: nothing was swallowed by what was torn.
      expect(textsOf(disk)).toEqual([...expected, 'après'])
    }
  })

  test('is not misled by a torn prefix that looks like a length', () => {
    const disk = new MemoryDisk()
    new JournalLog(disk.a, disk.b).append(head(), [op(1, 'un')])
    disk.a.write(Uint8Array.from([0x12, 0x34, 0x56, 0x78, 0x80, 0x04, 0x01]), disk.a.bytes.length)
    new JournalLog(disk.a, disk.b).append(head(), [op(2, 'deux')])
    expect(textsOf(disk)).toEqual(['un', 'deux'])
  })

  test('what lay behind a damaged record does not come back behind the next one', () => {
    const disk = new MemoryDisk()
    const log = new JournalLog(disk.a, disk.b)
    log.append(head(), [op(1, 'un')])
    const at = disk.a.bytes.length
    log.append(head(), [op(2, 'deux')])
    log.append(head(), [op(3, 'trois')])
    disk.a.bytes[at + 12] = (disk.a.bytes[at + 12] ?? 0) ^ 1
    // As long as the damaged one, to the byte.
    new JournalLog(disk.a, disk.b).append(head(), [op(2, 'DEUX')])
    expect(textsOf(disk)).toEqual(['un', 'DEUX'])
  })

  test('stops at a record whose bytes were changed', () => {
    const bytes = encode(op(1, 'un'))
    const last = bytes.length - 3
    bytes[last] = (bytes[last] ?? 0) ^ 1
    expect(decode(bytes)).toEqual({ records: [], length: 0 })
  })

  test('written anew and cut off at every byte, is the former or the new one, never less', () => {
    const whole = new MemoryDisk()
    const log = new JournalLog(whole.a, whole.b)
    log.append(head(), [op(1, 'un'), op(2, 'deux')])
    const former = whole.a.bytes
    log.rewrite(head([row(2, 'deux')]))
    const next = whole.b.bytes
    expect(whole.a.bytes.length).toBe(0)
    for (let cut = 0; cut <= next.length; cut++) {
      const disk = new MemoryDisk()
      disk.a.bytes = former
      disk.b.bytes = next.slice(0, cut)
      expect(textsOf(disk)).toEqual(cut < next.length ? ['un', 'deux'] : ['deux'])
    }
  })

  test('written anew, keeps what another tab had added meanwhile', () => {
    const disk = new MemoryDisk()
    const log = new JournalLog(disk.a, disk.b)
    log.append(head(), [op(1, 'un'), op(2, 'deux')])
    log.rewrite({ ...head([row(1, 'un')]), n: 1 })
    expect(textsOf(disk)).toEqual(['un', 'deux'])
    expect(readJournal(disk.current.bytes)?.n).toBe(2)
  })

  test('after a fork, passes over what bears the former name of the replica', () => {
    const disk = new MemoryDisk()
    const log = new JournalLog(disk.a, disk.b)
    log.append(head(), [op(1, 'un')])
    const other = ReplicaId.parse('autre-replica---')
    log.rewrite({ ...head([{ ...row(1, 'un'), id: opId(other, 1) }]), replica: other })
    log.append(head(), [op(2, 'd’avant')])
    expect(textsOf(disk)).toEqual(['un'])
  })

  test('stays small while one answer is typed for long', () => {
    const disk = new MemoryDisk()
    const log = new JournalLog(disk.a, disk.b)
    const text = 'x'.repeat(2_000)
    for (let rev = 0; rev < 1_000; rev++) log.append(head(), [op(1, `${text}${rev}`, rev)])
    expect(disk.a.bytes.length + disk.b.bytes.length).toBeLessThan(600_000)
    expect(textsOf(disk)).toEqual([`${text}999`])
  })

  test('after a power cut, everything that was said to be written is there', () => {
    const disk = new MemoryDisk()
    const log = new JournalLog(disk.a, disk.b)
    const cut = () => {
      const left = new MemoryDisk()
      for (const half of ['a', 'b'] as const) {
        disk[half].cutPower()
        left[half].bytes = disk[half].bytes
      }
      return textsOf(left)
    }
    log.append(head(), [op(1, 'un')])
    expect(cut()).toEqual(['un'])
    log.append(head(), [op(2, 'deux')])
    expect(cut()).toEqual(['un', 'deux'])
    log.rewrite(head([row(1, 'un'), row(2, 'deux')]))
    expect(cut()).toEqual(['un', 'deux'])
  })

  test('flushes once for all the records of a batch', () => {
    const a = new MemoryFile()
    const log = new JournalLog(a, new MemoryFile())
    log.append(head(), [op(1, 'un')])
    const before = a.flushes
    log.append(head(), [op(2, 'deux'), op(3, 'trois'), op(4, 'quatre')])
    expect(a.flushes).toBe(before + 1)
  })
})
