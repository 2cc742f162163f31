// Every example fiche and note is understood by its gabarit, and every answer of it is shown.
import { cleanup, render } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import type { Json } from '../../src/domain/json.ts'
import { FicheForm } from '../../src/forms/FicheForm.tsx'
import { champsOf } from '../../src/forms/gabarit.ts'
import { refusOf } from '../../src/forms/manques.ts'
import { readReponse } from '../../src/forms/read-reponse.ts'
import { reponsesOf } from '../../src/forms/reponses.ts'
import { isBlank } from '../../src/forms/condition.ts'
import { champOf } from '../../src/forms/champs/table-champ.ts'
import { contexte, exemples, gabarit, nextOp, notes, registersWith } from './support/exemples.ts'

afterEach(cleanup)
const save = async () => nextOp()
const flat = (text: string) => text.replace(/\s+/g, ' ').trim()

describe('example fiches', () => {
  test('are 71, and 28 notes', () => {
    expect([exemples.length, notes.length]).toEqual([71, 28])
  })

  test.each([...exemples, ...notes])('$id ($gabarit) is understood, kept and shown whole', ({ id, gabarit: name, reponses }) => {
    const of = gabarit(name)
    const registers = registersWith(of, reponses)
    expect(reponsesOf(of, registers), `${id} reads back as it was written`).toEqual(reponses)

    const noms = contexte()
    const { container } = render(<FicheForm gabarit={of} registers={registers} contexte={noms} save={save} readOnly />)
    const text = flat(container.textContent ?? '')
    for (const champ of champsOf(of)) {
      const value = reponses[champ.id]
      if (value === undefined) continue
      const refus = refusOf(champ, value)
      expect(refus === null || ['attendue', 'borne', 'longueur', 'lignes'].includes(refus.raison), `${id} ${champ.id}: ${refus?.message}`).toBe(true)
      const rows = champ.type === 'table' && Array.isArray(value) ? (value as Record<string, Json>[]) : null
      const words = rows
        ? champ.type === 'table'
          ? rows.flatMap((cells) => champ.colonnes.map((c) => readReponse(champOf(c, champ), cells[c.id] ?? null, noms)))
          : []
        : [readReponse(champ, value, noms)]
      for (const word of words.filter(Boolean)) expect(text, `${id} ${champ.id}`).toContain(flat(word))
      if (!rows && !isBlank(value)) expect(words.join('')).not.toBe('')
    }
  })

  test.each(['fic-003', 'fic-015', 'fic-048', 'fic-002', 'not-001'])('%s can be filled in as well as read', (id) => {
    const fiche = [...exemples, ...notes].find((each) => each.id === id)!
    const of = gabarit(fiche.gabarit)
    const { container } = render(
      <FicheForm gabarit={of} registers={registersWith(of, fiche.reponses)} contexte={contexte()} save={save} />,
    )
    expect(container.querySelectorAll('input, textarea, button').length).toBeGreaterThan(5)
    expect(container.querySelectorAll('[style]').length).toBe(0)
  })
})
