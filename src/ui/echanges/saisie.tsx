// What is typed or tapped live in the screens of a group: a text kept at each key, people whose presence is a touch.
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { OpId, Path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import type { Acces } from '../../domain/politique.ts'
import { headsOf } from '../../domain/register.ts'
import { type FicheView, saveReponse } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { Anonymat } from '../parts/Anonymat.tsx'
import { aideDe, ChampSimple } from '../parts/ChampSimple.tsx'
import { Icon } from '../parts/Icon.tsx'
import { watchSave } from '../saves.ts'
import { useAsked } from '../touches.ts'
import { useRegister } from '../use-register.ts'

interface TexteProps {
  fiche: FicheView
  at: Path
  libelle: string
  aide?: string
  acces?: Acces
  type?: 'date' | 'number'
  /** what is told of a situation: nobody may be recognised in it */
  anonyme?: boolean
  /** what must be written with the first word: the row the text is in */
  avec?(): Record<Path, Json>
}

/** One answer, kept at each key; what somebody else changes never moves under the fingers. */
export function Vif({ fiche, at, libelle, aide, acces, type, anonyme, avec }: TexteProps) {
  const { db } = useCarnet()
  const id = useId()
  const write = (path: Path, value: Json, seen: OpId[]): Promise<OpId> => {
    const more = avec?.() ?? {}
    const base = Object.fromEntries((Object.keys(more) as Path[]).map((one) => [one, headsOf(fiche.registers, one)]))
    const set = { ...more, [path]: value }
    return watchSave(`${fiche.id} ${path}`, saveReponse(db, fiche.id, acces ?? null, set, { ...base, [path]: seen }), set)
  }
  const control = useRegister(at, fiche.registers, write)
  const [opened, setOpened] = useState(false)
  const { value } = control
  const common = {
    id,
    value: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    'aria-describedby': aideDe(id, aide),
    onFocus: () => {
      setOpened(true)
      control.open()
    },
    onBlur: () => control.close(),
  }
  const given = (text: string): Json => (text === '' ? null : type === 'number' ? Number(text) : text)
  return (
    <ChampSimple id={id} libelle={libelle} aide={aide}>
      {type ? (
        <input {...common} class="saisie" type={type} onInput={(event) => control.set(given(event.currentTarget.value))} />
      ) : (
        <textarea {...common} class="saisie vif" rows={2} onInput={(event) => control.set(given(event.currentTarget.value))} />
      )}
      {anonyme && <Anonymat texte={common.value} ouvert={opened} />}
    </ChampSimple>
  )
}

interface CocheProps {
  checked: boolean
  ecrire(checked: boolean): Promise<unknown>
  children: ComponentChildren
}

/** A box whose tick is kept at once; the chip says it when it could not be. */
export function Coche({ checked, ecrire, children }: CocheProps) {
  const [shown, ask] = useAsked(checked, ecrire)
  return (
    <label class="coche">
      <input type="checkbox" checked={shown} onChange={(event) => ask(event.currentTarget.checked)} />
      {children}
    </label>
  )
}

/** A state a name can be in. */
interface EtatNom {
  id: string
  mots: string
}

interface NomsProps {
  legende: string
  noms: readonly { id: string; nom: string; detail?: string | null; etat: string | null }[]
  /** in the order of the touches; after the last one, nothing is noted again */
  etats: readonly EtatNom[]
  onChange(id: string, etat: string | null): void
}

/** Attendance by tapping names: each touch goes to the next state. */
export function Appel({ legende, noms, etats, onChange }: NomsProps) {
  const after = (etat: string | null): string | null => etats[etats.findIndex(({ id }) => id === etat) + 1]?.id ?? null
  return (
    <ul class="rangs appel" aria-label={legende}>
      {noms.map(({ id, nom, detail, etat }) => {
        const words = etats.find((one) => one.id === etat)?.mots ?? 'À noter'
        return (
          <li key={id}>
            <button type="button" class="rang" data-etat={etat ?? 'rien'} onClick={() => onChange(id, after(etat))}>
              <span class="appel-marque">{etat !== null && <Icon name={etat === etats[0]?.id ? 'coche' : 'croix'} taille={1.25} />}</span>
              <span class="rang-corps">
                <span class="rang-titre">{nom}</span>
                {detail && <span class="rang-detail">{detail}</span>}
              </span>
              <span class="fiche-etat" data-faite={etat === etats[0]?.id ? 'oui' : undefined}>
                {words}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

interface AjoutProps {
  libelle: string
  aide?: string
  bouton: string
  options?: readonly { id: string; libelle: string }[]
  choix?: string
  onAjout(texte: string, option: string | null): Promise<unknown>
}

/** A line to add to a list, with what it is when there is a choice. */
export function Ajout({ libelle, aide, bouton, options, choix, onAjout }: AjoutProps) {
  const id = useId()
  const [texte, setTexte] = useState('')
  const [option, setOption] = useState('')
  return (
    <form
      class="ajout"
      onSubmit={(event) => {
        event.preventDefault()
        const said = texte.trim()
        if (said === '') return
        // The chip says why it could not be kept; the words stay.
        void onAjout(said, option === '' ? null : option).then(
          () => setTexte(''),
          () => undefined,
        )
      }}
    >
      <ChampSimple id={id} libelle={libelle} aide={aide}>
        <input id={id} class="saisie" aria-describedby={aideDe(id, aide)} value={texte} maxLength={240} autocomplete="off" onInput={(event) => setTexte(event.currentTarget.value)} />
      </ChampSimple>
      {options && (
        <select class="saisie" aria-label={choix} value={option} onChange={(event) => setOption(event.currentTarget.value)}>
          <option value="">{choix}</option>
          {options.map((one) => (
            <option key={one.id} value={one.id}>
              {one.libelle}
            </option>
          ))}
        </select>
      )}
      <button type="submit" class="geste" disabled={texte.trim() === ''}>
        <Icon name="plus" taille={1.25} />
        {bouton}
      </button>
    </form>
  )
}
