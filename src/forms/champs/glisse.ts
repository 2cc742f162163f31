// Moving a row with a finger: the handle follows the pointer, the row that would make room is marked, and the page
// scrolls when the finger nears an edge. Buttons do the same for whoever does not drag.
const EDGE = 64

/**
 * Follows a pointer held down on the handle of a row.
 * @param move called once, when the row is let go at another place
 * @throws when the pointer was let go since
 */
export function glisser(
  area: HTMLElement,
  row: string,
  handle: HTMLElement,
  pointerId: number,
  move: (row: string, to: number) => void,
): void {
  handle.setPointerCapture(pointerId)
  const rows = () => [...area.querySelectorAll<HTMLElement>('[data-row]')]
  const from = rows().findIndex((each) => each.dataset.row === row)
  let to = from
  const mark = () => {
    rows().forEach((each, index) => {
      each.classList.toggle('f-glissee', index === from)
      each.classList.toggle('f-place', index === to && to !== from)
    })
  }
  const follow = ({ clientY }: PointerEvent) => {
    const index = rows().findIndex((each) => clientY < each.getBoundingClientRect().bottom)
    to = index < 0 ? rows().length - 1 : index
    if (clientY < EDGE) scrollBy(0, -12)
    else if (clientY > innerHeight - EDGE) scrollBy(0, 12)
    mark()
  }
  const end = (last: Event) => {
    handle.removeEventListener('pointermove', follow)
    handle.removeEventListener('pointerup', end)
    handle.removeEventListener('pointercancel', end)
    const target = to
    to = from
    for (const each of rows()) each.classList.remove('f-glissee', 'f-place')
    if (last.type === 'pointerup' && target !== from) move(row, target)
  }
  mark()
  handle.addEventListener('pointermove', follow)
  handle.addEventListener('pointerup', end)
  handle.addEventListener('pointercancel', end)
}
