// Photographs: taken or chosen, kept on the device before the form goes on. A file that could not be kept stays here,
// said, and can be tried again. Loaded with the gabarits that have photographs (late.tsx).
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { newRowId } from '../../domain/id.ts'
import type { InputProps } from '../champ.ts'
import { Formulaire } from '../formulaire.ts'
import type { PhotoChamp } from '../schema.ts'
import type { Photo } from './photo.tsx'

/** A photograph kept on this device, or words when it is not here yet. */
export function Vignette({ photo }: { photo: Photo }) {
  const { contexte } = useContext(Formulaire)
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    void contexte.photo.url(photo.fichier).then((found) => {
      if (!gone) setUrl(found)
    })
    return () => {
      gone = true
    }
  }, [photo.fichier])
  return url ? (
    <img src={url} alt={photo.legende || 'Photographie sans légende'} />
  ) : (
    <p class="f-absente">Cette photographie n’est pas encore sur cet appareil.</p>
  )
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
      const { fichier } = await contexte.photo.save(file)
      change([...latest.current, { id: newRowId(), legende: '', fichier }])
    } catch {
      // Shown at once; the file stays in hand for another try.
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
          La photo n’a pas pu être enregistrée sur cet appareil.{' '}
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
            <input id={id} type="file" accept="image/*" capture="environment" onChange={(e) => take(e.currentTarget)} />
          </label>
          <label class="f-bouton">
            Choisir une image
            <input type="file" accept="image/*" multiple onChange={(e) => take(e.currentTarget)} />
          </label>
        </div>
      )}
    </div>
  )
}
