// The versions of one answer: texts that wait for a choice, who and when, and the ways out; what it said before. Nothing
// else waits for the choice.
import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import { partsOf } from '../../domain/id.ts'
import type { Head } from '../../domain/register.ts'
import { replicasHere } from '../../store/replicas-here.ts'
import { type Choix, useCarnet } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { keepBoth, texteOf, withTexte } from '../keep-both.ts'
import { nomDe } from '../noms.ts'
import { cetAppareil } from '../phrases.ts'
import { useLive } from '../use-live.ts'
import { wordDiff } from '../word-diff.ts'
import { AutreReponse, champAt } from './AutreReponse.tsx'
import { Historique } from './Historique.tsx'
import { Sheet } from './Sheet.tsx'
import '../look/screens.css'

const cap = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The words that the other text does not have there: marked by weight and a line, not by colour. */
export function Differences({ text, other }: { text: string; other: string }) {
  return (
    <p class="version-texte">
      {wordDiff(text, other).map(({ text: words, differs }, i) =>
        differs ? (
          <Fragment key={`${i}-${words}`}>
            <mark>{words.trimEnd()}</mark>
            {words.slice(words.trimEnd().length)}
          </Fragment>
        ) : (
          words
        ),
      )}
    </p>
  )
}

export function VersionsSheet({ choix, onClose }: { choix: Choix; onClose(): void }) {
  const { db, moi, annuaire } = useCarnet()
  const { versions, read } = choix
  const [writing, setWriting] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const all = versions.map((head) => head.o)
  const values = versions.map(({ v }) => v)
  const isText = values.every((v) => texteOf(v) !== null)
  const both = keepBoth(values)
  const several = versions.length > 1
  const { forme } = choix
  const autre = several && !isText && forme ? champAt(forme.gabarit, choix.path) : null
  const originals = several ? [] : (versions[0]?.a ?? [])
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
    <Sheet titre={several ? (versions.length > 2 ? `${versions.length} versions` : 'Deux versions') : 'Versions'} onClose={onClose}>
      <p class="detail">{choix.titre}</p>
      {several && (
        <p>
          Cette réponse a été écrite de deux côtés. Les deux textes sont gardés tant que vous n’avez pas choisi, et rien
          ne presse.
        </p>
      )}
      {originals.length > 0 && (
        <p>Écrite de deux côtés, dans des phrases différentes : les deux textes ont été réunis. Relisez le tout.</p>
      )}
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
              <Differences text={read(head.v)} other={read(other && other !== head ? other.v : head.v)} />
            )}
            {(several || originals.length > 0) && (
              <button type="button" class="geste" onClick={() => void choose(head.v)}>
                {!several
                  ? 'Garder ce texte réuni'
                  : i === 0
                    ? 'Garder celle-ci'
                    : versions.length > 2
                      ? 'Garder cette autre'
                      : 'Garder l’autre'}
              </button>
            )}
          </section>
        )
      })}
      {both !== null && (
        <button type="button" class="geste" onClick={() => void choose(both)}>
          {versions.length > 2 ? 'Les garder toutes' : 'Garder les deux'}
          {isText ? ', l’une après l’autre' : ''}
        </button>
      )}
      {several &&
        isText &&
        (writing === null ? (
          <button
            type="button"
            class="geste"
            onClick={() => setWriting(values.map((v) => texteOf(v) ?? '').join('\n\n'))}
          >
            Écrire une autre réponse
          </button>
        ) : (
          <div class="champ-simple">
            <label for="bonne">Une autre réponse</label>
            <textarea
              id="bonne"
              class="saisie"
              rows={6}
              value={writing}
              onInput={(event) => setWriting(event.currentTarget.value)}
            />
            <button type="button" class="acte" onClick={() => void choose(withTexte(values, writing))}>
              Garder cette réponse
            </button>
          </div>
        ))}
      {autre &&
        forme &&
        (writing === null ? (
          <button type="button" class="geste" onClick={() => setWriting('')}>
            Écrire une autre réponse
          </button>
        ) : (
          <AutreReponse champ={autre} contexte={forme.contexte} keep={(value) => void choose(value)} />
        ))}
      {failed && (
        <p class="annonce" data-ton="alerte" role="alert">
          Le choix n’a pas pu être enregistré. Les versions sont toujours là ; réessayez.
        </p>
      )}
      {choix.doc && (
        <Historique
          doc={choix.doc}
          path={choix.path}
          shown={all}
          originals={originals}
          read={read}
          author={(u) => (u === 'systeme' ? 'Réunis' : u === moi.personne ? 'Vous' : nomDe(annuaire?.personnes, u))}
          choose={(value) => void choose(value)}
        />
      )}
    </Sheet>
  )
}
