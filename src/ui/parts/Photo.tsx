// One photo kept on the device, shown small.
import { useEffect, useState } from 'preact/hooks'
import { photoUrl } from '../../store/photos.ts'
import { useCarnet } from '../carnet.ts'

export function Photo({ fichier, legende = '' }: { fichier: string; legende?: string }) {
  const { db } = useCarnet()
  const [url, setUrl] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    let gone = false
    void photoUrl(db, fichier, true).then(
      (found) => !gone && setUrl(found),
      () => !gone && setUrl(null),
    )
    return () => {
      gone = true
    }
  }, [db, fichier])
  if (url === undefined) return null
  if (url === null) return <span class="aide">Photo pas encore arrivée sur cet appareil.</span>
  return <img src={url} alt={legende || 'Photo de la note'} />
}
