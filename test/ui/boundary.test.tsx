// A screen that breaks: what is safe is said, what was being written stays within reach, another address goes on.
import { fireEvent, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { expect, test } from 'vitest'
import { Boundary } from '../../src/ui/parts/Boundary.tsx'

function Fragile() {
  const [broken, setBroken] = useState(false)
  if (broken) throw new Error('a promise was broken')
  return (
    <>
      <textarea aria-label="Note" />
      <button type="button" onClick={() => setBroken(true)}>
        Casser
      </button>
    </>
  )
}

test('keeps what was on screen to copy, and goes on elsewhere', async () => {
  const { rerender } = render(
    <Boundary at="/a">
      <Fragile />
    </Boundary>,
  )
  fireEvent.input(screen.getByLabelText('Note'), { target: { value: 'Trois personnes attendent.' } })
  fireEvent.click(screen.getByRole('button', { name: 'Casser' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Rien n’a été effacé')
  expect(screen.getByLabelText<HTMLTextAreaElement>(/Ce qui était à l’écran/).value).toBe('Trois personnes attendent.')
  expect(screen.getByText(/a promise was broken/)).toBeTruthy()
  rerender(
    <Boundary at="/b">
      <p>Ailleurs</p>
    </Boundary>,
  )
  expect(screen.getByText('Ailleurs')).toBeTruthy()
})
