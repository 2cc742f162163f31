// The same champ open in two tabs: one writes, the other says so and follows, and may take over. Two forms over the same
// fiche stand for the tabs; the locks are those of the platform.
import { act, cleanup, fireEvent, within } from '@testing-library/preact'
import { locks } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contexte, gabarit } from './support/exemples.ts'
import { monter } from './support/monter.tsx'

const platform = (value: unknown) => Object.defineProperty(navigator, 'locks', { value, configurable: true })
beforeEach(() => platform(locks))
afterEach(() => {
  cleanup()
  platform(undefined)
})

const sentence = /Ouvert dans un autre onglet/
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)))

let fiche = 0
function tabs() {
  const own = { contexte: contexte({ fiche: `fic-onglets-${++fiche}` }) }
  const tab = () => {
    const form = monter(gabarit('spro-1-demande'), { demandeur_fonction: 'Conseillère' }, own)
    const on = within(form.container as HTMLElement)
    return { ...form, on, field: () => on.getByLabelText<HTMLInputElement>(/^Fonction/) }
  }
  return { first: tab(), second: tab() }
}
type Tab = ReturnType<typeof tabs>['first']
const enter = async (tab: Tab) => {
  fireEvent.focusIn(tab.field())
  await settled()
}
const leave = async (tab: Tab) => {
  fireEvent.focusOut(tab.field())
  await settled()
}
const type = async (tab: Tab, value: string) => {
  fireEvent.input(tab.field(), { target: { value } })
  await settled()
}

test('a second tab says that the champ is open elsewhere, and does not take what is typed until the first lets go', async () => {
  const { first, second } = tabs()
  await enter(first)
  await type(first, 'Conseillère en insertion')
  await enter(second)
  expect(second.on.getByText(sentence)).toBeTruthy()
  expect(first.on.queryByText(sentence)).toBeNull()
  await type(second, 'Écrasé')
  expect(second.written).toEqual([])
  expect(second.field().value).toBe('Conseillère')
  await leave(first)
  expect(second.on.queryByText(sentence)).toBeNull()
  await type(second, 'Formatrice')
  expect(second.valeur('demandeur_fonction')).toBe('Formatrice')
})

test('« Écrire ici quand même » takes over, and the first tab says so', async () => {
  const { first, second } = tabs()
  await enter(first)
  await enter(second)
  fireEvent.click(second.on.getByRole('button', { name: 'Écrire ici quand même' }))
  await settled()
  expect(second.on.queryByText(sentence)).toBeNull()
  expect(first.on.getByText(sentence)).toBeTruthy()
  await type(second, 'Formatrice')
  await type(first, 'Écrasé')
  expect(second.written.length).toBe(1)
  expect(first.written).toEqual([])
  // And back again.
  await leave(second)
  expect(first.on.queryByText(sentence)).toBeNull()
})

test('a tab that only waited keeps nobody out', async () => {
  const { first, second } = tabs()
  await enter(first)
  await enter(second)
  await leave(second)
  await leave(first)
  await enter(first)
  expect(first.on.queryByText(sentence)).toBeNull()
  first.unmount()
  await settled()
  await enter(second)
  expect(second.on.queryByText(sentence)).toBeNull()
})

test('other champs of the fiche are free', async () => {
  const { first, second } = tabs()
  await enter(first)
  const other = second.container.querySelector('input[type=radio]')
  if (!other) throw new Error('the demande has choices')
  fireEvent.focusIn(other)
  await settled()
  expect(second.on.queryByText(sentence)).toBeNull()
})

test('where locks do not exist, nothing changes', async () => {
  platform(undefined)
  const { first, second } = tabs()
  await enter(first)
  await enter(second)
  await type(second, 'Formatrice')
  expect(second.valeur('demandeur_fonction')).toBe('Formatrice')
})
