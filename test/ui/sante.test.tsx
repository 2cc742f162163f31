// « Où sont mes écrits ? »: what waits and what was refused, by name, with what can be done; the rescue file.
import { fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DocId, path, PersonneId } from '../../src/domain/id.ts'
import type { Rejected } from '../../src/domain/protocol.ts'
import { createImmersion, createNote, type Database, notesOf, saveReponse, writingState } from '../../src/store/index.ts'
import { savePiece } from '../../src/store/photos.ts'
import { lastRescue, makeRescue } from '../../src/store/rescue.ts'
import { sealRescue } from '../../src/store/rescue-cipher.ts'
import { noteOf } from '../../src/ui/note.ts'
import { EnAttente } from '../../src/ui/parts/EnAttente.tsx'
import { Refus } from '../../src/ui/parts/Refus.tsx'
import { SecoursBouton, SecoursLecture } from '../../src/ui/parts/Secours.tsx'
import { Around, carnetOf, newDatabase } from './world.tsx'

let db: Database
beforeEach(async () => {
  db = await newDatabase()
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('no network')
  })
})
afterEach(() => {
  db.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const note = (texte: string) => createNote(db, { version: 1, immersion: null, set: { texte } as never })
const refused = (reason: Rejected['reason']): Rejected => ({
  seq: 7,
  d: DocId.parse('fic-refusee'),
  s: { $type: 'fiche', $gabarit: 'carnet-notes', texte: 'vu au guichet' },
  t: Date.now(),
  reason,
})

async function showRefus(reason: Rejected['reason']) {
  await db.dexie.rejected.put(refused(reason))
  render(
    <Around carnet={carnetOf(db)}>
      <Refus refus={refused(reason)} />
    </Around>,
  )
  await screen.findByText('vu au guichet')
}

test('each document that waits is named, says how much and since when, and opens', async () => {
  const immersion = await createImmersion(db, { titre: 'Chez le partenaire' })
  const id = await note('Accueil debout')
  render(
    <Around carnet={carnetOf(db)}>
      <EnAttente />
    </Around>,
  )
  const links = await waitFor(() => {
    const found = screen.getAllByRole<HTMLAnchorElement>('link')
    expect(found).toHaveLength(2)
    return found
  })
  expect(links.map((one) => one.getAttribute('href'))).toEqual([`/immersions/${immersion}`, `/fiches/${id}`])
  expect(links[0]?.textContent).toContain('Chez le partenaire')
  expect(links[1]?.textContent).toContain('Note : Accueil debout')
  expect(links[1]?.textContent).toContain('1 changement, écrit à')
})

test('a file that waits is under the note that names it, also when its words are gone already', async () => {
  const id = await note('Avec photo')
  const { fichier } = await savePiece(db, new Blob([new Uint8Array([1])], { type: 'image/png' }))
  await saveReponse(db, id, null, { [path('photo')]: [{ id: 'p', legende: '', fichier }] }, {})
  await db.dexie.out.clear()
  render(
    <Around carnet={carnetOf(db)}>
      <EnAttente />
    </Around>,
  )
  const link = await screen.findByRole<HTMLAnchorElement>('link')
  expect(link.getAttribute('href')).toBe(`/fiches/${id}`)
  expect(link.textContent).toContain('1 pièce jointe')
  expect(link.textContent).not.toContain('changement')
})

test('a refused change that may now pass is sent again, once, and leaves the list', async () => {
  await showRefus('forbidden')
  fireEvent.click(screen.getByRole('button', { name: 'Renvoyer' }))
  await waitFor(async () => expect((await writingState(db)).rejected).toEqual([]))
  expect((await db.dexie.out.toArray()).map(({ d, s }) => [d, s])).toEqual([[refused('forbidden').d, refused('forbidden').s]])
})

test.each([
  ['R-BEP-01', 'désignez en retour une offre'],
  ['R-BEP-03', 'stagiaire en formation initiale'],
  ['R-ETH-01', 'une fois tous ses engagements pris'],
  ['R-FUTURE-01', 'la règle R-FUTURE-01 ne le permet pas'],
])('%s : an act that a rule forbids is refused by its name, and can be made again', async (regle, words) => {
  render(
    <Around carnet={carnetOf(db)}>
      <Refus refus={{ ...refused('forbidden'), s: { $envoi: { etat: 'envoyee' } }, regle }} />
    </Around>,
  )
  const said = (await screen.findByText(/Écrit/)).textContent ?? ''
  expect(said).toContain(words)
  expect(said).toContain(regle)
  expect(screen.getByRole('button', { name: 'Renvoyer' })).toBeTruthy()
})

test('what cannot pass is not offered to be sent again', async () => {
  await showRefus('gone')
  expect(screen.queryByRole('button', { name: 'Renvoyer' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Copier' })).toBeTruthy()
})

test('a refused text can be kept as a private note', async () => {
  await showRefus('gone')
  fireEvent.click(screen.getByRole('button', { name: 'Garder en note privée' }))
  await waitFor(async () => expect((await writingState(db)).rejected).toEqual([]))
  expect((await notesOf(db, null)).map(noteOf)).toMatchObject([{ texte: 'vu au guichet', visibilite: 'privee' }])
})

/** What a download was given. */
function downloads(): Blob[] {
  const given: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    given.push(blob as Blob)
    return 'blob:fichier'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  return given
}

async function save(): Promise<void> {
  render(
    <Around carnet={carnetOf(db)}>
      <SecoursBouton />
    </Around>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Fichier de secours' }))
  const act = await screen.findByRole<HTMLButtonElement>('button', { name: 'Enregistrer le fichier' })
  await waitFor(() => expect(act.disabled).toBe(false))
  fireEvent.click(act)
}

test('two touches and no network make a file with everything unsent, and its age is kept', async () => {
  const given = downloads()
  await note('Accueil debout')
  await save()
  await screen.findByText(/dans vos téléchargements/)
  expect(await given[0]?.text()).toContain('Accueil debout')
  expect(await lastRescue(db)).toMatchObject({ operations: 1 })
})

test('a share sheet that was closed leaves no false promise', async () => {
  const given = downloads()
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  const shared: File[] = []
  Object.assign(navigator, {
    // As Chromium: text may be shared, JSON may not.
    canShare: ({ files }: { files: File[] }) => files.every(({ type }) => type === 'text/plain'),
    share: async ({ files }: { files: File[] }) => {
      shared.push(...files)
      throw new DOMException('closed', 'AbortError')
    },
  })
  await note('Accueil debout')
  await save()
  await screen.findByText(/Rien n’a été enregistré/)
  expect(shared.map(({ name }) => name)).toEqual([expect.stringMatching(/^carnet-secours-.*\.txt$/)])
  expect(given).toEqual([])
  expect(await lastRescue(db)).toBeNull()
  Object.assign(navigator, { canShare: undefined, share: undefined })
})

async function readBack(text: string, at: Database): Promise<void> {
  const { container } = render(
    <Around carnet={carnetOf(at, { moi: { ...carnetOf(at).moi, personne: db.personne } })}>
      <SecoursLecture />
    </Around>,
  )
  const input = container.querySelector('input[type=file]')
  if (!(input instanceof HTMLInputElement)) throw new Error('a file is picked')
  Object.defineProperty(input, 'files', { value: [new File([text], 'secours.json')], configurable: true })
  fireEvent.change(input)
}

test('read on another device, with its passphrase, it brings the notes back', async () => {
  await note('Accueil debout')
  const { content } = await makeRescue(db, carnetOf(db).moi, 'unsent')
  const sealed = JSON.stringify(await sealRescue(await content.text(), 'trois mots'))
  const other = await newDatabase()
  await readBack(sealed, other)
  const phrase = await screen.findByLabelText('Sa phrase')
  fireEvent.input(phrase, { target: { value: 'deux mots' } })
  fireEvent.click(screen.getByRole('button', { name: 'Ouvrir' }))
  expect((await screen.findAllByText(/pas la bonne phrase/)).length).toBeGreaterThan(0)
  fireEvent.input(screen.getByLabelText('Sa phrase'), { target: { value: 'trois mots' } })
  fireEvent.click(screen.getByRole('button', { name: 'Ouvrir' }))
  await screen.findByText(/1 changement est revenu/)
  expect((await notesOf(other, null)).map((view) => noteOf(view).texte)).toEqual(['Accueil debout'])
  other.close()
})

test('the file of another person is refused with a sentence, and changes nothing', async () => {
  await note('Accueil debout')
  const stranger = { ...carnetOf(db).moi, personne: PersonneId.parse('pro-autre') }
  const { content } = await makeRescue(db, stranger, 'unsent')
  const other = await newDatabase()
  await readBack(await content.text(), other)
  await screen.findByText(/celui d’une autre personne/)
  expect(await other.dexie.out.count()).toBe(0)
  other.close()
})
