// Connections of a server that stops: those under way finish, those at rest close at once. (Node waits for connections
// that never asked anything, which browsers open ahead.)
import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Follows the connections of a server; the function given back closes it, within `grace` ms. */
export function followConnections(server: Server): (grace: number) => Promise<void> {
  const resting = new Set<Socket>()
  let stopping = false
  server.on('connection', (socket) => {
    resting.add(socket)
    socket.once('close', () => resting.delete(socket))
  })
  server.on('request', ({ socket }, response: ServerResponse) => {
    resting.delete(socket)
    response.once('close', () => {
      if (stopping) socket.destroySoon()
      else if (!socket.destroyed) resting.add(socket)
    })
  })
  return async (grace) => {
    stopping = true
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of resting) socket.destroy()
    const late = setTimeout(() => server.closeAllConnections(), grace)
    await closed
    clearTimeout(late)
  }
}
