// R-POSE-05 while an immersion of an employee is planned: what the law would not allow, said where the days are chosen. The
// immersion is kept as it is typed; the mise en place cannot be validated so.
import { useLocation } from 'preact-iso'
import { useMemo } from 'preact/hooks'
import { Immersion } from '../../domain/collections.ts'
import { dureesDe } from '../../suivi/controle-pose.ts'
import { POSE, suivieDe, suivies } from '../../suivi/immersion-salarie.ts'
import { useMonde } from '../suivi/use-monde.ts'

type Champs = Pick<Immersion, 'dispositif' | 'dates' | 'structure_appartenance' | 'structure_accueil'> & Partial<Pick<Immersion, 'salarie_repere'>>

const GABARITS = [POSE.miseEnPlace, POSE.entretien, POSE.bilan]

export function DureeImmersion({ fields }: { fields: Champs }) {
  const { path } = useLocation()
  const id = /^\/immersions\/([^/]+)\/modifier$/.exec(path)?.[1] ?? ''
  const monde = useMonde({ gabarits: GABARITS })
  const key = JSON.stringify(fields)
  const refus = useMemo(() => {
    const [debut] = fields.dates
    if (!monde || !debut) return []
    const held = monde.immersions.find((one) => one.id === id)
    const immersion = Immersion.parse({ ...held, ...fields, id, statut: 'demandee' })
    const suivie = suivieDe(immersion, monde.fiches)
    const reponses = { ...suivie.miseEnPlace?.reponses, date_debut: debut, date_fin: fields.dates.at(-1) ?? debut, structure_retenue: fields.structure_accueil }
    return dureesDe(reponses, { suivie, autres: suivies(monde.immersions, monde.fiches), structures: monde.annuaire.structures ?? [] })
  }, [monde, key, id])
  return (
    <>
      {refus.map(({ message }) => (
        <p key={message} class="annonce" data-ton="alerte" role="status">
          {message} La mise en place ne pourra pas être validée ainsi.
        </p>
      ))}
    </>
  )
}
