// Every screen of the groups that meet, as one piece to fetch: apart, they would weigh half as much again.
export { default as GroupeApp } from '../app/GroupeApp.tsx'
export { default as Commun } from './Commun.tsx'
export { default as Cycle } from './Cycle.tsx'
export { default as Seance } from './Seance.tsx'
export { default as Themes } from './Themes.tsx'
