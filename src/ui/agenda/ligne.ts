// Lines of a calendar file (RFC 5545): escaped, folded at 75 bytes, ended as the format wants.

/** A text as a value: commas, semicolons, backslashes and new lines are escaped. */
export const texteIcs = (text: string): string =>
  text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n')

const LIMIT = 75
const encoder = new TextEncoder()

/** One line on as many as it takes: a line that goes on starts with a space; no character is cut. */
function pliee(line: string): string {
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const character of line) {
    const bytes = encoder.encode(character).length
    if (size + bytes > LIMIT) {
      parts.push(part)
      part = ' '
      size = 1
    }
    part += character
    size += bytes
  }
  return [...parts, part].join('\r\n')
}

/** The text of a file from its lines. */
export const fichierIcs = (lines: readonly string[]): string => `${lines.map(pliee).join('\r\n')}\r\n`
