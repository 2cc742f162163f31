import preact from '@preact/preset-vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { catalogue } from './build/catalogue.ts'
import { slimDexie } from './build/dexie.ts'
import { manifest } from './build/manifest.ts'

const api = `http://127.0.0.1:${process.env.API_PORT ?? 8081}`

/** The folders of src/ui that are one part of the app each. */
const parts = /src\/ui\/(suivi|insertion|bourse|echanges|app|signature|restitution|relecture|impression|territoire|rome)\/.*\.tsx?$/
const partOf = (id: string): string => parts.exec(id)?.[1] ?? 'parts'
/** What is reached from « Moi ». */
const moi =
  /src\/ui\/(screens\/(MoiScreen|Sante|Corbeille|Inviter|Prete)|parts\/(Secours|Appareils|Conflits|PhotosRefusees|Refus|EnAttente|EnvoiPieces))\.tsx$/

/** What works behind the screens from the first one on: sync, files, what is to be forgotten. */
const arriere =
  /src\/(sync\/(schedule|alone|events|photos|originals|request|resume|round|status|transport)|store\/(ballast|copies|copies-opfs|copy-format|jpeg-small|memos|originals|oubli|photos|piece-rows|refused-photos|replicas-here|room|rounds|storage-health|suivi|waiting|fork|receive|replica))\.ts$/

/** What many late screens share: small, and needing little else. */
const communs =
  /src\/ui\/(parts\/(Choix|Etiquettes|Rang|Sheet|StateSheet|Supprimer|Tirage|icons-more)\.tsx?|(etiquettes|group|hand-over|immersion|keep-both|phrase-etat|phrases|refus-mots|use-register)\.ts)$/
/** What lists and dossiers share. */
const listes =
  /src\/ui\/(parts\/(FicheCorbeille|LienGuide|Nom|Personnes|Quand)\.tsx|(registres|use-points|use-progress|use-titre)\.ts)$/

export default defineConfig({
  plugins: [
    catalogue(),
    slimDexie(),
    preact({ devToolsEnabled: false, reactAliasesEnabled: false }),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      // Registered by src/ui/pwa.ts, through the Trusted Types policy; a new version waits for the person's agreement.
      injectRegister: null,
      registerType: 'prompt',
      manifest,
      includeManifestIcons: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,svg,woff2,webmanifest}', 'icons/icone-192.png'],
        // The writer of Excel files is kept once it was used (src/sw.ts); CSV needs nothing more.
        globIgnores: ['assets/xlsx-*.js'],
      },
    }),
  ],
  build: {
    target: 'es2022',
    // What a late part needs is asked for by itself: the lists of it would weigh on the first load. Style sheets come first.
    modulePreload: { polyfill: false, resolveDependencies: (_, deps) => deps.filter((name) => name.endsWith('.css')) },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 250,
    rolldownOptions: {
      output: {
        // Few requests up to a working fiche: what every screen needs, then what a fiche needs, each whole.
        codeSplitting: {
          groups: [
            { name: 'app', tags: ['$initial'], priority: 2 },
            { name: 'fiche', test: /screens[\\/]FicheScreen\.tsx$/, priority: 1 },
            // What comes later, in parts large enough to compress well: all of it is kept on the device (400 kB at most).
            // Gabarits: src/forms/packs.ts.
            { name: partOf, test: parts, includeDependenciesRecursively: false },
            { name: 'suivre', test: /src\/suivi\/[a-z-]+\.ts$/, includeDependenciesRecursively: false },
            { name: 'arriere', test: arriere, includeDependenciesRecursively: false },
            { name: 'communs', test: communs, includeDependenciesRecursively: false },
            { name: 'listes', test: listes, includeDependenciesRecursively: false },
            { name: 'moi', test: moi, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  // Dexie's own module for browsers of this decade: smaller than the one its package names for everybody, and no CommonJS.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  // A gabarit is one value: no list of the names inside it.
  json: { namedExports: false },
  worker: { format: 'es' },
  server: { proxy: { '/api': api, '/health': api } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/torture/**', 'test/server/postgres*.test.ts'],
          setupFiles: ['test/support/fake-indexeddb.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        // The server on its other engine: the same tests over a PostgreSQL started for the run.
        extends: true,
        test: {
          name: 'postgres',
          environment: 'node',
          include: ['test/server/*.test.ts', 'test/sync/{documents,engine,restored,histories}.test.ts'],
          exclude: ['test/server/backup.test.ts'],
          globalSetup: ['test/support/postgres-run.ts'],
          setupFiles: ['test/support/postgres-env.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'components',
          environment: 'happy-dom',
          include: ['test/**/*.test.tsx'],
          setupFiles: ['test/support/fake-indexeddb.ts', 'test/support/dom.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
