// What differs between two texts, word by word, for eyes: pure, and only where two versions are shown.
import { diffIndices } from 'node-diff3'

export interface Part {
  text: string
  /** not in the other text, at this place */
  differs: boolean
}

// A word takes the space after it along: a text then has few pieces that are the same everywhere.
const wordsOf = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? []

/** The text in parts; joined again they give it back. */
export function wordDiff(text: string, other: string): Part[] {
  const words = wordsOf(text)
  const bare = (word: string) => word.trim().normalize('NFC')
  const differs = new Set<number>()
  for (const { buffer1 } of diffIndices(words.map(bare), wordsOf(other).map(bare))) {
    const [from, length] = buffer1
    for (let i = from; i < from + length; i++) differs.add(i)
  }
  const parts: Part[] = []
  for (const [i, word] of words.entries()) {
    const last = parts.at(-1)
    if (last?.differs === differs.has(i)) last.text += word
    else parts.push({ text: word, differs: differs.has(i) })
  }
  return parts
}
