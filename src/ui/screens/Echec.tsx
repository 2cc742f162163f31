// The notebook could not be opened: what is safe, and what to do.
import { enrolFailure } from '../phrases-ouverture.ts'
import '../look/screens.css'

export function Echec({ why }: { why: 'newer' | 'storage' }) {
  const { titre, phrase } = enrolFailure[why]
  return (
    <main class="accueil">
      <div class="accueil-tete" role="alert">
        <h1>{titre}</h1>
        <p>{phrase}</p>
      </div>
      <button type="button" class="acte" onClick={() => location.reload()}>
        Recharger la page
      </button>
    </main>
  )
}
