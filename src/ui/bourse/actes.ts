// The acts of the bourse as they are written: each says who and when, and replaces what this device had of it. An act
// that changes the immersion too writes it first: cut short, it is simply to be done again.
import { CONVENTION, DEMANDE, ENVOI, type EtatEnvoi, type EtatPublication, isSent, PUBLICATION } from '../../domain/bourse.ts'
import type { Immersion } from '../../domain/collections.ts'
import { type DocId, type Path, path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { headsOf } from '../../domain/register.ts'
import { findResume } from '../../forms/catalogue.ts'
import { loadGabarit } from '../../forms/load-gabarit.ts'
import { prefill } from '../../forms/prefill.ts'
import { createFiche, createImmersion, findFiche, findImmersion, localTime, saveReponse, setFields } from '../../store/index.ts'
import type { Demande } from '../../suivi/bourse-demandes.ts'
import { isPubliee, type Offre } from '../../suivi/bourse-offres.ts'
import { joursDeLImmersion } from '../../suivi/bourse-solde.ts'
import type { Carnet } from '../carnet.ts'
import { sourcesOf } from '../prefill-sources.ts'
import { watchSave } from '../saves.ts'

type Ici = Pick<Carnet, 'db' | 'moi' | 'annuaire'>

/** Writes registers of a fiche over what is here of them. */
async function ecrire({ db }: Ici, fiche: string, set: Record<Path, Json>): Promise<void> {
  const id = fiche as DocId // read from the store
  const view = await findFiche(db, id)
  const seen = Object.fromEntries(Object.keys(set).map((key) => [key, headsOf(view?.registers ?? {}, path(key))]))
  await watchSave(`${fiche} ${Object.keys(set).join()}`, saveReponse(db, id, null, set, seen as Parameters<typeof saveReponse>[4]))
}

/** Writes fields of an immersion over what is here of them. */
async function changer({ db }: Ici, immersion: string, fields: Record<string, Json>): Promise<void> {
  const id = immersion as DocId // read from the store
  const view = await findImmersion(db, id)
  if (!view) throw new Error('the immersion of a request is on the device')
  const seen = Object.fromEntries(Object.keys(fields).map((key) => [key, headsOf(view.registers, path(key))]))
  await watchSave(`immersion ${id}`, setFields(db, id, fields, seen as Parameters<typeof setFields>[3]))
}

const acte = ({ moi }: Ici, etat: string, motif: string): Json => ({
  etat,
  par: moi.personne,
  le: localTime(),
  ...(motif.trim() ? { motif: motif.trim() } : {}),
})

/** Says what becomes of an offer (R-BEP-02). */
export const publier = (ici: Ici, offre: string, etat: EtatPublication, motif = ''): Promise<void> =>
  ecrire(ici, offre, { [PUBLICATION]: acte(ici, etat, motif) })

// What the immersion says of itself once the act is done.
const STATUT: Partial<Record<EtatEnvoi, string>> = {
  renvoyee: 'a_retravailler',
  envoyee: 'demandee',
  acceptee: 'acceptee',
  refusee: 'refusee',
  annulee: 'annulee',
}

/** Says what becomes of a request. Sent, it names its host, who then reads it. `more`: further fields of the immersion. */
export async function envoyer(ici: Ici, demande: Demande, etat: EtatEnvoi, motif = '', more: Record<string, Json> = {}): Promise<void> {
  const { immersion, offreVisee } = demande
  const statut = STATUT[etat]
  const hote = etat === 'envoyee' && offreVisee?.fiche.rattachement ? { structure_accueil: offreVisee.fiche.rattachement.id } : {}
  if (etat === 'annulee' && immersion?.immersion_retour) await annulerRetour(ici, immersion.immersion_retour)
  if (immersion && statut) await changer(ici, immersion.id, { statut, ...hote, ...more })
  await ecrire(ici, demande.id, { [ENVOI]: acte(ici, etat, motif) })
}

/** A visit in return that nobody began to plan goes with the one it answered. */
async function annulerRetour(ici: Ici, retour: string): Promise<void> {
  const view = await findImmersion(ici.db, retour as DocId) // read from the store
  if (view?.data.statut === 'brouillon' && view.data.dates.length === 0) await changer(ici, retour, { statut: 'annulee' })
}

/** The manager’s agreement, which sends the request (« la demande part dès que l’accord est donné »). */
export async function accorder(ici: Ici, demande: Demande, rhInformee: boolean | null): Promise<void> {
  await ecrire(ici, demande.id, {
    [path('accord_responsable')]: 'oui',
    ...(rhInformee === null ? {} : { [path('rh_informee')]: rhInformee }),
  })
  await envoyer(ici, demande, 'envoyee')
}

export interface Accueil {
  accueillant: string | null
  dates: string[]
  heure_debut: string | null
  heure_fin: string | null
  lieu: string | null
}

/** The host agrees: the immersion has its people and its days, and the visit in return is there to be planned. */
export async function accepter(ici: Ici, demande: Demande, accueil: Accueil): Promise<void> {
  const { immersion } = demande
  if (!immersion) throw new Error('a request belongs to an immersion')
  const more: Record<string, Json> = { ...accueil }
  if (immersion.immersion_aller === null && immersion.immersion_retour === null) {
    const crossed = demande.fiche.reponses.type_echange !== 'retour_reseau'
    const nom = ici.annuaire?.structures?.find(({ id }) => id === demande.structure)?.nom
    more.immersion_retour = await watchSave(
      'immersion retour',
      createImmersion(ici.db, {
        titre: `Accueil en retour${nom ? ` – ${nom}` : ''}`,
        dispositif: 'bourse_reciproque',
        modalite: 'observation',
        // As a rule those who met exchange places; another person can be named when it is planned.
        accueilli: crossed && accueil.accueillant ? [accueil.accueillant] : [],
        accueillant: immersion.accueilli[0] ?? null,
        structure_appartenance: crossed ? immersion.structure_accueil : null,
        structure_accueil: demande.structure,
        dates: [],
        statut: 'brouillon',
        immersion_aller: immersion.id,
      }),
    )
  }
  await envoyer(ici, demande, 'acceptee', '', more)
}

/** Begins a request, for this offer or open; the draft is this person’s until they send it. Gives the fiche. */
export async function commencerDemande(ici: Ici, offre: Offre | null, offres: readonly Offre[]): Promise<DocId> {
  const { db, moi, annuaire } = ici
  const resume = findResume(DEMANDE)
  if (!resume || !annuaire) throw new Error('the request is a gabarit of the catalogue')
  const mine = annuaire.personnes.find(({ id }) => id === moi.personne)?.structure ?? null
  const gabarit = await loadGabarit(DEMANDE, resume.version)
  const immersion = await watchSave(
    'immersion',
    createImmersion(db, {
      titre: offre ? `Immersion chez ${offre.nom}` : 'Demande d’immersion ouverte',
      dispositif: 'bourse_reciproque',
      modalite: 'observation',
      accueilli: [moi.personne],
      structure_appartenance: mine,
      dates: [],
      statut: 'brouillon',
    }),
  )
  const { set } = prefill(gabarit, await sourcesOf(db, moi, annuaire, null, gabarit))
  const own = offres.filter((one) => isPubliee(one) && one.fiche.rattachement?.id === mine)
  const champ = annuaire.structures?.find(({ id }) => id === mine)?.champ
  return watchSave(
    `fiche ${DEMANDE}`,
    createFiche(db, {
      gabarit: DEMANDE,
      version: resume.version,
      immersion,
      rattachement: null,
      set: {
        ...set,
        ...(champ ? { [path('champ')]: champ } : {}),
        ...(offre ? { [path('offre_visee')]: offre.id } : {}),
        // One offer to give in return: it is the one; of several, the person says which.
        ...(own.length === 1 && own[0] ? { [path('offre_retour')]: own[0].id } : {}),
      },
    }),
  )
}

/** Designates the offer that an open request goes to: sent already, its host reads it from then on. */
export async function viser(ici: Ici, demande: Demande, offre: Offre): Promise<void> {
  const { immersion, envoi } = demande
  const hote = offre.fiche.rattachement?.id
  if (immersion && envoi && isSent(envoi) && hote) await changer(ici, immersion.id, { structure_accueil: hote })
  await ecrire(ici, demande.id, { [path('offre_visee')]: offre.id })
}

/** Opens the ethical convention of a visit, begun with what is agreed already. Gives the fiche. */
export async function commencerConvention({ db, annuaire }: Ici, immersion: Immersion, offreRetour: Json): Promise<DocId> {
  const resume = findResume(CONVENTION)
  if (!resume) throw new Error('the convention is a gabarit of the catalogue')
  const person = (id: string | null): string => {
    const found = annuaire?.personnes.find((one) => one.id === id)
    return found ? [found.nom, found.fonction].filter(Boolean).join(', ') : (id ?? '')
  }
  const set: Record<Path, Json> = {
    [path('structure_demandeuse')]: immersion.structure_appartenance,
    [path('structure_accueil')]: immersion.structure_accueil,
    [path('professionnel')]: immersion.accueilli.map(person).join(' ; '),
    [path('referent_accueil')]: person(immersion.accueillant),
    [path('duree_jours')]: joursDeLImmersion(immersion) || null,
    [path('offre_retour')]: offreRetour,
  }
  immersion.dates.slice(0, 3).forEach((date, i) => {
    const row = `dates/ligne${i + 1}`
    set[path(row)] = { pos: `a${i}` }
    set[path(`${row}/date`)] = date
    if (immersion.heure_debut) set[path(`${row}/debut`)] = immersion.heure_debut
    if (immersion.heure_fin) set[path(`${row}/fin`)] = immersion.heure_fin
  })
  const kept = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null && value !== ''))
  return watchSave(
    `fiche ${CONVENTION}`,
    createFiche(db, { gabarit: CONVENTION, version: resume.version, immersion: immersion.id, rattachement: null, set: kept }),
  )
}
