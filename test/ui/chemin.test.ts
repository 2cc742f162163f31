// Every gabarit of an immersion has its place on a path, in the order of parcours.json.
import { describe, expect, test } from 'vitest'
import { Immersion } from '../../src/domain/collections.ts'
import { catalogue } from '../../src/forms/catalogue.ts'
import { cheminDe } from '../../src/ui/chemin.ts'

const blank = Object.fromEntries(Immersion.keys.map((key) => [key, null]))
const immersion = (fields: object) => Immersion.parse({ ...blank, id: 'imm-1', ...fields })

const kinds = [
  ...['immersion_pro', 'bourse_reciproque'].flatMap((dispositif) =>
    ['collective', 'observation', 'mise_en_situation'].map((modalite) => ({ dispositif, modalite })),
  ),
  ...['decouverte', 'validation'].map((type_immersion) => ({ dispositif: 'immersion_salarie', type_immersion })),
]

describe('the path of an immersion', () => {
  test('leads to every gabarit of an immersion but the notes, which have the carnet', () => {
    const reached = new Set(
      kinds.flatMap((kind) =>
        Object.values(cheminDe(immersion(kind)))
          .flat()
          .map(({ id }) => id),
      ),
    )
    const wanted = catalogue.filter(
      ({ portee, phase, id }) => portee === 'immersion' && phase !== 'continu' && id !== 'carnet-notes',
    )
    expect(wanted.length).toBe(26)
    expect([...reached].sort()).toEqual(wanted.map(({ id }) => id).sort())
  })

  test('has the prise de recul right after, and only the guides of its modalité', () => {
    const chemin = cheminDe(immersion({ dispositif: 'immersion_pro', modalite: 'observation' }))
    expect(chemin.juste_apres.map(({ id }) => id)).toEqual(['prise-de-recul'])
    expect(chemin.pendant.map(({ id }) => id)).toContain('guide-observation-individuelle')
    expect(chemin.pendant.map(({ id }) => id)).not.toContain('guide-observation-collective')
  })

  test('of the bourse is prepared, observed, questioned and evaluated with the same fiches as one between professionals', () => {
    const ids = (dispositif: string) => {
      const { avant, pendant, juste_apres, apres } = cheminDe(immersion({ dispositif, modalite: 'observation' }))
      return [...avant, ...pendant, ...juste_apres, ...apres].map(({ id }) => id)
    }
    const shared = ['spro-3-preparation', 'guide-observation-individuelle', 'guide-questionnement-observation', 'prise-de-recul', 'spro-4-evaluation']
    expect(ids('bourse_reciproque').filter((id) => shared.includes(id))).toEqual(shared)
    expect(ids('immersion_pro')).toEqual(expect.arrayContaining(shared))
    expect(ids('bourse_reciproque')).toEqual(expect.arrayContaining(['beprip-demande-immersion', 'beprip-convention-ethique', 'restitution-structure-accueillante']))
  })

  test('R-POSE-08 : questionnaire for a découverte, grid and weekly point for a validation, neither before the type is chosen', () => {
    const typed = ['pose-satisfaction-decouverte', 'pose-grille-competences', 'pose-evaluation-hebdomadaire']
    const of = (type_immersion: string | null) =>
      Object.values(cheminDe(immersion({ dispositif: 'immersion_salarie', type_immersion })))
        .flat()
        .map(({ id }) => id)
        .filter((id) => typed.includes(id))
        .sort()
    expect(of('decouverte')).toEqual(['pose-satisfaction-decouverte'])
    expect(of('validation')).toEqual(['pose-evaluation-hebdomadaire', 'pose-grille-competences'])
    expect(of(null)).toEqual([])
  })
})
