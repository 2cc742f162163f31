// One round at a time in the whole browser, whatever the number of tabs.

/** A tab that holds the lock for longer is frozen, ms. */
const LOCK_PATIENCE = 60_000

/** Runs the work when no other tab of this browser runs it. A lock dies with its tab; that of a frozen one is taken over. */
export async function alone(personne: string, work: () => Promise<void>): Promise<void> {
  const { locks } = globalThis.navigator ?? {}
  if (!locks) return work()
  const name = `carnet-sync:${personne}`
  let isMine = false
  const begin = () => {
    isMine = true
    return work()
  }
  try {
    await locks.request(name, { signal: AbortSignal.timeout(LOCK_PATIENCE) }, begin)
  } catch (error) {
    // Taken over by a tab that thought this one frozen: its round is as good as ours.
    if (isMine && error instanceof DOMException && error.name === 'AbortError') return
    if (isMine || !(error instanceof DOMException)) throw error
    await locks.request(name, { steal: true }, work)
  }
}
