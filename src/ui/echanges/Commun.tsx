// What the séances made together: solutions, tools, ways of orienting people; and apart, what goes back to the comité de
// pilotage: themes, what may leave the group, wishes of immersions. No story of a situation, no name of who was there.
import type { Groupe } from '../../domain/collections.ts'
import { COMPTE_RENDU } from '../../suivi/echanges.ts'
import { leJour, lignesDe } from '../../suivi/groupe.ts'
import type { FicheLue } from '../../suivi/monde.ts'
import { CHOIX_THEMES, voixDe } from '../../suivi/themes.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { Outils } from './Outils.tsx'
import { useGroupe } from './use-groupe.ts'
import '../look/screens.css'
import './echanges.css'

export default function Commun({ id }: { id: string }) {
  const { annuaire } = useCarnet()
  const groupe = annuaire?.groupes.find((one) => one.id === id)
  return groupe ? <DuGroupe groupe={groupe} /> : <Page titre="Solutions et outils" retour="/reseau">{annuaire ? <p>Ce groupe n’est pas, ou plus, sur cet appareil.</p> : null}</Page>
}

const said = (fiche: FicheLue, champ: string): string => (typeof fiche.reponses[champ] === 'string' ? String(fiche.reponses[champ]) : '')
const jour = (fiche: FicheLue): string => said(fiche, 'date') || (fiche.cree_le ?? '')

function DuGroupe({ groupe }: { groupe: Groupe }) {
  const { annuaire } = useCarnet()
  const vu = useGroupe(groupe)
  const around = { titre: 'Solutions et outils', lieu: groupe.nom, retour: `/reseau/groupe/${groupe.id}` }
  if (!vu) return <Page {...around}>{null}</Page>
  const rendus = vu.monde.fiches.filter(({ gabarit }) => gabarit === COMPTE_RENDU).sort((a, b) => jour(b).localeCompare(jour(a)))
  const titres = new Map(vu.monde.fiches.map((one) => [one.id, said(one, 'titre')]))
  const travail = rendus.flatMap((fiche) => lignesDe(fiche, 'situations').filter(({ solutions }) => solutions).map((cells) => ({ fiche, cells, titre: titres.get(String(cells.situation)) || (titres.has(String(cells.situation)) ? 'Situation' : String(cells.situation ?? 'Situation')) })))
  const processus = rendus.filter((fiche) => said(fiche, 'processus_aiguillage'))
  const essais = rendus.slice(0, 1).flatMap((fiche) => lignesDe(fiche, 'engagements'))
  if (rendus.length === 0)
    return (
      <Page {...around}>
        <Tirage>
          <p>Les solutions et les outils partagés en séance se retrouveront ici.</p>
        </Tirage>
      </Page>
    )
  return (
    <Page {...around}>
      {travail.length > 0 && (
        <section class="bloc">
          <h2>Solutions travaillées ensemble</h2>
          <ul class="rangs">
            {travail.map(({ fiche, cells, titre }) => (
              <li key={`${fiche.id} ${titre}`} class="theme">
                <strong>{titre}</strong>
                <p class="texte">{String(cells.solutions)}</p>
                <span class="detail">Séance du {leJour(jour(fiche))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {rendus
        .filter((fiche) => lignesDe(fiche, 'ressources_mutualisees').length > 0)
        .map((fiche, i) => (
          <Outils key={fiche.id} fiche={vu.vueDe(fiche)} ecrit={false} suite={i > 0} />
        ))}
      {processus.length > 0 && (
        <section class="bloc">
          <h2>Nos manières d’orienter</h2>
          {processus.map((fiche) => (
            <p key={fiche.id} class="texte">
              {said(fiche, 'processus_aiguillage')}
            </p>
          ))}
        </section>
      )}
      {essais.length > 0 && (
        <section class="bloc">
          <h2>Essais en cours</h2>
          <ul class="rangs">
            {essais.map((cells) => (
              <li key={String(cells.essai)} class="theme">
                {String(cells.essai ?? '')}
                {cells.structure ? <span class="detail">{nomDe(annuaire?.structures, String(cells.structure))}</span> : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Comite vu={vu} rendus={rendus} titres={titres} />
    </Page>
  )
}

function Comite({ vu, rendus, titres }: { vu: NonNullable<ReturnType<typeof useGroupe>>; rendus: readonly FicheLue[]; titres: ReadonlyMap<string, string> }) {
  const choix = vu.monde.fiches.filter(({ gabarit }) => gabarit === CHOIX_THEMES)
  const lien = choix.map((fiche) => said(fiche, 'lien_comite')).filter(Boolean)
  const retenus = choix.flatMap((fiche) => lignesDe(fiche, 'themes_retenus')).map(({ theme }) => String(theme ?? ''))
  const autres = choix.flatMap((fiche) => lignesDe(fiche, 'propositions')).filter(({ theme }) => !retenus.includes(String(theme)))
  const diffusables = rendus.flatMap((fiche) => lignesDe(fiche, 'situations').filter(({ a_diffuser, solutions }) => a_diffuser === true && solutions))
  const envies = rendus.map((fiche) => said(fiche, 'immersions_souhaitees')).filter(Boolean)
  return (
    <section class="bloc">
      <h2>Pour le comité de pilotage</h2>
      <p class="detail">Seulement ce qui peut sortir du groupe.</p>
      {retenus.length > 0 && <p>Thèmes choisis par les participants : {retenus.join(' ; ')}</p>}
      {autres.length > 0 && <p>Proposés, non retenus : {autres.map((cells) => `${String(cells.theme)} (${voixDe(cells)} voix)`).join(' ; ')}</p>}
      <p>
        {rendus.length === 1 ? 'Une séance tenue' : `${rendus.length} séances tenues`}, {rendus.reduce((sum, fiche) => sum + lignesDe(fiche, 'presence').filter(({ present }) => present === true).length, 0)} présences.
      </p>
      {diffusables.map((cells) => (
        <p key={String(cells.situation)} class="texte">
          <strong>{titres.get(String(cells.situation)) || (titres.has(String(cells.situation)) ? 'Situation' : String(cells.situation))}</strong>
          {'\u00a0: '}
          {String(cells.solutions)}
        </p>
      ))}
      {envies.length > 0 && <p class="texte">Envies d’immersion : {envies.join(' ')}</p>}
      {lien.map((one) => (
        <p key={one} class="texte">
          {one}
        </p>
      ))}
    </section>
  )
}
