// A device of the tests: a real database in memory, its rescue journal, and what a restart of the app does to both.
import { Dexie } from 'dexie'
import { NetworkId, path, PersonneId } from '../../../src/domain/id.ts'
import { headsOf, shownValue } from '../../../src/domain/register.ts'
import { type Database, databaseName } from '../../../src/store/database.ts'
import { createNote, type FicheView, findFiche, notesOf, openStore } from '../../../src/store/index.ts'
import { MemoryDisk } from './memory-journal.ts'

export const TEXTE = path('texte')
export const NETWORK = NetworkId.parse('reseau-test')

let count = 0
/** A person nobody else is: each test has its own database. */
const newPersonne = (): PersonneId => PersonneId.parse(`per-test-${process.pid}-${++count}`)

export class Device {
  readonly personne = newPersonne()
  readonly disk = new MemoryDisk()
  db: Database | null = null

  /** Starts the app. */
  async start() {
    const opened = await openStore(this.personne, { journal: this.disk.open() })
    this.db = opened.db
    return opened
  }

  /** The app is gone; what was committed stays. */
  stop(): void {
    this.db?.close()
    this.db = null
  }

  /** The browser deletes the database, and nothing else. */
  async wipe(): Promise<void> {
    this.stop()
    await Dexie.delete(databaseName(this.personne))
  }
}

export const noteOf = (db: Database, texte: string) => createNote(db, { version: 1, immersion: null, set: { [TEXTE]: texte } })

export const textOf = (fiche: FicheView | null): unknown => (fiche ? shownValue(fiche.registers, TEXTE) : null)

export const textsOf = async (db: Database): Promise<unknown[]> => (await notesOf(db, null)).map(textOf).sort()

/** What is on screen when a field is opened. */
export const seenOf = async (db: Database, id: Parameters<typeof findFiche>[1], at = TEXTE) =>
  headsOf((await findFiche(db, id))?.registers ?? {}, at)
