// A piece with its box: ticked, it is in the document.
import type { Piece } from './pieces.ts'

interface PieceProps {
  piece: Piece
  checked: boolean
  disabled: boolean
  onChange(dedans: boolean): void
}

export function PieceACocher({ piece, checked, disabled, onChange }: PieceProps) {
  return (
    <label class="choix">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class="rang-corps">
        <span class="piece-texte">{piece.texte}</span>
        <span class="rang-detail">{piece.question ? `${piece.ou} · ${piece.question}` : `Note de ${piece.ou}`}</span>
      </span>
    </label>
  )
}
