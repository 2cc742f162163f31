// Live values in components: `undefined` until the first answer; a query that fails is shown by the error boundary.
import { useEffect, useState } from 'preact/hooks'
import { live } from '../store/index.ts'
import type { Observable } from '../sync/status.ts'

/**
 * The value of a query on the store, again at each change. `deps`: what the query closes over. `rest`: see `live`.
 */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[], rest = 0): T | undefined {
  const [state, setState] = useState<{ value: T | undefined; failed: unknown }>({ value: undefined, failed: null })
  useEffect(() => {
    const subscription = live(query, rest).subscribe(
      (value) => setState({ value, failed: null }),
      (failed) => setState((before) => ({ ...before, failed })),
    )
    return () => subscription.unsubscribe()
  }, deps as unknown[])
  if (state.failed && state.value === undefined) throw state.failed
  return state.value
}

/** The value of an observable, again at each change. */
export function useObservable<T>(observable: Observable<T>): T {
  const [value, setValue] = useState(observable.value)
  useEffect(() => observable.subscribe(setValue), [observable])
  return value
}
