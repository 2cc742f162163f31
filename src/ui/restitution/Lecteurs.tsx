// Who will read a document once it is shared, by name: asked of the same policy as the server's.
import { useMemo } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { politiqueOf } from '../../domain/politique.ts'
import { useCarnet } from '../carnet.ts'
import { enteteDe, lectureDe } from '../lecture.ts'
import { Icon } from '../parts/Icon.tsx'
import type { FicheIci } from '../relecture/use-dossier.ts'

/** The names of the readers once shared, as far as this device knows. */
export function useLecteurs({ fiche, gabarit }: FicheIci, immersion: Immersion | null): string[] {
  const { annuaire } = useCarnet()
  return useMemo(() => {
    if (!annuaire) return []
    const { $auteur: auteur, $rattachement: rattachement } = fiche.data
    const entete = enteteDe(politiqueOf(gabarit), { auteur, immersion, rattachement, registers: fiche.registers })
    const shared = { ...entete, choix: { ...entete.choix, $etat: [{ etat: 'validee' }] } }
    return lectureDe(shared, annuaire).lecteurs.map(({ nom, fonction }) =>
      fonction ? `${nom} (${fonction.toLowerCase()})` : nom,
    )
  }, [annuaire, fiche, gabarit, immersion])
}

export function Lecteurs({ ici, immersion }: { ici: FicheIci; immersion: Immersion | null }) {
  const lecteurs = useLecteurs(ici, ici.fiche.data.$rattachement ? null : immersion)
  const shared = ici.fiche.data.$etat !== null
  return (
    <details class="lecteurs">
      <summary>
        <Icon name={shared ? 'oeil' : 'verrou'} taille={1.25} />
        <span>{shared ? 'Partagé' : 'Vous seul le lisez tant que vous ne l’avez pas partagé'}</span>
      </summary>
      <p class="detail">
        {shared ? 'Lu par : ' : 'Ensuite : '}
        {lecteurs.length > 0 ? lecteurs.join(', ') : 'personne que cet appareil connaisse'}.
      </p>
    </details>
  )
}
