// Under the immersion of the day: what is to be done, then the immersions that are followed, to come and those that are not finished.
import type { Immersion } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { daysInWords } from '../dates.ts'
import { enGrand, type Journee, nomDe, statuts, titreDe } from '../immersion.ts'
import { Icon } from '../parts/Icon.tsx'
import { AFaire } from './AFaire.tsx'

const FEW = 3

export function JourSuite({ journee: { pendant, avant, apres } }: { journee: Journee }) {
  const { moi } = useCarnet()
  const grands = enGrand(pendant, moi.personne)
  return (
    <>
      <AFaire />
      <Immersions titre="En ce moment" immersions={pendant.filter((one) => !grands.includes(one))} />
      <Immersions titre="À venir" immersions={avant} />
      <Immersions titre="À finir" immersions={apres} />
    </>
  )
}

function Immersions({ titre, immersions }: { titre: string; immersions: readonly Immersion[] }) {
  const { annuaire } = useCarnet()
  if (immersions.length === 0) return null
  return (
    <section class="bloc">
      <h2>{titre}</h2>
      <ul class="rangs">
        {immersions.slice(0, FEW).map((immersion) => (
          <li key={immersion.id}>
            <a class="rang" href={`/immersions/${immersion.id}`}>
              <span class="rang-corps">
                <span class="rang-titre">{titreDe(immersion)}</span>
                <span class="rang-detail">
                  {[daysInWords(immersion.dates), nomDe(annuaire?.structures, immersion.structure_accueil)].filter(Boolean).join(' · ')}
                </span>
                <span class="rang-detail">{statuts[immersion.statut] ?? immersion.statut}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
          </li>
        ))}
      </ul>
      {immersions.length > FEW && (
        <a class="lien au-bord" href="/immersions">
          Toutes les immersions
        </a>
      )}
    </section>
  )
}
