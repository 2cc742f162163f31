// Drag and drop of notes onto answers: a long press on a phone, the mouse elsewhere. One more way, never the only one.
import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

const wordOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The element can be picked up; says whether it is in the air. */
export function useDraggable(element: RefObject<HTMLElement | null>, note: string, enabled: boolean): boolean {
  const [inAir, setInAir] = useState(false)
  useEffect(() => {
    if (!element.current || !enabled) return undefined
    return draggable({
      element: element.current,
      getInitialData: () => ({ note }),
      onDragStart: () => setInAir(true),
      onDrop: () => setInAir(false),
    })
  }, [note, enabled])
  return inAir
}

/** The element takes what is dropped on it; says whether something is held over it. */
export function useDropTarget(element: RefObject<HTMLElement | null>, cible: string): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!element.current) return undefined
    return dropTargetForElements({
      element: element.current,
      getData: () => ({ cible }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    })
  }, [cible])
  return over
}

/** Told once a note fell on an answer. */
export function useDropped(onDropped: (note: string, cible: string) => void): void {
  const latest = useRef(onDropped)
  latest.current = onDropped
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const note = wordOf(source.data.note)
          const cible = wordOf(location.current.dropTargets[0]?.data.cible)
          if (note !== null && cible !== null) latest.current(note, cible)
        },
      }),
    [],
  )
}

/** Held over the element for a moment: how a switch opens the other side while a note is in the air. */
export function useHeldOver(element: RefObject<HTMLElement | null>, onHeld: () => void, ms = 350): void {
  const latest = useRef(onHeld)
  latest.current = onHeld
  useEffect(() => {
    if (!element.current) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const clear = () => clearTimeout(timer)
    const stop = dropTargetForElements({
      element: element.current,
      getData: () => ({ cible: null }),
      onDragEnter: () => {
        timer = setTimeout(() => latest.current(), ms)
      },
      onDragLeave: clear,
      onDrop: clear,
    })
    return () => {
      clear()
      stop()
    }
  }, [])
}
