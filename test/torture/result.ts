// What each part of the torture says at its end, in one line that bin/torture.ts reads for its table.

export interface Result {
  /** faults made to happen */
  faults: number
  /** operations, or saves, that were announced as kept */
  acknowledged: number
  lost: number
  doubled: number
  /** still owed, or not readable, once everything was calm again */
  stuck: number
  /** any other broken promise */
  other: number
  seeds: string
  detail: string
}

const MARK = '#result '

/** Prints the result for whoever started this process. */
export const printResult = (result: Result): void => console.log(MARK + JSON.stringify(result))

/** The result in a line, or null when it is another line. */
export const readResult = (line: string): Result | null =>
  line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as Result) : null // written by printResult
