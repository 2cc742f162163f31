// What the server says of its work: one JSON line each, with ids of requests and reasons, never a name, a text, a secret
// or a query string.

export type LogEntry = { event: string } & Record<string, string | number | boolean | null>
export type Log = (entry: LogEntry) => void

export const logToStdout: Log = (entry) => {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
}

export const noLog: Log = () => undefined

/** What may be kept of an unexpected error: its kind and where in our code, not its message, which may quote values. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  const where = frames
    .slice(0, 4)
    .map((line) => line.replace(/^\s*at\s+/, '').replace(/\(?(?:file:\/\/)?\/.*\/(?=[^/]+:\d+:\d+\)?$)/, '('))
  return `${error.name}${code} · ${where.join(' < ')}`
}
