// A séance of practice analysis. The facilitator notes who is there and what the group keeps; a participant brings a
// situation and reads those that are shown; the management reads the attendance in the space of the group.
import { useLocation } from 'preact-iso'
import type { Groupe } from '../../domain/collections.ts'
import { path } from '../../domain/id.ts'
import { SITUATION_APP } from '../../domain/effacement.ts'
import { shownValue } from '../../domain/register.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { FicheView } from '../../store/index.ts'
import { cadreDe, SEANCE_APP } from '../../suivi/app.ts'
import { ficheDeSeance, lignesDe } from '../../suivi/groupe.ts'
import { monthsPlus } from '../../suivi/jours.ts'
import { useCarnet } from '../carnet.ts'
import { cellules, ecrire, ligneDe, nouvelleFiche, nouvelleLigne } from '../echanges/ecrire.ts'
import { FinDeSeance } from '../echanges/FinDeSeance.tsx'
import { jourEnTitre, ouEtQuand } from '../echanges/rangs.tsx'
import { prochaineApres, Suivante } from '../echanges/Suivante.tsx'
import { Ajout, Appel, Coche, Vif } from '../echanges/saisie.tsx'
import type { SeanceProps } from '../echanges/Seance.tsx'
import { type GroupeVu, useGroupe } from '../echanges/use-groupe.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Situations } from './Situations.tsx'
import '../look/screens.css'
import '../echanges/echanges.css'

const STATUTS = [
  { id: 'present', mots: 'Présent' },
  { id: 'absent_prevenu', mots: 'Absent, prévenu' },
  { id: 'absent', mots: 'Absent' },
]

/** Minutes between two hours of a day. */
const minutes = (from: string | null, to: string | null): number | null => {
  const at = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5))
  return from && to && at(to) > at(from) ? at(to) - at(from) : null
}

export default function SeanceApp({ seance, groupe }: SeanceProps) {
  const { db, moi, annuaire } = useCarnet()
  const { route } = useLocation()
  const vu = useGroupe(groupe)
  const around = { titre: jourEnTitre(seance), lieu: groupe.nom, retour: `/reseau/groupe/${groupe.id}`, surtitre: 'Analyse de la pratique' }
  if (!vu || !annuaire) return <Page {...around}>{null}</Page>
  const { monde, roles, today, seances } = vu
  const anime = roles.has('intervenant_app')
  const participe = roles.has('participant_app')
  const lue = ficheDeSeance(monde.fiches, SEANCE_APP, seance)
  const fiche = lue && vu.vueDe(lue)
  const passee = (seance.date ?? '') < today
  const mine = vu.vues.some(({ data }) => data.$gabarit === SITUATION_APP && data.$rattachement?.id === seance.id && data.$auteur === moi.personne)
  const noter = () => {
    const duree = minutes(seance.debut, seance.fin)
    void nouvelleFiche(db, SEANCE_APP, 'seance', seance.id, {
      [path('groupe')]: groupe.id,
      ...(seance.date ? { [path('date')]: seance.date } : {}),
      [path('numero')]: Math.max(1, seances.findIndex(({ id }) => id === seance.id) + 1),
      ...(duree ? { [path('duree')]: duree } : {}),
      ...prochaineApres(vu, seance),
    }).catch(() => undefined) // the chip says why
  }
  const apporter = () =>
    void nouvelleFiche(db, SITUATION_APP, 'seance', seance.id, { [path('partage')]: 'moi', [path('purge_le')]: finDe(vu, groupe) }).then(
      (id) => route(`/fiches/${id}`),
      () => undefined,
    )
  return (
    <Page {...around} chapeau={ouEtQuand(seance, annuaire) ? <p>{ouEtQuand(seance, annuaire)}</p> : undefined}>
      {!participe && !anime && <p>Le contenu de cette séance n’est lu que par le groupe.</p>}
      {anime && !fiche && (
        <button type="button" class="acte" onClick={noter}>
          Noter la présence
        </button>
      )}
      {participe && !passee && !mine && (
        <>
          <p>Une situation que vous avez vécue. Elle est à vous : vous choisissez qui la lit, et quand elle s’efface.</p>
          <button type="button" class="acte" onClick={apporter}>
            Apporter une situation
          </button>
        </>
      )}
      {participe && <Situations groupe={groupe} vu={vu} seance={seance.id} />}
      {participe && !passee && mine && (
        <button type="button" class="geste" onClick={apporter}>
          <Icon name="plus" taille={1.25} />
          Apporter une autre situation
        </button>
      )}
      {anime && fiche && <Tenue fiche={fiche} vu={vu} />}
      {anime && fiche && <Suivante vu={vu} groupe={groupe} fiche={fiche} />}
      {participe && fiche && <Traces fiche={fiche} />}
      {anime && <FinDeSeance groupe={groupe} seance={seance} fiche={fiche?.id} vide={!fiche && vu.vues.every(({ data }) => data.$rattachement?.id !== seance.id)} />}
    </Page>
  )
}

/** « Par défaut à la fin du cycle »: the last day that is known of it, else six months from now. */
function finDe({ monde, seances, today }: GroupeVu, groupe: Groupe): string {
  const prevues = lignesDe(cadreDe(monde.fiches, groupe.id), 'seances_prevues').map(({ date }) => String(date ?? ''))
  const last = groupe.fin ?? [...seances.map(({ date }) => date), ...prevues].sort().at(-1) ?? today
  return last > today ? last : monthsPlus(today, 6)
}

function Tenue({ fiche, vu }: { fiche: FicheView; vu: GroupeVu }) {
  const { db } = useCarnet()
  const rows = lignesOf('presence', fiche.registers)
  const noms = vu.participants.map(({ id, nom }) => {
    const statut = rows.find(({ cells }) => cells.participant === id || cells.participant === nom)?.cells.statut
    return { id, nom, etat: typeof statut === 'string' ? statut : null }
  })
  const note = (id: string, statut: string | null) => {
    const nom = noms.find((one) => one.id === id)?.nom ?? ''
    const row = ligneDe(fiche.registers, 'presence', 'participant', id, nom)
    void ecrire(db, fiche, cellules(fiche.registers, 'presence', row, { participant: id, statut })).catch(() => undefined) // the chip says why
  }
  const rappel = shownValue(fiche.registers, path('regles_rappelees')) === true
  const titres = lignesOf('situations_travaillees', fiche.registers)
  return (
    <>
      <section class="bloc">
        <h2>Présence</h2>
        <p role="status" class="detail">
          {noms.filter(({ etat }) => etat === 'present').length} sur {noms.length} présents. L’encadrement lit la présence et les points d’organisation, jamais ce qui s’est dit.
        </p>
        <Appel legende="Présence" noms={noms} etats={STATUTS} onChange={note} />
        <Coche checked={rappel} ecrire={(oui) => ecrire(db, fiche, { [path('regles_rappelees')]: oui })}>
          Les règles ont été rappelées
        </Coche>
        <Vif fiche={fiche} at={path('duree')} type="number" libelle="Durée, en minutes" />
      </section>
      <section class="bloc">
        <h2>Ce que le groupe garde</h2>
        <p class="detail">Lu par le groupe, jamais par l’encadrement. Des thèmes, pas des personnes.</p>
        <ul class="rangs">
          {titres.map(({ id, cells }) => (
            <li key={id} class="theme">
              {String(cells.titre ?? '')}
            </li>
          ))}
        </ul>
        <Ajout
          libelle="Titre d’une situation travaillée"
          aide="Un titre neutre, choisi par l’exposant."
          bouton="Ajouter"
          onAjout={(titre) => ecrire(db, fiche, nouvelleLigne(fiche.registers, 'situations_travaillees', { titre }), 'seance')}
        />
        <Vif fiche={fiche} acces="seance" anonyme at={path('themes_transversaux')} libelle="Thèmes transversaux apparus" />
        <Vif fiche={fiche} acces="seance" at={path('apports_theoriques')} libelle="Apports théoriques" />
        <Vif fiche={fiche} acces="seance" anonyme at={path('bilan_groupe')} libelle="Ce que le groupe retient" />
      </section>
      <section class="bloc">
        <h2>Pour la suite</h2>
        <Vif fiche={fiche} at={path('prochaine_seance')} type="date" libelle="Prochaine séance" />
        <Vif fiche={fiche} at={path('alerte_organisation')} libelle="Point d’organisation pour l’encadrement" aide="Salle, horaires, disponibilité : rien de ce qui s’est dit." />
      </section>
    </>
  )
}

/** What the group keeps of a séance, for its participants. */
function Traces({ fiche }: { fiche: FicheView }) {
  const said = (champ: string): string => {
    const value = shownValue(fiche.registers, path(champ))
    return typeof value === 'string' ? value : ''
  }
  const titres = lignesOf('situations_travaillees', fiche.registers).map(({ cells }) => String(cells.titre ?? ''))
  const parts: [string, string][] = [
    ['Situations travaillées', titres.join(' ; ')],
    ['Thèmes transversaux', said('themes_transversaux')],
    ['Apports théoriques', said('apports_theoriques')],
    ['Ce que le groupe retient', said('bilan_groupe')],
  ]
  const shown = parts.filter(([, words]) => words !== '')
  if (shown.length === 0) return null
  return (
    <section class="bloc">
      <h2>Ce que le groupe garde</h2>
      {shown.map(([titre, words]) => (
        <div key={titre}>
          <h3>{titre}</h3>
          <p class="texte">{words}</p>
        </div>
      ))}
    </section>
  )
}
