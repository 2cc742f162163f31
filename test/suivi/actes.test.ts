// Which statut follows from which act, and that devices which were apart agree on it.
import { describe, expect, test } from 'vitest'
import { Immersion, readDocument } from '../../src/domain/collections.ts'
import type { OpId, Path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { applyChange, conflictsOf, mergeState, noRegisters, type Registers } from '../../src/domain/register.ts'
import type { Fait } from '../../src/domain/statut.ts'
import { acteDe, closesDe, isKnown, pathOf, presenceDe, SIGNATURES } from '../../src/suivi/actes.ts'
import { findGabarit } from '../../src/forms/load-gabarit.ts'
import { champsOf } from '../../src/forms/gabarit.ts'

const local = (ms: number): string => new Date(ms).toISOString().slice(0, 19)
const at = (text: string): number => Date.parse(`${text}Z`)

let ops = 0
const heads = (values: Record<string, Json>, u = 'pro-a', when = '2026-12-03T08:00:00'): Registers => {
  const registers = noRegisters()
  for (const [key, v] of Object.entries(values)) {
    ops += 1
    registers[key as Path] = [{ o: `replica-${u}.${ops}` as OpId, v, t: at(when), u: u as PersonneId }]
  }
  return registers
}
const immersion = (fields: Record<string, Json> = {}) =>
  Immersion.parse({ id: 'imm', dispositif: 'immersion_pro', modalite: 'observation', dates: ['2026-12-03'], accueilli: ['pro-a'], structure_appartenance: 'str-a', ...fields })
const fiche = (gabarit: string, registers: Registers, etat: { par: string; le: string } | null = null) => ({
  id: 'fic',
  data: { $gabarit: gabarit, $auteur: 'pro-a', $etat: etat && { etat: 'validee' as const, ...etat } },
  registers,
})
const LE = '2026-12-01T10:00:00'
const mine = { par: 'pro-a', le: LE }

/** The statut of an immersion after acts whose traces came from several devices. */
const shownAfter = (noted: string, ...faits: Fait[]): string => {
  const registers = heads({ $type: 'immersion', dispositif: 'immersion_pro', statut: noted })
  for (const fait of faits) Object.assign(registers, heads({ [pathOf(fait)]: fait as unknown as Json }))
  return readDocument('immersion', 'imm', registers).statut
}

describe('an act gives its statut', () => {
  test('each step of the kit, as parcours.json says, by the person who did it', () => {
    const given: [string, string][] = [
      ['spro-1-demande', 'demandee'],
      ['spro-3-preparation', 'preparee'],
      ['prise-de-recul', 'a_chaud'],
      ['spro-4-evaluation', 'evaluee'],
      ['restitution-structure-appartenance', 'restituee'],
      ['restitution-structure-accueillante', 'restituee'],
    ]
    for (const [gabarit, statut] of given) {
      expect(acteDe(fiche(gabarit, heads({}), mine), immersion(), 'pro-a', local)).toEqual({ statut, ...mine, fiche: 'fic' })
      expect(acteDe(fiche(gabarit, heads({}), mine), immersion(), 'pro-b', local)).toBeNull()
      expect(acteDe(fiche(gabarit, heads({})), immersion(), 'pro-a', local)).toBeNull()
    }
    expect(acteDe(fiche('accueil-checklist-observation', heads({}), mine), immersion(), 'pro-a', local)).toBeNull()
  })

  test('the avis of the responsable accepts, sends back or refuses, with its reason', () => {
    const say = (avis: string, par = 'pro-r') =>
      acteDe(
        fiche('spro-1-demande', heads({ avis, avis_motif: 'Service fermé.' }, 'pro-r'), { par, le: LE }),
        immersion(),
        par,
        local,
      )
    expect(say('favorable')).toEqual({ statut: 'acceptee', par: 'pro-r', le: LE, fiche: 'fic' })
    expect(say('reporte')?.statut).toBe('a_retravailler')
    expect(say('defavorable')).toMatchObject({ statut: 'refusee', motif: 'Service fermé.' })
    // The person who asked says again that the request is theirs: it is no decision.
    expect(say('defavorable', 'pro-a')).toMatchObject({ statut: 'demandee', par: 'pro-a' })
  })

  test('a convention binds once each party has signed, at the hour of the last one', async () => {
    for (const [gabarit, champs] of Object.entries(SIGNATURES)) {
      const found = await findGabarit(gabarit, 1)
      const asked = found.ok ? champsOf(found.gabarit).filter(({ type }) => type === 'signature') : []
      expect(asked.map(({ id }) => id).sort()).toEqual([...champs].sort())
    }
    const signature = (signe_le: string): Json => ({ nom: 'A', fonction: null, signe_le, mode: 'clic', trace: null })
    const two = heads({ signature_appartenance: signature('2026-11-20T09:00:00'), signature_accueilli: signature('2026-11-20T09:05:00') })
    expect(acteDe(fiche('spro-2-convention', two), immersion(), 'pro-a', local)).toBeNull()
    const three = { ...two, ...heads({ signature_accueil: signature('2026-11-21T14:00:00') }, 'pro-h') }
    const signed = { statut: 'conventionnee', par: 'pro-h', le: '2026-11-21T14:00:00', fiche: 'fic' }
    expect(acteDe(fiche('spro-2-convention', three), immersion(), 'pro-h', local)).toEqual(signed)
    expect(acteDe(fiche('spro-2-convention', three), immersion(), 'pro-a', local)).toBeNull()
  })

  test('what is written on site on the day says that the visit began, and nothing written before it', () => {
    const guide = (when: string) => fiche('guide-observation-individuelle', heads({ lieu: 'Accueil' }, 'pro-a', when))
    const visitor = new Set(['accueilli'])
    expect(presenceDe(guide('2026-12-02T18:00:00'), immersion(), 'pro-a', visitor, local)).toBeNull()
    expect(presenceDe(guide('2026-12-03T08:30:00'), immersion(), 'pro-a', visitor, local)).toMatchObject({
      statut: 'en_cours',
      le: '2026-12-03T08:30:00',
    })
    expect(presenceDe(guide('2026-12-03T08:30:00'), immersion(), 'pro-b', visitor, local)).toBeNull()
    // The host's assentiment does not say that the visitor came.
    const host = fiche('accueil-assentiment', heads({ cadre: 'entretien' }, 'pro-a', '2026-12-03T08:30:00'))
    for (const roles of [visitor, new Set(['accueillant'])]) expect(presenceDe(host, immersion(), 'pro-a', roles, local)).toBeNull()
    // With an employee, the tuteur who makes the point of the week was there with them.
    const point = fiche('pose-evaluation-hebdomadaire', heads({ semaine: 1 }, 'pro-a', '2026-12-03T08:30:00'))
    const salarie = immersion({ dispositif: 'immersion_salarie' })
    expect(presenceDe(point, salarie, 'pro-a', new Set(['tuteur_accueil']), local)).toMatchObject({ statut: 'en_cours' })
  })

  test('in the immersion of an employee: interview, setting up, grid, last assessment, bilan', () => {
    const salarie = immersion({ dispositif: 'immersion_salarie', dates: ['2026-11-09', '2026-12-04'] })
    const give = (gabarit: string, le: string, values: Record<string, Json> = {}) =>
      acteDe(fiche(gabarit, heads(values), { par: 'pro-a', le }), salarie, 'pro-a', local)?.statut
    expect(give('pose-entretien-tripartite-initial', LE, { decision: 'acceptee' })).toBe('acceptee')
    expect(give('pose-entretien-tripartite-initial', LE, { decision: 'refusee' })).toBe('refusee')
    expect(give('pose-entretien-tripartite-initial', LE)).toBeUndefined()
    expect(give('pose-mise-en-place', '2026-11-02T10:00:00')).toBe('conventionnee')
    expect(give('pose-grille-competences', '2026-11-06T10:00:00')).toBe('preparee')
    expect(give('pose-grille-competences', '2026-12-04T17:00:00')).toBe('evaluee')
    expect(give('pose-bilan-final-tripartite', '2026-12-10T10:00:00')).toBe('close')
  })

  test('R-SPRO-08 : « Restituée » follows a restitution that was saved, not an évaluation', () => {
    const evaluated = acteDe(fiche('spro-4-evaluation', heads({}), mine), immersion(), 'pro-a', local)
    const given = acteDe(fiche('restitution-structure-accueillante', heads({}), mine), immersion(), 'pro-a', local)
    expect(shownAfter('en_cours', evaluated!)).toBe('evaluee')
    expect(shownAfter('en_cours', evaluated!, given!)).toBe('restituee')
  })

  test('the synthèse of a responsable closes what their structure restituted in its period, and nothing else', () => {
    const values = { periode_debut: '2026-10-01', periode_fin: '2026-12-31', validation: true }
    const synthese = fiche('synthese-groupe-local', heads(values), mine)
    const some = [
      immersion({ statut: 'restituee' }),
      { ...immersion({ statut: 'evaluee' }), id: 'not-restituted' },
      { ...immersion({ statut: 'restituee', dates: ['2026-06-01'] }), id: 'before' },
      { ...immersion({ statut: 'restituee', structure_appartenance: 'str-b' }), id: 'elsewhere' },
    ]
    expect(closesDe(synthese, 'str-a', some, 'pro-a').map(({ immersion: id }) => id)).toEqual(['imm'])
    expect(closesDe(fiche('synthese-groupe-local', heads({ ...values, validation: false }), mine), 'str-a', some, 'pro-a')).toEqual([])
  })
})

describe('the statut shown', () => {
  const fait = (statut: string, le: string, more: Partial<Fait> = {}): Fait => ({ statut, par: 'pro-a', le, ...more })

  test('an immersion that bears only its statut reads as before', () => {
    for (const statut of ['brouillon', 'preparee', 'close', 'annulee', 'refusee']) expect(shownAfter(statut)).toBe(statut)
  })

  test('never goes back by itself, whatever the order of the acts', () => {
    const acts = [fait('evaluee', '2026-12-10T10:00:00'), fait('preparee', '2026-12-11T10:00:00')]
    expect(shownAfter('brouillon', ...acts)).toBe('evaluee')
    expect(shownAfter('restituee', ...acts)).toBe('restituee')
  })

  test('a cancellation stops it until it is taken up again; a refusal until somebody agrees', () => {
    const cancelled = fait('annulee', '2026-11-01T10:00:00', { motif: 'Site fermé.' })
    expect(shownAfter('preparee', cancelled)).toBe('annulee')
    expect(shownAfter('preparee', cancelled, fait('acceptee', '2026-11-02T10:00:00'))).toBe('annulee')
    expect(shownAfter('preparee', cancelled, fait('reprise', '2026-11-02T10:00:00'))).toBe('preparee')
    const refused = fait('refusee', '2026-11-01T10:00:00')
    expect(shownAfter('demandee', refused)).toBe('refusee')
    expect(shownAfter('demandee', refused, fait('acceptee', '2026-11-03T10:00:00'))).toBe('acceptee')
  })

  test('two devices offline doing different acts, or the same one, agree without a version to choose', () => {
    const start = heads({ $type: 'immersion', statut: 'brouillon' })
    const write = (fait: Fait, o: string) =>
      applyChange(start, { s: { [pathOf(fait)]: fait as unknown as Json }, b: {} }, { o: o as OpId, t: 1, u: 'pro-a' as PersonneId })
    const prepared = fait('preparee', '2026-12-01T10:00:00', { fiche: 'fic-1' })
    const one = write(prepared, 'device-one.1')
    const other = mergeState(write(prepared, 'device-two.1'), write(fait('conventionnee', '2026-12-01T11:00:00'), 'device-two.2'))
    for (const merged of [mergeState(one, other), mergeState(other, one)]) {
      expect(readDocument('immersion', 'imm', merged).statut).toBe('preparee')
      expect(readDocument('immersion', 'imm', merged).faits.map(({ statut }) => statut)).toEqual(['preparee', 'conventionnee'])
      expect(conflictsOf(merged)).toEqual([])
    }
  })

  test('an act is written once; a decision taken again is written again', () => {
    const done = fait('preparee', '2026-12-01T10:00:00')
    expect(isKnown(done, immersion())).toBe(false)
    expect(isKnown(done, immersion({ faits: [done as unknown as Json] }))).toBe(true)
    expect(isKnown({ ...done, le: '2026-12-02T10:00:00' }, immersion({ faits: [done as unknown as Json] }))).toBe(true)
    expect(isKnown(done, immersion({ statut: 'close' }))).toBe(true)
    const faits = [fait('acceptee', '2026-11-01T10:00:00'), fait('refusee', '2026-11-02T10:00:00')] as unknown as Json
    expect(isKnown(fait('acceptee', '2026-11-03T10:00:00'), immersion({ faits }))).toBe(false)
    expect(isKnown(fait('refusee', '2026-11-03T10:00:00'), immersion({ faits }))).toBe(true)
    // Cancelled, taken up again, cancelled again: each is told.
    const back = [fait('annulee', '2026-11-01T10:00:00'), fait('reprise', '2026-11-02T10:00:00')] as unknown as Json
    expect(isKnown(fait('annulee', '2026-11-03T10:00:00'), immersion({ faits: back }))).toBe(false)
    expect(isKnown(fait('reprise', '2026-11-03T10:00:00'), immersion({ faits: back }))).toBe(true)
  })
})
