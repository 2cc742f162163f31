// Recording a voice memo: each second is kept as it comes, and whatever stops the recording (the person, the screen, a
// call, a microphone unplugged, a fault) keeps what was recorded and says so.
import type { DocId } from '../domain/id.ts'
import type { Database } from '../store/index.ts'
import { forgetDraft, keepSecond, lockOf, type Memo, wholeMemo } from '../store/memos.ts'

/** Why a recording ended. */
export type Fin = 'person' | 'hidden' | 'track' | 'error' | 'store' | 'long'
/** Why none began. */
export type Refus = 'refused' | 'absent'

export const finPhrases: Record<Exclude<Fin, 'person'>, string> = {
  hidden: 'L’enregistrement s’est arrêté quand le carnet a quitté l’écran. Ce qui a été dit avant est gardé.',
  track: 'Le micro s’est arrêté (un appel, peut-être). Ce qui a été dit avant est gardé.',
  error: 'L’enregistrement s’est interrompu. Ce qui a été dit avant est gardé.',
  store: 'Cet appareil ne peut plus rien enregistrer pour le moment. Ce qui a été dit avant est gardé.',
  long: 'Le mémo est arrivé à sa durée la plus longue, une heure. Il est gardé ; vous pouvez en commencer un autre.',
}
export const refusPhrases: Record<Refus, string> = {
  refused: 'Le navigateur n’a pas le droit d’écouter le micro. Autorisez-le dans les réglages du site, ou écrivez votre note.',
  absent: 'Aucun micro n’a été trouvé sur cet appareil. Vous pouvez écrire votre note.',
}

/** Speech stays clear, and an hour stays under what the server takes. */
const BITS = 32_000
const LONGEST = 3_600
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

/** The microphone, or why not. */
export async function openMicro(): Promise<MediaStream | Refus> {
  if (!navigator.mediaDevices || typeof MediaRecorder === 'undefined') return 'absent'
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } })
  } catch (error) {
    return error instanceof DOMException && /NotFound|Overconstrained/.test(error.name) ? 'absent' : 'refused'
  }
}

interface Recording {
  /** Ends it; what was recorded is handed to `onEnd`. */
  stop(): void
}

interface Ends {
  /** seconds kept so far */
  onSecond(duree: number): void
  /** null: it was too short to hold anything. False: its note could not name it; its seconds stay as they are. */
  onEnd(memo: Memo | null, fin: Fin): Promise<boolean>
}

/** Records into the note until something stops it. */
export function record(db: Database, micro: MediaStream, id: string, note: DocId, { onSecond, onEnd }: Ends): Recording {
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(micro, { audioBitsPerSecond: BITS, ...(mimeType ? { mimeType } : {}) })
  const type = recorder.mimeType || mimeType || ''
  const began = performance.now()
  let i = 0
  let fin: Fin | null = null
  let kept: Promise<void> = Promise.resolve()
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  void navigator.locks?.request(lockOf(id), () => held)

  const stop = (why: Fin): void => {
    fin ??= why
    if (recorder.state !== 'inactive') recorder.stop()
  }
  const onHide = (): void => {
    if (document.visibilityState === 'hidden') stop('hidden')
  }

  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0) return
    const duree = Math.round((performance.now() - began) / 1_000)
    // One after the other, in their order: the file is nothing else than these parts end to end.
    kept = kept
      .then(async () => keepSecond(db, { id, note, type, i: i++, bytes: await data.arrayBuffer(), duree }))
      .then(
        () => onSecond(duree),
        () => stop('store'),
      )
    if (duree >= LONGEST) stop('long')
  }
  recorder.onerror = () => stop('error')
  for (const track of micro.getTracks()) track.onended = () => stop('track')
  document.addEventListener('visibilitychange', onHide)
  recorder.onstop = async () => {
    document.removeEventListener('visibilitychange', onHide)
    for (const track of micro.getTracks()) track.stop()
    await kept
    try {
      if (await onEnd(await wholeMemo(db, id), fin ?? 'track')) await forgetDraft(db, id)
    } catch {
      // What could not be made whole now is, at the next start.
    } finally {
      release()
    }
  }
  recorder.start(1_000)
  return { stop: () => stop('person') }
}
