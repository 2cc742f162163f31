// npm run demo: the server on a throw-away folder filled with the examples, with a way in for each of its people.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NetworkId, PersonneId } from '../src/domain/id.ts'
import { documentsOf, readExemples } from './exemples.ts'
import { enrolLink } from './links.ts'
import { noLog } from './log.ts'
import { type RunningServer, type StartOptions, startServer } from './main.ts'
import type { Service } from './service.ts'

export const DEMO_NETWORK = NetworkId.parse('fictivie')

/** Writes every example into a network. */
export async function importExemples(service: Service, network: NetworkId = DEMO_NETWORK): Promise<void> {
  for (const { id, auteur, at, set } of documentsOf(readExemples())) {
    await service.documents.put(network, auteur, [{ id, set }], at)
  }
}

// Whose links are printed, in which role a visitor would take them. Charlie is both, hence two devices.
const visitors: [personne: string, role: string][] = [
  ['pro-camille', 'accueilli (mission locale)'],
  ['pro-noa', 'accueillant (maison des adolescents), pilote de la bourse'],
  ['pro-alix', 'responsable de la structure accueillante (CIO)'],
  ['pro-charlie', 'coordination du groupe local'],
  ['pro-charlie', 'chargé de projet du réseau d’immersions'],
  ['pro-dominique', 'accueilli (bourse réciproque), analyse de la pratique'],
  ['pro-sacha', 'accueilli (CIO), échanges de pratiques'],
  ['pro-morgan', 'référent de la SIAE'],
  ['pro-lou', 'tuteur de la structure d’accueil'],
]

/** Starts the demonstration. The folder goes when the server stops. */
export async function startDemo(options: StartOptions = {}): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'carnet-demo-'))
  const clean = (): void => rmSync(dataDir, { recursive: true, force: true })
  // Also when the process is told to leave at once.
  process.on('exit', clean)
  const print = options.print ?? console.log
  const running = await startServer({
    log: noLog,
    ...options,
    dataDir,
    database: join(dataDir, 'carnet.sqlite'),
    welcome: false,
  })
  await importExemples(running.service)
  await running.service.people.nameNetwork(DEMO_NETWORK, 'Pays de Fictivie')
  print('\nDémonstration : le Pays de Fictivie. Tout est fictif, rien n’est gardé après l’arrêt.')
  print('Ouvrez un lien par personne, chacun dans son navigateur ou sa fenêtre privée (un lien sert une fois) :\n')
  for (const [id, role] of visitors) {
    const personne = PersonneId.parse(id)
    const invitation = await running.service.invite(DEMO_NETWORK, personne)
    const nom = await running.service.annuaire.nameOf(DEMO_NETWORK, id)
    print(
      `  ${nom}, ${role}\n    ${enrolLink(running.service.origin.publicUrl ?? running.url, invitation.secret)}\n    code ${invitation.code}`,
    )
  }
  const administration = await running.service.openNetwork(DEMO_NETWORK)
  print(
    `  Administration\n    ${enrolLink(running.service.origin.publicUrl ?? running.url, administration.invitation.secret)}\n    code ${administration.invitation.code}\n`,
  )
  const stop = async (): Promise<void> => {
    await running.stop()
    clean()
  }
  return { ...running, stop }
}
