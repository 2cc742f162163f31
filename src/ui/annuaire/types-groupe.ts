// The kinds of group, in words.
export const typesGroupe: Record<string, string> = {
  groupe_local: 'Groupe local',
  reseau_immersions: 'Réseau d’immersions',
  bourse: 'Bourse d’échange',
  cycle_echanges: 'Échanges de pratiques',
  groupe_app: 'Analyse de la pratique',
}
