// The requests of the bourse: those that wait for me, mine, then those of the network.
import { useLocation } from 'preact-iso'
import { type Demande, peutEnvoyer } from '../../suivi/bourse-demandes.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { commencerDemande } from './actes.ts'
import { motsEnvoi } from './mots.ts'
import type { Bourse } from './use-bourse.ts'

export function Demandes({ bourse }: { bourse: Bourse }) {
  const carnet = useCarnet()
  const { route } = useLocation()
  const { monde, demandes, groupe } = bourse
  const waits = (one: Demande): boolean =>
    one.fiche.auteur !== monde.moi && (peutEnvoyer(one, 'acceptee', monde) || (one.envoi?.etat === 'deposee' && peutEnvoyer(one, 'envoyee', monde)))
  const mine = demandes.filter(({ fiche }) => fiche.auteur === monde.moi)
  const rest = demandes.filter((one) => one.fiche.auteur !== monde.moi && !waits(one))
  return (
    <>
      {groupe && (
        <button type="button" class="geste" onClick={() => void commencerDemande(carnet, null, bourse.offres).then((id) => route(`/fiches/${id}`))}>
          <Icon name="plus" taille={1.25} /> Faire une demande ouverte
        </button>
      )}
      {demandes.length === 0 && (
        <Tirage>
          <p>Aucune demande. Choisissez une offre, ou déposez une demande ouverte : elle reste un brouillon jusqu’à son envoi.</p>
        </Tirage>
      )}
      <Liste titre="Attendent votre réponse" demandes={demandes.filter(waits)} />
      <Liste titre="Vos demandes" demandes={mine} />
      <Liste titre="Dans le réseau" demandes={rest} />
    </>
  )
}

function Liste({ titre, demandes }: { titre: string; demandes: readonly Demande[] }) {
  const { annuaire } = useCarnet()
  if (demandes.length === 0) return null
  return (
    <section class="bloc">
      <h2>{titre}</h2>
      <ul class="rangs">
        {demandes.map(({ id, fiche, immersion, structure, envoi, offreVisee }) => (
          <li key={id}>
            <a class="rang" href={`/reseau/demande/${id}`}>
              <span class="rang-corps">
                <span class="rang-titre">{offreVisee ? `Vers ${offreVisee.nom}` : (immersion?.titre ?? 'Demande ouverte')}</span>
                <span class="rang-detail">
                  {nomDe(annuaire?.personnes, fiche.auteur)}, {nomDe(annuaire?.structures, structure)}
                </span>
              </span>
              <span class="fiche-etat" data-faite={envoi?.etat === 'acceptee' ? 'oui' : undefined}>
                {envoi ? motsEnvoi[envoi.etat] : 'Brouillon'}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
