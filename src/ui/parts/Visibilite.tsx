// Who may read a note: private unless its author decides otherwise, anonymity checked first (R-NOTE-02, R-NOTE-03).
import { useEffect, useId, useState } from 'preact/hooks'
import type { VisibiliteNote } from '../note.ts'
import { verifierAnonymat } from '../phrases.ts'
import { useCarnet } from '../carnet.ts'
import { Icon, type IconName } from './Icon.tsx'

export const visibilites: Record<VisibiliteNote, { libelle: string; aide: string; icon: IconName }> = {
  privee: { libelle: 'Privée', aide: 'Lisible par vous uniquement.', icon: 'verrou' },
  a_restituer: {
    libelle: 'À restituer',
    aide: 'Lisible par vous uniquement ; vous pourrez la reprendre dans votre évaluation.',
    icon: 'restituer',
  },
  partagee: { libelle: 'Partagée', aide: 'Lisible par les participants de l’immersion.', icon: 'partage' },
}

interface Props {
  value: VisibiliteNote
  /** the words of the note: what in them looks like somebody is shown before it leaves privacy (R-ETH-03) */
  texte?: string
  onChange(value: VisibiliteNote): void
}

/** Three choices; leaving privacy asks the check first, and changes nothing until it is given. */
export function VisibiliteChoix({ value, texte = '', onChange }: Props) {
  const [wanted, setWanted] = useState<VisibiliteNote | null>(null)
  const name = useId()
  const shown = wanted ?? value
  return (
    <fieldset class="groupe-choix">
      <legend>Qui peut lire cette note ?</legend>
      {(Object.keys(visibilites) as VisibiliteNote[]).map((id) => (
        <label key={id} class="choix">
          <input
            type="radio"
            name={name}
            checked={shown === id}
            onChange={() => {
              if (id === 'privee' || id === value) {
                setWanted(null)
                if (id !== value) onChange(id)
              } else setWanted(id)
            }}
          />
          <span class="rang-corps">
            <span class="rang-titre">{visibilites[id].libelle}</span>
            <span class="rang-detail">{visibilites[id].aide}</span>
          </span>
          <Icon name={visibilites[id].icon} />
        </label>
      ))}
      {wanted && (
        <Verifier
          voulue={wanted}
          texte={texte}
          onOui={() => {
            onChange(wanted)
            setWanted(null)
          }}
        />
      )}
    </fieldset>
  )
}

/** The check that lets a note out of privacy: what to look at again, then the one box that does it (R-NOTE-03). */
export const Verifier = ({ voulue, texte, onOui }: { voulue: VisibiliteNote; texte: string; onOui(): void }) => (
  <>
    <Suspects texte={texte} />
    <label class="choix annonce-choix">
      <input type="checkbox" checked={false} onChange={onOui} />
      <span>
        {verifierAnonymat} Cochez pour la rendre « {visibilites[voulue].libelle.toLowerCase()} ».
      </span>
    </label>
  </>
)

/** The words to look at again, with why. What looks is fetched when it is needed; without it the check stands alone. */
function Suspects({ texte }: { texte: string }) {
  const { annuaire } = useCarnet()
  const [found, setFound] = useState<string[]>([])
  useEffect(() => {
    let gone = false
    const connus = (annuaire?.structures ?? []).map(({ nom }) => nom)
    void import('../../forms/anonymat.ts').then(
      ({ motifs, suspicions }) => {
        if (!gone) setFound(suspicions(texte, connus).map(({ motif, extrait }) => `« ${extrait} » (${motifs[motif]})`))
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [texte, annuaire])
  return found.length > 0 ? (
    <p class="annonce" data-ton="attente" role="status">
      À vérifier : {[...new Set(found)].join(', ')}. Écrivez une fonction ou une situation, pas une identité.
    </p>
  ) : null
}
