// The rescue journal as the page sees it: what the server has not received, kept a second time outside IndexedDB.
// The bytes are written by a JournalFile: a worker over OPFS in the browser, memory in the tests.
import type { CopyPlace } from './copies.ts'
import type { JournalContent, JournalHead, JournalRecord } from './journal-format.ts'
import { refreshLive } from './live.ts'
import type { OutRow, ReplicaMeta } from './port.ts'
import type { Session } from './session.ts'

/** Where the journal's bytes are. Each promise resolves once they are flushed. */
export interface JournalFile {
  read(): Promise<JournalContent | null>
  /** `head` starts the journal when there is none yet */
  append(head: JournalHead, records: JournalRecord[]): Promise<void>
  /** A new journal in place of the former: all of it, or the former stays. */
  rewrite(head: JournalHead): Promise<void>
  /** where the copies of attachments are */
  copies(): Promise<CopyPlace>
  close(): void
}

/** ok: the second copy is kept · off: this browser has no place for it · failed: the last writing did not succeed */
export type JournalState = 'ok' | 'off' | 'failed'

export interface Journal {
  readonly state: JournalState
  /** Resolves when the records are flushed, or when that did not succeed or took too long: see `state`. Never rejects. */
  append(records: JournalRecord[]): Promise<void>
  /** A new journal from what the database holds. */
  rewrite(meta: ReplicaMeta, rows: OutRow[]): Promise<void>
  /** After a failure: writes it anew from the database, unless that failed a moment ago. */
  repair(): Promise<void>
  read(): Promise<JournalContent | null>
  close(): void
}

/** A save is not held up longer than this by its second copy, ms. */
const PATIENCE = 1_000
/** Tries after a failure: at the next save at once, then less and less often, ms. */
const FIRST_PAUSE = 1_000
const LAST_PAUSE = 60_000

interface Source {
  meta: ReplicaMeta
  rows: OutRow[]
}

/**
 * The journal over a file; `file` null: none can be kept here.
 * @param outbox reads what the journal should hold, to write it anew after a failure
 */
export function createJournal(file: JournalFile | null, session: Session | null, outbox: () => Promise<Source>): Journal {
  let state: JournalState = file ? 'ok' : 'off'
  let failures = 0
  let notBefore = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** the hash of each operation as journaled last: sealing it changes nothing that is worth a record */
  const known = new Map<number, string>()

  const become = (next: JournalState) => {
    if (state === next) return
    state = next
    refreshLive()
  }

  const succeeded = () => {
    failures = 0
    become('ok')
  }
  const failed = () => {
    const pause = failures === 0 ? 0 : Math.min(LAST_PAUSE, FIRST_PAUSE * 2 ** failures)
    failures++
    notBefore = Date.now() + pause
    clearTimeout(timer)
    // With no further save, the journal is made whole all the same.
    timer = setTimeout(() => void repair(), Math.max(FIRST_PAUSE, pause))
    become('failed')
  }

  /** Resolves when the writing succeeded, failed, or took too long to wait for. */
  async function watch(writing: Promise<void>): Promise<void> {
    let late: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<void>((resolve) => {
      late = setTimeout(() => {
        become('failed')
        resolve()
      }, PATIENCE)
    })
    await Promise.race([writing.then(succeeded, failed), patience])
    clearTimeout(late)
  }

  async function repair(): Promise<void> {
    if (!file || state !== 'failed' || Date.now() < notBefore) return
    clearTimeout(timer)
    try {
      const { meta, rows } = await outbox()
      await watch(file.rewrite(head(meta, rows)))
    } catch {
      // The database cannot be read either: its own failure is shown where it is used.
      failed()
    }
  }

  const head = (meta: Pick<ReplicaMeta, 'replica' | 'n' | 'h'>, rows: OutRow[]): JournalHead => {
    known.clear()
    const owed = rows.filter((row) => !row.done)
    for (const row of owed) known.set(row.n, row.h)
    return { k: 'head', gen: 0, session, replica: meta.replica, n: meta.n, h: meta.h, rows: owed }
  }

  const isNews = (record: JournalRecord): boolean => {
    if (record.k === 'op') {
      if (known.get(record.row.n) === record.row.h) return false
      known.set(record.row.n, record.row.h)
    }
    if (record.k === 'out') for (const n of record.ns) known.delete(n)
    return true
  }

  return {
    get state() {
      return state
    },
    async append(records) {
      // After a failure the journal lacks what came before: it is written anew instead, once this is committed.
      if (state === 'failed') return
      const news = records.filter(isNews)
      const [first] = news
      if (!file || !first || first.k === 'head' || first.k === 'session') return
      const start: JournalHead = { k: 'head', gen: 0, session, replica: first.p, n: 0, h: '', rows: [] }
      await watch(file.append(start, news))
    },
    async rewrite(meta, rows) {
      if (file) await watch(file.rewrite(head(meta, rows)))
    },
    repair,
    read: async () => (file ? await file.read() : null),
    close() {
      clearTimeout(timer)
      file?.close()
    },
  }
}
