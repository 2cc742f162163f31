// The store as screens and the schedule know it. Everything else in this folder is its own business.
export {
  complementId,
  createFiche,
  createImmersion,
  createNote,
  deleteDocument,
  type NewFiche,
  resolveVersion,
  restoreDocument,
  saveReponse,
  setFields,
} from './commands.ts'
export type { Database } from './database.ts'
export {
  type DocView,
  findDocument,
  findImmersion,
  findPersonne,
  findStructure,
  listDeleted,
  listGroupes,
  listImmersions,
  listPersonnes,
  listSeances,
  listStructures,
} from './documents.ts'
export { reasonOf, SaveError, type SaveReason } from './errors.ts'
export { type FicheView, fichesOf, findFiche, NOTES, notesOf, recentFiches } from './fiches.ts'
export type { JournalState } from './journal.ts'
export { type Live, live } from './live.ts'
export { localTime } from './local-time.ts'
export { acknowledgeRecovery, type OpenOptions, openStore } from './open.ts'
export type { Recovery } from './recovered.ts'
export { getSession } from './current-session.ts'
export { Session } from './session.ts'
export { clearSession, putSession } from './session-places.ts'
export { scriptUrl } from './trusted.ts'
export { dismissRejected, type WritingState, writingState } from './writing-state.ts'
