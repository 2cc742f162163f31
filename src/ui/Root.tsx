// Before the notebook: who holds this device, is the database there, is there an invitation.
import { lazy } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'
import {
  type Database,
  getSession,
  openStore,
  putSession,
  type Recovery,
  reasonOf,
  type Session,
} from '../store/index.ts'
import type { Sync } from '../sync/schedule.ts'
import { startSyncAfter } from '../sync/start.ts'
import { App } from './App.tsx'
import { firstScreen } from './first-screen.ts'
import { Attend } from './parts/Attend.tsx'
import { Boundary } from './parts/Boundary.tsx'

const Bienvenue = lazy(() => import('./screens/Bienvenue.tsx').then((m) => m.Bienvenue))

const Echec = lazy(() => import('./screens/Echec.tsx').then((m) => m.Echec))

type State =
  | { at: 'opening' }
  | { at: 'door'; session: Session | null }
  | { at: 'open'; session: Session; db: Database; sync: Sync; recovered: Recovery | null; isNew: boolean }
  | { at: 'failed'; why: 'newer' | 'storage' }

export function Root({ invitation }: { invitation: string | null }) {
  const [state, setState] = useState<State>({ at: 'opening' })

  async function open(session: Session, isNew: boolean): Promise<void> {
    try {
      const { db, recovered } = await openStore(session.personne)
      // Just enrolled, everything is still to come; else the screen first.
      const sync = startSyncAfter(db, isNew ? Promise.resolve() : firstScreen)
      setState({ at: 'open', session, db, sync, recovered, isNew })
    } catch (error) {
      setState({ at: 'failed', why: reasonOf(error) === 'outdated-tab' ? 'newer' : 'storage' })
    }
  }

  useEffect(() => {
    void getSession().then((session) => {
      if (session && invitation === null) return open(session, false)
      setState({ at: 'door', session })
      return undefined
    })
  }, [])

  if (state.at === 'opening') return <Attend />
  if (state.at === 'failed') {
    return (
      <Attend>
        <Echec why={state.why} />
      </Attend>
    )
  }
  if (state.at === 'door') {
    const { session } = state
    return (
      <Attend>
        <Bienvenue
          secret={invitation}
          known={session}
          onKeep={() => session && void open(session, false)}
          onEnter={async (entered) => {
            await putSession(entered)
            await open(entered, true)
          }}
        />
      </Attend>
    )
  }
  const { session, db, sync, recovered, isNew } = state
  return (
    <Boundary at="">
      <App db={db} moi={session} sync={sync} recovered={recovered} isNew={isNew} />
    </Boundary>
  )
}
