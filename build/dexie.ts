// Vite plugin: Dexie without what this app never calls: its cache (off in src/store/database.ts: another tab's writes
// must be read from the disk), table hooks, virtual indexes, addons, queries and helpers nobody uses. A fifth of the first
// load otherwise. Each cut is anchored on Dexie's own text and fails loudly when that changes, or when the store calls what
// is cut. The end-to-end and torture tests run on the app so built.
import type { Plugin } from 'vite'

/** Methods without a caller, by class. */
const methods: Record<string, string[]> = {
  Table: ['offset', 'limit', 'each', 'reverse', 'mapToClass', 'defineClass', 'upsert', 'update', 'bulkAdd', 'bulkUpdate'],
  Collection: [
    ...['clone', 'raw', 'offset', 'until', 'or', 'desc', 'eachKey', 'eachUniqueKey', 'eachPrimaryKey'],
    ...['firstKey', 'lastKey', 'distinct', 'modify'],
  ],
  WhereClause: [
    ...['above', 'aboveOrEqual', 'below', 'belowOrEqual', 'startsWith', 'startsWithIgnoreCase', 'equalsIgnoreCase'],
    ...['anyOfIgnoreCase', 'startsWithAnyOfIgnoreCase', 'notEqual', 'noneOf', 'inAnyRange', 'startsWithAnyOf'],
  ],
  Transaction: ['waitFor'],
  Version: ['upgrade'],
  Dexie: ['delete', 'backendDB', 'hasBeenClosed', 'hasFailed', 'dynamicallyOpened'],
}

/** From a text to another, both once (the end: the first after it), and what takes the place of all of it. */
const cuts: [from: string, to: string, instead?: string][] = [
  // Layers nobody needs: the cache is off, there are no hooks, no index is asked by the first of its fields.
  ['this.use(cacheMiddleware);', ''],
  ['this.use(hooksMiddleware);', ''],
  ['this.use(virtualIndexMiddleware);', ''],
  ['signalSubscribersNow(everything, true);', ''],
  ['signalSubscribersNow(updateParts, true);', ''],
  ['let cachable = isCachableContext(', ': subscr;', 'const obsSet = subscr;'],
  ['const indexesWithAutoIncPK =', 'primaryKey.keyPath));'],
  ['if (indexesWithAutoIncPK) {', '});\n                                }'],
  [': Events(null, {\n                creating:', '});', ': { reading: { fire: mirror } };'],
  // Conditions on several fields, on one or another, and deletion otherwise than by primary key.
  ['const compoundIndex = this', ".equals('');", "throw new Error('one index');"],
  ['const set = {};\n        const union =', ']);'],
  ['return this.modify(deleteCallback);', '', "throw new Error('by key');"],
  // The debug mode, which Dexie turns on by itself on localhost: there as anywhere.
  ['var debug = typeof', 'test(location.href);', 'const debug = false;'],
  ['function setDebug(value, filter) {', '}'],
  ['setDebug(debug);', ''],
  // Documents of Yjs, generator functions, the list of names for browsers that have none, a schema read from the disk.
  ["if (mode !== 'readonly')\n            storeNames.forEach(", '});\n        this.db', 'this.db'],
  ['const { yProps } = table.schema;', '=> res);', 'return res;'],
  ["else if (typeof returnValue.next === 'function'", 'awaitIterator(returnValue);\n                }'],
  ['if (wasCreated)\n                _onDatabaseCreated(', ';'],
  ['if (state.autoSchema && !db._options.allowEmptyDB) {', '            else {', '{'],
  ['if (state.autoSchema)\n                        readGlobalSchema', 'else {', '{'],
  // What runs when the database is ready, addons, and what hangs on the class itself.
  ['state.onReadyBeingFired = [];\n        return', '});\n    })', '})'],
  ['this.once = (event', 'this.Collection', 'this.Collection'],
  ['const vipDB = new Proxy(', 'addons.forEach((addon) => addon(this));'],
  ['const contentUpgrade = version', ': promiseFollowed.then(() => returnValue);\n            }'],
  ['typeof FinalizationRegistry !==', "typeof WeakRef !== 'undefined'", 'false'],
  ['...fullNameExceptions,', 'ignoreTransaction(', 'ignoreTransaction('],
  ['vip,\n    async: function', '});\nDexie.maxKey', 'addons: [], dependencies: domDeps });\nDexie.maxKey'],
  ['Dexie.maxKey =', ';'],
  ['timeout: function (ms', ': this;\n    },'],
  ['PSD: {\n        get', 'rejectionMapper: {', 'rejectionMapper: {'],
]

function cut(code: string, from: string, to: string, instead = ''): string {
  const parts = code.split(from)
  const end = parts[1]?.indexOf(to) ?? -1
  if (parts.length !== 2 || end < 0) throw new Error(`Dexie has changed near: ${from}`)
  return parts[0] + instead + parts[1]?.slice(end + to.length)
}

function without(code: string, name: string, method: string): string {
  const start = code.search(new RegExp(`^(class|let Dexie\\$1 = class) ${name} \\{$`, 'm'))
  const end = code.indexOf('\n}', start)
  const body = code.slice(start, end)
  const [whole, ...more] = body.match(new RegExp(`^    ${method}\\([^\\n]*\\) \\{\\n[^]*?\\n    \\}$`, 'gm')) ?? []
  if (start < 0 || !whole || more.length > 0) throw new Error(`Dexie has changed: ${name}.${method}`)
  return code.slice(0, start) + body.replace(whole, () => '') + code.slice(end)
}

// Names that arrays, strings and maps have too are left to the types of `methods` above and to the tests.
const telling = Object.values(methods).flat().filter((name) => !['delete', 'reverse', 'limit', 'startsWith', 'or', 'raw'].includes(name))
const called = new RegExp(`\\.(${telling.join('|')})\\(`)

/** @throws when Dexie is not as it was, or when the store calls what is cut: look again at what it does */
export function slimDexie(): Plugin {
  return {
    name: 'carnet-dexie',
    apply: 'build',
    transform(code, id) {
      if (/\/src\/store\/[^/]*\.ts$/.test(id) && called.test(code)) throw new Error(`${id} calls ${called.exec(code)?.[1]}: cut from Dexie here`)
      if (!id.endsWith('/dexie/dist/modern/dexie.mjs')) return null
      let left = code
      for (const [name, gone] of Object.entries(methods)) for (const method of gone) left = without(left, name, method)
      for (const [from, to, instead] of cuts) left = cut(left, from, to, instead)
      return { code: left, map: null }
    },
  }
}
