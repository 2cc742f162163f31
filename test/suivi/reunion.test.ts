// The quarterly meeting: when it lacks (R-POSE-10), what it is prepared with, and that nobody is told apart in it.
import { describe, expect, test } from 'vitest'
import { echeancesDe } from '../../src/suivi/echeance.ts'
import type { FicheLue } from '../../src/suivi/monde.ts'
import { pose } from '../../src/suivi/pose.ts'
import { bilanDu, preparer } from '../../src/suivi/reunion.ts'
import { precedent, trimestre, trimestreDe } from '../../src/suivi/trimestre.ts'
import type { Immersion } from '../../src/domain/collections.ts'
import { fiche, immersion, monde, reseau, validee } from './monde-pose.ts'

describe('R-POSE-10 : une réunion chaque trimestre', () => {
  const due = (moi: string, jour: string, immersions: Immersion[], ...fiches: FicheLue[]) =>
    echeancesDe(monde(moi, jour, immersions, fiches), [pose]).filter(({ regle }) => regle === 'R-POSE-10')
  const meeting = (reponses: object) => fiche('reunion', null, { ...reponses }, validee)
  const prepared = (reponses: object) => fiche('reunion', null, { ...reponses })
  const past = immersion('a', { dates: ['2026-08-03', '2026-08-14'], statut: 'close' })

  test('an alert while none is recorded in the quarter, for the chargé de projet alone', () => {
    expect(due('charge', '2026-11-22', [])).toMatchObject([{ niveau: 'rappel', titre: 'Préparer la réunion du trimestre', detail: 'À tenir avant le 31/12' }])
    expect(due('referent', '2026-11-22', [])).toEqual([])
    expect(due('autre', '2026-11-22', [])).toEqual([])
  })
  test('none once it is recorded, by its day or by the quarter it follows', () => {
    expect(due('charge', '2026-11-22', [], meeting({ date: '2026-10-01' }))).toEqual([])
    expect(due('charge', '2026-11-22', [], meeting({ date: '2026-12-31' }))).toEqual([])
    expect(due('charge', '2026-11-22', [], meeting({ date: '2027-01-08', trimestre: 't4', annee: 2026 }))).toEqual([])
    expect(due('charge', '2026-11-22', [], meeting({ date: '2026-09-30' }))).toHaveLength(1)
    expect(due('charge', '2026-11-22', [], meeting({ trimestre: 't4', annee: 2025 }))).toHaveLength(1)
  })
  test('one that was prepared is reminded until it is held and validated, once, by its own fiche', () => {
    const open = prepared({ trimestre: 't4', annee: 2026 })
    expect(due('charge', '2026-11-22', [], open)).toMatchObject([{ niveau: 'rappel', titre: 'Tenir la réunion du réseau, préparée', detail: 'À tenir avant le 31/12', lien: `/fiches/${open.id}` }])
    const soon = prepared({ trimestre: 't4', annee: 2026, date: '2026-12-04' })
    expect(due('charge', '2026-11-22', [], soon)).toMatchObject([{ detail: 'Prévue le 04/12', des: '2026-12-04' }])
    const held = prepared({ trimestre: 't3', annee: 2026, date: '2026-10-06' })
    expect(due('charge', '2026-11-22', [past], held)).toMatchObject([
      { titre: 'Valider le compte rendu de la réunion du réseau', detail: 'Tenue le 06/10', lien: `/fiches/${held.id}` },
      { titre: 'Préparer la réunion du trimestre' },
    ])
    expect(due('charge', '2026-11-22', [past], { ...held, ...validee })).toEqual([])
  })
  test('a meeting of another réseau does not count', () => {
    expect(due('charge', '2026-11-22', [], { ...meeting({ date: '2026-11-01' }), rattachement: { type: 'groupe', id: 'autre' } })).toHaveLength(1)
  })
  test('the one that was planned says its day', () => {
    const last = meeting({ date: '2026-09-18', prochaine_reunion: '2026-12-11' })
    expect(due('charge', '2026-11-22', [], last)).toMatchObject([{ des: '2026-12-11', detail: 'Prévue le 11/12' }])
  })
  test('a quarter that passed with immersions and without a meeting is said first', () => {
    expect(due('charge', '2026-11-22', [past]).map(({ niveau, titre }) => [niveau, titre])).toEqual([
      ['avertissement', 'Aucune réunion du réseau au 3e trimestre 2026'],
      ['rappel', 'Préparer la réunion du trimestre'],
    ])
    expect(due('charge', '2026-11-22', [past], meeting({ date: '2026-09-18' }))).toHaveLength(1)
  })
  test('quarters follow one another over the year', () => {
    expect(trimestreDe('2026-03-31')).toEqual({ annee: 2026, t: 1, debut: '2026-01-01', fin: '2026-03-31' })
    expect(trimestreDe('2026-04-01').t).toBe(2)
    expect(precedent(trimestreDe('2026-01-01'))).toMatchObject({ annee: 2025, t: 4, fin: '2025-12-31' })
  })
})

describe('the meeting prepared', () => {
  const t4 = trimestre(2026, 4)
  const dates = ['2026-11-09', '2026-12-04']
  const refused = (id: string, date: string, ...motif_refus: string[]) => ({
    immersion: immersion(id, { statut: 'refusee', dates: [], structure_accueil: null, salarie_repere: `SAL-${id}` }),
    fiche: fiche('entretien', id, { date, decision: 'refusee', motif_refus, parole_salarie: 'Mots du salarié', projet: 'Projet personnel' }, validee),
  })
  const libelle = (_: string, id: string) => id

  test('R-POSE-03 : counts by type and state, and refusals of the quarter', () => {
    const no = [refused('r1', '2026-10-02', 'non_souhaitee'), refused('r2', '2026-09-30', 'calendrier')]
    const some = [
      immersion('a', { dates, statut: 'en_cours' }),
      immersion('b', { dates: ['2026-09-14', '2026-10-02'], statut: 'close', type_immersion: 'decouverte' }),
      immersion('c', { dates: ['2026-09-07', '2026-09-11'], statut: 'close' }),
      immersion('d', { dates, statut: 'annulee' }),
      immersion('e', { dates, structure_appartenance: 'ailleurs', structure_accueil: 'ailleurs', charge_projet: 'autre' }),
      ...no.map((one) => one.immersion),
    ]
    const bilan = bilanDu(monde('charge', '2026-12-15', some, no.map((one) => one.fiche)), reseau, t4)
    expect(bilan).toMatchObject({ immersions: 2, refus: 1, parStatut: [{ id: 'close', nombre: 1 }, { id: 'en_cours', nombre: 1 }] })
    expect(bilan.parType).toEqual([{ id: 'decouverte', nombre: 1 }, { id: 'validation', nombre: 1 }])
    expect(preparer(bilan, reseau, libelle)).toMatchObject({ trimestre: 't4', annee: 2026, objectif_annuel: 40 })
  })
  test('R-POSE-03 : the reasons of refusals are told from five on, put together', () => {
    const four = [1, 2, 3, 4].map((n) => refused(`r${n}`, '2026-10-02', 'non_souhaitee'))
    const of = (all: ReturnType<typeof refused>[]) => bilanDu(monde('charge', '2026-12-15', all.map((one) => one.immersion), all.map((one) => one.fiche)), reseau, t4)
    expect(of(four)).toMatchObject({ refus: 4, motifs: null })
    const five = of([...four, refused('r5', '2026-11-02', 'calendrier', 'non_souhaitee')])
    expect(five.motifs).toEqual([{ id: 'non_souhaitee', nombre: 5 }, { id: 'calendrier', nombre: 1 }])
    expect(preparer(five, reseau, libelle).commentaire_suivi).toContain('non_souhaitee 5, calendrier 1')
    expect(preparer(of(four), reseau, libelle).commentaire_suivi).not.toContain('non_souhaitee')
  })
  test('R-VIS-03 : kinds of obstacles are told from five on', () => {
    const of = (n: number) => {
      const all = Array.from({ length: n }, (_, i) => immersion(`i${i}`, { dates }))
      const fiches = all.map(({ id }) => fiche('freins', id, { accord_salarie: true, freins: [{ type: 'mobilite', besoin: 'x', etat: id === 'i0' ? 'leve' : 'en_cours' }] }))
      return bilanDu(monde('charge', '2026-12-15', all, fiches), reseau, t4).freins
    }
    expect(of(4)).toEqual({ total: 4, leves: 1, types: null })
    expect(of(5)).toEqual({ total: 5, leves: 1, types: [{ id: 'mobilite', nombre: 5 }] })
  })
  test('needs are put together by their words, and one that names an employee is left out', () => {
    const all = [immersion('a', { dates, salarie_repere: 'SAL-A17' }), immersion('b', { dates, salarie_repere: 'SAL-B04' }), immersion('c', { dates })]
    const fiches = [
      fiche('freins', 'a', { accord_salarie: true, freins: [], besoin_territoire: 'Aucun bus avant 7 h' }),
      fiche('bilan', 'b', { besoins_territoire: [{ besoin: 'aucun bus avant 7 h.', categorie: 'mobilite' }, { besoin: 'Trajet de sal-a17', categorie: 'mobilite' }] }),
      fiche('bilan', 'c', { besoins_territoire: [{ besoin: 'Aucun bus avant 7 h', categorie: 'mobilite' }, { besoin: 'Crèche tôt le matin', categorie: 'garde_enfants' }] }),
    ]
    const bilan = bilanDu(monde('charge', '2026-12-15', all, fiches), reseau, t4)
    expect(bilan.besoins).toEqual([
      { besoin: 'Aucun bus avant 7 h', categorie: 'mobilite', occurrences: 3 },
      { besoin: 'Crèche tôt le matin', categorie: 'garde_enfants', occurrences: 1 },
    ])
    expect(bilan.ecartes).toBe(1)
  })
  test('nothing of a person goes into it: no repère, no title, no words of an employee, no host', () => {
    const all = [...Array.from({ length: 6 }, (_, i) => refused(`r${i}`, '2026-10-02', 'non_souhaitee'))]
    const mine = immersion('a', { titre: 'Titre secret', dates, salarie_repere: 'SAL-A17', structure_accueil: 'str-b' })
    const fiches = [
      ...all.map((one) => one.fiche),
      fiche('freins', 'a', { accord_salarie: true, freins: [{ type: 'mobilite', besoin: 'Besoin secret', action: 'Action secrète', etat: 'en_cours' }], revele_pendant: 'Révélé', a_poursuivre: 'Poursuivre' }),
      fiche('bilan', 'a', { parole_salarie: 'Mots du salarié', parole_accueil: 'Mots de l’accueil' }),
    ]
    const given = JSON.stringify(preparer(bilanDu(monde('charge', '2026-12-15', [mine, ...all.map((one) => one.immersion)], fiches), reseau, t4), reseau, libelle))
    for (const secret of ['SAL-', 'secret', 'Révélé', 'Poursuivre', 'Mots', 'Projet', 'Titre', 'str-b']) expect(given).not.toContain(secret)
    expect(given).toContain('non_souhaitee 6')
  })
})
