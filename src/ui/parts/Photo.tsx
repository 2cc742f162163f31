// One photo of a note, shown small as soon as its small picture is here; whole on request, when it may be touched.
import { useEffect, useState } from 'preact/hooks'
import { followPhoto, wantPhoto } from '../../store/photos.ts'
import { useCarnet } from '../carnet.ts'
import { Sheet } from './Sheet.tsx'

/** The address of a photo; null: not here, and asked for; undefined: not known yet. */
function usePhoto(fichier: string, small: boolean): string | null | undefined {
  const { db } = useCarnet()
  const [url, setUrl] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    const isLooked = { at: false }
    setUrl(undefined)
    return followPhoto(db, fichier, small, (found) => {
      setUrl(found)
      if (found || isLooked.at) return
      isLooked.at = true
      void wantPhoto(db, fichier, !small)
    })
  }, [db, fichier, small])
  return url
}

interface Props {
  fichier: string
  legende?: string
  /** touched, it opens whole; not where it is part of something that opens itself */
  ouvre?: boolean
}

export function Photo({ fichier, legende = '', ouvre = false }: Props) {
  const url = usePhoto(fichier, true)
  const [open, setOpen] = useState(false)
  if (url === undefined) return null
  if (url === null) return <span class="aide">Photo pas encore arrivée sur cet appareil.</span>
  const image = <img src={url} alt={legende || 'Photo de la note'} />
  if (!ouvre) return image
  return (
    <>
      <button type="button" class="agrandir" aria-label={`Agrandir : ${legende || 'photo de la note'}`} onClick={() => setOpen(true)}>
        {image}
      </button>
      {open && <Entiere fichier={fichier} legende={legende} small={url} onClose={() => setOpen(false)} />}
    </>
  )
}

function Entiere({ fichier, legende, small, onClose }: { fichier: string; legende: string; small: string; onClose(): void }) {
  const url = usePhoto(fichier, false)
  return (
    <Sheet titre={legende || 'Photo'} onClose={onClose} classe="feuille-photo">
      {/* The small one, larger, until the whole one is here. */}
      <img src={url ?? small} alt={legende || 'Photo entière'} data-entiere={url ? 'oui' : 'non'} />
      {url === null && (
        <p class="aide" role="status">
          Seule la vignette est sur cet appareil. La photo entière arrive dès qu’il y a du réseau.
        </p>
      )}
    </Sheet>
  )
}
