// What the rules say of an immersion being planned: never a block. A long one is asked its reason (R-SPRO-03), two
// structures of no common local group are pointed out (R-SPRO-01).
import type { Immersion } from '../../domain/collections.ts'
import { isHorsGroupe, isLongue } from '../../suivi/spro-regles.ts'
import { useCarnet } from '../carnet.ts'
import { DureeImmersion } from '../insertion/DureeImmersion.tsx'

type Champs = Pick<
  Immersion,
  'dispositif' | 'dates' | 'heure_debut' | 'heure_fin' | 'structure_appartenance' | 'structure_accueil' | 'motif_duree'
> &
  Partial<Pick<Immersion, 'salarie_repere'>>

interface Props {
  fields: Champs
  set(part: { motif_duree: string | null }): void
}

export function ReglesImmersion({ fields, set }: Props) {
  const { annuaire } = useCarnet()
  return (
    <>
      {fields.dispositif === 'immersion_salarie' && <DureeImmersion fields={fields} />}
      {isLongue(fields) && (
        <div class="champ-simple">
          <label for="motif-duree">Pourquoi plus d’une demi-journée ?</label>
          <span class="aide" id="motif-duree-aide">
            Une immersion dépasse rarement la demi-journée. Dites ce que ce temps permettra de voir.
          </span>
          <textarea
            id="motif-duree"
            class="saisie"
            rows={3}
            aria-describedby="motif-duree-aide"
            value={fields.motif_duree ?? ''}
            onInput={(e) => set({ motif_duree: e.currentTarget.value || null })}
          />
        </div>
      )}
      {annuaire && isHorsGroupe(fields, annuaire) && (
        <p class="annonce" role="status">
          Ces deux structures ne sont pas du même groupe local. Vous pouvez continuer ; parlez-en à votre responsable.
        </p>
      )}
    </>
  )
}
