// The theme of a séance of practice exchanges: one that its participants chose (R-ECH-01).
import { path } from '../../domain/id.ts'
import { shownValue } from '../../domain/register.ts'
import type { FicheView } from '../../store/index.ts'
import { lignesDe } from '../../suivi/groupe.ts'
import { CHOIX_THEMES, sameTheme } from '../../suivi/themes.ts'
import { useCarnet } from '../carnet.ts'
import { ecrire } from './ecrire.ts'
import { Coche, Vif } from './saisie.tsx'
import type { GroupeVu } from './use-groupe.ts'

/** The theme: one that the participants retained, or one they agree on today (R-ECH-01). */
export function Theme({ vu, fiche, date }: { vu: GroupeVu; fiche: FicheView; date: string | null }) {
  const { db } = useCarnet()
  const kept = vu.monde.fiches.filter(({ gabarit }) => gabarit === CHOIX_THEMES).flatMap((one) => lignesDe(one, 'themes_retenus'))
  const value = shownValue(fiche.registers, path('theme'))
  const agreed = shownValue(fiche.registers, path('choisi_par_participants'))
  const isKept = kept.some(({ theme }) => sameTheme(theme, value))
  return (
    <section class="bloc">
      <h2>Thème</h2>
      {kept.length > 0 && (
        <ul class="etiquettes choix-theme">
          {kept.map(({ theme, seance }) => (
            <li key={String(theme)}>
              <button
                type="button"
                class="etiquette teinte-autre"
                aria-pressed={sameTheme(theme, value)}
                onClick={() => void ecrire(db, fiche, { [path('theme')]: String(theme), [path('choisi_par_participants')]: true }).catch(() => undefined)}
              >
                {String(theme)}
                {seance === date ? ' (prévu ce jour)' : ''}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Vif fiche={fiche} at={path('theme')} libelle={kept.length > 0 ? 'Ou un autre thème' : 'Thème de la séance'} />
      {typeof value === 'string' && value !== '' && !isKept && (
        <>
          <Coche checked={agreed === true} ecrire={(oui) => ecrire(db, fiche, { [path('choisi_par_participants')]: oui })}>
            Les participants sont d’accord avec ce thème
          </Coche>
          {agreed !== true && <p class="detail">Sans leur accord, ce thème n’est pas retenu et le compte rendu ne peut pas être validé.</p>}
        </>
      )}
    </section>
  )
}
