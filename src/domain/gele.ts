// The frozen copy of a document, for a signer who has no account: titles, labels and answers in words, nothing to
// compute. The server keeps and hands it without understanding it. Bounds, so that nobody makes a store of it.
import * as z from 'zod/mini'

/** Bytes of the JSON of a frozen copy. */
export const GELE_MAX_BYTES = 200_000

const line = z.string().check(z.maxLength(2_000))
const prose = z.string().check(z.maxLength(60_000))

const Reponse = z.strictObject({ libelle: line, texte: prose })
const Tableau = z.strictObject({
  libelle: line,
  colonnes: z.array(line).check(z.maxLength(40)),
  lignes: z.array(z.array(prose).check(z.maxLength(40))).check(z.maxLength(400)),
})

export const Gele = z.strictObject({
  titre: line,
  /** what it belongs to: the immersion, its days */
  cadre: line,
  gabarit: line,
  version: z.int().check(z.positive()),
  sections: z
    .array(z.strictObject({ titre: line, champs: z.array(z.union([Reponse, Tableau])).check(z.maxLength(200)) }))
    .check(z.maxLength(60)),
  /** who signed before */
  signatures: z.array(Reponse).check(z.maxLength(20)),
})
export type Gele = z.infer<typeof Gele>
