// Puts the house together: the look, the worker, the first screen.
import { render } from 'preact'
import './ui/look.css'
import { scriptUrl } from './store/index.ts'
import { takeInvitation } from './ui/invitation.ts'
import { registerWorker } from './ui/pwa.ts'
import { Root } from './ui/Root.tsx'

const invitation = takeInvitation()
const place = document.getElementById('carnet')
if (!place) throw new Error('index.html has a place for the app')
render(<Root invitation={invitation} />, place)
// What is on screen comes first: the worker is fetched once the page has a moment.
const later = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000))
later(() => void registerWorker(scriptUrl), { timeout: 3_000 })
