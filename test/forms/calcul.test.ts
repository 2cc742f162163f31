// The fourteen computed champs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/domain/json.ts'
import { withCalculs } from '../../src/forms/calculees.ts'
import { compute, type ImmersionComptee, type SourceCalcul } from '../../src/forms/calcul.ts'
import { champsOf } from '../../src/forms/gabarit.ts'
import { exemple, exemples, gabarit } from './support/exemples.ts'

const immersions: ImmersionComptee[] = JSON.parse(readFileSync(join(import.meta.dirname, '../../server/exemples/immersions.json'), 'utf8'))
const source = (own: Partial<SourceCalcul> = {}): SourceCalcul => ({ immersions, niveaux: [], annee: 2026, ...own })

describe('from the fiche alone', () => {
  test('every example says what is computed from it', () => {
    let seen = 0
    for (const { id, gabarit: name, reponses } of exemples) {
      for (const champ of champsOf(gabarit(name))) {
        if (champ.type !== 'nombre' || !champ.calcul || reponses[champ.id] === undefined) continue
        const computed = compute(champ.calcul, reponses, undefined)
        if (computed.source) {
          expect(computed.value, `${id} ${champ.id}`).toBe(reponses[champ.id])
          seen++
        }
      }
    }
    expect(seen).toBe(8)
  })

  test.each<[string, Record<string, Json>, number | null]>([
    ['somme(calendrier.fin - calendrier.debut)', { calendrier: [{ debut: '09:00', fin: '12:15' }, { debut: '14:00', fin: '17:00' }, { debut: '18:00' }] }, 6.25],
    ['somme(calendrier.fin - calendrier.debut)', { calendrier: [{ debut: '12:00', fin: '09:00' }] }, null],
    ['part(presence.statut = present)', { presence: [] }, null],
    ['part(presence.statut = present)', { presence: [{ statut: 'present' }, { statut: 'absent' }, {}] }, 33],
    ['compte(tableau_reponses.reponse parmi refus, accord_retire)', {}, 0],
    ['realise / objectif_annuel × 100', { realise: 3, objectif_annuel: 0 }, null],
    ['realise / objectif_annuel × 100', { realise: 3 }, null],
  ])('%s of %j', (calcul, reponses, value) => {
    expect(compute(calcul, reponses, undefined)).toEqual({ source: true, value })
  })
})

describe('from what is on the device', () => {
  test('the indicators of the example are those one counts', () => {
    const { reponses } = exemple('fic-064')
    const { nb_total: _, realise: __, taux_realisation: ___, taux_restitution: ____, ...entered } = reponses
    expect(withCalculs(gabarit('indicateurs-territoire'), entered, source())).toEqual(reponses)
  })

  test('the quarterly meeting counts discoveries, validations and refusals', () => {
    const { reponses } = exemple('fic-063')
    const quarter = immersions.filter(({ dates }) => (dates[0] ?? '2026-05') < '2026-07')
    expect(withCalculs(gabarit('reunion-trimestrielle-reseau'), { ...reponses, nb_decouverte: 9 }, source({ immersions: quarter }))).toEqual(reponses)
  })

  test('the year counts that year only', () => {
    expect(compute('indicateurs.nb_immersions_annee', {}, source({ annee: 2025 }))).toEqual({ source: true, value: 0 })
  })

  test('R-VIS-03: an average is given from five answers on', () => {
    const niveaux = (count: number) => Array.from({ length: count }, () => ({ avant: '1', apres: '3' }))
    const progression = 'moyenne(niveau_global_apres - niveau_global)'
    expect(compute(progression, {}, source({ niveaux: niveaux(4) }))).toEqual({ source: true, value: null })
    expect(compute(progression, {}, source({ niveaux: [...niveaux(5), { avant: null, apres: '4' }] }))).toEqual({ source: true, value: 2 })
  })

  test('without the source, a champ keeps what was entered by hand', () => {
    const { reponses } = exemple('fic-064')
    expect(withCalculs(gabarit('indicateurs-territoire'), reponses, undefined)).toEqual(reponses)
    expect(compute('calcul inconnu', {}, source())).toEqual({ source: false })
  })
})
