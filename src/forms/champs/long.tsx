// A long text: a sheet that grows with what is written.
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { InputProps, TypeChamp } from '../champ.ts'
import type { Long } from '../schema.ts'
import { texte } from './formes.ts'
import { Reste, tropLong } from './reste.tsx'

type Reponse = string | null

interface FeuilleProps {
  id: string
  value: string
  onChange(value: string): void
  describedBy: string | undefined
  invalid: boolean
}

const grows = () => typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')

/** A text area as tall as its text. The style sheet does it where it can; elsewhere it only ever grows, no jump. */
export function Feuille({ id, value, onChange, describedBy, invalid }: FeuilleProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const { current } = area
    if (current && !grows() && current.scrollHeight > current.clientHeight) {
      current.style.height = `${current.scrollHeight + 2}px`
    }
  }, [value])
  return (
    <textarea
      ref={area}
      id={id}
      class="f-texte f-feuille"
      rows={3}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
    />
  )
}

function Input({ id, champ, value, onChange, describedBy, invalid }: InputProps<Long, Reponse>) {
  return (
    <>
      <Feuille id={id} value={value ?? ''} onChange={onChange} describedBy={describedBy} invalid={invalid} />
      <Reste texte={value ?? ''} max={champ.longueur_max} />
    </>
  )
}

export const long = {
  reponse: texte,
  empty: null,
  accepts: (reponse, champ) => tropLong(reponse, champ.longueur_max) ?? true,
  read: (reponse) => reponse ?? '',
  groupe: false,
  Input,
} satisfies TypeChamp<Long, Reponse>
