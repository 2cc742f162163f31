// What is kept of a signature, and its words. Pure.
import { isRecord } from '../../domain/shape.ts'
import { readDate } from './date.tsx'

export interface Signature {
  nom: string
  fonction: string | null
  /** local time, `AAAA-MM-JJTHH:MM:SS` */
  signe_le: string
  mode: 'dessin' | 'clic'
  trace: string | null
  /** SHA-256 of the content at that moment */
  empreinte?: string
  /** the circumstances (preuve.ts); absent: signed before they were kept */
  preuve?: unknown
}
/** Is it what is kept of a signature, and nothing else? */
export const isSignature = (value: unknown): value is Signature => {
  if (!isRecord(value)) return false
  const { nom, fonction, signe_le, mode, trace, empreinte, preuve, ...others } = value
  return (
    typeof nom === 'string' &&
    (fonction === null || typeof fonction === 'string') &&
    typeof signe_le === 'string' &&
    (mode === 'dessin' || mode === 'clic') &&
    (trace === null || typeof trace === 'string') &&
    (empreinte === undefined || typeof empreinte === 'string') &&
    Object.keys(others).length === 0
  )
}

/** A signature in words. */
export const readSignature = ({ nom, fonction, signe_le }: Signature): string =>
  `${fonction ? `${nom}, ${fonction}` : nom}, le ${readDate(signe_le.slice(0, 10))} à ${signe_le.slice(11, 16)}`
