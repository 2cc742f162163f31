// Where an immersion takes place, and with whom.
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { lieuDe, nomDe } from '../immersion.ts'

/** The place and the people, each under its name; empty for what is not known. */
export function personnesDe(immersion: Immersion, annuaire: Annuaire): [string, string][] {
  const nom = (id: string | null) => nomDe(annuaire.personnes, id)
  return [
    ['Lieu', lieuDe(immersion, annuaire)],
    ['Accueilli', immersion.accueilli.map(nom).join(', ')],
    ['Salarié', immersion.salarie_repere ?? ''],
    [immersion.dispositif === 'immersion_salarie' ? 'Tuteur' : 'Accueillant', nom(immersion.accueillant)],
    ['Référent de la SIAE', nom(immersion.referent)],
    ['Chargé de projet', nom(immersion.charge_projet)],
    ['Structure d’appartenance', nomDe(annuaire.structures, immersion.structure_appartenance)],
  ]
}

export function Personnes({ immersion }: { immersion: Immersion }) {
  const { annuaire } = useCarnet()
  if (!annuaire) return null
  return (
    <section class="bloc">
      <h2>Où et avec qui</h2>
      <dl class="personnes">
        {personnesDe(immersion, annuaire)
          .filter(([, words]) => words !== '')
          .map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
