// Words without accents, case nor marks: the same text however hurriedly it was typed. Both sides search and compare by it.
/** Letters and digits only, one space between words. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
