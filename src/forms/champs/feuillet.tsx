// A sheet that rises over the form and asks one thing. The browser keeps the focus inside and gives it back.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface FeuilletProps {
  titre: string
  close(): void
  children: ComponentChildren
}

export function Feuillet({ titre, close, children }: FeuilletProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const { current } = dialog
    if (current && !current.open) current.showModal()
    return () => current?.close()
  }, [])
  return (
    <dialog ref={dialog} class="f-feuillet" aria-label={titre} onCancel={close}>
      <h3>{titre}</h3>
      {children}
      <button type="button" class="f-bouton f-principal" onClick={close}>
        Terminé
      </button>
    </dialog>
  )
}
