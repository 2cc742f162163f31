// Above what will be printed: the reminder that nobody must be recognised, and the passages that look like somebody.
import { useMemo } from 'preact/hooks'
import { useCarnet } from '../carnet.ts'
import type { FicheIci } from '../relecture/use-dossier.ts'
import { passagesOf } from '../restitution/passages.ts'

export function Rappel({ fiches }: { fiches: readonly Pick<FicheIci, 'fiche' | 'gabarit'>[] }) {
  const { annuaire } = useCarnet()
  const passages = useMemo(() => {
    const connus = [...(annuaire?.structures ?? []), ...(annuaire?.groupes ?? [])].map(({ nom }) => nom)
    return fiches.flatMap(({ fiche, gabarit }) => passagesOf(gabarit, fiche.registers, connus))
  }, [fiches, annuaire])
  return (
    <>
      <p class="detail">
        Une feuille se perd et se photographie : personne ne doit pouvoir y être reconnu.
        {passages.length > 0 ? ' À relire avant d’imprimer :' : ''}
      </p>
      {passages.length > 0 && (
        <ul class="i-suspect detail">
          {passages.map(({ cle, libelle, extrait, motif }) => (
            <li key={cle}>
              « {extrait} » ({motif}), dans « {libelle} »
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

interface OptionProps {
  label: string
  checked: boolean
  onChange(checked: boolean): void
}

/** One thing to tick before printing. */
export const Option = ({ label, checked, onChange }: OptionProps) => (
  <label class="choix">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>{label}</span>
  </label>
)
