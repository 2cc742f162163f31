// Proposed values: where they come from, where they are not put, what is added later.
import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDocument } from '../../src/domain/collections.ts'
import type { DocId, Path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { lignesOf } from '../../src/forms/champs/table-champ.ts'
import { champsOf, findChamp } from '../../src/forms/gabarit.ts'
import { prefill, reprise, type SourcesPrefill } from '../../src/forms/prefill.ts'
import { reponsesOf } from '../../src/forms/reponses.ts'
import { contexte, exemple, gabarit, gabarits, registersOf } from './support/exemples.ts'

const immersions: Record<string, Json>[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../server/exemples/immersions.json'), 'utf8'),
)
const immersion = (id: string) => {
  const fields = immersions.find((each) => each.id === id)!
  return readDocument('immersion', id as DocId, registersOf(fields as Record<Path, Json>))
}
const sources = (own: Partial<SourcesPrefill> = {}): SourcesPrefill => ({
  ...contexte(),
  profil: {
    personne: 'pro-camille' as PersonneId,
    nom: 'Camille Exemple',
    fonction: 'Chargée d’accueil',
    structure: 'str-mission-locale',
    groupe_local: 'grp-fictivie',
    contact: 'camille.exemple@mission-locale.invalid',
  },
  immersion: immersion('imm-2026-001'),
  maintenant: new Date(2026, 2, 12, 9, 5),
  fiches: {},
  ...own,
})
const opened = (name: string, given = sources()) => {
  const of = gabarit(name)
  const { set, acces } = prefill(of, given)
  return reponsesOf(of, registersOf(Object.assign({}, set, ...Object.values(acces))))
}

describe('a new fiche', () => {
  test('takes what is known of the person', () => {
    expect(opened('spro-1-demande')).toEqual({
      demandeur_nom: 'Camille Exemple',
      demandeur_fonction: 'Chargée d’accueil',
      structure_appartenance: 'str-mission-locale',
      groupe_local: 'grp-fictivie',
      contact_professionnel: 'camille.exemple@mission-locale.invalid',
    })
  })

  test('takes the immersion and the clock', () => {
    expect(opened('accueil-checklist-collective')).toMatchObject({ accueillant_nom: 'Alix Démonstration', date_accueil: '2026-03-12' })
    expect(opened('carnet-notes')).toEqual({ horodatage_date: '2026-03-12', horodatage_heure: '09:05' })
    expect(opened('pose-bilan-final-tripartite', sources({ immersion: immersion('imm-2026-006') }))).toMatchObject({ type_immersion: 'decouverte' })
  })

  test('takes the answers of the fiche before: a text as it is, a table as one line per row', () => {
    const fiches = { 'spro-1-demande': { objectifs: 'Comprendre.' }, 'pose-entretien-tripartite-initial': exemple('fic-048').reponses }
    expect(opened('spro-2-convention', sources({ fiches })).objet).toBe('Comprendre.')
    expect(opened('pose-mise-en-place', sources({ fiches })).objectifs_precis).toBe(
      'Découvrir le déroulement d’un service, du matin à la fermeture\nSavoir si le rythme et les horaires conviennent',
    )
  })

  test('takes the rows that pass the filter, column by column', () => {
    const fiches = { 'spro-3-preparation': exemple('fic-003').reponses }
    expect(opened('guide-observation-collective', sources({ fiches })).points_a_observer).toEqual([
      { element: 'Manière dont une personne est accueillie sans rendez-vous' },
      { element: 'Différence entre leur documentation et la nôtre' },
    ])
    const questions = opened('guide-questionnement-collective', sources({ fiches }))
    expect(questions.q_preparation).toHaveLength(3)
    expect(questions.q_missions).toEqual(exempleInitial('guide-questionnement-collective', 'q_missions'))
  })

  test('takes the themes of the preparation, or the given ones without it', () => {
    const fiches = { 'spro-3-preparation': { tableau_connaissances: [{ theme: 'Le mien', niveau: '1' }] } }
    expect(opened('spro-4-evaluation', sources({ fiches })).tableau_apports).toEqual([{ theme: 'Le mien' }])
    expect(opened('spro-4-evaluation').tableau_apports).toEqual(exempleInitial('spro-4-evaluation', 'tableau_apports'))
  })

  test('takes discoveries as a text with room for notes', () => {
    const fiches = { 'prise-de-recul': { points_decouverte: [{ point: 'Un tiers de public non scolaire' }, { point: 'Âge d’accueil' }] } }
    expect(opened('spro-4-evaluation', sources({ fiches })).decouvertes_etonnements).toEqual({
      texte: 'Un tiers de public non scolaire\nÂge d’accueil',
      notes: [],
    })
  })

  test('takes the immersions of the period', () => {
    const periode = [{ structure_accueil: 'str-cio', modalite: 'collective', date: '2026-03-12', participants: 5, restituee: true, autre: 1 }]
    expect(opened('synthese-groupe-local', sources({ periode })).tableau_immersions).toEqual([
      { structure_accueil: 'str-cio', modalite: 'collective', date: '2026-03-12', participants: 5, restituee: true },
    ])
  })

  test('keeps rows in their order', () => {
    const of = gabarit('spro-3-preparation')
    const { set } = prefill(of, sources())
    const rows = lignesOf('tableau_connaissances', registersOf(set))
    expect(rows.map(({ cells }) => cells)).toEqual(exempleInitial('spro-3-preparation', 'tableau_connaissances'))
  })

  test('writes only on champs of the gabarit, whichever it is, known sources or none', () => {
    const fiches = Object.fromEntries([...gabarits.keys()].map((id) => [id, {}]))
    for (const of of gabarits.values()) {
      const ids = champsOf(of).map(({ id }) => id)
      for (const given of [sources(), sources({ immersion: null, fiches })]) {
        const { set, acces } = prefill(of, given)
        for (const key of Object.keys(Object.assign({}, set, ...Object.values(acces)))) expect(ids).toContain(key.split('/')[0])
      }
    }
  })
})

const exempleInitial = (name: string, champ: string) => {
  const found = findChamp(gabarit(name), champ)
  return found?.type === 'table' ? found.lignes_initiales : undefined
}

describe('a fiche already begun', () => {
  test('is left alone where something was written, even emptied', () => {
    const { set } = prefill(gabarit('spro-1-demande'), sources(), registersOf({ demandeur_nom: null, demandeur_fonction: 'Autre' } as Record<Path, Json>))
    expect(Object.keys(set).sort()).toEqual(['contact_professionnel', 'groupe_local', 'structure_appartenance'])
    const guide = prefill(gabarit('guide-questionnement-collective'), sources(), registersOf({ 'q_missions/a': null } as Record<Path, Json>))
    expect(Object.keys(guide.set).some((key) => key.startsWith('q_missions'))).toBe(false)
  })

  test('is offered the rows that came since, not those it holds nor those it took out', () => {
    const table = findChamp(gabarit('guide-observation-collective'), 'points_a_observer')!
    if (table.type !== 'table') throw new Error('a table')
    const rows = ['Déjà là', 'Retiré', 'Nouveau'].map((element) => ({ element, comment: 'observer' }))
    const given = sources({ fiches: { 'spro-3-preparation': { elements_a_preciser: rows } } })
    const held = registersOf({
      'points_a_observer/a': { pos: 'a0' },
      'points_a_observer/a/element': 'Déjà là',
      'points_a_observer/b': null,
      'points_a_observer/b/element': 'Retiré',
    } as Record<Path, Json>)
    expect(reprise(table, given, held)).toEqual([{ element: 'Nouveau' }])
    expect(reprise(table, sources(), held)).toEqual([])
  })
})
