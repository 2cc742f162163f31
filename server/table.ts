// Rows as text in aligned columns, for a terminal.

/** The rows under their titles, or a sentence when there are none. */
export function table(titles: string[], rows: (string | null)[][]): string {
  if (rows.length === 0) return '(rien)'
  const lines = [titles, ...rows.map((row) => row.map((cell) => cell ?? ''))]
  const widths = titles.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)))
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
