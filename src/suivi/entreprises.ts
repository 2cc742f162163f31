// The portfolio of companies of a réseau d’immersions: who they are, what was said, when to call again, the immersions
// they hosted and those they were asked for. Pure.
import type { Groupe, Immersion, Structure } from '../domain/collections.ts'
import { plainWords } from '../domain/plain-words.ts'
import type { Echeance } from './echeance.ts'
import { accueilDe, joursOf, POSE, type Suivie, suivies } from './immersion-salarie.ts'
import { lignes, texte } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'

/** Asked to host: when, and what it answered. */
export interface Prospection {
  suivie: Suivie
  date: string
  reponse: string
  remarque: string
}

export interface Entreprise {
  /** id of the structure; `nom:…` for one that is only named in a fiche */
  id: string
  nom: string
  /** null: not in the directory yet */
  structure: Structure | null
  suivi: FicheLue | null
  relation: string
  /** day of the next contact, or nothing */
  prochain: string
  objet: string
  /** hosted or to be hosted, the latest first */
  immersions: Suivie[]
  prospections: Prospection[]
}

/** Is the immersion one of this réseau: by one of its structures, or led by who coordinates it? */
export const duReseau = ({ structure_appartenance: from, structure_accueil: to, charge_projet }: Immersion, groupe: Groupe): boolean =>
  groupe.structures.some((id) => id === from || id === to) || (charge_projet !== null && charge_projet === groupe.coordination)

/** The structure that these words name, by its id or its name. */
export function structureDe(nommee: string, structures: readonly Structure[]): Structure | null {
  const words = plainWords(nommee)
  return structures.find(({ id }) => id === nommee) ?? structures.find(({ nom }) => words !== '' && plainWords(nom) === words) ?? null
}

const suivisDe = ({ fiches }: Monde, groupe: Groupe): FicheLue[] =>
  fiches.filter(({ gabarit, rattachement }) => gabarit === POSE.entreprise && rattachement?.id === groupe.id)

/** Every company that the réseau knows, by name. */
export function portefeuille(monde: Monde, groupe: Groupe): Entreprise[] {
  const structures = (monde.annuaire.structures ?? []).filter(({ $deleted }) => $deleted === null)
  const byName = new Map(structures.map((one) => [plainWords(one.nom), one]))
  const byId = new Map(structures.map((one) => [one.id, one]))
  const found = new Map<string, Entreprise>()
  const entryOf = (nommee: string): Entreprise => {
    const structure = byId.get(nommee) ?? byName.get(plainWords(nommee)) ?? null
    const id = structure?.id ?? `nom:${plainWords(nommee)}`
    let entry = found.get(id)
    if (!entry) {
      entry = { id, nom: structure?.nom ?? nommee.trim(), structure, suivi: null, relation: '', prochain: '', objet: '', immersions: [], prospections: [] }
      found.set(id, entry)
    }
    return entry
  }
  for (const { id, type } of structures) if (type === 'entreprise') entryOf(id)
  for (const suivie of suivies(monde.immersions, monde.fiches)) {
    if (!duReseau(suivie.immersion, groupe)) continue
    const host = accueilDe(suivie)
    if (host && plainWords(host) !== '' && suivie.immersion.statut !== 'refusee') entryOf(host).immersions.push(suivie)
    for (const row of lignes(suivie.miseEnPlace?.reponses.prospects)) {
      const nommee = texte(row.structure)
      if (plainWords(nommee) === '') continue
      entryOf(nommee).prospections.push({ suivie, date: texte(row.date_contact), reponse: texte(row.reponse), remarque: texte(row.remarque) })
    }
  }
  for (const fiche of suivisDe(monde, groupe)) {
    const nommee = texte(fiche.reponses.entreprise)
    if (plainWords(nommee) === '') continue
    const entry = entryOf(nommee)
    // Begun on two devices: the first one counts, on both.
    if (entry.suivi && (entry.suivi.cree_le ?? '') <= (fiche.cree_le ?? '')) continue
    entry.suivi = fiche
    entry.relation = texte(fiche.reponses.relation)
    entry.prochain = texte(fiche.reponses.prochain_contact)
    entry.objet = texte(fiche.reponses.objet_contact)
  }
  for (const { immersions, prospections } of found.values()) {
    immersions.sort((a, b) => ((joursOf(a)?.debut ?? '') < (joursOf(b)?.debut ?? '') ? 1 : -1))
    prospections.sort((a, b) => (a.date < b.date ? 1 : -1))
  }
  return [...found.values()].sort((a, b) => a.nom.localeCompare(b.nom, 'fr'))
}

/** Is it to be called by now? Never one that does not wish to host. */
export const aRappeler = ({ prochain, relation }: Entreprise, today: string): boolean =>
  prochain !== '' && prochain <= today && relation !== 'ne_souhaite_pas'

/** The companies to call by now. */
export function suivisDus(groupe: Groupe, monde: Monde): Echeance[] {
  const today = monde.maintenant.slice(0, 10)
  return portefeuille(monde, groupe)
    .filter((one) => aRappeler(one, today))
    .map((one) => ({
      id: `pose:contact:${one.suivi?.id}`,
      regle: null,
      niveau: 'a_faire',
      titre: `Rappeler ${one.nom}`,
      ...(one.objet ? { detail: one.objet } : {}),
      des: one.prochain,
      lien: `/reseau/groupe/${groupe.id}/entreprises/${encodeURIComponent(one.id)}`,
    }))
}
