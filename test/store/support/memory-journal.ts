// The journal's two files in memory, with the real log over them: what the browser's worker does, without the browser.
import type { JournalFile } from '../../../src/store/journal.ts'
import { newest, readJournal } from '../../../src/store/journal-format.ts'
import { JournalLog, type SyncFile } from '../../../src/store/journal-log.ts'

export class MemoryFile implements SyncFile {
  bytes: Uint8Array = new Uint8Array()
  flushes = 0
  private flushed: Uint8Array = new Uint8Array()
  read(): Uint8Array {
    return this.bytes
  }
  write(bytes: Uint8Array, at: number): void {
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
      close: () => {
        log = null
      },
    }
  }

  /** The file that counts now. */
  get current(): MemoryFile {
    return (readJournal(this.a.bytes)?.gen ?? -1) > (readJournal(this.b.bytes)?.gen ?? -1) ? this.a : this.b
  }
}
