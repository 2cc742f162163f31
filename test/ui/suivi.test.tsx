// What is to be done and what was done, on screens over real databases: traces, reminder, the host’s screen, the rules.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type DocId, path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { createFiche, createImmersion, createNote, findImmersion, openStore, saveReponse } from '../../src/store/index.ts'
import { writeChange } from '../../src/store/write.ts'
import CarnetNotes from '../../src/ui/screens/CarnetNotes.tsx'
import FicheScreen from '../../src/ui/screens/FicheScreen.tsx'
import ImmersionForm from '../../src/ui/screens/ImmersionForm.tsx'
import MoiScreen from '../../src/ui/screens/MoiScreen.tsx'
import Accueil from '../../src/ui/suivi/Accueil.tsx'
import { AFaire } from '../../src/ui/suivi/AFaire.tsx'
import { Suivi } from '../../src/ui/suivi/Suivi.tsx'
import { rappeler } from '../../src/ui/suivi/rappel.tsx'
import { veiller } from '../../src/ui/suivi/veille.ts'
import { all, annuaire } from './exemples.ts'
import { Around, carnetOf } from './world.tsx'

const DIRECTORY = ['personne', 'structure', 'groupe', 'seance']

const opened: { close(): void }[] = []
let count = 0
/** The device of a person, with the directory and the documents that `given` keeps. */
async function device(personne: string, given: (id: string) => boolean = () => false) {
  count++
  vi.stubGlobal('name', `essai-${count}`)
  const { db } = await openStore(PersonneId.parse(personne), { journal: null })
  await db.dexie.docs.clear()
  await db.dexie.out.clear()
  opened.push(db)
  await db.store.transact(async (tx) => {
    for (const { id, set } of all) {
      if (given(id) || DIRECTORY.includes(String(set[path('$type')]))) await writeChange(tx, id, { set, base: {} }, 1)
    }
  })
  return { db, carnet: carnetOf(db, { annuaire, moi: { ...carnetOf(db).moi, personne: PersonneId.parse(personne) } }) }
}
type Held = Awaited<ReturnType<typeof device>>
const at = (text: string) => vi.setSystemTime(new Date(text))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  at('2026-11-22T09:00:00')
})
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
  for (const db of opened.splice(0)) db.close()
  vi.useRealTimers()
})

const visit = (db: Held['db'], fields: Record<string, Json> = {}) =>
  createImmersion(db, {
    titre: 'Observer l’accueil du CIO',
    dispositif: 'immersion_pro',
    modalite: 'observation',
    accueilli: ['pro-camille'],
    accueillant: 'pro-sacha',
    structure_appartenance: 'str-mission-locale',
    structure_accueil: 'str-cio',
    dates: ['2026-11-22'],
    statut: 'brouillon',
    ...fields,
  })
const fiche = (db: Held['db'], gabarit: string, immersion: DocId | null, set: Record<string, Json> = {}) =>
  createFiche(db, { gabarit, version: 1, immersion, rattachement: null, set })
const valider = (db: Held['db'], id: DocId, le = '2026-11-22T09:00:00') =>
  saveReponse(db, id, null, { [path('$etat')]: { etat: 'validee', par: db.personne, le } }, {})
const statutOf = async (db: Held['db'], id: DocId) => (await findImmersion(db, id))?.data.statut

describe('the device of who did it writes what it gave', () => {
  test('a préparation that is validated, a note taken on the day, then the restitution', async () => {
    const { db } = await device('pro-camille')
    const immersion = await visit(db)
    veiller(db)
    await valider(db, await fiche(db, 'spro-3-preparation', immersion))
    await waitFor(async () => expect(await statutOf(db, immersion)).toBe('preparee'), { timeout: 5_000 })
    await createNote(db, { version: 1, immersion, set: { [path('texte')]: 'On demande d’abord ce qui amène.' } })
    await waitFor(async () => expect(await statutOf(db, immersion)).toBe('en_cours'), { timeout: 5_000 })
    await valider(db, await fiche(db, 'restitution-structure-appartenance', immersion), '2026-11-22T18:00:00')
    await waitFor(async () => expect(await statutOf(db, immersion)).toBe('restituee'), { timeout: 5_000 })
    const faits = (await findImmersion(db, immersion))?.data.faits
    expect(new Set(faits?.map(({ statut, par }) => `${statut} ${par}`))).toEqual(
      new Set(['preparee pro-camille', 'en_cours pro-camille', 'restituee pro-camille']),
    )
  })

  test('what was validated before the app closed is told at the next start; what others did is theirs to tell', async () => {
    const { db } = await device('pro-camille')
    const mine = await visit(db, { dates: ['2026-12-03'] })
    const theirs = await visit(db, { dates: ['2026-12-04'], titre: 'Autre' })
    await valider(db, await fiche(db, 'spro-3-preparation', mine))
    const other = await fiche(db, 'spro-3-preparation', theirs)
    await saveReponse(db, other, null, { [path('$etat')]: { etat: 'validee', par: 'pro-sacha', le: '2026-11-22T09:00:00' } }, {})
    veiller(db)
    await waitFor(async () => expect(await statutOf(db, mine)).toBe('preparee'), { timeout: 5_000 })
    expect(await statutOf(db, theirs)).toBe('brouillon')
  })

  test('the examples read as before: nothing is written for what they already say', async () => {
    const { db } = await device('pro-camille', (id) => id.startsWith('imm-') || id.startsWith('fic-'))
    const before = await db.dexie.out.count()
    veiller(db)
    await new Promise((done) => setTimeout(done, 1_000))
    expect(await db.dexie.out.count()).toBe(before)
    expect(await statutOf(db, 'imm-2026-001' as DocId)).toBe('close')
    expect(await statutOf(db, 'imm-2026-012' as DocId)).toBe('annulee')
  })
})

describe('the reminder', () => {
  test('R-SPRO-06 : at the hour kept in the préparation, without network, until the prise de recul is begun', async () => {
    const { db } = await device('pro-camille')
    const immersion = await visit(db)
    await fiche(db, 'spro-3-preparation', immersion, { temps_recul_date: '2026-11-22', temps_recul_heure: '12:30' })
    rappeler(db)
    await new Promise((done) => setTimeout(done, 300))
    expect(screen.queryByText(/Votre temps de recul/)).toBeNull()
    at('2026-11-22T12:30:05')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(await screen.findByText(/Votre temps de recul, 12\sh\s30/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Dans un quart d’heure' }))
    expect(screen.queryByText(/Votre temps de recul/)).toBeNull()
    at('2026-11-22T12:46:00')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(await screen.findByText(/Votre temps de recul/)).toBeTruthy()
    await fiche(db, 'prise-de-recul', immersion)
    await waitFor(() => expect(screen.queryByText(/Votre temps de recul/)).toBeNull(), { timeout: 8_000 })
  })
})

const show = (held: Held, what: preact.ComponentChildren) => render(<Around carnet={held.carnet}>{what}</Around>)

describe('each person finds their part', () => {
  test('À faire: what is up to me, a few rows, the rest behind', async () => {
    const held = await device('pro-camille', (id) => ['imm-2026-003', 'fic-027'].includes(id))
    show(held, <AFaire />)
    expect(await screen.findByRole('link', { name: /Restituer à votre équipe/ })).toBeTruthy()
    expect(screen.getByRole('link', { name: /Restituer à la structure accueillante/ })).toBeTruthy()
  })

  test('the host sees on one screen who comes, why, and what to prepare', async () => {
    const held = await device('pro-morgan', (id) => ['imm-2026-010', 'fic-044', 'fic-043'].includes(id))
    show(held, <Accueil id="imm-2026-010" />)
    expect(await screen.findByRole('heading', { name: 'Accueillir Noa Gabarit' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Préparer l’accueil' }).getAttribute('href')).toContain('accueil-checklist-collective')
    expect(screen.getByText('Ses objectifs')).toBeTruthy()
    // A team visit asks for no assentiment.
    expect(screen.queryByText('L’assentiment des personnes')).toBeNull()
  })

  test('a cancellation keeps its reason, in the history, and can be taken back', async () => {
    const held = await device('pro-camille')
    const id = await visit(held.db, { dates: ['2026-12-03'] })
    const drawn = async () => {
      const view = await findImmersion(held.db, id)
      return <Suivi immersion={view!.data} fiches={[]} immersions={[view!]} />
    }
    const { rerender } = show(held, await drawn())
    const again = async () => rerender(<Around carnet={held.carnet}>{await drawn()}</Around>)
    fireEvent.click(await screen.findByRole('button', { name: 'Annuler cette immersion' }))
    const sheet = within(screen.getByRole('dialog'))
    expect(sheet.getByRole<HTMLButtonElement>('button', { name: 'Annuler l’immersion' }).disabled).toBe(true)
    fireEvent.input(sheet.getByLabelText('Motif'), { target: { value: 'Site fermé ce jour-là.' } })
    fireEvent.click(sheet.getByRole('button', { name: 'Annuler l’immersion' }))
    await waitFor(async () => expect(await statutOf(held.db, id)).toBe('annulee'))
    await again()
    expect(screen.getByText('Site fermé ce jour-là.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Reprendre cette immersion' }))
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Reprendre' }))
    await waitFor(async () => expect(await statutOf(held.db, id)).toBe('brouillon'))
  })

  test('R-SPRO-08 : « Restituée » cannot be noted by hand without a restitution', async () => {
    const held = await device('pro-camille')
    const view = (await findImmersion(held.db, await visit(held.db, { statut: 'evaluee' })))!
    show(held, <Suivi immersion={view.data} fiches={[]} immersions={[view]} />)
    fireEvent.click(await screen.findByRole('button', { name: /Noter une étape/ }))
    expect(screen.queryByRole('radio', { name: 'L’immersion est restituée' })).toBeNull()
    expect(screen.getByText(/demande au moins une restitution enregistrée/)).toBeTruthy()
  })

  test('R-SPRO-03 : a whole day is asked its reason, and kept with the immersion; never for the bourse', async () => {
    const held = await device('pro-camille')
    show(held, <ImmersionForm />)
    fireEvent.input(await screen.findByLabelText('Premier jour'), { target: { value: '2026-12-03' } })
    expect(screen.queryByLabelText(/Pourquoi plus d’une demi-journée/)).toBeNull()
    fireEvent.input(screen.getByLabelText('Début'), { target: { value: '09:00' } })
    fireEvent.input(screen.getByLabelText('Fin'), { target: { value: '17:00' } })
    expect(await screen.findByLabelText(/Pourquoi plus d’une demi-journée/)).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: /Bourse/ }))
    await waitFor(() => expect(screen.queryByLabelText(/Pourquoi plus d’une demi-journée/)).toBeNull())
  })
})

test('Moi names the network, and where the documents of the kit come from', async () => {
  const held = await device('pro-camille')
  show({ ...held, carnet: { ...held.carnet, moi: { ...held.carnet.moi, reseau: 'Pays de Fictivie' } } }, <MoiScreen />)
  expect(await screen.findByText(/^Réseau.: Pays de Fictivie$/)).toBeTruthy()
  expect(screen.getByText(/adaptés de documents conçus par le PRAO/)).toBeTruthy()
})

describe('after', () => {
  test('R-SPRO-07 : levels and words of the préparation stand beside those of the évaluation, the two levels joined', async () => {
    const held = await device('pro-sacha', (id) => ['imm-2026-002', 'fic-012', 'fic-018'].includes(id))
    const { container } = show(held, <FicheScreen id="fic-018" />)
    const of = (id: string): string => {
      const value = all.find((one) => one.id === id)?.set[path('mots_representation')]
      return typeof value === 'string' ? value : ''
    }
    expect(of('fic-012')).not.toBe('')
    expect(await screen.findByText((_, element) => element?.tagName === 'P' && element.textContent === `Avant ${of('fic-012')}`, {}, { timeout: 5_000 })).toBeTruthy()
    const drawing = await waitFor(() => {
      const found = container.querySelector('.f-points')
      if (!found) throw new Error('the levels are drawn')
      return found
    })
    const [before, after] = ['.f-points-avant', '.f-points-apres'].map((point) => Number(drawing.querySelector(point)?.getAttribute('cx')))
    expect(before).toBeLessThan(after ?? 0)
  })
})

describe('on site', () => {
  test('R-ETH-02 : a guide asks the assentiment first; after a refusal it keeps the hour and nothing else', async () => {
    const held = await device('pro-camille')
    const immersion = await visit(held.db)
    const guide = await fiche(held.db, 'guide-observation-individuelle', immersion)
    show(held, <FicheScreen id={guide} />)
    const group = await screen.findByRole('group', { name: /assentiment des personnes présentes/ }, { timeout: 5_000 })
    expect(screen.getByText(/sur \d+ vus/)).toBeTruthy()
    fireEvent.click(within(group).getByRole('radio', { name: /refus/i }))
    expect(await screen.findByText('Retirez-vous, simplement.', {}, { timeout: 5_000 })).toBeTruthy()
    expect(screen.queryByText(/sur \d+ vus/)).toBeNull()
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Heure du retrait').value).toBe('09:00'), { timeout: 5_000 })
  })

  test('R-NOTE-01 : facts and objective words are recalled at the opening of the carnet and of long fields, with the right to read', async () => {
    const held = await device('pro-camille')
    const immersion = await visit(held.db)
    const carnet = show(held, <CarnetNotes id={immersion} />)
    expect(await screen.findByText(/Des faits et des pratiques.*peut vous demander à lire ce qui la concerne/)).toBeTruthy()
    carnet.unmount()
    show(held, <FicheScreen id={await fiche(held.db, 'spro-3-preparation', immersion)} />)
    const field = await screen.findByLabelText(/Comment j’imagine le métier/, {}, { timeout: 5_000 })
    const champ = within(field.closest('.f-champ') as HTMLElement)
    expect(champ.queryByText('Des faits et des pratiques, en termes objectifs.')).toBeNull()
    fireEvent.focusIn(field)
    expect(await champ.findByText('Des faits et des pratiques, en termes objectifs.')).toBeTruthy()
    // Nothing below moves when the hand leaves for the button it is about to touch.
    fireEvent.focusOut(field)
    expect(champ.getByText('Des faits et des pratiques, en termes objectifs.')).toBeTruthy()
  })
})
