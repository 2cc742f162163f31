// A place where a part arrives late: empty meanwhile (a spinner would say nothing), a sentence when it is really late.
import type { ComponentChildren } from 'preact'
import { ErrorBoundary } from 'preact-iso'
import { useEffect, useState } from 'preact/hooks'

const LATE = 1_500

export function Attend({ children }: { children?: ComponentChildren }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE)
    return () => clearTimeout(timer)
  }, [])
  if (children) return <ErrorBoundary>{children}</ErrorBoundary>
  return <main class="accueil">{late && <p role="status">Ouverture de votre carnet…</p>}</main>
}
