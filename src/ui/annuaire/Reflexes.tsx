// What colleagues brought back from there, for whoever orients: kept out of the card that is handed over.
import type { Reflexe } from '../../suivi/aiguillage.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { nomDe } from '../noms.ts'

export function Reflexes({ reflexes }: { reflexes: readonly Reflexe[] }) {
  const { annuaire, moi } = useCarnet()
  if (reflexes.length === 0) return null
  return (
    <section class="bloc">
      <h3>Vu sur place par votre équipe</h3>
      {reflexes.map(({ fiche, auteur, le, lignes, nePasOrienter }) => (
        <div key={fiche} class="bloc">
          <ul class="reflexes">
            {lignes.map(({ situation, qui, comment }) => (
              <li key={situation + qui}>
                <strong>{situation}</strong>
                {(qui || comment) && <span>{[qui, comment].filter(Boolean).join(' · ')}</span>}
              </li>
            ))}
            {nePasOrienter && (
              <li>
                <strong>Ne pas orienter</strong>
                <span>{nePasOrienter}</span>
              </li>
            )}
          </ul>
          <a class="lien au-bord" href={`/fiches/${fiche}`}>
            {auteur === moi.personne ? 'Votre visite' : nomDe(annuaire?.personnes, auteur)}
            {le ? `, ${dayInWords(le.slice(0, 10))}` : ''}
          </a>
        </div>
      ))}
    </section>
  )
}
