// A form on a store in memory that behaves as the engine does: heads replaced as the base says, new arrays each time.
import { act, render } from '@testing-library/preact'
import type { OpId, Path } from '../../../src/domain/id.ts'
import type { Json } from '../../../src/domain/json.ts'
import type { Acces } from '../../../src/domain/politique.ts'
import { applyChange, type Registers, shownValue } from '../../../src/domain/register.ts'
import { FicheForm, type FicheFormProps } from '../../../src/forms/FicheForm.tsx'
import type { Gabarit } from '../../../src/forms/gabarit.ts'
import { type Reponses, reponsesOf } from '../../../src/forms/reponses.ts'
import { contexte, nextOp, registersWith } from './exemples.ts'

export interface Ecrit {
  set: Record<Path, Json>
  seen: Record<Path, OpId[]>
  acces: Acces | null
}

export function monter(gabarit: Gabarit, reponses: Reponses = {}, own: Partial<FicheFormProps> = {}) {
  let registers: Registers = registersWith(gabarit, reponses)
  const written: Ecrit[] = []
  let failing = false
  const put = (set: Record<Path, Json>, seen: Record<Path, OpId[]>, who = 'pro-camille') => {
    const o = nextOp()
    registers = applyChange(registers, { s: set, b: seen }, { o, t: 0, u: who as 'systeme', s: written.length + 2 })
    return o
  }
  const save: FicheFormProps['save'] = async (set, seen, acces) => {
    if (failing) throw new Error('quota')
    written.push({ set, seen, acces })
    return put(set, seen)
  }
  const element = () => (
    <FicheForm gabarit={gabarit} registers={structuredClone(registers)} contexte={contexte()} save={save} {...own} />
  )
  const view = render(element())
  return {
    ...view,
    written,
    /** the store tells the screen; all writes are done */
    refresh: () =>
      act(async () => {
        await new Promise((resolve) => setTimeout(resolve))
        view.rerender(element())
      }),
    /** somebody else writes */
    put: (path: string, value: Json) =>
      put({ [path]: value }, { [path]: (registers[path as Path] ?? []).map(({ o }) => o) }, 'pro-alix'),
    fail: (yes: boolean) => {
      failing = yes
    },
    valeur: (path: string) => shownValue(registers, path as Path),
    reponses: () => reponsesOf(gabarit, registers),
    registers: () => registers,
  }
}
