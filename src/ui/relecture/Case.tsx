// A box whose tick is a write: it shows what was asked at once, and goes back when nothing was written.
import type { ComponentChildren } from 'preact'
import { useAsked } from '../touches.ts'

interface Props {
  checked: boolean
  /** false: nothing was written */
  onChange(checked: boolean): Promise<boolean>
  children: ComponentChildren
}

export function Case({ checked, onChange, children }: Props) {
  const [shown, ask] = useAsked(checked, onChange)
  return (
    <label class="choix">
      <input
        type="checkbox"
        checked={shown}
        onChange={(event) => ask(event.currentTarget.checked)}
      />
      <span class="rang-corps">{children}</span>
    </label>
  )
}
