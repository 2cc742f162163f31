// The reminder at the point of writing (R-ETH-03): functions, not identities; and what looks suspicious, once the hand
// rests. It never blocks.
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Json } from '../../domain/json.ts'
import type { Alerte } from '../anonymat.ts'
import { Formulaire } from '../formulaire.ts'

const REST_MS = 600

// What a person wrote in the answer; the ids of linked notes are no words of theirs.
const textOf = (value: Json): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.texte === 'string'
      ? value.texte
      : ''

export function Anonymat({ value }: { value: Json }) {
  const { contexte } = useContext(Formulaire)
  return <Alertes texte={textOf(value)} connus={(contexte.structures ?? []).map(({ libelle }) => libelle)} rappel />
}

interface AlertesProps {
  texte: string
  /** names that identify nobody: those of structures */
  connus: readonly string[]
  /** also while nothing looks suspicious */
  rappel: boolean
  classe?: string
}

/** The same reminder, for the screens where an answer is written outside its form. */
export function Alertes({ texte: text, connus, rappel, classe = 'f-anonymat' }: AlertesProps) {
  const [seen, setSeen] = useState<string[]>([])
  const names = connus.join('\n')
  useEffect(() => {
    if (text === '') {
      setSeen([])
      return
    }
    let gone = false
    const look = async () => {
      // Words and patterns are loaded when there is something to read; without them the reminder stands alone.
      const { motifs, suspicions } = await import('../anonymat.ts')
      const words = ({ motif, extrait }: Alerte) => `« ${extrait} » (${motifs[motif]})`
      if (!gone) setSeen([...new Set(suspicions(text, names.split('\n')).map(words))])
    }
    const timer = setTimeout(() => void look().catch(() => undefined), REST_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [text, names])
  if (seen.length === 0 && !rappel) return null
  return (
    <p class={seen.length > 0 ? `${classe} f-attention` : classe} aria-live="polite">
      {seen.length > 0
        ? `À vérifier : ${seen.slice(0, 3).join(', ')}. Écrivez une fonction ou une situation, pas une identité.`
        : 'Personne ne doit pouvoir être reconnu : écrivez des fonctions, pas des noms.'}
    </p>
  )
}
