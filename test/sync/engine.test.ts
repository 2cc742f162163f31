// The engine of a device, promise by promise. What random histories once broke is here by name.
import { describe, expect, test } from 'vitest'
import type { DocId } from '../../src/domain/id.ts'
import { PUSH_MAX_BYTES } from '../../src/domain/protocol.ts'
import { seal } from '../../src/store/replica.ts'
import { ALIX, BANO, CLEO, createDevice, createServer, FICHE, IMMERSION, NETWORK, record } from './device.ts'
import { copyDisk } from './memory-store.ts'

const OFFLINE = { ok: false, reason: 'offline' } as const

describe('what is typed', () => {
  test('is one operation however long, as long as it was not sent', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    let seen = alix.seen('bilan')
    for (let i = 1; i <= 500; i++) seen = [(await alix.write('bilan', 'x'.repeat(i), seen)).id]
    expect(alix.outbox()).toMatchObject([{ n: 1, rev: 499, s: { bilan: 'x'.repeat(500) }, b: { bilan: [] } }])
  })

  test('is a new operation once the former was put in a request, answered or not', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    const first = await alix.write('bilan', 'Un')
    await alix.sync({ push: async () => OFFLINE })
    const second = await alix.write('bilan', 'Un deux', [first.id])
    expect(second).toMatchObject({ n: 2, b: { bilan: [first.id] } })
    await alix.sync()
    expect(alix.outbox()).toEqual([])
    expect(alix.versions('bilan')).toEqual(['Un deux'])
  })

  test('never takes the place of a draft that was not on screen', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    await alix.write('bilan', 'premier onglet', [])
    await alix.write('bilan', 'second onglet', [])
    expect(alix.versions('bilan')).toEqual(['second onglet', 'premier onglet'])
  })

  test('takes with it what came on screen meanwhile', async () => {
    const { documents } = await createServer()
    const [alix, bano] = [createDevice(documents, ALIX), createDevice(documents, BANO)]
    await alix.sync()
    await bano.sync()
    await bano.write('bilan', 'de bano')
    await bano.sync()
    // Written while the page that brings the other version is under way.
    await alix.sync({
      pull: async (request) => {
        await alix.write('bilan', 'd’alix', [])
        return alix.wire.pull(request)
      },
    })
    expect(alix.versions('bilan')).toEqual(['d’alix', 'de bano'])
    await alix.write('bilan', 'des deux')
    await alix.sync()
    expect(alix.versions('bilan')).toEqual(['des deux'])
  })

  test('stays on screen between the answer to a push and the page that holds it', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    await alix.write('bilan', 'Un')
    expect(await alix.sync({ pull: async () => OFFLINE })).toEqual(OFFLINE)
    expect(alix.versions('bilan')).toEqual(['Un'])
    expect(alix.outbox()).toHaveLength(1)
  })
})

describe('two people in one register', () => {
  test('both versions stay until somebody who saw them chooses', async () => {
    const { documents } = await createServer()
    const [alix, bano] = [createDevice(documents, ALIX), createDevice(documents, BANO)]
    await alix.sync()
    await bano.sync()
    await alix.write('choix', 'oui')
    await bano.write('choix', 'non')
    await alix.sync()
    await bano.sync()
    await alix.sync()
    expect(alix.versions('choix')).toEqual(['non', 'oui'])
    expect(bano.versions('choix')).toEqual(['non', 'oui'])
    await alix.write('choix', 'en discussion')
    await alix.sync()
    await bano.sync()
    expect(bano.versions('choix')).toEqual(['en discussion'])
  })

  test('a write that was refused is no base of a merge: what goes on from it stays beside what was there', async () => {
    const { documents } = await createServer()
    const bano = createDevice(documents, BANO)
    const received = (people: string[]) =>
      documents.put(NETWORK, 'systeme', [{ id: IMMERSION, set: record({ accueilli: people }) }])
    await bano.sync()
    await bano.write('liste', ['a'])
    await bano.sync()
    await received([])
    await bano.write('liste', ['a', 'b'])
    await bano.sync({ pull: async () => OFFLINE }) // refused, and not yet known here
    await received([BANO])
    await bano.write('liste', ['b', 'c'])
    expect(await bano.sync()).toMatchObject({ ok: true })
    expect(bano.versions('liste')).toEqual([['b', 'c'], ['a']])
  })

  test('different sentences of a text are joined by the server, which says of what', async () => {
    const { documents } = await createServer()
    const [alix, bano] = [createDevice(documents, ALIX), createDevice(documents, BANO)]
    await alix.sync()
    await alix.write('bilan', 'Un. Deux. Trois. ')
    await alix.sync()
    await bano.sync()
    const one = await alix.write('bilan', 'Un! Deux. Trois. ')
    const three = await bano.write('bilan', 'Un. Deux. Trois! ')
    await alix.sync()
    await bano.sync()
    await alix.sync()
    for (const device of [alix, bano]) {
      expect(device.heads('bilan')).toMatchObject([{ v: 'Un! Deux. Trois! ', u: 'systeme', a: [one.id, three.id] }])
    }
  })

  test('parents are those of the opening of the field, not of the save', async () => {
    const { documents } = await createServer()
    const [alix, bano] = [createDevice(documents, ALIX), createDevice(documents, BANO)]
    await alix.sync()
    await bano.sync()
    const opened = alix.seen('choix')
    await bano.write('choix', 'non')
    await bano.sync()
    await alix.sync()
    await alix.write('choix', 'oui', opened)
    await alix.sync()
    expect(alix.versions('choix')).toEqual(['oui', 'non'])
  })

  test('two people who open the same complement apart have no choice to make about who did', async () => {
    const { documents } = await createServer()
    const [one, two] = [createDevice(documents, ALIX), createDevice(documents, ALIX)]
    const doc = `${FICHE}~auteur` as DocId
    for (const [device, hour] of [[one, '08:00:00'], [two, '09:00:00']] as const) {
      await device.sync()
      await device.create(doc, { $type: 'complement', $auteur: ALIX, $cree_le: `2026-11-21T${hour}`, $fiche: FICHE, $acces: 'auteur' })
      await device.write('prive', hour, undefined, doc)
    }
    await one.sync()
    expect(await two.sync()).toMatchObject({ ok: true, refused: 0 })
    expect(two.versions('$cree_le', doc)).toEqual(['2026-11-21T08:00:00'])
    expect(two.versions('prive', doc)).toEqual(['09:00:00', '08:00:00'])
  })
})

describe('a replica used twice', () => {
  test('takes a new name for what the server does not have, and keeps what was replaced replaced', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    await alix.write('choix', 'un')
    await alix.sync()
    const copy = createDevice(documents, ALIX, copyDisk(alix.store.disk))
    await alix.write('choix', 'deux')
    await alix.sync()
    const opened = (await copy.write('choix', 'trois')).id
    await copy.write('titre_libre', 'ailleurs')
    expect(await copy.sync()).toMatchObject({ ok: true, repaired: 1 })
    expect(copy.versions('choix')).toEqual(['trois', 'deux'])
    // The field was open all along, and names its last operation as it was called then.
    await copy.write('choix', 'trois et plus', [opened])
    await copy.sync()
    expect(copy.versions('choix')).toEqual(['trois et plus', 'deux'])
    expect(copy.outbox()).toEqual([])
  })

  test('shows the write of the copy under the name that was ours, and a choice between both replaces both', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    const copy = createDevice(documents, ALIX, copyDisk(alix.store.disk))
    await alix.write('choix', 'du premier')
    await copy.write('choix', 'du second')
    await alix.sync()
    await copy.sync()
    await copy.write('choix', 'du second, suite', copy.heads('choix').filter((head) => head.v === 'du second').map((head) => head.o))
    await copy.sync()
    expect(copy.versions('choix')).toEqual(['du second, suite', 'du premier'])
    await copy.write('choix', 'choisi')
    await copy.sync()
    await alix.sync()
    expect(alix.versions('choix')).toEqual(['choisi'])
  })

  test('of a phone put back from a backup goes on from what the server knows', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    const backup = copyDisk(alix.store.disk)
    await alix.write('choix', 'un')
    await alix.sync()
    alix.store.disk = backup
    await alix.sync()
    expect(alix.store.disk.meta.n).toBe(1)
    await alix.write('choix', 'deux')
    expect(await alix.sync()).toMatchObject({ ok: true, repaired: 0 })
    expect(alix.versions('choix')).toEqual(['deux'])
  })

  test('and put back from a backup does not take another write of the same number for its own', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    const backup = copyDisk(alix.store.disk)
    await alix.write('choix', 'un')
    await alix.sync()
    alix.store.disk = backup
    // Written while the pull is under way that says “I have your number 1”.
    await alix.sync({
      pull: async (request) => {
        await alix.write('liste', ['à garder'])
        return alix.wire.pull(request)
      },
    })
    expect(alix.outbox()).toHaveLength(1)
    await alix.sync()
    expect(alix.versions('liste')).toEqual([['à garder']])
    expect(alix.versions('choix')).toEqual(['un'])
  })

  test('by another person is nobody’s: the second one takes a name of their own', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    await alix.write('choix', 'un')
    await alix.sync()
    const disk = copyDisk(alix.store.disk)
    disk.meta = { ...disk.meta, personne: CLEO, cursors: {} }
    const cleo = createDevice(documents, CLEO, disk)
    await cleo.write('liste', ['deux'])
    expect(await cleo.sync()).toMatchObject({ ok: true, repaired: 1 })
    expect(cleo.versions('liste')).toEqual([['deux']])
  })
})

describe('a right that is lost', () => {
  test('refuses what comes too late, gives it back to its author, and takes the document away only then', async () => {
    const { documents } = await createServer()
    const bano = createDevice(documents, BANO)
    await bano.sync()
    await bano.write('choix', 'écrit avant')
    await documents.put(NETWORK, 'systeme', [{ id: IMMERSION, set: record({ accueilli: [] }) }])
    // Nothing gets through but the pull: the document leaves the channel while something is owed to it.
    expect(await bano.sync({ push: async () => OFFLINE })).toEqual(OFFLINE)
    expect(bano.versions('choix')).toEqual(['écrit avant'])
    expect(await bano.sync()).toMatchObject({ ok: true, sent: 1, refused: 1 })
    expect([...bano.store.disk.rejected.values()]).toMatchObject([{ d: FICHE, s: { choix: 'écrit avant' }, reason: 'forbidden' }])
    expect(bano.store.disk.docs.has(FICHE)).toBe(false)
    expect(bano.outbox()).toEqual([])
    const other = createDevice(documents, BANO)
    await other.sync()
    expect(other.store.disk.rejected.size).toBe(1)
  })

  test('and found again brings the document back whole', async () => {
    const { documents } = await createServer()
    const bano = createDevice(documents, BANO)
    await documents.put(NETWORK, 'systeme', [{ id: FICHE, set: record({ bilan: 'Long.' }) }])
    await bano.sync()
    for (const accueilli of [[], [BANO]]) {
      await documents.put(NETWORK, 'systeme', [{ id: IMMERSION, set: record({ accueilli }) }])
      await bano.sync()
      expect(bano.store.disk.docs.has(FICHE)).toBe(accueilli.length > 0)
    }
    expect(bano.versions('bilan')).toEqual(['Long.'])
  })
})

describe('erasure', () => {
  test('takes the document, what was owed to it and what was refused of it from every device', async () => {
    const { database, documents } = await createServer()
    const [alix, bano] = [createDevice(documents, ALIX), createDevice(documents, BANO)]
    await alix.sync()
    await bano.sync()
    await bano.create(`${FICHE}~auteur` as DocId, { $type: 'complement', $fiche: FICHE, $acces: 'auteur', prive: 'secret' })
    await bano.sync()
    expect([...bano.store.disk.rejected.values()]).toMatchObject([{ s: { prive: 'secret' } }])
    await alix.write('bilan', 'secret', [])
    await alix.sync()
    await documents.erase(NETWORK, FICHE)
    await alix.sync({
      pull: async (request) => {
        if (alix.outbox().length === 0) await alix.write('bilan', 'encore secret', [])
        return alix.wire.pull(request)
      },
    })
    await alix.sync()
    await bano.sync()
    for (const { store } of [alix, bano]) {
      expect(store.disk.docs.has(FICHE)).toBe(false)
      expect(JSON.stringify([[...store.disk.docs], [...store.disk.out], [...store.disk.rejected]])).not.toContain('secret')
      expect(store.disk.out.size).toBe(0)
    }
    expect(JSON.stringify(database.raw.prepare('select body from oplog').all())).not.toContain('secret')
    expect(JSON.stringify(database.raw.prepare('select state from doc').all())).not.toContain('secret')
  })
})

describe('a round', () => {
  test('halves what is too big, and names a single operation that is', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    for (const path of ['choix', 'liste', 'bilan', 'titre_libre', 'note_libre']) await alix.write(path, path)
    const sizes: number[] = []
    const result = await alix.sync({
      push: async (request) => {
        sizes.push(request.ops.length)
        return request.ops.length > 2 ? { ok: false, reason: 'too-big' } : alix.wire.push(request)
      },
    })
    expect(result).toMatchObject({ ok: true, sent: 5 })
    expect(sizes).toEqual([5, 2, 2, 1])
    await alix.write('choix', 'encore')
    expect(await alix.sync({ push: async () => ({ ok: false, reason: 'too-big' }) })).toEqual({ ok: false, reason: 'too-big' })
    expect(alix.outbox()).toHaveLength(1)
  })

  test('sends no more bytes at once than a request may have', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    for (let i = 0; i < 8; i++) await alix.write(`texte${i}`, 'é'.repeat(60_000))
    const batch = await seal(alix.store, 200)
    expect(batch.ops.length).toBeGreaterThan(0)
    expect(new TextEncoder().encode(JSON.stringify(batch)).length).toBeLessThanOrEqual(PUSH_MAX_BYTES)
    expect(await alix.sync()).toMatchObject({ ok: true, sent: 8 })
  })

  test('ends although somebody types during each request', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    let i = 0
    await alix.write('bilan', `${i}`)
    const result = await alix.sync({
      push: async (request) => {
        await alix.write('bilan', `${++i}`)
        return alix.wire.push(request)
      },
    })
    expect(result).toMatchObject({ ok: true, sent: 3 })
    await alix.sync()
    expect(alix.versions('bilan')).toEqual([`${i}`])
    expect(alix.outbox()).toEqual([])
  })

  test('fails as a value, and an answer that makes no sense for ever does not ask for ever', async () => {
    const { documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    await alix.write('choix', 'un')
    let asked = 0
    const result = await alix.sync({
      push: async () => {
        asked++
        return { ok: true, value: { kind: 'forked', at: 0 } }
      },
    })
    expect(result).toEqual({ ok: false, reason: 'server' })
    expect(asked).toBeLessThan(12)
    await alix.sync()
    expect(alix.versions('choix')).toEqual(['un'])
  })

  test('sends again what the server lost without a word', async () => {
    const { database, documents } = await createServer()
    const alix = createDevice(documents, ALIX)
    await alix.sync()
    await alix.write('choix', 'un')
    await alix.sync({ pull: async () => OFFLINE })
    database.raw.exec(`delete from oplog where replica = '${alix.store.disk.meta.replica}'; delete from replica where id = '${alix.store.disk.meta.replica}'`)
    await alix.write('liste', ['deux'])
    await alix.sync()
    expect(alix.outbox()).toEqual([])
    expect(await documents.read(NETWORK, FICHE)).toMatchObject({ choix: [{ v: 'un' }], liste: [{ v: ['deux'] }] })
  })
})
