// Writes the rescue journal in OPFS, away from the page: only a worker may write in place and flush. One tab at a time
// holds the files, under a lock; it lets go when asked and when idle, so that no tab keeps another from its second copy.
import { JournalLog, type SyncFile } from './journal-log.ts'
import type { JournalReply, JournalRequest } from './journal-format.ts'

/** How long the files stay open after the last write, ms. */
const IDLE = 2_000

const scope = self as unknown as DedicatedWorkerGlobalScope // this file runs only as a dedicated worker
const name = scope.name
const lock = `carnet-journal:${name}`
const channel = new BroadcastChannel(lock)

let log: JournalLog | null = null
let release: (() => void) | null = null
let idle: ReturnType<typeof setTimeout> | undefined
const waiting: JournalRequest[] = []
let draining = false
/** another tab waits for the lock */
let wanted = false

type Handle = FileSystemSyncAccessHandle

const syncFile = (handle: Handle): SyncFile => ({
  read() {
    const bytes = new Uint8Array(handle.getSize())
    handle.read(bytes, { at: 0 })
    return bytes
  },
  write(bytes, at) {
    if (handle.write(bytes, { at }) !== bytes.length) throw new Error('the journal was not written whole')
  },
  truncate: (size) => handle.truncate(size),
  flush: () => handle.flush(),
})

/** Takes the lock and opens the files; resolves once they are open. */
function acquire(): Promise<JournalLog> {
  return new Promise((resolve, reject) => {
    // Whoever holds it lets go at once, between two batches.
    channel.postMessage('wanted')
    navigator.locks
      .request(lock, async () => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('journal', { create: true })
        const handles: Handle[] = []
        try {
          for (const half of ['a', 'b']) {
            const file = await folder.getFileHandle(`${name}.${half}`, { create: true })
            handles.push(await file.createSyncAccessHandle())
          }
          const [a, b] = handles
          if (!a || !b) throw new Error('a journal has two files')
          log = new JournalLog(syncFile(a), syncFile(b))
          const held = new Promise<void>((done) => {
            release = done
          })
          resolve(log)
          await held
        } finally {
          log = null
          release = null
          for (const handle of handles) handle.close()
        }
      })
      .catch(reject)
  })
}

function letGo(): void {
  clearTimeout(idle)
  wanted = false
  release?.()
  // Until the lock's callback has ended, a new write must queue behind the other tab.
  log = null
  release = null
}

/** Several appends that came while the lock was awaited are one write and one flush. */
function run(open: JournalLog, batch: JournalRequest[]): void {
  let appends: Extract<JournalRequest, { do: 'append' }>[] = []
  const flush = () => {
    const [first] = appends
    if (first) open.append(first.head, appends.flatMap((request) => request.records))
    appends = []
  }
  for (const request of batch) {
    if (request.do === 'append') appends.push(request)
    else {
      flush()
      open.rewrite(request.head)
    }
  }
  flush()
}

async function drain(): Promise<void> {
  if (draining) return
  draining = true
  clearTimeout(idle)
  while (waiting.length > 0) {
    let error: string | null = null
    let batch: JournalRequest[] = []
    try {
      const open = log ?? (await acquire())
      batch = waiting.splice(0)
      run(open, batch)
    } catch (reason) {
      if (batch.length === 0) batch = waiting.splice(0)
      error = String(reason)
      // Read again from the disk before the next write: what is in memory may say more than the file.
      letGo()
    }
    for (const { id } of batch) scope.postMessage({ id, error } satisfies JournalReply)
  }
  draining = false
  if (wanted) letGo()
  else idle = setTimeout(letGo, IDLE)
}

scope.onmessage = ({ data }: MessageEvent<JournalRequest>) => {
  waiting.push(data)
  void drain()
}
channel.onmessage = () => {
  wanted = true
  if (!draining) letGo()
}
