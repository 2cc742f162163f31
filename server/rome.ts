// The ROME as the server keeps it: imported whole, version by version, and given back by occupation.
import type { Kysely } from 'kysely'
import { plainWords } from '../src/domain/plain-words.ts'
import type { Schema } from './database.ts'
import type { Rome } from './rome-files.ts'
import type { Genre } from './rome-tables.ts'

interface RomeVersion {
  version: string
  /** ms */
  importe_le: number
  metiers: number
  appellations: number
  items: number
}

interface RomeItem {
  ogr: string
  genre: Genre
  libelle: string
  categorie: string
  /** `principale`, `emergente`, or empty */
  coeur: string
}

/** Rows of one insert: below the number of places a statement may have on both engines. */
const BATCH = 1000
/** Occupations given for a search among skills. */
const MOST_FOUND = 30

async function inBatches<Row>(rows: readonly Row[], insert: (batch: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) await insert(rows.slice(at, at + BATCH))
}

/** The versions of the ROME: imported whole, read by occupation and by skill. */
export function createRome(db: Kysely<Schema>, now: () => number) {
  const summary = ({ imported_at, ...row }: { version: string; imported_at: number; metiers: number; appellations: number; items: number }): RomeVersion => ({
    ...row,
    importe_le: Number(imported_at),
  })
  return {
    /** The versions kept, the newest first: that one is used for what is begun now. */
    async versions(): Promise<RomeVersion[]> {
      const rows = await db.selectFrom('rome_version').select(['version', 'imported_at', 'metiers', 'appellations', 'items']).execute()
      return rows.map(summary).sort((a, b) => Number(b.version) - Number(a.version))
    },

    /** Keeps a version; one that was there under the same number is replaced, in one transaction. */
    async keep(rome: Rome, by: string): Promise<RomeVersion> {
      const { version } = rome
      const row = {
        version,
        imported_at: now(),
        metiers: rome.metiers.length,
        appellations: rome.metiers.reduce((sum, { appellations }) => sum + appellations.length, 0),
        items: rome.items.length,
      }
      await db.transaction().execute(async (tx) => {
        for (const table of ['rome_lien', 'rome_item', 'rome_metier', 'rome_version'] as const)
          await tx.deleteFrom(table).where('version', '=', version).execute()
        const sommaire = JSON.stringify(rome.metiers.map(({ code, titre, appellations }) => [code, titre, ...appellations]))
        await tx.insertInto('rome_version').values({ ...row, imported_by: by, sommaire }).execute()
        await inBatches(rome.metiers, (batch) =>
          tx.insertInto('rome_metier').values(batch.map(({ code, titre }) => ({ version, code, titre }))).execute(),
        )
        await inBatches(rome.items, (batch) =>
          tx.insertInto('rome_item').values(batch.map((item) => ({ version, ...item, cherche: plainWords(item.libelle) }))).execute(),
        )
        await inBatches(rome.liens, (batch) => tx.insertInto('rome_lien').values(batch.map((lien) => ({ version, ...lien }))).execute())
      })
      return summary(row)
    },

    /** What devices keep to search offline, `[code, titre, ...appellations][]` as JSON text; null: no such version. */
    async sommaire(version: string): Promise<string | null> {
      const row = await db.selectFrom('rome_version').select('sommaire').where('version', '=', version).executeTakeFirst()
      return row?.sommaire ?? null
    },

    /** One occupation with its skills, knowledge and contexts, the main ones first; null: unknown. */
    async metier(version: string, code: string): Promise<{ version: string; code: string; titre: string; items: RomeItem[] } | null> {
      const metier = await db.selectFrom('rome_metier').select('titre').where('version', '=', version).where('code', '=', code).executeTakeFirst()
      if (!metier) return null
      const items = await db
        .selectFrom('rome_lien')
        .innerJoin('rome_item', (join) => join.onRef('rome_item.ogr', '=', 'rome_lien.ogr').onRef('rome_item.version', '=', 'rome_lien.version'))
        .select(['rome_item.ogr', 'rome_item.genre', 'rome_item.libelle', 'rome_item.categorie', 'rome_lien.coeur'])
        .where('rome_lien.version', '=', version)
        .where('rome_lien.code', '=', code)
        .execute()
      const rank = ({ coeur }: RomeItem): number => (coeur === 'principale' ? 0 : coeur === 'emergente' ? 1 : 2)
      items.sort((a, b) => rank(a) - rank(b) || a.libelle.localeCompare(b.libelle, 'fr'))
      return { version, code, titre: metier.titre, items }
    },

    /** The occupations that have a skill or a knowledge with all these words, those where it is a main one first. */
    async search(version: string, words: string): Promise<{ code: string; titre: string; libelles: string[] }[]> {
      const parts = plainWords(words).split(' ').filter((word) => word.length > 1)
      if (parts.length === 0) return []
      let query = db
        .selectFrom('rome_item')
        .innerJoin('rome_lien', (join) => join.onRef('rome_lien.ogr', '=', 'rome_item.ogr').onRef('rome_lien.version', '=', 'rome_item.version'))
        .innerJoin('rome_metier', (join) => join.onRef('rome_metier.code', '=', 'rome_lien.code').onRef('rome_metier.version', '=', 'rome_lien.version'))
        .select(['rome_metier.code', 'rome_metier.titre', 'rome_item.libelle', 'rome_lien.coeur'])
        .where('rome_item.version', '=', version)
        .where('rome_item.genre', '!=', 'contexte')
      // plainWords left letters and digits only: nothing of it means anything to `like`.
      for (const part of parts) query = query.where('rome_item.cherche', 'like', `%${part}%`)
      const found = new Map<string, { code: string; titre: string; libelles: string[]; main: number }>()
      for (const { code, titre, libelle, coeur } of await query.limit(5000).execute()) {
        const one = found.get(code) ?? { code, titre, libelles: [], main: 0 }
        one.libelles.push(libelle)
        if (coeur === 'principale') one.main++
        found.set(code, one)
      }
      return [...found.values()]
        .sort((a, b) => b.main - a.main || b.libelles.length - a.libelles.length || a.titre.localeCompare(b.titre, 'fr'))
        .slice(0, MOST_FOUND)
        .map(({ main: _, ...one }) => one)
    },
  }
}

export type RomeStore = ReturnType<typeof createRome>
