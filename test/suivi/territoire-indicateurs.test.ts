// The indicators of a group begin with the figures that its page shows, against those that were counted by hand (fic-064).
import { expect, test } from 'vitest'
import { preparerIndicateurs } from '../../src/suivi/territoire-indicateurs.ts'
import { fiches, groupes, monde } from './monde-exemples.ts'

const local = groupes.find(({ id }) => id === 'grp-fictivie')!
const counted = fiches.find(({ id }) => id === 'fic-064')!.reponses
const year = { debut: '2026-01-01', fin: '2026-12-31' }
const sorted = (rows: unknown): string[] => (rows as object[]).map((row) => JSON.stringify(Object.entries(row).sort())).sort()

test('A59 : the indicators of the year begin with what was counted, up to today', () => {
  const begun = preparerIndicateurs(local, year, monde, 'Sans la bourse.', null)
  for (const champ of ['territoire', 'periode_debut', 'periode_fin', 'nb_total', 'realise', 'objectif_annuel', 'nb_refusees', 'taux_restitution', 'restitution_annuelle_faite', 'date_restitution_annuelle'])
    expect([champ, begun[champ]]).toEqual([champ, counted[champ]])
  for (const champ of ['par_structure_accueil', 'par_structure_origine', 'par_secteur', 'par_periode']) expect(sorted(begun[champ])).toEqual(sorted(counted[champ]))
  expect(sorted(begun.par_modalite)).toEqual(sorted((counted.par_modalite as { nombre: number }[]).filter(({ nombre }) => nombre > 0)))
  expect(begun.commentaire).toBe('Sans la bourse.')
  expect(begun.taux_reciprocite).toBe(100)
  expect(JSON.stringify(begun)).not.toMatch(/pro-|imm-|SAL-/)
})

test('whole, what the fiche computes is left to it; an average only from the server or from five answers', () => {
  const bourse = groupes.map((one) => (one.type === 'bourse' ? { ...one, coordination: 'pro-charlie' } : one))
  const whole = preparerIndicateurs(local, year, { ...monde, annuaire: { ...monde.annuaire, groupes: bourse } }, '', null)
  for (const champ of ['nb_total', 'realise', 'taux_restitution', 'progression_connaissance', 'satisfaction_moyenne', 'commentaire']) expect(whole).not.toHaveProperty(champ)
  expect(preparerIndicateurs(local, year, monde, '', { progression: null, satisfaction: { n: 6, valeur: 3.5 } }).satisfaction_moyenne).toBe(3.5)
})

test('a quarter begins with its own figures, the year behind it stays whole', () => {
  const spring = preparerIndicateurs(local, { debut: '2026-04-01', fin: '2026-06-30' }, monde, '', null)
  expect([spring.periode_fin, spring.nb_total, spring.realise]).toEqual(['2026-06-30', 3, 6])
  expect(spring.par_periode).toEqual([{ trimestre: '2026-T2', nombre: 3 }])
})
