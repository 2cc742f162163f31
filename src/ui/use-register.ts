// One register written from a screen of the notebook, by the same writer as the champs of a form (forms/saisie.ts).
import { useEffect, useRef, useState } from 'preact/hooks'
import type { OpId, Path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import type { Registers } from '../domain/register.ts'
import { type Control, createControl } from '../forms/saisie.ts'

/** The writer of `path`; what somebody else changes never moves under the fingers. */
export function useRegister(
  path: Path,
  registers: Registers,
  write: (at: Path, value: Json, seen: OpId[]) => Promise<OpId>,
): Control {
  const [, redraw] = useState(0)
  const latest = useRef(write)
  latest.current = write
  const [control] = useState(() => createControl(path, registers, (value, seen) => latest.current(path, value, seen)))
  control.receive(registers)
  useEffect(() => {
    control.changed = () => redraw((n) => n + 1)
    return () => {
      control.changed = () => undefined
    }
  }, [control])
  return control
}
