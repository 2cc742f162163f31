// The path of an immersion: its four steps, the gabarits of each in the order of parcours.json. Pure.
import type { Immersion } from '../domain/collections.ts'
import { catalogue, type GabaritResume } from '../forms/catalogue.ts'
import { findParcours, type Phase } from '../forms/parcours.ts'
import { quand } from '../domain/quand.ts'

export type Etape = Exclude<Phase, 'continu'>

export const etapes: readonly { id: Etape; titre: string; aide: string }[] = [
  { id: 'avant', titre: 'Avant', aide: 'Se mettre d’accord, préparer.' },
  { id: 'pendant', titre: 'Pendant', aide: 'Observer, questionner, noter.' },
  { id: 'juste_apres', titre: 'Juste après', aide: 'Prendre du recul à chaud.' },
  { id: 'apres', titre: 'Après', aide: 'Évaluer, restituer.' },
]

// R-POSE-08: what is filled depends on the type.
const onlyFor: Record<string, string> = {
  'pose-satisfaction-decouverte': 'decouverte',
  'pose-grille-competences': 'validation',
  'pose-evaluation-hebdomadaire': 'validation',
}

/** The gabarits of this immersion by step. */
export function cheminDe(immersion: Immersion): Record<Etape, GabaritResume[]> {
  const chemin: Record<Etape, GabaritResume[]> = { avant: [], pendant: [], juste_apres: [], apres: [] }
  const ids = new Set(findParcours(immersion.dispositif)?.etapes.flatMap((etape) => etape.gabarits) ?? [])
  for (const id of ids) {
    const resume = catalogue.find((gabarit) => gabarit.id === id)
    if (resume?.portee !== 'immersion' || id === 'carnet-notes' || resume.phase === 'continu') continue
    const { modalite, type_immersion } = immersion
    if (resume.modalites.length > 0 && modalite !== null && !resume.modalites.some((one) => one === modalite)) continue
    const type = onlyFor[id]
    // Not chosen yet: neither is proposed.
    if (type && type !== type_immersion) continue
    chemin[resume.phase].push(resume)
  }
  return chemin
}

/** Where the immersion stands on its path today. */
export function etapeDe(immersion: Immersion, gabaritsBegun: readonly string[], today: string): Etape {
  switch (quand(immersion.dates, today)) {
    case 'pendant':
      return 'pendant'
    case 'apres':
      return immersion.dispositif === 'immersion_salarie' || gabaritsBegun.includes('prise-de-recul')
        ? 'apres'
        : 'juste_apres'
    default:
      return 'avant'
  }
}
