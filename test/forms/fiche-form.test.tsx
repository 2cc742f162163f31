// A form as a person meets it: by labels and by what appears.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { options } from 'preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newReplicaId, opId, path } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { FicheBrute } from '../../src/forms/lecture.tsx'
import { regardOf } from '../../src/forms/regard.ts'
import { contexte, exemple, gabarit, registersOf, registersWith } from './support/exemples.ts'
import { monter } from './support/monter.tsx'

const viewport = (width: number) => (window as unknown as { happyDOM: { setViewport(size: object): void } }).happyDOM.setViewport({ width })
beforeEach(() => viewport(390))
afterEach(cleanup)
const type = (input: Element, value: string) => fireEvent.input(input, { target: { value } })
const demande = gabarit('spro-1-demande')
const long = 'Comprendre qui le CIO reçoit réellement.'

describe('filling in', () => {
  test('keeps each answer as it is given, and counts', async () => {
    const form = monter(demande)
    expect(screen.getByText('0 sur 23')).toBeTruthy()
    type(screen.getByLabelText(/^Fonction/), 'Conseillère')
    await form.refresh()
    fireEvent.click(screen.getByLabelText(/Immersion individuelle par observation/))
    await form.refresh()
    expect(form.reponses()).toMatchObject({ demandeur_fonction: 'Conseillère', modalite: 'observation' })
    expect(form.written.every(({ acces }) => acces === null)).toBe(true)
    expect(screen.getByText('2 sur 23')).toBeTruthy()
  })

  test('shows a champ when its condition is met, and keeps what was in it when it is not', async () => {
    const form = monter(demande, { modalite: 'collective', membres_equipe: [{ nom: 'A', fonction: 'B' }] })
    const table = () => screen.queryByText('A', { selector: '.f-ligne-titre' })
    expect(table()).toBeTruthy()
    fireEvent.click(screen.getByLabelText(/par observation/))
    await form.refresh()
    expect(table()).toBeNull()
    expect(screen.getByText(/Réponses gardées, hors du formulaire/)).toBeTruthy()
    fireEvent.click(screen.getByLabelText(/collective/))
    await form.refresh()
    expect(table()).toBeTruthy()
  })

  test('an answer for fewer people goes to its complement, with a lock that says who reads it', async () => {
    const form = monter(gabarit('prise-de-recul'))
    type(screen.getByLabelText(/Ce que je garde pour moi/), 'Pour moi.')
    await form.refresh()
    expect(form.written).toMatchObject([{ set: { a_garder: 'Pour moi.' }, acces: 'auteur' }])
    expect(screen.getAllByText('Lu par l’auteur uniquement').length).toBe(2)
  })

  test('an answer that this person may not read is said, not offered', () => {
    monter(gabarit('prise-de-recul'), {}, { contexte: contexte({ acces: [] }) })
    expect(screen.queryByLabelText(/Ce que je garde pour moi/)).toBeNull()
    expect(screen.getAllByText('Cette réponse n’est pas lisible ici.').length).toBe(2)
  })

  test('says who fills a part, and lets whoever holds the phone write it', async () => {
    const form = monter(demande)
    expect(screen.getAllByText(/À remplir par\s: Responsable de la structure d’appartenance/).length).toBeGreaterThan(0)
    fireEvent.click(screen.getByLabelText('Favorable'))
    await form.refresh()
    expect(form.valeur('avis')).toBe('favorable')
    cleanup()
    monter(demande, {}, { contexte: contexte({ rolesHere: ['responsable_appartenance'] }) })
    expect(screen.queryByText(/À remplir par/)).toBeNull()
  })

  test('a forbidden decision is explained, not offered', () => {
    monter(gabarit('pose-entretien-tripartite-initial'), { volontaire: false })
    const accepted = screen.getByLabelText(/Immersion acceptée/) as HTMLInputElement
    expect(accepted.disabled).toBe(true)
    expect(screen.getByText(/ne se réalise|repose sur le volontariat/)).toBeTruthy()
  })

  test('a computed champ is shown, not filled; filled by hand without its source', async () => {
    const form = monter(gabarit('spro-2-convention'), { calendrier: [{ date: '2026-03-12', debut: '09:00', fin: '12:00' }] })
    expect(screen.getByText('3 h')).toBeTruthy()
    expect(screen.queryByLabelText(/Durée totale/)).toBeNull()
    form.unmount()
    monter(gabarit('reunion-trimestrielle-reseau'))
    expect(screen.getAllByRole('textbox').length).toBeGreaterThan(3)
  })

  test('goes to the champ it was opened for', () => {
    monter(demande, {}, { focus: 'objectifs' })
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
  })

  test('reminds of anonymity while writing, and points at a name once the hand rests', async () => {
    vi.useFakeTimers()
    try {
      monter(gabarit('carnet-notes'), { texte: 'Kevin Durand attendait.' })
      await vi.advanceTimersByTimeAsync(1000)
    } finally {
      vi.useRealTimers()
    }
    expect(await screen.findByText(/« Kevin Durand »/)).toBeTruthy()
  })
})

test('typing in a champ draws no other champ again, however many there are', async () => {
  const form = monter(demande, { objectifs: 'Avant.', creneaux: [{ moment: 'matin' }, { moment: 'apres_midi' }] })
  await form.refresh()
  const drawn: string[] = []
  const before = options.vnode
  options.vnode = (vnode) => {
    const { class: name } = (vnode.props ?? {}) as { class?: string }
    if (name?.startsWith('f-nom') || name === 'f-ligne-titre') drawn.push(String((vnode.props as { id?: string }).id))
    before?.(vnode)
  }
  try {
    const area = screen.getByLabelText(/Objectifs de l’immersion/)
    for (const text of ['Avant. E', 'Avant. Et', 'Avant. Et a']) {
      type(area, text)
      await form.refresh()
    }
  } finally {
    if (before) options.vnode = before
    else delete options.vnode
  }
  expect(drawn.length).toBeGreaterThan(2)
  expect(new Set(drawn.map((id) => id.replace(/^P\d+-\d+-/, '')))).toEqual(new Set(['objectifs-nom']))
})

describe('when something happens', () => {
  test('a refused save says so at once, keeps the text, can be copied and tried again', async () => {
    let copied = ''
    const copy = async (text: string) => {
      copied = text
    }
    const form = monter(demande, {}, { contexte: contexte({ copy }) })
    form.fail(true)
    const area = screen.getByLabelText(/Objectifs de l’immersion/) as HTMLTextAreaElement
    type(area, long)
    await form.refresh()
    expect(within(screen.getByRole('alert')).getByText(/Non enregistré/)).toBeTruthy()
    expect(area.value).toBe(long)
    fireEvent.click(screen.getByText('Copier'))
    expect(copied).toBe(long)
    form.fail(false)
    fireEvent.click(screen.getByText('Réessayer'))
    await form.refresh()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(form.valeur('objectifs')).toBe(long)
  })

  test('leaving while a text is kept nowhere asks first', async () => {
    const form = monter(demande)
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true })
      dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(leave()).toBe(false)
    form.fail(true)
    type(screen.getByLabelText(/Objectifs de l’immersion/), long)
    await form.refresh()
    expect(leave()).toBe(true)
  })

  test('what somebody else writes does not move under the fingers', async () => {
    const form = monter(demande, { objectifs: 'Avant.' })
    const area = screen.getByLabelText(/Objectifs de l’immersion/) as HTMLTextAreaElement
    fireEvent.focusIn(area)
    form.put('objectifs', 'Écrit ailleurs.')
    await form.refresh()
    expect(area.value).toBe('Avant.')
    expect(screen.getByText(/Modifié ailleurs par pro-alix/)).toBeTruthy()
    fireEvent.click(screen.getByText('Afficher cette version'))
    await form.refresh()
    expect(area.value).toBe('Écrit ailleurs.')
  })

  test('two versions wait for a choice, which replaces both', async () => {
    let asked: { versions: Json[]; choose(value: Json): Promise<void> } | null = null
    const form = monter(demande, { objectifs: 'Avant.' }, {
      contexte: contexte({
        onVersions: (_at, versions, choose) => {
          asked = { versions: versions.map(({ v }) => v), choose: (value) => choose(value, versions.map(({ o }) => o)) }
        },
      }),
    })
    const area = screen.getByLabelText(/Objectifs de l’immersion/) as HTMLTextAreaElement
    fireEvent.focusIn(area)
    form.put('objectifs', 'Écrit ailleurs.')
    type(area, 'Le mien.')
    await form.refresh()
    fireEvent.focusOut(area)
    await form.refresh()
    fireEvent.click(screen.getByText('2 versions'))
    expect(asked!.versions.sort()).toEqual(['Le mien.', 'Écrit ailleurs.'])
    await asked!.choose('Les deux.')
    await form.refresh()
    expect(screen.queryByText('2 versions')).toBeNull()
    expect(form.registers()[path('objectifs')]?.map(({ v }) => v)).toEqual(['Les deux.'])
  })

  test('a text put together by the server says so, and leads to its originals', () => {
    const registers = registersWith(demande, { objectifs: 'Le mien. Le vôtre.' })
    const at = path('objectifs')
    registers[at] = (registers[at] ?? []).map((head) => ({ ...head, u: 'systeme', a: [opId(newReplicaId(), 1), opId(newReplicaId(), 1)] }))
    const opened: unknown[] = []
    monter(demande, {}, { registers, contexte: contexte({ onVersions: (_at, versions) => opened.push(versions) }) })
    fireEvent.click(screen.getByRole('button', { name: /^Fusionné/ }))
    expect(opened).toEqual([registers[at]])
  })
})

describe('a table', () => {
  const preparation = gabarit('spro-3-preparation')
  const rows = { tableau_objectifs: [{ objectif: 'Un' }, { objectif: 'Deux' }, { objectif: 'Trois' }] }
  const box = () => screen.getByText('Objectifs de l’immersion', { selector: 'legend' }).closest('fieldset')!
  const order = () => [...box().querySelectorAll('.f-ligne-titre')].map((each) => each.textContent)

  test('opens one row at a time, each cell its own answer', async () => {
    const form = monter(preparation, rows)
    fireEvent.click(within(box()).getByRole('button', { name: /Deux/ }))
    await form.refresh()
    type(within(box()).getByLabelText(/saurai qu’il est atteint/), 'Je sais le dire.')
    await form.refresh()
    expect(Object.keys(form.written[0]!.set)).toEqual([expect.stringMatching(/^tableau_objectifs\/[^/]+\/indice_reussite$/)])
    fireEvent.click(within(box()).getByRole('button', { name: /Trois/ }))
    await form.refresh()
    expect(box().querySelectorAll('.f-cellules').length).toBe(1)
  })

  test('adds a row, opened, at the end', async () => {
    const form = monter(preparation, rows)
    fireEvent.click(within(box()).getByText('Ajouter une ligne'))
    await form.refresh()
    expect(order()).toEqual(['Un', 'Deux', 'Trois', 'Ligne 4'])
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
    type(document.activeElement!, 'Quatre')
    await form.refresh()
    expect(form.reponses().tableau_objectifs).toContainEqual({ objectif: 'Quatre' })
  })

  test('moves a row up and down, and back with the keyboard', async () => {
    const form = monter(preparation, rows)
    fireEvent.click(within(box()).getByRole('button', { name: /Trois/ }))
    await form.refresh()
    fireEvent.click(within(box()).getByText('Monter'))
    await form.refresh()
    expect(order()).toEqual(['Un', 'Trois', 'Deux'])
    fireEvent.keyDown(within(box()).getByRole('button', { name: /Déplacer/ }), { key: 'ArrowUp' })
    await form.refresh()
    expect(order()).toEqual(['Trois', 'Un', 'Deux'])
    fireEvent.click(within(box()).getByText('Descendre'))
    await form.refresh()
    expect(order()).toEqual(['Un', 'Trois', 'Deux'])
  })

  test('takes a row out and puts it back as it was', async () => {
    const form = monter(preparation, rows)
    fireEvent.click(within(box()).getByRole('button', { name: /Deux/ }))
    await form.refresh()
    fireEvent.click(within(box()).getByText('Retirer'))
    await form.refresh()
    expect(order()).toEqual(['Un', 'Trois'])
    fireEvent.click(within(box()).getByText('Annuler'))
    await form.refresh()
    expect(order()).toEqual(['Un', 'Deux', 'Trois'])
  })

  test('a change of rows that was not kept is said', async () => {
    const form = monter(preparation, rows)
    form.fail(true)
    fireEvent.click(within(box()).getByText('Ajouter une ligne'))
    await form.refresh()
    expect(screen.getByRole('alert').textContent).toContain('n’a pas été enregistré')
  })

  test('a text typed in a row that is then folded is not lost when its save failed', async () => {
    const form = monter(preparation, rows)
    fireEvent.click(within(box()).getByRole('button', { name: /Deux/ }))
    await form.refresh()
    form.fail(true)
    type(within(box()).getByLabelText(/saurai qu’il est atteint/), 'Important.')
    await form.refresh()
    fireEvent.click(within(box()).getByRole('button', { name: /Un/ }))
    await form.refresh()
    fireEvent.click(within(box()).getByRole('button', { name: /Deux/ }))
    await form.refresh()
    expect((within(box()).getByLabelText(/saurai qu’il est atteint/) as HTMLInputElement).value).toBe('Important.')
    expect(screen.getByText(/Non enregistré/)).toBeTruthy()
  })

  test('is a real table on a wide screen, whose rows open under themselves', async () => {
    viewport(1280)
    const form = monter(preparation, rows)
    expect(within(box()).getByRole('columnheader', { name: 'Objectif' })).toBeTruthy()
    expect(within(box()).getAllByRole('row').length).toBe(4)
    fireEvent.click(within(box()).getByRole('button', { name: /Modifier «\s?Deux/ }))
    await form.refresh()
    expect(box().querySelectorAll('tbody textarea').length).toBe(1)
  })

  test('offers the rows that came to the preparation since', async () => {
    const guide = gabarit('guide-observation-collective')
    const sources = {
      ...contexte(),
      immersion: null,
      maintenant: new Date(),
      fiches: { 'spro-3-preparation': exemple('fic-003').reponses },
    }
    const form = monter(guide, { points_a_observer: [{ element: 'Manière dont une personne est accueillie sans rendez-vous' }] }, { reprise: sources })
    fireEvent.click(await screen.findByText('Reprendre de la préparation (1)'))
    await form.refresh()
    expect(form.reponses().points_a_observer).toEqual([
      { element: 'Manière dont une personne est accueillie sans rendez-vous' },
      { element: 'Différence entre leur documentation et la nôtre' },
    ])
    expect(screen.queryByText(/Reprendre de la préparation/)).toBeNull()
    fireEvent.click(screen.getAllByLabelText('Vu')[0]!)
    await form.refresh()
    expect(form.reponses().points_a_observer).toMatchObject([{ vu: true }, {}])
  })
})

describe('validating', () => {
  test('says what is missing, leads there, and writes only when nothing blocks', async () => {
    const validated: unknown[] = []
    const onValider = async (changes: unknown) => void validated.push(changes)
    const { objectifs: _, ...rest } = exemple('fic-001').reponses
    const form = monter(demande, { ...rest, raison_autre: 'masquée' }, { onValider })
    fireEvent.click(await screen.findByText('Valider la fiche'))
    const summary = (await screen.findByText('Avant de valider')).parentElement!
    const button = screen.getByText<HTMLButtonElement>('Valider la fiche')
    // Still judging, in case the answer is on its way: touched again, it does nothing.
    fireEvent.click(button)
    await waitFor(() => expect(button.disabled).toBe(false))
    expect(validated).toEqual([])
    const links = within(summary).getAllByRole('button')
    expect(links.length).toBe(1)
    fireEvent.click(links[0]!)
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
    type(document.activeElement!, long)
    await form.refresh()
    fireEvent.click(await screen.findByText('Valider la fiche'))
    await waitFor(() => expect(validated).toHaveLength(1))
    await form.refresh()
    expect(validated).toMatchObject([[{ acces: null, set: { raison_autre: null } }]])
  })
})

describe('before beside after', () => {
  test('the level before is drawn and said beside the level after, and themes go two by two', async () => {
    const evaluation = gabarit('spro-4-evaluation')
    const regard = regardOf(evaluation, gabarit('spro-3-preparation'), exemple('fic-003').reponses)
    const form = monter(evaluation, exemple('fic-008').reponses, { regard })
    const level = screen.getByText(/Mon niveau de connaissance global après/).closest('fieldset')!
    expect(level.textContent).toContain('Avant J’en ai entendu parler')
    expect(level.querySelectorAll('svg.f-points circle').length).toBe(7)
    const table = screen.getByText('Progression par thème', { selector: 'legend' }).closest('fieldset')!
    fireEvent.click(within(table as HTMLElement).getByRole('button', { name: /Publics accueillis/ }))
    await form.refresh()
    expect(table.textContent).toContain('Je crois qu’il faut être scolarisé.')
  })
})

test('a fiche of a gabarit unknown here shows every answer by its path', () => {
  const registers = registersOf({ inconnu: 'Texte.', 't/a': { pos: 'a0' }, 't/a/c': true, $gabarit: 'futur' } as Record<string, Json>)
  render(<FicheBrute registers={registers} reason="unknown" />)
  for (const words of ['inconnu', 'Texte.', 't/a/c', 'Oui']) expect(screen.getByText(words)).toBeTruthy()
  expect(screen.queryByText('futur')).toBeNull()
})
