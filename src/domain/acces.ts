// Who may read and write what: one pure policy, used by the server to enforce and by the screens to explain.
// Sources: gabarits (`visibilite`, `consulte_par`, `confidentiel`, `acces`), rules R-VIS, R-NOTE, R-APP, R-SPRO-09.
export { type Annuaire, followsAll, rolesAt, rolesIn, rolesInGroupe } from './acces-roles.ts'
export { CHOIX, type FicheEntete, isComposed, mayReadComplement, mayReadFiche, mayReadImmersion, rolesFor } from './acces-lire.ts'
export {
  mayCreateFiche,
  mayWriteActe,
  mayWriteComplement,
  mayWriteFiche,
  mayWriteImmersion,
  mayWriteStructure,
} from './acces-ecrire.ts'
