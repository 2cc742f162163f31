// A box whose tick is a write: it shows what was asked at once, and goes back when nothing was written.
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

interface Props {
  checked: boolean
  /** false: nothing was written */
  onChange(checked: boolean): Promise<boolean>
  children: ComponentChildren
}

export function Case({ checked, onChange, children }: Props) {
  const [asked, setAsked] = useState<boolean | null>(null)
  useEffect(() => setAsked(null), [checked])
  const back = (): void => setAsked(null)
  return (
    <label class="choix">
      <input
        type="checkbox"
        checked={asked ?? checked}
        onChange={(event) => {
          const wanted = event.currentTarget.checked
          setAsked(wanted)
          onChange(wanted).then((done) => done || back(), back)
        }}
      />
      <span class="rang-corps">{children}</span>
    </label>
  )
}
