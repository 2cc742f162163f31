// The registers behind a set of champs as one text: equal on a device and on the server when both hold the same versions.
// So the server can tell that nothing changed without knowing one question. Pure, for both sides.
import type { Path } from './id.ts'
import { canonical, type Json } from './json.ts'
import type { Registers } from './register.ts'

const champOf = (path: string): string => path.split('/')[0] ?? path

/** The text of these champs, every version of each register included: a choice left to make is a difference. */
export function texteSous(registers: Registers, champs: readonly string[]): string {
  const kept: Record<string, Json> = {}
  for (const path of Object.keys(registers) as Path[]) {
    if (!champs.includes(champOf(path))) continue
    const values = [...new Set((registers[path] ?? []).map((head) => canonical(head.v)))].sort()
    if (values.some((value) => value !== 'null')) kept[path] = values
  }
  return canonical(kept)
}
