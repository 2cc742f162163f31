// Where one stands with a company, in words: the options of `suivi-entreprise.relation`.
export const relations = [
  { id: 'a_prospecter', libelle: 'À prospecter' },
  { id: 'en_contact', libelle: 'En contact' },
  { id: 'partenaire', libelle: 'Accueille des immersions' },
  { id: 'en_pause', libelle: 'En pause' },
  { id: 'ne_souhaite_pas', libelle: 'Ne souhaite pas accueillir' },
] as const

/** What a structure answered when it was asked (`pose-mise-en-place.prospects.reponse`). */
export const reponsesProspect: Record<string, string> = {
  accord: 'Accord',
  attente: 'En attente',
  refus: 'Refus',
  sans_reponse: 'Sans réponse',
}
