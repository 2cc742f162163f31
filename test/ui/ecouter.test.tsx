// An employee who reads with difficulty hears the questions, one at each touch, by a voice of the device and by no other.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noRegisters } from '../../src/domain/register.ts'
import { Ecouter } from '../../src/ui/insertion/Ecouter.tsx'
import { gabaritParole } from '../../src/ui/insertion/paroles.ts'
import { gabarit, registersWith } from '../forms/support/exemples.ts'

const local = { lang: 'fr-FR', localService: true }
const said: string[] = []
let voices: object[] = []

/** What browsers have and the test's does not. */
class Utterance {
  voice: unknown = null
  lang = ''
  rate = 1
  text: string
  constructor(text: string) {
    this.text = text
  }
}
beforeEach(() => {
  said.length = 0
  vi.stubGlobal('SpeechSynthesisUtterance', Utterance)
  const nothing = () => undefined
  vi.stubGlobal('speechSynthesis', { getVoices: () => voices, cancel: nothing, addEventListener: nothing, removeEventListener: nothing, speak: ({ text, voice }: Utterance) => voice === local && said.push(text) })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const entretien = gabaritParole(gabarit('pose-entretien-tripartite-initial'))

test('each touch reads the next question that waits, with what may be answered', () => {
  voices = [{ lang: 'en-US', localService: true }, local]
  render(<Ecouter gabarit={entretien} registers={noRegisters()} />)
  fireEvent.click(screen.getByRole('button', { name: 'Écouter les questions' }))
  expect(said[0]).toMatch(/^Voulez-vous faire cette immersion.* Oui, ou Non\.$/)
  fireEvent.click(screen.getByRole('button', { name: 'Écouter la suite' }))
  expect(said[1]).toMatch(/^Pourquoi.*Dites-le avec vos mots\.$/)
  fireEvent.click(screen.getByRole('button', { name: 'Écouter la suite' }))
  expect(said[2]).toBe(said[0])
})

test('what is answered is not read again while something waits', () => {
  voices = [local]
  render(<Ecouter gabarit={entretien} registers={registersWith(entretien, { volontaire: true })} />)
  fireEvent.click(screen.getByRole('button', { name: 'Écouter les questions' }))
  expect(said[0]).toMatch(/^Pourquoi/)
})

test('when everything is answered, one listens to it all again', () => {
  voices = [local]
  render(<Ecouter gabarit={entretien} registers={registersWith(entretien, { volontaire: true, parole_salarie: 'Pour voir.' })} />)
  fireEvent.click(screen.getByRole('button'))
  fireEvent.click(screen.getByRole('button'))
  expect(said.map((text) => text.split(/\s/)[0])).toEqual(['Voulez-vous', 'Pourquoi'])
})

test('a scale is read with its words', () => {
  voices = [local]
  render(<Ecouter gabarit={gabaritParole(gabarit('pose-satisfaction-decouverte'))} registers={noRegisters()} />)
  fireEvent.click(screen.getByRole('button', { name: 'Écouter les questions' }))
  expect(said[0]).toBe('J’ai été bien accueilli le premier jour. Pas du tout, Plutôt non, Plutôt oui, ou Tout à fait.')
})

test('a voice that would send the words away reads nothing: there is no button', () => {
  voices = [{ lang: 'fr-FR', localService: false }, { lang: 'en-GB', localService: true }]
  render(<Ecouter gabarit={entretien} registers={noRegisters()} />)
  expect(screen.queryByRole('button')).toBeNull()
})
