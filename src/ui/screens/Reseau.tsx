// The directory, offline: structures, people, groups; each leads to what it does and to its fiches.
import { useState } from 'preact/hooks'
import { libelleOf } from '../../forms/referentiels.ts'
import { useCarnet } from '../carnet.ts'
import { matches, nomDe } from '../immersion.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import '../look/screens.css'

export const typesGroupe: Record<string, string> = {
  groupe_local: 'Groupe local',
  reseau_immersions: 'Réseau d’immersions',
  bourse: 'Bourse d’échange',
  cycle_echanges: 'Échanges de pratiques',
  groupe_app: 'Analyse de la pratique',
}

const byNom = (a: { nom: string }, b: { nom: string }): number => a.nom.localeCompare(b.nom, 'fr')

export default function Reseau() {
  const { annuaire } = useCarnet()
  const [search, setSearch] = useState('')
  if (!annuaire) return <Page titre="Réseau">{null}</Page>
  const { personnes, structures = [], groupes } = annuaire
  const groups: {
    titre: string
    genre: string
    icon: IconName
    rows: { id: string; nom: string; detail: string }[]
  }[] = [
    {
      titre: 'Structures',
      genre: 'structure',
      icon: 'maison',
      rows: structures.map((s) => ({
        id: s.id,
        nom: s.nom,
        detail: s.type ? libelleOf('types_structure', s.type) : '',
      })),
    },
    {
      titre: 'Personnes',
      genre: 'personne',
      icon: 'moi',
      rows: personnes.map((p) => ({
        id: p.id,
        nom: p.nom,
        detail: [p.fonction, nomDe(structures, p.structure)].filter(Boolean).join(' · '),
      })),
    },
    {
      titre: 'Groupes',
      genre: 'groupe',
      icon: 'reseau',
      rows: groupes.map((g) => ({ id: g.id, nom: g.nom, detail: typesGroupe[g.type] ?? '' })),
    },
  ]
  const empty = groups.every(({ rows }) => rows.length === 0)
  return (
    <Page titre="Réseau" chapeau={<p>Qui fait quoi autour de vous, même sans réseau.</p>}>
      {empty ? (
        <Tirage>
          <p>L’annuaire arrive à la première connexion. Rien n’est à faire.</p>
        </Tirage>
      ) : (
        <div class="champ-simple">
          <label for="cherche">Chercher</label>
          <input
            id="cherche"
            class="saisie"
            type="search"
            placeholder="Un nom, un métier, une structure"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
      )}
      {groups.map(({ titre, genre, icon, rows }) => {
        const found = rows.filter(({ nom, detail }) => matches(search, [nom, detail])).sort(byNom)
        if (found.length === 0) return null
        return (
          <section key={genre} class="bloc">
            <h2>{titre}</h2>
            <ul class="rangs">
              {found.map(({ id, nom, detail }) => (
                <li key={id}>
                  <a class="rang" href={`/reseau/${genre}/${id}`}>
                    <Icon name={icon} />
                    <span class="rang-corps">
                      <span class="rang-titre">{nom}</span>
                      {detail && <span class="rang-detail">{detail}</span>}
                    </span>
                    <Icon name="suite" taille={1.25} />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </Page>
  )
}
