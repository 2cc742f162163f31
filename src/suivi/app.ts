// What a group of practice analysis asks of each: the frame accepted, the séances attended, the absences told to the
// management without a word of content, the erasure announced to the author. Rules R-APP.
// No other file of this folder may look at these gabarits: nothing of them enters an indicator (R-APP-01).
import { SITUATION_APP } from '../domain/effacement.ts'
import type { Groupe, Personne } from '../domain/collections.ts'
import type { Echeance } from './echeance.ts'
import { ficheDeSeance, leJour, lignesDe, mesRoles, personneNommee, prochaineDe, seancesDe } from './groupe.ts'
import { dayPlus } from './jours.ts'
import type { FicheLue, Monde } from './monde.ts'

export const CADRE = 'app-cadre'
export const SEANCE_APP = 'app-seance'

/** Days before the erasure of a situation from which its author is told. */
const ANNONCER = 14
/** Days before a séance from which it is announced. */
const VENIR = 7
/** Days after a séance during which an absence is told, and its attendance asked for. */
const SUIVRE = 45

interface Presence {
  personne: Personne | null
  nom: string
  statut: 'present' | 'absent_prevenu' | 'absent' | null
}

const STATUTS = ['present', 'absent_prevenu', 'absent'] as const

/** Who was there, as the fiche of the séance says. */
export const presenceDe = (fiche: FicheLue | null, personnes: readonly Personne[]): Presence[] =>
  lignesDe(fiche, 'presence').map(({ participant, statut }) => {
    const personne = personneNommee(participant, personnes)
    return { personne, nom: personne?.nom ?? String(participant ?? ''), statut: STATUTS.find((one) => one === statut) ?? null }
  })

/** The frame of a group; null while nobody wrote it. */
export const cadreDe = (fiches: readonly FicheLue[], groupe: string): FicheLue | null =>
  fiches.find(({ gabarit, rattachement }) => gabarit === CADRE && rattachement?.id === groupe) ?? null

/** Did this person accept the frame? */
export const aAccepte = (cadre: FicheLue | null, personne: Personne): boolean =>
  lignesDe(cadre, 'participants').some((cells) => personneNommee(cells.participant, [personne]) !== null && cells.engagement === true)

/** The people whose attendance this manager guarantees: the participants of their structures. */
export function suivisPar(groupe: Groupe, manager: Personne, personnes: readonly Personne[]): Personne[] {
  const held = [
    ...(manager.roles.includes('encadrement_app') ? [manager.structure] : []),
    ...manager.mandats.filter(({ roles }) => roles.includes('encadrement_app')).map(({ structure }) => structure),
  ]
  return personnes.filter(({ id, structure }) => groupe.participants.includes(id) && structure !== null && held.includes(structure))
}

/** What is due in the groups of practice analysis of this person. */
export function app(monde: Monde): Echeance[] {
  return [
    ...monde.annuaire.groupes.filter(({ type }) => type === 'groupe_app').flatMap((groupe) => ofGroupe(groupe, monde)),
    ...effacements(monde),
  ]
}

function ofGroupe(groupe: Groupe, monde: Monde): Echeance[] {
  const { annuaire, moi, fiches } = monde
  const today = monde.maintenant.slice(0, 10)
  const roles = mesRoles(monde, groupe)
  const me = annuaire.personnes.find(({ id }) => id === moi)
  if (!me) return []
  const lien = `/reseau/groupe/${groupe.id}`
  const cadre = cadreDe(fiches, groupe.id)
  const found: Echeance[] = []
  if (roles.has('participant_app')) {
    if (cadre && !aAccepte(cadre, me))
      found.push({ id: `app accepter ${cadre.id}`, regle: 'R-APP-02', niveau: 'a_faire', titre: 'Accepter le cadre du groupe', detail: groupe.nom, lien })
    const next = prochaineDe(groupe.id, annuaire, today)
    if (next && today >= dayPlus(next.date, -VENIR))
      found.push({ id: `app venir ${next.id}`, regle: 'R-APP-02', niveau: 'rappel', titre: `Séance d’analyse de la pratique le ${leJour(next.date)}`, detail: 'Votre présence est attendue ; une situation peut être apportée', des: dayPlus(next.date, -VENIR), lien: `/reseau/seance/${next.id}` })
  }
  const past = seancesDe(groupe.id, annuaire).filter(({ date }) => date < today && today <= dayPlus(date, SUIVRE))
  if (roles.has('intervenant_app'))
    for (const seance of past.filter((one) => lignesDe(ficheDeSeance(fiches, SEANCE_APP, one), 'presence').length === 0))
      found.push({ id: `app presence ${seance.id}`, regle: 'R-APP-02', niveau: 'a_faire', titre: `Noter la présence du ${leJour(seance.date)}`, detail: groupe.nom, des: seance.date, lien: `/reseau/seance/${seance.id}` })
  if (roles.has('encadrement_app')) found.push(...pourEncadrement(groupe, me, monde, lien))
  return found
}

/** R-APP-02: an absence is told to the management of the person, with its day and whether it was announced; nothing else. */
function pourEncadrement(groupe: Groupe, me: Personne, { annuaire, fiches, maintenant }: Monde, lien: string): Echeance[] {
  const today = maintenant.slice(0, 10)
  const mine = suivisPar(groupe, me, annuaire.personnes)
  const found: Echeance[] = []
  const cadre = cadreDe(fiches, groupe.id)
  if (cadre && cadre.reponses.signature_encadrement === undefined && groupe.participants.every((id) => accepted(cadre, id, annuaire.personnes)))
    found.push({ id: `app garantir ${cadre.id}`, regle: 'R-APP-02', niveau: 'a_faire', titre: 'Vous engager sur l’assiduité du groupe', detail: groupe.nom, lien })
  for (const seance of seancesDe(groupe.id, annuaire).filter(({ date }) => date <= today && today <= dayPlus(date, SUIVRE))) {
    const fiche = ficheDeSeance(fiches, SEANCE_APP, seance)
    for (const { personne, statut } of presenceDe(fiche, mine)) {
      if (!personne || statut === null || statut === 'present') continue
      found.push({
        id: `app absence ${seance.id} ${personne.id}`,
        regle: 'R-APP-02',
        niveau: 'avertissement',
        titre: `${personne.nom} : absence le ${leJour(seance.date)}`,
        detail: statut === 'absent_prevenu' ? 'Absence prévenue. Que faut-il pour la prochaine séance ?' : 'Absence non prévenue. Que faut-il pour la prochaine séance ?',
        des: seance.date,
        lien,
      })
    }
    const point = fiche?.reponses.alerte_organisation
    if (fiche && typeof point === 'string' && point !== '')
      found.push({ id: `app organisation ${seance.id}`, regle: null, niveau: 'rappel', titre: point, detail: `Point d’organisation, séance du ${leJour(seance.date)}`, des: seance.date, lien })
  }
  return found
}

const accepted = (cadre: FicheLue, id: string, personnes: readonly Personne[]): boolean => {
  const personne = personnes.find((one) => one.id === id)
  return personne === undefined || aAccepte(cadre, personne)
}

/** R-APP-04: nobody finds out afterwards that their words are gone. */
function effacements({ fiches, moi, maintenant }: Monde): Echeance[] {
  const today = maintenant.slice(0, 10)
  return fiches
    .filter(({ gabarit, auteur }) => gabarit === SITUATION_APP && auteur === moi)
    .flatMap(({ id, reponses: { titre, purge_le } }): Echeance[] => {
      if (typeof purge_le !== 'string' || purge_le <= today || today < dayPlus(purge_le, -ANNONCER)) return []
      const name = typeof titre === 'string' && titre !== '' ? `« ${titre} »` : 'Votre situation'
      return [{ id: `app effacement ${id}`, regle: 'R-APP-04', niveau: 'avertissement', titre: `${name} sera effacée le ${leJour(purge_le)}`, detail: 'Partout, sans retour possible. Vous pouvez avancer ou reculer cette date', des: dayPlus(purge_le, -ANNONCER), lien: `/fiches/${id}?champ=purge_le` }]
    })
}
