// The sheet that rises over a screen: a modal dialog of the browser, closed by its cross, by Escape or beside it.
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './Icon.tsx'

interface SheetProps {
  titre: string
  onClose(): void
  children: ComponentChildren
  /** one more thing at the head, beside the cross */
  tete?: ComponentChildren
  classe?: string
}

/** Shown as long as it is rendered; `onClose` is asked, never forced: what was typed is the caller's. */
export function Sheet({ titre, onClose, children, tete, classe }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const name = useId()
  // Before the browser paints, inside the touch that asked for it: phones raise the keyboard only then.
  useLayoutEffect(() => {
    const opener = document.activeElement
    const shown = dialog.current
    shown?.showModal()
    return () => {
      shown?.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does by the keyboard what a touch beside the sheet does
    <dialog
      ref={dialog}
      class={classe ? `feuille ${classe}` : 'feuille'}
      aria-labelledby={name}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class="feuille-tete">
        <h2 id={name}>{titre}</h2>
        {tete}
        <button type="button" class="rond" aria-label="Fermer" onClick={onClose}>
          <Icon name="croix" />
        </button>
      </div>
      <div class="feuille-corps">{children}</div>
    </dialog>
  )
}
