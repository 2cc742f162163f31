// The built app: files of one folder, by names that can point nowhere else. What changes between versions is asked for
// again each time (index.html, the worker, the manifest); what bears a hash in its name is kept for ever.
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Context } from 'hono'
import { negotiate } from './answer.ts'
import { Problem, unknownAddress } from './problem.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
}
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const

// A segment never starts with a dot and holds no separator, so that no path leaves the folder or names a hidden file.
const SEGMENT = /^[A-Za-z0-9_@-][A-Za-z0-9_@.+-]*$/

interface Held {
  mtime: number
  size: number
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

/** Serves the files of `folder`, and index.html for every page address of the app. */
export function createStatic(folder: string): (c: Context) => Promise<Response> {
  const held = new Map<string, Held>()

  /** The file as it is on disk now; a new build is served without a restart. */
  async function load(name: string): Promise<Held | null> {
    const file = join(folder, name)
    try {
      const found = await stat(file)
      if (!found.isFile()) return null
      const known = held.get(name)
      if (known?.mtime === found.mtimeMs && known.size === found.size) return known
      const bytes = new Uint8Array(await readFile(file))
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
      const fresh = { mtime: found.mtimeMs, size: found.size, bytes, etag }
      held.set(name, fresh)
      return fresh
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null
      throw error
    }
  }

  /** The compressed neighbour the client prefers, when the build made one that is not older than the file. */
  async function neighbour(c: Context, name: string, plain: Held): Promise<[Held, string] | null> {
    const accepted = c.req.header('accept-encoding')
    for (let left = [...encodings]; left.length > 0; ) {
      const best = negotiate(
        accepted,
        left.map((encoding) => encoding.name),
      )
      const encoding = left.find((one) => one.name === best)
      if (!encoding) return null
      const file = await load(name + encoding.suffix)
      if (file && file.mtime >= plain.mtime) return [file, encoding.name]
      left = left.filter((one) => one !== encoding)
    }
    return null
  }

  async function send(c: Context, name: string): Promise<Response | null> {
    const plain = await load(name)
    if (!plain) return null
    c.header('Content-Type', types[extname(name)] ?? 'application/octet-stream')
    c.header('Cache-Control', name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    c.header('Vary', 'Accept-Encoding')
    const compressed = await neighbour(c, name, plain)
    const [file, encoding] = compressed ?? [plain, null]
    c.header('ETag', file.etag)
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304)
    if (encoding) c.header('Content-Encoding', encoding)
    c.header('Content-Length', String(file.bytes.byteLength))
    return c.body(file.bytes)
  }

  return async (c) => {
    const segments = c.req.path.split('/').slice(1)
    const isFile = segments.every((segment) => SEGMENT.test(segment)) && !/\.(br|gz|map)$/.test(c.req.path)
    const found = isFile ? await send(c, segments.join('/')) : null
    if (found) return found
    // An address of the app, typed or reloaded: the page finds its way itself. Anything that looks like a file is not.
    const isPage = !(segments.at(-1) ?? '').includes('.') && (c.req.header('accept') ?? '').includes('text/html')
    if (!isPage) throw unknownAddress()
    const page = await send(c, 'index.html')
    if (page) return page
    throw new Problem(503, 'not-built', 'L’application n’est pas construite. Sur le serveur, lancez « npm start ».')
  }
}
