// What stands between a fiche and its validation, in words. A draft is always kept, whatever is missing. Pure.
import type { Json } from '../domain/json.ts'
import type { Acces, Role } from '../domain/politique.ts'
import { accesOf, type Refus } from './champ.ts'
import type { SourceCalcul } from './calcul.ts'
import { withCalculs } from './calculees.ts'
import { typeOf } from './champs/index.ts'
import { typeSimple } from './champs/lecture.ts'
import { champOf, donnees, type Table } from './champs/table-champ.ts'
import { isBlank } from './condition.ts'
import { empreinteOf } from './empreinte.ts'
import type { Champ, Gabarit } from './gabarit.ts'
import { exigencesOf, type RegleControlee } from './regles.ts'
import { champsVisibles, isAnswered, type Reponses } from './reponses.ts'
import { imposes } from './themes.ts'

export interface Manque {
  champ: string
  section: string
  /** in a table: index of the row, and its column */
  ligne?: number
  colonne?: string
  raison: Refus['raison'] | 'obligatoire' | 'interdit' | 'envoi' | 'signature'
  /** a sentence for the person */
  message: string
  /** only what blocks, blocks */
  niveau: 'bloquant' | 'avertissement'
  /** id of the rule that asks for it */
  regle?: string
}

/** What is known where the question is asked. */
export interface Vue {
  /** what computed champs count on this device; absent: they stay as they were kept */
  source?: SourceCalcul | undefined
  /** complements that the person may read; absent: all */
  acces?: readonly Acces[] | undefined
  /** what the screen knows beyond this fiche, and blocks or warns of */
  controle?: ((reponses: Reponses) => Manque[]) | undefined
  /** roles held here: what others alone fill is not asked; absent: everything is */
  roles?: readonly Role[] | undefined
}

const levelOf = (regle: RegleControlee): Manque['niveau'] => (regle.niveau === 'bloquant' ? 'bloquant' : 'avertissement')

/**
 * Everything missing or refused among the champs that are shown, in the order of the form.
 * What this person may not read is not asked of them.
 */
export function manques(gabarit: Gabarit, reponses: Reponses, { source, acces, roles, controle }: Vue = {}): Manque[] {
  const complete = withCalculs(gabarit, reponses, source)
  const visibles = champsVisibles(gabarit, complete)
  const shown = Object.fromEntries(Object.entries(complete).filter(([champ]) => visibles.has(champ)))
  const exigences = exigencesOf(gabarit, shown)
  const empreinte = empreinteOf(gabarit, complete)
  const found: Manque[] = []
  const imposed = imposes(gabarit.id, shown)
  for (const section of gabarit.sections) {
    for (const champ of section.champs) {
      const reserved = accesOf(champ)
      if (!visibles.has(champ.id) || (reserved && acces && !acces.includes(reserved))) continue
      const value = shown[champ.id] ?? null
      const add = (raison: Manque['raison'], message: string, niveau: Manque['niveau'] = 'bloquant', regle?: RegleControlee) =>
        found.push({ champ: champ.id, section: section.id, raison, message, niveau, ...(regle ? { regle: regle.id } : {}) })
      const asked = exigences.obligatoires.get(champ.id)
      if (!isAnswered(champ, value) && !(champ.type === 'table' && hasRows(value))) {
        // A computed champ with nothing to count is not the person's to fill.
        const computed = champ.type === 'nombre' && champ.calcul !== undefined
        const filling = champ.rempli_par ?? section.rempli_par
        // La Pose: three people around one phone, nothing of the employee is left for later.
        const theirs = gabarit.famille !== 'la_pose' && roles !== undefined && filling !== undefined && !filling.some((role) => roles.includes(role))
        if (theirs) continue
        if (champ.obligatoire && !computed) add('obligatoire', requis(champ), 'bloquant', asked)
        else if (asked) add('obligatoire', asked.enonce, levelOf(asked), asked)
      } else {
        const refus = refusOf(champ, value)
        if (refus) add(refus.raison, refus.message)
        if (champ.type === 'table') found.push(...cellManques(champ, section.id, value))
      }
      const interdits = exigences.interdits.get(champ.id)
      const regle = typeof value === 'string' ? interdits?.get(value) : undefined
      if (regle) add('interdit', `${regle.enonce} Choisissez une autre réponse.`, levelOf(regle), regle)
      for (const { regle: sending, champ: cause } of exigences.envoi) {
        if (cause === champ.id) add('envoi', `${sending.enonce} L’envoi n’est pas possible ainsi.`, levelOf(sending), sending)
      }
      for (const { champ: at, ...impose } of imposed)
        if (at === champ.id) found.push({ champ: at, section: section.id, raison: 'interdit', niveau: 'bloquant', regle: 'R-ECH-01', ...impose })
      if (champ.type === 'signature' && isStale(value, empreinte))
        add('signature', 'Le contenu a été modifié depuis cette signature : elle est à refaire.')
    }
  }
  return [...found, ...(controle?.(shown) ?? [])]
}

const hasRows = (value: Json): boolean => Array.isArray(value) && value.length > 0

function requis(champ: Champ): string {
  switch (champ.type) {
    case 'signature':
      return 'Une signature est attendue.'
    case 'table':
      return 'Une ligne au moins est attendue.'
    case 'photo':
      return 'Une photo est attendue.'
    default:
      return 'Une réponse est attendue.'
  }
}

/** Why an answer is not good enough; null when it is. */
export function refusOf(champ: Champ, value: Json): Refus | null {
  const type = typeOf(champ)
  const parsed = type.reponse.safeParse(value ?? type.empty)
  if (!parsed.success) return { raison: 'type', message: 'Cette réponse n’a pas la forme attendue.' }
  const accepted = type.accepts(parsed.data, champ)
  return accepted === true ? null : accepted
}

function cellManques(table: Table, section: string, value: Json): Manque[] {
  if (!Array.isArray(value)) return []
  const given = donnees(table)
  return value.flatMap((cells, ligne): Manque[] => {
    if (typeof cells !== 'object' || cells === null || Array.isArray(cells)) return []
    // A row nobody wrote in asks for nothing: the questions of a guide may stay without an answer.
    const answered = Object.entries(cells).filter(([colonne, cell]) => !given.includes(colonne) && !isBlank(cell))
    if (answered.length === 0 && (given.length > 0 || isBlank(cells))) return []
    return table.colonnes.flatMap((colonne): Manque[] => {
      const champ = champOf(colonne, table)
      const cell = cells[colonne.id] ?? null
      const at = { champ: table.id, section, ligne, colonne: colonne.id, niveau: 'bloquant' } as const
      const where = `Ligne ${ligne + 1}, « ${colonne.libelle} » : `
      if (isBlank(cell)) {
        return colonne.obligatoire ? [{ ...at, raison: 'obligatoire', message: `${where}une réponse est attendue.` }] : []
      }
      const type = typeSimple(champ)
      const parsed = type.reponse.safeParse(cell)
      if (!parsed.success) return [{ ...at, raison: 'type', message: `${where}la réponse n’a pas la forme attendue.` }]
      const accepted = type.accepts(parsed.data, champ)
      return accepted === true ? [] : [{ ...at, raison: accepted.raison, message: where + accepted.message }]
    })
  })
}

const isStale = (value: Json, empreinte: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof value.empreinte === 'string' &&
  value.empreinte !== empreinte
