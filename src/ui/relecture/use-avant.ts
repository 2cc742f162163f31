// What was answered before the visit, in words, by path of the answer given after: of a table, row by row.
import { useMemo } from 'preact/hooks'
import type { Json } from '../../domain/json.ts'
import { isBlank } from '../../forms/condition.ts'
import { champOf, lignesOf } from '../../forms/champs/table-champ.ts'
import type { Champ } from '../../forms/gabarit.ts'
import { avantOf, regardOf, type Vis } from '../../forms/regard.ts'
import { readReponse } from '../../forms/read-reponse.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import type { FicheIci } from './use-dossier.ts'

type Cells = Record<string, Json>
const cellsOf = (value: Json): Cells[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : []

function ofTable(table: string, vis: Vis, ici: FicheIci): [string, string][] {
  const { champ, cle, colonnes = {}, reponse } = vis
  if (champ.type !== 'table' || !cle || !Array.isArray(reponse)) return []
  const before = reponse.flatMap(cellsOf)
  return lignesOf(table, ici.fiche.registers).flatMap(({ id, cells }) => {
    const row = before.find((one) => !isBlank(one[cle]) && one[cle] === cells[cle])
    if (!row) return []
    return Object.entries(colonnes).flatMap(([here, there]): [string, string][] => {
      const colonne = champ.colonnes.find((one) => one.id === there)
      return colonne
        ? [[`${table}/${id}/${here}`, readReponse(champOf(colonne, champ) as Champ, row[there] ?? null, {})]]
        : []
    })
  })
}

/** What was said before the visit, by champ of the fiche that is read again. */
export function useAvant(fiches: readonly FicheIci[], ici: FicheIci | null): Readonly<Record<string, string>> {
  return useMemo(() => {
    const before = ici && fiches.find(({ gabarit }) => gabarit.id === avantOf(ici.gabarit.id))
    if (!ici || !before) return {}
    const regard = regardOf(ici.gabarit, before.gabarit, reponsesOf(before.gabarit, before.fiche.registers))
    return Object.fromEntries(
      Object.entries(regard).flatMap(([champ, vis]): [string, string][] =>
        vis.champ.type === 'table' ? ofTable(champ, vis, ici) : [[champ, readReponse(vis.champ, vis.reponse, {})]],
      ),
    )
  }, [fiches, ici])
}
