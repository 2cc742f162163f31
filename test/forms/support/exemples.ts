// The fictive fiches and notes, and the gabarits, read as files.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../../../src/domain/json.ts'
import { opId, type Path, type PersonneId, type ReplicaId } from '../../../src/domain/id.ts'
import { noRegisters, type Registers } from '../../../src/domain/register.ts'
import type { SaisieContexte } from '../../../src/forms/contexte.ts'
import '../../../src/forms/referentiels.ts'
import '../../../src/forms/toutes-regles.ts'
import { Lecture } from '../../../src/forms/champ-vue.tsx'
import { loadInputs } from '../../../src/forms/load-gabarit.ts'
import { Gabarit } from '../../../src/forms/schema.ts'
import { loadRegard } from '../../../src/forms/regard.ts'
import { ecritureOf } from '../../../src/forms/ecriture.ts'
import type { Reponses } from '../../../src/forms/reponses.ts'

const root = join(import.meta.dirname, '../../..')
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

export const gabaritFiles: string[] = readdirSync(join(root, 'src/forms/gabarits')).filter((f) => f.endsWith('.json'))
export const rawGabarit = (file: string): unknown => json(join(root, 'src/forms/gabarits', file))
export const rawReferentiel = (file: string): unknown => json(join(root, 'src/forms/referentiels', file))
export const gabarits: ReadonlyMap<string, Gabarit> = new Map(
  gabaritFiles.map((file) => [file.replace('.json', ''), Gabarit.parse(rawGabarit(file))]),
)
// The app loads the inputs with the gabarit; here gabarits are read as files.
for (const each of gabarits.values()) await loadInputs(each)
await Promise.all([Lecture.load(), loadRegard()])

export const gabarit = (id: string): Gabarit => {
  const found = gabarits.get(id)
  if (!found) throw new Error(`no gabarit ${id}`)
  return found
}

export interface Exemple {
  id: string
  gabarit: string
  gabarit_version: number
  immersion: string | null
  auteur: string
  statut: string
  reponses: Reponses
}
const fiches = join(root, 'server/exemples/fiches')
export const exemples: Exemple[] = readdirSync(fiches)
  .sort()
  .map((file) => json(join(fiches, file)))
export const notes: Exemple[] = json(join(root, 'server/exemples/notes.json'))
export const exemple = (id: string): Exemple => {
  const found = [...exemples, ...notes].find((each) => each.id === id)
  if (!found) throw new Error(`no example ${id}`)
  return found
}
const named = (file: string): { id: string; nom: string }[] => json(join(root, 'server/exemples', file))
const choix = (file: string) => named(file).map(({ id, nom }) => ({ id, libelle: nom }))

let ops = 0
export const nextOp = () => opId('replica-test' as ReplicaId, ++ops)

/** Registers with one head each, as the store gives them. */
export function registersOf(set: Record<Path, Json>): Registers {
  const registers = noRegisters()
  const o = nextOp()
  for (const [path, v] of Object.entries(set)) registers[path as Path] = [{ o, v, t: 0, u: 'pro-camille' as PersonneId, s: 1 }]
  return registers
}

/** Registers of a fiche whose answers are these, complements merged in. */
export function registersWith(of: Gabarit, reponses: Reponses): Registers {
  const { set, acces } = ecritureOf(of, reponses)
  return registersOf(Object.assign({}, set, ...Object.values(acces)))
}

export const contexte = (own: Partial<SaisieContexte> = {}): SaisieContexte => ({
  structures: choix('structures.json'),
  personnes: choix('professionnels.json'),
  groupes: choix('groupes.json'),
  cycles: choix('groupes.json'),
  offres: [
    { id: 'fic-028', libelle: 'Offre de la maison des adolescents' },
    { id: 'fic-029', libelle: 'Offre de la mission locale' },
  ],
  immersions: [],
  notes: notes.map(({ id, reponses }) => ({
    id,
    texte: String(reponses.texte ?? ''),
    heure: String(reponses.horodatage_heure ?? ''),
    etiquettes: (reponses.etiquettes as string[] | undefined) ?? [],
  })),
  profil: { personne: 'pro-camille' as PersonneId, nom: 'Camille Exemple', fonction: 'Chargée d’accueil', structure: 'str-mission-locale' },
  photo: { hold: async () => ({ fichier: 'sha' }), follow: async () => () => undefined },
  now: () => new Date(2026, 10, 19, 9, 30, 0),
  rolesHere: ['accueilli'],
  copy: async () => undefined,
  onVersions: () => undefined,
  nameOf: (personne) => personne,
  ...own,
})
