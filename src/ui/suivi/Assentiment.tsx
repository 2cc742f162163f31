// R-ETH-02: a guide asks first whether the people present agreed to somebody watching. After a refusal, the hour at which
// one withdrew and nothing else.
import { type OpId, type Path, path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { headsOf, shownValue } from '../../domain/register.ts'
import type { FicheView } from '../../store/index.ts'
import { optionsOf } from '../../forms/champs/liste.ts'
import { hourInWords, hourOf } from '../dates.ts'
import { ChoixUnique } from '../parts/Choix.tsx'
import { inTurn } from '../touches.ts'

export const ASSENTIMENT = path('assentiment_verifie')
const HEURE = path('heure_fin')

interface Props {
  champ: Parameters<typeof optionsOf>[0] & { libelle: string }
  fiche: FicheView
  readOnly: boolean
  write(at: Path, value: Json, replaced: OpId[]): Promise<OpId>
}

export function Assentiment({ champ, fiche: { id, registers }, readOnly, write }: Props) {
  const value = shownValue(registers, ASSENTIMENT)
  const heure = shownValue(registers, HEURE)
  const options = optionsOf(champ).map(({ id, libelle, aide }) => ({ id, libelle, ...(aide ? { aide } : {}) }))
  const put = (at: Path, next: Json) =>
    void inTurn(id, { [at]: headsOf(registers, at) }, (seen) => write(at, next, seen[at] ?? [])).catch(() => undefined) // the chip says it
  const refused = value === 'refus'
  return (
    <section class="bloc" aria-label="Assentiment">
      {readOnly ? (
        <p>
          {champ.libelle} : {options.find(({ id }) => id === value)?.libelle ?? 'pas de réponse'}
        </p>
      ) : (
        <ChoixUnique
          legende={champ.libelle}
          options={options}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => {
            put(ASSENTIMENT, next)
            // The hour is the fact itself: noted at once, it can be corrected.
            if (next === 'refus' && heure === null) put(HEURE, hourOf(new Date()))
          }}
        />
      )}
      {refused && (
        <div class="annonce">
          <strong>Retirez-vous, simplement.</strong>
          <p>
            Ne notez que l’heure{typeof heure === 'string' ? `, ${hourInWords(heure)}` : ''}. Ce que vous aviez écrit avant reste en
            brouillon, et ne sera pas retenu.
          </p>
          {!readOnly && (
            <div class="champ-simple">
              <label for="heure-retrait">Heure du retrait</label>
              <input
                id="heure-retrait"
                class="saisie"
                type="time"
                value={typeof heure === 'string' ? heure : ''}
                onChange={(e) => put(HEURE, e.currentTarget.value || null)}
              />
            </div>
          )}
        </div>
      )}
    </section>
  )
}
