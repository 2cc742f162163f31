// What a file is, by its first bytes, whatever its name or its header says. Nothing that can run on a page is in the list.

export type PieceType = 'image/jpeg' | 'image/png' | 'image/webp' | 'audio/webm' | 'audio/ogg' | 'audio/mp4'

/** Brands of an MP4 that may be sound alone; those of AVIF and HEIC are not. */
const SOUND = /^(M4A |M4B |iso[m2-9]|mp4[12]|dash|MSNV)$/

/** The kind of image or of sound these bytes are; null: none of ours. Sixteen bytes are enough. */
export function sniffPiece(bytes: Uint8Array): PieceType | null {
  const starts = (at: number, ...values: number[]) => values.every((value, i) => bytes[at + i] === value)
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (word(0) === 'RIFF' && word(8) === 'WEBP') return 'image/webp'
  if (starts(0, 0x1a, 0x45, 0xdf, 0xa3)) return 'audio/webm'
  if (word(0) === 'OggS') return 'audio/ogg'
  if (word(4) === 'ftyp' && SOUND.test(word(8))) return 'audio/mp4'
  return null
}
