// What a route answers when it cannot do what was asked: a status, a reason (a word for programs) and a sentence for
// people. Thrown by the edge, turned into an answer in app.ts.

export class Problem extends Error {
  readonly status: ProblemStatus
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: ProblemStatus, reason: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.reason = reason
    this.headers = headers
  }
}

type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 426 | 429 | 500 | 503 | 507

/** The same answer for what does not exist and what one may not see: a 403 would tell that it exists. */
export const notFound = (): Problem =>
  new Problem(404, 'unknown', 'Introuvable, ou pas accessible depuis votre compte.')

/** 404 */
export const unknownAddress = (): Problem => new Problem(404, 'unknown', 'Cette adresse n’existe pas.')

/** 413 */
export const tooBig = (): Problem =>
  new Problem(413, 'too-big', 'L’envoi est trop volumineux. Il sera découpé et renvoyé ; rien n’est perdu.')

/** 429 */
export const tooMany = (seconds: number): Problem =>
  new Problem(429, 'too-many', 'Trop de demandes à la suite. Réessayez dans un moment.', {
    'Retry-After': String(Math.max(1, Math.ceil(seconds))),
  })

/** 405 */
export const wrongMethod = (methods: string[]): Problem =>
  new Problem(405, 'method', 'Cette adresse ne répond pas à cette sorte de demande.', { Allow: methods.join(', ') })
