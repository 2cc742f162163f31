// The yearly restitution, prepared the evening before from the fictive network.
import { expect, test } from 'vitest'
import { anneeDe, preparerAnnuelle, preparerProgramme } from '../../src/suivi/annuelle.ts'
import { groupes, monde } from './monde-exemples.ts'

const local = groupes.find(({ id }) => id === 'grp-fictivie')!

test('R-SPRO-10 : the evening before, the year, its immersions, what was learned and needed are already there', () => {
  const proposed = preparerAnnuelle(local, monde, 'Chargé de projet immersions')
  expect(proposed).toMatchObject({ annee: 2026, date: '2026-12-03', animateurs: 'Chargé de projet immersions' })
  expect((proposed.presentees as { immersion: string }[]).map(({ immersion }) => immersion)).toEqual([
    'L’équipe d’accueil de la mission locale au CIO',
    'Observer l’accueil de la mission locale',
    'Tenir l’accueil de la maison des adolescents',
    'Une matinée au chantier d’insertion',
  ])
  expect(proposed.apprentissages_mutuels).toMatch(/^Mission locale de Fictivie : Connaissance réelle de l’offre du CIO/)
  expect((proposed.besoins as { besoin: string }[]).map(({ besoin }) => besoin)).toContain('Repérer la détresse d’un jeune à l’accueil')
})

test('R-SPRO-10 : who comes and what is decided are never proposed, nor an immersion of an employee', () => {
  const proposed = preparerAnnuelle(local, monde, null)
  for (const champ of ['structures_presentes', 'nb_participants', 'decisions', 'prochaine_date', 'animateurs']) expect(proposed).not.toHaveProperty(champ)
  expect(JSON.stringify(proposed)).not.toMatch(/SAL-|pro-|imm-/)
})

test('a restitution prepared in January looks at the year before; nothing held gives nothing', () => {
  expect([anneeDe('2027-01-10'), anneeDe('2027-03-31'), anneeDe('2027-04-01')]).toEqual([2026, 2026, 2027])
  expect(preparerAnnuelle(local, { ...monde, immersions: [], fiches: [] }, null)).toEqual({ annee: 2026 })
})

test('R-SPRO-11 : the next programme begins with what was asked for, by whom; whether it is pertinent is left to the group', () => {
  const begun = preparerProgramme(local, monde)
  expect(begun).toMatchObject({ periode_debut: '2027-01-01', periode_fin: '2027-12-31', objectif_annuel: 10 })
  expect(begun.besoins_formules).toEqual([
    { besoin: 'Clarifier qui reçoit les 16-18 ans sortis de l’école', exprime_par: 'str-mission-locale' },
    { besoin: 'Repérer la détresse d’un jeune à l’accueil', exprime_par: 'str-mission-locale' },
    { besoin: 'Deux agents souhaitent tenir l’accueil de la maison des adolescents.', origine: 'echange_pratiques' },
  ])
  for (const champ of ['pertinence', 'motif', 'date_decision', 'actions']) expect(begun).not.toHaveProperty(champ)
  expect(preparerProgramme(local, { ...monde, maintenant: '2026-02-01T09:00:00', fiches: [] })).toEqual({ periode_debut: '2026-01-01', periode_fin: '2026-12-31', objectif_annuel: 10 })
})
