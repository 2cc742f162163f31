// Coming in: each way it can fail is a plain sentence with what to do; the secret leaves the address at once.
import { fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Session } from '../../src/store/index.ts'
import { takeInvitation } from '../../src/ui/invitation.ts'
import { Bienvenue } from '../../src/ui/screens/Bienvenue.tsx'

type Wire = (url: string, init?: RequestInit) => Promise<Response>
const real = globalThis.fetch
let sent: unknown[] = []
const wire = (answer: () => Response | Promise<Response>) => {
  const fetch: Wire = async (_url, init) => {
    sent.push(JSON.parse(String(init?.body)))
    return answer()
  }
  globalThis.fetch = fetch as typeof globalThis.fetch
}
beforeEach(() => {
  sent = []
})
afterEach(() => {
  globalThis.fetch = real
})

function open(secret: string | null) {
  const entered: Session[] = []
  render(
    <Bienvenue
      secret={secret}
      known={null}
      onKeep={() => undefined}
      onEnter={async (session) => {
        entered.push(session)
      }}
    />,
  )
  return entered
}
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const go = () => fireEvent.click(screen.getByRole('button', { name: 'Ouvrir mon carnet' }))
const identity = {
  personne: 'pro-camille',
  network: 'fictivie',
  appareil: 'dev-1',
  appareil_nom: 'Mon téléphone',
  nom: 'Camille Exemple',
  admin: false,
}

describe('what is said when it does not work', () => {
  const cases: [string, () => Response | Promise<Response>, RegExp][] = [
    ['unknown, expired or used', () => json({ reason: 'unknown' }, 404), /ne marche pas, ou plus/],
    ['too many tries', () => json({ reason: 'too-many' }, 429), /Trop d’essais/],
    ['no network', () => Promise.reject(new TypeError('failed')), /Pas de réseau/],
    ['a captive portal', () => new Response('<html>Wifi gratuit</html>'), /Pas de réseau/],
    ['a broken server', () => json({ reason: 'server' }, 500), /serveur ne répond pas comme prévu/],
  ]
  for (const [name, answer, said] of cases) {
    test(name, async () => {
      wire(answer)
      const entered = open('un-secret')
      go()
      expect((await screen.findByRole('alert')).textContent).toMatch(said)
      expect(entered).toEqual([])
    })
  }
})

test('the link and the name of the device go to the server, and the session comes back', async () => {
  wire(() => json(identity))
  const entered = open('un-secret')
  fireEvent.input(screen.getByLabelText('Nom de cet appareil'), { target: { value: 'Mon téléphone' } })
  go()
  await expect.poll(() => entered.length).toBe(1)
  expect(sent).toMatchObject([{ secret: 'un-secret', appareil: 'Mon téléphone' }])
  expect(entered[0]).toMatchObject({ personne: 'pro-camille', nom: 'Camille Exemple', appareil_nom: 'Mon téléphone' })
})

test('without a link the short code is asked', async () => {
  wire(() => json(identity))
  open(null)
  fireEvent.input(screen.getByLabelText('Code d’invitation'), { target: { value: ' PMF43-EG92D ' } })
  go()
  await expect.poll(() => sent).toMatchObject([{ code: 'PMF43-EG92D' }])
})

describe('the secret of the address', () => {
  for (const address of ['/#i=secret_1-2', '/entrer#secret_1-2']) {
    test(`is read from ${address} and removed at once`, () => {
      history.replaceState(null, '', address)
      expect(takeInvitation()).toBe('secret_1-2')
      expect(location.href).not.toContain('secret')
      expect(location.pathname).toBe('/')
      expect(takeInvitation()).toBeNull()
    })
  }
})
