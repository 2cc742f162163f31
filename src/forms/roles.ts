// The names of roles, and the kinds of structures: the two lists that any fiche may show.
import roles from 'virtual:liste/roles'
import structures from 'virtual:liste/types_structure'
import type { Role } from '../domain/politique.ts'

const libelleIn = (options: readonly { id: string; libelle: string }[], id: string): string =>
  options.find((option) => option.id === id)?.libelle ?? id

export const libelleRole = (role: Role): string => libelleIn(roles, role)
export const libelleTypeStructure = (type: string): string => libelleIn(structures, type)
