// A part of a form whose code comes with the first gabarit that has it (load-gabarit.ts): a fiche loads only the inputs
// it shows. The service worker keeps them all, so that offline nothing is missing.
import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

interface Late<P> {
  (props: P): ComponentChildren
  /** Fetches the code; at once when it is there. @throws when it cannot be fetched now */
  load(): Promise<void>
  /** is the code here? */
  ready(): boolean
}

/** The component that `fetch` gives. Drawn at once when it was loaded before, as it is for the gabarit on screen. */
export function late<P extends object>(fetch: () => Promise<ComponentType<P>>): Late<P> {
  let Part: ComponentType<P> | null = null
  let asked: Promise<void> | null = null
  const load = (): Promise<void> => {
    asked ??= fetch().then(
      (found) => {
        Part = found
      },
      (error) => {
        asked = null // asked again the next time
        throw error
      },
    )
    return asked
  }
  function Place(props: P) {
    const [state, setState] = useState<'coming' | 'here' | 'failed'>('coming')
    useEffect(() => {
      if (!Part) load().then(() => setState('here'), () => setState('failed'))
    }, [])
    if (Part) return <Part {...props} />
    return state === 'failed' ? <p class="f-attention">Cette partie de la fiche n’a pas pu être chargée. Rouvrez la fiche avec du réseau.</p> : null
  }
  return Object.assign(Place, { load, ready: () => Part !== null })
}
