// Which gabarits travel together: in files large enough to compress well. The préparation and the note are alone, the first
// fiches of most people.

/** The file that holds a gabarit. */
export const packOf = (id: string): 'preparation' | 'note' | 'pose' | 'kit' | 'groupes' =>
  id === 'spro-3-preparation'
    ? 'preparation'
    : id === 'carnet-notes'
      ? 'note'
      : /^pose/.test(id)
        ? 'pose'
        : /^(spro|guide|accueil|prise|restitution-str)/.test(id)
          ? 'kit'
          : 'groupes'
