// The host's one screen: who comes, when, what they come for, what is to be prepared, collected and answered.
import type { Immersion, Personne } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import { findResume } from '../../forms/catalogue.ts'
import { type FicheView, fichesOf, findImmersion } from '../../store/index.ts'
import { lireFiche } from '../../suivi/monde.ts'
import { quand } from '../../domain/quand.ts'
import { checklistDe } from '../../suivi/spro-avant.ts'
import { useCarnet } from '../carnet.ts'
import { dayOf, daysInWords } from '../dates.ts'
import { formeDe, heuresDe, lieuDe, nomDe } from '../immersion.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { ImmersionIntrouvable } from '../parts/Introuvable.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import { useLive } from '../use-live.ts'
import { avanceeDe, useGabarits } from '../use-progress.ts'
import '../look/screens.css'
import './suivi.css'

export default function Accueil({ id }: { id: string }) {
  const { db, annuaire } = useCarnet()
  const view = useLive(() => findImmersion(db, id as DocId), [db, id])
  const fiches = useLive(() => fichesOf(db, { immersion: id }), [db, id])
  if (view === undefined || !fiches || !annuaire) return <Page titre="Accueil">{null}</Page>
  if (view === null) {
    return <ImmersionIntrouvable />
  }
  const visiteurs = annuaire.personnes.filter((personne) => view.data.accueilli.includes(personne.id))
  return <Visite immersion={view.data} fiches={fiches} visiteurs={visiteurs} />
}

interface Props {
  immersion: Immersion
  fiches: readonly FicheView[]
  visiteurs: readonly Personne[]
}

/** What the host does with each modalité, in one sentence. */
const role: Record<string, string> = {
  collective: 'Une équipe vient voir votre équipe : un lieu, des documents, un temps de questions.',
  observation: 'Cette personne regarde votre travail, sans le faire. Vous choisissez ce qu’elle peut voir.',
  mise_en_situation: 'Cette personne fait le travail, vous restez à côté. Montrez d’abord, laissez faire ensuite.',
}

function Visite({ immersion, fiches, visiteurs }: Props) {
  const { annuaire } = useCarnet()
  const gabarits = useGabarits(fiches.filter(({ data }) => data.$gabarit !== 'carnet-notes'))
  if (!annuaire) return null
  const noms = visiteurs.map(({ nom }) => nom).join(', ') || 'votre visiteur'
  const time = quand(immersion.dates, dayOf(new Date()))
  const checklist = checklistDe(immersion)
  const of = (gabarit: string | null) => fiches.find(({ data }) => data.$gabarit === gabarit) ?? null
  const row = (gabarit: string, titre: string, icon: IconName, aide: string) => {
    const fiche = of(gabarit)
    const how = fiche && avanceeDe(fiche, gabarits)
    return {
      gabarit,
      titre,
      icon,
      lien: fiche ? `/fiches/${fiche.id}` : `/ouvrir?gabarit=${gabarit}&immersion=${immersion.id}`,
      detail: fiche ? (fiche.data.$etat ? 'Validée' : (how?.mots ?? '')) : aide,
      done: fiche?.data.$etat !== null && fiche !== null,
    }
  }
  const asks = immersion.modalite === 'observation' || immersion.modalite === 'mise_en_situation'
  const rows = [
    ...(checklist ? [row(checklist, 'Votre liste d’accueil', 'feuille', 'Ce qu’il faut prévoir, en quelques minutes')] : []),
    ...(asks
      ? [row('accueil-assentiment', 'L’assentiment des personnes', 'oeil', 'Dire qui vient, pourquoi, et qu’on peut refuser')]
      : []),
  ]
  const restitution = of('restitution-structure-accueillante')
  const answered = restitution && lireFiche(restitution).reponses.souhait_retour !== undefined
  const next = rows.find(({ done }) => !done)
  const act =
    restitution && !answered
      ? { lien: `/fiches/${restitution.id}?champ=exactitude`, mots: 'Répondre à sa restitution' }
      : time !== 'apres' && next
        ? { lien: next.lien, mots: next.gabarit === 'accueil-assentiment' ? 'Recueillir l’assentiment' : 'Préparer l’accueil' }
        : null
  return (
    <Page
      titre={`Accueillir ${noms}`}
      lieu={immersion.titre}
      retour={`/immersions/${immersion.id}`}
      plume={immersion.id as DocId}
      surtitre={formeDe(immersion)}
      chapeau={<p>{[daysInWords(immersion.dates), heuresDe(immersion)].filter(Boolean).join(', ')}</p>}
    >
      <ul class="reperes">
        {visiteurs.map(({ id, fonction, structure, telephone, courriel }) => (
          <li key={id}>
            <Icon name="moi" taille={1.25} />
            <span>
              {[fonction, nomDe(annuaire.structures, structure)].filter(Boolean).join(', ')}
              {(telephone || courriel) && (
                <>
                  <br />
                  <a href={telephone ? `tel:${telephone.replaceAll(' ', '')}` : `mailto:${courriel}`}>{telephone ?? courriel}</a>
                </>
              )}
            </span>
          </li>
        ))}
        {lieuDe(immersion, annuaire) && (
          <li>
            <Icon name="lieu" taille={1.25} />
            <span>{lieuDe(immersion, annuaire)}</span>
          </li>
        )}
      </ul>
      {immersion.modalite && role[immersion.modalite] && time !== 'apres' && <p class="detail">{role[immersion.modalite]}</p>}
      {act && (
        <a class="acte" href={act.lien}>
          {act.mots}
        </a>
      )}
      <section class="bloc">
        <h2>À préparer et à recueillir</h2>
        <ul class="rangs">
          {rows.map(({ gabarit, titre, icon, lien, detail, done }) => (
            <li key={gabarit}>
              <a class="rang" href={lien}>
                <Icon name={icon} />
                <span class="rang-corps">
                  <span class="rang-titre">{titre}</span>
                  <span class="rang-detail" data-faite={done ? 'oui' : undefined}>
                    {detail}
                  </span>
                </span>
                <Icon name="suite" taille={1.25} />
              </a>
            </li>
          ))}
        </ul>
      </section>
      <Attentes fiche={of('spro-3-preparation')} noms={noms} />
      {restitution && (
        <section class="bloc">
          <h2>Après la visite</h2>
          <ul class="rangs">
            <Rang href={`/fiches/${restitution.id}`} icon="guillemet" titre={findResume('restitution-structure-accueillante')?.titre_court ?? 'Restitution'} detail={answered ? 'Vous avez répondu.' : 'Corrigez, complétez, dites si vous souhaitez un retour.'} />
          </ul>
        </section>
      )}
    </Page>
  )
}

const FEW = 4

/** What the visitor wrote that they come for, as far as it is shared with the host. */
function Attentes({ fiche, noms }: { fiche: FicheView | null; noms: string }) {
  const { annuaire } = useCarnet()
  if (!annuaire) return null
  if (!fiche) {
    return (
      <section class="bloc">
        <h2>Ce qui amène {noms}</h2>
        <p class="detail">La préparation n’est pas encore arrivée sur cet appareil. Elle paraîtra ici.</p>
      </section>
    )
  }
  const { reponses } = lireFiche(fiche)
  const cells = (table: string, colonne: string): string[] =>
    (Array.isArray(reponses[table]) ? reponses[table] : []).flatMap((row) => {
      const value = typeof row === 'object' && row !== null && !Array.isArray(row) ? row[colonne] : null
      return typeof value === 'string' && value !== '' ? [value] : []
    })
  const parts = [
    { titre: 'Ses objectifs', lines: cells('tableau_objectifs', 'objectif') },
    { titre: 'Ce qu’il faudrait lui préciser', lines: cells('elements_a_preciser', 'element') },
  ].filter(({ lines }) => lines.length > 0)
  return (
    <section class="bloc">
      <h2>Ce qui amène {noms}</h2>
      {parts.map(({ titre, lines }) => (
        <div key={titre}>
          <h3>{titre}</h3>
          <ul class="attentes">
            {lines.slice(0, FEW).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      <a class="lien au-bord" href={`/fiches/${fiche.id}`}>
        Lire toute la préparation
      </a>
    </section>
  )
}
