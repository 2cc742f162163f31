// How the administrator's command line reaches a server that is up: a port of this machine only, behind a secret that
// lies in the data folder, where whoever can read it could read the database as well.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { type Outcome, runCommand } from './commands.ts'
import type { Service } from './service.ts'

const Contact = z.object({ port: z.int(), token: z.string() })
const Answer = z.object({ ok: z.boolean(), text: z.string() })
const Asked = z.object({ args: z.array(z.string()) })

const fileOf = (dataDir: string): string => join(dataDir, 'serveur.json')

/** Opens the port and leaves its address in the data folder; gives back what closes it. */
export async function openControl(service: Service, dataDir: string): Promise<() => Promise<void>> {
  const token = randomBytes(32).toString('base64url')
  const expected = Buffer.from(`Bearer ${token}`)
  const server = createServer(async (request, response) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      response.writeHead(404).end()
      return
    }
    try {
      let body = ''
      for await (const chunk of request) if (body.length < 100_000) body += String(chunk)
      const { args } = Asked.parse(JSON.parse(body))
      response.end(JSON.stringify(await runCommand(service, args)))
    } catch {
      response.writeHead(500).end(JSON.stringify({ ok: false, text: 'Le serveur n’a pas pu exécuter cette commande.' }))
    }
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  const file = fileOf(dataDir)
  rmSync(file, { force: true })
  writeFileSync(file, JSON.stringify({ port, token }), { mode: 0o600 })
  return async () => {
    rmSync(file, { force: true })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Runs a command in the server of this data folder; null when none is up. */
export async function askServer(dataDir: string, args: string[]): Promise<Outcome | null> {
  let contact: z.infer<typeof Contact>
  try {
    contact = Contact.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')))
  } catch {
    return null
  }
  try {
    const response = await fetch(`http://127.0.0.1:${contact.port}/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${contact.token}` },
      body: JSON.stringify({ args }),
    })
    // Another program may have taken the port of a server that was killed.
    if (response.status === 404) return null
    return Answer.parse(await response.json())
  } catch {
    return null
  }
}
