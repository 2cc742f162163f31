import { afterEach, describe, expect, test } from 'vitest'
import { path } from '../../src/domain/id.ts'
import { shownValue, versionsOf } from '../../src/domain/register.ts'
import {
  createFiche,
  createImmersion,
  deleteDocument,
  findDocument,
  findFiche,
  findImmersion,
  fichesOf,
  listDeleted,
  listImmersions,
  live,
  notesOf,
  recentFiches,
  resolveVersion,
  restoreDocument,
  saveReponse,
  setFields,
  writingState,
} from '../../src/store/index.ts'
import { Device, noteOf, seenOf, TEXTE, textOf } from './support/device.ts'

const device = () => {
  const made = new Device()
  devices.push(made)
  return made.start().then(({ db }) => db)
}
const devices: Device[] = []
afterEach(() => {
  for (const made of devices.splice(0)) made.stop()
})
const value = (registers: Parameters<typeof shownValue>[0], at: string) => shownValue(registers, path(at))

describe('commands', () => {
  test('an immersion is there as soon as it is made, with its author', async () => {
    const db = await device()
    const id = await createImmersion(db, { titre: 'Mission locale', dates: ['2026-12-03'], statut: 'brouillon' })
    const found = await findImmersion(db, id)
    expect(found?.data).toMatchObject({ titre: 'Mission locale', dates: ['2026-12-03'], $auteur: db.personne })
    expect(found?.data.$cree_le).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
    expect(found?.pending).toBe(true)
    expect((await listImmersions(db)).map((view) => view.id)).toEqual([id])
  })

  test('fields are changed one by one; the others stay', async () => {
    const db = await device()
    const id = await createImmersion(db, { titre: 'Avant', statut: 'brouillon' })
    const [head] = (await findImmersion(db, id))?.registers[path('titre')] ?? []
    await setFields(db, id, { titre: 'Après' }, { [path('titre')]: head ? [head.o] : [] })
    expect((await findImmersion(db, id))?.data).toMatchObject({ titre: 'Après', statut: 'brouillon' })
  })

  test('five hundred characters typed in a field are one operation', async () => {
    const db = await device()
    const note = await noteOf(db, '')
    let seen = await seenOf(db, note)
    let text = ''
    for (let i = 0; i < 500; i++) {
      text += String.fromCharCode(97 + (i % 26))
      seen = [await saveReponse(db, note, null, { [TEXTE]: text }, { [TEXTE]: seen })]
    }
    const ops = await db.dexie.out.toArray()
    expect(ops.map((op) => op.n)).toEqual([1, 2])
    expect(ops[1]).toMatchObject({ rev: 499, s: { [TEXTE]: text } })
    const fiche = await findFiche(db, note)
    expect(textOf(fiche)).toBe(text)
    expect(fiche?.registers[TEXTE]).toHaveLength(1)
  })

  test('answers that fewer people may read are in a complement, and on one screen', async () => {
    const db = await device()
    const fiche = await createFiche(db, {
      gabarit: 'app-situation-elaboration',
      version: 1,
      immersion: null,
      rattachement: { type: 'seance', id: 'sea-1' },
      set: { [path('titre')]: 'Une situation' },
      acces: { auteur: { [path('intime')]: 'pour moi' } },
    })
    await saveReponse(db, fiche, 'seance', { [path('partage')]: 'au groupe' }, {})
    await saveReponse(db, fiche, 'seance', { [path('partage')]: 'au groupe entier' }, {})
    const found = await findFiche(db, fiche)
    expect(found?.complements.sort()).toEqual(['auteur', 'seance'])
    expect(value(found?.registers ?? {}, 'intime')).toBe('pour moi')
    const own = await findDocument(db, fiche)
    expect(Object.keys(own?.registers ?? {})).not.toContain('intime')
    const rows = await db.dexie.docs.where('fiche').equals(fiche).toArray()
    expect(rows.map((row) => row.kind)).toEqual(['complement', 'complement'])
    expect((await fichesOf(db, { rattachement: 'sea-1' })).map((view) => view.id)).toEqual([fiche])
    expect(found?.data).toMatchObject({ $gabarit: 'app-situation-elaboration', $gabarit_version: 1 })
  })

  test('notes are listed with their immersion, the newest first', async () => {
    const db = await device()
    const immersion = await createImmersion(db, { titre: 'I' })
    const inside = await createFiche(db, { gabarit: 'carnet-notes', version: 1, immersion, rattachement: null, set: { [TEXTE]: 'dedans' } })
    const outside = await noteOf(db, 'dehors')
    expect((await notesOf(db, immersion)).map((view) => view.id)).toEqual([inside])
    expect((await notesOf(db, null)).map((view) => view.id)).toEqual([outside])
    expect((await fichesOf(db, { immersion })).map((view) => view.id)).toEqual([inside])
    expect((await recentFiches(db, 1)).length).toBe(1)
  })

  test('what is deleted leaves the lists, waits in the corbeille and comes back', async () => {
    const db = await device()
    const note = await noteOf(db, 'à garder')
    await deleteDocument(db, note)
    expect(await findFiche(db, note)).toBeNull()
    expect(await notesOf(db, null)).toEqual([])
    expect((await listDeleted(db)).map((view) => view.id)).toEqual([note])
    await restoreDocument(db, note)
    expect(textOf(await findFiche(db, note))).toBe('à garder')
  })

  test('two versions of an answer are counted as a conflict until one is chosen', async () => {
    const db = await device()
    const note = await noteOf(db, 'commun')
    const seen = await seenOf(db, note)
    await db.dexie.out.toCollection().modify({ sealed: true })
    await saveReponse(db, note, null, { [TEXTE]: 'ici' }, { [TEXTE]: seen })
    await db.dexie.out.toCollection().modify({ sealed: true })
    await saveReponse(db, note, null, { [TEXTE]: 'là' }, { [TEXTE]: seen })
    expect((await writingState(db)).conflicts).toEqual([{ doc: note, path: TEXTE }])
    const registers = (await findFiche(db, note))?.registers ?? {}
    expect(versionsOf(registers, TEXTE).map((head) => head.v).sort()).toEqual(['ici', 'là'])
    await resolveVersion(db, note, null, TEXTE, 'là', await seenOf(db, note))
    expect((await writingState(db)).conflicts).toEqual([])
    expect(textOf(await findFiche(db, note))).toBe('là')
  })

  test('the writing state counts what the server has not confirmed', async () => {
    const db = await device()
    expect(await writingState(db)).toMatchObject({ unsent: 0, oldestUnsent: null, lastReceived: null, journal: 'ok', rejected: [] })
    await noteOf(db, 'un')
    await noteOf(db, 'deux')
    const state = await writingState(db)
    expect(state.unsent).toBe(2)
    expect(state.lastSaved).not.toBeNull()
  })

  test('a live query shows a change made in another tab', async () => {
    const here = new Device()
    devices.push(here)
    const { db } = await here.start()
    const { openStore } = await import('../../src/store/index.ts')
    const other = (await openStore(here.personne, { journal: null })).db
    const seen: number[] = []
    const changed = new Promise<void>((resolve) => {
      live(() => notesOf(db, null)).subscribe((notes) => {
        seen.push(notes.length)
        if (notes.length === 1) resolve()
      }, console.error)
    })
    await noteOf(other, 'de l’autre onglet')
    await changed
    expect(seen.at(-1)).toBe(1)
    other.close()
  })

  test('typing runs no query again but those of what is typed in; a change of what they look up does', async () => {
    const here = new Device()
    devices.push(here)
    const { db } = await here.start()
    const id = await noteOf(db, 'premier')
    const runs = { immersions: 0, corbeille: 0, gabarits: 0, note: 0, owed: 0 }
    const { docs, out } = db.dexie
    const queries = {
      immersions: () => docs.where('kind').equals('immersion').count(),
      corbeille: () => docs.where('deleted').equals(1).count(),
      gabarits: () => docs.where('gabarit').equals('spro-3-preparation').count(),
      note: () => docs.get(id),
      owed: () => out.where('d').equals('autre-document').count(),
    }
    const watching = Object.entries(queries).map(([name, query]) =>
      live<unknown>(query).subscribe(() => void runs[name as keyof typeof runs]++, console.error),
    )
    const settled = () => new Promise((resolve) => setTimeout(resolve, 60))
    await settled()
    expect(runs).toEqual({ immersions: 1, corbeille: 1, gabarits: 1, note: 1, owed: 1 })
    let seen = await seenOf(db, id)
    for (const word of ['un', 'un deux', 'un deux trois']) {
      seen = [await saveReponse(db, id, null, { [TEXTE]: word }, { [TEXTE]: seen })]
      await settled()
    }
    expect(runs).toEqual({ immersions: 1, corbeille: 1, gabarits: 1, note: 4, owed: 1 })
    await deleteDocument(db, id)
    await createImmersion(db, { titre: 'Une visite' })
    await settled()
    expect(runs).toMatchObject({ immersions: 2, corbeille: 2, gabarits: 1, owed: 1 })
    for (const one of watching) one.unsubscribe()
  })

  test('operations made in two tabs are numbered without a gap or a double', async () => {
    const here = new Device()
    devices.push(here)
    const { db } = await here.start()
    const { openStore } = await import('../../src/store/index.ts')
    const other = (await openStore(here.personne, { journal: null })).db
    await Promise.all(Array.from({ length: 20 }, (_, i) => noteOf(i % 2 ? db : other, `note ${i}`)))
    expect((await db.dexie.out.toArray()).map((op) => op.n)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    other.close()
  })
})
