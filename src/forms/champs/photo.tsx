// Photographs, each with its words; the bytes are in the store.
import { isRecord, shape } from '../../domain/shape.ts'
import type { InputProps, TypeChamp } from '../champ.ts'
import type { PhotoChamp } from '../schema.ts'
import { late } from './late.tsx'

export interface Photo {
  id: string
  legende: string
  fichier: string
}
const isPhoto = (value: unknown): value is Photo => {
  if (!isRecord(value)) return false
  const { id, legende, fichier, ...others } = value
  return [id, legende, fichier].every((part) => typeof part === 'string') && Object.keys(others).length === 0
}

const parts = () => import('./photo-saisie.tsx')
/** A photograph kept on this device, or words when it is not here yet. */
export const Vignette = late<{ photo: Photo }>(() => parts().then((m) => m.Vignette))

export const photo = {
  reponse: shape((value): value is Photo[] => Array.isArray(value) && value.every(isPhoto)),
  empty: [],
  accepts: (reponse, { max }) =>
    max !== undefined && reponse.length > max ? { raison: 'nombre', message: `${max === 1 ? 'Une photo' : `${max} photos`} au plus (ici ${reponse.length}).` } : true,
  read: (reponse) => reponse.map(({ legende }) => legende || 'Photographie').join('\n'),
  groupe: true,
  Input: late<InputProps<PhotoChamp, Photo[]>>(() => parts().then((m) => m.Input)),
} satisfies TypeChamp<PhotoChamp, Photo[]>
