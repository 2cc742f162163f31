// Signatures against the content as it stands: what holds, what a change voids, what must be answered first.
import { describe, expect, test } from 'vitest'
import { path } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { applyChange, headsOf, type Registers } from '../../src/domain/register.ts'
import { texteSous } from '../../src/domain/sceau.ts'
import { champsCouverts, empreinteOf, reperesOf } from '../../src/forms/empreinte.ts'
import { champsOf } from '../../src/forms/gabarit.ts'
import { geler } from '../../src/forms/gele.ts'
import { reponsesOf } from '../../src/forms/reponses.ts'
import { obstacles } from '../../src/forms/obstacles.ts'
import { documentASigner, etatCorrige, etatSigne, signaturesOf } from '../../src/forms/signatures.ts'
import { exemple, gabarit, nextOp, registersWith } from './support/exemples.ts'

const convention = gabarit('spro-2-convention')
const unsigned = () => {
  const { signature_appartenance: _a, signature_accueil: _b, signature_accueilli: _c, ...reponses } = exemple('fic-002').reponses
  return registersWith(convention, reponses)
}
const CHAMPS = ['signature_appartenance', 'signature_accueil', 'signature_accueilli']

/** The register written by this person, over what is given as seen. */
const put = (registers: Registers, at: string, v: Json, { who = 'pro-camille', t = Date.parse('2026-02-21T12:00:00'), seen = headsOf(registers, path(at)), s = 900 } = {}): Registers =>
  applyChange(registers, { s: { [at]: v }, b: { [at]: seen } }, { o: nextOp(), t, u: who as 'systeme', s })

const signed = (registers: Registers, champ: string, signe_le = '2026-02-20T10:00:00'): Json => {
  const reponses = reponsesOf(convention, registers)
  const preuve = { gabarit: convention.id, version: 1, voie: 'appareil', personne: 'pro-a', compte: `compte-${champ}`, appareil: 'Téléphone', reperes: reperesOf(convention, reponses), lien: null }
  return { nom: champ, fonction: null, signe_le, mode: 'clic', trace: null, empreinte: empreinteOf(convention, reponses), preuve }
}
const all = (registers = unsigned()): Registers =>
  CHAMPS.reduce((held, champ, i) => put(held, champ, signed(held, champ, `2026-02-20T10:0${i}:00`)), registers)
const etats = (registers: Registers) => signaturesOf(convention, registers).map(({ etat }) => etat)

test('a fiche is signed once every signature it needs is there, and says by whom and when last', () => {
  const two = put(put(unsigned(), CHAMPS[0]!, signed(unsigned(), CHAMPS[0]!)), CHAMPS[1]!, signed(unsigned(), CHAMPS[1]!))
  expect(etats(two)).toEqual(['valable', 'valable', 'absente'])
  expect(etatSigne(signaturesOf(convention, two))).toBeNull()
  expect(etatSigne(signaturesOf(convention, all()))).toEqual({ etat: 'signee', par: 'compte-signature_accueilli', le: '2026-02-20T10:02:00' })
})

test('one changed letter voids every signature, and which answer, when and by whom is said', () => {
  const at = Date.parse('2026-02-22T09:30:00')
  const vues = signaturesOf(convention, put(all(), 'lieux', 'Ailleurs', { who: 'pro-noa', t: at }))
  expect(vues.map(({ etat }) => etat)).toEqual(['annulee', 'annulee', 'annulee'])
  expect(vues[0]?.modifications).toEqual([{ champ: 'lieux', libelle: champsOf(convention).find(({ id }) => id === 'lieux')?.libelle, le: at, par: 'pro-noa' }])
  expect(etatSigne(vues)).toBeNull()
  expect(etatCorrige(vues, { etat: 'signee', par: null, le: null })).toBeNull()
})

test('what is put back as it was is signed again: only the content counts', () => {
  const before = all()
  const lieux = reponsesOf(convention, before).lieux as string
  expect(etats(put(put(before, 'lieux', 'Ailleurs'), 'lieux', lieux))).toEqual(['valable', 'valable', 'valable'])
})

test('two versions of an answer, made apart: a signature is only of the one that was signed, until somebody chooses', () => {
  const before = all()
  const conflict = put(before, 'lieux', 'Ailleurs', { seen: [], s: 901 })
  expect(etats(conflict)).toEqual(['deux_versions', 'deux_versions', 'deux_versions'])
  expect(etatCorrige(signaturesOf(convention, conflict), null)).toBeUndefined()
  expect(obstacles(convention, conflict).map(({ champ }) => champ)).toEqual(['lieux'])
  expect(etats(put(conflict, 'lieux', reponsesOf(convention, before).lieux as string))).toEqual(['valable', 'valable', 'valable'])
})

test('two devices that see the same signatures write the same state of the fiche', () => {
  const order = [0, 1, 2].map((i) => CHAMPS[i]!)
  const base = unsigned()
  const values = Object.fromEntries(order.map((champ, i) => [champ, signed(base, champ, `2026-02-20T10:0${i}:00`)]))
  const made = (champs: string[]) => champs.reduce((held, champ) => put(held, champ, values[champ]!), base)
  expect(etatCorrige(signaturesOf(convention, made(order)), null)).toEqual(etatCorrige(signaturesOf(convention, made(order.toReversed())), null))
})

test('signatures made before marks were kept are neither voided nor verified, and their state is left alone', () => {
  const registers = registersWith(convention, exemple('fic-002').reponses)
  expect(etats(registers)).toEqual(['sans_empreinte', 'sans_empreinte', 'sans_empreinte'])
  expect(etatCorrige(signaturesOf(convention, put(registers, 'lieux', 'Ailleurs')), { etat: 'signee', par: null, le: null })).toBeUndefined()
})

describe('before signing', () => {
  test('R-ETH-01 : a convention is signed only once every engagement is taken, and what is missing is listed', () => {
    expect(obstacles(convention, unsigned())).toEqual([])
    const engagements = champsOf(convention).filter((champ) => champ.type === 'oui_non' && champ.valeur_attendue === true)
    expect(engagements.length).toBeGreaterThan(2)
    for (const { id } of engagements) {
      expect(obstacles(convention, put(unsigned(), id, false)).map(({ champ }) => champ)).toEqual([id])
      expect(obstacles(convention, put(unsigned(), id, null)).map(({ champ }) => champ)).toEqual([id])
    }
  })
  test('R-ETH-01 : so is the ethical convention of the bourse', () => {
    const ethique = gabarit('beprip-convention-ethique')
    const { reponses } = exemple('fic-031')
    expect(obstacles(ethique, registersWith(ethique, reponses))).toEqual([])
    const without = registersWith(ethique, { ...reponses, engagement_secret: false })
    expect(obstacles(ethique, without)).toMatchObject([{ champ: 'engagement_secret', niveau: 'bloquant' }])
  })
  test('a missing obligatory answer is listed, a missing signature is not', () => {
    expect(obstacles(convention, put(unsigned(), 'lieux', null)).map(({ champ, raison }) => [champ, raison])).toEqual([['lieux', 'obligatoire']])
  })
})

describe('the document that is read before signing', () => {
  const entretien = gabarit('pose-entretien-tripartite-initial')
  const registers = registersWith(entretien, exemple('fic-048').reponses)

  test('holds nothing that some signers may not read, on the phone or in the copy of a link', () => {
    const apart = champsOf(entretien).filter(({ confidentiel }) => confidentiel)
    expect(apart.length).toBeGreaterThan(0)
    const shown = documentASigner(entretien, registers)
    const copie = geler(entretien, registers, {}, 'Cadre')
    for (const { id, libelle } of apart) {
      expect(Object.keys(registers).some((at) => at.startsWith(id))).toBe(true)
      expect(champsOf(shown.gabarit).map((champ) => champ.id)).not.toContain(id)
      expect(Object.keys(shown.registers).some((at) => at.startsWith(id))).toBe(false)
      expect(JSON.stringify(copie)).not.toContain(libelle)
    }
  })
  test('is the very content of the mark: what is covered is in it, in words', () => {
    const copie = geler(convention, all(), {}, 'Cadre')
    const libelles = copie.sections.flatMap(({ champs }) => champs.map(({ libelle }) => libelle))
    const computed = champsOf(convention).flatMap((champ) => (champ.type === 'nombre' && champ.calcul ? [champ.libelle] : []))
    const couverts = champsCouverts(convention, reponsesOf(convention, all())).map(({ libelle }) => libelle)
    expect(libelles.filter((libelle) => !computed.includes(libelle))).toEqual(couverts)
    expect(copie.signatures).toHaveLength(3)
  })
})

test('the mark of a content never changes: what was signed long ago is still verified', () => {
  const { signature_appartenance: _a, signature_accueil: _b, signature_accueilli: _c, ...reponses } = exemple('fic-002').reponses
  expect(empreinteOf({ ...convention, version: 1 }, reponses)).toBe('d31afcb6e3626e75ae1af75f3aba7aa9f8dff3bd86517e60ea8033c87d045f02')
})

test('the seal of the registers is of values, not of who wrote them, and counts a version left to choose', () => {
  const registers = unsigned()
  const champs = ['lieux', 'confidentialite']
  const lieux = reponsesOf(convention, registers).lieux as string
  expect(texteSous(put(registers, 'lieux', lieux, { who: 'pro-noa' }), champs)).toBe(texteSous(registers, champs))
  expect(texteSous(put(registers, 'signature_accueil', 'x'), champs)).toBe(texteSous(registers, champs))
  expect(texteSous(put(registers, 'lieux', 'Ailleurs', { seen: [] }), champs)).not.toBe(texteSous(registers, champs))
  expect(texteSous(put(registers, 'lieux', 'Ailleurs'), champs)).not.toBe(texteSous(registers, champs))
})
