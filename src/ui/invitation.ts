// The secret of an invitation, in the fragment of the link: read once, gone from the address and the history at once.
// Two forms lead in: `/#i=<secret>`, and `/entrer#<secret>`, which the server prints.
/** The secret that the address bears, or null. */
export function takeInvitation(): string | null {
  const fragment = location.hash.slice(1)
  const secret = location.pathname === '/entrer' ? fragment : new URLSearchParams(fragment).get('i')
  if (location.pathname === '/entrer') history.replaceState(null, '', '/')
  else if (secret !== null) history.replaceState(null, '', location.pathname + location.search)
  return secret || null
}
