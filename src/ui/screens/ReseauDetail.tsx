// One structure, person, group or session: how to reach them, what they do, the fiches attached to them.
import type { DocId } from '../../domain/id.ts'
import type { Rattachement } from '../../domain/collections.ts'
import { catalogue, type GabaritResume } from '../../forms/catalogue.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import { fichesOf } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { nomDe } from '../immersion.ts'
import { courte, droitsDe, enteteDe, politiqueDe } from '../lecture.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { useLive } from '../use-live.ts'
import { avanceeDe, useGabarits } from '../use-progress.ts'
import { typesGroupe } from './Reseau.tsx'
import '../look/screens.css'

export default function ReseauDetail({ genre, id }: { genre: string; id: string }) {
  const { annuaire } = useCarnet()
  if (!annuaire) return <Page titre="Réseau">{null}</Page>
  const { structures = [], personnes, groupes, seances } = annuaire
  const structure = genre === 'structure' ? structures.find((one) => one.id === id) : undefined
  const personne = genre === 'personne' ? personnes.find((one) => one.id === id) : undefined
  const groupe = genre === 'groupe' ? groupes.find((one) => one.id === id) : undefined
  const seance = genre === 'seance' ? seances.find((one) => one.id === id) : undefined
  if (structure) {
    return (
      <Page
        titre={structure.nom}
        lieu="Réseau"
        retour="/reseau"
        surtitre={structure.type ? libelleOf('types_structure', structure.type) : undefined}
        chapeau={structure.presentation ? <p>{structure.presentation}</p> : undefined}
      >
        <Joindre
          telephone={structure.telephone}
          courriel={structure.courriel}
          adresse={structure.adresse}
          horaires={structure.horaires}
        />
        <Membres
          titre="Personnes"
          rows={personnes
            .filter((one) => one.structure === id)
            .map((one) => ({ href: `/reseau/personne/${one.id}`, nom: one.nom, detail: one.fonction }))}
        />
        <Fiches
          rattachement={{ type: 'structure', id }}
          of={(gabarit) => gabarit.portee === 'structure' || gabarit.id === 'synthese-groupe-local'}
        />
      </Page>
    )
  }
  if (personne) {
    const roles = [...new Set([...personne.roles, ...personne.mandats.flatMap((mandat) => mandat.roles)])]
    return (
      <Page titre={personne.nom} lieu="Réseau" retour="/reseau" surtitre={personne.fonction ?? undefined}>
        <Joindre telephone={personne.telephone} courriel={personne.courriel} />
        {personne.structure && (
          <Membres
            titre="Structure"
            rows={[
              {
                href: `/reseau/structure/${personne.structure}`,
                nom: nomDe(structures, personne.structure),
                detail: null,
              },
            ]}
          />
        )}
        {roles.length > 0 && (
          <section class="bloc">
            <h2>Ses rôles</h2>
            <p>{roles.map((role) => libelleOf('roles', role)).join(', ')}</p>
          </section>
        )}
      </Page>
    )
  }
  if (groupe) {
    const cycle = groupe.type === 'cycle_echanges'
    const dispositif = cycle
      ? 'echange_pratiques'
      : groupe.type === 'groupe_app'
        ? 'app'
        : groupe.type === 'reseau_immersions'
          ? 'immersion_salarie'
          : 'immersion_pro'
    const scopes = cycle
      ? ['cycle', 'seance']
      : ['groupe', 'periode', ...(groupe.type === 'groupe_app' ? ['seance'] : [])]
    return (
      <Page titre={groupe.nom} lieu="Réseau" retour="/reseau" surtitre={typesGroupe[groupe.type]}>
        {groupe.coordination && <p>Coordination : {nomDe(personnes, groupe.coordination)}</p>}
        <Membres
          titre="Séances"
          rows={seances
            .filter((one) => one.groupe === id)
            .map((one) => ({
              href: `/reseau/seance/${one.id}`,
              nom: one.titre || 'Séance',
              detail: one.date ? dayInWords(one.date) : null,
            }))}
        />
        {groupe.type !== 'bourse' && (
          <Fiches
            rattachement={{ type: cycle ? 'cycle' : 'groupe', id }}
            of={(gabarit) => scopes.includes(gabarit.portee) && gabarit.dispositifs.some((one) => one === dispositif)}
          />
        )}
        <Membres
          titre="Structures"
          rows={groupe.structures.map((one) => ({
            href: `/reseau/structure/${one}`,
            nom: nomDe(structures, one),
            detail: null,
          }))}
        />
        <Membres
          titre="Participants"
          rows={groupe.participants.map((one) => ({
            href: `/reseau/personne/${one}`,
            nom: nomDe(personnes, one),
            detail: null,
          }))}
        />
      </Page>
    )
  }
  if (seance) {
    const of = groupes.find((one) => one.id === seance.groupe)
    const dispositif = of?.type === 'groupe_app' ? 'app' : 'echange_pratiques'
    return (
      <Page
        titre={seance.titre || 'Séance'}
        lieu={of?.nom ?? 'Réseau'}
        retour={of ? `/reseau/groupe/${of.id}` : '/reseau'}
        surtitre={seance.date ? dayInWords(seance.date) : undefined}
      >
        <Fiches
          rattachement={{ type: 'seance', id }}
          of={(gabarit) => gabarit.portee === 'seance' && gabarit.dispositifs.some((one) => one === dispositif)}
        />
      </Page>
    )
  }
  return (
    <Page titre="Absent de l’annuaire" retour="/reseau">
      <p>Cette page de l’annuaire n’est pas, ou plus, sur cet appareil.</p>
    </Page>
  )
}

interface JoindreProps {
  telephone: string | null
  courriel: string | null
  adresse?: string | null
  horaires?: string | null
}

function Joindre({ telephone, courriel, adresse, horaires }: JoindreProps) {
  if (!telephone && !courriel && !adresse && !horaires) return null
  return (
    <ul class="reperes">
      {adresse && (
        <li>
          <Icon name="lieu" taille={1.25} />
          <span>{adresse}</span>
        </li>
      )}
      {horaires && (
        <li>
          <Icon name="horloge" taille={1.25} />
          <span>{horaires}</span>
        </li>
      )}
      {telephone && (
        <li>
          <Icon name="telephone" taille={1.25} />
          <a href={`tel:${telephone.replaceAll(' ', '')}`}>{telephone}</a>
        </li>
      )}
      {courriel && (
        <li>
          <Icon name="courriel" taille={1.25} />
          <a href={`mailto:${courriel}`}>{courriel}</a>
        </li>
      )}
    </ul>
  )
}

function Membres({ titre, rows }: { titre: string; rows: { href: string; nom: string; detail: string | null }[] }) {
  if (rows.length === 0) return null
  return (
    <section class="bloc">
      <h2>{titre}</h2>
      <ul class="rangs">
        {rows.map(({ href, nom, detail }) => (
          <li key={href}>
            <a class="rang" href={href}>
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
}

/** The fiches that exist here, and those that I may begin. */
function Fiches({ rattachement, of }: { rattachement: Rattachement; of(gabarit: GabaritResume): boolean }) {
  const { db, moi, annuaire } = useCarnet()
  const fiches = useLive(() => fichesOf(db, { rattachement: rattachement.id as DocId }), [db, rattachement.id])
  const gabarits = useGabarits(fiches ?? [])
  if (!fiches || !annuaire) return null
  const possible = catalogue.filter(
    (gabarit) =>
      of(gabarit) &&
      droitsDe(
        enteteDe(politiqueDe(gabarit), { auteur: moi.personne, immersion: null, rattachement }),
        moi.personne,
        annuaire,
      ).creer,
  )
  const open = possible.filter(
    (gabarit) => gabarit.repetable || !fiches.some(({ data }) => data.$gabarit === gabarit.id),
  )
  if (fiches.length === 0 && open.length === 0) return null
  return (
    <section class="bloc">
      <h2>Fiches</h2>
      <ul class="rangs">
        {fiches.map((fiche) => {
          const resume = catalogue.find((gabarit) => gabarit.id === fiche.data.$gabarit)
          const how = avanceeDe(fiche, gabarits)
          return (
            <li key={fiche.id}>
              <a class="rang" href={`/fiches/${fiche.id}`}>
                <Icon name="feuille" />
                <span class="rang-corps">
                  <span class="rang-titre">{resume?.titre_court ?? 'Fiche'}</span>
                  <span class="rang-detail">
                    {fiche.data.$auteur === moi.personne
                      ? 'Par vous'
                      : `Par ${nomDe(annuaire.personnes, fiche.data.$auteur)}`}
                    {fiche.data.$cree_le ? `, ${dayInWords(fiche.data.$cree_le)}` : ''}
                  </span>
                </span>
                <span class="fiche-etat" data-faite={how?.validee ? 'oui' : undefined}>
                  {how?.validee ? 'Validée' : (how?.mots ?? '')}
                </span>
              </a>
            </li>
          )
        })}
        {open.map((gabarit) => (
          <li key={gabarit.id}>
            <a
              class="rang"
              href={`/ouvrir?gabarit=${gabarit.id}&type=${rattachement.type}&objet=${rattachement.id}&autre`}
            >
              <Icon name="plus" />
              <span class="rang-corps">
                <span class="rang-titre">{gabarit.titre_court}</span>
                <span class="rang-detail">À commencer · {courte[gabarit.visibilite]}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
