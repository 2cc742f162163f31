// Every type of champ keeps the same promises.
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import type { Json } from '../../src/domain/json.ts'
import { type Champ, types, type TypeNom, typeOf } from '../../src/forms/champs/index.ts'
import { isBlank } from '../../src/forms/condition.ts'
import { empreinteOf, reperesOf } from '../../src/forms/empreinte.ts'
import { champsOf } from '../../src/forms/gabarit.ts'
import { Gabarit } from '../../src/forms/schema.ts'
import { readReponse } from '../../src/forms/read-reponse.ts'
import { isAnswered } from '../../src/forms/reponses.ts'
import { contexte, gabarit } from './support/exemples.ts'
import { monter } from './support/monter.tsx'

afterEach(cleanup)

const common = { id: 'champ', libelle: 'Le champ', aide: 'Une aide.', obligatoire: true, confidentiel: false }
const options = [
  { id: 'un', libelle: 'Premier' },
  { id: 'deux', libelle: 'Deuxième' },
]
const signature = { nom: 'A', fonction: 'B', signe_le: '2026-03-12T10:00:00', mode: 'clic', trace: null }

/** For each type: a champ, an answer and its words, an answer kept but not good enough, one of another shape. */
const cases: Record<TypeNom, { champ: object; good: Json; words: string; poor?: Json; odd: Json }> = {
  court: { champ: { longueur_max: 5 }, good: 'abc', words: 'abc', poor: 'abcdef', odd: 3 },
  long: { champ: { longueur_max: 5 }, good: 'abc', words: 'abc', poor: 'abcdef', odd: ['a'] },
  choix: { champ: { options }, good: 'deux', words: 'Deuxième', poor: 'trois', odd: 3 },
  choix_multiple: { champ: { options }, good: ['un', 'deux'], words: 'Premier, Deuxième', poor: ['trois'], odd: 'un' },
  niveau: { champ: { liste: 'niveaux_competence' }, good: 'initiative', words: 'Initiative', poor: '9', odd: 9 },
  date: { champ: {}, good: '2026-03-12', words: 'jeudi 12 mars 2026', poor: '2026-02-30', odd: 20260312 },
  heure: { champ: {}, good: '09:05', words: '09:05', poor: '25:00', odd: 9 },
  oui_non: { champ: { valeur_attendue: true }, good: true, words: 'Oui', poor: false, odd: 'oui' },
  nombre: { champ: { min: 1, max: 5, unite: 'h' }, good: 3.5, words: '3,5 h', poor: 6, odd: true },
  table: {
    champ: { colonnes: [{ id: 'a', libelle: 'A', type: 'court', obligatoire: false }], lignes_max: 1 },
    good: [{ a: 'x' }],
    words: 'A : x',
    poor: [{ a: 'x' }, { a: 'y' }],
    odd: 'x',
  },
  note_liee: {
    champ: { longueur_max: 5 },
    good: { texte: 'vu', notes: ['not-002'] },
    words: 'Pas de guichet',
    poor: { texte: 'beaucoup trop', notes: [] },
    odd: 'vu',
  },
  signature: { champ: {}, good: signature, words: 'A, B, le jeudi 12 mars 2026 à 10:00', odd: 'A' },
  photo: {
    champ: { max: 1 },
    good: [{ id: 'p', legende: 'Le hall', fichier: 'sha' }],
    words: 'Le hall',
    poor: [1, 2].map((n) => ({ id: `p${n}`, legende: `Vue ${n}`, fichier: 'sha' })),
    odd: 'sha',
  },
}

const single = (champ: object): Gabarit => {
  const of = gabarit('prise-de-recul')
  return Gabarit.parse({ ...of, id: 'essai', sections: [{ id: 'section', titre: 'Section', champs: [champ] }] })
}

describe.each(Object.keys(types) as TypeNom[])('%s', (type) => {
  const { champ: own, good, words, poor, odd } = cases[type]
  const of = single({ ...common, type, ...own })
  const champ = of.sections[0]!.champs[0] as Champ

  test('starts empty, and empty is no answer', () => {
    expect(isAnswered(champ, typeOf(champ).empty)).toBe(false)
    expect(isBlank(typeOf(champ).empty)).toBe(true)
    expect(typeOf(champ).reponse.safeParse(typeOf(champ).empty).success).toBe(true)
    expect(readReponse(champ, null, contexte())).toBe('')
  })

  test('accepts and reads an answer', () => {
    expect(typeOf(champ).reponse.safeParse(good).success).toBe(true)
    expect(typeOf(champ).accepts(good, champ)).toBe(true)
    expect(readReponse(champ, good, contexte())).toContain(words)
    expect(isAnswered(champ, good)).toBe(true)
  })

  test('keeps and shows an answer that is not good enough, and says why', () => {
    if (poor === undefined) return
    expect(typeOf(champ).reponse.safeParse(poor).success).toBe(true)
    expect(typeOf(champ).accepts(poor, champ)).toMatchObject({ message: expect.stringMatching(/\S/) })
    expect(readReponse(champ, poor, contexte())).not.toBe('')
  })

  test('reads an answer of another shape as it is stored', () => {
    expect(typeOf(champ).reponse.safeParse(odd).success).toBe(false)
    expect(readReponse(champ, odd, contexte())).not.toBe('')
  })

  test('has a name, its help beside it, and no style of its own', () => {
    const { container } = monter(of)
    const name = screen.getByText('Le champ')
    const box = container.querySelector('.f-champ')!
    if (name.tagName === 'LABEL') {
      const control = container.querySelector(`[id="${name.getAttribute('for')}"]`)
      expect(control?.getAttribute('aria-describedby')).toContain('-aide')
    } else {
      expect([name.tagName, box.tagName]).toEqual(['LEGEND', 'FIELDSET'])
      expect(box.getAttribute('aria-describedby')).toContain('-aide')
    }
    expect(screen.getByText('Une aide.').id).toMatch(/-aide$/)
    expect(container.querySelector('[style]')).toBeNull()
    for (const input of container.querySelectorAll('input, textarea')) {
      const labelled = input.id && container.querySelector(`label[for="${input.id}"]`)
      expect(Boolean(labelled || input.closest('label')), input.outerHTML).toBe(true)
    }
  })

  test('shows whatever is stored, when filling as when reading', () => {
    for (const value of [good, poor, odd]) {
      if (value === undefined) continue
      for (const readOnly of [false, true]) {
        const { container, unmount } = monter(of, { champ: value }, { readOnly })
        const shown = `${container.textContent} ${[...container.querySelectorAll('input, textarea')]
          .map((input) => {
            const { type: kind, checked, value: text } = input as HTMLInputElement
            return kind === 'radio' || kind === 'checkbox' ? (checked ? input.closest('label')?.textContent : '') : text
          })
          .join(' ')}`
        const leaf = (each: Json): string =>
          typeof each === 'object' && each !== null ? leaf(Object.values(each).find((v) => !isBlank(v as Json)) as Json) : String(each)
        const stored = leaf(value)
        const read = readReponse(champ, value, contexte())
        const seen = shown.includes(stored) || shown.includes(read) || shown.includes(read.split(/, |\s/)[0]!)
        expect(seen, `${JSON.stringify(value)} in ${shown}`).toBe(true)
        unmount()
      }
    }
  })
})

describe('what is typed', () => {
  const type = (input: Element, value: string) => fireEvent.input(input, { target: { value } })

  test('a French decimal comma, and a number being typed', async () => {
    const form = monter(single({ ...common, type: 'nombre', unite: 'h' }))
    const input = screen.getByLabelText(/Le champ/) as HTMLInputElement
    for (const [text, kept] of [['3', 3], ['3,', 3], ['3,5', 3.5], ['1 200', 1200], ['trois', 'trois'], ['', null], ['.5', 0.5], ['-2', -2]] as const) {
      type(input, text)
      await form.refresh()
      expect(form.valeur('champ')).toBe(kept)
      expect(input.value).toBe(text)
    }
  })

  test('a longer text than expected is kept whole; the count is said near the end', async () => {
    const form = monter(single({ ...common, type: 'long', longueur_max: 20 }))
    const area = screen.getByLabelText(/Le champ/)
    type(area, 'x'.repeat(10))
    await form.refresh()
    expect(screen.queryByText(/caractère/)).toBeNull()
    type(area, 'x'.repeat(18))
    await form.refresh()
    expect(screen.getByText('2 caractères encore')).toBeTruthy()
    type(area, 'x'.repeat(25))
    await form.refresh()
    expect(screen.getByText(/5 caractères de trop/)).toBeTruthy()
    expect(form.valeur('champ')).toBe('x'.repeat(25))
  })

  test('a name is completed to its id; another text stays as typed', async () => {
    const form = monter(single({ ...common, type: 'court', referentiel: 'structures' }))
    const input = screen.getByRole('combobox') as HTMLInputElement
    type(input, 'trois riv')
    await form.refresh()
    expect(form.valeur('champ')).toBe('trois riv')
    fireEvent.click(screen.getByRole('option', { name: /CIO/ }))
    await form.refresh()
    expect(form.valeur('champ')).toBe('str-cio')
    expect(input.value).toBe('CIO des Trois-Rives-Imaginaires')
    type(input, 'Une autre structure')
    await form.refresh()
    expect(form.valeur('champ')).toBe('Une autre structure')
    type(input, 'maison')
    await form.refresh()
    fireEvent.keyDown(input, { key: 'ArrowDown' })
    await form.refresh()
    expect(input.getAttribute('aria-activedescendant')).toBe(screen.getAllByRole('option')[0]!.id)
    fireEvent.keyDown(input, { key: 'Enter' })
    await form.refresh()
    expect(form.valeur('champ')).toBe('str-mda')
  })

  test('the code of a job is shown as a code, its name beside; nothing of the name is counted nor printed in its place', async () => {
    const rome = [{ id: 'G1605', libelle: 'Plongeur officier / Plongeuse officière de cuisine', detail: 'G1605', cherche: 'plongeur g1605' }]
    const code = single({ ...common, id: 'code_rome', type: 'court', referentiel: 'rome', longueur_max: 5 })
    const form = monter(code, {}, { contexte: contexte({ rome }) })
    const input = screen.getByRole('combobox') as HTMLInputElement
    type(input, 'plongeur')
    await form.refresh()
    fireEvent.click(screen.getByRole('option', { name: /officière/ }))
    await form.refresh()
    expect(form.valeur('code_rome')).toBe('G1605')
    expect(input.value).toBe('G1605')
    expect(screen.getByText(rome[0]!.libelle)).toBeTruthy()
    expect(screen.queryByText(/caractères? de trop/)).toBeNull()
    expect(readReponse(champsOf(code)[0]!, 'G1605', { rome })).toBe('G1605')
  })

  test('several choices keep the order of the options', async () => {
    const form = monter(single({ ...common, type: 'choix_multiple', options }))
    fireEvent.click(screen.getByLabelText('Deuxième'))
    await form.refresh()
    fireEvent.click(screen.getByLabelText('Premier'))
    await form.refresh()
    expect(form.valeur('champ')).toEqual(['un', 'deux'])
    fireEvent.click(screen.getByLabelText('Deuxième'))
    await form.refresh()
    expect(form.valeur('champ')).toEqual(['un'])
  })

  test('notes are chosen, quoted, and let go', async () => {
    const form = monter(single({ ...common, type: 'note_liee' }))
    type(screen.getByLabelText(/Le champ/), 'La table ronde.')
    await form.refresh()
    fireEvent.click(screen.getByText('Relier des notes'))
    fireEvent.click(screen.getByLabelText(/Pas de guichet/))
    await form.refresh()
    fireEvent.click(screen.getByText('Terminé'))
    expect(form.valeur('champ')).toEqual({ texte: 'La table ronde.', notes: ['not-002'] })
    expect(screen.getByText(/Pas de guichet/).tagName).toBe('BLOCKQUOTE')
    fireEvent.click(screen.getByText('Détacher'))
    await form.refresh()
    expect(form.valeur('champ')).toEqual({ texte: 'La table ronde.', notes: [] })
  })

  test('a photograph is in the answer once it is in hand; one that cannot be read stays, said', async () => {
    let refuse = true
    const photo = {
      hold: async () => {
        if (refuse) throw new Error('no image')
        return { fichier: 'sha' }
      },
      follow: async () => () => undefined,
    }
    const form = monter(single({ ...common, type: 'photo' }), {}, { contexte: contexte({ photo }) })
    const input = screen.getByLabelText('Prendre une photo') as HTMLInputElement
    Object.defineProperty(input, 'files', { value: [new File(['x'], 'x.jpg', { type: 'image/jpeg' })] })
    fireEvent.change(input)
    await form.refresh()
    expect(screen.getByText(/ne peut pas être lue ici/)).toBeTruthy()
    refuse = false
    fireEvent.click(screen.getByText('Réessayer'))
    await form.refresh()
    expect(form.valeur('champ')).toMatchObject([{ legende: '', fichier: 'sha' }])
    type(screen.getByLabelText('Légende'), 'Le hall')
    await form.refresh()
    expect(form.valeur('champ')).toMatchObject([{ legende: 'Le hall', fichier: 'sha' }])
  })

  test('a signature shows who, when and how, leads to the screen where one signs, and says what voided it', async () => {
    const convention = gabarit('spro-2-convention')
    const reponses = { lieux: 'CIO' }
    const form = monter(convention, reponses, { contexte: contexte({ rolesHere: ['accueilli'], fiche: 'fic-1' }) })
    const box = () => screen.getByText(/L’accueilli \(ou le porteur/).closest('fieldset')!
    expect(box().querySelector('a')?.getAttribute('href')).toBe('/fiches/fic-1/signer?champ=signature_accueilli')
    const preuve = { gabarit: convention.id, version: 1, voie: 'face_a_face', personne: null, compte: 'pro-noa', appareil: 'Téléphone', reperes: reperesOf(convention, reponses), lien: null }
    form.put('signature_accueilli', { nom: 'Camille Exemple', fonction: null, signe_le: '2026-11-19T09:30:00', mode: 'clic', trace: null, empreinte: empreinteOf(convention, reponses), preuve })
    await form.refresh()
    expect(box().textContent).toContain('Camille Exemple, le jeudi 19 novembre 2026 à 09:30')
    expect(box().textContent).toContain('Signé d’un clic')
    expect(box().querySelector('a')).toBeNull()
    expect(screen.queryByText(/Annulée/)).toBeNull()
    type(screen.getByLabelText(/Lieu\(x\)/), 'Ailleurs')
    await form.refresh()
    await form.refresh()
    expect(box().textContent).toMatch(/Annulée.*«\sLieu\(x\).*\s».*À refaire/)
    expect(box().querySelector('a')?.textContent).toBe('Signer à nouveau')
  })
})
