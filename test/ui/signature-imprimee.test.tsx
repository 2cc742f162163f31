// On paper too, a signature that a change voided says so.
import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { empreinteOf, reperesOf } from '../../src/forms/empreinte.ts'
import { FicheLue } from '../../src/ui/impression/FicheLue.tsx'
import { exemple, gabarit, registersWith } from '../forms/support/exemples.ts'

afterEach(cleanup)

test('a printed signature says whether the text above it is the one that was signed', () => {
  const convention = gabarit('spro-2-convention')
  const { signature_appartenance: _a, signature_accueil: _b, signature_accueilli: _c, ...reponses } = exemple('fic-002').reponses
  const preuve = { gabarit: convention.id, version: 1, voie: 'appareil', personne: null, compte: 'pro-a', appareil: null, reperes: reperesOf(convention, reponses), lien: null }
  const signature_accueil = { nom: 'Dana Direction', fonction: null, signe_le: '2026-11-19T09:30:00', mode: 'clic', trace: null, empreinte: empreinteOf(convention, reponses), preuve }
  const printed = (over: Record<string, string>) => {
    const { container } = render(<FicheLue gabarit={convention} registers={registersWith(convention, { ...reponses, signature_accueil, ...over })} noms={{}} />)
    return (container.textContent ?? '').replaceAll(/\s/g, ' ')
  }
  expect(printed({})).toContain('Dana Direction, le jeudi 19 novembre 2026 à 09:30')
  expect(printed({})).not.toContain('Annulée')
  expect(printed({ lieux: 'Ailleurs' })).toMatch(/Annulée.*« Lieu\(x\) de l’immersion »/)
})
