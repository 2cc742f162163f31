// The first way in: a server nobody administers yet prints an invitation at each start.
import { NetworkId } from '../src/domain/id.ts'
import type { Service } from './service.ts'

const FIRST_NETWORK = NetworkId.parse('reseau')

/** As long as no administrator has come in, each start gives a way in. */
export async function welcome(service: Service, print: (text: string) => void): Promise<void> {
  const networks = await service.networks()
  const [network] = networks
  if (!network) {
    const { invitation } = await service.openNetwork(FIRST_NETWORK)
    print(`\nPremier démarrage : voici de quoi entrer comme administration.\n${service.describe(invitation)}\n`)
    return
  }
  for (const one of networks) {
    const admins = await service.people.admins(one)
    const entered = await Promise.all(
      admins.map(async (personne) => (await service.devices.list(one, personne)).length > 0),
    )
    const [waiting] = admins
    if (!waiting || entered.includes(true)) continue
    const invitation = await service.invite(one, waiting)
    print(`\nL’administration du réseau « ${one} » n’est pas encore entrée.\n${service.describe(invitation)}\n`)
  }
}
