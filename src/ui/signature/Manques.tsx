// What must be answered before anybody signs, each with the way to it.
import { champsOf, type Gabarit } from '../../forms/gabarit.ts'
import type { Manque } from '../../forms/manques.ts'

interface Props {
  manques: readonly Manque[]
  gabarit: Gabarit
  fiche: string
  /** one of the ways is taken */
  onGo?(): void
}

export function Manques({ manques, gabarit, fiche, onGo }: Props) {
  const libelles = new Map(champsOf(gabarit).map(({ id, libelle }) => [id, libelle]))
  return (
    <section class="bloc">
      <h2>Avant de signer</h2>
      <p>
        {manques.length > 1 ? `${manques.length} réponses sont attendues.` : 'Une réponse est attendue.'} Tout ce qui est
        déjà écrit, et signé, est gardé.
      </p>
      <ul class="signatures">
        {manques.map(({ champ, message }) => (
          <li key={champ + message}>
            <span>
              <a href={`/fiches/${fiche}?champ=${champ}`} onClick={onGo}>{libelles.get(champ) ?? champ}</a>
              <small>{message}</small>
            </span>
          </li>
        ))}
      </ul>
      <a class="acte" href={`/fiches/${fiche}?champ=${manques[0]?.champ ?? ''}`} onClick={onGo}>
        Compléter la fiche
      </a>
    </section>
  )
}
