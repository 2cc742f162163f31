// Puts the house together: the look, the worker, the first screen.
import { render } from 'preact'
import './ui/look.css'
import { scriptUrl } from './store/index.ts'
import { firstScreen } from './ui/first-screen.ts'
import { takeInvitation } from './ui/invitation.ts'
import { registerWorker } from './ui/pwa.ts'
import { Root } from './ui/Root.tsx'

const invitation = takeInvitation()
const place = document.getElementById('carnet')
if (!place) throw new Error('index.html has a place for the app')
render(<Root invitation={invitation} />, place)
void firstScreen.then(() => registerWorker(scriptUrl))
