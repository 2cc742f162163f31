// The twelve types that may also be a column of a table.
import * as z from 'zod/mini'
import { ChoixColonne, choix } from './choix.tsx'
import { ChoixMultipleColonne, choix_multiple } from './choix-multiple.tsx'
import { CourtColonne, court } from './court.tsx'
import { DateColonne, date } from './date.tsx'
import { HeureColonne, heure } from './heure.tsx'
import { LongColonne, long } from './long.tsx'
import { NiveauColonne, niveau } from './niveau.tsx'
import { NombreColonne, nombre } from './nombre.tsx'
import { NoteLieeColonne, note_liee } from './note-liee.tsx'
import { OuiNonColonne, oui_non } from './oui-non.tsx'
import { PhotoColonne, photo } from './photo.tsx'
import { SignatureColonne, signature } from './signature.tsx'

export const simples = {
  court,
  long,
  choix,
  choix_multiple,
  niveau,
  date,
  heure,
  oui_non,
  nombre,
  note_liee,
  signature,
  photo,
}

export const Colonne = z.discriminatedUnion('type', [
  CourtColonne,
  LongColonne,
  ChoixColonne,
  ChoixMultipleColonne,
  NiveauColonne,
  DateColonne,
  HeureColonne,
  OuiNonColonne,
  NombreColonne,
  NoteLieeColonne,
  SignatureColonne,
  PhotoColonne,
])
export type Colonne = z.infer<typeof Colonne>

export const ChampSimple = z.discriminatedUnion('type', [
  court.champ,
  long.champ,
  choix.champ,
  choix_multiple.champ,
  niveau.champ,
  date.champ,
  heure.champ,
  oui_non.champ,
  nombre.champ,
  note_liee.champ,
  signature.champ,
  photo.champ,
])
export type ChampSimple = z.infer<typeof ChampSimple>
