// Who asks: the session behind a request's cookie.
import type { Context } from 'hono'
import { readToken } from './credential.ts'
import type { Devices, Found, Session } from './devices.ts'
import { isSecure, type OriginOptions } from './origin.ts'
import { Problem } from './problem.ts'

/** No session, or an ended one. */
export const signedOut = (): Problem =>
  new Problem(
    401,
    'signed-out',
    'Cet appareil n’est pas connecté. Ce qui est écrit ici est gardé : connectez-vous pour l’envoyer.',
  )
/** The device’s access was taken away. */
export const revoked = (): Problem =>
  new Problem(401, 'revoked', 'L’accès de cet appareil a été retiré. Adressez-vous à l’administration de votre réseau.')

export interface Sessions {
  find(c: Context): Promise<Found>
  /** @throws Problem 401 */
  sessionOf(c: Context): Promise<Session>
}

/** Who asks, from the credential of the device. */
export function createSessions(devices: Devices, origin: OriginOptions): Sessions {
  async function find(c: Context): Promise<Found> {
    const token = readToken(c, isSecure(c, origin))
    return token ? await devices.find(token) : { kind: 'signed-out' }
  }
  return {
    find,
    async sessionOf(c) {
      const found = await find(c)
      if (found.kind === 'signed-out') throw signedOut()
      if (found.kind === 'revoked') throw revoked()
      return found.session
    },
  }
}
