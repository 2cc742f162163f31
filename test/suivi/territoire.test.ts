// The figures of a territory against the fictive network, whose own indicators (fic-064) were counted by hand.
import { describe, expect, test } from 'vitest'
import { echeancesDe } from '../../src/suivi/echeance.ts'
import { groupeLocal, programmesDe, restitutionsAnnuelles } from '../../src/suivi/groupe-local.ts'
import { monthsPlus } from '../../src/suivi/jours.ts'
import type { FicheLue, Monde } from '../../src/suivi/monde.ts'
import { chiffresDe, moyenne, type Part, periodesDe } from '../../src/suivi/territoire.ts'
import { cleTrimestre, trimestreDe } from '../../src/suivi/trimestre.ts'
import { fiches, groupes, immersions, monde as leSoir } from './monde-exemples.ts'

const monde: Monde = { ...leSoir, maintenant: '2026-11-21T09:00:00' }
const local = groupes.find(({ id }) => id === 'grp-fictivie')!
const annee = { debut: '2026-01-01', fin: '2026-11-21' }
const asRecord = (parts: Part[]): Record<string, number> => Object.fromEntries(parts.map(({ cle, nombre }) => [cle, nombre]))
const counted = fiches.find(({ id }) => id === 'fic-064')!.reponses as Record<string, never>
const expected = (table: string, cle: string): Record<string, number> =>
  Object.fromEntries((counted[table] as unknown as ({ nombre: number } & Record<string, never>)[]).filter((row) => row.nombre > 0).map((row) => [row[cle], row.nombre]))

const note = (n: number) => ({ ...immersions[0]!, id: `imm-n${n}`, dates: ['2026-02-03'], statut: 'evaluee' })
const niveaux = (n: number, avant: string, apres: string, satisfaction: string): FicheLue[] => [
  { ...fiches[0]!, id: `p${n}`, gabarit: 'spro-3-preparation', immersion: `imm-n${n}`, auteur: `pro-${n}`, reponses: { niveau_global: avant } },
  { ...fiches[0]!, id: `e${n}`, gabarit: 'spro-4-evaluation', immersion: `imm-n${n}`, auteur: `pro-${n}`, reponses: { niveau_global_apres: apres, satisfaction } },
]
const visits = (count: number): Monde => ({
  ...monde,
  immersions: Array.from({ length: count }, (_, n) => note(n)),
  fiches: Array.from({ length: count }, (_, n) => niveaux(n, '1', n === 0 ? '4' : '3', '4')).flat(),
})

describe('the figures of a local group', () => {
  const chiffres = chiffresDe(local, annee, monde)
  test('are those that the coordination counted by hand', () => {
    expect(chiffres.realisees).toBe(counted.nb_total)
    expect(asRecord(chiffres.parModalite)).toEqual(expected('par_modalite', 'modalite'))
    expect(asRecord(chiffres.parAccueil)).toEqual(expected('par_structure_accueil', 'structure'))
    expect(asRecord(chiffres.parOrigine)).toEqual(expected('par_structure_origine', 'structure'))
    expect(asRecord(chiffres.parSecteur)).toEqual(expected('par_secteur', 'secteur'))
    expect(asRecord(chiffres.parTrimestre)).toEqual(expected('par_periode', 'trimestre'))
    expect([chiffres.objectif, chiffres.realiseesAnnee]).toEqual([counted.objectif_annuel, counted.realise])
    expect(chiffres.refusees).toBe(counted.nb_refusees)
    expect(Math.round((chiffres.restituees / chiffres.realisees) * 100)).toBe(counted.taux_restitution)
  })

  test('count one period and not its neighbours; the year stays whole', () => {
    const q2 = chiffresDe(local, { debut: '2026-04-01', fin: '2026-06-30' }, monde)
    expect(q2.realisees).toBe(3)
    expect(q2.realiseesAnnee).toBe(6)
    expect(chiffresDe(local, { debut: '2025-01-01', fin: '2025-12-31' }, monde).realisees).toBe(0)
  })

  test('say when some immersions are not given to this person', () => {
    expect(chiffres.complet).toBe(false) // the bourse is Noa's
    expect(chiffresDe(groupes.find(({ id }) => id === 'grp-reseau')!, annee, monde).complet).toBe(true)
  })

  test('a need said twice counts twice, however it is written; nobody is named', () => {
    const said: FicheLue = { ...fiches[0]!, id: 'x', gabarit: 'synthese-groupe-local', immersion: null, rattachement: { type: 'groupe', id: local.id }, reponses: { periode_fin: '2026-06-30', besoins: [{ besoin: 'Mobilité avant 9 h', categorie: 'mobilite' }] } }
    const again = { ...said, id: 'y', reponses: { periode_fin: '2026-07-30', besoins: [{ besoin: 'mobilite AVANT 9 h.' }, { besoin: ' ' }] } }
    expect(chiffresDe(local, annee, { ...monde, fiches: [said, again] }).besoins).toEqual([
      { besoin: 'Mobilité avant 9 h', categorie: 'mobilite', occurrences: 2, etat: null },
    ])
    const own = { ...said, gabarit: 'spro-4-evaluation' }
    expect(chiffresDe(local, annee, { ...monde, fiches: [own] }).besoins).toEqual([])
  })
})

describe('what the figures are made of', () => {
  const need = (id: string, gabarit: string, besoins: Record<string, string>[], date: string): FicheLue => ({ ...fiches[0]!, id, gabarit, immersion: null, rattachement: { type: 'groupe', id: local.id }, reponses: { date, periode_fin: date, besoins } })
  test('a need that the restitution retains was not said once more; one that only it says counts once', () => {
    const said = need('s', 'synthese-groupe-local', [{ besoin: 'Mobilité' }], '2026-06-30')
    const held = [need('r', 'restitution-annuelle', [{ besoin: 'mobilité', categorie: 'mobilite' }, { besoin: 'Accueil des parents' }], '2026-11-20')]
    expect(chiffresDe(local, annee, { ...monde, fiches: [...held, said] }).besoins.map(({ besoin, occurrences }) => [besoin, occurrences])).toEqual([['Accueil des parents', 1], ['Mobilité', 1]])
  })
  test('a quarter without any immersion stays between the others; none before the first days, none to come', () => {
    const without = { ...monde, immersions: immersions.filter(({ id }) => id !== 'imm-2026-004') }
    expect(asRecord(chiffresDe(local, { debut: '2026-01-01', fin: '2026-12-31' }, without).parTrimestre)).toEqual({ '2026-T1': 1, '2026-T2': 3, '2026-T3': 0, '2026-T4': 1 })
    const spring = { ...without, maintenant: '2026-05-01T09:00:00', immersions: without.immersions.filter(({ dates: [first = ''] }) => first < '2026-05-01') }
    expect(asRecord(chiffresDe(local, { debut: '2026-01-01', fin: '2026-12-31' }, spring).parTrimestre)).toEqual({ '2026-T1': 1, '2026-T2': 1 })
  })
  test('say of which dispositifs, and which of them this person is not given whole', () => {
    const chiffres = chiffresDe(local, annee, monde)
    expect(asRecord(chiffres.parDispositif)).toEqual({ immersion_pro: 4, bourse_reciproque: 1, immersion_salarie: 1 })
    expect(chiffres.manquants).toEqual(['bourse_reciproque'])
  })
})

describe('R-VIS-03', () => {
  test('R-VIS-03 : four answers give no average, five do', () => {
    const four = chiffresDe(local, annee, visits(4))
    expect(four.progression).toEqual({ n: 4, valeur: null })
    expect([four.satisfaction.valeur, four.niveaux]).toEqual([null, null])
    const five = chiffresDe(local, annee, visits(5))
    expect(five.progression).toEqual({ n: 5, valeur: 2.2 })
    expect(five.satisfaction).toEqual({ n: 5, valeur: 4 })
    expect(five.niveaux).toEqual({ avant: [{ cle: '1', nombre: 5 }], apres: [{ cle: '3', nombre: 4 }, { cle: '4', nombre: 1 }] })
    expect(moyenne([])).toEqual({ n: 0, valeur: null })
  })
})

describe('R-SPRO-10', () => {
  const told = (over: Partial<Monde>) => echeancesDe({ ...monde, ...over }, [groupeLocal]).filter(({ regle }) => regle === 'R-SPRO-10')
  const alerts = (over: Partial<Monde>) => told(over).filter(({ niveau }) => niveau === 'avertissement')
  test('R-SPRO-10 : the one that is planned is to be prepared three weeks before, then completed, until its day', () => {
    expect(told({})).toMatchObject([{ niveau: 'a_faire', titre: 'Préparer la restitution annuelle', des: '2026-11-12' }])
    const begun: FicheLue = { ...fiches.find(({ id }) => id === 'fic-061')!, id: 'fic-ra', reponses: { date: '2026-12-03' } }
    expect(told({ fiches: [...fiches, begun] })).toMatchObject([{ titre: 'Compléter la restitution annuelle', lien: '/fiches/fic-ra' }])
    expect(told({ fiches: [...fiches, { ...begun, etat: { par: 'pro-charlie', le: '2026-11-20T10:00:00' } as FicheLue['etat'] }] })).toEqual([])
    expect(told({ moi: 'pro-camille' })).toEqual([])
  })
  test('R-SPRO-10 : nothing for a year after the last yearly restitution, then an alert, for the coordination only', () => {
    expect(restitutionsAnnuelles(local, monde).derniere).toBe('2025-12-04')
    expect(alerts({})).toEqual([])
    const [late] = alerts({ maintenant: '2026-12-04T08:00:00' })
    expect(late).toMatchObject({ niveau: 'avertissement', des: '2026-12-04', lien: expect.stringContaining('restitution-annuelle') })
    expect(alerts({ maintenant: '2026-12-04T08:00:00', moi: 'pro-camille' })).toEqual([])
  })
  test('R-SPRO-10 : a group that has just begun has a year; a restitution that was held ends the alert', () => {
    const without = fiches.filter(({ gabarit }) => !['restitution-annuelle', 'indicateurs-territoire'].includes(gabarit))
    expect(alerts({ fiches: without })).toEqual([])
    expect(alerts({ fiches: without, maintenant: '2027-03-12T08:00:00' })).toHaveLength(1)
    const held: FicheLue = { ...fiches[0]!, id: 'r', gabarit: 'restitution-annuelle', immersion: null, rattachement: { type: 'groupe', id: local.id }, reponses: { date: '2027-03-11' } }
    expect(alerts({ fiches: [...without, held], maintenant: '2027-03-12T08:00:00' })).toEqual([])
  })
  test('a year after 29 February is 28 February', () => {
    expect(monthsPlus('2024-02-29', 12)).toBe('2025-02-28')
    expect(monthsPlus('2026-11-21', 12)).toBe('2027-11-21')
  })
})

describe('R-SPRO-11', () => {
  const draft: FicheLue = { ...fiches[0]!, id: 'prog', gabarit: 'programme-immersions-local', immersion: null, auteur: 'pro-charlie', rattachement: { type: 'groupe', id: local.id }, reponses: { periode_debut: '2027-01-01', pertinence: 'differe', motif: 'Une offre à décrire d’abord' } }
  test('R-SPRO-11 : the decision is kept with its reason, and by whom and when it was published', () => {
    const [last] = programmesDe(local, { fiches: [...fiches, draft] })
    expect(last).toMatchObject({ decision: 'differe', motif: 'Une offre à décrire d’abord', publie: null })
    const etat = { etat: 'validee' as const, par: 'pro-charlie', le: '2026-11-21T10:00:00' }
    expect(programmesDe(local, { fiches: [{ ...draft, etat }] })[0]?.publie).toEqual({ par: 'pro-charlie', le: '2026-11-21T10:00:00' })
  })
  test('a programme begun is to be decided, then published, by who coordinates', () => {
    const publie = { ...draft, id: 'publie', etat: { etat: 'validee' as const, par: 'pro-charlie', le: '2026-11-21T10:00:00' } }
    const steps = (moi: string) =>
      echeancesDe({ ...monde, moi, fiches: [{ ...draft, reponses: {} }, { ...draft, id: 'decide' }, publie] }, [groupeLocal])
        .filter(({ regle }) => regle === 'R-SPRO-11')
        .map(({ titre, lien }) => `${titre} ${lien}`)
    expect(steps('pro-charlie').sort()).toEqual(['Décider du programme d’immersions /fiches/prog', 'Publier le programme d’immersions /fiches/decide'])
    expect(steps('pro-camille')).toEqual([])
  })
})

describe('periods', () => {
  test('this year, the last one, the quarters that began', () => {
    expect(periodesDe('2026-05-10').map(({ id }) => id)).toEqual(['2026', '2025', '2026-T2', '2026-T1'])
    expect(periodesDe('2026-05-10')[2]).toMatchObject({ debut: '2026-04-01', fin: '2026-06-30', libelle: '2e trimestre 2026' })
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map((jour) => cleTrimestre(trimestreDe(jour)))).toEqual(['2026-T1', '2026-T1', '2026-T2', '2026-T4'])
  })
})
