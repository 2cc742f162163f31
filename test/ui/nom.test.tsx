// A name of the directory, found by half of it; who it likely is, at once.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { Nom } from '../../src/ui/parts/Nom.tsx'

afterEach(cleanup)
const list = [
  { id: 'cio', nom: 'CIO des Trois-Rives', detail: '3 place du Prétexte' },
  { id: 'mda', nom: 'Maison des adolescents', detail: null },
]
function field(part: { value?: string | null; proches?: typeof list } = {}) {
  const given: (string | null)[] = []
  render(<Nom libelle="Structure" list={list} value={null} onChange={(value) => given.push(value)} {...part} />)
  return given
}

test('half a name is free text until the one of the directory is touched', () => {
  const given = field()
  expect(screen.queryAllByRole('button')).toEqual([])
  fireEvent.input(screen.getByLabelText('Structure'), { target: { value: 'trois' } })
  expect(screen.getByText(/^Texte libre/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'CIO des Trois-Rives' }))
  expect(given).toEqual(['trois', 'cio'])
  expect(screen.getByLabelText<HTMLInputElement>('Structure').value).toBe('CIO des Trois-Rives')
  expect(screen.queryByText(/^Texte libre/)).toBeNull()
  expect(screen.queryAllByRole('button')).toEqual([])
})

test('who it likely is can be touched while nothing is written', () => {
  const given = field({ proches: list.slice(1) })
  fireEvent.click(screen.getByRole('button', { name: 'Maison des adolescents' }))
  expect(given).toEqual(['mda'])
})
