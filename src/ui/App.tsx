// The shell: routes, places, and what rises over any screen. Screens arrive one by one; the service worker has them all.
import type { ComponentChildren } from 'preact'
import { lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Annuaire } from '../domain/acces.ts'
import {
  type Database,
  findFiche,
  listGroupes,
  listPersonnes,
  listSeances,
  listStructures,
  type Recovery,
  type Session,
  writingState,
} from '../store/index.ts'
import type { Sync } from '../sync/schedule.ts'
import { type Carnet, CarnetContext, type Choix, type Ecritures, EcrituresContext, type NoteDemandee } from './carnet.ts'
import { dayOf } from './dates.ts'
import { firstScreen } from './first-screen.ts'
import { Attend } from './parts/Attend.tsx'
import { Boundary } from './parts/Boundary.tsx'
import { Places } from './parts/Places.tsx'
import { appVersion } from './pwa.ts'
import { failedSaves } from './saves.ts'
import { useLive, useObservable } from './use-live.ts'
import { chipState } from './writing.ts'

const Aujourdhui = lazy(() => import('./screens/Aujourdhui.tsx'))
const Immersions = lazy(() => import('./screens/Immersions.tsx'))
const ImmersionForm = lazy(() => import('./screens/ImmersionForm.tsx'))
const Dossier = lazy(() => import('./screens/Dossier.tsx'))
const CarnetNotes = lazy(() => import('./screens/CarnetNotes.tsx'))
const Ouvrir = lazy(() => import('./screens/Ouvrir.tsx'))
const Suite = lazy(() => import('./screens/Suite.tsx'))
const FicheScreen = lazy(() => import('./screens/FicheScreen.tsx'))
const loadNote = () => import('./parts/NoteSheet.tsx')
const NoteSheet = lazy(() => loadNote().then((m) => m.NoteSheet))
const VersionsSheet = lazy(() => import('./parts/Versions.tsx').then((m) => m.VersionsSheet))
const Annonces = lazy(() => import('./parts/Annonces.tsx').then((m) => m.Annonces))
const Prete = lazy(() => import('./screens/Prete.tsx'))

interface Props {
  db: Database
  moi: Session
  sync: Sync
  recovered: Recovery | null
  /** just enrolled: says when everything is here */
  isNew: boolean
}

type NoteOuverte = { demande: NoteDemandee; existing: Awaited<ReturnType<typeof findFiche>> }

export function App({ db, moi, sync, recovered, isNew }: Props) {
  const annuaire = useAnnuaire(db)
  const { waiting } = useObservable(appVersion)
  const [note, setNote] = useState<NoteOuverte | null>(null)
  const [choix, setChoix] = useState<Choix | null>(null)
  const [welcome, setWelcome] = useState(isNew)

  const carnet = useMemo<Carnet>(
    () => ({
      db,
      moi,
      sync,
      annuaire,
      takeNote(demande) {
        if (!demande.note) setNote({ demande, existing: null })
        else void findFiche(db, demande.note).then((existing) => existing && setNote({ demande, existing }))
      },
      showVersions: setChoix,
    }),
    [db, moi, sync, annuaire],
  )

  // The sheet must rise inside the touch: its code is fetched before anybody asks. One that was open comes back.
  useEffect(() => {
    void firstScreen.then(async () => {
      await (NoteSheet as unknown as { preload(): Promise<unknown> }).preload()
      const { rouvrir } = await loadNote()
      rouvrir(carnet.takeNote)
      ;(await import('./suivi/veille.ts')).veiller(db)
    })
  }, [])

  return (
    <CarnetContext.Provider value={carnet}>
      <EcrituresOf db={db} sync={sync}>
        <LocationProvider>
          {welcome ? (
            <Attend>
              <Prete onOpen={() => setWelcome(false)} />
            </Attend>
          ) : (
            <div class="carnet">
              <a class="evitement" href="#page">
                Aller au contenu
              </a>
              {(waiting || recovered) && (
              <Attend>
                <Annonces recovered={recovered} />
              </Attend>
            )}
              <Screens />
              <Places />
            </div>
          )}
          {note && (
            <Attend>
              <NoteSheet demande={note.demande} existing={note.existing} onClose={() => setNote(null)} />
            </Attend>
          )}
          {choix && (
            <Attend>
              <VersionsSheet choix={choix} onClose={() => setChoix(null)} />
            </Attend>
          )}
        </LocationProvider>
      </EcrituresOf>
    </CarnetContext.Provider>
  )
}

/** While somebody types, where the writing is is said again a few times a second, not at each key, ms. */
const REST = 400

/** Draws again, at each change of what is kept or sent, only those who look at it. */
function EcrituresOf({ db, sync, children }: { db: Database; sync: Sync; children: ComponentChildren }) {
  const writing = useLive(() => writingState(db), [db], REST)
  const sending = useObservable(sync.state)
  const failed = useObservable(failedSaves)
  const ecritures = useMemo<Ecritures>(
    () => ({ writing, sending, chip: writing ? chipState(writing, sending, failed.reason) : null }),
    [writing, sending, failed],
  )
  return <EcrituresContext.Provider value={ecritures}>{children}</EcrituresContext.Provider>
}

function Screens() {
  const { url } = useLocation()
  return (
    <Boundary at={url}>
      <Router>
        <Route path="/" component={Aujourdhui} />
        <Route path="/immersions" component={Immersions} />
        <Route path="/immersions/nouvelle" component={ImmersionForm} />
        <Route path="/immersions/:id" component={Dossier} />
        <Route path="/immersions/:id/modifier" component={ImmersionForm} />
        <Route path="/immersions/:id/carnet" component={CarnetNotes} />
        <Route path="/carnet" component={CarnetNotes} />
        <Route path="/ouvrir" component={Ouvrir} />
        <Route path="/fiches/:id" component={FicheScreen} />
        <Route path="/*" component={Suite} />
      </Router>
    </Boundary>
  )
}

/** The directory, as the policy wants it. */
function useAnnuaire(db: Database): Annuaire | undefined {
  const personnes = useLive(() => listPersonnes(db), [db])
  const structures = useLive(() => listStructures(db), [db])
  const groupes = useLive(() => listGroupes(db), [db])
  const seances = useLive(() => listSeances(db), [db])
  return useMemo(
    () =>
      personnes &&
      structures &&
      groupes &&
      seances && {
        personnes: personnes.map(({ data }) => data),
        structures: structures.map(({ data }) => data),
        groupes: groupes.map(({ data }) => data),
        seances: seances.map(({ data }) => data),
        aujourdhui: dayOf(new Date()),
      },
    [personnes, structures, groupes, seances],
  )
}
