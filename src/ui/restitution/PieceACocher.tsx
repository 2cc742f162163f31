// A piece with its box: ticked, it is in the document.
import { Case } from '../relecture/Case.tsx'
import type { Piece } from './pieces.ts'

interface Props {
  piece: Piece
  checked: boolean
  onChange(dedans: boolean): Promise<boolean>
}

export const PieceACocher = ({ piece, checked, onChange }: Props) => (
  <Case checked={checked} onChange={onChange}>
    <span class="piece-texte">{piece.texte}</span>
    <span class="rang-detail">{piece.question ? `${piece.ou} · ${piece.question}` : `Note de ${piece.ou}`}</span>
  </Case>
)
