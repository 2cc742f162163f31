// « Écrire une autre réponse » where the answer is no plain text: the input of its champ, as in the form.
import { useId, useMemo, useState } from 'preact/hooks'
import type { Path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { noRegisters } from '../../domain/register.ts'
import { typeSimple } from '../../forms/champs/lecture.ts'
import { champOf } from '../../forms/champs/table-champ.ts'
import type { SaisieContexte } from '../../forms/contexte.ts'
import { Formulaire, type Partage } from '../../forms/formulaire.ts'
import { findChamp, type Gabarit } from '../../forms/gabarit.ts'
import type { ChampSimple } from '../../forms/schema.ts'

const none: ReadonlyMap<string, string> = new Map()

/** The champ or the column at this path; null: nothing that can be filled by itself (a signature is made in its fiche). */
export function champAt(gabarit: Gabarit, at: Path): ChampSimple | null {
  const [id = '', row, colonne] = at.split('/')
  const champ = findChamp(gabarit, id)
  if (!champ || (row !== undefined && colonne === undefined)) return null
  if (champ.type === 'table') {
    const found = champ.colonnes.find((one) => one.id === colonne)
    return found ? champOf(found, champ) : null
  }
  return champ.type === 'signature' ? null : champ
}

interface Props {
  champ: ChampSimple
  contexte: SaisieContexte
  keep(value: Json): void
}

export function AutreReponse({ champ, contexte, keep }: Props) {
  const id = useId()
  const type = typeSimple(champ)
  const [value, setValue] = useState<Json>(type.empty)
  // An input asks its form for names and photographs only.
  const partage = useMemo(() => ({ contexte }) as unknown as Partage, [contexte])
  return (
    <Formulaire.Provider value={partage}>
      <fieldset class="champ-simple">
        <legend id={`${id}-nom`}>Une autre réponse</legend>
        <type.Input
          id={id}
          champ={champ}
          value={value}
          onChange={setValue}
          describedBy={`${id}-nom`}
          invalid={false}
          interdits={none}
          slice={noRegisters()}
        />
        <button type="button" class="acte" onClick={() => keep(value)}>
          Garder cette réponse
        </button>
      </fieldset>
    </Formulaire.Provider>
  )
}
