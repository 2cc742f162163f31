// An occupation found by its code, its title or one of its other names. Pure.
import { plainWords } from '../../domain/plain-words.ts'
import type { Rome } from '../../sync/rome.ts'

/** An occupation found, and by what. */
export interface Trouve {
  code: string
  titre: string
  detail: string
}

const MOST = 20

/** The occupations whose code, title or other names have all the words. */
export function chercher({ metiers }: Rome, text: string): Trouve[] {
  const words = plainWords(text).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const has = (name: string): boolean => {
    const here = plainWords(name)
    return words.every((word) => here.includes(word))
  }
  const found: Trouve[] = []
  const others: Trouve[] = []
  for (const { code, titre, appellations } of metiers) {
    if (has(`${code} ${titre}`)) found.push({ code, titre, detail: code })
    else {
      const appellation = appellations.find((name) => has(`${code} ${name}`))
      if (appellation) others.push({ code, titre, detail: `${code} · ${appellation}` })
    }
  }
  return [...found, ...others].slice(0, MOST)
}
