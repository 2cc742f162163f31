// What could not be kept: each text can be copied elsewhere, and no screen is left with it without asking.
import { useLocation } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import { failedSaves, leaveUnkept } from '../saves.ts'
import { useObservable } from '../use-live.ts'
import { rawWords } from '../valeurs.ts'
import { Icon } from './Icon.tsx'
import { SecoursBouton } from './Secours.tsx'
import { Sheet } from './Sheet.tsx'

const wordsOf = (unkept: (typeof failedSaves)['value']['unkept']): [string, string][] =>
  [...unkept].flatMap(([place, set]) =>
    Object.entries(set)
      .filter(([path]) => !path.startsWith('$'))
      .map(([path, value]): [string, string] => [`${place} ${path}`, rawWords(value)])
      .filter(([, words]) => words !== ''),
  )

/** Each text that is not kept, with « Copier mon texte »; and a file of everything before it that is not sent. */
export function TextesNonEnregistres() {
  const texts = wordsOf(useObservable(failedSaves).unkept)
  const [copied, setCopied] = useState<{ key: string; done: boolean } | null>(null)
  return (
    <>
      <ul class="rangs">
        {texts.map(([key, words]) => (
          <li key={key} class="version">
            <p class="version-texte">{words}</p>
            <button
              type="button"
              class="geste"
              onClick={() =>
                void navigator.clipboard.writeText(words).then(
                  () => setCopied({ key, done: true }),
                  () => setCopied({ key, done: false }),
                )
              }
            >
              <Icon name="copie" taille={1.25} />
              {copied?.key === key && copied.done ? 'Copié' : 'Copier mon texte'}
            </button>
            {copied?.key === key && !copied.done && (
              <p class="detail" role="status">
                La copie n’a pas marché : sélectionnez le texte ci-dessus.
              </p>
            )}
          </li>
        ))}
      </ul>
      <SecoursBouton />
    </>
  )
}

/** While a text is on screen and nowhere else, a link or the back button asks first. */
export function GardeDepart() {
  const { unkept } = useObservable(failedSaves)
  const { route } = useLocation()
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  const holds = wordsOf(unkept).length > 0
  useEffect(() => {
    if (!holds) return undefined
    const here = location.href
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || link.hash) return
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target) return
      event.preventDefault()
      event.stopImmediatePropagation()
      setLeaving(() => () => route(link.pathname + link.search))
    }
    const onBack = (event: PopStateEvent) => {
      const there = location.pathname + location.search
      event.stopImmediatePropagation()
      history.pushState(null, '', here)
      setLeaving(() => () => route(there))
    }
    // Before the router, which listens on the way up.
    addEventListener('click', onClick, true)
    addEventListener('popstate', onBack, true)
    return () => {
      removeEventListener('click', onClick, true)
      removeEventListener('popstate', onBack, true)
    }
  }, [holds, route])
  if (!leaving) return null
  return (
    <Sheet titre="Partir sans ce texte ?" onClose={() => setLeaving(null)}>
      <p>Ce qui suit n’a pas pu être enregistré. Il est à l’écran, et nulle part ailleurs : copiez-le avant de partir.</p>
      <TextesNonEnregistres />
      <div class="gestes">
        <button type="button" class="acte" onClick={() => setLeaving(null)}>
          Rester ici
        </button>
        <button
          type="button"
          class="lien danger"
          onClick={() => {
            leaveUnkept()
            setLeaving(null)
            leaving()
          }}
        >
          Partir sans le texte
        </button>
      </div>
    </Sheet>
  )
}
