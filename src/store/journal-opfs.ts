// The journal's file in the browser: a worker writes it, the page reads it. Null where OPFS or workers are missing.
import { type JournalAsk, type JournalContent, type JournalReply, newest, readJournal } from './journal-format.ts'
import type { JournalFile } from './journal.ts'
import workerUrl from './journal-worker.ts?worker&url'
import { scriptUrl } from './trusted.ts'

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('journal', { create: true })

/** Bytes of a file, none when it is not there. Reading needs no lock: a torn end is left aside. */
async function bytesOf(directory: FileSystemDirectoryHandle, name: string): Promise<Uint8Array> {
  try {
    const file = await (await directory.getFileHandle(name)).getFile()
    return new Uint8Array(await file.arrayBuffer())
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return new Uint8Array()
    throw error
  }
}

async function read(name: string): Promise<JournalContent | null> {
  const directory = await folder()
  const [a, b] = await Promise.all([bytesOf(directory, `${name}.a`), bytesOf(directory, `${name}.b`)])
  return newest(readJournal(a), readJournal(b))
}

const hasOpfs = (): boolean =>
  typeof Worker !== 'undefined' && typeof navigator !== 'undefined' && typeof navigator.storage?.getDirectory === 'function' && 'locks' in navigator

/** The journal of one database. */
export function opfsJournal(name: string): JournalFile | null {
  if (!hasOpfs()) return null
  let worker: Worker | null = null
  let last = 0
  const open = new Map<number, { resolve(): void; reject(reason: Error): void }>()

  const fail = (reason: string) => {
    for (const { reject } of open.values()) reject(new Error(reason))
    open.clear()
  }

  // Started at the first write: opening the app to read needs no worker.
  const start = (): Worker => {
    const started = new Worker(scriptUrl(workerUrl), { type: 'module', name })
    started.onmessage = ({ data }: MessageEvent<JournalReply>) => {
      const { resolve, reject } = open.get(data.id) ?? {}
      open.delete(data.id)
      if (data.error === null) resolve?.()
      else reject?.(new Error(data.error))
    }
    started.onerror = () => {
      worker = null
      fail('the worker of the journal stopped')
    }
    return started
  }

  const ask = (request: JournalAsk): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = ++last
      open.set(id, { resolve, reject })
      worker ??= start()
      worker.postMessage({ ...request, id })
    })

  return {
    read: () => read(name),
    append: (head, records) => ask({ do: 'append', head, records }),
    rewrite: (head) => ask({ do: 'rewrite', head }),
    copies: async () => (await import('./copies-opfs.ts')).opfsCopies(name, ask),
    close() {
      worker?.terminate()
      worker = null
      fail('the journal was closed')
    },
  }
}

/** What every journal on this device says, newest first: how a person is known again when all else was cleared. */
export async function journalsHere(): Promise<JournalContent[]> {
  if (!hasOpfs()) return []
  const directory = await folder()
  const names = new Set<string>()
  for await (const key of directory.keys()) names.add(key.replace(/\.[ab]$/, ''))
  const found = await Promise.all([...names].map(read))
  return found.filter((content) => content !== null).sort((a, b) => lastTime(b) - lastTime(a))
}

const lastTime = (content: JournalContent): number => Math.max(0, ...content.rows.map((row) => row.t))
