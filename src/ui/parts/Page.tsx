// One screen of the notebook: where I am and the state of my writing at the top, the text, the pen when notes make sense.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { useCarnet } from '../carnet.ts'
import { screenShown } from '../first-screen.ts'
import { Icon } from './Icon.tsx'
import { StateChip } from './StateChip.tsx'

interface PageProps {
  /** title of the screen, read first by assistive tools */
  titre: string
  /** what the top line says: the place, or the document this screen belongs to */
  lieu?: string
  retour?: string
  /** words above and under the title */
  surtitre?: ComponentChildren
  chapeau?: ComponentChildren
  /** notes are taken here, for this immersion (null: for none) */
  plume?: DocId | null
  /** beside the page where there is room */
  volet?: ComponentChildren
  large?: boolean
  children: ComponentChildren
}

export function Page({ titre, lieu, retour, surtitre, chapeau, plume, volet, large, children }: PageProps) {
  const { takeNote } = useCarnet()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${titre} – Carnet d’immersion`
  }, [titre])
  // A new screen is announced from its title; the scroll starts where the browser says (back keeps its place).
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
    screenShown()
  }, [])
  return (
    <>
      <header class="haut">
        {retour !== undefined && (
          <a class="haut-retour" href={retour} aria-label="Retour">
            <Icon name="retour" />
          </a>
        )}
        <span class="haut-lieu">{lieu ?? 'Carnet d’immersion'}</span>
        <StateChip />
      </header>
      <div class="corps">
        {volet && (
          <nav class="volet" aria-label="Autres immersions">
            {volet}
          </nav>
        )}
        <main class={large ? 'page page-large' : 'page'} id="page" tabIndex={-1}>
          <div class="page-tete">
            {surtitre && <div class="surtitre">{surtitre}</div>}
            <h1 ref={heading} tabIndex={-1}>
              {titre}
            </h1>
            {chapeau}
          </div>
          {children}
        </main>
      </div>
      {plume !== undefined && (
        <button type="button" class="plume" onClick={() => takeNote({ immersion: plume })}>
          <Icon name="plume" />
          <span>Prendre une note</span>
        </button>
      )}
    </>
  )
}
