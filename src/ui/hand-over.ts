// Hands a file to the person: the share sheet of a phone where it takes files, else a download.
import { appareil } from './phrases.ts'

/** `left`: the person closed the share sheet; nothing was kept anywhere */
export type HandedOver = 'shared' | 'downloaded' | 'left'

// Chromium shares no .json; the same text under another name passes everywhere.
const FORMS = [
  ['.json', 'application/json'],
  ['.txt', 'text/plain'],
] as const

/** To be called inside a touch. `name` without its ending. */
export async function handOver(content: Blob, name: string): Promise<HandedOver> {
  const files = appareil() === 'téléphone' ? FORMS.map(([end, type]) => new File([content], name + end, { type })) : []
  const file = files.find((one) => navigator.canShare?.({ files: [one] }))
  if (file) {
    try {
      await navigator.share({ files: [file] })
      return 'shared'
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'left'
      // The touch was too long ago, or no app takes the file: a download needs nobody.
    }
  }
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.json`
  link.click()
  // The browser reads it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return 'downloaded'
}
