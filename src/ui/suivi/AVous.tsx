// The head of a dossier: what is up to the person who holds the device, before the path. A row says what the title does not.
import { useMemo } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { FicheView } from '../../store/index.ts'
import { echeancesDe } from '../../suivi/echeance.ts'
import { lireFiche } from '../../suivi/monde.ts'
import { sources } from '../../suivi/sources.ts'
import { attentesDe } from '../../suivi/spro-attente.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { Rang } from '../parts/Rang.tsx'
import { EcheanceRang } from './AFaire.tsx'
import { useMaintenant } from './use-monde.ts'
import './suivi.css'

interface Props {
  immersion: Immersion
  fiches: readonly FicheView[]
  immersions: readonly Immersion[]
}

export function AVous({ immersion, fiches, immersions }: Props) {
  const { moi, annuaire } = useCarnet()
  const maintenant = useMaintenant()
  const lues = useMemo(() => fiches.filter(({ data }) => data.$gabarit !== 'carnet-notes').map(lireFiche), [fiches])
  if (!annuaire) return null
  const monde = { moi: moi.personne, annuaire, immersions, fiches: lues, maintenant }
  const attentes = attentesDe(monde, immersion)
  const due = echeancesDe(monde, sources).filter(
    (one) => one.immersion === immersion.id && !one.id.startsWith('spro/suite/'),
  )
  const accueil = `/immersions/${immersion.id}/accueil`
  // The host's own screen stays one touch away, whatever is due.
  const hosts =
    immersion.accueillant === moi.personne &&
    immersion.dispositif !== 'immersion_salarie' &&
    due.every(({ lien }) => lien !== accueil)
  if (due.length === 0 && !hosts && attentes.length === 0) return null
  const known = [immersion.titre, nomDe(annuaire.structures, immersion.structure_accueil)]
  return (
    <section class="bloc">
      <h2>{due.length > 0 || hosts ? 'À vous' : 'En attente'}</h2>
      <ul class="rangs">
        {due.map(({ detail, ...one }) => (
          <EcheanceRang
            key={one.id}
            echeance={detail && !known.includes(detail) ? { ...one, detail } : one}
            today={maintenant.slice(0, 10)}
          />
        ))}
        {hosts && (
          <Rang
            href={accueil}
            icon="moi"
            titre={`Accueillir ${immersion.accueilli.map((id) => nomDe(annuaire.personnes, id)).join(', ') || 'votre visiteur'}`}
            detail="Qui vient, pourquoi, ce qu’il faut prévoir"
          />
        )}
      </ul>
      {attentes.map(({ quoi, qui }) => (
        <p key={quoi} class="detail">
          On attend {quoi} : {qui.join(', ')}.
        </p>
      ))}
    </section>
  )
}
