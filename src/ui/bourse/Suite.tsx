// Under a fiche of the bourse, or in its immersion: the way to what is done with it (propose, send, answer, link).
import { DEMANDE, OFFRE } from '../../domain/bourse.ts'
import { Icon } from '../parts/Icon.tsx'

/** The next page of an offer or of a request that is being written. */
export function SuiteBourse({ fiche, gabarit }: { fiche: string; gabarit: string }) {
  const page = gabarit === OFFRE ? 'offre' : gabarit === DEMANDE ? 'demande' : null
  if (!page) return null
  return (
    <a class="geste" href={`/reseau/${page}/${fiche}`}>
      {page === 'offre' ? 'Relire et proposer cette offre' : 'Relire et envoyer cette demande'}
      <Icon name="suite" taille={1.25} />
    </a>
  )
}
