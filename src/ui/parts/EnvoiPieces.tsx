// When photos and voice memos are sent: always, or by Wi-Fi only. Shown where the browser tells one from the other.
import { isWifiOnly, setWifiOnly } from '../../store/photos.ts'
import { useCarnet } from '../carnet.ts'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'

export function EnvoiPieces() {
  const { db, sync } = useCarnet()
  const only = useLive(() => isWifiOnly(db), [db])
  if (only === undefined || !tellsWifi()) return null
  return (
    <label class="choix">
      <input
        type="checkbox"
        checked={only}
        onChange={(event) => {
          const chosen = event.currentTarget.checked
          void watchSave('envoi des pièces', setWifiOnly(db, chosen)).then(
            () => {
              if (!chosen) void sync.now()
            },
            () => undefined,
          )
        }}
      />
      <span>Envoyer les photos et les mémos en Wi-Fi seulement ; les textes partent toujours</span>
    </label>
  )
}

const tellsWifi = (): boolean => {
  const connection: unknown = Reflect.get(navigator, 'connection')
  return typeof connection === 'object' && connection !== null && 'type' in connection
}
