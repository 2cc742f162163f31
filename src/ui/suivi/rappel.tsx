// The reminder of the hour kept for the prise de recul (R-SPRO-06), without network: a word over any screen at that
// hour, and a notification when the person allowed it. A page that is closed tells nothing: the screens say so.
import { render } from 'preact'
import type { Immersion } from '../../domain/collections.ts'
import { type Database, listImmersions, live } from '../../store/index.ts'
import { fichesSuivies } from '../../store/suivi.ts'
import { dayPlus } from '../../suivi/jours.ts'
import { type FicheLue, lireFiche } from '../../suivi/monde.ts'
import { heureDeRecul } from '../../suivi/spro-apres.ts'
import { dayOf, hourInWords, localTime } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import './suivi.css'

interface Rappel {
  id: string
  /** local time, `AAAA-MM-JJTHH:MM:SS` */
  heure: string
  titre: string
  lien: string
}

/** How often the hour is looked at, ms. */
const TICK = 10_000
/** A reminder that nobody answered is in the list of things to do; it rises no more after this, hours. */
const STILL = 12
const REST = 5_000
const AGAIN_MINUTES = 15

/** The reminders of the immersions of these days, for one person. Pure. */
function rappelsDe(immersions: readonly Immersion[], fiches: readonly FicheLue[], moi: string): Rappel[] {
  return immersions.flatMap((immersion) => {
    const mine = fiches.filter((fiche) => fiche.immersion === immersion.id && fiche.auteur === moi)
    const heure = heureDeRecul(mine.find(({ gabarit }) => gabarit === 'spro-3-preparation'))
    const begun = mine.some(({ gabarit }) => gabarit === 'prise-de-recul')
    return heure && !begun && immersion.statut !== 'annulee'
      ? [{ id: immersion.id, heure, titre: immersion.titre, lien: `/ouvrir?gabarit=prise-de-recul&immersion=${immersion.id}` }]
      : []
  })
}

/** Watches the hour for as long as the page lives. */
export function rappeler(db: Database): void {
  let rappels: Rappel[] = []
  const put = new Map<string, string>() // put off or left, until a local time
  const told = new Set<string>()
  const root = document.createElement('div')
  document.body.append(root)

  const look = (): void => {
    const now = localTime(new Date())
    const oldest = localTime(new Date(Date.now() - STILL * 3_600_000))
    const due = rappels.find(({ id, heure }) => heure <= now && heure > oldest && (put.get(id) ?? '') <= now)
    if (due && !told.has(due.id + due.heure)) {
      told.add(due.id + due.heure)
      void notifier(due)
    }
    const later = (time: string) => () => {
      if (due) put.set(due.id, time)
      look()
    }
    render(
      due ? (
        <aside class="rappel" aria-label="Rappel">
          <Icon name="horloge" />
          <div class="rappel-corps">
            <p role="status">
              <strong>Votre temps de recul, {hourInWords(due.heure.slice(11, 16))}</strong>
              <br />
              {due.titre}
            </p>
            <span class="rappel-gestes">
              <a class="geste" href={due.lien} onClick={later('9')}>
                Commencer
              </a>
              <button type="button" class="lien" onClick={later(localTime(new Date(Date.now() + AGAIN_MINUTES * 60_000)))}>
                Dans un quart d’heure
              </button>
            </span>
          </div>
        </aside>
      ) : null,
      root,
    )
  }
  live(async () => {
    const today = dayOf(new Date())
    // The hour is kept on the day of the visit or just after: the others need not be read.
    const near = (await listImmersions(db))
      .map(({ data }) => data)
      .filter(({ dates }) => (dates.at(-1) ?? '') >= dayPlus(today, -NEAR) && (dates[0] ?? '9') <= dayPlus(today, NEAR))
    if (near.length === 0) return []
    const fiches = await fichesSuivies(db, { gabarits: ['spro-3-preparation', 'prise-de-recul'], immersions: near.map(({ id }) => id) })
    return rappelsDe(near, fiches.map(lireFiche), db.personne)
  }, REST).subscribe(
    (found) => {
      rappels = found
      look()
    },
    () => undefined,
  )
  setInterval(look, TICK)
  document.addEventListener('visibilitychange', look)
}

/** Days around today in which a visit may have its hour, beside its own. */
const NEAR = 15

async function notifier({ id, titre, lien }: Rappel): Promise<void> {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return
  const worker = await navigator.serviceWorker?.getRegistration()
  // The words say nothing of the visit beyond its title: a locked screen is read by others.
  await worker?.showNotification('Votre temps de recul', { body: titre, tag: `recul-${id}`, data: { lien }, lang: 'fr' }).catch(() => undefined)
}
