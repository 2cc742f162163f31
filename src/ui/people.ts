// What is asked of the server beside documents: coming in, devices, invitations. A failure is a reason, never an exception.
// Whatever is not our server's JSON is "no network", as for the rounds.
import * as z from 'zod/mini'
import { hash64 } from '../domain/json.ts'
import type { Shape } from '../domain/shape.ts'
import { deviceKeyFor, hasDeviceKeyFor } from '../store/device-key.ts'
import { request } from '../sync/request.ts'
import { resumeSession } from '../sync/resume.ts'

export type Asked<T> =
  | { ok: true; value: T }
  | { ok: false; reason: 'unknown' | 'too-many' | 'signed-out' | 'offline' | 'server' }

/** Asks the server; an answer that is not of this shape is « offline ». `body`: a POST. */
export async function ask<T>(url: string, schema: Pick<Shape<T>, 'safeParse'>, body?: unknown): Promise<Asked<T>> {
  try {
    const response = await request(url, body)
    const { status } = response
    const answer: unknown = await response.json().catch(() => null)
    // A page where JSON was promised: a captive portal, or a proxy.
    if (typeof answer !== 'object' || answer === null)
      return { ok: false, reason: status >= 500 ? 'server' : 'offline' }
    if (status === 404 || status === 400) return { ok: false, reason: 'unknown' }
    if (status === 429) return { ok: false, reason: 'too-many' }
    if (status === 401) return { ok: false, reason: 'signed-out' }
    if (status !== 200) return { ok: false, reason: 'server' }
    const parsed = schema.safeParse(answer)
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: 'offline' }
  } catch {
    return { ok: false, reason: 'offline' }
  }
}

const Identity = z.object({
  personne: z.string(),
  network: z.string(),
  appareil: z.string(),
  appareil_nom: z.nullable(z.string()),
  nom: z.string(),
  admin: z.boolean(),
  /** the name of the network, as people read it */
  reseau: z.optional(z.nullable(z.string())),
})
export type Identity = z.infer<typeof Identity>
const Device = z.object({
  id: z.string(),
  nom: z.string(),
  cree_le: z.number(),
  vu_le: z.number(),
  revoque_le: z.nullable(z.number()),
  actuel: z.boolean(),
})
export type Device = z.infer<typeof Device>
const Invitation = z.object({ secret: z.string(), code: z.string(), expire: z.union([z.string(), z.number()]) })
export type Invitation = z.infer<typeof Invitation>
const Done = z.object({ ok: z.literal(true) })

/** Comes in with the secret of a link or a short code; the credential is set as a cookie that no script reads. */
export async function enrol(
  invitation: { secret: string } | { code: string },
  appareil: string,
): Promise<Asked<Identity>> {
  const name = hash64(JSON.stringify(invitation))
  const again = await hasDeviceKeyFor(name)
  const cle = await deviceKeyFor(name)
  const answer = await ask('/api/enrol', Identity, { ...invitation, appareil, ...(cle ? { cle } : {}) })
  // Tried before: the invitation may be used up by this very device, whose answer was lost on the way.
  if (again && !answer.ok && answer.reason === 'unknown' && (await resumeSession())) return whoAmI()
  return answer
}
/** Who the server says this device is. */
export const whoAmI = (): Promise<Asked<Identity>> => ask('/api/me', Identity)
/** Ends the session of this device. */
export const signOut = (): Promise<Asked<{ ok: true }>> => ask('/api/signout', Done, {})
/** My devices. */
export const listDevices = async (): Promise<Asked<Device[]>> => {
  const answer = await ask('/api/appareils', z.object({ appareils: z.array(Device) }))
  return answer.ok ? { ok: true, value: answer.value.appareils } : answer
}
/** Takes the access of a device away. */
export const revokeDevice = (id: string): Promise<Asked<{ ok: true }>> =>
  ask(`/api/appareils/${encodeURIComponent(id)}/revoquer`, Done, {})
/** An invitation for a person, or for one's own next device when none is named. */
export const invite = (personne?: string): Promise<Asked<Invitation>> =>
  ask('/api/invitations', Invitation, personne ? { personne } : {})
