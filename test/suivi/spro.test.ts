// The next step of each person of an immersion, day after day.
import { describe, expect, test } from 'vitest'
import { Groupe, Immersion, Personne, Structure } from '../../src/domain/collections.ts'
import type { Json } from '../../src/domain/json.ts'
import { echeancesDe, type Source } from '../../src/suivi/echeance.ts'
import type { FicheLue, Monde } from '../../src/suivi/monde.ts'
import { spro } from '../../src/suivi/spro.ts'
import { attentesDe } from '../../src/suivi/spro-attente.ts'
import { isHorsGroupe, isLongue, suitesDe } from '../../src/suivi/spro-regles.ts'

const personne = (id: string, structure: string, ...roles: string[]) => Personne.parse({ id, nom: id, structure, roles })
const annuaire = (documents: string[] = [], groupe = ['str-a', 'str-b']) => ({
  personnes: [
    personne('visite', 'str-a', 'accueilli'),
    personne('hote', 'str-b', 'accueillant'),
    personne('chef', 'str-a', 'responsable_appartenance'),
    personne('chef-hote', 'str-b', 'responsable_accueil'),
  ],
  structures: [Structure.parse({ id: 'str-a', nom: 'Mission locale', documents }), Structure.parse({ id: 'str-b', nom: 'CIO' })],
  groupes: [Groupe.parse({ id: 'grp', type: 'groupe_local', structures: groupe })],
  seances: [],
  aujourdhui: '2026-12-01',
})
const immersion = (fields: Record<string, Json> = {}) =>
  Immersion.parse({
    id: 'imm',
    titre: 'Observer l’accueil du CIO',
    dispositif: 'immersion_pro',
    modalite: 'observation',
    accueilli: ['visite'],
    accueillant: 'hote',
    structure_appartenance: 'str-a',
    structure_accueil: 'str-b',
    dates: ['2026-12-03'],
    ...fields,
  })
const fiche = (gabarit: string, auteur: string, reponses: Record<string, Json> = {}, done = false): FicheLue => ({
  id: `fic-${gabarit}`,
  gabarit,
  version: 1,
  immersion: gabarit === 'synthese-groupe-local' ? null : 'imm',
  rattachement: null,
  auteur,
  cree_le: null,
  etat: done ? { etat: 'validee', par: auteur, le: '2026-12-01T10:00:00' } : null,
  reponses,
})
const faits = (...statuts: string[]): Json => statuts.map((statut, i) => ({ statut, par: 'x', le: `2026-11-0${i + 1}T10:00:00` }))

interface Given {
  le?: string
  statuts?: string[]
  fiches?: FicheLue[]
  documents?: string[]
  fields?: Record<string, Json>
  groupe?: string[]
  others?: Immersion[]
}
function due(moi: string, { le = '2026-11-25T09:00:00', statuts = [], fiches = [], documents, fields = {}, groupe, others = [] }: Given = {}) {
  const monde: Monde = {
    moi,
    annuaire: annuaire(documents, groupe),
    immersions: [immersion({ faits: faits(...statuts), ...fields }), ...others],
    fiches,
    maintenant: le,
  }
  return echeancesDe(monde, [spro])
}
/** What this person's device says is awaited from others. */
const attendu = (moi: string, { statuts = [], fiches = [], documents = [] }: Given = {}) => {
  const one = immersion({ faits: faits(...statuts) })
  return attentesDe({ moi, annuaire: annuaire(documents), immersions: [one], fiches, maintenant: '2026-11-25T09:00:00' }, one).map(({ quoi, qui }) => `${quoi} : ${qui}`)
}
const titres = (...args: Parameters<typeof due>): string[] => due(...args).map(({ titre }) => titre)

const PREPAREE = fiche('spro-3-preparation', 'visite', { temps_recul_date: '2026-12-03', temps_recul_heure: '12:30' }, true)

describe('each step is proposed to whom it is up to', () => {
  test('before: the visitor prepares, the host prepares the visit, nobody else has anything to do', () => {
    expect(titres('visite')).toEqual(['Préparer l’immersion'])
    expect(titres('hote')).toEqual(['Préparer l’accueil'])
    expect(titres('chef')).toEqual([])
    expect(due('hote')[0]).toMatchObject({ lien: '/immersions/imm/accueil', des: '2026-11-26', detail: 'visite' })
    expect(titres('visite', { fields: { dates: [] } })).toContain('Choisir une date')
  })

  test('R-SPRO-02 : demande and convention are asked only where a structure wants them; the préparation always', () => {
    expect(titres('visite')).not.toContain('Faire la demande d’immersion')
    expect(titres('visite', { documents: ['demande'] })).toEqual(['Faire la demande d’immersion', 'Préparer l’immersion'])
    expect(titres('chef-hote', { documents: [] })).toEqual([])
    expect(titres('chef-hote', { documents: ['convention'] })).toEqual(['Établir la convention'])
    // With a demande, the convention waits for the agreement.
    expect(titres('chef', { documents: ['demande', 'convention'], statuts: ['demandee'] })).toEqual([])
    expect(titres('chef', { documents: ['demande', 'convention'], statuts: ['demandee', 'acceptee'] })).toEqual(['Établir la convention'])
  })

  test('what is to be done comes before what is only recalled, however old; of one immersion, in the order of its path', () => {
    const monde: Monde = { moi: 'visite', annuaire: annuaire(['demande']), immersions: [immersion()], fiches: [], maintenant: '2026-11-25T09:00:00' }
    const old: Source = () => [{ id: 'seance', regle: null, niveau: 'rappel', titre: 'Une séance', des: '2026-11-01', lien: '/' }]
    const late: Source = () => [{ id: 'autre', regle: null, niveau: 'a_faire', titre: 'Une autre immersion', des: '2026-10-01', lien: '/', immersion: 'autre' }]
    expect(echeancesDe(monde, [old, spro, late]).map(({ titre }) => titre)).toEqual(['Une autre immersion', 'Faire la demande d’immersion', 'Préparer l’immersion', 'Une séance'])
  })

  test('a demande that was made goes to the responsable, comes back to be reworked, or goes on', () => {
    const demande = fiche('spro-1-demande', 'visite', {}, true)
    expect(titres('chef', { statuts: ['demandee'], fiches: [demande] })).toEqual(['Donner votre avis sur la demande'])
    expect(titres('chef-hote', { statuts: ['demandee'], fiches: [demande] })).toEqual([])
    const back = fiche('spro-1-demande', 'visite', { avis: 'reporte', avis_motif: 'Plutôt en janvier.' }, true)
    expect(due('visite', { statuts: ['demandee', 'a_retravailler'], fiches: [back] }).find(({ titre }) => titre === 'Retravailler la demande')?.detail).toBe('Plutôt en janvier.')
    expect(titres('visite', { statuts: ['demandee', 'refusee'], fiches: [back] })).toEqual([])
  })

  test('what others have to do is said to who waits for it, never of what this person does themselves', () => {
    const demande = fiche('spro-1-demande', 'visite', {}, true)
    expect(attendu('visite', { statuts: ['demandee'], fiches: [demande] })).toEqual(['l’avis sur la demande : chef'])
    expect(attendu('chef', { statuts: ['demandee'], fiches: [demande] })).toEqual([])
    // The host does not read the demande: nothing of it is on that device.
    expect(attendu('hote', { statuts: ['demandee'] })).toEqual([])
    const agreed = { confidentialite: true, discretion: true, information_personnes: true, signature_appartenance: { nom: 'chef' } }
    const convention = fiche('spro-2-convention', 'chef', agreed)
    expect(attendu('chef', { statuts: ['demandee', 'acceptee'], fiches: [convention] })).toEqual(['la signature de la convention : visite,chef-hote'])
    expect(attendu('visite', { statuts: ['demandee', 'acceptee'], fiches: [convention] })).toEqual(['la signature de la convention : chef-hote'])
    expect(attendu('visite', { documents: ['convention'] })).toEqual(['la convention : chef,chef-hote'])
    expect(attendu('visite', { statuts: ['annulee'], documents: ['convention'] })).toEqual([])
  })

  test('R-ETH-01 : the visitor is asked to sign once the ethical engagements are taken', () => {
    const bare = fiche('spro-2-convention', 'chef')
    const agreed = { confidentialite: true, discretion: true, information_personnes: true }
    expect(titres('visite', { fiches: [bare] })).toEqual(['Préparer l’immersion'])
    expect(titres('chef', { fiches: [bare] })).toEqual(['Compléter la convention'])
    const ready = { ...bare, reponses: agreed }
    expect(titres('visite', { fiches: [ready] })).toContain('Signer la convention')
    const signed = { ...bare, reponses: { ...agreed, signature_appartenance: { nom: 'x' } } }
    expect(titres('chef', { fiches: [signed] })).toEqual([])
    expect(titres('chef-hote', { fiches: [signed] })).toEqual(['Signer la convention'])
  })

  test('R-ETH-02 : on the day of an observation or a mise en situation the host collects the assentiment, never for a team visit', () => {
    const day = '2026-12-03T08:30:00'
    expect(titres('hote', { le: day })).toEqual(['Accueillir aujourd’hui', 'Recueillir l’assentiment des personnes présentes'])
    expect(titres('hote', { le: day, fields: { modalite: 'collective' } })).toEqual(['Accueillir aujourd’hui'])
    expect(titres('hote', { le: day, fiches: [fiche('accueil-assentiment', 'hote', {}, true), fiche('accueil-checklist-observation', 'hote', {}, true)] })).toEqual([])
    expect(titres('hote', { le: '2026-12-02T08:30:00' })).toEqual(['Préparer l’accueil'])
  })

  test('R-SPRO-05 : a visit that begins without a préparation is said, never stopped', () => {
    const day = '2026-12-03T08:30:00'
    const [first] = due('visite', { le: day, statuts: ['en_cours'] })
    expect(first).toMatchObject({ regle: 'R-SPRO-05', niveau: 'avertissement' })
    expect(due('visite', { le: day, fiches: [fiche('spro-3-preparation', 'visite')] }).some(({ regle }) => regle === 'R-SPRO-05')).toBe(false)
    expect(due('visite', { le: '2026-12-02T08:30:00' }).some(({ regle }) => regle === 'R-SPRO-05')).toBe(false)
  })

  test('R-SPRO-06 : the hour kept in the préparation is the hour of the reminder, until the prise de recul is begun', () => {
    const recul = (le: string, ...fiches: FicheLue[]) => due('visite', { le, statuts: ['preparee'], fiches: [PREPAREE, ...fiches] }).find(({ regle }) => regle === 'R-SPRO-06')
    expect(recul('2026-12-01T09:00:00')).toMatchObject({ des: '2026-12-03', heure: '2026-12-03T12:30:00' })
    expect(recul('2026-12-03T13:00:00', fiche('prise-de-recul', 'visite'))).not.toHaveProperty('heure')
    expect(recul('2026-12-03T13:00:00', fiche('prise-de-recul', 'visite', {}, true))).toBeUndefined()
    // No hour chosen: once the visit has begun, without an alarm; in the morning there is nothing to step back from.
    const without = (...statuts: string[]) => due('visite', { le: '2026-12-03T09:00:00', statuts }).find(({ regle }) => regle === 'R-SPRO-06')
    expect(without('preparee')).toBeUndefined()
    expect(without('preparee', 'en_cours')).toMatchObject({ des: '2026-12-03' })
    expect(without('preparee', 'en_cours')).not.toHaveProperty('heure')
  })

  test('after: évaluation at the date chosen, fifteen days at most, then the restitutions', () => {
    const recul = (date_evaluation: string) => fiche('prise-de-recul', 'visite', { date_evaluation }, true)
    const evaluation = (le: string, ...fiches: FicheLue[]) => due('visite', { le, statuts: ['preparee', 'a_chaud'], fiches: [PREPAREE, ...fiches] })[0]
    expect(evaluation('2026-12-05T09:00:00', recul('2026-12-10'))).toMatchObject({ titre: 'Évaluer l’expérience', des: '2026-12-10' })
    expect(evaluation('2026-12-05T09:00:00', recul('2027-02-01'))?.des).toBe('2026-12-18')
    expect(evaluation('2026-12-19T09:00:00', recul('2026-12-10'))).toMatchObject({ niveau: 'avertissement', regle: 'R-SPRO-07' })
    const after = { le: '2026-12-08T09:00:00', statuts: ['a_chaud', 'evaluee'] }
    expect(titres('visite', after).sort()).toEqual(['Restituer à la structure accueillante', 'Restituer à votre équipe', 'Une suite sous une autre forme ?'])
    const given = fiche('restitution-structure-accueillante', 'visite', {}, true)
    expect(titres('hote', { ...after, fiches: [given] })).toEqual(['Répondre à la restitution de visite'])
    expect(titres('hote', { ...after, fiches: [{ ...given, reponses: { souhait_retour: false } }] })).toEqual([])
  })

  test('the responsable reads the restitution and sends the synthèse; a colleague has nothing of it', () => {
    const given = { le: '2026-12-08T09:00:00', statuts: ['evaluee', 'restituee'], fiches: [fiche('restitution-structure-appartenance', 'visite', {}, true)] }
    expect(titres('chef', given)).toEqual(['Lire la restitution de visite', 'Transmettre une synthèse au groupe local'])
    expect(titres('chef-hote', given)).toEqual([])
    expect(titres('chef', { ...given, statuts: ['restituee', 'close'] })).toEqual([])
  })

  test('an immersion that is cancelled, refused or closed asks nothing any more', () => {
    for (const statut of ['annulee', 'refusee', 'close']) expect(titres('visite', { statuts: [statut], le: '2026-11-25T09:00:00' })).toEqual([])
  })
})

describe('rules', () => {
  test('R-SPRO-01 : two structures that no local group holds together are pointed out', () => {
    expect(due('visite', { groupe: ['str-a'] })).toContainEqual(expect.objectContaining({ regle: 'R-SPRO-01', niveau: 'avertissement' }))
    expect(due('hote', { groupe: ['str-a'] }).some(({ regle }) => regle === 'R-SPRO-01')).toBe(false)
    expect(isHorsGroupe(immersion(), annuaire())).toBe(false)
    expect(isHorsGroupe(immersion({ structure_accueil: 'Une association écrite à la main' }), annuaire())).toBe(false)
    expect(isHorsGroupe(immersion({ dispositif: 'bourse_reciproque' }), annuaire([], []))).toBe(false)
  })

  test('R-SPRO-03 : more than half a day asks for its reason, outside the bourse', () => {
    const lasts = (heure_debut: string | null, heure_fin: string | null, dates = ['2026-12-03'], dispositif = 'immersion_pro') =>
      isLongue({ dispositif, dates, heure_debut, heure_fin })
    expect(lasts('09:00', '12:30')).toBe(false)
    expect(lasts('09:00', '17:00')).toBe(true)
    expect(lasts(null, null, ['2026-12-03', '2026-12-04'])).toBe(true)
    expect(lasts('09:00', '17:00', ['2026-12-03', '2026-12-04'], 'bourse_reciproque')).toBe(false)
  })

  test('R-SPRO-04 : the modalités that two structures have not lived yet are proposed as a follow-up', () => {
    const done = immersion({ statut: 'evaluee' })
    expect(suitesDe(done, [done], '2026-12-10')).toEqual(['collective', 'mise_en_situation'])
    const collective = { ...immersion({ modalite: 'collective', statut: 'close', dates: ['2026-03-12'] }), id: 'other' }
    expect(suitesDe(done, [done, collective], '2026-12-10')).toEqual(['mise_en_situation'])
    const planned = { ...immersion({ modalite: 'collective', dates: ['2027-01-12'] }), id: 'planned' }
    expect(suitesDe(done, [done, planned], '2026-12-10')).toEqual([])
    expect(suitesDe(immersion({ statut: 'preparee' }), [done], '2026-12-10')).toEqual([])
    expect(due('visite', { le: '2026-12-08T09:00:00', statuts: ['evaluee'] }).find(({ regle }) => regle === 'R-SPRO-04')?.lien).toBe('/immersions/nouvelle?suite=imm&modalite=collective')
  })
})
