// Who is enrolled on this device. Holds no secret: the credential is a cookie that no script reads.
import { NetworkId, PersonneId } from '../domain/id.ts'
import { isRecord, reading, type Shape } from '../domain/shape.ts'

/** The person, their network and this device, as the server named them at enrolment. */
export type Session = {
  personne: PersonneId
  network: NetworkId
  /** the device's id on the server */
  appareil: string
  /** the person's name */
  nom: string
  /** how the person named this device */
  appareil_nom: string | null
  /** the name of the network, as people read it; known since this was written down */
  reseau?: string | null
  profil: { fonction: string | null; structure: string | null } | null
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const Session: Shape<Session> = reading((value) => {
  if (!isRecord(value)) return undefined
  const { appareil, nom, profil } = value
  const personne = PersonneId.safeParse(value.personne)
  const network = NetworkId.safeParse(value.network)
  if (!personne.success || !network.success || typeof appareil !== 'string' || typeof nom !== 'string') return undefined
  return {
    personne: personne.data,
    network: network.data,
    appareil,
    nom,
    appareil_nom: text(value.appareil_nom),
    reseau: text(value.reseau),
    profil: isRecord(profil) ? { fonction: text(profil.fonction), structure: text(profil.structure) } : null,
  }
})
