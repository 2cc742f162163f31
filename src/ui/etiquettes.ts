// The étiquettes of notes as they look: a drawing and a tint each (colour alone says nothing to one person in twelve).
import type { IconName } from './parts/Icon.tsx'

interface Etiquette {
  id: string
  libelle: string
  icon: IconName
  teinte: 'observation' | 'etonnement' | 'question' | 'decouverte' | 'citation' | 'idee' | 'autre'
}

/** In the order of the list `etiquettes_note`; a test holds the two together. */
export const etiquettes: readonly Etiquette[] = [
  { id: 'observation', libelle: 'Observation', icon: 'oeil', teinte: 'observation' },
  { id: 'etonnement', libelle: 'Étonnement', icon: 'etonnement', teinte: 'etonnement' },
  { id: 'question', libelle: 'Question', icon: 'question', teinte: 'question' },
  { id: 'decouverte', libelle: 'Découverte', icon: 'decouverte', teinte: 'decouverte' },
  { id: 'citation', libelle: 'Citation', icon: 'guillemet', teinte: 'citation' },
  { id: 'representation', libelle: 'Représentation', icon: 'representation', teinte: 'autre' },
  { id: 'idee_a_reprendre', libelle: 'Idée à reprendre', icon: 'idee', teinte: 'idee' },
  { id: 'a_approfondir', libelle: 'À approfondir', icon: 'approfondir', teinte: 'autre' },
  { id: 'point_de_vigilance', libelle: 'Point de vigilance', icon: 'alerte', teinte: 'autre' },
  { id: 'outil', libelle: 'Outil ou document', icon: 'outil', teinte: 'autre' },
  { id: 'contact', libelle: 'Contact utile', icon: 'telephone', teinte: 'autre' },
  { id: 'a_faire', libelle: 'À faire', icon: 'a_faire', teinte: 'autre' },
  { id: 'ressenti', libelle: 'Ressenti', icon: 'ressenti', teinte: 'autre' },
]

/** One that this version does not know is shown by its id. */
export const findEtiquette = (id: string): Etiquette =>
  etiquettes.find((etiquette) => etiquette.id === id) ?? { id, libelle: id, icon: 'point', teinte: 'autre' }
