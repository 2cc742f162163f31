// Words of the options of `pose-levee-freins`, for lists.
export const etatsFrein: Record<string, string> = {
  a_faire: 'À faire',
  en_cours: 'En cours',
  leve: 'Levé',
  reporte: 'Reporté',
  non_leve: 'Non levé',
}
export const quiLeve: Record<string, string> = {
  salarie: 'Le salarié',
  referent: 'Le référent SIAE',
  charge_projet: 'Le chargé de projet',
  partenaire: 'Un partenaire',
}
