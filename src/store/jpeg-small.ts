// The small picture inside a photo: a JFXX segment, right after the JFIF one (JFIF 1.02, annex on extensions). Photos are
// named by their hash: the small one is part of what was checked, and the first bytes of the file are enough to show it.

/** A small picture is at most this long, so that it ends within `HEAD`. */
export const SMALL_MAX = 28_000
/** As many first bytes of a file hold its small picture, if it has one. */
export const HEAD = 32_768

const NAME = [0x4a, 0x46, 0x58, 0x58, 0, 0x10] // « JFXX », then: coded as JPEG
const OVERHEAD = 4 + NAME.length

/** After the start of the image, and after its JFIF segment when it has one. */
function placeIn(bytes: Uint8Array): number {
  const isJfif = bytes[2] === 0xff && bytes[3] === 0xe0 && bytes[6] === 0x4a && bytes[7] === 0x46 && bytes[8] === 0x49
  return isJfif ? 4 + ((bytes[4] ?? 0) << 8) + (bytes[5] ?? 0) : 2
}

/** The photo with the small one inside; as it was when that does not fit. Both are JPEG. */
export async function withSmall(whole: Blob, small: Blob): Promise<Blob> {
  const head = new Uint8Array(await whole.slice(0, 64).arrayBuffer())
  const at = placeIn(head)
  if (head[0] !== 0xff || head[1] !== 0xd8 || small.size > SMALL_MAX || at > 64) return whole
  const length = small.size + OVERHEAD - 2
  const segment = new Uint8Array([0xff, 0xe0, length >> 8, length & 255, ...NAME])
  return new Blob([whole.slice(0, at), segment, small, whole.slice(at)], { type: 'image/jpeg' })
}

/** The small picture that the first bytes of a file hold; null: none, or not all of it. */
export function smallIn(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  const at = placeIn(bytes)
  if (bytes[at] !== 0xff || bytes[at + 1] !== 0xe0 || NAME.some((value, i) => bytes[at + 4 + i] !== value)) return null
  const end = at + 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
  const small = bytes.slice(at + OVERHEAD, end)
  return end <= bytes.length && small[0] === 0xff && small[1] === 0xd8 ? small.buffer : null
}
