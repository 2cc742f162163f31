// The reminder of R-ETH-03 under what is written outside a form: while one writes, and as long as a word looks like somebody.
import { Alertes } from '../../forms/champs/anonymat.tsx'
import { useCarnet } from '../carnet.ts'

export function Anonymat({ texte, ouvert }: { texte: string; ouvert: boolean }) {
  const { annuaire } = useCarnet()
  const connus = (annuaire?.structures ?? []).map(({ nom }) => nom)
  return <Alertes texte={texte} connus={connus} rappel={ouvert} classe="aide" />
}
