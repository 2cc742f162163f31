// R-ETH-03: what looks like it could identify somebody.
import { describe, expect, test } from 'vitest'
import { suspicions, textsOf } from '../../src/forms/anonymat.ts'
import { champsOf } from '../../src/forms/gabarit.ts'
import { exemples, gabarit, notes } from './support/exemples.ts'

const found = (text: string, connus: string[] = []) => suspicions(text, connus).map(({ motif, extrait }) => `${motif} ${extrait}`)

describe('R-ETH-03: suspicious words', () => {
  test.each([
    ['Le jeune Kevin Durand est venu avec sa mère.', ['nom Kevin Durand']],
    ['Kevin est arrivé en retard.', ['nom Kevin']],
    ['On a reçu Mme Petit puis M. Diallo.', ['nom Mme Petit', 'nom M. Diallo']],
    ['Le dossier de Jean DUPONT est complet.', ['nom Jean DUPONT']],
    ['Elle est née le 12 mars 2001 à Fictiville.', ['naissance née le 12 mars 2001']],
    ['né(e) en 1998', ['naissance né(e) en 1998']],
    ['Date de naissance : 03/07/1999', ['naissance 03/07/1999']],
    ['Joindre au 06 12 34 56 78.', ['telephone 06 12 34 56 78']],
    ['Joindre au +33 6 12 34 56 78', ['telephone +33 6 12 34 56 78']],
    ['Écrire à k.durand@exemple.invalid', ['courriel k.durand@exemple.invalid']],
    ['Il habite 12 bis rue des Lilas, au fond.', ['adresse 12 bis rue des Lilas']],
    ['Numéro : 2 99 07 75 123 456 78', ['nir 2 99 07 75 123 456 78']],
    ['Il parle de sa dépression et de son diabète.', ['sante dépression', 'sante diabète']],
    ['Deux personnes hospitalisées.', ['sante hospitalisées']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected))

  test.each([
    'La conseillère reçoit une personne sans rendez-vous, le 12 mars 2026 à 14 h 30.',
    'Mission Locale et France Travail se parlent le Mardi Matin.',
    'Pôle Emploi, Cap Emploi, le CIO : qui fait quoi ? Les Trois Rives ne savent pas.',
    'Une table ronde. On s’assoit à côté. Écran tourné vers elle.',
    'Accueil de 9 h à 12 h, 25 personnes, 3 agents, salle 204.',
    'ACI, EI, AI, ETTI : quatre sortes de SIAE.',
    '',
  ])('nothing in: %s', (text) => expect(found(text)).toEqual([]))

  test('names of structures identify nobody', () => {
    expect(found('Nous sommes allés chez Brasserie Imaginaire.')).toEqual(['nom Brasserie Imaginaire'])
    expect(found('Nous sommes allés chez Brasserie Imaginaire.', ['Brasserie Imaginaire'])).toEqual([])
  })

  test('the texts of the examples where the reminder stands are nearly all quiet', () => {
    const alerts = [...exemples, ...notes].flatMap(({ id, gabarit: name, reponses }) =>
      champsOf(gabarit(name))
        .filter((champ) => champ.alerte_anonymat)
        .flatMap((champ) => textsOf(reponses[champ.id]))
        .flatMap((text) => found(text).map((alert) => `${id} ${alert}`)),
    )
    expect(alerts).toEqual(['fic-050 nom Petits Modèles'])
  })

  test('takes a time that grows as the text does, even on texts made to be slow', () => {
    for (const piece of ['a', 'A', 'Aa ', '1', '1 ', 'a@', 'a.', ' rue ', '12 rue a', 'née le ', 'M. ', '0', '06 ']) {
      const text = piece.repeat(Math.ceil(20_000 / piece.length))
      const steps = suspicions(text)
      expect(steps.length).toBeLessThan(20_001)
    }
  })
})
