// The questions that the employee answers, apart from the others: what is given to read and to fill when the phone is handed
// over. Signatures are not among them: one signs the whole fiche, not a part of it.
import type { Path } from '../../domain/id.ts'
import { noRegisters, type Registers } from '../../domain/register.ts'
import { champsOf, type Gabarit } from '../../forms/gabarit.ts'
import type { Champ } from '../../forms/schema.ts'

const only = (champ: Champ, gabarit: Gabarit): boolean => {
  const roles = champ.rempli_par ?? gabarit.rempli_par
  return champ.type !== 'signature' && roles.length === 1 && roles[0] === 'salarie_insertion'
}

/** The champs that only the employee fills. */
export const parolesOf = (gabarit: Gabarit): Champ[] => champsOf(gabarit).filter((champ) => only(champ, gabarit))

/** The registers of the champs of this gabarit: of a part of a fiche, the rest is not there. */
export function registresDe(gabarit: Gabarit, registers: Registers): Registers {
  const ids = new Set(champsOf(gabarit).map(({ id }) => id))
  const found = noRegisters()
  for (const at of Object.keys(registers) as Path[]) if (ids.has(at.split('/')[0] ?? '')) found[at] = registers[at] ?? []
  return found
}

/**
 * The same questions asked to the employee themself: the gabarits speak of « le salarié » to whoever fills the fiche. The
 * answer is the same register; the fiche, its print and what is signed keep the words of the gabarit.
 */
const ADRESSEES: Record<string, { libelle: string; aide: string }> = {
  'pose-entretien-tripartite-initial.volontaire': { libelle: 'Voulez-vous faire cette immersion ?', aide: 'C’est vous qui décidez. Vous pouvez dire non.' },
  'pose-entretien-tripartite-initial.parole_salarie': { libelle: 'Pourquoi ?', aide: 'Dites-le avec vos mots.' },
  'pose-evaluation-hebdomadaire.reussite': { libelle: 'Qu’avez-vous réussi cette semaine ?', aide: 'Même une petite chose.' },
  'pose-evaluation-hebdomadaire.difficulte': { libelle: 'Qu’est-ce qui a été difficile ?', aide: 'On cherchera une solution ensemble.' },
  'pose-grille-competences.avis_salarie': { libelle: 'Que pensez-vous de cette immersion ?', aide: 'Ce que vous avez appris, aimé, trouvé difficile.' },
  'pose-bilan-final-tripartite.parole_salarie': { libelle: 'Que retenez-vous de cette immersion ?', aide: 'Vous parlez en premier.' },
}

/** The gabarit with those champs alone, asked to the employee; the sections that hold none are left out. */
export function gabaritParole(gabarit: Gabarit): Gabarit {
  const sections = gabarit.sections
    .map((section) => ({ ...section, champs: section.champs.filter((champ) => only(champ, gabarit)) }))
    .filter(({ champs }) => champs.length > 0)
    .map((section) => {
      const champs = section.champs.map((champ): Champ => ({ ...champ, ...ADRESSEES[`${gabarit.id}.${champ.id}`] }))
      // The title of a section whose every question is asked in other words would speak of the employee again.
      return champs.every(({ id }) => ADRESSEES[`${gabarit.id}.${id}`]) ? { ...section, titre: 'Vos réponses', champs } : { ...section, champs }
    })
  return { ...gabarit, sections }
}
