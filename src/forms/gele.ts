// A fiche frozen in words for a signer who has no account. Pure.
import { path } from '../domain/id.ts'
import type { Gele } from '../domain/gele.ts'
import { type Registers, shownValue } from '../domain/register.ts'
import { readSignature } from './champs/signature-lue.ts'
import { champOf, lignesOf } from './champs/table-champ.ts'
import { isBlank } from './condition.ts'
import type { Noms } from './contexte.ts'
import type { Champ, Gabarit } from './gabarit.ts'
import { readReponse } from './read-reponse.ts'
import { documentASigner, signaturesOf } from './signatures.ts'

type Part = Gele['sections'][number]['champs'][number]

/** The copy that a signer outside reads: the very answers that the signature covers, in words. */
export function geler(gabarit: Gabarit, registers: Registers, noms: Noms, cadre: string): Gele {
  const shown = documentASigner(gabarit, registers)
  const signatures = signaturesOf(gabarit, registers)
    .filter(({ etat }) => etat === 'valable' || etat === 'sans_empreinte')
    .flatMap(({ champ, signature }) => (signature ? [{ libelle: champ.libelle, texte: readSignature(signature) }] : []))
  return {
    titre: gabarit.titre,
    cadre,
    gabarit: gabarit.id,
    version: gabarit.version,
    sections: shown.gabarit.sections
      .map(({ titre, champs }) => ({
        titre,
        champs: champs.filter(({ type }) => type !== 'signature').map((champ) => partOf(champ, shown.registers, noms)),
      }))
      .filter(({ champs }) => champs.length > 0),
    signatures,
  }
}

function partOf(champ: Champ, registers: Registers, noms: Noms): Part {
  const { libelle } = champ
  if (champ.type === 'table') {
    const lignes = lignesOf(champ.id, registers).map(({ cells }) =>
      champ.colonnes.map((colonne) => readReponse(champOf(colonne, champ), cells[colonne.id] ?? null, noms)),
    )
    return { libelle, colonnes: champ.colonnes.map((colonne) => colonne.libelle), lignes }
  }
  const value = shownValue(registers, path(champ.id))
  const texte = isBlank(value) ? 'Sans réponse' : readReponse(champ, value, noms)
  // The picture itself stays in the network.
  return { libelle, texte: champ.type === 'photo' && !isBlank(value) ? `${texte} (photo gardée dans l’application)` : texte }
}
