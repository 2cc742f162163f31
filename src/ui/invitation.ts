// The secret of an invitation, in the fragment of the link: read once, gone from the address and the history at once.
/** The secret of `/#i=…`, or null. */
export function takeInvitation(): string | null {
  const secret = new URLSearchParams(location.hash.slice(1)).get('i')
  if (secret === null) return null
  history.replaceState(null, '', location.pathname + location.search)
  return secret || null
}
