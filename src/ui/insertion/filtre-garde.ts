// A filter kept in the address of its screen: « back » finds the list as it was left. Nothing else of the screen moves.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'

type Filtre = Record<string, string | boolean>

/** What an address says of a filter; what it does not say is as in `aucun`. */
export function lireFiltre<F extends Filtre>(aucun: F, query: Readonly<Record<string, string | undefined>>): F {
  const said = Object.keys(aucun).filter((key) => query[key] !== undefined)
  return { ...aucun, ...Object.fromEntries(said.map((key) => [key, typeof aucun[key] === 'boolean' ? true : query[key]])) }
}

/** The query of this filter, `?` included; nothing when it is `aucun`. */
export function ecrireFiltre<F extends Filtre>(aucun: F, filtre: F): string {
  const set = Object.keys(aucun).filter((key) => filtre[key] !== aucun[key])
  const query = new URLSearchParams(set.map((key) => [key, filtre[key] === true ? '' : String(filtre[key])])).toString()
  return query === '' ? '' : `?${query}`
}

/** The filter of a list, and how to change a part of it. */
export function useFiltre<F extends Filtre>(aucun: F): [F, (part: Partial<F>) => void] {
  const { query } = useLocation()
  const [filtre, setFiltre] = useState(() => lireFiltre(aucun, query))
  const set = (part: Partial<F>): void => {
    const next = { ...filtre, ...part }
    setFiltre(next)
    // The router is not told: this screen stays, and what it reads at the next opening is the address.
    history.replaceState(history.state, '', location.pathname + ecrireFiltre(aucun, next))
  }
  return [filtre, set]
}
