// Large targets to choose from, one or several, under one thumb. Real radios and boxes: arrows, space and screen
// readers work by themselves.
import type { Option } from '../schema.ts'

interface OptionsProps {
  id: string
  options: readonly Option[]
  type: 'radio' | 'checkbox'
  isChosen(option: string): boolean
  toggle(option: string, chosen: boolean): void
  interdits: ReadonlyMap<string, string>
  className?: string
}

export function Options({ id, options, type, isChosen, toggle, interdits, className }: OptionsProps) {
  return (
    <div class={`f-options ${className ?? ''}`}>
      {options.map((option, index) => {
        const chosen = isChosen(option.id)
        const interdit = interdits.get(option.id)
        const control = index === 0 ? id : `${id}-o-${option.id}`
        const aide = interdit ?? option.aide
        return (
          <label key={option.id} class="f-option" for={control}>
            <input
              id={control}
              type={type}
              name={id}
              value={option.id}
              checked={chosen}
              // A forbidden option that was already chosen can be left, never taken.
              disabled={interdit !== undefined && !chosen}
              aria-describedby={aide ? `${control}-note` : undefined}
              onChange={(event) => toggle(option.id, event.currentTarget.checked)}
            />
            <span>
              {option.libelle}
              {aide ? <small id={`${control}-note`}>{aide}</small> : null}
            </span>
          </label>
        )
      })}
    </div>
  )
}
