// What a document is called in lists of the health screen, and where it opens.
import type { DocId } from '../domain/id.ts'
import { path } from '../domain/id.ts'
import { shownValue } from '../domain/register.ts'
import { findResume } from '../forms/catalogue.ts'
import { findDocument } from '../store/index.ts'
import { useCarnet } from './carnet.ts'
import { useLive } from './use-live.ts'

export interface Titre {
  titre: string
  /** the screen that shows it; null: none, or it is not on this device */
  lien: string | null
  immersion: DocId | null
}

/** Name and address of a document; a complement has those of its fiche. */
export function useTitre(doc: DocId): Titre | undefined {
  const { db } = useCarnet()
  const id = doc.split('~')[0] as DocId // a complement is called `<fiche>~<acces>`
  const view = useLive(() => findDocument(db, id), [db, id])
  if (view === undefined) return undefined
  if (view === null) return { titre: 'Document', lien: null, immersion: null }
  if (view.kind === 'immersion') {
    const titre = 'titre' in view.data ? String(view.data.titre) : ''
    return { titre: titre || 'Immersion', lien: `/immersions/${id}`, immersion: id }
  }
  const gabarit = shownValue(view.registers, path('$gabarit'))
  const immersion = shownValue(view.registers, path('$immersion'))
  const texte = shownValue(view.registers, path('texte'))
  const isNote = gabarit === 'carnet-notes'
  const nom = typeof gabarit === 'string' ? (findResume(gabarit)?.titre_court ?? 'Fiche') : 'Document'
  return {
    titre: isNote && typeof texte === 'string' && texte ? `Note : ${start(texte)}` : nom,
    lien: view.kind === 'fiche' ? `/fiches/${id}` : null,
    immersion: typeof immersion === 'string' ? (immersion as DocId) : null, // written by createFiche
  }
}

const LENGTH = 40
const start = (texte: string): string => (texte.length > LENGTH ? `${texte.slice(0, LENGTH).trimEnd()}…` : texte)
