// The pages of the bourse, fetched together: whoever opens one opens the others.
export { DossierBourse } from './Croisees.tsx'
export { DemandePage } from './DemandePage.tsx'
export { Espace } from './Espace.tsx'
export { OffrePage } from './OffrePage.tsx'
export { Suite } from './Suite.tsx'
