// The one Trusted Types policy of the app (`trusted-types carnet` in the CSP): script URLs of our own origin.
interface Policy {
  createScriptURL(url: string): string
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy
}

const rules: Policy = {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`not a script of this app: ${url}`)
    return url
  },
}

let policy: Policy | undefined

/**
 * A URL that a worker or the service worker may be started from.
 * @throws TypeError when it is of another origin
 */
export function scriptUrl(url: string): string {
  // TypeScript's DOM does not know Trusted Types; a browser without them takes the plain text.
  const factory = (globalThis as unknown as { trustedTypes?: Factory }).trustedTypes
  policy ??= factory ? factory.createPolicy('carnet', rules) : rules
  return policy.createScriptURL(url)
}
