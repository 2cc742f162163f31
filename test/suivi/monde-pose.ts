// A réseau of immersions of employees, made by hand: its people, its immersions, its fiches.
import { Groupe, Immersion, Personne, Structure } from '../../src/domain/collections.ts'
import type { Json } from '../../src/domain/json.ts'
import { POSE } from '../../src/suivi/immersion-salarie.ts'
import type { FicheLue, Monde } from '../../src/suivi/monde.ts'

export const reseau = Groupe.parse({ id: 'reseau', type: 'reseau_immersions', nom: 'Réseau', structures: ['str-r', 'str-s'], coordination: 'charge', objectif_annuel: 40 })
const personne = (id: string, structure: string, ...roles: string[]) => Personne.parse({ id, nom: id, structure, roles })
export const structure = (id: string, nom: string, fields: object = {}) => Structure.parse({ id, nom, type: 'entreprise', ...fields })

export const immersion = (id: string, fields: object = {}) =>
  Immersion.parse({
    id,
    titre: `Immersion ${id}`,
    dispositif: 'immersion_salarie',
    type_immersion: 'validation',
    structure_appartenance: 'str-s',
    structure_accueil: 'str-b',
    accueillant: 'tuteur',
    referent: 'referent',
    charge_projet: 'charge',
    salarie_repere: 'SAL-B04',
    statut: 'demandee',
    ...fields,
  })

let made = 0
export const fiche = (gabarit: keyof typeof POSE, at: string | null, reponses: Record<string, Json>, fields: Partial<FicheLue> = {}): FicheLue => ({
  id: `fic-${++made}`,
  gabarit: POSE[gabarit],
  version: 1,
  immersion: at,
  rattachement: at === null ? { type: 'groupe', id: 'reseau' } : null,
  auteur: 'charge',
  cree_le: `2026-10-01T08:00:${String(made % 60).padStart(2, '0')}`,
  etat: null,
  reponses,
  ...fields,
})
export const validee = { etat: { etat: 'validee', par: 'charge', le: '2026-10-13T15:00:00' } } as const
export const signature: Json = { nom: 'SAL-B04', fonction: null, signe_le: '2026-12-04T15:00:00', mode: 'clic', trace: null }

export const monde = (moi: string, maintenant: string, immersions: readonly Immersion[], fiches: readonly FicheLue[], fields: Partial<Monde> = {}): Monde => ({
  moi,
  annuaire: {
    personnes: [
      personne('charge', 'str-r', 'charge_projet'),
      personne('referent', 'str-s', 'referent_siae'),
      personne('tuteur', 'str-b', 'tuteur_accueil'),
      personne('autre', 'str-x', 'charge_projet'),
    ],
    groupes: [reseau],
    seances: [],
    structures: [structure('str-b', 'Bistrot L’Exemple'), structure('str-s', 'Les Jardins', { type: 'aci' })],
    aujourdhui: maintenant.slice(0, 10),
  },
  immersions,
  fiches,
  maintenant: `${maintenant.slice(0, 10)}T09:00:00`,
  ...fields,
})
