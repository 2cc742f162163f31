// The hook behind every input: one register, kept at each input event (see saisie.ts).
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Path } from '../domain/id.ts'
import type { Acces } from '../domain/politique.ts'
import type { Registers } from '../domain/register.ts'
import { Formulaire } from './formulaire.ts'
import type { Control } from './saisie.ts'

/** The writer of this register; the component is drawn again when it changes. */
export function useSaisie(path: Path, acces: Acces | null, registers: Registers): Control {
  const { controlOf } = useContext(Formulaire)
  const [, redraw] = useState(0)
  const control = controlOf(path, acces, registers)
  control.receive(registers)
  useEffect(() => {
    const changed = () => redraw((n) => n + 1)
    control.changed = changed
    return () => {
      if (control.changed === changed) control.changed = () => {}
    }
  }, [control])
  return control
}
