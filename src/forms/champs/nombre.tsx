// A number, with its unit; the comma is the French one. What is no number is kept as it was typed, and said.
import { useState } from 'preact/hooks'
import * as z from 'zod/mini'
import { champKeys, colonneKeys, type InputProps, type TypeChamp } from '../champ.ts'

const own = {
  type: z.literal('nombre'),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  unite: z.optional(z.string()),
  calcul: z.optional(z.string()),
}
const Nombre = z.strictObject({ ...champKeys, ...own })
type Nombre = z.infer<typeof Nombre>
export const NombreColonne = z.strictObject({ ...colonneKeys, ...own })

const Reponse = z.nullable(z.union([z.number(), z.string()]))
type Reponse = z.infer<typeof Reponse>

/** The number a person typed; the text itself when it is none; null when empty. */
export function readNombre(text: string): Reponse {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.').replace(/\.$/, '')
  if (bare === '') return null
  return /^[-+]?(\d+(\.\d+)?|\.\d+)$/.test(bare) ? Number(bare) : text
}

export const writeNombre = (value: number): string => value.toLocaleString('fr-FR', { maximumFractionDigits: 6, useGrouping: false })

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
  champ: Nombre,
  reponse: Reponse,
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
