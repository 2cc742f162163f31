// The ROME as a form is given it: names to complete with, and the panel that proposes skills. Loaded with the first fiche
// that names an occupation.
import type { Choix } from '../../forms/contexte.ts'
import { plainWords } from '../../domain/plain-words.ts'
import { openRome, type Rome } from '../../sync/rome.ts'
import { MetierRome } from './MetierRome.tsx'

/** Occupations by title, then by each of their other names. */
const choixRome = ({ metiers }: Rome): Choix[] => [
  ...metiers.map(({ code, titre }) => ({ id: code, libelle: titre, detail: code, cherche: plainWords(`${titre} ${code}`) })),
  ...metiers.flatMap(({ code, titre, appellations }) =>
    appellations.map((appellation) => ({
      id: code,
      libelle: appellation,
      detail: `${code} · ${titre}`,
      cherche: plainWords(`${appellation} ${code}`),
    })),
  ),
]

/** What a form with a champ of the ROME is given; nothing where the server has none. */
export async function romeForForm() {
  const rome = await openRome()
  return rome ? { rome: choixRome(rome), Metier: MetierRome } : {}
}
