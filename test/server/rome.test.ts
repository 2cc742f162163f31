// The ROME: imported from the official files, refused with a sentence when they are not whole, given back by occupation.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { runCommand } from '../../server/commands.ts'
import { readRome, readRomeArchive } from '../../server/rome-files.ts'
import { type Device, folder, problem, RESEAU, world } from './world.ts'

const sample = join(import.meta.dirname, 'rome-exemple')
const files = readdirSync(sample).filter((name) => name.endsWith('.csv'))
const archive = (names = files, rename = (name: string) => name): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(Object.fromEntries(names.map((name) => [`RefRomeCsv/${rename(name)}`, new Uint8Array(readFileSync(join(sample, name)))]))))

/** A copy of the sample that a test may spoil. */
function copy(): string {
  const made = join(folder(), 'rome')
  cpSync(sample, made, { recursive: true })
  return made
}
const named = (part: string): string => files.find((name) => name.includes(part)) ?? ''

const send = (device: Device, body: Uint8Array) => device.ask('/api/rome', { method: 'PUT', body, headers: { 'content-type': 'application/zip' } })
// biome-ignore lint/suspicious/noExplicitAny: each test says what it expects to read
const json = async (response: Response): Promise<any> => response.json()

describe('the files', () => {
  test('a folder, gzipped files and an archive give the same', () => {
    const plain = readRome(sample)
    expect(plain.version).toBe('460')
    expect(plain.metiers.map(({ code, titre }) => [code, titre])).toEqual([
      ['G1603', 'Equipier polyvalent / Equipière polyvalente de restauration rapide'],
      ['G1605', 'Plongeur officier / Plongeuse officière de cuisine'],
    ])
    const zipped = copy()
    for (const name of files) {
      writeFileSync(join(zipped, `${name}.gz`), gzipSync(readFileSync(join(zipped, name))))
      rmSync(join(zipped, name))
    }
    expect(readRome(zipped)).toEqual(plain)
    expect(readRomeArchive(archive())).toEqual(plain)
  })

  test('what is not whole is refused, and named', () => {
    const without = copy()
    rmSync(join(without, named('savoir')))
    expect(() => readRome(without)).toThrow('unix_referentiel_savoir_v…')
    const mixed = copy()
    writeFileSync(join(mixed, named('savoir').replace('460', '461')), readFileSync(join(mixed, named('savoir'))))
    rmSync(join(mixed, named('savoir')))
    expect(() => readRome(mixed)).toThrow('plusieurs versions')
    const latin = copy()
    writeFileSync(join(latin, named('code_rome')), readFileSync(join(latin, named('code_rome'))).toString('utf8'), 'latin1')
    expect(() => readRome(latin)).toThrow('UTF-8')
    const column = copy()
    writeFileSync(join(column, named('coherence')), readFileSync(join(column, named('coherence')), 'utf8').replace('coeur_metier', 'coeur'))
    expect(() => readRome(column)).toThrow('coeur_metier')
    const code = copy()
    writeFileSync(join(code, named('code_rome')), readFileSync(join(code, named('code_rome')), 'utf8').replace('"G1605"', '"?"'))
    expect(() => readRome(code)).toThrow('n’est pas un code ROME')
    expect(() => readRome(folder())).toThrow('Aucun fichier du ROME')
    expect(() => readRomeArchive(new Uint8Array([1, 2, 3]))).toThrow('archive zip')
  })
})

describe('the server', () => {
  async function withRome() {
    const here = await world()
    const admin = await here.device(await here.person('Ada'), RESEAU, true)
    expect((await send(admin, archive())).status).toBe(200)
    return { ...here, admin }
  }

  test('gives what devices keep, an occupation with its main skills first, and occupations by skill', async () => {
    const { device, person } = await withRome()
    const tuteur = await device(await person('Tom'))
    const { versions } = await json(await tuteur.ask('/api/rome'))
    expect(versions).toEqual([expect.objectContaining({ version: '460', metiers: 2, appellations: 17 })])
    const sommaire = await json(await tuteur.ask('/api/rome/460/sommaire'))
    expect(sommaire.metiers[1].slice(0, 2)).toEqual(['G1605', 'Plongeur officier / Plongeuse officière de cuisine'])
    const metier = await json(await tuteur.ask('/api/rome/460/metiers/G1605'))
    expect(metier.titre).toBe('Plongeur officier / Plongeuse officière de cuisine')
    expect(new Set(metier.items.map((item: { genre: string }) => item.genre))).toEqual(new Set(['savoir_faire', 'savoir_etre', 'savoir', 'contexte']))
    const coeurs: string[] = metier.items.map((item: { coeur: string }) => item.coeur)
    expect(coeurs.lastIndexOf('principale')).toBeLessThan(coeurs.indexOf(''))
    const found = await json(await tuteur.ask(`/api/rome/460/recherche?mots=${encodeURIComponent('NETTOYAGE équipements')}`))
    expect(found.metiers.map(({ code }: { code: string }) => code)).toContain('G1603')
    expect(await json(await tuteur.ask('/api/rome/460/recherche?mots=%25'))).toEqual({ metiers: [] })
  })

  test('an unknown version or code is not found; nobody without an account reads', async () => {
    const { admin, ask } = await withRome()
    expect((await problem(await admin.ask('/api/rome/461/sommaire'))).status).toBe(404)
    expect((await problem(await admin.ask('/api/rome/460/metiers/Z9999'))).status).toBe(404)
    expect((await ask('/api/rome')).status).toBe(401)
  })

  test('only administration imports; a spoiled archive is refused with its sentence and changes nothing', async () => {
    const { device, person, admin } = await withRome()
    const other = await device(await person('Tom'))
    expect((await send(other, archive())).status).toBe(404)
    const refused = await problem(await send(admin, archive(files.filter((name) => !name.includes('competence')))))
    expect(refused).toMatchObject({ status: 422, reason: 'refused', message: expect.stringContaining('referentiel_competence') })
    expect((await json(await admin.ask('/api/rome'))).versions).toHaveLength(1)
  })

  test('a newer version comes beside the former, which grids still name', async () => {
    const { admin } = await withRome()
    await send(admin, archive(files, (name) => name.replace('v460', 'v461')))
    const { versions } = await json(await admin.ask('/api/rome'))
    expect(versions.map(({ version }: { version: string }) => version)).toEqual(['461', '460'])
    expect((await admin.ask('/api/rome/460/metiers/G1603')).status).toBe(200)
    await send(admin, archive())
    expect((await json(await admin.ask('/api/rome/460/metiers/G1603'))).items.length).toBeGreaterThan(20)
  })

  test('the command line imports a folder and says what came', async () => {
    const { service } = await world()
    const done = await runCommand(service, ['importer', 'rome', sample])
    expect(done).toMatchObject({ ok: true, text: expect.stringContaining('version 460 : 2 métiers') })
    expect(await runCommand(service, ['importer', 'rome', join(sample, 'rien')])).toMatchObject({ ok: false, text: expect.stringContaining('Il n’y a rien') })
  })
})
