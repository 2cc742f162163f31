// Backups and their restore: whole, made while the server runs, and what devices hold comes back by itself.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backup, prune, restore } from '../../server/backup.ts'
import { newDocId } from '../../src/domain/id.ts'
import { folder, world } from './world.ts'

async function running() {
  const dataDir = folder()
  const here = await world({ dataDir, database: join(dataDir, 'carnet.sqlite') })
  const camille = await here.person('Camille')
  const device = await here.device(camille)
  return { ...here, dataDir, camille, device }
}

describe('a backup', () => {
  test('is made beside the server that is up, and holds everything it answered', async () => {
    const { dataDir, device } = await running()
    for (let i = 0; i < 30; i++) await device.push(device.note(`note ${i}`, newDocId()))
    const to = folder()
    const { folder: made, manifest } = backup(dataDir, to)
    await device.push(device.note('après', newDocId()))
    expect(manifest.documents).toBe(31) // the notes and the person
    expect(readdirSync(to)).toHaveLength(1)
    expect(existsSync(join(made, 'carnet.sqlite'))).toBe(true)
  })

  test('of nothing is refused; old ones go, the newest stay', async () => {
    const to = folder()
    expect(() => backup(folder(), to)).toThrow('Il n’y a pas de données')
    const { dataDir } = await running()
    for (const at of [1, 2, 3]) backup(dataDir, to, Date.UTC(2026, 0, at))
    expect(prune(to, 2)).toEqual(['carnet-20260101-000000'])
    expect(readdirSync(to)).toEqual(['carnet-20260102-000000', 'carnet-20260103-000000'])
  })
})

describe('a restore', () => {
  test('is refused when the copy was changed or is no database, and touches nothing', async () => {
    const { dataDir, service } = await running()
    const { folder: made } = backup(dataDir, folder())
    await service.close()
    writeFileSync(join(made, 'carnet.sqlite'), 'pas une base')
    await expect(restore(dataDir, made)).rejects.toThrow('a changé depuis')
    await expect(restore(dataDir, folder())).rejects.toThrow('n’est pas une sauvegarde')
    expect(existsSync(join(dataDir, 'carnet.sqlite'))).toBe(true)
  })

  test('keeps the former data aside, changes the epoch and erases again what was erased since', async () => {
    const { dataDir, service, device } = await running()
    const kept = newDocId()
    const erased = newDocId()
    await device.push(device.note('gardée', kept), device.note('à effacer', erased))
    const { folder: made } = backup(dataDir, folder())
    const before = (await (await device.ask('/api/pull', { body: device.pullRequest() })).json()) as { epoch: string }
    await service.documents.erase('reseau' as Parameters<typeof service.documents.erase>[0], erased)
    await service.close()

    const { aside, documents, erased: again } = await restore(dataDir, made)
    expect(documents).toBe(3)
    expect(again).toBeGreaterThanOrEqual(1)
    expect(aside && existsSync(join(aside, 'carnet.sqlite'))).toBe(true)

    const after = await world({ dataDir, database: join(dataDir, 'carnet.sqlite') })
    const network = 'reseau' as Parameters<typeof after.service.documents.read>[0]
    expect(await after.service.documents.read(network, kept)).not.toBeNull()
    expect(await after.service.documents.read(network, erased)).toBeNull()
    const answer = await (
      await after.ask('/api/pull', {
        headers: { cookie: device.cookie },
        body: { v: 1, replica: device.replica, epoch: before.epoch, cursors: {}, rejectedAfter: 0, limit: 10 },
      })
    ).json()
    expect(answer).toMatchObject({ kind: 'epoch' })
  })
})
