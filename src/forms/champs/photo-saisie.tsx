// Photographs: taken or chosen, kept on the device with the answer that names them. A file that cannot be read stays here,
// said, and can be tried again. Loaded with the gabarits that have photographs (late.tsx).
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { newRowId } from '../../domain/id.ts'
import type { InputProps } from '../champ.ts'
import { Formulaire } from '../formulaire.ts'
import type { PhotoChamp } from '../schema.ts'
import { Feuillet } from './feuillet.tsx'
import type { Photo } from './photo.tsx'
import './photo.css'

/** The address of a photograph while it is shown; null: not here yet. */
function useImage(fichier: string, whole: boolean): string | null {
  const { contexte } = useContext(Formulaire)
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const over = { gone: false, stop: () => {} }
    void contexte.photo.follow(fichier, whole, (found) => over.gone || setUrl(found)).then((stop) => {
      if (over.gone) stop()
      else over.stop = stop
    })
    return () => {
      over.gone = true
      over.stop()
    }
  }, [fichier, whole])
  return url
}

/** A photograph kept on this device, small, whole when touched; or words when it is not here yet. */
export function Vignette({ photo }: { photo: Photo }) {
  const url = useImage(photo.fichier, false)
  const [open, setOpen] = useState(false)
  const nom = photo.legende || 'Photographie sans légende'
  if (!url) return <p class="f-absente">Cette photographie n’est pas encore sur cet appareil.</p>
  return (
    <>
      <button type="button" class="f-agrandir" aria-label={`Agrandir : ${nom}`} onClick={() => setOpen(true)}>
        <img src={url} alt={nom} />
      </button>
      {open ? <Entiere photo={photo} small={url} close={() => setOpen(false)} /> : null}
    </>
  )
}

function Entiere({ photo, small, close }: { photo: Photo; small: string; close(): void }) {
  const url = useImage(photo.fichier, true)
  return (
    <Feuillet titre={photo.legende || 'Photographie'} close={close}>
      <img class="f-entiere" src={url ?? small} alt={photo.legende || 'Photographie entière'} />
      {url ? null : <p class="f-aide">Seule la vignette est sur cet appareil. La photographie entière arrive dès qu’il y a du réseau.</p>}
    </Feuillet>
  )
}

// A phone short of memory may end the page while the camera is open: the address then says which champ to come back to.
const comeBackTo = (champ: string): void => {
  const url = new URL(location.href)
  url.searchParams.set('champ', champ)
  history.replaceState(history.state, '', url)
}

export function Input({ id, champ, value, onChange }: InputProps<PhotoChamp, Photo[]>) {
  const { contexte } = useContext(Formulaire)
  const [waiting, setWaiting] = useState<File[]>([])
  const [failed, setFailed] = useState<File[]>([])
  // Two photographs may be kept one after the other while the first is still on its way.
  const latest = useRef(value)
  latest.current = value
  const change = (next: Photo[]) => {
    latest.current = next
    onChange(next)
  }
  const keep = async (file: File) => {
    setWaiting((files) => [...files, file])
    try {
      const { fichier } = await contexte.photo.hold(file)
      change([...latest.current, { id: newRowId(), legende: '', fichier }])
    } catch {
      // It cannot be read here; the file stays for another try. One that cannot be kept is said with the answer.
      setFailed((files) => [...files, file])
    } finally {
      setWaiting((files) => files.filter((each) => each !== file))
    }
  }
  const full = champ.max !== undefined && value.length >= champ.max
  const take = (input: HTMLInputElement) => {
    for (const file of input.files ?? []) void keep(file)
    input.value = ''
  }
  const paste = (event: ClipboardEvent) => {
    const images = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
    if (images.length === 0 || full) return
    event.preventDefault()
    for (const file of images) void keep(file)
  }
  return (
    <div class="f-photos" onPaste={paste}>
      {value.map((photo) => (
        <figure key={photo.id}>
          <Vignette photo={photo} />
          <label class="f-champ-simple">
            Légende
            <input
              class="f-texte"
              value={photo.legende}
              onInput={(event) => {
                const legende = event.currentTarget.value
                change(latest.current.map((each) => (each.id === photo.id ? { ...each, legende } : each)))
              }}
            />
          </label>
          <button
            type="button"
            class="f-bouton f-discret"
            onClick={() => change(latest.current.filter((each) => each.id !== photo.id))}
          >
            Retirer la photo
          </button>
        </figure>
      ))}
      <p role="status">{waiting.length > 0 ? 'Enregistrement de la photo…' : null}</p>
      {failed.map((file) => (
        <p key={file.name} role="alert" class="f-alerte">
          Cette image ne peut pas être lue ici. Reprenez-la avec l’appareil photo, ou en JPEG ou PNG.{' '}
          <button
            type="button"
            class="f-bouton"
            onClick={() => {
              setFailed((files) => files.filter((each) => each !== file))
              void keep(file)
            }}
          >
            Réessayer
          </button>
        </p>
      ))}
      {full ? (
        <p>{champ.max === 1 ? 'Une photo au plus.' : `${champ.max} photos au plus.`}</p>
      ) : (
        <div class="f-actes">
          <label class="f-bouton">
            Prendre une photo
            <input
              id={id}
              type="file"
              accept="image/*"
              capture="environment"
              onClick={() => comeBackTo(champ.id)}
              onChange={(e) => take(e.currentTarget)}
            />
          </label>
          <label class="f-bouton">
            Choisir une image
            <input type="file" accept="image/*" multiple onClick={() => comeBackTo(champ.id)} onChange={(e) => take(e.currentTarget)} />
          </label>
        </div>
      )}
    </div>
  )
}
