// What judges a fiche when it is validated, fetched the first time somebody asks.
export { manques } from './manques.ts'
export { changesAtValidation } from './validation.ts'
