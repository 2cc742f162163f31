// The bourse on the examples: what forbids sending, what fits, what is owed in return.
import { describe, expect, test } from 'vitest'
import { readExemples } from '../../server/exemples.ts'
import { Groupe, Immersion, Personne, Structure } from '../../src/domain/collections.ts'
import type { Json } from '../../src/domain/json.ts'
import { bourse } from '../../src/suivi/bourse.ts'
import { correspondancesDe, demandesDe, obstaclesDe, peutEnvoyer, peutPublier } from '../../src/suivi/bourse-demandes.ts'
import { chercherOffres, moisDe, offresDe } from '../../src/suivi/bourse-offres.ts'
import { isLongue, joursDeLImmersion, retoursDe, soldesDe } from '../../src/suivi/bourse-solde.ts'
import { monthsPlus } from '../../src/suivi/jours.ts'
import type { FicheLue, Monde } from '../../src/suivi/monde.ts'

const exemples = readExemples()
const BEPRIP = ['beprip-fiche-offre-accueil', 'beprip-demande-immersion', 'beprip-convention-ethique']

interface Turned {
  /** answers to change, by fiche */
  reponses?: Record<string, Record<string, Json>>
  actes?: Record<string, Record<string, Json>>
  immersions?: Record<string, Record<string, unknown>>
  roles?: Record<string, string[]>
  without?: string[]
}

/** The examples as they stand on this person’s device, turned as the test wants. */
function monde(moi: string, { reponses = {}, actes = {}, immersions = {}, roles = {}, without = [] }: Turned = {}): Monde {
  const published = { $publication: { etat: 'publiee', par: 'pro-noa', le: '2026-06-17T09:00:00' } }
  return {
    moi,
    maintenant: '2026-11-22T09:00:00',
    annuaire: {
      personnes: exemples.personnes.map((one) => Personne.parse({ ...one, roles: roles[one.id] ?? one.roles })),
      groupes: exemples.groupes.map(Groupe.parse),
      structures: exemples.structures.map(Structure.parse),
      seances: [],
      aujourdhui: '2026-11-22',
    },
    immersions: exemples.immersions.map((one) => Immersion.parse({ ...one, ...immersions[one.id] })),
    fiches: exemples.fiches
      .filter(({ gabarit, id }) => BEPRIP.includes(gabarit) && !without.includes(id))
      .map((one): FicheLue => ({
        id: one.id,
        gabarit: one.gabarit,
        version: 1,
        immersion: one.immersion,
        rattachement: one.rattachement ?? null,
        auteur: one.auteur,
        cree_le: one.cree_le,
        etat: null,
        reponses: { ...one.reponses, ...reponses[one.id] },
        actes: actes[one.id] ?? (one.gabarit === BEPRIP[0] ? published : {}),
      })),
  }
}
const demande = (of: Monde, id = 'fic-030') => demandesDe(of, offresDe(of)).find((one) => one.id === id)!
const rules = (of: Monde) => obstaclesDe(demande(of), offresDe(of)).map(({ regle, champ }) => [regle, champ])
const mlDemande = (envoi?: string): Turned => ({
  actes: envoi ? { 'fic-030': { $envoi: { etat: envoi, par: 'pro-dominique', le: '2026-06-18T10:00:00' } } } : {},
  immersions: { 'imm-2026-004': { statut: 'brouillon', dates: [], immersion_retour: null }, 'imm-2026-005': { statut: 'annulee' } },
})

describe('R-BEP-01 : la demande part avec une offre publiée de sa structure en retour', () => {
  test('with one designated, nothing forbids sending', () => {
    expect(rules(monde('pro-dominique'))).toEqual([])
  })
  test.each([
    ['none is designated', { reponses: { 'fic-030': { offre_retour: null } } }, 'offre_retour'],
    ['it is somebody else’s', { reponses: { 'fic-030': { offre_retour: 'fic-028' } } }, 'offre_retour'],
    ['it is words', { reponses: { 'fic-030': { offre_retour: 'la nôtre' } } }, 'offre_retour'],
    ['the structure has none', { without: ['fic-029'] }, null],
    ['it waits for the pilote', { actes: { 'fic-029': { $publication: { etat: 'proposee' } } } }, null],
    ['it was withdrawn', { actes: { 'fic-029': { $publication: { etat: 'retiree' } } } }, null],
  ] as [string, Turned, string | null][])('%s: blocked, and said what to do', (_, turned, champ) => {
    expect(rules(monde('pro-dominique', turned))).toEqual([['R-BEP-01', champ]])
  })
})

describe('R-BEP-03 : un stagiaire en formation initiale ne peut pas envoyer de demande', () => {
  test('it is refused with an explanation; other statuses are not', () => {
    const of = monde('pro-dominique', { reponses: { 'fic-030': { statut: 'stagiaire' } } })
    const [found] = obstaclesDe(demande(of), offresDe(of))
    expect(found?.regle).toBe('R-BEP-03')
    expect(found?.mots).toMatch(/professionnels en exercice.*brouillon est gardé/)
    for (const statut of ['terrain', 'agent_accueil', 'cadre']) {
      expect(rules(monde('pro-dominique', { reponses: { 'fic-030': { statut } } }))).toEqual([])
    }
  })
})

describe('R-BEP-04 : un avertissement au-delà de trois jours', () => {
  test('days listed are counted; two apart are a period, without its weekends', () => {
    expect(joursDeLImmersion({ dates: ['2026-09-22', '2026-09-23'] })).toBe(2)
    expect(joursDeLImmersion({ dates: ['2026-09-25', '2026-09-28'] })).toBe(2)
    expect(joursDeLImmersion({ dates: ['2026-09-21', '2026-09-24'] })).toBe(4)
    expect(isLongue({ dates: ['2026-09-21', '2026-09-22', '2026-09-23'] })).toBe(false)
    expect(isLongue({ dates: ['2026-09-21', '2026-09-24'] })).toBe(true)
  })
  test('the people of the immersion are warned, and nothing is blocked', () => {
    const long = { immersions: { 'imm-2026-005': { dates: ['2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10'] } } }
    for (const moi of ['pro-noa', 'pro-dominique']) {
      expect(bourse(monde(moi, long)).filter(({ regle }) => regle === 'R-BEP-04')).toMatchObject([
        { niveau: 'avertissement', immersion: 'imm-2026-005', titre: expect.stringContaining('4 jours') },
      ])
      expect(bourse(monde(moi)).filter(({ regle }) => regle === 'R-BEP-04')).toEqual([])
    }
    expect(bourse(monde('pro-camille', long)).filter(({ regle }) => regle === 'R-BEP-04')).toEqual([])
  })
})

describe('R-BEP-02 : le pilote modère les publications', () => {
  const proposed: Turned = { actes: { 'fic-029': { $publication: { etat: 'proposee', par: 'pro-dominique' } } } }
  test('a proposed offer waits for the pilote, who alone may publish it', () => {
    const at = (moi: string) => bourse(monde(moi, proposed)).filter(({ id }) => id === 'bourse relire fic-029')
    expect(at('pro-noa')).toMatchObject([{ regle: 'R-BEP-02', lien: '/reseau/offre/fic-029' }])
    expect(at('pro-dominique')).toEqual([])
    const [offre] = offresDe(monde('pro-noa')).filter(({ id }) => id === 'fic-029')
    expect(peutPublier(offre!, 'publiee', monde('pro-noa'))).toBe(true)
    expect(peutPublier(offre!, 'publiee', monde('pro-dominique'))).toBe(false)
    expect(peutPublier(offre!, 'retiree', monde('pro-dominique'))).toBe(true)
  })
  test('sent back, its author is told why', () => {
    const back: Turned = { actes: { 'fic-029': { $publication: { etat: 'renvoyee', par: 'pro-noa', motif: 'Précisez les périodes.' } } } }
    expect(bourse(monde('pro-dominique', back))).toContainEqual(
      expect.objectContaining({ id: 'bourse reprendre fic-029', detail: 'Précisez les périodes.' }),
    )
  })
})

describe('a request', () => {
  const manager = { 'pro-camille': ['accueilli', 'responsable_appartenance'] }
  test('goes from draft to its manager, then to its host, and each is asked in turn', () => {
    const asked = (moi: string, envoi?: string) =>
      bourse(monde(moi, { ...mlDemande(envoi), roles: manager })).filter(({ id }) => id.endsWith('fic-030')).map(({ id }) => id)
    expect(asked('pro-dominique')).toEqual(['bourse envoyer fic-030'])
    expect(asked('pro-camille', 'deposee')).toEqual(['bourse accord fic-030'])
    expect(asked('pro-noa', 'deposee')).toEqual([])
    expect(asked('pro-noa', 'envoyee')).toEqual(['bourse repondre fic-030'])
    expect(asked('pro-dominique', 'envoyee')).toEqual([])
    expect(asked('pro-noa', 'acceptee')).toEqual([])
  })
  test('is answered once, by the host, and not without one', () => {
    const at = (moi: string, envoi: string, more: Turned = {}) => {
      const of = monde(moi, { ...mlDemande(envoi), ...more })
      return peutEnvoyer(demande(of), 'acceptee', of)
    }
    expect(at('pro-noa', 'envoyee')).toBe(true)
    expect(at('pro-noa', 'acceptee')).toBe(false)
    expect(at('pro-noa', 'deposee')).toBe(false)
    expect(at('pro-camille', 'envoyee')).toBe(false)
    expect(at('pro-noa', 'envoyee', { immersions: { 'imm-2026-004': { structure_accueil: null } } })).toBe(false)
  })
})

describe('offers', () => {
  test('their periods are read in their own words', () => {
    expect(moisDe('Toute l’année hors juillet et août ; de préférence du mardi au jeudi.')).toEqual([1, 2, 3, 4, 5, 6, 9, 10, 11, 12])
    expect(moisDe('Octobre à juin.')).toEqual([1, 2, 3, 4, 5, 6, 10, 11, 12])
    expect(moisDe('De mars à mai, sauf avril')).toEqual([3, 5])
    expect(moisDe('Au printemps')).toEqual([3, 4, 5])
    expect(moisDe('À convenir avec l’équipe')).toBeNull()
    expect(moisDe('')).toBeNull()
  })
  test('are found by words, champ, place, period and profile; what they do not say is to be asked', () => {
    const offres = offresDe(monde('pro-camille', { reponses: { 'fic-029': { periodes_possibles: 'À convenir' } } }))
    const ids = (criteres: Parameters<typeof chercherOffres>[1]) => chercherOffres(offres, criteres).map(({ offre }) => offre.id)
    expect(ids({})).toEqual(['fic-028', 'fic-029'])
    expect(ids({ texte: 'infirmier atelier' })).toEqual(['fic-028'])
    expect(ids({ champ: 'sanitaire' })).toEqual(['fic-028'])
    expect(ids({ commune: 'Fictiville' })).toEqual(['fic-029'])
    expect(ids({ mois: 8 })).toEqual(['fic-029'])
    expect(chercherOffres(offres, { mois: 8 })[0]?.aVerifier).toEqual(['période'])
    expect(ids({ profil: 'cadre' })).toEqual(['fic-028', 'fic-029'])
    const named = offresDe(monde('pro-camille', { reponses: { 'fic-028': { profil_observateur: 'Agents d’accueil' } } }))
    expect(chercherOffres(named, { profil: 'cadre' }).map(({ offre }) => offre.id)).toEqual(['fic-029'])
  })
  test('that fit a request come with why, the best first, never one’s own', () => {
    const of = monde('pro-dominique')
    const found = correspondancesDe(demande(of), offresDe(of), of)
    expect(found.map(({ offre }) => offre.id)).toEqual(['fic-028'])
    expect(found[0]?.avis).toContainEqual({ sur: 'Période', oui: true, mots: 'Possible en septembre, octobre' })
    expect(found[0]?.avis).toContainEqual({ sur: 'Durée', oui: true, mots: 'La durée que vous souhaitez' })
    expect(found[0]?.avis).toContainEqual({ sur: 'Profil', oui: true, mots: 'S’adresse à votre profil' })
    const summer = monde('pro-dominique', { reponses: { 'fic-030': { periodes: [{ du: '2026-07-20', au: '2026-08-02' }] } } })
    expect(correspondancesDe(demande(summer), offresDe(summer), summer)[0]?.avis).toContainEqual({ sur: 'Période', oui: false, mots: 'Pas aux mois que vous proposez' })
  })
})

describe('reciprocity', () => {
  const noReturn: Turned = { immersions: { 'imm-2026-004': { immersion_retour: null }, 'imm-2026-005': { statut: 'annulee', immersion_aller: null } } }
  test('the balance of each structure: given, received, days, to come, owed', () => {
    const of = monde('pro-noa')
    const groupe = of.annuaire.groupes.find(({ type }) => type === 'bourse')!
    expect(soldesDe(groupe, of)).toEqual([
      { structure: 'str-mda', donnes: 1, joursDonnes: 2, recus: 0, joursRecus: 0, donnesAVenir: 0, recusAVenir: 1, dus: 0 },
      { structure: 'str-mission-locale', donnes: 0, joursDonnes: 0, recus: 1, joursRecus: 2, donnesAVenir: 1, recusAVenir: 0, dus: 1 },
    ])
  })
  test('the visits are linked both ways, and due when the convention says', () => {
    expect(retoursDe(monde('pro-noa'))).toMatchObject([
      { aller: { id: 'imm-2026-004' }, retour: { id: 'imm-2026-005' }, doit: 'str-mission-locale', envers: 'str-mda', echeance: '2026-12-23', convenu: true, fait: false },
    ])
    expect(retoursDe(monde('pro-noa', { without: ['fic-031'] }))[0]).toMatchObject({ echeance: '2027-03-23', convenu: false })
  })
  test('R-BEP-01 : rappel aux deux structures à l’échéance de réciprocité, tant que le retour n’a pas de date', () => {
    const due = (moi: string, turned: Turned) => bourse(monde(moi, turned)).filter(({ id }) => id.startsWith('bourse retour'))
    for (const moi of ['pro-noa', 'pro-dominique']) {
      expect(due(moi, {})).toEqual([])
      expect(due(moi, noReturn)).toMatchObject([{ regle: 'R-BEP-01', niveau: 'rappel', des: '2026-11-23', titre: expect.stringContaining('Mission locale') }])
    }
    expect(due('pro-camille', noReturn)).toEqual([])
    expect(monthsPlus('2026-11-30', 3)).toBe('2027-02-28')
  })
  test('the convention is asked for before leaving, until its three signatures are there', () => {
    const asked = (turned: Turned) => bourse(monde('pro-noa', turned)).filter(({ id }) => id === 'bourse convention imm-2026-005')
    expect(asked({})).toEqual([])
    expect(asked({ reponses: { 'fic-040': { signature_accueil: null } } })).toMatchObject([{ lien: '/fiches/fic-040' }])
    expect(asked({ without: ['fic-040'] })).toMatchObject([{ lien: '/immersions/imm-2026-005' }])
  })
})
