// Hands a made file to the person: the share sheet of a phone where it takes that kind of file, else a download.
import { appareil } from '../phrases.ts'

/** `left`: the person closed the share sheet; `absent`: what writes this kind of file is not on the device. Nothing was kept */
export type Remise = 'shared' | 'downloaded' | 'left' | 'absent'

/** To be called inside a touch. `nom` with its ending. */
export async function remettre(contenu: Blob, nom: string): Promise<Remise> {
  const file = new File([contenu], nom, { type: contenu.type.split(';')[0] ?? '' })
  if (appareil() === 'téléphone' && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] })
      return 'shared'
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'left'
      // The touch was too long ago, or no app takes the file: a download needs nobody.
    }
  }
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = nom
  link.click()
  // The browser reads it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return 'downloaded'
}
