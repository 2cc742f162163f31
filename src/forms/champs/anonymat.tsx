// The reminder at the point of writing (R-ETH-03): functions, not identities; and what looks suspicious, once the hand
// rests. It never blocks.
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Json } from '../../domain/json.ts'
import { type Alerte, motifs, suspicions, textsOf } from '../anonymat.ts'
import { Formulaire } from '../formulaire.ts'

const REST_MS = 600

export function Anonymat({ value }: { value: Json }) {
  const { contexte } = useContext(Formulaire)
  const [alertes, setAlertes] = useState<Alerte[]>([])
  const text = textsOf(value).join('\n')
  useEffect(() => {
    if (text === '') {
      setAlertes([])
      return
    }
    const timer = setTimeout(() => {
      const connus = (contexte.structures ?? []).map(({ libelle }) => libelle)
      setAlertes(suspicions(text, connus))
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [text])
  const seen = [...new Set(alertes.map(({ motif, extrait }) => `« ${extrait} » (${motifs[motif]})`))]
  return (
    <p class={seen.length > 0 ? 'f-anonymat f-attention' : 'f-anonymat'} aria-live="polite">
      {seen.length > 0
        ? `À vérifier : ${seen.slice(0, 3).join(', ')}. Écrivez une fonction ou une situation, pas une identité.`
        : 'Personne ne doit pouvoir être reconnu : écrivez des fonctions, pas des noms.'}
    </p>
  )
}
