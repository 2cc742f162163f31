// The pages of the directory, fetched together.
export { CartePage } from './CartePage.tsx'
export { default as Reseau } from '../screens/Reseau.tsx'
export { default as ReseauDetail } from '../screens/ReseauDetail.tsx'
