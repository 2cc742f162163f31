// The words of the points of guides that notes belong to.
import { useEffect, useState } from 'preact/hooks'
import { findResume } from '../forms/catalogue.ts'
import { findGabarit } from '../forms/load-gabarit.ts'
import { champsOf } from '../forms/gabarit.ts'
import type { Note } from './note.ts'

/** A function from a note to the words of its point, null when it has none or while they are being read. */
export function usePoints(notes: readonly Note[]): (note: Note) => string | null {
  const wanted = [...new Set(notes.flatMap(({ cibles }) => cibles.map(({ gabarit }) => gabarit)))].sort().join()
  const [words, setWords] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    let gone = false
    const ids = wanted.split(',').filter(Boolean)
    // The words of today's version: a point keeps its id from one version to the next.
    void Promise.all(ids.map((id) => findGabarit(id, findResume(id)?.version ?? 1).catch(() => null))).then((found) => {
      if (gone) return
      setWords(
        new Map(
          found.flatMap((one) =>
            one?.ok
              ? champsOf(one.gabarit).map((champ) => [`${one.gabarit.id}/${champ.id}`, champ.libelle] as const)
              : [],
          ),
        ),
      )
    })
    return () => {
      gone = true
    }
  }, [wanted])
  return (note) => {
    const [cible] = note.cibles
    return cible ? (words.get(`${cible.gabarit}/${cible.champ}`) ?? null) : null
  }
}
