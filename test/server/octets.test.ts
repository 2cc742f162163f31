// What is erased is gone from the disk too, not only from what the database shows: the bytes of the SQLite file and of its
// journal, while the server runs. (PostgreSQL keeps old rows until its VACUUM: docs/fiabilite.md says what to do.)
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { type DocId, newDocId } from '../../src/domain/id.ts'
import { openSqlite } from '../../server/database-sqlite.ts'
import { onPostgres } from '../support/engine.ts'
import { folder, RESEAU, world } from './world.ts'

/** Every byte that the database has on the disk. */
const bytesOf = (dataDir: string): string =>
  ['carnet.sqlite', 'carnet.sqlite-wal']
    .map((name) => join(dataDir, name))
    .filter(existsSync)
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n')

describe.skipIf(onPostgres)('the bytes of what was erased', () => {
  test('are nowhere in the file nor in its journal, whatever the length, however often it was rewritten', async () => {
    const dataDir = folder()
    const { service, person, device } = await world({ dataDir, database: join(dataDir, 'carnet.sqlite') })
    const phone = await device(await person('Camille'))
    // Short, of a page, of several pages: written again longer, then shorter, among others that stay.
    const erased: { id: DocId; token: string }[] = []
    const kept: string[] = []
    for (let i = 0; i < 120; i++) {
      const id = newDocId()
      const token = `jeton${String(i).padStart(4, '0')}${newDocId()}`
      const long = [40, 900, 4_000, 30_000][i % 4] ?? 0
      for (const length of [long, long * 2, 30])
        await phone.push(phone.op(id, { ...(length === long ? header(phone.personne) : {}), texte: `${token} ${'mot '.repeat(length / 4)}${token}` }))
      if (i % 3 === 0) kept.push(token)
      else erased.push({ id, token })
    }
    const before = bytesOf(dataDir)
    for (const token of [...kept, ...erased.map((one) => one.token)]) expect(before).toContain(token)
    for (const { id } of erased) await service.erase(RESEAU, id)
    const after = bytesOf(dataDir)
    expect(erased.filter(({ token }) => after.includes(token))).toEqual([])
    for (const token of kept) expect(after).toContain(token)
  })

  test('nor in what an erasure left while a backup was reading, once that is done', async () => {
    const dataDir = folder()
    const file = join(dataDir, 'carnet.sqlite')
    const { service, person, device } = await world({ dataDir, database: file })
    const phone = await device(await person('Camille'))
    const id = newDocId()
    const token = `jeton${newDocId()}`
    await phone.push(phone.note(token, id))
    const reader = new DatabaseSync(file, { readOnly: true })
    reader.exec('BEGIN')
    reader.prepare('select count(*) from doc').get()
    await service.erase(RESEAU, id)
    expect((await phone.pull()).has(id)).toBe(false)
    expect(bytesOf(dataDir)).toContain(token) // the reader still has its state: nobody waited for it
    reader.exec('COMMIT')
    reader.close()
    await service.tidy()
    expect(bytesOf(dataDir)).not.toContain(token)
  })

  test('nor, from the next start, in the free room of a file written before bytes were overwritten', async () => {
    const dataDir = folder()
    const file = join(dataDir, 'carnet.sqlite')
    const former = new DatabaseSync(file)
    former.exec("PRAGMA secure_delete = OFF; create table former (id text); insert into former values ('kept'), ('jeton-effacé')")
    former.exec("delete from former where id <> 'kept'")
    former.close()
    expect(bytesOf(dataDir)).toContain('jeton-effac')
    const database = await openSqlite(file)
    await database.scrub()
    expect(bytesOf(dataDir)).not.toContain('jeton-effac')
    expect(database.raw.prepare('select id from former').all()).toEqual([{ id: 'kept' }])
    await database.close()
  })
})

const header = (personne: string) => ({
  $type: 'fiche',
  $gabarit: 'carnet-notes',
  $gabarit_version: 1,
  $auteur: personne,
  $cree_le: '2026-11-22T09:00:00',
})
