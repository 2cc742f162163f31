// The soft lock of a field on screen, by the writer of its register.
import { useEffect, useRef, useState } from 'preact/hooks'
import { createFieldLock, type FieldLock } from './field-lock.ts'

interface Writer {
  open(): void
  close(): void
  quiet(): Promise<void>
}

/** `name` null: no lock. The field is let go when it leaves the screen, once what was typed is kept. */
export function useFieldLock(name: string | null, writer: Writer): FieldLock {
  const [, redraw] = useState(0)
  const latest = useRef(writer)
  latest.current = writer
  const held = useRef<{ name: string | null; lock: FieldLock } | null>(null)
  if (held.current?.name !== name) {
    const lock = createFieldLock(
      name,
      () => {
        if (lock.elsewhere) latest.current.close() // shows what the other tab writes
        redraw((n) => n + 1)
      },
      () => latest.current.open(),
    )
    held.current = { name, lock }
  }
  useEffect(() => () => held.current?.lock.leave(latest.current.quiet()), [name])
  return held.current.lock
}
