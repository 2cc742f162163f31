// Everything of mine that may go into an answer, by what it comes from, with a search.
import { useState } from 'preact/hooks'
import { groupBy } from '../group.ts'
import { matches } from '../immersion.ts'
import { Sheet } from '../parts/Sheet.tsx'
import type { Cible } from '../relecture/cible.ts'
import { PieceACocher } from './PieceACocher.tsx'
import type { Piece } from './pieces.ts'

interface Props {
  cible: Cible
  pieces: readonly Piece[]
  isDedans(piece: Piece): boolean
  onChange(piece: Piece, dedans: boolean): Promise<boolean>
  onClose(): void
}

/** Where a search earns its place on the screen. */
const MANY = 8

export function ChoisirPieces({ cible, pieces, isDedans, onChange, onClose }: Props) {
  const [search, setSearch] = useState('')
  const shown = pieces.filter(({ texte, question }) => matches(search, [texte, question]))
  const groups = groupBy(shown, ({ note, ou }) => (note ? 'Mes notes' : ou))
  return (
    <Sheet titre={cible.libelle} onClose={onClose}>
      {pieces.length > MANY && (
        <label class="champ-simple">
          <span class="detail">Chercher dans mes écrits</span>
          <input class="saisie" type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
        </label>
      )}
      {[...groups].map(([titre, of]) => (
        <section key={titre} class="bloc" aria-label={titre}>
          <h3>{titre}</h3>
          {of.map((piece) => (
            <PieceACocher
              key={piece.cle}
              piece={piece}
              checked={isDedans(piece)}
              onChange={(dedans) => onChange(piece, dedans)}
            />
          ))}
        </section>
      ))}
      {shown.length === 0 && <p>Rien ne correspond.</p>}
      <button type="button" class="acte" onClick={onClose}>
        Terminé
      </button>
    </Sheet>
  )
}
