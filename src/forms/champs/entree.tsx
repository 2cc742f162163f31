// One answer on screen: its name, its help, its control, and what must be said of it: a problem, a version from
// elsewhere, a save that failed.
import type { ComponentChildren } from 'preact'
import { useContext, useState } from 'preact/hooks'
import type { OpId, Path } from '../../domain/id.ts'
import { type Json, sameValue } from '../../domain/json.ts'
import { noRegisters, type Registers } from '../../domain/register.ts'
import { accesOf, type Refus, type TypeChamp } from '../champ.ts'
import { Anonymat } from './anonymat.tsx'
import { Formulaire } from '../formulaire.ts'
import type { Control } from '../saisie.ts'
import { useFieldLock } from '../use-field-lock.ts'
import { readJson, readSimple, typeSimple } from './lecture.ts'
import type { ChampSimple } from './simples.ts'

interface EntreeProps {
  id: string
  champ: ChampSimple
  control: Control
  path: Path
  interdits?: ReadonlyMap<string, string>
  /** told under the name: who fills it, who reads it, what a rule asks */
  mentions?: ComponentChildren
  /** shown beside: the answer of another fiche */
  beside?: ComponentChildren
  /** what is missing, once validation was asked for */
  problem?: string | undefined
  onNote?: (() => void) | undefined
}

const none: ReadonlyMap<string, string> = new Map()

function judge(type: TypeChamp<ChampSimple, Json>, champ: ChampSimple, value: Json): { refus: Refus | null; fits: boolean } {
  const parsed = type.reponse.safeParse(value ?? type.empty)
  if (!parsed.success) return { refus: { raison: 'type', message: 'Cette réponse n’a pas la forme attendue.' }, fits: false }
  const accepted = type.accepts(parsed.data, champ)
  return { refus: accepted === true ? null : accepted, fits: true }
}

/** Name, help and mentions of a champ, and what the whole says of its group when it is several controls. */
export function Entete({ id, champ, mentions, groupe }: Pick<EntreeProps, 'id' | 'champ' | 'mentions'> & { groupe: boolean }) {
  const name = (
    <>
      {champ.libelle}
      {champ.obligatoire ? (
        <span class="f-requis" title="À remplir avant de valider">
          {' '}
          *
        </span>
      ) : null}
    </>
  )
  return (
    <>
      {groupe ? (
        <legend id={`${id}-nom`} class="f-nom">
          {name}
        </legend>
      ) : (
        <label id={`${id}-nom`} class="f-nom" for={id}>
          {name}
        </label>
      )}
      {mentions}
      {champ.aide ? (
        <p id={`${id}-aide`} class="f-aide">
          {champ.aide}
        </p>
      ) : null}
      {champ.exemple ? (
        <p id={`${id}-exemple`} class="f-aide">
          Exemple : {champ.exemple}
        </p>
      ) : null}
    </>
  )
}

export function Entree({ id, champ, control, path, interdits = none, mentions, beside, problem, onNote }: EntreeProps) {
  const type = typeSimple(champ)
  const { contexte } = useContext(Formulaire)
  const lock = useFieldLock(contexte.fiche === undefined ? null : `edit:${contexte.fiche}:${path}`, control)
  // Once shown it stays: what goes when the hand leaves would move the button it is about to touch.
  const [opened, setOpened] = useState(false)
  const { value } = control
  const { refus, fits } = judge(type, champ, value)
  const message = refus?.message ?? problem
  const describedBy =
    [champ.aide ? `${id}-aide` : '', champ.exemple ? `${id}-exemple` : '', message ? `${id}-probleme` : '']
      .filter(Boolean)
      .join(' ') || undefined
  const Group = type.groupe ? 'fieldset' : 'div'
  const odd = !fits || refus?.raison === 'type' || refus?.raison === 'option'
  const frozen = champ.fige === true && value !== null
  return (
    <Group
      class="f-champ"
      id={`${id}-champ`}
      aria-describedby={type.groupe ? describedBy : undefined}
      data-ailleurs={lock.elsewhere ? 'oui' : undefined}
      onFocusIn={() => {
        setOpened(true)
        lock.take()
        if (!lock.elsewhere) control.open()
      }}
      onFocusOut={(event: FocusEvent & { currentTarget: HTMLElement }) => {
        const { relatedTarget, currentTarget } = event
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) {
          control.close()
          lock.leave(control.quiet())
        }
      }}
    >
      <Entete id={id} champ={champ} mentions={mentions} groupe={type.groupe} />
      {beside}
      {frozen ? (
        <Lu champ={champ} value={value} />
      ) : (
        <type.Input
          id={id}
          champ={champ}
          value={fits ? (value ?? type.empty) : type.empty}
          // Drawn again: what was typed goes, what the other tab wrote stays.
          onChange={(next) => (lock.elsewhere ? control.close() : control.set(next))}
          describedBy={describedBy}
          invalid={message !== undefined}
          interdits={interdits}
          slice={noSlice}
          onNote={onNote}
        />
      )}
      {odd && value !== null ? <p class="f-aide">Réponse enregistrée : {readJson(value)}</p> : null}
      {message ? (
        <p id={`${id}-probleme`} class="f-probleme">
          {message}
        </p>
      ) : null}
      {champ.alerte_anonymat ? <Anonymat value={value} /> : null}
      {opened && (champ.type === 'long' || champ.type === 'note_liee') ? (
        <p class="f-aide">Des faits et des pratiques, en termes objectifs.</p>
      ) : null}
      {lock.elsewhere ? (
        <div class="f-ailleurs" role="status">
          <p class="f-aide">Ouvert dans un autre onglet. Ce qui s’y écrit s’affiche ici.</p>
          <button
            type="button"
            class="f-bouton"
            onClick={({ currentTarget }) => {
              lock.steal()
              // Before this button goes: a focus that goes with it would leave the field, and give the lock back.
              currentTarget.closest('.f-champ')?.querySelector<HTMLElement>('input, textarea, select')?.focus()
            }}
          >
            Écrire ici quand même
          </button>
        </div>
      ) : null}
      <Etat champ={champ} control={control} path={path} />
    </Group>
  )
}

const noSlice: Registers = noRegisters()

/** An answer to read, not to change. */
export function Lu({ champ, value }: { champ: ChampSimple; value: Json }) {
  const { contexte } = useContext(Formulaire)
  return <p class="f-lu">{readSimple(champ, value, contexte)}</p>
}

/** What happens to the answer that the person must know. Silent when all is well. */
function Etat({ champ, control, path }: Pick<EntreeProps, 'champ' | 'control' | 'path'>) {
  const { contexte, save } = useContext(Formulaire)
  const { versions, ailleurs, value, echec } = control
  const read = (shown: Json) => readSimple(champ, shown, contexte)
  const choose = async (chosen: Json, heads: OpId[]) => {
    await save({ [path]: chosen }, { [path]: heads }, accesOf(champ))
  }
  return (
    <>
      {echec ? (
        <div role="alert" class="f-alerte">
          <p>Non enregistré. Votre réponse est encore à l’écran, et nulle part ailleurs.</p>
          <div class="f-actes">
            <button type="button" class="f-bouton" onClick={control.retry}>
              Réessayer
            </button>
            <button type="button" class="f-bouton" onClick={() => void contexte.copy(read(value))}>
              Copier
            </button>
          </div>
        </div>
      ) : null}
      {ailleurs ? (
        <details class="f-ailleurs">
          <summary>Modifié ailleurs{ailleurs.u === 'systeme' ? '' : ` par ${contexte.nameOf(ailleurs.u)}`}</summary>
          <p class="f-lu">{read(ailleurs.v) || 'Réponse effacée'}</p>
          <button type="button" class="f-bouton" onClick={control.adopt}>
            Afficher cette version
          </button>
        </details>
      ) : null}
      {versions.length > 1 && !(ailleurs && sameValue(ailleurs.v, value)) ? (
        <button type="button" class="f-versions" onClick={() => contexte.onVersions(path, versions, choose)}>
          {versions.length} versions
        </button>
      ) : versions.length === 1 && versions[0]?.a ? (
        <button type="button" class="f-versions" onClick={() => contexte.onVersions(path, versions, choose)}>
          Fusionné : voir les textes d’origine
        </button>
      ) : null}
    </>
  )
}
