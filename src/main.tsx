// Puts the house together: the look, the worker, the first screen.
import { render } from 'preact'
import { lazy } from 'preact-iso'
import './ui/look.css'
import { scriptUrl } from './store/index.ts'
import { firstScreen } from './ui/first-screen.ts'
import { takeInvitation } from './ui/invitation.ts'
import { Attend } from './ui/parts/Attend.tsx'
import { registerWorker } from './ui/pwa.ts'
import { Root } from './ui/Root.tsx'

const PageDuLien = lazy(() => import('./ui/signature/PageDuLien.tsx').then((m) => m.PageDuLien))

const place = document.getElementById('carnet')
if (!place) throw new Error('index.html has a place for the app')
// A signer without an account: no notebook is opened, nothing is installed.
const signs = location.pathname === '/signer'
render(signs ? <Attend><PageDuLien /></Attend> : <Root invitation={takeInvitation()} />, place)
if (!signs) void firstScreen.then(() => registerWorker(scriptUrl))
