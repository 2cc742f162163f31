// One answer that takes notes: what was said before the visit, its text, where the words come from, the acts of pouring.
import { useId, useRef, useState } from 'preact/hooks'
import type { OpId, Path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import type { Registers } from '../../domain/register.ts'
import { noteLieeTexte, withTexte } from '../guide.ts'
import { Anonymat } from '../parts/Anonymat.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useRegister } from '../use-register.ts'
import type { Cible, Texte } from './cible.ts'
import { useDropTarget } from './glisser.ts'
import { sourcesOf, textesOf } from './verser.ts'

/** Words that an answer came from, as they are shown under it. */
export interface Origine {
  cle: string
  /** « 10:24 », « Évaluation » */
  ou: string
  texte: string
  ouvrir?(): void
}

interface Props {
  cible: Cible
  registers: Registers
  write(at: Path, value: Json, replaced: OpId[]): Promise<OpId>
  origineOf(source: { note?: string; reponse?: string }): Origine | null
  /** what was said of it in the préparation */
  avant?: string | undefined
  /** from the answer, asks for a note */
  onAjouter?: (() => void) | undefined
  retirer?: ((origine: Origine, source: { note?: string; reponse?: string }) => void) | undefined
}

export function Reponse(props: Props) {
  const { cible, registers, avant, onAjouter } = props
  const name = useId()
  const place = useRef<HTMLDivElement>(null)
  const over = useDropTarget(place, cible.cle)
  const textes = textesOf(registers, cible)
  const alone = cible.type !== 'table'
  return (
    <div ref={place} class="versement" id={`r-${cible.cle}`} data-attend={over ? 'oui' : undefined}>
      {alone ? (
        <label for={name}>
          <strong>{cible.libelle}</strong>
        </label>
      ) : (
        <strong>{cible.libelle}</strong>
      )}
      {cible.aide && <span class="aide">{cible.aide}</span>}
      {avant && (
        <p class="avant">
          <span>Avant</span> {avant}
        </p>
      )}
      {textes.map((texte, i) => (
        <Ecriture
          key={texte.cle}
          {...props}
          texte={texte}
          {...(alone ? { id: name } : { nom: `${cible.libelle} : ligne ${i + 1}` })}
        />
      ))}
      {onAjouter && (
        <button type="button" class="lien au-bord" onClick={onAjouter}>
          <Icon name="guillemet" taille={1} />
          {alone ? 'Ajouter une note' : 'Ajouter une note, sur une ligne'}
        </button>
      )}
    </div>
  )
}

type EcritureProps = Props & { texte: Texte; id?: string; nom?: string }

function Ecriture({ texte, registers, write, origineOf, retirer, id, nom }: EcritureProps) {
  const control = useRegister(texte.path, registers, write)
  const shown = noteLieeTexte(control.value)
  const { notes, reponses } = sourcesOf(registers, texte)
  const sources = [...notes.map((note) => ({ note })), ...reponses.map((reponse) => ({ reponse }))]
  const [opened, setOpened] = useState(false)
  const over = texte.max === undefined ? 0 : shown.length - texte.max
  return (
    <>
      <textarea
        {...(id ? { id } : { 'aria-label': nom })}
        class="saisie"
        rows={3}
        value={shown}
        onFocus={() => {
          setOpened(true)
          control.open()
        }}
        onBlur={() => control.close()}
        onInput={(event) => control.set(withTexte(texte.type, control.value, event.currentTarget.value))}
      />
      {texte.alerte && <Anonymat texte={shown} ouvert={opened} />}
      {over > 0 && <p class="aide trop">Trop long de {over} caractères : à raccourcir avant de partager.</p>}
      {sources.map((source) => {
        const origine = origineOf(source)
        return (
          origine && (
            <div key={origine.cle} class="origine">
              {origine.ouvrir ? (
                <button type="button" class="note-ouvre cite" onClick={origine.ouvrir}>
                  <Cite origine={origine} />
                </button>
              ) : (
                <div class="note-ouvre cite">
                  <Cite origine={origine} />
                </div>
              )}
              {retirer && (
                <button
                  type="button"
                  class="rond"
                  aria-label={`Retirer : ${origine.texte.slice(0, 40)}`}
                  onClick={() => retirer(origine, source)}
                >
                  <Icon name="croix" taille={1} />
                </button>
              )}
            </div>
          )
        )
      })}
    </>
  )
}

const Cite = ({ origine }: { origine: Origine }) => (
  <>
    <Icon name="guillemet" taille={1} />
    <span class="origine-mots">
      <span class="origine-ou">{origine.ou}</span> {origine.texte}
    </span>
  </>
)
