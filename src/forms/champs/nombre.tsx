// A number, with its unit; the comma is the French one. What is no number is kept as it was typed, and said.
import { useState } from 'preact/hooks'
import type { InputProps, TypeChamp } from '../champ.ts'
import type { Nombre } from '../schema.ts'
import { nombreOuTexte } from './formes.ts'

type Reponse = number | string | null

/** The number a person typed; the text itself when it is none; null when empty. */
function readNombre(text: string): Reponse {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.').replace(/\.$/, '')
  if (bare === '') return null
  return /^[-+]?(\d+(\.\d+)?|\.\d+)$/.test(bare) ? Number(bare) : text
}

const writeNombre = (value: number): string => value.toLocaleString('fr-FR', { maximumFractionDigits: 6, useGrouping: false })

function Input({ id, champ, value, onChange, describedBy, invalid }: InputProps<Nombre, Reponse>) {
  const [typed, setTyped] = useState<string | null>(null)
  const stored = typeof value === 'number' ? writeNombre(value) : (value ?? '')
  // « 3, » is being typed while 3 is kept.
  const text = typed !== null && readNombre(typed) === value ? typed : stored
  return (
    <span class="f-nombre">
      <input
        id={id}
        class="f-texte f-court"
        type="text"
        inputMode="decimal"
        value={text}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          onChange(readNombre(event.currentTarget.value))
        }}
        onBlur={() => setTyped(null)}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        autocomplete="off"
      />
      {champ.unite ? <span class="f-unite">{champ.unite}</span> : null}
    </span>
  )
}

function accepts(reponse: Reponse, { min, max }: Nombre): ReturnType<TypeChamp<Nombre, Reponse>['accepts']> {
  if (reponse === null) return true
  if (typeof reponse === 'string') return { raison: 'type', message: `« ${reponse} » n’est pas un nombre.` }
  if (min !== undefined && reponse < min) return { raison: 'borne', message: `${writeNombre(min)} au moins.` }
  if (max !== undefined && reponse > max) return { raison: 'borne', message: `${writeNombre(max)} au plus.` }
  return true
}

export const nombre = {
  reponse: nombreOuTexte,
  empty: null,
  accepts,
  read: (reponse, champ) => {
    if (reponse === null) return ''
    const text = typeof reponse === 'number' ? writeNombre(reponse) : reponse
    return champ.unite ? `${text} ${champ.unite}` : text
  },
  groupe: false,
  Input,
} satisfies TypeChamp<Nombre, Reponse>
