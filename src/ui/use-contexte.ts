// What a form is given by the notebook around it: names, notes, photos, the versions to choose between.
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Immersion } from '../domain/collections.ts'
import { type DocId, type Path, path } from '../domain/id.ts'
import type { Acces, Role } from '../domain/politique.ts'
import { shownValue } from '../domain/register.ts'
import type { SaisieContexte } from '../forms/contexte.ts'
import { accesOf } from '../forms/champ.ts'
import { champsOf, findChamp, type Gabarit } from '../forms/gabarit.ts'
import { libelleTypeStructure } from '../forms/roles.ts'
import { complementId, type FicheView, listImmersions, notesOf, recentFiches } from '../store/index.ts'
import { useCarnet } from './carnet.ts'
import { shortDay } from './dates.ts'
import { nomDe } from './noms.ts'
import { nameOfPath, readValue } from './valeurs.ts'
import { useCounting } from './use-counting.ts'
import { useLate } from './use-late.ts'
import { useLive } from './use-live.ts'

const words = (fiche: FicheView, champs: string[]): string => {
  for (const champ of champs) {
    const value = shownValue(fiche.registers, path(champ))
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}

const photos = () => import('../store/photos.ts')
const loadNotes = () => import('./note.ts')
const loadRome = () => import('./rome/for-form.ts').then((m) => m.romeForForm())

/** The referentiels that a gabarit names; `notes` when an answer of it may cite notes. */
function citesBy(gabarit: Gabarit | null): ReadonlySet<string> {
  const parts = gabarit ? champsOf(gabarit).flatMap((champ) => (champ.type === 'table' ? champ.colonnes : [champ])) : []
  return new Set(
    parts.flatMap((part) =>
      part.type === 'note_liee' ? ['notes'] : part.type === 'court' && part.referentiel ? [part.referentiel] : [],
    ),
  )
}

/** What the person holding the phone is, and reads, in this fiche. */
interface Ici {
  fiche: FicheView
  roles: readonly Role[]
  acces: readonly Acces[]
}

/**
 * The surroundings of the form of a fiche. `undefined` while they are read. Stable until something in them changes: a form
 * is drawn again only then.
 */
export function useContexte(
  immersion: Immersion | null,
  gabarit: Gabarit | null,
  { fiche, roles, acces }: Ici,
): SaisieContexte | undefined {
  const { db, moi, annuaire, showVersions } = useCarnet()
  const immersionId = immersion?.id ?? null
  // Only the lists that the champs of this gabarit name.
  const cites = useMemo(() => citesBy(gabarit), [gabarit])
  const lireNotes = useLate(loadNotes, cites.has('notes') ? 'now' : 'never')
  const noteFiches = useLive(async () => (cites.has('notes') ? notesOf(db, immersionId) : []), [db, immersionId, cites])
  const offres = useLive(
    async () => (cites.has('offres') ? recentFiches(db, 200, 'beprip-fiche-offre-accueil') : []),
    [db, cites],
  )
  const situations = useLive(
    async () => (cites.has('situations') ? recentFiches(db, 200, 'echange-situation-apportee') : []),
    [db, cites],
  )
  const immersions = useLive(async () => (cites.has('immersions') ? listImmersions(db) : []), [db, cites])
  const cibles = useCibles(gabarit?.id === 'carnet-notes' ? immersion : null)
  const rolesKey = roles.join()
  const ficheId = fiche.id
  const accesKey = acces.join()
  const counting = useCounting(fiche, gabarit)
  const rome = useLate(loadRome, cites.has('rome') ? 'now' : 'never')
  const titre = gabarit ? gabarit.titre_court : ''

  return useMemo(() => {
    if (!annuaire || !noteFiches || (noteFiches.length > 0 && !lireNotes) || !offres || !situations || !immersions || !counting) return undefined
    const me = annuaire.personnes.find(({ id }) => id === moi.personne)
    const structures = annuaire.structures ?? []
    const contexte: SaisieContexte = {
      structures: structures.map((s) => ({
        id: s.id,
        libelle: s.nom,
        ...(s.type ? { detail: libelleTypeStructure(s.type) } : {}),
      })),
      personnes: annuaire.personnes.map((p) => ({
        id: p.id,
        libelle: p.nom,
        ...(p.fonction ? { detail: p.fonction } : {}),
      })),
      groupes: annuaire.groupes
        .filter(({ type }) => type !== 'cycle_echanges')
        .map((g) => ({ id: g.id, libelle: g.nom })),
      cycles: annuaire.groupes
        .filter(({ type }) => type === 'cycle_echanges')
        .map((g) => ({ id: g.id, libelle: g.nom })),
      offres: offres.map((o) => ({
        id: o.id,
        libelle: `Offre de ${nomDe(structures, o.data.$rattachement?.id ?? null)}, ${words(o, ['etablissement_lieu'])}`,
      })),
      situations: situations.map((s) => ({
        id: s.id,
        libelle: words(s, ['titre', 'intitule', 'resume']) || 'Situation apportée',
      })),
      immersions: immersions.map(({ data }) => ({
        id: data.id,
        libelle: data.titre,
        ...(data.dates[0] ? { detail: shortDay(data.dates[0]) } : {}),
      })),
      notes: lireNotes
        ? noteFiches
            .map(lireNotes.noteOf)
            .sort(lireNotes.byHour)
            .map(({ id, texte, heure, etiquettes }) => ({ id, texte, heure, etiquettes }))
        : [],
      cibles,
      ...counting,
      ...rome,
      acces: accesKey.split(',').filter(Boolean) as Acces[], // joined just above
      profil: {
        personne: moi.personne,
        nom: moi.nom,
        fonction: me?.fonction ?? null,
        structure: me?.structure ?? null,
      },
      photo: {
        hold: async (file) => (await photos()).holdPhoto(db, file),
        follow: async (fichier, whole, next) => {
          const { followPhoto, wantPhoto } = await photos()
          return followPhoto(db, fichier, !whole, (url) => {
            if (url === null) void wantPhoto(db, fichier, whole)
            next(url)
          })
        },
      },
      now: () => new Date(),
      fiche: ficheId,
      rolesHere: rolesKey.split(',').filter(Boolean) as Role[], // joined just above
      copy: (text) => navigator.clipboard.writeText(text),
      onVersions: (at: Path, versions, choose) =>
        showVersions({
          titre: `${titre} : ${nameOfPath(gabarit, at)}`,
          path: at,
          doc: docOf(gabarit, ficheId, at),
          versions,
          choose,
          read: (value) => readValue(gabarit, at, value, contexte),
          ...(gabarit ? { forme: { gabarit, contexte } } : {}),
        }),
      nameOf: (personne) =>
        personne === 'systeme' ? 'Fusion' : personne === moi.personne ? 'vous' : nomDe(annuaire.personnes, personne),
    }
    return contexte
  }, [db, moi, annuaire, noteFiches, lireNotes, offres, situations, immersions, cibles, counting, rome, ficheId, rolesKey, accesKey, gabarit, titre, showVersions])
}

/** Where a register is kept: answers that fewer people may read are in a complement. */
function docOf(gabarit: Gabarit | null, fiche: DocId, at: Path): DocId {
  const champ = gabarit && findChamp(gabarit, at.split('/')[0] ?? '')
  const acces = champ ? accesOf(champ) : null
  return acces ? complementId(fiche, acces) : fiche
}

const noCibles: SaisieContexte['cibles'] = []

/** The points of the guides of an immersion, for the form of a note. */
function useCibles(immersion: Immersion | null): NonNullable<SaisieContexte['cibles']> {
  const [cibles, setCibles] = useState(noCibles ?? [])
  const modalite = immersion?.modalite ?? null
  useEffect(() => {
    if (!modalite) return undefined
    let gone = false
    void Promise.all([import('../forms/catalogue.ts'), import('../forms/load-gabarit.ts')]).then(
      async ([{ catalogue }, { findGabarit }]) => {
        const guides = catalogue.filter(
          (resume) => resume.famille === 'guide' && resume.modalites.some((one) => one === modalite),
        )
        const found = await Promise.all(guides.map(({ id, version }) => findGabarit(id, version).catch(() => null)))
        if (gone) return
        setCibles(
          found.flatMap((one) =>
            one?.ok
              ? champsOf(one.gabarit).map((champ) => ({
                  gabarit: one.gabarit.id,
                  champ: champ.id,
                  libelle: `${one.gabarit.titre_court} : ${champ.libelle}`,
                }))
              : [],
          ),
        )
      },
    )
    return () => {
      gone = true
    }
  }, [modalite])
  return cibles
}
