// Mistakes planted in what keeps a person's words on the device, each with the test that must see it. The source carries
// no switch: the text is changed while Vite hands it to the test. A text that is gone fails loudly.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface StoreMutant {
  file: string
  find: string
  replace: string
  /** the file of tests that is run, and words of the name of one that must fail */
  test: string
  seenBy: string
}

export const storeMutants: Record<string, StoreMutant> = {
  'the journal is not flushed': {
    file: 'src/store/journal-log.ts',
    find: 'this.file.write(bytes, this.content.length)\n    this.file.flush()',
    replace: 'this.file.write(bytes, this.content.length)',
    test: 'test/store/journal-log.test.ts',
    seenBy: 'after a power cut, everything that was said to be written is there',
  },
  'the former journal goes before the new one is flushed': {
    file: 'src/store/journal-log.ts',
    find: 'file.write(bytes, 0)\n    file.flush()',
    replace: 'file.write(bytes, 0)',
    test: 'test/store/journal-log.test.ts',
    seenBy: 'after a power cut, everything that was said to be written is there',
  },
  'a save is not told to the journal': {
    file: 'src/store/transact.ts',
    find: 'copied = journal.append(trace.records)\n      })',
    replace: 'copied = journal.append([])\n      })',
    test: 'test/store/recovery.test.ts',
    seenBy: 'a database wiped by the browser comes back from the journal',
  },
  'the copy of a photo is not flushed': {
    file: 'src/store/copy-format.ts',
    find: 'bytes.size)\n  file.flush()',
    replace: 'bytes.size)',
    test: 'test/store/copies.test.ts',
    seenBy: 'a power cut right after loses nothing',
  },
  'the copy of a photo is not waited for': {
    file: 'src/store/transact.ts',
    find: "await import('./copies.ts')",
    replace: "void import('./copies.ts')",
    test: 'test/store/copies.test.ts',
    seenBy: 'a power cut right after loses nothing',
  },
  'the copy of a photo is taken without its hash': {
    file: 'src/store/copies.ts',
    find: '(await nameOf(bytes)) === fichier',
    replace: 'bytes.byteLength > 0',
    test: 'test/store/copies.test.ts',
    seenBy: 'a copy that is not the bytes of its name is not taken',
  },
  'the copy of a photo outlives its sending': {
    file: 'src/store/photos.ts',
    find: "if (verdict === 'sent') await forgetCopies",
    replace: 'if (false) await forgetCopies',
    test: 'test/store/copies.test.ts',
    seenBy: 'once the server has the bytes the copy is gone',
  },
  'a save error is swallowed': {
    file: 'src/store/revive.ts',
    find: 'throw toSaveError(error)',
    replace: 'return undefined as T',
    test: 'test/store/failures.test.ts',
    seenBy: 'is said to be: disk',
  },
  'a save error is not shown': {
    file: 'src/ui/saves.ts',
    find: 'failed.set(place, { reason: reasonOf(error), set })',
    replace: 'failed.delete(place)',
    test: 'test/ui/non-enregistre.test.tsx',
    seenBy: 'the chip offers each text that is not kept',
  },
  'a commit whose answer was lost is made twice': {
    file: 'src/store/transact.ts',
    find: 'if (tried && (await isCommitted(db.dexie, tried))) return tried.value',
    replace: '',
    test: 'test/store/failures.test.ts',
    seenBy: 'a commit whose answer was lost is not made twice',
  },
  'an old tab goes on writing after an upgrade': {
    file: 'src/store/transact.ts',
    find: "if (schema?.k === 'schema' && schema.epoch > SCHEMA_EPOCH) throw new SaveError('outdated-tab')",
    replace: 'void SCHEMA_EPOCH',
    test: 'test/store/failures.test.ts',
    seenBy: 'saves nothing more, and says why',
  },
}

/** Plants a mutant in what Vite loads. @throws when its text is not there once */
export function plantedMutant(name: string | undefined): Plugin {
  const mutant = name === undefined ? undefined : storeMutants[name]
  if (!mutant) throw new Error(`no mutant is called ${name}`)
  const file = join(import.meta.dirname, '../..', mutant.file)
  const found = readFileSync(file, 'utf8').split(mutant.find).length - 1
  if (found !== 1) throw new Error(`the mutant “${name}” finds its text ${found} times in ${mutant.file}`)
  return {
    name: `carnet-mutant ${name}`,
    enforce: 'pre',
    transform: (code, id) => (id.split('?')[0] === file ? { code: code.replace(mutant.find, () => mutant.replace), map: null } : null),
  }
}
