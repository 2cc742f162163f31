// One row of a table: a line that opens on its cells. Drawn again only when its own registers change.
import { useContext, useEffect, useRef } from 'preact/hooks'
import { cellPath } from '../../domain/id.ts'
import { type Registers, shownValue } from '../../domain/register.ts'
import { accesOf, type VisTable } from '../champ.ts'
import { Formulaire } from '../formulaire.ts'
import { memo } from '../memo.ts'
import { useSaisie } from '../use-saisie.ts'
import { Entree } from './entree.tsx'
import { readSimple } from './lecture.ts'
import type { Colonne } from './simples.ts'
import { champOf, type Table } from './table-champ.ts'

interface LigneActions {
  toggle(row: string): void
  step(row: string, by: number): void
  remove(row: string): void
}

interface LigneProps {
  id: string
  champ: Table
  row: string
  index: number
  /** is it the last row? (a count would draw every row again when one is added) */
  last: boolean
  registers: Registers
  open: boolean
  wide: boolean
  vis: VisTable | undefined
  actions: LigneActions
  glisse(row: string, event: PointerEvent): void
}

interface CelluleProps {
  id: string
  champ: Table
  colonne: Colonne
  row: string
  registers: Registers
}

function Cellule({ id, champ, colonne, row, registers, vis }: CelluleProps & { vis: VisTable | undefined }) {
  const path = cellPath(champ.id, row, colonne.id)
  const control = useSaisie(path, accesOf(champ), registers)
  const cells = () => Object.fromEntries(champ.colonnes.map((c) => [c.id, shownValue(registers, cellPath(champ.id, row, c.id))]))
  return <Entree id={id} champ={champOf(colonne, champ)} control={control} path={path} beside={vis?.of(cells(), colonne.id)} />
}

/** The first yes-or-no column that tells what was seen: ticked from the list, without opening the row. */
const coche = (champ: Table): Colonne | undefined => champ.colonnes.find((c) => c.type === 'oui_non' && c.id === 'vu')

function Coche({ id, champ, colonne, row, registers }: CelluleProps) {
  const control = useSaisie(cellPath(champ.id, row, colonne.id), accesOf(champ), registers)
  return (
    <label class="f-coche">
      <input
        id={id}
        type="checkbox"
        checked={control.value === true}
        onChange={(event) => control.set(event.currentTarget.checked ? true : null)}
      />
      <span>{colonne.libelle}</span>
      {control.echec ? <span role="alert">Non enregistré</span> : null}
    </label>
  )
}

function Actions({ row, index, last, actions, glisse, titre }: Pick<LigneProps, 'row' | 'index' | 'last' | 'actions' | 'glisse'> & { titre: string }) {
  return (
    <div class="f-ligne-actions">
      <button
        type="button"
        class="f-poignee"
        aria-label={`Déplacer « ${titre} » : glissez, ou flèches haut et bas`}
        onPointerDown={(event) => glisse(row, event)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          actions.step(row, event.key === 'ArrowUp' ? -1 : 1)
        }}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 9h14M5 15h14" />
        </svg>
      </button>
      <button type="button" class="f-bouton" disabled={index === 0} onClick={() => actions.step(row, -1)}>
        Monter
      </button>
      <button type="button" class="f-bouton" disabled={last} onClick={() => actions.step(row, 1)}>
        Descendre
      </button>
      <button type="button" class="f-bouton f-discret" onClick={() => actions.remove(row)}>
        Retirer
      </button>
    </div>
  )
}

export const LigneForm = memo(function LigneForm(props: LigneProps) {
  const { id, champ, row, index, last, registers, open, wide, vis, actions, glisse } = props
  const { contexte } = useContext(Formulaire)
  const read = (colonne: Colonne) =>
    readSimple(champOf(colonne, champ), shownValue(registers, cellPath(champ.id, row, colonne.id)), contexte)
  const texts = champ.colonnes.map(read)
  const titre = texts.find(Boolean) ?? `Ligne ${index + 1}`
  // « Oui » says nothing without its question: a yes is told by the name of its column, a no is left out.
  const told = champ.colonnes.map((colonne, i) => (colonne.type !== 'oui_non' ? texts[i] : texts[i] === 'Oui' ? colonne.libelle : ''))
  const detail = told.filter((text) => text && text !== titre).join(' · ')
  const cells = useRef<HTMLDivElement>(null)
  const first = useRef(open)
  useEffect(() => {
    // A row just added is opened empty: its first cell waits for the finger.
    if (first.current) cells.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [])
  const vu = coche(champ)
  const tick = vu ? <Coche id={`${id}-vu-ligne`} champ={champ} colonne={vu} row={row} registers={registers} /> : null
  const form = open ? (
    <div class="f-cellules" ref={cells} id={`${id}-cellules`}>
      {champ.colonnes.map((colonne) => (
        <Cellule key={colonne.id} id={`${id}-c-${colonne.id}`} champ={champ} colonne={colonne} row={row} registers={registers} vis={vis} />
      ))}
      <Actions row={row} index={index} last={last} actions={actions} glisse={glisse} titre={titre} />
    </div>
  ) : null
  const opener = (
    <button
      type="button"
      class="f-ouvre"
      aria-expanded={open}
      aria-controls={open ? `${id}-cellules` : undefined}
      onClick={() => actions.toggle(row)}
    >
      {wide ? (
        <span class="f-cache">{open ? `Fermer « ${titre} »` : `Modifier « ${titre} »`}</span>
      ) : (
        <>
          <span class="f-ligne-titre">{titre}</span>
          {detail && !open ? <small>{detail}</small> : null}
        </>
      )}
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={open ? 'M6 15l6-6 6 6' : 'M6 9l6 6 6-6'} />
      </svg>
    </button>
  )
  if (!wide) {
    return (
      <li class="f-ligne" data-row={row}>
        <div class="f-ligne-tete">
          {tick}
          {opener}
        </div>
        {form}
      </li>
    )
  }
  return (
    <tbody class="f-ligne" data-row={row}>
      <tr>
        {texts.map((text, i) => (
          <td key={champ.colonnes[i]?.id}>{text}</td>
        ))}
        <td class="f-ligne-tete">
          {tick}
          {opener}
        </td>
      </tr>
      {form ? (
        <tr>
          <td colSpan={champ.colonnes.length + 1}>{form}</td>
        </tr>
      ) : null}
    </tbody>
  )
})
