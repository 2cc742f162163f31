// A fiche being filled or read: its sections one after the other, what is missing when validation is asked for.
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import type { Registers } from '../domain/register.ts'
import { shownValue } from '../domain/register.ts'
import type { BilanProps } from './bilan.tsx'
import { calculOf, withCalculs } from './calculees.ts'
import { ChampVue, Lecture } from './champ-vue.tsx'
import { isBlank } from './condition.ts'
import type { SaisieContexte, Save } from './contexte.ts'
import { Formulaire } from './formulaire.ts'
import { type Champ, champsOf, type Gabarit, type Section } from './gabarit.ts'
import { late } from './champs/late.tsx'
import type { Manque } from './manques.ts'
import { progress } from './progress.ts'
import { Par } from './mentions.tsx'
import type { SourcesPrefill } from './prefill.ts'
import type { Regard } from './regard.ts'
import { exigencesOf } from './regles.ts'
import { champsVisibles } from './reponses.ts'
import { Sommaire } from './sommaire.tsx'
import { partOf } from './tranches.ts'
import { useFormulaire } from './use-formulaire.ts'
import type { Changement } from './validation.ts'

export interface FicheFormProps {
  gabarit: Gabarit
  /** registers of the fiche and of its readable complements; the form is made anew (`key`) for another fiche */
  registers: Registers
  contexte: SaisieContexte
  save: Save
  readOnly?: boolean
  /** champ to go to when the form opens */
  focus?: string | undefined
  regard?: Regard | undefined
  onNote?: ((champ: string) => void) | undefined
  /** origins for « Reprendre de la préparation » */
  reprise?: SourcesPrefill | undefined
  /** by the person who holds the device, or its author: nothing waits for them */
  validee?: boolean
  /** present: « Valider » is at the end; receives what validating writes */
  onValider?: ((changes: Changement[]) => Promise<void>) | undefined
}

const ReponsesBrutes = late<{ reponses: readonly { nom: string; value: Json }[] }>(() =>
  import('./lecture.tsx').then((m) => m.ReponsesBrutes),
)
// Asked for once the form is drawn: it stands at its end.
const Bilan = late<BilanProps>(() => import('./bilan.tsx').then((m) => m.Bilan))
const loadJuge = () => import('./juge.ts')
type Juge = Awaited<ReturnType<typeof loadJuge>>

const noInterdits: ReadonlyMap<string, string> = new Map()

/** The form; one that is only read appears once what reads it is here, whole. */
export function FicheForm(props: FicheFormProps) {
  const { readOnly = false } = props
  const [, redraw] = useState(0)
  const waits = readOnly && !Lecture.ready()
  useEffect(() => {
    if (waits) void Lecture.load().then(() => redraw((n) => n + 1))
  }, [waits])
  return waits ? null : <Formulaires {...props} />
}

function Formulaires(props: FicheFormProps) {
  const { gabarit, registers, contexte, readOnly = false, focus, regard, onNote, onValider } = props
  const prefix = useId()
  const root = useRef<HTMLDivElement>(null)
  // What judges a fiche comes when « Valider » is touched for the first time; from then on it judges at each change.
  const [juge, setJuge] = useState<Juge | null>(null)
  const checked = juge !== null
  const { partage, parts, reponses } = useFormulaire(props)
  const source = contexte.calcul
  const complete = withCalculs(gabarit, reponses, source)
  const visibles = champsVisibles(gabarit, complete)
  const exigences = exigencesOf(gabarit, complete)
  const vue = { ...contexte, source, roles: contexte.rolesHere }
  const shown = useRef({ registers, reponses, vue })
  shown.current = { registers, reponses, vue }
  const missing = juge ? juge.manques(gabarit, reponses, vue) : []
  const interdits = useInterdits(exigences.interdits)
  const sealed = champsOf(gabarit).some((champ) => champ.type === 'signature' && !isBlank(complete[champ.id]))
  const sceau = sealed ? reponses : undefined
  const idOf = (champ: string) => `${prefix}-${champ}`
  const note = useRef(onNote)
  note.current = onNote
  const takeNote = useRef((champ: string) => note.current?.(champ))

  const go = (champ: string) => {
    const target = root.current?.querySelector<HTMLElement>(`[id="${idOf(champ)}"]`)
    root.current?.querySelector(`[id="${idOf(champ)}-champ"]`)?.scrollIntoView?.({ block: 'center' })
    target?.focus({ preventScroll: true })
  }
  useEffect(() => {
    if (focus) go(focus)
  }, [focus])

  const absent = (roles: Champ['rempli_par']) =>
    roles && !roles.some((role) => contexte.rolesHere.includes(role)) ? roles : null
  const drawn = (champ: Champ, said?: boolean) => {
    const computed = calculOf(champ, complete, source)
    return (
      <ChampVue
        key={champ.id}
        id={idOf(champ.id)}
        champ={champ}
        part={partOf(parts, champ.id)}
        par={said ? null : absent(champ.rempli_par)}
        regle={exigences.obligatoires.get(champ.id)?.enonce}
        interdits={interdits.get(champ.id) ?? noInterdits}
        problem={missing.find((manque) => manque.champ === champ.id)?.message}
        vis={regard?.[champ.id]}
        calculable={computed.source}
        calcule={computed.source ? computed.value : null}
        sceau={champ.type === 'signature' ? sceau : undefined}
        onNote={onNote ? takeNote.current : undefined}
        readOnly={readOnly}
      />
    )
  }
  const parties = gabarit.sections
    .map((each) => ({ ...each, id: `${prefix}-s-${each.id}`, champs: each.champs.filter((champ) => visibles.has(champ.id)) }))
    .filter(({ champs }) => champs.length > 0)
  const section = (each: Section) => {
    const par = absent(each.rempli_par)
    return (
      <section key={each.id} class="f-section" aria-labelledby={each.id}>
        <h3 id={each.id} tabIndex={-1}>
          {each.titre}
        </h3>
        {each.aide ? <p class="f-aide">{each.aide}</p> : null}
        {par && !readOnly ? <Par roles={par} /> : null}
        {/* Said once, at the head of a part that is all of one person. */}
        {each.champs.map((champ) => drawn(champ, par !== null && `${par}` === `${champ.rempli_par}`))}
      </section>
    )
  }
  const done = progress(gabarit, reponses)
  return (
    <Formulaire.Provider value={partage}>
      <div class={readOnly ? 'f-fiche f-lecture' : 'f-fiche'} ref={root}>
        {readOnly && parties.length < 3 ? null : <Sommaire parties={parties} reponses={reponses} done={readOnly ? null : done} />}
        {parties.map(section)}
        {exigences.reduite ? (
          <p class="f-attention">
            {exigences.reduite.regle.enonce} Ne notez plus que l’heure du retrait. Ce qui était écrit avant reste en brouillon
            et sera retiré à la validation.
          </p>
        ) : null}
        <Autres gabarit={gabarit} registers={registers} visibles={visibles} />
        {onValider && !readOnly ? (
          <Bilan
            manques={missing}
            asked={checked}
            validee={props.validee}
            libelleOf={(id) => champsOf(gabarit).find((champ) => champ.id === id)?.libelle ?? id}
            go={go}
            check={async (): Promise<Manque[]> => {
              const judge = juge ?? (await loadJuge())
              setJuge(judge)
              return judge.manquesEnfin(gabarit, () => shown.current)
            }}
            valider={async () => onValider((await loadJuge()).changesAtValidation(gabarit, shown.current.registers, source))}
          />
        ) : null}
      </div>
    </Formulaire.Provider>
  )
}

/** Why options may not be chosen, by champ: the same objects while the same rules hold. */
function useInterdits(given: ReturnType<typeof exigencesOf>['interdits']): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const words = [...given].map(([champ, options]) => [champ, [...options].map(([option, { enonce }]) => [option, enonce])] as const)
  const key = JSON.stringify(words)
  const held = useRef({ key: '', map: new Map<string, ReadonlyMap<string, string>>() })
  if (held.current.key !== key) {
    const map = new Map([...given].map(([champ, options]) => [champ, new Map([...options].map(([option, { enonce }]) => [option, enonce]))]))
    held.current = { key, map }
  }
  return held.current.map
}

/** Answers that the form does not show now: hidden by a condition, or of another version of the gabarit. */
function Autres({ gabarit, registers, visibles }: { gabarit: Gabarit; registers: Registers; visibles: ReadonlySet<string> }) {
  const libelles = new Map(champsOf(gabarit).map((champ) => [champ.id, champ.libelle]))
  const others = (Object.keys(registers) as Path[]).flatMap((key) => {
    const champ = key.split('/')[0] ?? ''
    const value = shownValue(registers, key)
    const place = key.split('/').length === 2
    if (key.startsWith('$') || visibles.has(champ) || place || isBlank(value)) return []
    const colonne = key.split('/')[2]
    return [{ nom: [libelles.get(champ) ?? champ, ...(colonne ? [colonne] : [])].join(' – '), value }]
  })
  if (others.length === 0) return null
  return (
    <details class="f-autres">
      <summary>Réponses gardées, hors du formulaire actuel ({others.length})</summary>
      <ReponsesBrutes reponses={others} />
    </details>
  )
}
