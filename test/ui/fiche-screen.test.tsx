// The screen of a fiche over a real database that holds the examples: what it counts, what it offers to write.
import { fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { describe, expect, test, vi } from 'vitest'
import { DocId, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { type Database, openStore, setFields } from '../../src/store/index.ts'
import { writeChange } from '../../src/store/write.ts'
import type { Choix } from '../../src/ui/carnet.ts'
import FicheScreen from '../../src/ui/screens/FicheScreen.tsx'
import { exemple } from '../forms/support/exemples.ts'
import { all, annuaire } from './exemples.ts'
import { Around, carnetOf } from './world.tsx'


let count = 0
/** The device of a person who was given the documents that `given` keeps, and what this test changes in them. */
async function holding(personne: string, given: (id: string) => boolean, changes: Record<string, Record<string, Json>> = {}) {
  const { db } = await openStore(PersonneId.parse(`essai-fiche-${++count}`), { journal: null })
  await db.store.transact(async (tx) => {
    for (const { id, set } of all) {
      if (given(id)) await writeChange(tx, id, { set: { ...set, ...changes[id] }, base: {} }, 1)
    }
  })
  return { db, carnet: carnetOf(db, { annuaire, moi: { ...carnetOf(db).moi, personne: PersonneId.parse(personne) } }) }
}
const show = (carnet: Awaited<ReturnType<typeof holding>>['carnet'], id: string) =>
  render(
    <Around carnet={carnet}>
      <FicheScreen id={id} />
    </Around>,
  )
const computed = async (libelle: string) => {
  const name = await screen.findByText(libelle, { selector: '.f-nom' })
  return name.parentElement?.querySelector('output')?.textContent ?? null
}
const entered = async (libelle: string) => (await screen.findByLabelText<HTMLInputElement>(new RegExp(`^${libelle}`))).value
const closed = async (db: Database, work: () => Promise<void>) => {
  await work()
  db.close()
}

describe('computed champs', () => {
  // Charlie coordinates the groupe local and the réseau, not the bourse: its immersions are not on this device.
  const ofCharlie = (id: string) => !['imm-2026-004', 'imm-2026-005'].includes(id)

  test('a count that would lack immersions is not made: fic-064 says what its example says', async () => {
    const { db, carnet } = await holding('pro-charlie', ofCharlie)
    await closed(db, async () => {
      show(carnet, 'fic-064')
      const { reponses } = exemple('fic-064')
      expect(await entered('Nombre total d’immersions réalisées')).toBe(String(reponses.nb_total))
      expect(await entered('Réalisé')).toBe(String(reponses.realise))
      expect(await entered('Immersions restituées')).toBe(String(reponses.taux_restitution))
      expect(await computed('Taux de réalisation (%)')).toMatch(new RegExp(`^${reponses.taux_realisation}\\s%$`))
    })
  })

  test('whoever is given every immersion gets the counts of the example, and they follow what changes', async () => {
    const charlie = annuaire.personnes.find(({ id }) => id === 'pro-charlie')
    if (!charlie) throw new Error('the examples have Charlie')
    const { db, carnet } = await holding('pro-charlie', () => true, { 'fic-064': { nb_total: 1, realise: 1, taux_restitution: 1 } })
    carnet.annuaire = {
      ...annuaire,
      groupes: annuaire.groupes.map((one) => (one.type === 'bourse' ? { ...one, coordination: charlie.id } : one)),
    }
    await closed(db, async () => {
      show(carnet, 'fic-064')
      const { reponses } = exemple('fic-064')
      expect(await computed('Nombre total d’immersions réalisées')).toBe(String(reponses.nb_total))
      expect(await computed('Réalisé')).toBe(String(reponses.realise))
      expect(await computed('Immersions restituées (%)')).toMatch(new RegExp(`^${reponses.taux_restitution}\\s%$`))
      await setFields(db, DocId.parse('imm-2026-010'), { statut: 'evaluee', dates: ['2026-11-20'] }, {})
      await waitFor(async () => expect(await computed('Nombre total d’immersions réalisées')).toBe('7'))
    })
  })

  test('the quarterly meeting counts the réseau since January, up to the end of its quarter', async () => {
    const { db, carnet } = await holding('pro-charlie', ofCharlie, { 'fic-063': { nb_decouverte: 9 }, 'imm-2026-007': { statut: 'close' } })
    await closed(db, async () => {
      show(carnet, 'fic-063')
      expect(await computed('Immersions découverte depuis le début de l’année')).toBe('1')
      expect(await computed('Immersions validation depuis le début de l’année')).toBe('0') // it ended in the fourth quarter
      expect(await computed('Immersions refusées')).toBe('1')
    })
  })

  test('a year of which nothing is on the device is not counted as zero', async () => {
    const { db, carnet } = await holding('pro-charlie', ofCharlie)
    await closed(db, async () => {
      show(carnet, 'fic-061')
      expect(await entered('Immersions réalisées')).toBe('5')
    })
  })
})

test('an answer kept for others is not offered to a person whose write would be refused', async () => {
  const champ = 'L’immersion sert-elle d’abord l’intérêt de l’employeur ?'
  const among = async (personne: string) => {
    // Signed by everyone, it would be frozen.
    const { db, carnet } = await holding(personne, (id) => !id.endsWith('~charge_projet'), { 'fic-048': { $etat: null } })
    const view = show(carnet, 'fic-048')
    await screen.findByText((words) => words.replaceAll(/\s/g, ' ') === champ, { selector: '.f-nom' })
    const named = () => [...view.container.querySelectorAll('.f-nom')].find((one) => one.textContent?.replaceAll(/\s/g, ' ').includes(champ))
    const champs = () => named()?.closest('.f-champ')?.querySelectorAll('input').length ?? 0
    // Inputs and rights arrive after the first words: the others first, then a moment for this one to come, or not.
    await vi.waitUntil(() => view.container.querySelectorAll('input').length > 0, { timeout: 20_000 })
    const offered = await vi.waitUntil(() => champs() > 0, { timeout: 3_000 }).catch(() => false)
    const others = view.container.querySelectorAll('input').length
    view.unmount()
    db.close()
    return { offered, writes: others > 0 }
  }
  // Both fill the fiche; the chargé de projet alone reads and writes this answer.
  expect(await among('pro-morgan')).toEqual({ offered: false, writes: true })
  expect(await among('pro-charlie')).toEqual({ offered: true, writes: true })
})

test('« Versions des réponses » opens each answer on what it says, with the document that keeps its history', async () => {
  const { db, carnet } = await holding('pro-camille', () => true)
  const opened: Choix[] = []
  show({ ...carnet, showVersions: (choix) => opened.push(choix) }, 'fic-003')
  fireEvent.click(await screen.findByRole('button', { name: 'Versions des réponses' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Trois mots qui me viennent' }))
  expect(opened).toMatchObject([{ path: 'mots_representation', doc: 'fic-003', versions: [{ v: expect.anything() }] }])
  db.close()
})

/** What comes after the form may take its time on a busy machine. */
const LATE = { timeout: 20_000 }

test('« Valider » answers where it was touched, and leads back to the dossier', async () => {
  const { db, carnet } = await holding('pro-camille', () => true, { 'fic-003': { $etat: null } })
  show(carnet, 'fic-003')
  fireEvent.click(await screen.findByText('Valider la fiche', {}, LATE))
  const said = await screen.findByText(/^C’est validé/, {}, LATE)
  expect(said.getAttribute('role')).toBe('status')
  expect(said.nextElementSibling?.textContent).toBe('Valider de nouveau')
  expect((await screen.findByText('Revenir au dossier', {}, LATE)).getAttribute('href')).toMatch(/^\/immersions\//)
  db.close()
})

test('what its author validated still waits for the part of the manager', async () => {
  const etat = { etat: 'validee', par: 'pro-camille', le: '2026-02-20T10:00:00' }
  const { db, carnet } = await holding('pro-dominique', () => true, { 'fic-001': { $etat: etat, avis: null, date_avis: null, signature_responsable: null } })
  carnet.annuaire = {
    ...annuaire,
    personnes: annuaire.personnes.map((one) => (one.id === 'pro-dominique' ? { ...one, roles: ['responsable_appartenance'] } : one)),
  }
  show(carnet, 'fic-001')
  await screen.findByText('Valider la fiche', {}, LATE)
  expect(screen.queryByText(/^C’est validé/)).toBeNull()
  expect(screen.queryByText('Revenir au dossier')).toBeNull()
  db.close()
})

test('« Qui peut lire » names the roles that do: the host does not read the demande', async () => {
  const { db, carnet } = await holding('pro-camille', () => true)
  show(carnet, 'fic-001')
  const said = (await screen.findByText(/^Dans cette immersion, le lisent/, {}, LATE)).textContent ?? ''
  expect(said).toMatch(/responsable de la structure d’appartenance/)
  expect(said).not.toMatch(/professionnel accueillant/)
  db.close()
})
