// The checks of gabarits.md: every file is strict and named after its id, every reference leads somewhere, and the
// champs are pinned so that none is lost or changed without a new version.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { politiqueOf } from '../../src/domain/politique.ts'
import { calculs } from '../../src/forms/calcul.ts'
import { catalogue, findResume } from '../../src/forms/catalogue.ts'
import { findGabarit, loadGabarit } from '../../src/forms/load-gabarit.ts'
import { types } from '../../src/forms/champs/index.ts'
import { citedBy } from '../../src/forms/condition.ts'
import { champsOf } from '../../src/forms/gabarit.ts'
import { findParcours, parcours } from '../../src/forms/parcours.ts'
import { listes, valeursOf } from '../../src/forms/referentiels.ts'
import { regles } from '../../src/forms/toutes-regles.ts'
import { Gabarit, Listes, Parcours, Regle } from '../../src/forms/schema.ts'
import { gabaritFiles, gabarits, rawGabarit, rawReferentiel } from './support/exemples.ts'

/** Gabarits made for the app: the follow-up of a company of the portfolio. */
const OURS = ['suivi-entreprise']
const all = [...gabarits.values()]
const every = all.flatMap((gabarit) => champsOf(gabarit).map((champ) => ({ gabarit, champ })))
const named = every.map(({ gabarit, champ }) => ({ gabarit, champ, name: `${gabarit.id}.${champ.id}` }))

describe('gabarits', () => {
  test('are the 39 of the client, with 651 champs, and one of our own', () => {
    const client = all.filter(({ id }) => !OURS.includes(id))
    expect([client.length, client.flatMap(champsOf).length]).toEqual([39, 651])
    expect(all.length).toBe(client.length + OURS.length)
  })

  test.each(gabaritFiles)('%s is read strictly and named after its id', (file) => {
    expect(`${Gabarit.parse(rawGabarit(file)).id}.json`).toBe(file)
  })

  test('refuse a key they do not know, anywhere', () => {
    const raw = rawGabarit('spro-1-demande.json') as { sections: { champs: Record<string, unknown>[] }[] }
    expect(Gabarit.safeParse({ ...raw, nouveau: 1 }).success).toBe(false)
    const [first, ...others] = raw.sections
    const [champ, ...rest] = first!.champs
    const changed = { ...raw, sections: [{ ...first, champs: [{ ...champ, couleur: 'bleu' }, ...rest] }, ...others] }
    expect(Gabarit.safeParse(changed).success).toBe(false)
    expect(Gabarit.safeParse({ ...raw, sections: [{ ...first, champs: [{ ...champ, type: 'carte' }] }] }).success).toBe(false)
  })

  test('have champs whose ids are unique, and columns too', () => {
    for (const gabarit of all) {
      const ids = champsOf(gabarit).map(({ id }) => id)
      expect(new Set(ids).size, gabarit.id).toBe(ids.length)
      for (const champ of champsOf(gabarit)) {
        if (champ.type !== 'table') continue
        expect(new Set(champ.colonnes.map(({ id }) => id)).size).toBe(champ.colonnes.length)
      }
    }
  })

  test('name only lists, rules and roles that exist', () => {
    const known = new Set(z.array(Regle).parse(rawReferentiel('regles.json')).map(({ id }) => id))
    for (const gabarit of all) for (const regle of gabarit.regles) expect(known, `${gabarit.id} ${regle}`).toContain(regle)
    for (const { champ, name } of named) {
      const parts = champ.type === 'table' ? champ.colonnes : [champ]
      for (const part of parts) {
        if (!('options' in part) && !('liste' in part)) continue
        expect(part.options !== undefined || Object.hasOwn(listes, part.liste ?? ''), `${name} ${part.liste}`).toBe(true)
      }
      for (const role of champ.rempli_par ?? []) expect(valeursOf('roles').map(({ id }) => id)).toContain(role)
    }
  })

  test('have conditions that look at champs of their own, in columns of the origin for a filter', () => {
    for (const gabarit of all) {
      const ids = champsOf(gabarit).map(({ id }) => id)
      for (const section of gabarit.sections) for (const cited of citedBy(section.si)) expect(ids).toContain(cited)
      for (const champ of champsOf(gabarit)) {
        for (const cited of citedBy(champ.si)) expect(ids, `${gabarit.id}.${champ.id}`).toContain(cited)
        if (champ.type !== 'table') continue
        const [from, key] = (champ.prerempli ?? '').split('.')
        const origin = from ? gabarits.get(from) : undefined
        const table = origin && champsOf(origin).find(({ id }) => id === key)
        const columns = table?.type === 'table' ? table.colonnes.map(({ id }) => id) : []
        for (const cited of citedBy(champ.prerempli_filtre)) expect(columns).toContain(cited)
        for (const [to, source] of Object.entries(champ.prerempli_colonnes ?? {})) {
          expect(champ.colonnes.map(({ id }) => id)).toContain(to)
          if (origin) expect(columns).toContain(source)
        }
        for (const row of champ.lignes_initiales ?? [])
          for (const key of Object.keys(row)) expect(champ.colonnes.map(({ id }) => id)).toContain(key)
      }
    }
  })

  test('are prefilled from somewhere that exists', () => {
    const simple = /^(profil\.(nom|fonction|structure|groupe_local|contact)|immersion\.(date|modalite|type_immersion|structure_accueil|structure_appartenance|accueillant)|maintenant\.(date|heure)|immersions\.periode)$/
    for (const { champ, name } of named) {
      if (!champ.prerempli || simple.test(champ.prerempli)) continue
      const [from = '', key] = champ.prerempli.split('.')
      const origin = gabarits.get(from)
      expect(origin && champsOf(origin).some(({ id }) => id === key), `${name} from ${champ.prerempli}`).toBe(true)
    }
  })

  test('compute only what this app can compute: 14 champs, each calculation known', () => {
    const computed = every.flatMap(({ champ }) => (champ.type === 'nombre' && champ.calcul ? [champ.calcul] : []))
    expect(computed.length).toBe(14)
    expect(new Set(calculs)).toEqual(new Set(computed))
  })

  test('use every type of champ', () => {
    expect(new Set(every.map(({ champ }) => champ.type))).toEqual(new Set(Object.keys(types)))
  })

  test('have no condition on an answer that fewer people may read: a signature would look changed to the others', () => {
    for (const gabarit of all) {
      const reserved = champsOf(gabarit).flatMap((champ) => (champ.confidentiel ? [champ.id] : []))
      const cited = [...gabarit.sections.map(({ si }) => si), ...champsOf(gabarit).map(({ si }) => si)].flatMap(citedBy)
      expect(cited.filter((id) => reserved.includes(id)), gabarit.id).toEqual([])
    }
  })

  test('keep the champs they were released with', async () => {
    const pins = all.map((gabarit) => {
      const champs = champsOf(gabarit).map((champ) =>
        [
          `${champ.id}:${champ.type}${champ.obligatoire ? '!' : ''}${champ.confidentiel ? `@${champ.acces}` : ''}`,
          ...(champ.type === 'table' ? champ.colonnes.map((c) => `${c.id}:${c.type}${c.obligatoire ? '!' : ''}`) : []),
        ].join(' '),
      )
      return `${gabarit.id} v${gabarit.version}\n  ${champs.join('\n  ')}`
    })
    await expect(`${pins.join('\n')}\n`).toMatchFileSnapshot('./champs.pins.txt')
  })
})

describe('catalogue', () => {
  test('names every gabarit without its questions, with who fills it', () => {
    expect(catalogue.map(({ id }) => id).sort()).toEqual([...gabarits.keys()].sort())
    for (const file of gabaritFiles) {
      const politique = politiqueOf(rawGabarit(file))
      expect(findResume(politique.gabarit)?.politique).toEqual({ rempli_par: politique.rempli_par, acces: politique.acces })
    }
    expect(JSON.stringify(catalogue)).not.toContain('"sections"')
  })

  test.each([...gabarits.keys()])('loads %s without its quotes', async (id) => {
    const loaded = await loadGabarit(id, 1)
    expect(JSON.stringify(loaded)).not.toContain('"extrait"')
    expect(champsOf(loaded).map((c) => c.id)).toEqual(champsOf(gabarits.get(id)!).map((c) => c.id))
  })

  test('says of a gabarit or a version it does not have that it is unknown', async () => {
    expect(await findGabarit('inconnu', 1)).toEqual({ ok: false, reason: 'unknown' })
    expect(await findGabarit('spro-1-demande', 99)).toEqual({ ok: false, reason: 'unknown' })
    await expect(loadGabarit('inconnu', 1)).rejects.toThrow('unknown')
  })
})

describe('référentiels', () => {
  test('are read strictly, as they were given', () => {
    expect(Object.keys(Listes.parse(rawReferentiel('listes.json'))).length).toBe(24)
    expect(z.array(Regle).parse(rawReferentiel('regles.json')).length).toBe(42)
    expect(z.array(Parcours).parse(rawReferentiel('parcours.json')).length).toBe(5)
  })

  test('parcours name gabarits and statuts that exist', () => {
    const statuts = valeursOf('statuts_immersion').map(({ id }) => id)
    for (const { etapes } of parcours) {
      for (const { gabarits: names, statut_resultant } of etapes) {
        for (const name of names) expect([...gabarits.keys()]).toContain(name)
        if (statut_resultant) expect(statuts).toContain(statut_resultant)
      }
    }
    expect(findParcours('immersion_pro')?.etapes[0]?.id).toBe('programme')
    expect(findParcours('autre')).toBeNull()
  })

  test('a gabarit of the build brings the checks that rules make of it, and no other', async () => {
    for (const { id, version } of catalogue) {
      const expected = regles.filter(({ controles }) => controles?.some(({ gabarit }) => gabarit === id))
      const found = (await loadGabarit(id, version)).controles ?? []
      expect(found.map((regle) => regle.id)).toEqual(expected.map((regle) => regle.id))
      expect(found.flatMap(({ controles }) => controles ?? []).every(({ gabarit }) => gabarit === id)).toBe(true)
    }
  })

  test('controls of rules name champs and options that exist', () => {
    for (const { id, controles } of regles) {
      for (const { gabarit: name, si, alors } of controles ?? []) {
        const champs = champsOf(gabarits.get(name)!)
        for (const cited of citedBy(si)) expect(champs.map((c) => c.id), id).toContain(cited)
        if (!('champ' in alors)) continue
        const champ = champs.find((c) => c.id === alors.champ)
        expect(champ, id).toBeDefined()
        if ('interdit' in alors && champ?.type === 'choix')
          for (const option of alors.interdit) expect(champ.options?.map((o) => o.id)).toContain(option)
      }
    }
  })

  test('gabarits are the client’s files, untouched', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../src/forms/gabarits.md'), 'utf8')
    expect(readme).toContain('39 gabarits, 651 champs, 42 règles, 24 listes de valeurs')
  })
})
