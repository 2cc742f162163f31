// What the five documents ask of a fiche, one test each: the champ stands there under these very words, with these very
// options, takes an answer by hand, and shows it again to whoever reads. docs/couverture.md names these tests.
import { cleanup, fireEvent, render, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Json } from '../../src/domain/json.ts'
import { FicheForm } from '../../src/forms/FicheForm.tsx'
import { champsOf } from '../../src/forms/gabarit.ts'
import { readReponse } from '../../src/forms/read-reponse.ts'
import type { Reponses } from '../../src/forms/reponses.ts'
import { contexte, gabarit, gabarits, nextOp, registersWith } from './support/exemples.ts'
import { monter } from './support/monter.tsx'

// The document has the straight space of a keyboard where ours cannot break.
const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
/** The name of a champ, without the star of those one must answer. */
const nameIn = (one: Element): string => flat(one.textContent ?? '').replace(/ \*$/, '')
const WORDS = 'Une réponse d’essai.'
const typed: Record<string, string> = { date: '2026-03-12', heure: '09:30', nombre: '4' }

beforeEach(() => (window as unknown as { happyDOM: { setViewport(size: object): void } }).happyDOM.setViewport({ width: 390 }))
afterEach(cleanup)

/** The part of the form under this name. */
function partOf(container: Element, libelle: string): HTMLElement {
  const name = [...container.querySelectorAll<HTMLElement>('legend, .f-nom')].find((one) => nameIn(one) === libelle)
  if (!name) throw new Error(`nothing is called « ${libelle} »`)
  return name.closest('fieldset') ?? (name.closest('.f-champ') as HTMLElement)
}

/** Answers by hand, as a person does. @param options the words to choose; the first one otherwise */
function repondre(part: HTMLElement, type: string, options: readonly string[]): void {
  if (type === 'table') {
    fireEvent.click(within(part).getByText('Ajouter une ligne'))
    return
  }
  const inputs = [...part.querySelectorAll<HTMLInputElement>('input[type=radio], input[type=checkbox]')]
  if (inputs.length === 0) {
    const field = part.querySelector<HTMLInputElement>('textarea, input')
    if (!field) throw new Error('nothing to type in')
    fireEvent.focusIn(field)
    fireEvent.input(field, { target: { value: typed[type] ?? WORDS } })
    return
  }
  const words = (input: HTMLInputElement): string => flat(input.closest('label')?.querySelector('span')?.firstChild?.textContent ?? '')
  const chosen = options.length > 0 ? options.map((option) => inputs.find((input) => words(input) === option)) : inputs.slice(0, 1)
  for (const [index, input] of chosen.entries()) {
    if (!input) throw new Error(`no option « ${options[index]} » among ${inputs.map(words).join(', ')}`)
    fireEvent.click(input)
  }
}

/**
 * @param libelle the words above the champ
 * @param options those it must offer
 * @param quand answers given before, for a champ that is asked only then
 */
function exigence(nom: string, ou: string, libelle: string, options: readonly string[] = [], quand: Reponses = {}): void {
  test(nom, async () => {
    const [name = '', id = ''] = ou.split('.')
    const of = gabarit(name)
    const champ = champsOf(of).find((one) => one.id === id)
    if (!champ) throw new Error(`no champ ${ou}`)
    const form = monter(of, quand, { contexte: contexte({ rolesHere: champ.rempli_par ?? of.rempli_par }) })
    const part = partOf(form.container, libelle)
    repondre(part, champ.type, options)
    await form.refresh()
    if (champ.type === 'table') {
      const field = part.querySelector('textarea, input:not([type=radio]):not([type=checkbox])')
      if (!field) throw new Error('a row with nothing to type in')
      fireEvent.focusIn(field)
      fireEvent.input(field, { target: { value: WORDS } })
      await form.refresh()
    }
    const given = form.reponses()[id] ?? null
    expect(given).not.toBeNull()
    const words = champ.type === 'table' ? [WORDS] : readReponse(champ, given, contexte()).split('\n')
    cleanup()
    const read = render(<FicheForm gabarit={of} registers={registersWith(of, { ...quand, [id]: given as Json })} contexte={contexte()} save={async () => nextOp()} readOnly />)
    const text = flat(read.container.textContent ?? '')
    expect(text).toContain(libelle)
    for (const word of [...words, ...options.slice(-1)]) expect(text).toContain(flat(word))
  })
}

describe('000 : tirer parti des actions d’immersion', () => {
  exigence('A03 : accueil ou accompagnement', 'spro-1-demande.nature_fonction', 'Votre activité relève principalement', ['de l’accueil et de l’information des publics', 'de l’accompagnement des publics'])
  exigence('A04 : une équipe invitée par une autre', 'spro-1-demande.membres_equipe', 'Membres de l’équipe participante', [], { modalite: 'collective' })
  exigence('A17 : les équipes se connaissent mieux', 'guide-observation-collective.organisation', 'Organisation et coordination')
  exigence('A18 : l’environnement d’exercice', 'guide-observation-collective.espaces', 'Espaces et circulation du public')
  exigence('A19 : le travail réel, au-delà des discours', 'guide-observation-mise-en-situation.ecart_prescrit_reel', 'Écart entre ce que j’imaginais et ce que j’ai fait')
  exigence('A20 : mieux aiguiller', 'spro-4-evaluation.effet_aiguillage', 'Ce que cela change dans ma manière d’aiguiller les publics')
  exigence('A21 : apprendre les uns des autres', 'restitution-annuelle.apprentissages_mutuels', 'Apprentissages mutuels')
  exigence('A22 : des immersions proposées régulièrement', 'programme-immersions-local.actions', 'Immersions proposées', [], { pertinence: 'oui' })
  exigence('A23 : prise de poste récente', 'spro-1-demande.nouvel_arrivant', 'Prise de poste récente (moins d’un an)')
  exigence('A23 : renouvellement de personnels', 'spro-1-demande.raisons', 'La demande s’inscrit dans', ['une prise de poste ou un renouvellement d’équipe'])
  exigence('A24 : une intervention commune', 'spro-1-demande.raisons', 'La demande s’inscrit dans', ['la préparation d’une intervention commune'])
  exigence('A25 : un temps d’échanges de pratiques', 'spro-1-demande.raisons', 'La demande s’inscrit dans', ['un temps d’échanges de pratiques à alimenter'])
  exigence('A26 : le groupe local décide de la pertinence', 'programme-immersions-local.pertinence', 'Programme jugé pertinent')
  exigence('A28 : niveau de connaissance initial', 'spro-3-preparation.niveau_global', 'Mon niveau de connaissance global')
  exigence('A29 : le métier tel qu’on l’imagine', 'spro-3-preparation.metier_imagine', 'Comment j’imagine le métier des professionnels accueillants')
  exigence('A30 : objectifs', 'spro-3-preparation.tableau_objectifs', 'Objectifs de l’immersion')
  exigence('A34 : découvert', 'prise-de-recul.decouvert', 'Ce que j’ai découvert')
  exigence('A34 : confronté', 'prise-de-recul.confronte', 'Ce que j’ai confronté')
  exigence('A34 : collecté', 'prise-de-recul.collecte', 'Ce que j’ai collecté')
  exigence('A35 : ce qui pourra être restitué, et à qui', 'prise-de-recul.communicable', 'Ce que je pourrai communiquer, et à qui')
  exigence('A37 : points de découverte', 'prise-de-recul.points_decouverte', 'Mes principaux points de découverte')
  exigence('A37 : points d’étonnement', 'prise-de-recul.points_etonnement', 'Mes principaux étonnements')
  exigence('A39 : principes et valeurs', 'accueil-checklist-observation.principes_valeurs', 'Principes et valeurs')
  exigence('A39 : contexte de travail', 'accueil-checklist-observation.contexte_travail', 'Contexte de travail')
  exigence('A39 : processus', 'accueil-checklist-observation.processus', 'Processus')
  exigence('A40 : plaquettes', 'accueil-checklist-collective.plaquettes', 'Plaquettes de présentation prêtes')
  exigence('A40 : visite des locaux', 'accueil-checklist-collective.visite', 'Parcours de visite des locaux préparé')
  exigence('A40 : postes et outils', 'accueil-checklist-collective.postes_presentes', 'Postes et outils présentés')
  exigence('A40 : temps de questions', 'accueil-checklist-collective.temps_questions', 'Temps spécifique de questions prévu')
  exigence('A41 : lieu de l’observation', 'accueil-checklist-observation.lieu_observation', 'Lieu de l’observation')
  exigence('A41 : conditions de l’observation', 'accueil-checklist-observation.conditions_observation', 'Conditions de l’observation')
  exigence('A41 : apports maximisés', 'accueil-checklist-observation.apports_recherches', 'Ce que l’accueilli pourra voir de plus instructif')
  exigence('A41 : impacts minimisés', 'accueil-checklist-observation.impacts_limites', 'Comment limiter l’impact sur mon activité')
  exigence('A42 : exigences du poste', 'accueil-checklist-mise-en-situation.exigences_poste', 'Exigences particulières du poste à présenter')
  exigence('A42 : points de vigilance', 'accueil-checklist-mise-en-situation.points_vigilance', 'Points de vigilance')
  exigence('A42 : démonstration', 'accueil-checklist-mise-en-situation.demonstration_prevue', 'Démonstration prévue avant la mise en situation')
  exigence('A47 : tableau des connaissances actuelles', 'spro-3-preparation.tableau_connaissances', 'Tableau de mes connaissances actuelles')
  exigence('A48 : relations partenariales actuelles', 'spro-3-preparation.nature_relations', 'Nature des relations avec cette structure')
  exigence('A49 : éléments à préciser', 'spro-3-preparation.elements_a_preciser', 'Éléments à préciser')
  exigence('A50 : appréciation qualitative', 'spro-4-evaluation.appreciation_libre', 'Ce que je retiens de cette expérience')
  exigence('A51 : missions', 'spro-4-evaluation.missions', 'Ses missions')
  exigence('A51 : contexte', 'spro-4-evaluation.contexte', 'Le contexte dans lequel s’exercent ces missions')
  exigence('A51 : modalités d’organisation', 'spro-4-evaluation.organisation', 'Les modalités d’organisation')
  exigence('A52 : évolution des représentations', 'spro-4-evaluation.evolution_representations', 'Ce qui a changé dans ma vision du métier et de la structure')
  exigence('A53 : constats', 'spro-4-evaluation.constats', 'Constats principaux')
  exigence('A54 : axes de travail', 'spro-4-evaluation.tableau_axes', 'Axes de travail')
  exigence('A55 : besoins d’approfondissement', 'spro-4-evaluation.besoins_approfondissement', 'Besoins d’approfondissement repérés')
  exigence('A60 : ce à quoi l’évaluation peut servir', 'spro-4-evaluation.accord_partage', 'J’accepte que cette évaluation serve de base à')
  exigence('A61 : temps de restitution annuel', 'restitution-annuelle.date', 'Date du temps de restitution')
})

describe('001 : cycles d’échanges de pratiques', () => {
  exigence('B04 : cerner l’attente', 'echange-situation-apportee.demande', 'La demande exprimée, la demande comprise')
  exigence('B06 : comité de pilotage', 'echange-choix-themes.lien_comite', 'Échange avec le comité de pilotage')
  exigence('B09 : quand ne pas orienter', 'restitution-structure-appartenance.ne_pas_orienter', 'Quand ne pas orienter')
  exigence('B09 : effets sur l’aiguillage', 'synthese-groupe-local.evolutions_aiguillage', 'Effets constatés sur l’aiguillage')
  exigence('B11 : actualités des structures', 'echange-seance.actualites_structures', 'Actualités des structures')
  exigence('B11 : actualités du réseau', 'echange-seance.actualites_reseau', 'Actualités du réseau')
  exigence('B12 : situation vécue ou étude de cas', 'echange-situation-apportee.nature', 'Nature')
  exigence('B13 : conditions d’accueil', 'echange-situation-apportee.categorie', 'Problématique', ['Conditions d’accueil'])
  exigence('B13 : analyse de la demande', 'echange-situation-apportee.categorie', 'Problématique', ['Analyse de la demande'])
  exigence('B13 : agressivité et publics difficiles', 'echange-situation-apportee.categorie', 'Problématique', ['Gestion de l’agressivité et des publics difficiles'])
  exigence('B16 : aiguillage', 'echange-situation-apportee.categorie', 'Problématique', ['Aiguillage'])
  exigence('B16 : ressources documentaires', 'echange-situation-apportee.categorie', 'Problématique', ['Ressources documentaires et pratiques d’information'])
  exigence('B18 : articulation avec le CEP', 'echange-situation-apportee.categorie', 'Problématique', ['Articulation avec le conseil en évolution professionnelle'])
  exigence('B20 : processus d’aiguillage actualisés', 'echange-seance.processus_aiguillage', 'Processus ou outils d’aiguillage actualisés')
  exigence('B21 : ressources mutualisées', 'echange-seance.ressources_mutualisees', 'Ressources mutualisées')
  exigence('B23 : appui à la conception', 'echange-seance.appui', 'Appui extérieur', ['Aide à la conception'])
  exigence('B24 : appui à l’animation', 'echange-seance.appui', 'Appui extérieur', ['Appui à l’animation'])
  exigence('B25 : formation régionale déclinée', 'echange-seance.appui', 'Appui extérieur', ['Déclinaison d’une formation régionale'])
  exigence('B26 : outillage du chargé d’accueil', 'echange-situation-apportee.categorie', 'Problématique', ['Outillage du chargé d’accueil'])
})

describe('002 : La Pose', () => {
  exigence('C04 : une SIAE comme terrain', 'pose-entretien-tripartite-initial.types_structures_cibles', 'Structures d’accueil recherchées', ['Une autre SIAE'])
  exigence('C05 : participants par collège', 'reunion-trimestrielle-reseau.participants', 'Participants par collège')
  exigence('C07 : besoins et réponses', 'reunion-trimestrielle-reseau.besoins', 'Besoins')
  exigence('C08 : marchand et non marchand', 'pose-entretien-tripartite-initial.types_structures_cibles', 'Structures d’accueil recherchées', ['Secteur marchand', 'Secteur non marchand'])
  test('C11 : le collège des salariés, personnes qualifiées, est déjà sur la feuille', () => {
    const reunion = gabarit('reunion-trimestrielle-reseau')
    const participants = champsOf(reunion).find(({ id }) => id === 'participants')
    if (participants?.type !== 'table') throw new Error('participants is a table')
    const { container } = monter(reunion, { participants: participants.lignes_initiales ?? [] })
    const words = flat(partOf(container, 'Participants par collège').textContent ?? '')
    for (const college of ['SIAE', 'Partenaires institutionnels', 'Acteurs économiques', 'personnes qualifiées']) expect(words).toContain(college)
  })
  exigence('C09 : la parole du tuteur', 'pose-evaluation-hebdomadaire.parole_tuteur', 'Ce que dit le tuteur')
  exigence('C10 : la parole du salarié', 'pose-entretien-tripartite-initial.parole_salarie', 'Ce que le salarié dit de sa motivation')
  exigence('C20 : le motif du refus', 'pose-entretien-tripartite-initial.motif_refus', 'Motif du refus', ['Non pertinente au regard du projet'], { decision: 'refusee' })
  exigence('C23 : où en est le projet', 'pose-entretien-tripartite-initial.etape', 'Où en est le projet ?', ['À affiner'])
  exigence('C25 : objectifs', 'pose-entretien-tripartite-initial.objectifs', 'Objectifs convenus')
  exigence('C25 : délai', 'pose-entretien-tripartite-initial.delai', 'Délai souhaité pour le démarrage')
  exigence('C25 : conditions', 'pose-entretien-tripartite-initial.conditions', 'Conditions de réalisation')
  exigence('C26 : documents remis', 'pose-entretien-tripartite-initial.documents_remis', 'Documents remis', ['CV', 'Coordonnées'])
  exigence('C28 : dates', 'pose-mise-en-place.date_debut', 'Début')
  exigence('C28 : jours et horaires', 'pose-mise-en-place.horaires', 'Jours et horaires de présence')
  exigence('C29 : convention', 'pose-mise-en-place.convention', 'Convention')
  exigence('C29 : avenant', 'pose-mise-en-place.avenant', 'Avenant au contrat de travail')
  exigence('C29 : Cerfa', 'pose-mise-en-place.cerfa', 'Formulaire Cerfa')
  exigence('C32 : appui au démarrage', 'pose-mise-en-place.appui_demarrage', 'Appui au démarrage')
  exigence('C36 : grille individualisée', 'pose-grille-competences.individualisation', 'Objectifs convenus en entretien initial')
  exigence('C38 : intégration', 'pose-satisfaction-decouverte.accueil_premier_jour', 'J’ai été bien accueilli le premier jour')
  exigence('C38 : découverte du métier', 'pose-satisfaction-decouverte.conditions_reelles', 'J’ai vu le métier dans ses conditions réelles')
  exigence('C39 : le salarié valide son projet', 'pose-satisfaction-decouverte.projet_valide', 'Après cette immersion, mon projet est', ['Validé : je veux continuer dans ce métier'])
  exigence('C40 : compétences attendues', 'pose-grille-competences.tableau_competences', 'Compétences et niveau atteint')
  exigence('C41 : fiche ROME ou diplôme', 'pose-grille-competences.referentiel', 'Référentiel utilisé', ['Fiche ROME'])
  exigence('C43 : avis du salarié', 'pose-grille-competences.avis_salarie', 'Avis du salarié')
  exigence('C43 : avis de la structure d’accueil', 'pose-grille-competences.avis_structure', 'Avis de la structure d’accueil')
  exigence('C44 : cartographie locale', 'pose-grille-competences.referentiel', 'Référentiel utilisé', ['Cartographie locale de compétences'])
  exigence('C46 : thèmes de l’insertion', 'reunion-trimestrielle-reseau.themes', 'Thèmes')
  exigence('C53 : garder le contact', 'pose-satisfaction-decouverte.contact_garde', 'L’entreprise m’a proposé de garder le contact')
  exigence('C53 : réseau d’employeurs', 'pose-bilan-final-tripartite.apports', 'Apports de l’immersion', ['Réseau d’employeurs'])
  exigence('C54 : secteur privé', 'pose-bilan-final-tripartite.apports', 'Apports de l’immersion', ['Confrontation avec le secteur privé'])
  exigence('C55 : retour vers l’employeur', 'pose-bilan-final-tripartite.parole_accueil', 'Ce que retient la structure d’accueil')
  exigence('C56 : projet validé ou infirmé', 'pose-bilan-final-tripartite.projet', 'Le projet professionnel est', ['Infirmé'])
  exigence('C57 : entrer en formation', 'pose-satisfaction-decouverte.suite_souhaitee', 'Ce que j’aimerais faire maintenant', ['Entrer en formation'])
  exigence('C58 : une ligne au CV', 'pose-bilan-final-tripartite.ligne_cv', 'Formulation pour le CV')
})

describe('003 : analyse de la pratique', () => {
  exigence('D01 : insertion', 'app-cadre.secteur', 'Secteur', ['Insertion sociale et professionnelle'])
  exigence('D01 : médico-social', 'app-cadre.secteur', 'Secteur', ['Médico-social'])
  exigence('D01 : hospitalier', 'app-cadre.secteur', 'Secteur', ['Hospitalier'])
  exigence('D01 : scolaire', 'app-cadre.secteur', 'Secteur', ['Scolaire'])
  exigence('D02 : ce qui se joue', 'app-situation-elaboration.ce_qui_se_joue', 'Ce qui se joue entre le professionnel, la personne ou la famille, et le problème posé')
  exigence('D06 : protagonistes par leur rôle', 'app-situation-elaboration.acteurs', 'Les protagonistes (par leur rôle)')
  exigence('D07 : soutenir le positionnement', 'app-cadre.objectifs', 'Objectifs du groupe', ['Soutenir le positionnement professionnel'])
  exigence('D08 : mettre à distance', 'app-cadre.objectifs', 'Objectifs du groupe', ['Mettre à distance les difficultés'])
  exigence('D09 : thèmes transversaux', 'app-seance.themes_transversaux', 'Thèmes transversaux apparus')
  exigence('D10 : lien et cohésion', 'app-cadre.objectifs', 'Objectifs du groupe', ['Créer du lien et de la cohésion', 'Reconnaître la place de chacun'])
  exigence('D11 : ce que le groupe retient', 'app-seance.bilan_groupe', 'Ce que le groupe retient')
  exigence('D11 : repères théoriques', 'app-situation-elaboration.concepts', 'Repères théoriques mobilisés')
  exigence('D13 : part d’implication', 'app-situation-elaboration.implication', 'Ma part d’implication')
  exigence('D14 : rôle et enjeux', 'app-situation-elaboration.role_enjeux', 'Mon rôle et les enjeux')
  exigence('D15 : regards des collègues', 'app-situation-elaboration.regards_collegues', 'Les regards des collègues')
  exigence('D16 : liens', 'app-situation-elaboration.liens', 'Liens avec d’autres situations')
  exigence('D17 : cadre légal et institutionnel', 'app-situation-elaboration.cadre_institutionnel', 'Le cadre')
  exigence('D18 : présenter sa pratique', 'app-situation-elaboration.recit', 'Ce que j’ai vécu')
  exigence('D19 : prise de distance', 'app-situation-elaboration.ce_qui_se_joue', 'Ce qui se joue entre le professionnel, la personne ou la famille, et le problème posé')
  exigence('D20 : positionnement', 'app-situation-elaboration.positionnement', 'Mon positionnement professionnel après la séance')
  exigence('D21 : soutien du groupe', 'app-situation-elaboration.soutien_ressenti', 'Je me suis senti soutenu par le groupe')
  exigence('D22 : apports théoriques', 'app-seance.apports_theoriques', 'Apports théoriques de l’intervenant')
  exigence('D23 : analyse, supervision ou régulation', 'app-cadre.type', 'Type de travail', ['Régulation d’équipe'])
  exigence('D25 : disponibilité garantie', 'app-cadre.disponibilite', 'L’encadrement garantit l’assiduité et la disponibilité des participants')
  exigence('D26 : confidentialité', 'app-cadre.regle_confidentialite', 'Confidentialité : ce qui se dit dans le groupe reste dans le groupe')
  exigence('D26 : non-jugement', 'app-cadre.regle_non_jugement', 'Non-jugement')
  exigence('D26 : bienveillance', 'app-cadre.regle_bienveillance', 'Bienveillance')
})

describe('004 : vis ma vie pro', () => {
  exigence('E02 : idées reçues à vérifier', 'spro-3-preparation.idees_recues', 'Idées reçues que je voudrais vérifier')
  exigence('E03 : missions', 'guide-questionnement-collective.q_missions', 'Missions et offre de services')
  exigence('E03 : cadre, références et contraintes', 'guide-questionnement-observation.q_cadre', 'Cadre, références et contraintes')
  exigence('E03 : contraintes observées', 'guide-observation-individuelle.contraintes', 'Contraintes')
  exigence('E04 : suivis où l’on se croise', 'beprip-demande-immersion.situations_concernees', 'Types de suivis dans lesquels nous nous croisons')
  const motif = 'Cette immersion doit surtout me permettre de'
  exigence('E05 : nourrir sa culture professionnelle', 'beprip-demande-immersion.motivations', motif, ['nourrir ma culture professionnelle'])
  exigence('E06 : dépasser des incompréhensions', 'beprip-demande-immersion.motivations', motif, ['dépasser des incompréhensions'])
  exigence('E07 : élargir réseau et cadre de référence', 'beprip-demande-immersion.motivations', motif, ['élargir mon réseau', 'élargir mon cadre de référence'])
  const champ = 'Champ d’intervention'
  exigence('E08 : champ sanitaire', 'beprip-demande-immersion.champ', champ, ['Sanitaire'])
  exigence('E09 : champ éducatif', 'beprip-demande-immersion.champ', champ, ['Éducatif'])
  exigence('E10 : champ social', 'beprip-demande-immersion.champ', champ, ['Social'])
  exigence('E11 : champ judiciaire', 'beprip-demande-immersion.champ', champ, ['Judiciaire'])
  exigence('E12 : champ médico-social', 'beprip-demande-immersion.champ', champ, ['Médico-social'])
  exigence('E13 : champ culturel', 'beprip-demande-immersion.champ', champ, ['Culturel'])
  exigence('E14 : champ information et orientation', 'beprip-demande-immersion.champ', champ, ['Information et orientation des jeunes'])
  exigence('E15 : champ socio-éducatif', 'beprip-demande-immersion.champ', champ, ['Socio-éducatif'])
  exigence('E18 : direction des ressources humaines informée', 'beprip-demande-immersion.rh_informee', 'Direction des ressources humaines informée')
  exigence('E19 : prise en charge', 'beprip-demande-immersion.prise_en_charge', 'Prise en charge envisagée', ['Plan de développement des compétences'])
  exigence('E21 : accueil croisé', 'beprip-demande-immersion.type_echange', 'Type d’échange', ['Accueil croisé avec le même partenaire'])
  exigence('E24 : terrain, accueil, cadres', 'beprip-demande-immersion.statut', 'Statut', ['Cadre'])

  const offre = (rubrique: string, id: string, libelle: string, options?: readonly string[]) =>
    exigence(rubrique, `beprip-fiche-offre-accueil.${id}`, libelle, options)
  offre('E32 : rubrique 1', 'nom_structure_accueil', 'Nom de la structure d’accueil')
  offre('E33 : rubrique 2', 'etablissement_lieu', 'Établissement ou lieu concerné')
  offre('E34 : rubrique 3', 'missions_observables', 'Missions observables')
  offre('E35 : rubrique 4', 'profils_poste_observables', 'Profils de poste observables')
  offre('E36 : rubrique 5', 'profil_observateur', 'Profil de l’observateur')
  offre('E37 : rubrique 6', 'periodes_possibles', 'Périodes possibles')
  offre('E38 : rubrique 7', 'duree_accueil', 'Durée de l’accueil', ['Deux jours'])
  offre('E39 : rubrique 8', 'contenus_proposes', 'Contenus proposés (instances, lieux, etc.)')
  offre('E40 : rubrique 9', 'contact_structure', 'Contact au sein de la structure')
  offre('E41 : rubrique 10', 'documents_appui', 'Documents d’appui disponibles')
  offre('E42 : rubrique 11', 'conditions_particulieres', 'Éventuelles conditions particulières')
  offre('E43 : rubrique 12', 'effets_attendus_structure', 'Effets attendus (pour la structure d’accueil)')
  offre('E44 : rubrique 13', 'effets_attendus_accueilli', 'Effets attendus (pour la personne accueillie)')
  offre('E45 : rubrique 14, la date', 'redigee_le', 'Fiche rédigée le')
  offre('E45 : rubrique 14, l’auteur', 'redigee_par', 'Fiche rédigée par')

  test('E32 à E45 : les quatorze rubriques, dans l’ordre du document', () => {
    const { container } = monter(gabarit('beprip-fiche-offre-accueil'))
    const shown = [...container.querySelectorAll('.f-champ')].map((one) => nameIn(one.querySelector('legend, .f-nom') as Element))
    const rubriques = [
      'Nom de la structure d’accueil',
      'Établissement ou lieu concerné',
      'Missions observables',
      'Profils de poste observables',
      'Profil de l’observateur',
      'Périodes possibles',
      'Durée de l’accueil',
      'Contenus proposés (instances, lieux, etc.)',
      'Contact au sein de la structure',
      'Documents d’appui disponibles',
      'Éventuelles conditions particulières',
      'Effets attendus (pour la structure d’accueil)',
      'Effets attendus (pour la personne accueillie)',
      // The fourteenth holds a date and its author.
      'Fiche rédigée le',
      'Fiche rédigée par',
    ]
    expect(shown).toEqual(rubriques)
  })
})

describe('ce que les règles affichent', () => {
  test('R-POSE-06 : le rappel se lit sous les tâches confiées, pendant qu’on les écrit', () => {
    const { container } = monter(gabarit('pose-mise-en-place'))
    const part = partOf(container, 'Tâches confiées')
    expect(flat(part.textContent ?? '')).toMatch(/Jamais le remplacement d’un salarié absent ni un poste permanent/)
    const described = part.querySelector('textarea')?.getAttribute('aria-describedby')?.split(' ') ?? []
    expect(described.map((id) => container.querySelector(`#${id}`)?.textContent).join(' ')).toContain('remplacement')
  })

  const REMINDER = /Personne ne doit pouvoir être reconnu/
  test.each([...gabarits.values()].filter((of) => champsOf(of).some(({ alerte_anonymat }) => alerte_anonymat)))(
    'R-ETH-03 : $id rappelle l’anonymat sous chaque champ marqué, et sous aucun autre',
    async (of) => {
      const form = monter(of)
      for (const { si, champs } of of.sections) {
        for (const champ of champs) {
          if (si || champ.si) continue
          const part = partOf(form.container, flat(champ.libelle))
          // A table reminds in its rows.
          if (champ.type === 'table') {
            repondre(part, 'table', [])
            await form.refresh()
          }
          expect(REMINDER.test(part.textContent ?? ''), champ.id).toBe(champ.alerte_anonymat === true)
        }
      }
    },
  )
})
