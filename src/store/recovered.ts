// What was brought back after a loss, as it is announced.

/**
 * rebuilt: the browser had wiped the database, what the server lacked came back from the rescue journal · completed: the
 * database had lost its end · lost: database and journal are gone, only what the server received comes back
 */
export interface Recovery {
  kind: 'rebuilt' | 'completed' | 'lost'
  /** when it was noticed, ms */
  at: number
  /** changes brought back */
  operations: number
  /** documents that these changes concern */
  notes: number
  fiches: number
  immersions: number
  /** attachments brought back from their copies; absent: none */
  pieces?: number
  /** copies that were not whole; absent: none */
  abimees?: number
}
