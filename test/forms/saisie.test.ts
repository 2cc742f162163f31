// The writer of a register: slow saves, failing saves, changes from elsewhere. Nothing typed is lost, one write at a
// time, nothing moves under the fingers.
import { describe, expect, test } from 'vitest'
import { type OpId, path, type PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { applyChange, noRegisters, type Registers } from '../../src/domain/register.ts'
import { createControl } from '../../src/forms/saisie.ts'
import { nextOp } from './support/exemples.ts'

const at = path('texte')

/** A store that commits when it is told to, as the engine does: one operation, heads replaced as the base says. */
function world(first: Json | null = null) {
  let registers: Registers = noRegisters()
  const writes: { value: Json; seen: OpId[] }[] = []
  const waiting: { commit(): OpId; fail(): void }[] = []
  let most = 0
  let flying = 0
  const put = (value: Json, seen: OpId[], u: string, o = nextOp()) => {
    registers = applyChange(registers, { s: { [at]: value }, b: { [at]: seen } }, { o, t: 0, u: u as PersonneId, s: 1 })
    return o
  }
  if (first !== null) put(first, [], 'moi')
  const control = createControl(at, registers, (value, seen) => {
    writes.push({ value, seen })
    flying++
    most = Math.max(most, flying)
    return new Promise((resolve, reject) => {
      waiting.push({
        commit() {
          flying--
          const op = put(value, seen, 'moi')
          resolve(op)
          return op
        },
        fail() {
          flying--
          reject(new Error('quota'))
        },
      })
    })
  })
  const settle = async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }
  return {
    control,
    writes,
    put,
    most: () => most,
    heads: () => registers[at] ?? [],
    /** the store tells the screen */
    show: () => control.receive(structuredClone(registers)),
    commit: async () => {
      const op = waiting.shift()?.commit()
      await settle()
      return op
    },
    fail: async () => {
      waiting.shift()?.fail()
      await settle()
    },
    pending: () => waiting.length,
  }
}

describe('typing', () => {
  test('keeps each input, one write in flight, the latest text next', async () => {
    const { control, writes, commit, most, pending } = world()
    control.open()
    for (const text of ['b', 'bo', 'bon', 'bonj']) control.set(text)
    expect(writes.map(({ value }) => value)).toEqual(['b'])
    expect(control.value).toBe('bonj')
    const first = await commit()
    expect(writes.map(({ value }) => value)).toEqual(['b', 'bonj'])
    expect(writes[1]?.seen).toEqual([first])
    await commit()
    expect([most(), pending(), control.unsaved]).toEqual([1, 0, false])
  })

  test('replaces what was on screen when the champ was opened, not what came since', async () => {
    const { control, writes, put, show, heads, commit } = world('avant')
    const opened = heads().map(({ o }) => o)
    control.open()
    put('autre', opened, 'elle')
    show()
    control.set('le mien')
    expect(writes[0]?.seen).toEqual(opened)
    await commit()
    show()
    expect(control.versions.map(({ v }) => v).sort()).toEqual(['autre', 'le mien'])
  })

  test('does not move when somebody else changes it; says so, and shows it when asked', async () => {
    const { control, put, show, heads } = world('avant')
    control.open()
    const other = put('autre', heads().map(({ o }) => o), 'elle')
    show()
    expect(control.value).toBe('avant')
    expect(control.ailleurs?.v).toBe('autre')
    control.adopt()
    expect(control.value).toBe('autre')
    expect(control.ailleurs).toBeNull()
    control.set('autre encore')
    expect(control.unsaved).toBe(true)
    expect(heads()[0]?.o).toBe(other)
  })

  test('its own write coming back is no news', async () => {
    const { control, show, commit } = world('avant')
    control.open()
    control.set('après')
    await commit()
    show()
    expect(control.ailleurs).toBeNull()
    expect(control.value).toBe('après')
  })

  test('once closed, shows what is kept; between the commit and the store’s word, what was typed', async () => {
    const { control, show, commit, put, heads } = world('avant')
    control.open()
    control.set('après')
    control.close()
    expect(control.value).toBe('après')
    await commit()
    expect(control.value).toBe('après')
    show()
    expect(control.value).toBe('après')
    put('autre', heads().map(({ o }) => o), 'elle')
    show()
    expect(control.value).toBe('autre')
  })

  test('typed and committed while closed, then changed elsewhere before the store’s word: the newer is shown', async () => {
    const { control, show, commit, put, heads } = world('avant')
    control.set('après')
    await commit()
    put('autre', heads().map(({ o }) => o), 'elle')
    show()
    expect(control.value).toBe('autre')
  })

  test('with two versions, typing replaces only the one on screen', async () => {
    const { control, put, show, commit } = world('un')
    put('deux', [], 'elle')
    show()
    expect(control.versions.length).toBe(2)
    control.open()
    const shown = control.value
    control.set('trois')
    await commit()
    show()
    expect(control.versions.map(({ v }) => v).sort()).toEqual(['trois', shown === 'un' ? 'deux' : 'un'].sort())
  })
})

describe('a save that fails', () => {
  test('keeps the text on screen and says so; trying again keeps it for good', async () => {
    const { control, fail, commit, heads, show } = world('avant')
    control.open()
    control.set('important')
    await fail()
    expect([control.echec, control.value, control.unsaved]).toEqual([true, 'important', true])
    control.close()
    show()
    expect([control.echec, control.value]).toEqual([true, 'important'])
    control.retry()
    await commit()
    expect([control.echec, control.unsaved, heads()[0]?.v]).toEqual([false, false, 'important'])
  })

  test('the next key tries again with the whole text', async () => {
    const { control, writes, fail, commit } = world()
    control.set('a')
    await fail()
    control.set('ab')
    expect(writes.map(({ value }) => value)).toEqual(['a', 'ab'])
    await commit()
    expect(control.echec).toBe(false)
  })

  test('typed while the failing save was under way: the newer text is tried at once', async () => {
    const { control, writes, fail, commit, heads } = world()
    control.set('a')
    control.set('ab')
    await fail()
    expect(writes.map(({ value }) => value)).toEqual(['a', 'ab'])
    await commit()
    expect(heads()[0]?.v).toBe('ab')
  })
})

test('random typing over slow and failing saves always ends with the last text kept', async () => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % below
  }
  for (let run = 0; run < 300; run++) {
    const { control, commit, fail, pending, show, heads, most } = world(run % 2 ? 'avant' : null)
    let text = ''
    for (let step = 0; step < 20; step++) {
      const act = random(6)
      if (act <= 2) {
        text += String.fromCharCode(97 + random(26))
        control.set(text)
      }
      if (act === 3) await commit()
      if (act === 4) await fail()
      if (act === 5) random(2) ? control.open() : control.close()
      show()
      if (text) expect(control.value).toBe(text)
    }
    while (pending() > 0 || control.echec) {
      if (control.echec) control.retry()
      await commit()
    }
    control.close()
    show()
    if (text) expect([control.value, heads().length, heads()[0]?.v]).toEqual([text, 1, text])
    expect(most()).toBeLessThanOrEqual(1)
  }
})
