// Averages that a coordination may know of evaluations it may not read: from five on, agreed to, over whole periods.
import { expect, test } from 'vitest'
import { daysOf } from '../../server/indicateurs.ts'
import { DocId, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { problem, RESEAU, world } from './world.ts'

async function territory() {
  const here = await world()
  const { service, person, device } = here
  const structure = await service.annuaire.add(RESEAU, 'structure', { nom: 'Mission locale' })
  const host = await service.annuaire.add(RESEAU, 'structure', { nom: 'CIO' })
  const charlie = await person('Charlie')
  const camille = await person('Camille', { structure, roles: ['accueilli'] })
  const groupe = await service.annuaire.add(RESEAU, 'groupe', { nom: 'Local', type: 'groupe_local', structures: [structure, host], coordination: charlie })
  const put = (author: string, id: string, set: Record<string, Json>) => service.documents.put(RESEAU, PersonneId.parse(author), [{ id: DocId.parse(id), set }])
  const visit = async (n: number, over: { accord?: string[]; date?: string; statut?: string } = {}) => {
    const immersion = `imm-visite-${n}`
    await put(camille, immersion, { $type: 'immersion', $auteur: camille, titre: `Visite ${n}`, dispositif: 'immersion_pro', structure_appartenance: structure, structure_accueil: host, accueilli: [camille], dates: [over.date ?? '2026-04-02'], statut: over.statut ?? 'evaluee' })
    const fiche = { $type: 'fiche', $auteur: camille, $immersion: immersion, $gabarit_version: 1, $cree_le: '2026-04-02T09:00:00' }
    await put(camille, `fic-prep-${n}`, { ...fiche, $gabarit: 'spro-3-preparation', niveau_global: '1' })
    await put(camille, `fic-eval-${n}`, { ...fiche, $gabarit: 'spro-4-evaluation', niveau_global_apres: '3', satisfaction: '4', accord_partage: over.accord ?? ['groupe_local'] })
  }
  return { ...here, groupe, visit, charlie: await device(charlie), camille: await device(camille), other: await device(await person('Passant')) }
}

test('R-VIS-03 : four evaluations give no average, five do, to the coordination and to nobody else', async () => {
  const { groupe, visit, charlie, camille, other } = await territory()
  const url = `/api/indicateurs/${groupe}/2026`
  for (let n = 0; n < 4; n++) await visit(n)
  expect(await (await charlie.ask(url)).json()).toEqual({ progression: null, satisfaction: null })
  await visit(4)
  expect(await (await charlie.ask(url)).json()).toEqual({ progression: { n: 5, valeur: 2 }, satisfaction: { n: 5, valeur: 4 } })
  expect((await problem(await other.ask(url))).status).toBe(404)
  expect((await problem(await camille.ask(url))).status).toBe(404)
  expect((await charlie.pull()).has('fic-eval-0')).toBe(false)
})

test('R-VIS-02 : an evaluation whose author did not agree does not count, nor one of another period or of a visit that did not take place', async () => {
  const { groupe, visit, charlie } = await territory()
  for (let n = 0; n < 4; n++) await visit(n)
  await visit(4, { accord: ['structure'] })
  await visit(5, { accord: [] })
  await visit(6, { date: '2025-04-02' })
  await visit(7, { statut: 'annulee' })
  expect(await (await charlie.ask(`/api/indicateurs/${groupe}/2026`)).json()).toEqual({ progression: null, satisfaction: null })
  await visit(8, { date: '2026-09-01' })
  expect(await (await charlie.ask(`/api/indicateurs/${groupe}/2026`)).json()).toMatchObject({ progression: { n: 5 } })
  expect(await (await charlie.ask(`/api/indicateurs/${groupe}/2026-T2`)).json()).toMatchObject({ progression: null })
})

test('R-VIS-03 : a quarter is not given when another one could be worked out from it', async () => {
  const { groupe, visit, charlie } = await territory()
  const ask = async (periode: string) => (await charlie.ask(`/api/indicateurs/${groupe}/${periode}`)).json()
  for (let n = 0; n < 5; n++) await visit(n)
  expect(await ask('2026-T2')).toMatchObject({ progression: { n: 5 }, satisfaction: { n: 5 } })
  await visit(5, { date: '2026-07-03' })
  expect(await ask('2026-T2')).toEqual({ progression: null, satisfaction: null })
  expect(await ask('2026')).toMatchObject({ progression: { n: 6 } })
})

test('only whole years and quarters can be asked for', async () => {
  const { groupe, charlie } = await territory()
  for (const periode of ['2026-04', '2026-T5', '2026-01-01', 'x']) expect((await problem(await charlie.ask(`/api/indicateurs/${groupe}/${periode}`))).status).toBe(404)
  expect(daysOf('2026-T4')).toEqual({ debut: '2026-10-01', fin: '2026-12-31' })
})
