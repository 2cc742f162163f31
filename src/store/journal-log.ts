// The two files of a journal: records are appended to one, a new start is written whole into the other, then that one
// counts. So a journal is never half rewritten. Knows bytes, not where they are: OPFS in the worker, memory in the tests.
import type { ReplicaId } from '../domain/id.ts'
import { decode, encode, follow, type JournalContent, type JournalHead, type JournalRecord, newest, readJournal } from './journal-format.ts'
import type { OutRow } from './port.ts'

/** A file that is written in place; `flush` returns once the bytes are on the disk. */
export interface SyncFile {
  read(): Uint8Array
  write(bytes: Uint8Array<ArrayBuffer>, at: number): void
  truncate(size: number): void
  flush(): void
}

/** What is superseded may take this many bytes, or four times what counts, before the journal is written anew. */
const SLACK = 262_144

/** A journal opened for writing; a torn end is cut off before anything is written behind it. */
export class JournalLog {
  private readonly files: readonly [SyncFile, SyncFile]
  private current = 0
  private content: JournalContent | null
  private headLength = 0

  constructor(a: SyncFile, b: SyncFile) {
    this.files = [a, b]
    const [first, second] = [readJournal(a.read()), readJournal(b.read())]
    this.content = newest(first, second)
    this.current = this.content !== null && this.content === second ? 1 : 0
    if (this.content?.torn) this.file.truncate(this.content.length)
  }

  private get file(): SyncFile {
    return this.files[this.current as 0 | 1]
  }

  /** Adds records behind the last; one flush for all. Starts with `head` when there is no journal. */
  append(head: JournalHead, records: JournalRecord[]): void {
    if (!this.content) {
      const started = records.reduce(follow, { ...head, length: 0, torn: false })
      this.rewrite({ ...head, session: started.session, n: started.n, h: started.h, rows: started.rows })
      return
    }
    const parts = records.map(encode)
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
    this.file.write(bytes, this.content.length)
    this.file.flush()
    this.content = { ...records.reduce(follow, this.content), length: this.content.length + bytes.length, torn: false }
    if (this.content.length > Math.max(SLACK, 4 * this.headLength)) this.rewrite({ ...this.content, k: 'head' })
  }

  /**
   * A new journal in the other file. What this file already holds of the same replica and the head does not know (another
   * tab was quicker) is kept: the later revision counts.
   */
  rewrite(head: JournalHead): void {
    const rows = new Map(head.rows.map((row) => [row.n, row]))
    let { n, h } = head
    for (const row of this.written(head.replica)) {
      const held = rows.get(row.n)
      if (held ? row.rev <= held.rev : row.n <= head.n) continue
      rows.set(row.n, row)
      if (row.n >= n) ({ n, h } = row)
    }
    const gen = (this.content?.gen ?? 0) + 1
    const { k, session, replica } = head
    const whole: JournalHead = { k, gen, session: session ?? this.content?.session ?? null, replica, n, h, rows: [...rows.values()] }
    const bytes = encode(whole)
    const next = this.content ? 1 - this.current : 0
    const file = this.files[next as 0 | 1]
    file.truncate(0)
    file.write(bytes, 0)
    file.flush()
    this.current = next
    this.headLength = bytes.length
    this.content = { ...whole, length: bytes.length, torn: false }
    const former = this.files[(1 - next) as 0 | 1]
    former.truncate(0)
    former.flush()
  }

  /** Every operation of a replica that the current file has borne, in order. */
  private written(replica: ReplicaId): OutRow[] {
    return (this.content ? decode(this.file.read()).records : []).flatMap((record) => {
      if (record.k === 'op') return record.p === replica ? [record.row] : []
      return record.k === 'head' && record.replica === replica ? record.rows : []
    })
  }
}
