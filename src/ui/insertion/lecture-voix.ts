// Reading aloud with the voices of the device, and with no other: what an employee is asked never leaves it to be read.
import type { Noms } from '../../forms/contexte.ts'
import { optionsOf } from '../../forms/champs/liste.ts'
import type { Champ } from '../../forms/schema.ts'

/** A French voice that the device itself holds; null: nothing is read aloud here. */
export function voixLocale(): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in globalThis)) return null
  return speechSynthesis.getVoices().find(({ lang, localService }) => localService && /^fr\b/i.test(lang)) ?? null
}

/** What is read of a question: its words, its help, what may be answered. */
export function aLire(champ: Champ, noms: Noms = {}): string {
  const options =
    champ.type === 'oui_non'
      ? ['Oui', 'Non']
      : champ.type === 'choix' || champ.type === 'choix_multiple' || champ.type === 'niveau'
        ? optionsOf(champ, noms).map(({ libelle }) => libelle)
        : []
  const last = options.pop()
  const choix = last === undefined ? '' : options.length > 0 ? `${options.join(', ')}, ou ${last}` : last
  return [champ.libelle, champ.aide, choix].filter(Boolean).map((part) => `${part}`.replace(/[.\s]*$/, '.')).join(' ')
}

/** Reads this, in place of what was being read. */
export function lire(texte: string, voix: SpeechSynthesisVoice): void {
  const said = new SpeechSynthesisUtterance(texte)
  said.voice = voix
  said.lang = voix.lang
  said.rate = 0.9
  speechSynthesis.cancel()
  speechSynthesis.speak(said)
}
