// Several versions of one answer: both texts, who and when, and three ways out. Nothing else waits for the choice.
import { useState } from 'preact/hooks'
import { partsOf } from '../../domain/id.ts'
import { sentences } from '../../domain/merge.ts'
import type { Head } from '../../domain/register.ts'
import { replicasHere } from '../../store/index.ts'
import { type Choix, useCarnet } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { nomDe } from '../noms.ts'
import { cetAppareil } from '../phrases.ts'
import { useLive } from '../use-live.ts'
import { Sheet } from './Sheet.tsx'
import '../look/screens.css'

const cap = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The sentences that the other text does not hold: marked by weight and a line, not by colour. */
export function Differences({ text, other }: { text: string; other: string }) {
  const known = new Set(sentences(other).map((one) => one.trim()))
  return (
    <p class="version-texte">
      {sentences(text).map((one, i) => (known.has(one.trim()) ? one : <mark key={`${i}-${one}`}>{one}</mark>))}
    </p>
  )
}

export function VersionsSheet({ choix, onClose }: { choix: Choix; onClose(): void }) {
  const { db, moi, annuaire } = useCarnet()
  const { versions, read } = choix
  const [writing, setWriting] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const all = versions.map((head) => head.o)
  const isText = versions.every(({ v }) => typeof v === 'string' || v === null)
  const here = useLive(() => replicasHere(db), [db])
  // Whoever wrote on two devices must know which text is which; of others the name is enough.
  const device = ({ o }: Head): string =>
    here === undefined ? '' : here.includes(partsOf(o).replica) ? ` sur ${cetAppareil()}` : ' sur un autre de vos appareils'
  const author = (head: Head): string =>
    head.u === 'systeme'
      ? 'Réponses fusionnées'
      : head.u === moi.personne
        ? `Vous,${device(head)}`.replace(/,$/, '')
        : nomDe(annuaire?.personnes, head.u)

  async function choose(value: Head['v']): Promise<void> {
    try {
      await choix.choose(value, all)
      onClose()
    } catch {
      setFailed(true) // the chip says why; both versions are still kept
    }
  }

  return (
    <Sheet titre={versions.length > 2 ? `${versions.length} versions` : 'Deux versions'} onClose={onClose}>
      <p class="detail">{choix.titre}</p>
      <p>
        Cette réponse a été écrite de deux côtés. Les deux textes sont gardés tant que vous n’avez pas choisi, et rien
        ne presse.
      </p>
      {versions.map((head, i) => {
        const other = versions[i === 0 ? 1 : 0]
        return (
          <section key={head.o} class="version" aria-label={`Version ${i + 1}, par ${author(head)}`}>
            <p class="detail">
              {cap(author(head))}, {momentInWords(head.t)}
              {head.s === undefined ? ', pas encore envoyé' : ''}
            </p>
            {head.v === null ? (
              <p class="version-texte">(réponse effacée)</p>
            ) : (
              <Differences text={read(head.v)} other={other ? read(other.v) : ''} />
            )}
            <button type="button" class="geste" onClick={() => void choose(head.v)}>
              {i === 0 ? 'Garder celle-ci' : versions.length > 2 ? 'Garder cette autre' : 'Garder l’autre'}
            </button>
          </section>
        )
      })}
      {isText &&
        (writing === null ? (
          <button type="button" class="geste" onClick={() => setWriting(versions.map(({ v }) => v ?? '').join('\n\n'))}>
            Écrire la bonne
          </button>
        ) : (
          <div class="champ-simple">
            <label for="bonne">La bonne version</label>
            <textarea
              id="bonne"
              class="saisie"
              rows={6}
              value={writing}
              onInput={(event) => setWriting(event.currentTarget.value)}
            />
            <button type="button" class="acte" onClick={() => void choose(writing)}>
              Garder ce texte
            </button>
          </div>
        ))}
      {failed && (
        <p class="annonce" data-ton="alerte" role="alert">
          Le choix n’a pas pu être enregistré. Les versions sont toujours là ; réessayez.
        </p>
      )}
    </Sheet>
  )
}
