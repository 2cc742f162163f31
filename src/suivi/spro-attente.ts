// What an immersion between professionals waits for from others, as far as this device knows: who has nothing to do there
// knows why. Pure.
import { rolesIn } from '../domain/acces.ts'
import type { Immersion } from '../domain/collections.ts'
import type { Monde } from './monde.ts'
import { repondre } from './spro-apres.ts'
import { convenir, donnerAvis } from './spro-avant.ts'
import { isSpro } from './spro-regles.ts'
import { type Due, of, type Vue } from './spro-vue.ts'

/** One thing awaited, and from whom. */
export interface Attente {
  quoi: string
  qui: string[]
}

/** In the order of the path; the person who holds the device is left out: what is theirs is due. */
export function attentesDe(monde: Monde, immersion: Immersion): Attente[] {
  if (!isSpro(immersion) || ['close', 'annulee', 'refusee'].includes(immersion.statut)) return []
  const fiches = monde.fiches.filter((fiche) => fiche.immersion === immersion.id)
  const vues = monde.annuaire.personnes.map((personne) => ({
    personne,
    vue: { immersion, fiches, moi: personne.id, roles: rolesIn(immersion, personne, monde.annuaire), monde },
  }))
  // One act of one of them: when it is mine to do, nobody else is awaited for it. Signatures are everybody's own.
  const awaited = (quoi: string, step: (vue: Vue) => Due | null, each = false): Attente[] => {
    const due = vues.filter(({ vue }) => step(vue) !== null).map(({ personne }) => personne)
    const qui = due.filter(({ id }) => id !== monde.moi).map(({ nom }) => nom)
    return qui.length > 0 && (each || qui.length === due.length) ? [{ quoi, qui }] : []
  }
  const convention = of(fiches, 'spro-2-convention')
  return [
    ...awaited('l’avis sur la demande', donnerAvis),
    ...awaited(convention ? 'la signature de la convention' : 'la convention', convenir, convention !== undefined),
    ...awaited('la réponse à la restitution', repondre),
  ]
}
