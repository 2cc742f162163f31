// Who reads and writes what, for every gabarit and every role. The expectations are written by hand from « Qui lit quoi »
// of src/forms/gabarits.md and from the rules, then held against `consulte_par`: neither copies the policy's code.
import { describe, expect, test } from 'vitest'
import { readPolitiques } from '../../server/gabarits.ts'
import {
  type Annuaire,
  type FicheEntete,
  mayCreateFiche,
  mayReadComplement,
  mayReadFiche,
  mayReadImmersion,
  mayWriteActe,
  mayWriteComplement,
  mayWriteFiche,
  mayWriteImmersion,
  mayWriteStructure,
} from '../../src/domain/acces.ts'
import { Groupe, Immersion, Personne, type Rattachement, Seance, Structure } from '../../src/domain/collections.ts'
import { type Acces, Role } from '../../src/domain/politique.ts'

const blank = (fields: object) => ({ $auteur: null, $cree_le: null, $deleted: null, ...fields })
const personne = (role: string, fields: object = {}) =>
  Personne.parse(
    blank({ id: role, nom: role, fonction: null, structure: null, roles: [], mandats: [], courriel: null, telephone: null, ...fields }),
  )
const groupe = (id: string, type: string, fields: object) =>
  Groupe.parse(blank({ id, type, nom: id, structures: [], participants: [], coordination: null, objectif_annuel: null, ...fields }))

// One person for each role, named after it, who holds it as people hold it in life and as little else as can be.
const mandat = (groupe: string, role: string) => ({ structure: null, groupe, roles: [role] })
const people = [
  personne('accueilli', { structure: 'str-c', roles: ['accueilli'] }),
  personne('accueillant', { structure: 'str-c', roles: ['accueillant'] }),
  personne('equipe_appartenance', { structure: 'str-a' }),
  personne('responsable_appartenance', { structure: 'str-a', roles: ['responsable_appartenance'] }),
  personne('responsable_accueil', { structure: 'str-b', roles: ['responsable_accueil'] }),
  personne('coordination_groupe_local', { structure: 'str-x' }),
  personne('comite_pilotage', {
    structure: 'str-x',
    mandats: ['local', 'reseau', 'cycle', 'bourse'].map((id) => mandat(id, 'comite_pilotage')),
  }),
  personne('salarie_insertion'),
  personne('referent_siae', { structure: 'str-s', roles: ['referent_siae'] }),
  personne('charge_projet', { structure: 'str-r', roles: ['charge_projet'] }),
  personne('tuteur_accueil', { structure: 'str-x', roles: ['tuteur_accueil'] }),
  personne('partenaire_institutionnel', { mandats: ['local', 'reseau'].map((id) => mandat(id, 'partenaire_institutionnel')) }),
  personne('redacteur_offre', { structure: 'str-b', roles: ['redacteur_offre'] }),
  personne('pilote_bourse', { structure: 'str-x' }),
  personne('animateur_echanges', { structure: 'str-x' }),
  personne('participant_echanges', { structure: 'str-x' }),
  personne('intervenant_app', { structure: 'str-x' }),
  personne('participant_app', { structure: 'str-y' }),
  personne('encadrement_app', { structure: 'str-y', roles: ['encadrement_app'] }),
  personne('appui_regional', { mandats: [mandat('local', 'appui_regional')] }),
  personne('direction_rh', { structure: 'str-a', roles: ['direction_rh'] }),
]
const auteur = personne('auteur')
const stranger = personne('stranger', { structure: 'str-z', roles: Role.options })
const annuaire: Annuaire = {
  personnes: [...people, auteur, stranger],
  groupes: [
    groupe('local', 'groupe_local', { structures: ['str-a', 'str-b', 'str-c', 'str-r'], coordination: 'coordination_groupe_local' }),
    groupe('reseau', 'reseau_immersions', { structures: ['str-a', 'str-s', 'str-r'] }),
    groupe('bourse', 'bourse', { structures: ['str-a', 'str-b', 'str-c'], coordination: 'pilote_bourse' }),
    groupe('cycle', 'cycle_echanges', { structures: ['str-y'], participants: ['participant_echanges'], coordination: 'animateur_echanges' }),
    groupe('app', 'groupe_app', { participants: ['participant_app'], coordination: 'intervenant_app' }),
    // Groups of others, in which our people have no part.
    groupe('other-local', 'groupe_local', { structures: ['str-z'], coordination: 'stranger' }),
    groupe('other-app', 'groupe_app', { participants: ['stranger'] }),
  ],
  seances: [
    Seance.parse(blank({ id: 'sea-echange', titre: '', groupe: 'cycle', date: '2026-06-18' })),
    Seance.parse(blank({ id: 'sea-app', titre: '', groupe: 'app', date: '2026-10-15' })),
  ],
  aujourdhui: '2026-11-22',
}
const immersion = (dispositif: string) =>
  Immersion.parse({
    ...Object.fromEntries(Immersion.keys.map((key) => [key, null])),
    id: `imm-${dispositif}`,
    dispositif,
    structure_appartenance: 'str-a',
    structure_accueil: 'str-b',
    accueilli: dispositif === 'immersion_salarie' ? [] : ['accueilli'],
    accueillant: dispositif === 'immersion_salarie' ? 'tuteur_accueil' : 'accueillant',
    ...(dispositif === 'immersion_salarie'
      ? { salarie: 'salarie_insertion', referent: 'referent_siae', charge_projet: 'charge_projet' }
      : {}),
  })

type Place = 'immersion_pro' | 'bourse_reciproque' | 'immersion_salarie' | Rattachement
const at = (type: Rattachement['type'], id: string): Rattachement => ({ type, id })

interface Row {
  place: Place
  /** who reads the fiche besides its author */
  read: string
  /** and who changes it */
  write?: string
  /** answers kept apart: who reads, and who changes */
  apart?: Partial<Record<Acces, [read: string, write: string]>>
}
const own = (place: Place, apart?: Row['apart']): Row => ({ place, read: '', ...(apart ? { apart } : {}) })
const tripartite = 'salarie_insertion referent_siae charge_projet'
const [pro, bourse, salarie] = ['immersion_pro', 'bourse_reciproque', 'immersion_salarie'] as const
const responsables = 'responsable_appartenance responsable_accueil'

const rows: Record<string, Row> = {
  // auteur: the author alone
  'guide-observation-collective': own(pro),
  'guide-observation-individuelle': own(bourse),
  'guide-observation-mise-en-situation': own(pro),
  'guide-questionnement-collective': own(pro),
  'guide-questionnement-mise-en-situation': own(pro),
  'guide-questionnement-observation': own(bourse),
  'prise-de-recul': own(pro, { auteur: ['', ''] }),
  'carnet-notes': own(pro),
  // immersion: accueilli, accueillant and their managers, as far as each gabarit names them
  'spro-1-demande': {
    place: pro,
    read: `accueilli ${responsables} coordination_groupe_local`,
    write: 'accueilli responsable_appartenance',
  },
  'spro-2-convention': {
    place: pro,
    read: `accueilli accueillant ${responsables} coordination_groupe_local`,
    write: `accueilli ${responsables}`,
  },
  'spro-3-preparation': { place: pro, read: 'accueilli accueillant', write: 'accueilli', apart: { auteur: ['', ''] } },
  'restitution-structure-accueillante': { place: pro, read: `accueilli accueillant ${responsables}`, write: 'accueilli accueillant' },
  'beprip-convention-ethique': {
    place: bourse,
    read: `accueilli accueillant ${responsables} pilote_bourse`,
    write: `accueilli ${responsables}`,
  },
  // choisie: nobody until the author agrees
  'spro-4-evaluation': own(pro),
  // structures: the members it concerns; the human-resources director is a member of the structure
  'restitution-structure-appartenance': {
    place: pro,
    read: 'accueilli responsable_appartenance equipe_appartenance direction_rh',
    write: 'accueilli responsable_appartenance',
  },
  'accueil-assentiment': { place: pro, read: 'accueillant responsable_accueil', write: 'accueillant' },
  'accueil-checklist-collective': { place: pro, read: 'accueillant responsable_accueil', write: 'accueillant' },
  'accueil-checklist-mise-en-situation': { place: pro, read: 'accueillant responsable_accueil', write: 'accueillant' },
  'accueil-checklist-observation': { place: bourse, read: 'accueillant responsable_accueil', write: 'accueillant' },
  // tripartite: employee, adviser, project officer; the tutor where the gabarit names them
  'pose-entretien-tripartite-initial': {
    place: salarie,
    read: tripartite,
    write: tripartite,
    apart: { tripartite: [tripartite, tripartite], charge_projet: ['charge_projet', 'charge_projet'] },
  },
  'pose-bilan-final-tripartite': { place: salarie, read: tripartite, write: tripartite, apart: { tripartite: [tripartite, tripartite] } },
  'pose-levee-freins': {
    place: salarie,
    read: tripartite,
    write: 'referent_siae charge_projet',
    apart: { tripartite: [tripartite, 'referent_siae charge_projet'] },
  },
  'pose-mise-en-place': { place: salarie, read: 'charge_projet referent_siae', write: 'charge_projet' },
  'pose-evaluation-hebdomadaire': {
    place: salarie,
    read: `${tripartite} tuteur_accueil`,
    write: 'charge_projet tuteur_accueil salarie_insertion',
  },
  'pose-grille-competences': { place: salarie, read: `${tripartite} tuteur_accueil`, write: 'tuteur_accueil charge_projet salarie_insertion' },
  'pose-satisfaction-decouverte': { place: salarie, read: tripartite, write: 'salarie_insertion' },
  // reseau_restreint: the accounts of the bourse
  'beprip-demande-immersion': {
    place: bourse,
    read: `accueilli ${responsables} pilote_bourse`,
    write: 'accueilli responsable_appartenance',
  },
  'beprip-fiche-offre-accueil': {
    place: at('structure', 'str-b'),
    // A manager of a member structure stands on both sides: their people go out, others come in.
    read: `pilote_bourse redacteur_offre accueilli ${responsables}`,
    write: 'redacteur_offre',
  },
  // groupe_local: coordination, comité de pilotage, responsables
  'programme-immersions-local': {
    place: at('groupe', 'local'),
    read: `coordination_groupe_local comite_pilotage accueilli ${responsables}`,
    write: 'coordination_groupe_local',
  },
  'restitution-annuelle': {
    place: at('groupe', 'local'),
    read: `coordination_groupe_local comite_pilotage ${responsables}`,
    write: 'coordination_groupe_local',
  },
  // It goes up to the group, not across to the managers of the other structures (R-SPRO-09).
  'synthese-groupe-local': {
    place: at('structure', 'str-a'),
    read: 'responsable_appartenance coordination_groupe_local comite_pilotage',
    write: 'responsable_appartenance',
  },
  'indicateurs-territoire': {
    place: at('periode', 'local'),
    read: 'coordination_groupe_local charge_projet comite_pilotage partenaire_institutionnel',
    write: 'coordination_groupe_local charge_projet',
  },
  'suivi-entreprise': { place: at('groupe', 'reseau'), read: 'charge_projet', write: 'charge_projet' },
  'reunion-trimestrielle-reseau': {
    place: at('groupe', 'reseau'),
    read: 'charge_projet referent_siae partenaire_institutionnel comite_pilotage',
    write: 'charge_projet',
  },
  // groupe_participants, seance: the members; management sees attendance and organisation, never content
  'app-cadre': {
    place: at('groupe', 'app'),
    read: 'intervenant_app participant_app encadrement_app',
    write: 'intervenant_app participant_app encadrement_app',
  },
  'app-seance': {
    place: at('seance', 'sea-app'),
    read: 'intervenant_app participant_app encadrement_app',
    write: 'intervenant_app',
    apart: { seance: ['intervenant_app participant_app', 'intervenant_app'] },
  },
  'app-situation-elaboration': own(at('seance', 'sea-app'), { seance: ['', ''], auteur: ['', ''] }),
  'echange-choix-themes': {
    place: at('cycle', 'cycle'),
    read: 'participant_echanges animateur_echanges comite_pilotage',
    write: 'participant_echanges animateur_echanges',
  },
  'echange-seance': {
    place: at('seance', 'sea-echange'),
    read: 'participant_echanges animateur_echanges comite_pilotage',
    write: 'animateur_echanges',
  },
  // A situation is told by one participant: others read it, nobody else writes in it (R-APP-04 and its counterpart).
  'echange-situation-apportee': {
    place: at('seance', 'sea-echange'),
    read: 'participant_echanges animateur_echanges',
    apart: { seance: ['participant_echanges animateur_echanges', ''] },
  },
}

const politiques = new Map(readPolitiques().map((politique) => [politique.gabarit, politique]))
const politique = (gabarit: string) => {
  const found = politiques.get(gabarit)
  if (!found) throw new Error(gabarit)
  return found
}
// The acts that open a fiche are tested apart: here the offer is published, the request sent (R-BEP-02), what was
// composed for others shared (R-VIS-01).
const shared: Partial<FicheEntete['choix']> = { $etat: [{ etat: 'validee', par: 'auteur', le: '2026-03-12T10:00:00' }] }
const done: Record<string, Partial<FicheEntete['choix']>> = {
  'restitution-structure-appartenance': shared,
  'restitution-structure-accueillante': shared,
  'synthese-groupe-local': shared,
  'programme-immersions-local': shared,
  'beprip-fiche-offre-accueil': { $publication: [{ etat: 'publiee' }] },
  'beprip-demande-immersion': { $envoi: [{ etat: 'envoyee' }] },
}
const nothing: FicheEntete['choix'] = { visibilite: [], anonymat_verifie: [], accord_partage: [], partage: [] }

function fiche(gabarit: string, choix: Partial<FicheEntete['choix']> = {}, place: Place = rows[gabarit]!.place): FicheEntete {
  return {
    auteur: auteur.id,
    immersion: typeof place === 'string' ? immersion(place) : null,
    rattachement: typeof place === 'string' ? null : place,
    politique: politique(gabarit),
    choix: { ...nothing, ...done[gabarit], ...choix },
  }
}
type Right = (fiche: FicheEntete, personne: Personne, annuaire: Annuaire) => boolean
const who = (right: Right, of: FicheEntete): string[] =>
  annuaire.personnes
    .filter((one) => right(of, one, annuaire))
    .map((one) => one.id)
    .sort()
const names = (text = ''): string[] => ['auteur', ...text.split(' ').filter(Boolean)].sort()
const reading = (acces: Acces): Right => (of, one, all) => mayReadComplement(of, acces, one, all)
const writing = (acces: Acces): Right => (of, one, all) => mayWriteComplement(of, acces, one, all)

test('every gabarit is in the table, and nothing else', () => {
  expect(Object.keys(rows).sort()).toEqual([...politiques.keys()].sort())
})

test('every role is somebody here, and comes to read something', () => {
  expect(people.map((one) => one.id).sort()).toEqual([...Role.options].sort())
  const readers = new Set(Object.values(rows).flatMap((row) => names(row.read)))
  // appui_regional is consulted by no gabarit, the stranger by nobody.
  expect(Role.options.filter((role) => !readers.has(role))).toEqual(['appui_regional'])
})

describe.each(Object.entries(rows))('%s', (gabarit, row) => {
  test('is read by those, and by nobody else', () => {
    expect(who(mayReadFiche, fiche(gabarit))).toEqual(names(row.read))
  })
  test('is changed by those, and by nobody else', () => {
    expect(who(mayWriteFiche, fiche(gabarit))).toEqual(names(row.write))
  })
  test('keeps apart what its file says, for those alone', () => {
    expect([...new Set(Object.values(politique(gabarit).acces))].sort()).toEqual(Object.keys(row.apart ?? {}).sort())
    for (const [acces, [read, write]] of Object.entries(row.apart ?? {}) as [Acces, [string, string]][]) {
      // What is kept for the project officer or the three parties is not the author's because they opened the fiche.
      const author = acces === 'tripartite' || acces === 'charge_projet' ? [] : ['auteur']
      const expected = (text: string) => [...author, ...text.split(' ').filter(Boolean)].sort()
      expect(who(reading(acces), fiche(gabarit)), acces).toEqual(expected(read))
      expect(who(writing(acces), fiche(gabarit)), acces).toEqual(expected(write))
    }
  })
  test('is read by nobody but its author when its gabarit is not known here', () => {
    const unknown = { ...fiche(gabarit), politique: null }
    expect(who(mayReadFiche, unknown)).toEqual(['auteur'])
    for (const acces of ['tripartite', 'charge_projet', 'seance', 'auteur'] as const) {
      expect(who(reading(acces), unknown).filter((id) => id !== 'auteur')).toEqual([])
    }
  })
})

test('the table says no less than `consulte_par` where a visibilite opens at once, and no more than it names', () => {
  // Readers by another door than `consulte_par`: members of the structure, managers of a group, attendance.
  const beside: Record<string, string[]> = {
    'restitution-structure-appartenance': ['direction_rh'],
    'beprip-fiche-offre-accueil': ['responsable_appartenance'],
    'programme-immersions-local': ['responsable_accueil'],
    'restitution-annuelle': ['responsable_accueil'],
    'app-seance': ['encadrement_app'],
  }
  for (const [gabarit, row] of Object.entries(rows)) {
    const { visibilite, consulte_par } = politique(gabarit)
    const read = names(row.read).filter((id) => id !== 'auteur' && !beside[gabarit]?.includes(id))
    const closed = visibilite === 'auteur' || visibilite === 'choisie' || gabarit === 'app-situation-elaboration'
    expect(read, gabarit).toEqual(closed ? [] : [...consulte_par].sort())
  }
})

describe('a field note (R-NOTE-02, R-NOTE-03)', () => {
  const note = (visibilite: unknown[], anonymat_verifie: unknown[], place: Place = pro) => fiche('carnet-notes', { visibilite, anonymat_verifie }, place)
  test.each([
    ['never answered', [], []],
    ['private', ['privee'], [true]],
    ['may be reused by its author', ['a_restituer'], [true]],
    ['shared without the check of anonymity', ['partagee'], []],
    ['shared, anonymity denied', ['partagee'], [false]],
    ['shared, anonymity answered as a text', ['partagee'], ['true']],
    ['shared here, private there', ['partagee', 'privee'], [true]],
    ['checked here, not there', ['partagee'], [true, false]],
    ['emptied', [null], [true]],
  ])('%s: its author alone', (_, visibilite, anonymat) => {
    expect(who(mayReadFiche, note(visibilite, anonymat))).toEqual(['auteur'])
  })
  test('shared and checked: the people of the immersion, to read and not to change', () => {
    expect(who(mayReadFiche, note(['partagee'], [true]))).toEqual(names('accueilli accueillant'))
    expect(who(mayReadFiche, note(['partagee', 'partagee'], [true]))).toEqual(names('accueilli accueillant'))
    expect(who(mayReadFiche, note(['partagee'], [true], salarie))).toEqual(names('referent_siae charge_projet'))
    expect(who(mayWriteFiche, note(['partagee'], [true]))).toEqual(['auteur'])
  })
  test('outside any immersion it stays its author’s, whatever it says', () => {
    expect(who(mayReadFiche, { ...note(['partagee'], [true]), immersion: null })).toEqual(['auteur'])
  })
})

describe.each(['restitution-structure-appartenance', 'restitution-structure-accueillante', 'synthese-groupe-local'])(
  'R-VIS-01 : %s',
  (gabarit) => {
    const validee = { etat: 'validee', par: 'auteur', le: '2026-03-12T10:00:00' }
    test('nobody else reads or changes it before its author shared it', () => {
      for (const $etat of [[], [null], [{ etat: 'brouillon' }], ['validee'], [validee, null]]) {
        expect(who(mayReadFiche, fiche(gabarit, { $etat }))).toEqual(['auteur'])
        expect(who(mayWriteFiche, fiche(gabarit, { $etat }))).toEqual(['auteur'])
      }
    })
    test('shared, it is read by its readers, and taken back by the same act undone', () => {
      expect(who(mayReadFiche, fiche(gabarit, { $etat: [validee] }))).toEqual(names(rows[gabarit]!.read))
      expect(names(rows[gabarit]!.read).length).toBeGreaterThan(1)
    })
  },
)

test('a guide or a prise de recul is not opened by answers that open a note', () => {
  for (const gabarit of ['prise-de-recul', 'guide-observation-collective']) {
    expect(who(mayReadFiche, fiche(gabarit, { visibilite: ['partagee'], anonymat_verifie: [true] }))).toEqual(['auteur'])
  }
})

test('a role that a group gives by name is not had through one’s own structure', () => {
  const named = ['coordination_groupe_local', 'comite_pilotage', 'pilote_bourse', 'animateur_echanges', 'intervenant_app']
  const self = personne('self', { structure: 'str-r', roles: named })
  for (const gabarit of ['restitution-annuelle', 'programme-immersions-local', 'indicateurs-territoire', 'echange-seance', 'app-cadre']) {
    expect(mayReadFiche(fiche(gabarit), self, annuaire), gabarit).toBe(false)
  }
})

describe('an evaluation (R-VIS-02)', () => {
  const evaluation = (...accord_partage: unknown[]) => fiche('spro-4-evaluation', { accord_partage })
  test.each([
    ['no answer', []],
    ['nothing agreed', [[]]],
    ['only for the host', [['accueillant']]],
    ['agreed here, not there', [['structure'], []]],
    ['agreed for one, then for another', [['structure'], ['accueillant']]],
    ['an answer of another shape', ['structure']],
  ])('%s: its author alone', (_, versions) => {
    expect(who(mayReadFiche, evaluation(...versions))).toEqual(['auteur'])
  })
  test.each([[['structure']], [['groupe_local']], [['accueillant', 'structure']]])('%j: the manager too, who does not change it', (accord) => {
    expect(who(mayReadFiche, evaluation(accord))).toEqual(names('responsable_appartenance'))
    expect(who(mayWriteFiche, evaluation(accord))).toEqual(['auteur'])
  })
  test('a manager who took part in the visit does not write in a colleague’s evaluation', () => {
    const both = personne('accueilli', { structure: 'str-a', roles: ['accueilli', 'responsable_appartenance'] })
    expect(mayReadFiche(evaluation(['structure']), both, annuaire)).toBe(true)
    expect(mayWriteFiche(evaluation(['structure']), both, annuaire)).toBe(false)
  })
})

describe('what goes up to the local group', () => {
  // str-a's manager writes; str-b's and str-c's managers are of the same group.
  const chef = (id: string, structure: string) => personne(id, { structure, roles: ['responsable_appartenance'] })
  const day = { ...annuaire, personnes: [...annuaire.personnes, chef('chef-a', 'str-a'), chef('chef-c', 'str-c')] }
  const doing = (right: Right, of: FicheEntete): string[] => day.personnes.filter((one) => right(of, one, day)).map((one) => one.id).sort()
  const by = (auteur: string, gabarit: string, etat: unknown, place: Place): FicheEntete => ({ ...fiche(gabarit, { $etat: [etat] }, place), auteur })
  const validee = { etat: 'validee', par: 'chef-a', le: '2026-07-06T09:00:00' }

  test.each([at('structure', 'str-a'), at('groupe', 'local')])(
    'R-SPRO-09 : a synthèse %j is begun and sent by the managers of its structure, read by the coordination, never across',
    (place) => {
      const opening = day.personnes.filter((one) => mayCreateFiche(by(one.id, 'synthese-groupe-local', null, place), one, day)).map(({ id }) => id)
      const others = place.type === 'structure' ? [] : ['responsable_accueil', 'chef-c']
      expect(opening.sort()).toEqual(['chef-a', 'responsable_appartenance', ...others].sort())
      const sent = by('chef-a', 'synthese-groupe-local', validee, place)
      expect(doing(mayReadFiche, sent)).toEqual(['chef-a', 'comite_pilotage', 'coordination_groupe_local', 'responsable_appartenance'])
      expect(doing(mayWriteFiche, sent)).toEqual(['chef-a', 'responsable_appartenance'])
      expect(doing(mayReadFiche, by('chef-a', 'synthese-groupe-local', null, place))).toEqual(['chef-a'])
    },
  )
  test('R-SPRO-09 : what one person writes of their visit does not go up: neither the coordination nor its committee reads it', () => {
    const up = ['coordination_groupe_local', 'comite_pilotage']
    const own = ['spro-3-preparation', 'spro-4-evaluation', 'prise-de-recul', 'carnet-notes', 'guide-observation-individuelle', 'guide-questionnement-observation', 'restitution-structure-appartenance', 'restitution-structure-accueillante']
    for (const gabarit of own) {
      const open = { ...fiche(gabarit), choix: { ...nothing, ...shared, accord_partage: [['structure', 'groupe_local']], visibilite: ['partagee'], anonymat_verifie: [true] } }
      for (const id of up) expect(doing(mayReadFiche, open), `${gabarit} ${id}`).not.toContain(id)
    }
  })
  test('R-SPRO-11 : only the coordination writes and publishes a programme; nobody else reads it before', () => {
    const place = at('groupe', 'local')
    const gabarit = 'programme-immersions-local'
    const coordination = ['coordination_groupe_local']
    expect(day.personnes.filter((one) => mayCreateFiche(by(one.id, gabarit, null, place), one, day)).map(({ id }) => id)).toEqual(coordination)
    const draft = by('coordination_groupe_local', gabarit, null, place)
    const published = by('coordination_groupe_local', gabarit, validee, place)
    expect(doing(mayReadFiche, draft)).toEqual(coordination)
    expect(doing(mayReadFiche, { ...draft, choix: { ...nothing, $etat: [validee, null] } })).toEqual(coordination)
    expect(doing(mayReadFiche, published)).toEqual(['accueilli', 'chef-a', 'chef-c', 'comite_pilotage', 'coordination_groupe_local', 'responsable_accueil', 'responsable_appartenance'])
    for (const one of [draft, published]) expect(doing(mayWriteFiche, one)).toEqual(coordination)
    const second = { ...people[0]!, id: 'second', roles: [], mandats: [mandat('local', 'coordination_groupe_local')] }
    expect([mayReadFiche(draft, second, annuaire), mayWriteFiche(draft, second, annuaire)]).toEqual([true, true])
  })
})

describe('a situation brought to practice analysis (R-APP-01 to 04)', () => {
  const situation = (...partage: unknown[]) => fiche('app-situation-elaboration', { partage })
  const onTheDay = { ...annuaire, aujourdhui: '2026-10-15' }
  const whoOn = (right: Right, of: FicheEntete, day: Annuaire): string[] =>
    day.personnes.filter((one) => right(of, one, day)).map((one) => one.id).sort()

  test.each([['not said', []], ['for oneself', ['moi']], ['said twice', ['groupe', 'moi']]])('%s: its author alone, on any day', (_, partage) => {
    for (const day of [annuaire, onTheDay]) {
      expect(whoOn(mayReadFiche, situation(...partage), day)).toEqual(['auteur'])
      expect(whoOn(reading('seance'), situation(...partage), day)).toEqual(['auteur'])
    }
  })
  test('for the session: the participants, on its day', () => {
    expect(whoOn(mayReadFiche, situation('seance'), onTheDay)).toEqual(names('participant_app'))
    expect(whoOn(reading('seance'), situation('seance'), onTheDay)).toEqual(names('participant_app'))
    expect(whoOn(mayReadFiche, situation('seance'), annuaire)).toEqual(['auteur'])
    expect(whoOn(mayReadFiche, situation('seance', 'groupe'), annuaire)).toEqual(['auteur'])
  })
  test('for the group: the participants; their words to themselves, and nobody else’s hand', () => {
    expect(who(mayReadFiche, situation('groupe'))).toEqual(names('participant_app'))
    expect(who(reading('seance'), situation('groupe'))).toEqual(names('participant_app'))
    expect(who(reading('auteur'), situation('groupe'))).toEqual(['auteur'])
    expect(who(mayWriteFiche, situation('groupe'))).toEqual(['auteur'])
    expect(who(writing('seance'), situation('groupe'))).toEqual(['auteur'])
  })
  test('management never sees content, even as a participant; what one wrote oneself, one reads', () => {
    const both = personne('encadrement_app', { structure: 'str-y', roles: ['encadrement_app'] })
    const groupes = annuaire.groupes.map((one) => (one.id === 'app' ? { ...one, participants: ['participant_app', both.id] } : one))
    const day = { ...annuaire, groupes }
    expect(mayReadFiche(situation('groupe'), both, day)).toBe(true)
    expect(mayReadComplement(situation('groupe'), 'seance', both, day)).toBe(false)
    expect(mayReadComplement(fiche('app-seance'), 'seance', both, day)).toBe(false)
    expect(mayReadComplement({ ...situation('moi'), auteur: both.id }, 'seance', both, day)).toBe(true)
  })
})

describe('an immersion', () => {
  const seeing = (dispositif: Place & string, right: typeof mayReadImmersion) =>
    annuaire.personnes.filter((one) => right(immersion(dispositif), one, annuaire)).map((one) => one.id).sort()
  const parties = `accueilli accueillant ${responsables} coordination_groupe_local`
  test('is seen by its people, their managers and the coordination; colleagues see their team’s', () => {
    const team = 'equipe_appartenance direction_rh'
    expect(seeing(pro, mayReadImmersion)).toEqual(`${parties} ${team}`.split(' ').sort())
    expect(seeing(bourse, mayReadImmersion)).toEqual(`accueilli accueillant ${responsables} pilote_bourse ${team} redacteur_offre`.split(' ').sort())
  })
  test('of an employee in integration is seen by its parties, not by colleagues', () => {
    expect(seeing(salarie, mayReadImmersion)).toEqual(`${tripartite} tuteur_accueil ${responsables}`.split(' ').sort())
  })
  test('is changed by its parties', () => {
    expect(seeing(pro, mayWriteImmersion)).toEqual(parties.split(' ').sort())
    expect(seeing(salarie, mayWriteImmersion)).toEqual(`${tripartite} tuteur_accueil ${responsables}`.split(' ').sort())
  })
  test('is seen and changed by who opened it', () => {
    const opened = { ...immersion(pro), $auteur: 'stranger' }
    expect(mayReadImmersion(opened, stranger, annuaire)).toBe(true)
    expect(mayWriteImmersion(opened, stranger, annuaire)).toBe(true)
  })
})

describe('the bourse (R-BEP-01, R-BEP-02)', () => {
  const offre = (...etats: unknown[]) => fiche('beprip-fiche-offre-accueil', { $publication: etats.map((etat) => ({ etat })) })
  const demande = (...etats: unknown[]) => fiche('beprip-demande-immersion', { $envoi: etats.map((etat) => ({ etat })) })
  // The offer is of str-b; str-a and str-c are of the bourse too.
  const ofStructure = names('pilote_bourse redacteur_offre responsable_accueil')
  test.each([[[]], [['proposee']], [['renvoyee']], [['retiree']], [['publiee', 'retiree']], [['publiee', 'proposee']], [['inconnu']], [[null]]])(
    'R-BEP-02 : an offer %j is read by its structure and the pilote alone',
    (etats) => expect(who(mayReadFiche, offre(...etats))).toEqual(ofStructure),
  )
  test('R-BEP-02 : published in all its versions, the network reads it, and nobody outside', () => {
    const open = who(mayReadFiche, offre('publiee', 'publiee'))
    expect(open).toEqual(names(`pilote_bourse redacteur_offre accueilli ${responsables}`))
    expect(open).not.toContain('stranger')
  })
  test.each([[[]], [['deposee']], [['renvoyee']], [['envoyee', 'deposee']]])('a request %j stays with the side that asks', (etats) => {
    expect(who(mayReadFiche, demande(...etats))).toEqual(names('accueilli responsable_appartenance'))
  })
  test.each([['envoyee'], ['acceptee'], ['refusee'], ['annulee']])('a request %s is read by the network', (etat) => {
    expect(who(mayReadFiche, demande(etat))).toEqual(names(`accueilli ${responsables} pilote_bourse`))
  })

  const doing = (of: FicheEntete, acte: string, etat: unknown) =>
    annuaire.personnes.filter((one) => mayWriteActe(of, acte, { etat, par: one.id }, one, annuaire)).map((one) => one.id).sort()
  const own = names('redacteur_offre responsable_accueil')
  test.each([
    ['proposee', own],
    ['retiree', [...own, 'pilote_bourse'].sort()],
    ['publiee', ['pilote_bourse']],
    ['renvoyee', ['pilote_bourse']],
    ['inconnu', []],
    [null, []],
  ])('R-BEP-02 : an offer is %s by those', (etat, expected) => expect(doing(offre(), '$publication', etat)).toEqual(expected))
  const asks = names('accueilli responsable_appartenance')
  // The host is str-b: its manager, and who writes its offers.
  const hosts = ['pilote_bourse', 'redacteur_offre', 'responsable_accueil']
  test.each([
    ['deposee', asks],
    ['envoyee', asks],
    ['annulee', asks],
    ['acceptee', hosts],
    ['refusee', [...hosts, 'responsable_appartenance'].sort()],
    ['renvoyee', ['pilote_bourse', 'responsable_appartenance']],
  ])('a request is %s by those', (etat, expected) => expect(doing(demande(), '$envoi', etat)).toEqual(expected))
  test('in one’s own name, on the fiche it is made for; other registers are no act', () => {
    const pilote = people.find(({ id }) => id === 'pilote_bourse')!
    expect(mayWriteActe(offre(), '$publication', { etat: 'publiee', par: 'auteur' }, pilote, annuaire)).toBe(false)
    expect(mayWriteActe(demande(), '$publication', { etat: 'publiee', par: pilote.id }, pilote, annuaire)).toBe(false)
    expect(mayWriteActe(offre(), '$etat', { etat: 'validee', par: pilote.id }, pilote, annuaire)).toBeNull()
  })
})

test('the card of a structure is kept by its managers, who change neither its name nor what it belongs to', () => {
  const card = Structure.parse(blank({ id: 'str-b', nom: 'B' }))
  const keeping = (before: Structure | null, ...keys: string[]) =>
    annuaire.personnes.filter((one) => mayWriteStructure(before, keys, one)).map((one) => one.id)
  expect(keeping(card, 'presentation', 'horaires', 'orienter_pieces')).toEqual(['responsable_accueil'])
  for (const key of ['nom', 'type', 'champ', 'appartenances', '$deleted', '$type']) expect(keeping(card, 'presentation', key), key).toEqual([])
  expect(keeping(null, 'presentation')).toEqual([])
  expect(keeping({ ...card, $deleted: { par: 'x', le: '' } }, 'presentation')).toEqual([])
})

describe('opening a fiche', () => {
  const opening = (gabarit: string, place?: Place): string[] =>
    annuaire.personnes
      .filter((one) => mayCreateFiche({ ...fiche(gabarit, {}, place), auteur: one.id }, one, annuaire))
      .map((one) => one.id)
      .sort()
  test('belongs to those who fill it there', () => {
    expect(opening('spro-3-preparation')).toEqual(['accueilli'])
    expect(opening('accueil-assentiment')).toEqual(['accueillant'])
    expect(opening('pose-mise-en-place')).toEqual(['charge_projet'])
    expect(opening('app-seance')).toEqual(['intervenant_app'])
    expect(opening('synthese-groupe-local')).toEqual(['responsable_appartenance'])
    expect(opening('carnet-notes')).toEqual(['accueillant', 'accueilli'])
  })
  test('is not opened to the whole bourse because all of it may read', () => {
    const guest = personne('guest', { structure: 'str-c', roles: ['accueilli', 'redacteur_offre'] })
    const all = { ...annuaire, personnes: [...annuaire.personnes, guest] }
    for (const gabarit of ['beprip-demande-immersion', 'beprip-fiche-offre-accueil']) {
      expect(mayReadFiche(fiche(gabarit), guest, all), gabarit).toBe(true)
      expect(mayWriteFiche(fiche(gabarit), guest, all), gabarit).toBe(false)
      expect(mayCreateFiche({ ...fiche(gabarit), auteur: guest.id }, guest, all), gabarit).toBe(false)
    }
  })
  test('in somebody else’s name is refused; alone, everybody writes for themselves', () => {
    const [accueilli] = people
    expect(mayCreateFiche(fiche('spro-3-preparation'), accueilli!, annuaire)).toBe(false)
    const alone = { ...fiche('carnet-notes'), immersion: null, auteur: 'stranger' }
    expect(mayCreateFiche(alone, stranger, annuaire)).toBe(true)
  })
  test('in an immersion belongs also to who opened the immersion', () => {
    const opened = { ...fiche('spro-3-preparation'), immersion: { ...immersion(pro), $auteur: 'stranger' }, auteur: 'stranger' }
    expect(mayCreateFiche(opened, stranger, annuaire)).toBe(true)
  })
})
