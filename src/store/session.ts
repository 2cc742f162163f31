// Who is enrolled on this device. Holds no secret: the credential is a cookie that no script reads.
import * as z from 'zod/mini'
import { NetworkId, PersonneId } from '../domain/id.ts'

const text = z.catch(z.nullable(z.string()), null)

/** The person, their network and this device, as the server named them at enrolment. */
export const Session = z.object({
  personne: PersonneId,
  network: NetworkId,
  /** the device's id on the server */
  appareil: z.string(),
  /** the person's name */
  nom: z.string(),
  /** how the person named this device */
  appareil_nom: text,
  profil: z.catch(z.nullable(z.object({ fonction: text, structure: text })), null),
})
export type Session = z.infer<typeof Session>
