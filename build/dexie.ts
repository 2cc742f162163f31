// Vite plugin: Dexie without two of its layers that this app has switched off: its cache (`cache: 'disabled'` in
// src/store/database.ts: another tab's writes must be read from the disk) and table hooks, which nobody registers. 2 kB of
// the first load. The end-to-end and torture tests run on the app so built.
import type { Plugin } from 'vite'

const layers = ['this.use(cacheMiddleware);', 'this.use(hooksMiddleware);']

/** @throws when Dexie no longer names these layers so: look again at what it does */
export function slimDexie(): Plugin {
  return {
    name: 'carnet-dexie',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/dexie/dist/modern/dexie.mjs')) return null
      for (const layer of layers) if (code.split(layer).length !== 2) throw new Error(`Dexie has its layer: ${layer}`)
      return { code: layers.reduce((left, layer) => left.replace(layer, ''), code), map: null }
    },
  }
}
