// A text completed from names known on this device, offline: the combobox of the ARIA practices. What is typed is kept
// as typed; a chosen name is kept as its id. Loaded with the gabarits that have such a champ (late.tsx).
import { useContext, useState } from 'preact/hooks'
import type { Referentiel } from '../schema.ts'
import type { Choix } from '../contexte.ts'
import { Formulaire } from '../formulaire.ts'
import { plainWords } from '../../domain/plain-words.ts'
import { proposalsOf } from './propositions.ts'
import { Reste } from './reste.tsx'

const MOST = 8

/** The first names that have all these words. There may be thousands: it stops at those that are shown. */
function proposed(known: readonly Choix[], text: string): Choix[] {
  const words = plainWords(text).split(' ')
  const found: Choix[] = []
  for (const choix of known) {
    if (found.length === MOST) break
    const here = choix.cherche ?? plainWords(`${choix.libelle} ${choix.detail ?? ''} ${choix.id}`)
    if (words.every((word) => here.includes(word))) found.push(choix)
  }
  return found
}

export interface CompletionProps {
  id: string
  champ: { id: string; libelle: string; longueur_max?: number | undefined }
  referentiel: Referentiel
  value: string | null
  onChange(value: string): void
  describedBy: string | undefined
  invalid: boolean
}

export function Completion({ id, champ, referentiel, value, onChange, describedBy, invalid }: CompletionProps) {
  const { contexte } = useContext(Formulaire)
  const [open, setOpen] = useState(false)
  const [current, setCurrent] = useState(-1)
  const known = proposalsOf(referentiel, contexte)
  const chosen = known.find((choix) => choix.id === value)
  // A job is kept by its name, save in the champ of its code, which shows the code and tells the name under it.
  const isCode = champ.id === 'code_rome'
  const keptAs = (choix: Choix) => (referentiel === 'rome' && !isCode ? choix.libelle : choix.id)
  const text = chosen && !isCode && keptAs(chosen) !== chosen.libelle ? chosen.libelle : (value ?? '')
  const proposals = open ? proposed(known, chosen && !isCode ? '' : text) : []
  const shown = proposals.length > 0
  const choose = (choix: Choix) => {
    onChange(keptAs(choix))
    setOpen(false)
  }
  const type = (typed: string) => {
    const same = known.find((choix) => choix.libelle === typed)
    onChange(same ? keptAs(same) : typed)
    setOpen(true)
    setCurrent(-1)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setCurrent(Math.max(-1, Math.min(proposals.length - 1, current + step)))
    } else if (event.key === 'Escape' && shown) {
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'Enter' && shown && current >= 0) {
      event.preventDefault()
      const choix = proposals[current]
      if (choix) choose(choix)
    }
  }
  return (
    <div class="f-completion">
      <input
        id={id}
        class="f-texte"
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={`${id}-liste`}
        aria-activedescendant={shown && current >= 0 ? `${id}-choix-${current}` : undefined}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        autocomplete="off"
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      <div id={`${id}-liste`} role="listbox" aria-label={champ.libelle} hidden={!shown} class="f-propositions">
        {proposals.map((choix, index) => (
          <div
            key={`${choix.id} ${choix.libelle}`}
            id={`${id}-choix-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            // Before the input loses focus, or the list would be gone when the finger is lifted.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(choix)}
            onKeyDown={() => undefined}
          >
            {choix.libelle}
            {choix.detail ? <small>{choix.detail}</small> : null}
          </div>
        ))}
      </div>
      <Reste texte={value ?? ''} max={champ.longueur_max} />
      {isCode && chosen ? <p class="f-aide">{chosen.libelle}</p> : null}
      {isCode && contexte.Metier ? <contexte.Metier /> : null}
    </div>
  )
}
