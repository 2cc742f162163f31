import { Dexie } from 'dexie'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Database, SCHEMA_EPOCH } from '../../src/store/database.ts'
import { openStore, reasonOf, SaveError, type SaveReason, saveReponse, writingState } from '../../src/store/index.ts'
import { Device, noteOf, TEXTE, textsOf } from './support/device.ts'

const devices: Device[] = []
const newDevice = () => {
  const device = new Device()
  devices.push(device)
  return device
}
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  for (const device of devices.splice(0)) device.stop()
})

const failure = (name: string, message = ''): DOMException => new DOMException(message, name)

/** The browser's IndexedDB refuses each write on its way in, `times` times. */
function refuse(error: DOMException, times = Number.POSITIVE_INFINITY): { count: number } {
  const seen = { count: 0 }
  const put = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name !== 'out' || seen.count >= times) return put.apply(this, args)
    seen.count++
    throw error
  })
  return seen
}

const reasonGiven = async (saving: Promise<unknown>): Promise<SaveReason | 'kept'> => {
  try {
    await saving
    return 'kept'
  } catch (error) {
    if (!(error instanceof SaveError)) throw error
    return error.reason
  }
}

describe('a save that fails', () => {
  // The commonest failures that others see in the field, as the browsers name them.
  test.each([
    ['QuotaExceededError', '', 'quota'],
    ['UnknownError', 'Internal error opening backing store for indexedDB.open.', 'disk'],
    ['UnknownError', 'Encountered full disk while opening backing store for indexedDB.open.', 'disk'],
    ['AbortError', '', 'disk'],
    ['UnknownError', 'Connection to Indexed Database server lost. Refresh the page to try again', 'closed'],
    ['InvalidStateError', 'The database connection is closing.', 'closed'],
    ['UnknownError', 'Attempt to get a record from database without an in-progress transaction', 'closed'],
    ['UnknownError', 'Cannot inject key into script value', 'closed'],
    ['TimeoutError', '', 'closed'],
    ['VersionError', '', 'outdated-tab'],
    ['DataCloneError', '', 'unknown'],
  ] as const)('%s « %s » is said to be: %s', async (name, message, reason) => {
    const device = newDevice()
    const { db } = await device.start()
    const refused = refuse(failure(name, message))
    expect(await reasonGiven(noteOf(db, 'ne doit pas passer pour enregistrée'))).toBe(reason)
    expect(refused.count).toBeGreaterThan(0)
    vi.restoreAllMocks()
    expect(await textsOf(db)).toEqual([])
    expect(await reasonGiven(noteOf(db, 'à nouveau'))).toBe('kept')
  })

  test('changes nothing on screen: neither document nor operation is half written', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const note = await noteOf(db, 'avant')
    refuse(failure('QuotaExceededError'))
    await reasonGiven(saveReponse(db, note, null, { [TEXTE]: 'après' }, {}))
    vi.restoreAllMocks()
    expect(await textsOf(db)).toEqual(['avant'])
    expect(await db.dexie.out.count()).toBe(1)
  })

  test('a connection that died is opened again, and the save succeeds', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const refused = refuse(failure('UnknownError', 'Connection to Indexed Database server lost.'), 2)
    const opened = vi.spyOn(db.dexie, 'open')
    expect(await reasonGiven(noteOf(db, 'gardée'))).toBe('kept')
    expect(refused.count).toBe(2)
    expect(opened).toHaveBeenCalledTimes(2)
    expect(await textsOf(db)).toEqual(['gardée'])
  })

  test('a dead connection is opened again three times at most', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const opened = vi.spyOn(db.dexie, 'open')
    refuse(failure('UnknownError', 'Connection to Indexed Database server lost.'))
    expect(await reasonGiven(noteOf(db, 'perdue'))).toBe('closed')
    expect(opened).toHaveBeenCalledTimes(3)
  })

  test('a commit whose answer was lost is not made twice', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const transaction = db.dexie.transaction.bind(db.dexie) as (...args: unknown[]) => PromiseLike<unknown>
    vi.spyOn(db.dexie, 'transaction').mockImplementationOnce(((...args: unknown[]) =>
      transaction(...args).then(() => {
        throw failure('InvalidStateError', 'The database connection is closing.')
      })) as never)
    expect(await reasonGiven(noteOf(db, 'une seule fois'))).toBe('kept')
    expect(await db.dexie.out.count()).toBe(1)
    expect(await textsOf(db)).toEqual(['une seule fois'])
  })

  test('a full storage gives its ballast back once, then says so', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const dropped = vi.fn(async (name: string) => name === 'carnet-lest')
    vi.stubGlobal('caches', { delete: dropped, open: async () => ({ match: async () => undefined, put: async () => undefined }) })
    refuse(failure('QuotaExceededError'), 1)
    expect(await reasonGiven(noteOf(db, 'tient dans la place rendue'))).toBe('kept')
    expect(dropped).toHaveBeenCalledTimes(1)
    vi.restoreAllMocks()
    vi.stubGlobal('caches', { delete: async () => false, open: async () => ({}) })
    refuse(failure('QuotaExceededError'))
    expect(await reasonGiven(noteOf(db, 'trop'))).toBe('quota')
  })

  test('the reason is found under what Dexie wraps around it', () => {
    expect(reasonOf(new Dexie.AbortError('aborted', failure('QuotaExceededError')))).toBe('quota')
    expect(reasonOf(new Error('bug'))).toBe('unknown')
  })
})

describe('an old tab after an upgrade', () => {
  const upgradeTo = (db: Database, epoch: number) => db.dexie.meta.put({ k: 'schema', epoch })

  test('saves nothing more, and says why', async () => {
    const device = newDevice()
    const { db } = await device.start()
    await noteOf(db, 'avant la mise à jour')
    await upgradeTo(db, SCHEMA_EPOCH + 1)
    expect(await reasonGiven(noteOf(db, 'par du vieux code'))).toBe('outdated-tab')
    expect(await textsOf(db)).toEqual(['avant la mise à jour'])
    await upgradeTo(db, SCHEMA_EPOCH)
  })

  test('lets the new version have the database, and does not come back to it', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const newer = new Dexie(db.name)
    newer.version(2).stores({ docs: 'id', ajout: 'id' })
    await newer.open()
    expect(await reasonGiven(noteOf(db, 'par du vieux code'))).toBe('outdated-tab')
    expect(db.outdated).toBe(true)
    newer.close()
  })

  test('an app older than the database opens nothing and says so', async () => {
    const device = newDevice()
    const { db } = await device.start()
    await noteOf(db, 'par la nouvelle version')
    await upgradeTo(db, SCHEMA_EPOCH + 1)
    device.stop()
    expect(await reasonGiven(openStore(device.personne, { journal: null }))).toBe('outdated-tab')
  })
})

describe('a database that was never there', () => {
  test('is said when this browser had one', async () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) })
    const device = newDevice()
    expect((await device.start()).recovered).toBeNull()
    await device.wipe()
    device.disk.a.truncate(0)
    device.disk.b.truncate(0)
    const again = await device.start()
    expect(again.recovered).toMatchObject({ kind: 'lost', operations: 0 })
    expect((await writingState(again.db)).unsent).toBe(0)
  })
})
