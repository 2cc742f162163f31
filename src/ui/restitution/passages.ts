// What in a fiche could let somebody be recognised: each passage in its sentence, where it is, why it looks so. Pure.
import { path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { type Registers, shownValue } from '../../domain/register.ts'
import { accesOf } from '../../forms/champ.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import { motifs, suspicions, textsOf } from '../../forms/anonymat.ts'
import type { Champ, Gabarit } from '../../forms/gabarit.ts'

export interface Passage {
  /** the same as long as the words around are the same: changed words are to be looked at again */
  cle: string
  champ: string
  libelle: string
  /** « un nom propre » */
  motif: string
  avant: string
  extrait: string
  apres: string
}

const AROUND = 60
const WRITTEN = ['court', 'long', 'note_liee']

/** The texts a person wrote in an answer; what was chosen from a list identifies nobody. */
function textes(champ: Champ, registers: Registers): string[] {
  const isWritten = (part: { type: string; referentiel?: unknown }): boolean =>
    WRITTEN.includes(part.type) && !part.referentiel
  if (champ.type !== 'table') {
    if (champ.type === 'photo') return legendes(shownValue(registers, path(champ.id)))
    return isWritten(champ) ? textsOf(shownValue(registers, path(champ.id))) : []
  }
  const written = champ.colonnes.filter(isWritten)
  return lignesOf(champ.id, registers).flatMap(({ cells }) => written.flatMap(({ id }) => textsOf(cells[id] ?? null)))
}

const legendes = (value: Json): string[] =>
  Array.isArray(value)
    ? value.flatMap((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? textsOf(one.legende ?? null) : []))
    : []

/** Passages to check, in the order of the fiche. `connus`: names of structures and places, which are nobody. */
export function passagesOf(gabarit: Gabarit, registers: Registers, connus: readonly string[]): Passage[] {
  const found = new Map<string, Passage>()
  for (const champ of gabarit.sections.flatMap(({ champs }) => champs)) {
    if (accesOf(champ)) continue
    for (const texte of textes(champ, registers)) {
      for (const { motif, extrait, debut, fin } of suspicions(texte, connus)) {
        const avant = texte.slice(Math.max(0, debut - AROUND), debut)
        const apres = texte.slice(fin, fin + AROUND)
        const cle = `${champ.id}\n${avant}\n${extrait}\n${apres}`
        found.set(cle, { cle, champ: champ.id, libelle: champ.libelle, motif: motifs[motif], avant, extrait, apres })
      }
    }
  }
  return [...found.values()]
}
