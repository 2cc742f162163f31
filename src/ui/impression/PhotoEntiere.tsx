// A photograph on a page: the whole one when it is here, else the small one, else words.
import { useEffect, useState } from 'preact/hooks'
import { photoBlob } from '../../store/photos.ts'
import { useCarnet } from '../carnet.ts'

export function PhotoEntiere({ fichier, legende }: { fichier: string; legende: string }) {
  const { db } = useCarnet()
  const [url, setUrl] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    let made: string | null = null
    let gone = false
    void photoBlob(db, fichier)
      .then((whole) => whole ?? photoBlob(db, fichier, true))
      .then(
        (found) => {
          if (gone) return
          made = found ? URL.createObjectURL(found) : null
          setUrl(made)
        },
        () => !gone && setUrl(null),
      )
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [db, fichier])
  return (
    <figure data-attend={url === undefined ? 'oui' : undefined}>
      {url ? <img src={url} alt={legende || 'Photographie'} /> : <p class="i-rien">Photographie absente de cet appareil</p>}
      {legende && <figcaption>{legende}</figcaption>}
    </figure>
  )
}
