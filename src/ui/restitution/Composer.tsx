// One document being composed: its answers, under each the pieces proposed for it, ticked or not.
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { findChamp } from '../../forms/gabarit.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { type Cible, rubriquesOf } from '../relecture/cible.ts'
import { pour, unpour, writerOf } from '../relecture/commandes.ts'
import { type Fait, Plateau } from '../relecture/Plateau.tsx'
import { type Origine, Reponse } from '../relecture/Reponse.tsx'
import type { FicheIci } from '../relecture/use-dossier.ts'
import { isIn } from '../relecture/verser.ts'
import { ChoisirPieces } from './ChoisirPieces.tsx'
import { Lecteurs } from './Lecteurs.tsx'
import { PieceACocher } from './PieceACocher.tsx'
import { type Piece, pourCible, proposees } from './pieces.ts'

interface Props {
  ici: FicheIci
  immersion: Immersion
  pieces: readonly Piece[]
  /** this answer only */
  seulement?: string
}

const champOf = (cible: Cible): string => (cible.type === 'table' ? cible.champ : (cible.path as string))

export function Composer({ ici, immersion, pieces, seulement }: Props) {
  const { db } = useCarnet()
  const { fiche, gabarit, droits } = ici
  const [fait, setFait] = useState<Fait | null>(null)
  const [more, setMore] = useState<Cible | null>(null)
  const rubriques = useMemo(
    () =>
      rubriquesOf(gabarit, fiche.id, fiche.registers, droits.roles)
        .map((rubrique) => ({
          ...rubrique,
          cibles: rubrique.cibles.filter((cible) => seulement === undefined || champOf(cible) === seulement),
        }))
        .filter(({ cibles }) => cibles.length > 0),
    [gabarit, fiche, droits, seulement],
  )
  const isDedans = (cible: Cible, piece: Piece): boolean => isIn(fiche.registers, cible, piece)

  /** One after the other, each on what the one before wrote. False: nothing was written. */
  const running = useRef<Promise<unknown>>(Promise.resolve())
  const change = (cible: Cible, piece: Piece, dedans: boolean): Promise<boolean> => {
    const next = running.current.then(() => write(cible, piece, dedans))
    running.current = next
    return next
  }
  const write = async (cible: Cible, piece: Piece, dedans: boolean): Promise<boolean> => {
    const champ = findChamp(gabarit, champOf(cible))
    if (!champ) return false
    try {
      const morceau = pourCible(piece, champ)
      if (dedans) {
        const done = await pour(db, cible, morceau)
        if (done === 'pleine') setFait({ mots: `« ${cible.libelle} » n’a plus de ligne libre.` })
        return done === 'versee'
      }
      if ((await unpour(db, cible, morceau)) === 'lien')
        setFait({ mots: `Vous aviez changé ces mots : ils restent dans « ${cible.libelle} », à vous de les effacer.` })
      return true
    } catch {
      // Said by the state of the writing, at the top.
      return false
    }
  }
  const origineOf = (source: { note?: string; reponse?: string }): Origine | null => {
    const piece = pieces.find((one) => (source.note ? one.note === source.note : one.reponse === source.reponse))
    return piece ? { cle: piece.cle, ou: piece.ou, texte: piece.texte } : null
  }
  const etat = fiche.data.$etat
  return (
    <>
      <Lecteurs ici={ici} immersion={immersion} />
      {etat && (
        <p class="annonce">
          Partagé{etat.le ? ` ${dayInWords(etat.le)}` : ''}. Ce que vous changez est lu aussitôt.{' '}
          <a href={`/fiches/${fiche.id}/partager`}>Relire, ou retirer le partage</a>
        </p>
      )}
      {rubriques.map((rubrique) => (
        <div key={rubrique.id} class="bloc">
          <h2>{rubrique.titre}</h2>
          {rubrique.cibles.map((cible) => {
            const found = proposees(pieces, gabarit.id, champOf(cible))
            return (
              <div key={cible.cle} class="composition">
                <Reponse
                  cible={cible}
                  registers={fiche.registers}
                  write={writerOf(db, cible)}
                  origineOf={origineOf}
                  retirer={(_, source) => {
                    const piece = pieces.find((one) =>
                      source.note ? one.note === source.note : one.reponse === source.reponse,
                    )
                    if (piece) void change(cible, piece, false)
                  }}
                />
                {found.length > 0 && (
                  <details class="propositions">
                    <summary>
                      {found.length > 1 ? `${found.length} propositions` : '1 proposition'} de vos écrits
                    </summary>
                    {found.map((piece) => (
                      <PieceACocher
                        key={piece.cle}
                        piece={piece}
                        checked={isDedans(cible, piece)}
                        onChange={(dedans) => change(cible, piece, dedans)}
                      />
                    ))}
                  </details>
                )}
                {pieces.length > 0 && (
                  <button type="button" class="lien au-bord" onClick={() => setMore(cible)}>
                    Choisir parmi tous mes écrits
                  </button>
                )}
              </div>
            )
          })}
        </div>
      ))}
      {seulement === undefined && (
        <div class="bloc">
          <p class="detail">
            La date, la forme et les autres questions se remplissent dans <a href={`/fiches/${fiche.id}`}>la fiche entière</a>.
          </p>
          <a class="acte" href={`/fiches/${fiche.id}/partager`}>
            {etat ? 'Relire ce qui est partagé' : 'Relire et partager'}
          </a>
        </div>
      )}
      {more && (
        <ChoisirPieces
          cible={more}
          pieces={pieces}
          isDedans={(piece) => isDedans(more, piece)}
          onChange={(piece, dedans) => change(more, piece, dedans)}
          onClose={() => setMore(null)}
        />
      )}
      <Plateau fait={fait} onClose={() => setFait(null)} />
    </>
  )
}
