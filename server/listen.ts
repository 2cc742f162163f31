// Listening on a port, and the sentence when it cannot be had.
import type { Server } from 'node:http'
import { codeOf, Unusable } from './settings.ts'

/** The port that is listened to (another than 0). @throws Unusable */
export function listen(server: Server, port: number, host: string | null): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const code = codeOf(error)
      if (code === 'EADDRINUSE')
        reject(new Unusable(`Le port ${port} est déjà pris. Choisissez-en un autre : PORT=8090 npm start.`))
      else if (code === 'EACCES')
        reject(new Unusable(`Le port ${port} est réservé. Choisissez-en un au-dessus de 1024 : PORT=8080 npm start.`))
      else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        reject(new Unusable(`L’adresse « ${host} » n’est pas celle de cette machine (HOST).`))
      else reject(error)
    })
    const listening = () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    }
    if (host) server.listen(port, host, listening)
    else server.listen(port, listening)
  })
}
