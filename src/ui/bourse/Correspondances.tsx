// The offers that fit a request, best first, each with its reasons: nothing decides in the person’s place.
import { correspondancesDe, type Demande } from '../../suivi/bourse-demandes.ts'
import { useCarnet } from '../carnet.ts'
import { Icon } from '../parts/Icon.tsx'
import { viser } from './actes.ts'
import type { Bourse } from './use-bourse.ts'

export function Correspondances({ bourse, demande }: { bourse: Bourse; demande: Demande }) {
  const carnet = useCarnet()
  const found = correspondancesDe(demande, bourse.offres, bourse.monde)
  if (found.length === 0) return null
  return (
    <section class="bloc">
      <h2>Offres qui peuvent convenir</h2>
      <p class="detail">Rangées par nombre de points qui conviennent. Vous choisissez.</p>
      <ul class="rangs">
        {found.map(({ offre, avis }) => (
          <li key={offre.id} class="bloc">
            <a class="rang" href={`/reseau/offre/${offre.id}`}>
              <span class="rang-corps">
                <span class="rang-titre">{offre.nom}</span>
                <span class="rang-detail">{offre.lieu}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
            <ul class="avis">
              {avis.map(({ sur, oui, mots }) => (
                <li key={sur} data-oui={oui ? 'oui' : undefined}>
                  <Icon name={oui ? 'coche' : oui === null ? 'question' : 'croix'} taille={1.25} />
                  <span>
                    <span class="lu">{oui ? 'Convient' : oui === null ? 'À vérifier' : 'Ne convient pas'} : </span>
                    {mots}
                  </span>
                </li>
              ))}
            </ul>
            <button type="button" class="geste" onClick={() => void viser(carnet, demande, offre)}>
              Viser cette offre
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
