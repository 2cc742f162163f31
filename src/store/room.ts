// Where room is found when the device is full, one place after the other: the ballast, then the second copies of files, for a
// first copy of words comes before these. Each says whether it had any. Comes on that day only.
import { freeBallast } from './ballast.ts'
import { giveUpCopies } from './copies.ts'
import type { Database } from './database.ts'

export const places: ((db: Database) => Promise<boolean>)[] = [freeBallast, giveUpCopies]
