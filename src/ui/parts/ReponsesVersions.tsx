// « Versions des réponses »: every answer of a fiche, each opens on what it says and what it said before.
import type { Path } from '../../domain/id.ts'
import { type Registers, versionsOf } from '../../domain/register.ts'
import { accesOf } from '../../forms/champ.ts'
import type { SaisieContexte, Save } from '../../forms/contexte.ts'
import { findChamp, type Gabarit } from '../../forms/gabarit.ts'
import { nameOfPath } from '../valeurs.ts'
import { Icon } from './Icon.tsx'
import { Sheet } from './Sheet.tsx'
import '../look/screens.css'

interface Props {
  gabarit: Gabarit
  registers: Registers
  contexte: SaisieContexte
  save: Save
  onClose(): void
}

// `table/ligne` says that a row is there: it is no answer.
const isAnswer = (at: Path): boolean => !at.startsWith('$') && at.split('/').length !== 2

export function ReponsesVersions({ gabarit, registers, contexte, save, onClose }: Props) {
  const paths = (Object.keys(registers) as Path[]).filter(isAnswer)
  const open = (at: Path): void => {
    const champ = findChamp(gabarit, at.split('/')[0] ?? '')
    onClose()
    contexte.onVersions(at, versionsOf(registers, at), async (value, heads) => {
      await save({ [at]: value }, { [at]: heads }, champ ? accesOf(champ) : null)
    })
  }
  return (
    <Sheet titre="Versions des réponses" onClose={onClose}>
      <p class="detail">Ce qu’une réponse disait avant reste gardé par votre structure.</p>
      {paths.length === 0 && <p>Aucune réponse pour l’instant.</p>}
      <ul class="rangs">
        {paths.map((at) => (
          <li key={at}>
            <button type="button" class="rang" onClick={() => open(at)}>
              <span class="rang-corps">
                <span class="rang-titre">{nameOfPath(gabarit, at)}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
