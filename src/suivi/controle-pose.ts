// What a fiche of an employee's immersion must satisfy beyond its own answers, before it is validated: the employee's own
// « oui » (R-POSE-01), the law on durations (R-POSE-05), what comes before the bilan (R-POSE-09). A draft is always kept.
import type { Structure } from '../domain/collections.ts'
import type { Manque } from '../forms/manques.ts'
import type { Reponses } from '../forms/reponses.ts'
import { type DureeRefus, refusDeDuree } from './durees.ts'
import { structureDe } from './entreprises.ts'
import { avantBilan, POSE, type Signee, type Suivie } from './immersion-salarie.ts'
import { texte } from './lire.ts'
import { periodeDe } from './periodes.ts'

export interface Autour {
  /** the immersion of the fiche, with its other fiches */
  suivie: Suivie
  /** every immersion this device knows */
  autres: readonly Suivie[]
  structures: readonly Structure[]
  signee?: Signee
}

const blocks = (champ: string, section: string, regle: string, message: string): Manque => ({
  champ,
  section,
  raison: 'interdit',
  message,
  niveau: 'bloquant',
  regle,
})

/** What the answers of this fiche lack, given what surrounds it. */
export function controlePose(gabarit: string, reponses: Reponses, { suivie, autres, structures, signee }: Autour): Manque[] {
  switch (gabarit) {
    case POSE.entretien:
      return reponses.decision === 'acceptee' && reponses.volontaire !== true
        ? [blocks('volontaire', 'volontariat', 'R-POSE-01', 'Sans le « oui » du salarié, l’immersion ne peut pas être acceptée.')]
        : []
    case POSE.miseEnPlace:
      return dureesDe(reponses, { suivie, autres, structures }).map(({ raison, message }) =>
        blocks(raison === 'ordre' || raison === 'mois' ? 'date_fin' : 'date_debut', 'conditions', 'R-POSE-05', message),
      )
    case POSE.bilan:
      // As it is being filled: whether the immersion took place is said in it.
      return avantBilan({ ...suivie, bilan: suivie.bilan && { ...suivie.bilan, reponses } }, signee).map((words) =>
        blocks('realisation', 'cadre', 'R-POSE-09', `${words}.`),
      )
    default:
      return []
  }
}

/** R-POSE-05 on the answers of a mise en place, whatever the immersion says yet. */
export function dureesDe(reponses: Reponses, { suivie, autres, structures }: Pick<Autour, 'suivie' | 'autres' | 'structures'>): DureeRefus[] {
  const [debut, fin] = [texte(reponses.date_debut), texte(reponses.date_fin)]
  const immersion = {
    ...suivie.immersion,
    dates: [debut, fin].filter(Boolean),
    structure_accueil: texte(reponses.structure_retenue) || suivie.immersion.structure_accueil,
  }
  if (debut && fin && fin < debut) return refusDeDuree({ id: immersion.id, salarie: '', structure: '', debut, fin, objet: null, objectifs: null }, [])
  const miseEnPlace = suivie.miseEnPlace && { ...suivie.miseEnPlace, reponses }
  const own = debut && fin ? periodeDe({ ...suivie, immersion, miseEnPlace, bilan: null }, structures) : null
  if (!own) return debut && fin ? refusDeDuree({ id: immersion.id, salarie: '', structure: '', debut, fin, objet: null, objectifs: null }, []) : []
  return refusDeDuree(
    own,
    autres.flatMap((one) => (one.immersion.id === immersion.id ? [] : (periodeDe(one, structures) ?? []))),
  )
}

/** What the immersion takes from a validated fiche that it does not say yet: its type, its host, its days. */
export function aReporter({ immersion, entretien, miseEnPlace }: Suivie, structures: readonly Structure[], personnes: readonly { id: string; nom: string }[]) {
  const found: Partial<Record<'type_immersion' | 'structure_accueil' | 'structure_appartenance' | 'accueillant' | 'lieu' | 'salarie_repere', string>> & { dates?: string[] } = {}
  const type = texte(entretien?.reponses.type_immersion)
  if (entretien?.etat && entretien.reponses.decision === 'acceptee') {
    if (type && type !== immersion.type_immersion) found.type_immersion = type
    const repere = texte(entretien.reponses.salarie_repere)
    if (repere && !immersion.salarie_repere) found.salarie_repere = repere
    const siae = structureDe(texte(entretien.reponses.siae), structures)
    if (siae && !immersion.structure_appartenance) found.structure_appartenance = siae.id
  }
  if (miseEnPlace?.etat) {
    const { reponses } = miseEnPlace
    const nommee = texte(reponses.structure_retenue)
    const host = structures.find(({ id, nom }) => id === nommee || nom === nommee)?.id ?? nommee
    if (host && host !== immersion.structure_accueil) found.structure_accueil = host
    const dates = [texte(reponses.date_debut), texte(reponses.date_fin)].filter(Boolean)
    const [debut, fin] = [immersion.dates[0], immersion.dates.at(-1)]
    if (dates.length === 2 && (dates[0] !== debut || dates[1] !== fin)) found.dates = dates[0] === dates[1] ? dates.slice(0, 1) : dates
    const tuteur = personnes.find(({ id, nom }) => id === reponses.tuteur || texte(reponses.tuteur).startsWith(nom))
    if (tuteur && tuteur.id !== immersion.accueillant) found.accueillant = tuteur.id
    const lieu = texte(reponses.lieu)
    if (lieu && !immersion.lieu) found.lieu = lieu
  }
  return found
}
