// Addresses given to people.
import { networkInterfaces } from 'node:os'

/** Where an invitation opens. The secret is in the fragment, which no server, proxy or log ever sees. */
export const enrolLink = (publicUrl: string, secret: string): string =>
  `${publicUrl.replace(/\/$/, '')}/entrer#${secret}`

/** The addresses of this machine on its networks, for a phone beside it. */
export const localAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => one.family === 'IPv4' && !one.internal)
    .map((one) => one.address)
