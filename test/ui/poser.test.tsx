// The act of signing: by hand or by a click, of the same value; nothing typed is lost when it cannot be kept.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { type Pose, Poser } from '../../src/ui/signature/Poser.tsx'

afterEach(cleanup)

const people = [
  { id: 'pro-noa', nom: 'Noa Gabarit', detail: 'Éducatrice' },
  { id: 'pro-alix', nom: 'Alix Démonstration', detail: 'Directrice' },
]
function show(over: Partial<Parameters<typeof Poser>[0]> = {}) {
  const posed: Pose[] = []
  const poser = async (pose: Pose) => void posed.push(pose)
  render(<Poser annuaire={people} proposees={[]} de={null} poser={poser} echec="Pas gardé." {...over} />)
  return posed
}
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

test('somebody of the directory is signed with their id and function, anybody else with what they typed', async () => {
  const posed = show()
  await press('Signer d’un clic')
  await press('Je signe d’un clic')
  expect(posed).toEqual([])
  expect(screen.getByText('Écrivez votre nom.')).toBeTruthy()
  type('Votre nom', 'Noa Gabarit')
  await press('Je signe d’un clic')
  await press('Je signe d’un clic') // a second touch is not a second signature
  expect(posed).toEqual([{ personne: 'pro-noa', nom: 'Noa Gabarit', fonction: 'Éducatrice', mode: 'clic', trace: null }])
  cleanup()
  const other = show()
  type('Votre nom', 'Dana Direction')
  type('Votre fonction (facultative)', ' Directrice ')
  await press('Signer d’un clic')
  await press('Je signe d’un clic')
  expect(other).toEqual([{ personne: null, nom: 'Dana Direction', fonction: 'Directrice', mode: 'clic', trace: null }])
})

test('by hand or by a click it is worth the same, and the page says so; a sheet left blank is not a signature', async () => {
  const posed = show({ de: { personne: 'pro-noa', nom: 'Noa Gabarit', fonction: 'Éducatrice' } })
  expect(screen.getByText(/la même\s+valeur/)).toBeTruthy()
  await press('Signer')
  expect(screen.getByText('Dessinez votre signature, ou signez d’un clic.')).toBeTruthy()
  expect(posed).toEqual([])
})

test('one touch names those who may be signing here', async () => {
  const posed = show({ proposees: people })
  await press('Alix Démonstration')
  expect(screen.getByLabelText('Votre nom')).toHaveProperty('value', 'Alix Démonstration')
  await press('Signer d’un clic')
  await press('Je signe d’un clic')
  expect(posed).toMatchObject([{ personne: 'pro-alix', fonction: 'Directrice' }])
})

test('what could not be kept stays on screen and is said', async () => {
  show({
    de: { personne: null, nom: 'Dana', fonction: 'Directrice' },
    poser: async () => {
      throw new Error('quota')
    },
  })
  await press('Signer d’un clic')
  await press('Je signe d’un clic')
  expect(screen.getByRole('alert').textContent).toBe('Pas gardé.')
  expect(screen.getByLabelText('Votre nom')).toHaveProperty('value', 'Dana')
})

test('an employee in integration signs under the agreed mark: no identity is asked', async () => {
  const posed = show({ annuaire: [], repere: true, de: { personne: null, nom: 'SAL-A17', fonction: 'Salarié en insertion' } })
  expect(screen.getByLabelText('Votre nom ou votre repère')).toHaveProperty('value', 'SAL-A17')
  await press('Signer d’un clic')
  await press('Je signe d’un clic')
  expect(posed).toMatchObject([{ personne: null, nom: 'SAL-A17' }])
})
