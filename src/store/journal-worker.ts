// Writes the rescue journal in OPFS, away from the page: only a worker may write in place and flush. One tab at a time
// holds the files, under a lock; it lets go when asked and when idle, so that no tab keeps another from its second copy.
// Writes the copies of attachments too, each under a lock of its own: what is typed meanwhile does not wait for them.
import { copiesFolder } from './copies-opfs.ts'
import { type CopyFile, writeCopy, writePart } from './copy-format.ts'
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
const waiting: Records[] = []
let draining = false
/** another tab waits for the lock */
let wanted = false

type Handle = FileSystemSyncAccessHandle
type Copy = Extract<JournalRequest, { do: 'copy' | 'part' }>
type Records = Exclude<JournalRequest, Copy>

const syncFile = (handle: Handle): SyncFile & CopyFile => ({
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
  size: () => handle.getSize(),
})

const reply = (id: number, error: string | null): void => scope.postMessage({ id, error } satisfies JournalReply)

/** Writes one copy, in its turn; the half of one that could not be written makes room again. */
const copy = (request: Copy): Promise<void> =>
  navigator.locks.request(`${lock}/${request.name}`, async () => {
    const folder = await copiesFolder(name)
    const handle = await (await folder.getFileHandle(request.name, { create: true })).createSyncAccessHandle()
    let isEmpty = false
    try {
      if (request.do === 'part') writePart(syncFile(handle), request.head, request.part)
      else await writeCopy(syncFile(handle), request.type, request.bytes)
    } catch (error) {
      if (request.do === 'copy') handle.truncate(0)
      isEmpty = handle.getSize() === 0
      throw error
    } finally {
      handle.close()
      if (isEmpty) await folder.removeEntry(request.name)
    }
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
function run(open: JournalLog, batch: Records[]): void {
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
    let batch: Records[] = []
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
    for (const { id } of batch) reply(id, error)
  }
  draining = false
  if (wanted) letGo()
  else idle = setTimeout(letGo, IDLE)
}

scope.onmessage = ({ data }: MessageEvent<JournalRequest>) => {
  if (data.do === 'copy' || data.do === 'part') {
    const { id } = data
    copy(data).then(
      () => reply(id, null),
      (reason) => reply(id, String(reason)),
    )
    return
  }
  waiting.push(data)
  void drain()
}
channel.onmessage = () => {
  wanted = true
  if (!draining) letGo()
}
