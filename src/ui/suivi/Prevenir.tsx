// How this device reminds of the hour kept for the prise de recul, in true words, and the permission that one may give.
import { useState } from 'preact/hooks'
import { cetAppareil } from '../phrases.ts'
import { Icon } from '../parts/Icon.tsx'

type Permission = 'granted' | 'denied' | 'default' | 'none'
const current = (): Permission => ('Notification' in globalThis ? Notification.permission : 'none')

const words: Record<Permission, string> = {
  granted: 'Une notification paraît à l’heure réservée au temps de recul, même sans réseau.',
  default: 'À l’heure réservée au temps de recul, le carnet vous le dit, même sans réseau.',
  denied: 'Les notifications sont refusées dans les réglages du navigateur : le rappel paraît dans le carnet.',
  none: 'Le rappel paraît dans le carnet, même sans réseau.',
}

export function Prevenir() {
  const [permission, setPermission] = useState(current)
  return (
    <section class="bloc">
      <h2>Rappels</h2>
      <p class="detail">{words[permission]}</p>
      <p class="detail">
        Il faut pour cela que le carnet soit ouvert, même derrière une autre application. Fermé, {cetAppareil()} ne
        dit rien de sa part. L’agenda de l’appareil, lui, le peut : dans le dossier de l’immersion, « Imprimer, exporter, agenda ».
      </p>
      {permission === 'default' && (
        <button type="button" class="geste" onClick={() => void Notification.requestPermission().then(setPermission)}>
          <Icon name="horloge" />
          Autoriser les notifications
        </button>
      )}
    </section>
  )
}
