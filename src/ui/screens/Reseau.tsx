// The directory, offline: for which need, then the spaces, the structures and the people. From a row, one touch orients.
import { useState } from 'preact/hooks'
import { libelleOf } from '../../forms/referentiels.ts'
import { type Carte, chercherStructures } from '../../suivi/aiguillage.ts'
import { Orienter } from '../annuaire/Orienter.tsx'
import { Rangs } from '../annuaire/Rangs.tsx'
import { typesGroupe } from '../annuaire/types-groupe.ts'
import { useAiguillage } from '../annuaire/use-annuaire.ts'
import { useCarnet } from '../carnet.ts'
import { matches, nomDe } from '../immersion.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import '../look/screens.css'
import '../annuaire/annuaire.css'

const byNom = (a: { nom: string }, b: { nom: string }): number => a.nom.localeCompare(b.nom, 'fr')

export default function Reseau() {
  const { annuaire } = useCarnet()
  const aiguillage = useAiguillage()
  const [besoin, setBesoin] = useState('')
  const [vers, setVers] = useState<Carte | null>(null)
  if (!annuaire || !aiguillage) return <Page titre="Réseau">{null}</Page>
  const { personnes, structures = [], groupes } = annuaire
  const { cartes, reflexes, offres } = aiguillage
  const trouvees = chercherStructures(besoin, cartes, reflexes, offres)
  const rangs = {
    groupes: groupes
      .map(({ id, nom, type }) => ({ href: `/reseau/groupe/${id}`, nom, detail: typesGroupe[type] ?? '' }))
      .filter(({ nom, detail }) => matches(besoin, [nom, detail]))
      .sort(byNom),
    personnes: personnes
      .map((p) => ({
        href: `/reseau/personne/${p.id}`,
        nom: p.nom,
        detail: [p.fonction, nomDe(structures, p.structure)].filter(Boolean).join(' · '),
      }))
      .filter(({ nom, detail }) => matches(besoin, [nom, detail]))
      .sort(byNom),
  }
  const spaces = <Rangs titre="Espaces" icon="reseau" rangs={rangs.groupes} />
  return (
    <Page titre="Réseau" chapeau={<p>Qui fait quoi autour de vous, et comment y orienter quelqu’un, même sans réseau.</p>}>
      {cartes.length + personnes.length + groupes.length === 0 ? (
        <Tirage>
          <p>L’annuaire arrive à la première connexion. Rien n’est à faire.</p>
        </Tirage>
      ) : (
        <div class="champ-simple">
          <label for="cherche">Pour quel besoin ?</label>
          <input
            id="cherche"
            class="saisie"
            type="search"
            placeholder="Parents, stage, logement, CIO…"
            value={besoin}
            onInput={(event) => setBesoin(event.currentTarget.value)}
          />
        </div>
      )}
      {besoin.trim() === '' && spaces}
      {trouvees.length > 0 && (
        <section class="bloc">
          <h2>Structures</h2>
          <ul class="rangs">
            {trouvees.map(({ carte, pourquoi }) => (
              <li key={carte.structure.id} class="rang-deux">
                <a class="rang" href={`/reseau/structure/${carte.structure.id}`}>
                  <Icon name="maison" />
                  <span class="rang-corps">
                    <span class="rang-titre">{carte.structure.nom}</span>
                    <span class="rang-detail">
                      {pourquoi
                        ? `${pourquoi.ou} : ${pourquoi.mots}`
                        : carte.structure.type
                          ? libelleOf('types_structure', carte.structure.type)
                          : ''}
                    </span>
                  </span>
                </a>
                <button
                  type="button"
                  class="geste"
                  aria-label={`Orienter vers ${carte.structure.nom}`}
                  onClick={() => setVers(carte)}
                >
                  Orienter
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {besoin.trim() !== '' && spaces}
      {besoin.trim() === '' ? (
        <details class="bloc annuaire-personnes">
          <summary>
            <h2>Personnes</h2>
            <span class="detail">{rangs.personnes.length}</span>
          </summary>
          <Rangs icon="moi" rangs={rangs.personnes} />
        </details>
      ) : (
        <Rangs titre="Personnes" icon="moi" rangs={rangs.personnes} />
      )}
      {besoin.trim() !== '' && trouvees.length + rangs.groupes.length + rangs.personnes.length === 0 && (
        <p role="status">Rien de tel dans l’annuaire de cet appareil. Essayez un autre mot, plus court.</p>
      )}
      {vers && <Orienter carte={vers} reflexes={reflexes.get(vers.structure.id) ?? []} onClose={() => setVers(null)} />}
    </Page>
  )
}
