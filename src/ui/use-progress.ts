// How far fiches are, « 5 sur 9 »: their gabarits are read once, then each change counts again.
import { useEffect, useState } from 'preact/hooks'
import { findResume } from '../forms/catalogue.ts'
import { findGabarit } from '../forms/load-gabarit.ts'
import type { Gabarit } from '../forms/gabarit.ts'
import { progress } from '../forms/progress.ts'
import { reponsesOf } from '../forms/reponses.ts'
import type { FicheView } from '../store/index.ts'
import { itemsOf } from './guide.ts'

export interface Avancee {
  faits: number
  total: number
  mots: string
  validee: boolean
}

const key = (fiche: FicheView): string => `${fiche.data.$gabarit} ${fiche.data.$gabarit_version}`

/** The gabarits of these fiches, as they arrive. */
export function useGabarits(fiches: readonly FicheView[]): ReadonlyMap<string, Gabarit> {
  const [loaded, setLoaded] = useState<ReadonlyMap<string, Gabarit>>(new Map())
  const wanted = [...new Set(fiches.map(key))].sort().join()
  useEffect(() => {
    let gone = false
    const ask = wanted.split(',').filter(Boolean)
    void Promise.all(
      ask.map((each) => findGabarit(each.split(' ')[0] ?? '', Number(each.split(' ')[1])).catch(() => null)),
    ).then((all) => {
      if (gone) return
      const found = new Map<string, Gabarit>()
      all.forEach((one, i) => {
        const name = ask[i]
        if (one?.ok && name) found.set(name, one.gabarit)
      })
      setLoaded(found)
    })
    return () => {
      gone = true
    }
  }, [wanted])
  return loaded
}

/** How far one fiche is, once its gabarit is read. Guides count what was seen. */
export function avanceeDe(fiche: FicheView, gabarits: ReadonlyMap<string, Gabarit>): Avancee | null {
  const gabarit = gabarits.get(key(fiche))
  if (!gabarit) return null
  const validee = fiche.data.$etat !== null
  if (findResume(gabarit.id)?.famille === 'guide') {
    const items = itemsOf(gabarit, fiche.registers)
    const faits = items.filter(({ vu }) => vu).length
    return { faits, total: items.length, mots: `${faits} sur ${items.length} vus`, validee }
  }
  const { faits, total, texte } = progress(gabarit, reponsesOf(gabarit, fiche.registers))
  return { faits, total, mots: texte, validee }
}
