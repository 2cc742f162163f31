// Hands a file to the person: the share sheet of a phone where it takes files, else a download.
import { appareil } from './phrases.ts'

/** `left`: the person closed the share sheet; nothing was kept anywhere */
export type HandedOver = 'shared' | 'downloaded' | 'left'

/**
 * To be called inside a touch.
 * @param file what is downloaded, and shared where its kind may be
 * @param others the same content as other kinds, tried in turn when the first may not be shared
 */
export async function handOver(file: File, ...others: File[]): Promise<HandedOver> {
  const shared = appareil() === 'téléphone' ? [file, ...others].find((one) => navigator.canShare?.({ files: [one] })) : undefined
  if (shared) {
    try {
      await navigator.share({ files: [shared] })
      return 'shared'
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'left'
      // The touch was too long ago, or no app takes the file: a download needs nobody.
    }
  }
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  // The browser reads it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return 'downloaded'
}
