// The notebook around one component: a real database in memory, nobody on the wire.
import { LocationProvider } from 'preact-iso'
import type { ComponentChildren } from 'preact'
import { PersonneId } from '../../src/domain/id.ts'
import { type Database, openStore, Session } from '../../src/store/index.ts'
import { createSubject, type SyncState } from '../../src/sync/status.ts'
import { type Carnet, CarnetContext, type Ecritures, EcrituresContext } from '../../src/ui/carnet.ts'
import { chipState } from '../../src/ui/writing.ts'

let count = 0

export const calm: SyncState = { phase: 'idle', sent: 0, total: 0, lastRound: null, reason: null }

/** A database of its own, closed by the caller. */
export async function newDatabase(): Promise<Database> {
  count++
  return (await openStore(PersonneId.parse(`pro-essai-${count}`), { journal: null })).db
}

export function carnetOf(db: Database, part: Partial<Carnet & Ecritures> = {}): Carnet & Ecritures {
  const sending = part.sending ?? calm
  const writing = part.writing ?? {
    unsent: 0,
    oldestUnsent: null,
    lastReceived: null,
    rejected: [],
    conflicts: [],
    photos: 0,
    journal: 'off',
    lastSaved: null,
  }
  return {
    db,
    moi: Session.parse({
      personne: db.personne,
      network: 'fictivie',
      appareil: 'dev',
      nom: 'Camille Exemple',
      appareil_nom: 'Téléphone',
      profil: null,
    }),
    sync: { now: async () => undefined, state: createSubject(sending), stop: () => undefined },
    writing,
    sending,
    chip: chipState(writing, sending, null),
    annuaire: { personnes: [], groupes: [], seances: [], structures: [], aujourdhui: '2026-03-12' },
    takeNote: () => undefined,
    showVersions: () => undefined,
    ...part,
  }
}

export const Around = ({ carnet, children }: { carnet: Carnet & Ecritures; children: ComponentChildren }) => (
  <CarnetContext.Provider value={carnet}>
    <EcrituresContext.Provider value={carnet}>
      <LocationProvider>{children}</LocationProvider>
    </EcrituresContext.Provider>
  </CarnetContext.Provider>
)
