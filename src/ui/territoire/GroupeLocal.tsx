// The space of a local group: where the year stands, what is due, the programme and its decision, what came back.
import type { Rattachement } from '../../domain/collections.ts'
import { findResume } from '../../forms/catalogue.ts'
import { echeancesDe } from '../../suivi/echeance.ts'
import { anneeDe } from '../../suivi/annuelle.ts'
import { groupeLocal, programmesDe, restitutionsAnnuelles } from '../../suivi/groupe-local.ts'
import type { FicheLue } from '../../suivi/monde.ts'
import { chiffresDe } from '../../suivi/territoire.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { droitsDe, enteteDe, politiqueDe } from '../lecture.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import type { EspaceProps } from '../screens/Groupe.tsx'
import { useMonde } from '../suivi/use-monde.ts'
import { Jauge } from './Barres.tsx'
import { dontEnMots, ficheEnMots, nouvelles, porteeEnMots } from './mots.ts'
import '../look/screens.css'
import './territoire.css'

const GABARITS = ['programme-immersions-local', 'restitution-annuelle', 'synthese-groupe-local', 'indicateurs-territoire'] as const
const ALL = { gabarits: GABARITS }

const decisions = { oui: 'Programme jugé pertinent', differe: 'Programme différé', non: 'Programme non retenu' } as const

export default function GroupeLocal({ groupe }: EspaceProps) {
  const { annuaire } = useCarnet()
  const monde = useMonde(ALL)
  if (!monde || !annuaire) return <Page titre={groupe.nom} lieu="Réseau" retour="/reseau">{null}</Page>
  const today = monde.maintenant.slice(0, 10)
  const annee = Number(today.slice(0, 4))
  const chiffres = chiffresDe(groupe, { debut: `${annee}-01-01`, fin: `${annee}-12-31` }, monde)
  const dont = dontEnMots(chiffres.parDispositif)
  const portee = porteeEnMots(groupe, chiffres)
  const dues = echeancesDe(monde, [groupeLocal]).filter(({ id }) => id.includes(groupe.id) || monde.fiches.some((fiche) => id.endsWith(fiche.id) && fiche.rattachement?.id === groupe.id))
  // The one in force stays on the page while the next is being written.
  const programmes = programmesDe(groupe, monde)
  const programme = programmes.find(({ publie }) => publie) ?? programmes[0]
  const { derniere, prochaine } = restitutionsAnnuelles(groupe, monde)
  // A synthèse belongs to the structure that sent it up.
  const isHere = (id = ''): boolean => id === groupe.id || groupe.structures.includes(id)
  const here: Rattachement[] = [{ type: 'groupe', id: groupe.id }]
  const of = (gabarit: string) =>
    monde.fiches
      .filter((fiche) => fiche.gabarit === gabarit && isHere(fiche.rattachement?.id))
      .sort((a, b) => (b.cree_le ?? '').localeCompare(a.cree_le ?? ''))
  const structures = annuaire.structures ?? []
  return (
    <Page
      titre={groupe.nom}
      lieu="Réseau"
      retour="/reseau"
      surtitre="Groupe local"
      chapeau={groupe.coordination ? <p>Coordination : {nomDe(annuaire.personnes, groupe.coordination)}</p> : undefined}
    >
      <Jauge fait={chiffres.realiseesAnnee} objectif={chiffres.objectif} annee={annee} />
      {(dont || portee) && (
        <p class="detail">
          {dont && `${dont}. `}
          {portee}
        </p>
      )}
      <a class="acte" href={`/territoire/${groupe.id}`}>
        Voir les chiffres du territoire
      </a>
      {dues.length > 0 && (
        <section class="bloc">
          <h2>À faire</h2>
          <ul class="rangs">
            {dues.map((one) => (
              <Rang key={one.id} href={one.lien} icon={one.niveau === 'avertissement' ? 'horloge' : 'plume'} titre={one.titre} detail={one.detail} />
            ))}
          </ul>
        </section>
      )}
      <section class="bloc">
        <h2>Programme d’immersions</h2>
        {programme ? (
          <>
            <p>
              {programme.decision ? decisions[programme.decision] : 'Pas encore décidé'}
              {programme.publie?.le && `, ${dayInWords(programme.publie.le.slice(0, 10))} par ${nomDe(annuaire.personnes, programme.publie.par)}`}
            </p>
            {!programme.publie && <p class="detail">Pas encore publié : la coordination seule le lit. Le groupe local le lira une fois la fiche validée.</p>}
            {programme.motif && <p class="detail">{programme.motif}</p>}
            <ActionsProposees fiche={programme.fiche} />
          </>
        ) : (
          <p class="detail">Aucun programme pour le moment.</p>
        )}
        <Fiches fiches={programmes.map(({ fiche }) => fiche)} gabarit="programme-immersions-local" places={here} commencer="Besoins des synthèses et envies d’immersion déjà reportés" />
      </section>
      <section class="bloc">
        <h2>Restitution annuelle</h2>
        <p class="detail">
          {derniere ? `La dernière a eu lieu ${dayInWords(derniere)}.` : 'Aucune encore.'}
          {prochaine && ` La prochaine est prévue ${dayInWords(prochaine)}.`}
          {dont && ' Elle ne compte que les immersions entre professionnels.'}
        </p>
        <Fiches fiches={of('restitution-annuelle')} gabarit="restitution-annuelle" places={here} commencer={`Immersions, synthèses et besoins de ${anneeDe(today)} déjà reportés`} />
      </section>
      <section class="bloc">
        <h2>Synthèses des structures</h2>
        <p class="detail">Transmises par les responsables. Les fiches de chacun restent dans sa structure.</p>
        <Fiches fiches={of('synthese-groupe-local')} gabarit="synthese-groupe-local" places={groupe.structures.map((id) => ({ type: 'structure', id }))} />
      </section>
      <section class="bloc">
        <h2>Indicateurs publiés</h2>
        <Fiches fiches={of('indicateurs-territoire')} gabarit="indicateurs-territoire" places={here} commencer={`Année ${annee} : chiffres déjà reportés`} />
      </section>
      <section class="bloc">
        <h2>Structures du groupe</h2>
        <ul class="rangs">
          {groupe.structures.map((id) => (
            <Rang key={id} href={`/reseau/structure/${id}`} icon="maison" titre={nomDe(structures, id)} />
          ))}
        </ul>
      </section>
    </Page>
  )
}

/** What the programme offers: each can be asked for. */
function ActionsProposees({ fiche }: { fiche: FicheLue }) {
  const { annuaire } = useCarnet()
  const { actions } = fiche.reponses
  if (!Array.isArray(actions) || actions.length === 0) return null
  return (
    <ul class="reperes">
      {actions.map((row, index) => {
        if (typeof row !== 'object' || row === null || Array.isArray(row)) return null
        const structure = typeof row.structure_accueil === 'string' ? row.structure_accueil : null
        const words = [typeof row.periode === 'string' ? row.periode : '', typeof row.places === 'number' ? `${row.places} ${row.places > 1 ? 'places' : 'place'}` : ''].filter(Boolean)
        return (
          <li key={index}>
            <Icon name="lieu" taille={1.25} />
            <span>
              {nomDe(annuaire?.structures, structure) || structure}
              {words.length > 0 && <span class="detail"> · {words.join(', ')}</span>}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

interface FichesProps {
  fiches: readonly FicheLue[]
  gabarit: string
  /** where one may be begun, by whoever fills it there */
  places: readonly Rattachement[]
  /** what a new one begins with */
  commencer?: string
  /** the period a new one is about */
  periode?: string
}

/** The fiches of a gabarit, then those that this person may begin. */
export function Fiches({ fiches, gabarit, places, commencer = 'À commencer', periode }: FichesProps) {
  const { moi, annuaire } = useCarnet()
  const resume = findResume(gabarit)
  if (!resume || !annuaire) return null
  const mayBegin = (rattachement: Rattachement): boolean =>
    droitsDe(enteteDe(politiqueDe(resume), { auteur: moi.personne, immersion: null, rattachement }), moi.personne, annuaire).creer
  const open = places.filter(mayBegin)
  if (fiches.length === 0 && open.length === 0) return null
  return (
    <ul class="rangs">
      {fiches.map(({ id, auteur, cree_le, etat, reponses }) => (
        <li key={id}>
          <a class="rang" href={`/fiches/${id}`}>
            <Icon name="feuille" />
            <span class="rang-corps">
              <span class="rang-titre">{ficheEnMots(resume.titre_court, reponses, annuaire)}</span>
              <span class="rang-detail">
                {auteur === moi.personne ? 'Par vous' : `Par ${nomDe(annuaire.personnes, auteur)}`}
                {cree_le ? `, ${dayInWords(cree_le.slice(0, 10))}` : ''}
              </span>
            </span>
            <span class="fiche-etat" data-faite={etat ? 'oui' : undefined}>
              {etat ? 'Validée' : ''}
            </span>
          </a>
        </li>
      ))}
      {open.map(({ type, id }) => (
        <li key={id}>
          <a class="rang" href={`/ouvrir?gabarit=${gabarit}&type=${type}&objet=${id}&autre${periode ? `&periode=${periode}` : ''}`}>
            <Icon name="plus" />
            <span class="rang-corps">
              <span class="rang-titre">{nouvelles[gabarit] ?? resume.titre_court}</span>
              <span class="rang-detail">{type === 'structure' ? `À commencer pour ${nomDe(annuaire.structures, id)}` : commencer}</span>
            </span>
            <Icon name="suite" taille={1.25} />
          </a>
        </li>
      ))}
    </ul>
  )
}
