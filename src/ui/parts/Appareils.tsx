// My devices, as the server knows them; one that is lost is taken off the list.
import { useEffect, useState } from 'preact/hooks'
import { momentInWords } from '../dates.ts'
import { type Asked, type Device, listDevices, revokeDevice } from '../people.ts'
import { Icon } from './Icon.tsx'
import { Sheet } from './Sheet.tsx'

export function Appareils() {
  const [answer, setAnswer] = useState<Asked<Device[]> | null>(null)
  const [asked, setAsked] = useState<Device | null>(null)
  const look = () => void listDevices().then(setAnswer)
  useEffect(look, [])
  if (!answer) return null
  return (
    <section class="bloc">
      <h2>Mes appareils</h2>
      {!answer.ok && <p class="detail">La liste est tenue par votre structure : elle s’affichera avec le réseau.</p>}
      {answer.ok && (
        <ul class="rangs">
          {answer.value.map((device) => (
            <li key={device.id} class="rang">
              <Icon name="appareil" />
              <span class="rang-corps">
                <span class="rang-titre">{device.nom}</span>
                <span class="rang-detail">
                  {device.revoque_le ? 'Retiré' : device.actuel ? 'Celui-ci' : `Vu ${momentInWords(device.vu_le)}`}
                </span>
              </span>
              {!device.actuel && !device.revoque_le && (
                <button
                  type="button"
                  class="geste danger"
                  onClick={() => setAsked(device)}
                  aria-label={`Retirer ${device.nom}`}
                >
                  Retirer
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked && (
        <Sheet titre={`Retirer « ${asked.nom} » ?`} onClose={() => setAsked(null)}>
          <p>
            Cet appareil ne recevra plus rien et ne pourra plus envoyer. Ce qu’il n’avait pas encore envoyé sera mis de
            côté par votre structure, pas perdu.
          </p>
          <div class="gestes">
            <button
              type="button"
              class="geste danger"
              onClick={() =>
                void revokeDevice(asked.id).then(() => {
                  setAsked(null)
                  look()
                })
              }
            >
              Retirer cet appareil
            </button>
            <button type="button" class="lien" onClick={() => setAsked(null)}>
              Garder
            </button>
          </div>
        </Sheet>
      )}
    </section>
  )
}
