// Where a fiche of the bourse goes once it is written: the page of the offer, or of the request.
import { Page } from '../parts/Page.tsx'
import { DemandePage } from './DemandePage.tsx'
import { OffrePage } from './OffrePage.tsx'
import { useBourse } from './use-bourse.ts'

export function Suite({ id }: { id: string }) {
  const bourse = useBourse()
  if (!bourse) return <Page titre="Bourse d’échange">{null}</Page>
  return bourse.offres.some((offre) => offre.id === id) ? <OffrePage id={id} /> : <DemandePage id={id} />
}
