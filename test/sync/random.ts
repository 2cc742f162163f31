// A sequence of random choices that a seed gives back.
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** 0 ≤ i < n */
  below(n: number): number
  chance(p: number): boolean
  pick<T>(list: readonly T[]): T
}

export function randomFrom(seed: number): Random {
  let a = seed >>> 0
  const next = (): number => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    next,
    below,
    chance: (p) => next() < p,
    pick: (list) => {
      const item = list[below(list.length)]
      if (item === undefined) throw new Error('a list to pick from is not empty')
      return item
    },
  }
}
