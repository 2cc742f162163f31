// The twelve types that may also be a column of a table.
import { choix } from './choix.tsx'
import { choix_multiple } from './choix-multiple.tsx'
import { court } from './court.tsx'
import { date } from './date.tsx'
import { heure } from './heure.tsx'
import { long } from './long.tsx'
import { niveau } from './niveau.tsx'
import { nombre } from './nombre.tsx'
import { note_liee } from './note-liee.tsx'
import { oui_non } from './oui-non.tsx'
import { photo } from './photo.tsx'
import { signature } from './signature.tsx'

export const simples = { court, long, choix, choix_multiple, niveau, date, heure, oui_non, nombre, note_liee, signature, photo }

export type { ChampSimple, Colonne } from '../schema.ts'
