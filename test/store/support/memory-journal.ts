// The journal's two files in memory, with the real log over them, and the copies of attachments: what the browser's worker
// does, without the browser.
import { type CopyFile, writeCopy, writePart } from '../../../src/store/copy-format.ts'
import type { CopyPlace } from '../../../src/store/copies.ts'
import type { JournalFile } from '../../../src/store/journal.ts'
import { newest, readJournal } from '../../../src/store/journal-format.ts'
import { JournalLog, type SyncFile } from '../../../src/store/journal-log.ts'

export class MemoryFile implements SyncFile, CopyFile {
  /** no more bytes than these fit */
  room = Number.POSITIVE_INFINITY
  bytes: Uint8Array = new Uint8Array()
  flushes = 0
  private flushed: Uint8Array = new Uint8Array()
  read(): Uint8Array {
    return this.bytes
  }
  size(): number {
    return this.bytes.length
  }
  write(bytes: Uint8Array, at: number): void {
    if (at + bytes.length > this.room) throw new DOMException('full', 'QuotaExceededError')
    const next = new Uint8Array(Math.max(this.bytes.length, at + bytes.length))
    next.set(this.bytes)
    next.set(bytes, at)
    this.bytes = next
  }
  truncate(size: number): void {
    this.bytes = this.bytes.slice(0, size)
  }
  flush(): void {
    this.flushes++
    this.flushed = this.bytes
  }
  /** What was not flushed is gone. */
  cutPower(): void {
    this.bytes = this.flushed
  }
}

/** What stays on a disk when the app is closed, or killed. */
export class MemoryDisk {
  readonly a = new MemoryFile()
  readonly b = new MemoryFile()
  /** the next writings fail */
  broken = false
  /** the copies of attachments, by name */
  readonly copies = new Map<string, MemoryFile>()
  /** bytes that fit in each copy made from now on */
  room = Number.POSITIVE_INFINITY

  /** The journal as an app that starts on this disk gets it. */
  open(): JournalFile {
    let log: JournalLog | null = null
    const ready = (): JournalLog => {
      if (this.broken) throw new Error('the disk is broken')
      log ??= new JournalLog(this.a, this.b)
      return log
    }
    return {
      read: async () => newest(readJournal(this.a.bytes), readJournal(this.b.bytes)),
      append: async (head, records) => ready().append(head, records),
      rewrite: async (head) => ready().rewrite(head),
      copies: async () => this.place(),
      close: () => {
        log = null
      },
    }
  }

  place(): CopyPlace {
    const file = (name: string): MemoryFile => {
      if (this.broken) throw new Error('the disk is broken')
      const held = this.copies.get(name) ?? new MemoryFile()
      held.room = this.room
      this.copies.set(name, held)
      return held
    }
    return {
      list: async () => new Map([...this.copies].map(([name, held]) => [name, held.size()])),
      read: async (name) => {
        const held = this.copies.get(name)
        return held ? new Blob([held.bytes as Uint8Array<ArrayBuffer>]) : null
      },
      write: async (name, type, bytes) => {
        try {
          await writeCopy(file(name), type, bytes)
        } catch (error) {
          this.copies.delete(name)
          throw error
        }
      },
      add: async (name, head, part) => writePart(file(name), head, part),
      remove: async (name) => void this.copies.delete(name),
    }
  }

  /** The file that counts now. */
  get current(): MemoryFile {
    return (readJournal(this.a.bytes)?.gen ?? -1) > (readJournal(this.b.bytes)?.gen ?? -1) ? this.a : this.b
  }
}
