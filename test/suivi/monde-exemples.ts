// The world of the examples as Charlie, who coordinates, reads it: every fiche with its answers, no séance.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Groupe, Immersion, Personne, Structure } from '../../src/domain/collections.ts'
import type { FicheLue, Monde } from '../../src/suivi/monde.ts'

const folder = join(import.meta.dirname, '../../server/exemples')
const read = (name: string): Record<string, unknown>[] => JSON.parse(readFileSync(join(folder, name), 'utf8'))

export const fiches = readdirSync(join(folder, 'fiches')).map((name): FicheLue => {
  const { id, gabarit, gabarit_version, immersion, rattachement, auteur, cree_le, reponses } = JSON.parse(readFileSync(join(folder, 'fiches', name), 'utf8'))
  return { id, gabarit, version: gabarit_version, immersion, rattachement, auteur, cree_le, etat: null, reponses }
})
export const groupes = read('groupes.json').map((one) => Groupe.parse(one))
export const immersions = read('immersions.json').map((one) => Immersion.parse(one))
export const monde: Monde = {
  moi: 'pro-charlie',
  annuaire: {
    personnes: read('professionnels.json').map((one) => Personne.parse(one)),
    structures: read('structures.json').map((one) => Structure.parse(one)),
    groupes,
    seances: [],
    aujourdhui: '2026-11-21',
  },
  immersions,
  fiches,
  maintenant: '2026-11-21T21:00:00',
}
