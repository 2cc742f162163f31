// The period of an immersion as R-POSE-05 counts it: whose it is, where, its days, what it aims at. Pure.
import type { Structure } from '../domain/collections.ts'
import { plainWords } from '../domain/plain-words.ts'
import type { Periode } from './durees.ts'
import { structureDe } from './entreprises.ts'
import { accueilDe, joursOf, type Suivie } from './immersion-salarie.ts'
import { texte } from './lire.ts'

/**
 * Null while its days, its employee or its host are not said, and for what did not or will not take place.
 * A repère is a code of the SIAE: the same one in another SIAE is somebody else.
 */
export function periodeDe(suivie: Suivie, structures: readonly Structure[]): Periode | null {
  const { immersion, miseEnPlace, bilan } = suivie
  if (['refusee', 'annulee'].includes(immersion.statut)) return null
  if (texte(bilan?.reponses.realisation) === 'non_realisee') return null
  const jours = joursOf(suivie)
  const repere = plainWords(immersion.salarie_repere ?? texte(suivie.entretien?.reponses.salarie_repere))
  const siae = immersion.structure_appartenance ?? structureDe(texte(suivie.entretien?.reponses.siae), structures)?.id ?? ''
  const salarie = immersion.salarie ?? (repere ? `${siae} ${repere}` : '')
  const host = accueilDe(suivie)
  if (!jours || salarie === '' || !host) return null
  const last = texte(bilan?.reponses.realisation) === 'partielle' ? texte(bilan?.reponses.dernier_jour) : ''
  return {
    id: immersion.id,
    salarie,
    structure: structureDe(host, structures)?.id ?? plainWords(host),
    debut: jours.debut,
    fin: last >= jours.debut && last < jours.fin ? last : jours.fin,
    objet: texte(miseEnPlace?.reponses.objet_pmsmp) || null,
    objectifs: texte(miseEnPlace?.reponses.objectifs_precis) || null,
  }
}
