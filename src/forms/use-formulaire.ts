// What a form keeps while it is open: one writer per register, parts that stay the same objects, doors that never
// change; so that a key pressed in one champ is nobody else's business.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Path } from '../domain/id.ts'
import type { Registers } from '../domain/register.ts'
import type { Noms, SaisieContexte, Save } from './contexte.ts'
import type { Partage } from './formulaire.ts'
import type { Gabarit } from './gabarit.ts'
import { samePlain } from './plain.ts'
import type { SourcesPrefill } from './prefill.ts'
import { type Reponses, reponsesOf } from './reponses.ts'
import { type Control, createControl } from './saisie.ts'
import { cut, type Tranches } from './tranches.ts'

const lists = ['structures', 'personnes', 'groupes', 'offres', 'cycles', 'immersions', 'situations', 'rome', 'notes'] as const satisfies (keyof Noms)[]
const values = ['profil', 'rolesHere', 'acces', 'cibles', 'calcul'] as const satisfies (keyof SaisieContexte)[]

// A screen makes a new contexte at each drawing; the champs care only for what is in it.
function sameContexte(a: SaisieContexte, b: SaisieContexte): boolean {
  return lists.every((key) => samePlain(a[key], b[key])) && values.every((key) => samePlain(a[key], b[key]))
}

interface Given {
  gabarit: Gabarit
  registers: Registers
  contexte: SaisieContexte
  save: Save
  reprise?: SourcesPrefill | undefined
}

interface FormState {
  partage: Partage
  parts: Tranches
  reponses: Reponses
  /** is something on screen that is kept nowhere? */
  unsaved(): boolean
}

/** What every champ of a form shares, kept the same from one key to the next. */
export function useFormulaire(given: Given): FormState {
  const latest = useRef(given)
  latest.current = given
  const stable = useRef(given.contexte)
  if (stable.current !== given.contexte && !sameContexte(stable.current, given.contexte)) stable.current = given.contexte
  const parts = useRef<Tranches>(new Map())
  parts.current = cut(given.registers, parts.current)
  const controls = useRef(new Map<Path, Control>())
  const reponses = reponsesOf(given.gabarit, given.registers, parts.current)
  const contexte = stable.current
  const rows = useReprise(given.reprise !== undefined)
  const partage = useMemo<Partage>(() => {
    const save: Save = (set, seen, acces) => latest.current.save(set, seen, acces)
    return {
      // The data is what was compared; the acts are always the latest given.
      contexte: {
        ...contexte,
        photo: {
          hold: (file) => latest.current.contexte.photo.hold(file),
          follow: (fichier, whole, next) => latest.current.contexte.photo.follow(fichier, whole, next),
        },
        now: () => latest.current.contexte.now(),
        copy: (text) => latest.current.contexte.copy(text),
        onVersions: (path, versions, choose) => latest.current.contexte.onVersions(path, versions, choose),
        nameOf: (personne) => latest.current.contexte.nameOf(personne),
      },
      save,
      controlOf(path, acces, registers) {
        let control = controls.current.get(path)
        if (!control) {
          control = createControl(path, registers, (value, seen) => save({ [path]: value }, { [path]: seen }, acces))
          controls.current.set(path, control)
        }
        return control
      },
      contenu: () => latest.current,
      reprise: (champ) => {
        const sources = latest.current.reprise
        return sources && rows ? rows(champ, sources, parts.current.get(champ.id) ?? {}) : []
      },
    }
  }, [contexte, rows])
  const unsaved = () => [...controls.current.values()].some((control) => control.unsaved)
  useEffect(() => {
    // The browser asks before leaving while an answer is on screen and nowhere else.
    const guard = (event: BeforeUnloadEvent) => {
      if (unsaved()) event.preventDefault()
    }
    addEventListener('beforeunload', guard)
    return () => removeEventListener('beforeunload', guard)
  }, [])
  return { partage, parts: parts.current, reponses, unsaved }
}

/** What finds the rows to take from a fiche filled before; fetched once there are fiches to take them from. */
function useReprise(wanted: boolean): typeof import('./prefill.ts').reprise | null {
  const [found, setFound] = useState<{ reprise: typeof import('./prefill.ts').reprise } | null>(null)
  useEffect(() => {
    // Not here: the rows can still be written by hand.
    if (wanted) void import('./prefill.ts').then(setFound, () => undefined)
  }, [wanted])
  return found?.reprise ?? null
}
