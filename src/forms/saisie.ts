// The one writer of a register: what is being typed, what was on screen when typing began, what is on its way.
// Invariants: one write in flight; the latest value wins; what could not be written stays; what somebody else changes
// never moves under the fingers. Pure of any screen.
import type { OpId, Path } from '../domain/id.ts'
import { type Json, sameValue } from '../domain/json.ts'
import { type Head, headsOf, type Registers, seenOf, shownValue, versionsOf } from '../domain/register.ts'

export interface Control {
  /** the value to show: what is being typed, else what is kept */
  readonly value: Json
  /** the different versions kept; more than one: a person must choose */
  readonly versions: Head[]
  /** a version that came from elsewhere while this one was open */
  readonly ailleurs: Head | null
  /** the last write was refused: the value is on screen and nowhere else */
  readonly echec: boolean
  /** something is not written yet */
  readonly unsaved: boolean
  receive(registers: Registers): void
  open(): void
  close(): void
  set(value: Json): void
  retry(): void
  /** resolves when nothing is on its way any more */
  quiet(): Promise<void>
  /** shows what came from elsewhere instead of what was being typed (which stays a version, if it was kept) */
  adopt(): void
  /** called after each change that screens should show */
  changed: () => void
}

/**
 * @param write keeps the value, replacing the heads `seen`; resolves after the commit, rejects when nothing was kept
 */
export function createControl(path: Path, first: Registers, write: (value: Json, seen: OpId[]) => Promise<OpId>): Control {
  let registers = first
  let isOpen = false
  let draft: { value: Json } | null = null
  let seen: OpId[] = []
  let known = new Set<OpId>()
  let last: OpId | null = null
  let flying = false
  let dirty = false
  let echec = false
  let headsAtCommit: readonly Head[] | undefined
  let running: Promise<void> = Promise.resolve()

  const begin = () => {
    // Only the version on screen is replaced: the others wait for a person to choose.
    seen = seenOf(registers, path)
    known = new Set(headsOf(registers, path))
    last = null
    draft = { value: shownValue(registers, path) }
  }

  const settle = () => {
    if (isOpen || flying || dirty || echec || !draft) return
    const heads = registers[path] ?? []
    const value = draft.value
    const arrived = last === null || heads.some((head) => head.o === last && sameValue(head.v, value))
    // Until the store shows the write, the screen keeps it; anything newer than the write wins over it.
    if (arrived || registers[path] !== headsAtCommit) draft = null
  }

  const pump = async () => {
    if (flying || !dirty || !draft) return
    flying = true
    const wasRefused = echec
    while (dirty && draft) {
      dirty = false
      const value: Json = draft.value
      try {
        last = await write(value, seen)
        seen = [last]
        known.add(last)
        echec = false
        headsAtCommit = registers[path]
      } catch {
        // Said by the screen; the next key, or the person, tries again. A newer text is tried at once.
        if (!dirty) {
          echec = true
          break
        }
      }
    }
    flying = false
    const before = control.value
    settle()
    // Most of the time nothing on screen changed: the text is the one that was typed.
    if (echec !== wasRefused || control.value !== before || control.ailleurs) control.changed()
  }

  const start = (): void => {
    if (!flying) running = pump()
  }

  const foreign = (): Head | null => {
    if (!isOpen || !draft || flying || dirty) return null
    const { value } = draft
    return (registers[path] ?? []).findLast((head) => !known.has(head.o) && !sameValue(head.v, value)) ?? null
  }

  const control: Control = {
    get value() {
      return draft ? draft.value : (shownValue(registers, path))
    },
    get versions() {
      return versionsOf(registers, path)
    },
    get ailleurs() {
      return foreign()
    },
    get echec() {
      return echec
    },
    get unsaved() {
      return flying || dirty || echec
    },
    receive(next) {
      registers = next
      settle()
    },
    open() {
      isOpen = true
      if (!draft) begin()
    },
    close() {
      isOpen = false
      settle()
      control.changed()
    },
    set(value) {
      if (!draft) begin()
      if (draft && !echec && !dirty && !flying && sameValue(draft.value, value)) return
      draft = { value }
      dirty = true
      control.changed()
      start()
    },
    retry() {
      dirty = draft !== null
      start()
    },
    quiet: () => running,
    adopt() {
      draft = null
      echec = false
      if (isOpen) begin()
      control.changed()
    },
    changed: () => {},
  }
  return control
}
