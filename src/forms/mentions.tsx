// What is said of a champ under its name: who fills it, who may read it, which rule asks for it.
import type { Acces, Role } from '../domain/politique.ts'
import { accesOf } from './champ.ts'
import type { Champ } from './gabarit.ts'
import { libelleRole } from './roles.ts'

const lecteurs: Record<Acces, string> = {
  auteur: 'Lu par l’auteur uniquement',
  tripartite: 'Lu par le salarié, le référent et le chargé de projet uniquement',
  seance: 'Lu par les membres du groupe uniquement',
  charge_projet: 'Lu par le chargé de projet uniquement',
}

export function Par({ roles }: { roles: readonly Role[] }) {
  return <p class="f-mention">À remplir par : {roles.map(libelleRole).join(', ')}</p>
}

interface MentionsProps {
  champ: Champ
  par: readonly Role[] | null
  regle: string | undefined
}

export function Mentions({ champ, par, regle }: MentionsProps) {
  const acces = accesOf(champ)
  return (
    <>
      {acces ? (
        <p class="f-mention">
          <svg class="f-cadenas" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z" />
          </svg>
          {lecteurs[acces]}
        </p>
      ) : null}
      {par ? <Par roles={par} /> : null}
      {regle ? <p class="f-mention">{regle}</p> : null}
    </>
  )
}
