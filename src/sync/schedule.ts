// When this device meets its server: at start, soon after a change, when the network or the person comes back, at the
// server's poke, now and then. One round at a time in the whole browser, safe to cut off anywhere and to run again.
import type { Database } from '../store/database.ts'
import { live } from '../store/live.ts'
import { lastRound, outboxNow, recordRound, unsentCount } from '../store/rounds.ts'
import { alone } from './alone.ts'
import { listen } from './events.ts'
import { type RoundResult, round, type Transport } from './round.ts'
import { createSubject, type Observable, type Phase, type SyncState } from './status.ts'
import { createTransport, type Fetch } from './transport.ts'

interface SyncOptions {
  transport?: Transport
  fetch?: Fetch
  /** server-sent events; not in the tests */
  events?: boolean
}

export interface Sync {
  /** Runs a round at once; resolves when it and the files after it ended, well or not. */
  now(): Promise<void>
  readonly state: Observable<SyncState>
  stop(): void
}

/** ms */
const AFTER_CHANGE = 3_000
const AT_LATEST = 15_000
const TIMER = 60_000
/** While somebody types, the outbox is looked at a few times a second, not at each key. */
const REST = 400
const FIRST_RETRY = 2_000
const LAST_RETRY = 300_000
const FORGET = 600_000

const phases: Record<Extract<RoundResult, { ok: false }>['reason'], Phase> = {
  offline: 'offline',
  'signed-out': 'signed-out',
  revoked: 'revoked',
  'too-big': 'server-error',
  outdated: 'outdated',
  server: 'server-error',
}
/** Nothing but an act of the person changes these: the timer leaves them alone. */
const isFinal = (phase: Phase): boolean => phase === 'signed-out' || phase === 'revoked' || phase === 'outdated'

/** Keeps this device and the server together until `stop`. */
export function startSync(db: Database, options: SyncOptions = {}): Sync {
  const transport = options.transport ?? createTransport(options.fetch)
  const state = createSubject<SyncState>({ phase: 'idle', sent: 0, total: 0, lastRound: null, reason: null })
  let stopped = false
  let failures = 0
  let due = Number.POSITIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  /** A round in `ms` at the latest; an earlier one stands. */
  function plan(ms: number): void {
    const at = Date.now() + ms
    if (stopped || at >= due) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(() => void run(), ms)
  }

  function run(): Promise<void> {
    clearTimeout(timer)
    due = Number.POSITIVE_INFINITY
    if (running) {
      // It may have begun before the change that asks: one more, however many ask.
      next ??= running.then(() => {
        next = null
        return run()
      })
      return next
    }
    const asked = Date.now()
    running = alone(db.personne, () => oneRound(asked))
      .catch(() => {
        // The database failed under the round; where it is used the failure is shown, here it is tried again.
        failures++
        state.set({ phase: 'idle', reason: 'store' })
      })
      .finally(() => {
        running = null
        if (!isFinal(state.value.phase)) plan(failures > 0 ? pause(failures) : TIMER)
      })
    return running
  }

  async function oneRound(asked: number): Promise<void> {
    if (stopped) return
    const last = await lastRound(db)
    // Another tab did it while this one waited for its turn. A round of the future was written by a clock since put
    // right: it says nothing, and must not keep this device from its server for as long as the clock was wrong.
    if (last && last.began >= asked && last.at <= Date.now()) return state.set({ phase: 'idle', lastRound: last.at, reason: null })
    const began = Date.now()
    state.set({ phase: 'sending', sent: 0, total: await unsentCount(db) })
    const result = await round(db.store, transport)
    if (!result.ok) {
      failures++
      if (result.retryAfter !== undefined) plan(result.retryAfter * 1_000)
      return state.set({ phase: phases[result.reason], reason: result.reason })
    }
    failures = 0
    await recordRound(db, began)
    state.set({ phase: 'idle', sent: state.value.total, lastRound: Date.now(), reason: null })
    carry()
  }

  // A memo whose page died while it recorded is whole again at the next start, network or not.
  // Then each file that waits has its second copy.
  void import('../store/memos.ts')
    .then(({ finishMemos }) => finishMemos(db))
    .then(async () => (await import('../store/copies.ts')).tidyCopies(db))
    .catch(() => undefined)

  // What is to be forgotten on a day is, network or not (R-APP-04).
  const forget = (): void =>
    void import('../store/oubli.ts').then(({ forgetDue }) => forgetDue(db)).catch(() => undefined)
  forget()
  const forgetting = setInterval(forget, FORGET)

  // Files go after the text that names them, under a lock of their own: a round does not wait for them.
  let carrying: Promise<void> | null = null
  let isAsked = false
  let setbacks = 0
  function carry(): void {
    isAsked = carrying !== null
    carrying ??= alone(`${db.personne}/pieces`, async () => {
      if (stopped) return
      const { exchangePhotos } = await import('./photos.ts')
      const outcome = await exchangePhotos(db, options.fetch)
      setbacks = outcome === 'stopped' ? setbacks + 1 : 0
      if (outcome !== 'stopped') await (await import('./originals.ts')).keepOriginals(db, options.fetch)
    })
      .catch(() => undefined) // a database that fails is shown where it is used
      .finally(() => {
        carrying = null
        // What was asked for meanwhile was not in its list.
        if (isAsked && !stopped && setbacks === 0) carry()
        if (setbacks > 0 && !isFinal(state.value.phase)) plan(pause(setbacks))
      })
  }

  // A screen shows a file that is not here: it is fetched without waiting for the next round.
  const wanted = live(() => db.dexie.photos.where('state').equals('wanted').count(), REST).subscribe(
    (count) => count > 0 && carry(),
    () => undefined,
  )

  // Drafts travel: soon after the last key, and now and then while somebody types on and on.
  let firstChange: number | null = null
  let quiet: ReturnType<typeof setTimeout> | undefined
  const outbox = live(() => outboxNow(db), REST).subscribe(
    ({ last, unsent }) => {
      if (state.value.phase === 'sending') state.set({ sent: Math.max(0, state.value.total - unsent) })
      if (!last || last.sealed || isFinal(state.value.phase)) {
        firstChange = null
        return
      }
      firstChange ??= Date.now()
      clearTimeout(quiet)
      quiet = setTimeout(() => {
        firstChange = null
        // While the way is closed, the retries have their own rhythm.
        if (failures === 0) plan(0)
      }, Math.max(0, Math.min(AFTER_CHANGE, firstChange + AT_LATEST - Date.now())))
    },
    () => undefined, // a database that cannot be read is shown where it is used; the timer goes on
  )

  let events = { close() {} }
  const follow = () => {
    events.close()
    events = options.events !== false && isVisible() ? listen(() => void run()) : { close() {} }
  }
  const comeBack = () => {
    follow()
    // On the way out, a last try for what is still unsent; on the way in, what happened meanwhile.
    void run()
  }
  const online = () => {
    failures = 0
    void run()
  }
  globalThis.document?.addEventListener('visibilitychange', comeBack)
  globalThis.addEventListener?.('online', online)
  globalThis.addEventListener?.('pageshow', online)
  follow()
  plan(0)

  return {
    async now() {
      await run()
      await carrying
    },
    state,
    stop() {
      stopped = true
      clearTimeout(timer)
      clearTimeout(quiet)
      clearInterval(forgetting)
      outbox.unsubscribe()
      wanted.unsubscribe()
      events.close()
      globalThis.document?.removeEventListener('visibilitychange', comeBack)
      globalThis.removeEventListener?.('online', online)
      globalThis.removeEventListener?.('pageshow', online)
    },
  }
}

const isVisible = (): boolean => globalThis.document?.visibilityState !== 'hidden'

/** Two seconds, then twice as long each time up to five minutes, never quite the same for two phones. */
const pause = (failures: number): number =>
  Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.min(failures - 1, 8)) * (0.75 + Math.random() / 2)
