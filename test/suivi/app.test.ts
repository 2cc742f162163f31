// What a group of practice analysis tells to whom: the frame, the attendance, the erasure that comes. Never the content.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readExemples } from '../../server/exemples.ts'
import { Groupe, Personne, Seance } from '../../src/domain/collections.ts'
import type { Json } from '../../src/domain/json.ts'
import { app, aAccepte, cadreDe, presenceDe, suivisPar } from '../../src/suivi/app.ts'
import type { FicheLue, Monde } from '../../src/suivi/monde.ts'

const exemples = readExemples()
const APP = 'app-fictivie'
const direction = { id: 'pro-direction', nom: 'Direction', structure: 'str-mission-locale', roles: ['encadrement_app'] }
const ailleurs = { id: 'pro-ailleurs', nom: 'Ailleurs', structure: 'str-jardins', roles: ['encadrement_app'] }

interface Turned {
  le?: string
  reponses?: Record<string, Record<string, Json>>
  seances?: { id: string; date: string }[]
  sans?: string[]
}
function monde(moi: string, { le = '2026-10-20', reponses = {}, seances = [{ id: 'app-2026-10-15', date: '2026-10-15' }], sans = [] }: Turned = {}): Monde {
  return {
    moi,
    maintenant: `${le}T09:00:00`,
    annuaire: {
      personnes: [...exemples.personnes, direction, ailleurs, { id: 'pro-psy', nom: 'Intervenante' }].map(Personne.parse),
      groupes: exemples.groupes.map((one) => Groupe.parse(one.id === APP ? { ...one, coordination: 'pro-psy' } : one)),
      seances: seances.map((one) => Seance.parse({ ...one, groupe: APP, titre: '' })),
      aujourdhui: le,
    },
    immersions: [],
    fiches: exemples.fiches
      .filter(({ gabarit, id }) => gabarit.startsWith('app-') && !sans.includes(id))
      .map((one): FicheLue => ({ ...one, version: 1, rattachement: one.rattachement ?? null, etat: null, reponses: { ...one.reponses, ...reponses[one.id] } })),
  }
}
const said = (one: Monde) => app(one).map(({ regle, niveau, titre }) => `${regle ?? '–'} ${niveau} ${titre}`)

test('R-APP-02 : une absence alerte l’encadrement de la personne, et lui seul, sans contenu', () => {
  const absence = 'R-APP-02 avertissement Morgan Essai : absence le 15 octobre'
  expect(said(monde('pro-ailleurs'))).toContain(absence)
  expect(said(monde('pro-direction')).join()).not.toContain('absence')
  for (const other of ['pro-camille', 'pro-morgan', 'pro-psy', 'pro-charlie']) expect(said(monde(other)).join()).not.toContain('absence')
  const told = JSON.stringify(app(monde('pro-ailleurs')))
  expect(told).toContain('Absence prévenue')
  for (const secret of ['rendez-vous', 'relancer', 'demande et de commande']) expect(told).not.toContain(secret)
  expect(said(monde('pro-ailleurs', { le: '2027-01-20' })).join()).not.toContain('absence')
})

test('R-APP-02 : chaque participant accepte le cadre, puis l’encadrement s’engage sur l’assiduité', () => {
  const participants = [
    { participant: 'pro-dominique', engagement: true },
    { participant: 'Camille Exemple', engagement: false },
    { participant: 'pro-morgan', engagement: true },
  ]
  const waiting = { reponses: { 'fic-069': { participants, signature_encadrement: null as Json } } }
  const accepter = 'R-APP-02 a_faire Accepter le cadre du groupe'
  expect(said(monde('pro-camille', waiting))).toContain(accepter)
  expect(said(monde('pro-dominique', waiting))).not.toContain(accepter)
  expect(said(monde('pro-camille'))).not.toContain(accepter)
  expect(aAccepte(cadreDe(monde('x').fiches, APP), Personne.parse({ id: 'pro-morgan', nom: 'Morgan Essai' }))).toBe(true)
})

test('R-APP-02 : l’intervenant est rappelé de noter la présence', () => {
  expect(said(monde('pro-psy', { sans: ['fic-070'] }))).toContain('R-APP-02 a_faire Noter la présence du 15 octobre')
  expect(said(monde('pro-psy')).join()).not.toContain('Noter la présence')
})

test('R-APP-02 : une séance proche est annoncée aux participants', () => {
  const next = { le: '2026-11-20', seances: [{ id: 's', date: '2026-11-26' }] }
  expect(said(monde('pro-camille', next))).toContain('R-APP-02 rappel Séance d’analyse de la pratique le 26 novembre')
  expect(said(monde('pro-charlie', next))).toEqual([])
})

test('R-APP-04 : l’auteur est prévenu avant l’effacement, et personne d’autre', () => {
  const soon = { le: '2027-02-20' }
  const words = 'R-APP-04 avertissement « Le rendez-vous qui ne vient pas » sera effacée le 28 février'
  expect(said(monde('pro-dominique', soon))).toContain(words)
  expect(said(monde('pro-camille', soon))).not.toContain(words)
  expect(said(monde('pro-dominique', { le: '2027-01-20' }))).not.toContain(words)
})

test('R-APP-03 : l’encadrement suit la présence de ses seuls professionnels', () => {
  const { annuaire, fiches } = monde('pro-direction')
  const groupe = annuaire.groupes.find(({ id }) => id === APP)!
  const mine = suivisPar(groupe, Personne.parse(direction), annuaire.personnes)
  expect(mine.map(({ id }) => id).sort()).toEqual(['pro-camille', 'pro-dominique'])
  const fiche = fiches.find(({ id }) => id === 'fic-070')!
  expect(presenceDe(fiche, mine).filter(({ personne }) => personne).map(({ statut }) => statut)).toEqual(['present', 'present'])
})

test('R-APP-01 : rien de ce qui se dit dans le groupe n’entre dans un indicateur', () => {
  // What counts (suivi, computed champs, exports of figures) does not so much as name these gabarits.
  const folders = ['src/suivi', 'src/ui/territoire', 'src/forms']
  const named = folders.flatMap((folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
    return files.filter((name) => /app-(situation|seance)/.test(readFileSync(`${folder}/${name}`, 'utf8'))).map((name) => `${folder}/${name}`)
  })
  expect(named).toEqual(['src/suivi/app.ts'])
})
