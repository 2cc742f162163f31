// One champ of a form: drawn again only when its own registers, or what is said of it, change.
import type { ComponentChildren } from 'preact'
import { useContext, useMemo } from 'preact/hooks'
import { path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import type { Registers } from '../domain/register.ts'
import type { Role } from '../domain/politique.ts'
import { accesOf, type VisTable } from './champ.ts'
import { typeOf } from './champs/index.ts'
import { Entete, Entree } from './champs/entree.tsx'
import type { ChampSimple } from './champs/simples.ts'
import { champOf } from './champs/table-champ.ts'
import { isBlank } from './condition.ts'
import { Formulaire } from './formulaire.ts'
import type { Champ } from './gabarit.ts'
import { late } from './champs/late.tsx'
import { HorsTable } from './hors-table.tsx'
import type { LectureProps } from './lecture.tsx'
import { memo } from './memo.ts'
import { Mentions } from './mentions.tsx'
import { Avant, AvantTexte, type Vis } from './regard.ts'
import { readReponse } from './read-reponse.ts'
import type { Reponses } from './reponses.ts'
import { useSaisie } from './use-saisie.ts'

/** Reading comes with the first fiche that is only read. */
export const Lecture = late<LectureProps>(() => import('./lecture.tsx').then((m) => m.Lecture))

interface ChampVueProps {
  id: string
  champ: Champ
  part: Registers
  /** who fills it, when it is nobody holding this phone */
  par: readonly Role[] | null
  /** asked by a rule, in words */
  regle: string | undefined
  interdits: ReadonlyMap<string, string>
  problem: string | undefined
  vis: Vis | undefined
  /** computed here: shown, not filled */
  calculable: boolean
  calcule: number | null
  /** the content, for a signature that covers it: another one when any answer changed */
  sceau: Reponses | undefined
  onNote: ((champ: string) => void) | undefined
  readOnly: boolean
}

export const ChampVue = memo(function ChampVue(props: ChampVueProps) {
  const { id, champ, part, par, regle, readOnly, calculable, calcule } = props
  const { contexte } = useContext(Formulaire)
  const acces = accesOf(champ)
  const mentions = <Mentions champ={champ} par={readOnly ? null : par} regle={regle} />
  if (acces && contexte.acces && !contexte.acces.includes(acces)) {
    return (
      <div class="f-champ" id={`${id}-champ`}>
        <p class="f-nom">{champ.libelle}</p>
        {mentions}
        <p class="f-aide">Cette réponse n’est pas lisible ici.</p>
      </div>
    )
  }
  if (readOnly) return <Lecture id={id} champ={champ} part={part} mentions={mentions} vis={props.vis} />
  if (calculable && champ.type === 'nombre') {
    return (
      <div class="f-champ" id={`${id}-champ`}>
        <p class="f-nom">{champ.libelle}</p>
        {champ.aide ? <p class="f-aide">{champ.aide}</p> : null}
        <output class="f-lu" id={id} tabIndex={-1}>
          {calcule === null ? 'Pas encore calculable' : readReponse(champ, calcule, contexte)}
        </output>
        <p class="f-aide">Calculé par l’application.</p>
      </div>
    )
  }
  if (champ.type !== 'table') return <Simple {...props} champ={champ} />
  return <Tableau {...props} mentions={mentions} />
})

function Tableau({ id, champ, part, interdits, problem, vis, mentions }: ChampVueProps & { mentions: ComponentChildren }) {
  const { contexte } = useContext(Formulaire)
  // The same object while it says the same: rows are drawn again only for their own changes.
  const beside = useMemo(() => visTable(vis, contexte), [vis, contexte])
  const { Input } = typeOf(champ)
  const group = champ as unknown as ChampSimple // a heading needs the name and the help only
  return (
    <fieldset class="f-champ" id={`${id}-champ`} aria-describedby={champ.aide ? `${id}-aide` : undefined}>
      <Entete id={id} champ={group} mentions={mentions} groupe />
      <Input
        id={id}
        champ={champ}
        value={[]}
        onChange={() => undefined}
        describedBy={undefined}
        invalid={false}
        interdits={interdits}
        slice={part}
        vis={beside}
      />
      <HorsTable champ={champ} part={part} />
      {problem ? <p class="f-probleme">{problem}</p> : null}
    </fieldset>
  )
}

function Simple({ id, champ, part, par, regle, interdits, problem, vis, onNote }: ChampVueProps & { champ: ChampSimple }) {
  const { contexte } = useContext(Formulaire)
  const at = path(champ.id)
  const control = useSaisie(at, accesOf(champ), part)
  return (
    <Entree
      id={id}
      champ={champ}
      control={control}
      path={at}
      interdits={interdits}
      mentions={<Mentions champ={champ} par={par} regle={regle} />}
      beside={vis ? <Beside vis={vis} champ={champ} value={control.value} noms={contexte} /> : null}
      problem={problem}
      onNote={onNote && champ.type === 'note_liee' ? () => onNote(champ.id) : undefined}
    />
  )
}

export function Beside({ vis, champ, value, noms }: { vis: Vis; champ: ChampSimple; value: Json; noms: Parameters<typeof readReponse>[2] }) {
  return vis.champ.type === 'table' ? (
    <AvantTexte texte={readReponse(vis.champ, vis.reponse, noms)} />
  ) : (
    <Avant champ={vis.champ} avant={vis.reponse} apres={value} apresChamp={champ} />
  )
}

/** The rows of a table before, matched with the rows now by the words of one column. */
function visTable(vis: Vis | undefined, noms: Parameters<typeof readReponse>[2]): VisTable | undefined {
  if (vis?.champ.type !== 'table' || !vis.cle || !Array.isArray(vis.reponse)) return undefined
  const { champ, cle, colonnes = {} } = vis
  const rows = vis.reponse.filter((row): row is Record<string, Json> => typeof row === 'object' && row !== null && !Array.isArray(row))
  return {
    of(cells, colonne) {
      const there = champ.colonnes.find((each) => each.id === colonnes[colonne])
      const row = rows.find((each) => !isBlank(each[cle]) && each[cle] === cells[cle])
      if (!there || !row || isBlank(row[there.id])) return null
      const before = champOf(there, champ)
      return <AvantTexte texte={readReponse(before, row[there.id] ?? null, noms)} />
    },
  }
}

