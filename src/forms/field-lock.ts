// One field is written in one tab at a time: the id of an operation that was not sent yet does not change when it is
// replaced in place, so that a second tab could write over it without having shown it (sync.md 6.13). A soft lock of the
// browser: it dies with its tab. Where locks do not exist, a field is never elsewhere.

export interface FieldLock {
  /** another tab writes here */
  readonly elsewhere: boolean
  /** the field is entered */
  take(): void
  /** the field is left; what is on its way is kept first */
  leave(kept: Promise<void>): void
  /** writes here anyway: the other tab is told */
  steal(): void
}

const none: FieldLock = { elsewhere: false, take: () => undefined, leave: () => undefined, steal: () => undefined }

/**
 * The lock of a field, not yet asked for.
 * @param name who writes what, null: nobody else can
 * @param tell called when `elsewhere` changes
 * @param entered called when the field is this tab's after having been another's
 */
export function createFieldLock(name: string | null, tell: () => void, entered: () => void): FieldLock {
  const locks = name === null ? undefined : globalThis.navigator?.locks
  if (name === null || !locks) return none
  let wanted = false
  let elsewhere = false
  let asked = false
  let letGo: (() => void) | null = null

  const say = (next: boolean): void => {
    if (elsewhere === next) return
    elsewhere = next
    if (!next && wanted) entered()
    tell()
  }
  const hold = (): Promise<void> | undefined => {
    asked = false
    const kept = wanted ? new Promise<void>((resolve) => (letGo = resolve)) : undefined
    say(false)
    return kept
  }
  const failed = (): void => {
    asked = false
    // Taken over by another tab while it was ours.
    if (letGo === null) return
    letGo = null
    say(true)
    wait()
  }
  // Until the other tab lets go; if nobody is in the field then, the lock goes back at once.
  const wait = (): void => {
    asked = true
    locks.request(name, hold).catch(failed)
  }

  return {
    get elsewhere() {
      return elsewhere
    },
    take() {
      wanted = true
      if (letGo || asked) return
      asked = true
      locks
        .request(name, { ifAvailable: true }, (lock) => {
          if (lock) return hold()
          say(true)
          wait()
          return undefined
        })
        .catch(failed)
    },
    leave(kept) {
      wanted = false
      void kept.then(() => {
        if (wanted) return
        letGo?.()
        letGo = null
      })
    },
    steal() {
      wanted = true
      // From this touch on: a key pressed before the lock is here must not be lost. What the other tab has on its way stays
      // a version beside it.
      say(false)
      // What waits for the lock gets it after us, and gives it back.
      locks.request(name, { steal: true }, hold).catch(failed)
    },
  }
}
