// Names from the directory of this device. Pure.

/** The name of a person or a structure: in the directory, or the free text that was written. */
export const nomDe = (list: readonly { id: string; nom: string }[] | undefined, id: string | null): string =>
  id ? (list?.find((one) => one.id === id)?.nom ?? id) : ''
