// The answers proposed for a new fiche of a group, from what this device holds of it: its programme, its
// yearly restitution, its indicators.
import type { Annuaire } from '../../domain/acces.ts'
import type { Groupe } from '../../domain/collections.ts'
import type { Json } from '../../domain/json.ts'
import { type Ecriture, addTo } from '../../forms/ecriture.ts'
import { findChamp, type Gabarit } from '../../forms/gabarit.ts'
import { type Database, listImmersions, localTime, type Session } from '../../store/index.ts'
import { fichesSuivies } from '../../store/suivi.ts'
import { preparerAnnuelle, preparerProgramme } from '../../suivi/annuelle.ts'
import { COMPTE_RENDU } from '../../suivi/echanges.ts'
import { lireFiche, type Monde } from '../../suivi/monde.ts'
import { chiffresDe, periodesDe } from '../../suivi/territoire.ts'
import { preparerIndicateurs } from '../../suivi/territoire-indicateurs.ts'
import { moyennesDuServeur } from '../../sync/indicateurs.ts'
import { LUES, porteeEnMots } from './mots.ts'

/**
 * Adds to what a new fiche begins with; nothing when the group is not in the directory.
 * @param periode id of the period looked at, for indicators; none: this year
 */
export async function proposer(ecriture: Ecriture, gabarit: Gabarit, id: string, db: Database, moi: Session, annuaire: Annuaire, periode?: string): Promise<void> {
  const groupe = annuaire.groupes.find((one) => one.id === id)
  if (!groupe) return
  const [immersions, fiches] = await Promise.all([listImmersions(db), fichesSuivies(db, { gabarits: [...LUES, COMPTE_RENDU] })])
  const monde: Monde = { moi: moi.personne, annuaire, immersions: immersions.map(({ data }) => data), fiches: fiches.map(lireFiche), maintenant: localTime(new Date()) }
  const me = annuaire.personnes.find((one) => one.id === moi.personne)
  const proposed =
    gabarit.id === 'restitution-annuelle'
      ? preparerAnnuelle(groupe, monde, me?.fonction ?? null)
      : gabarit.id === 'programme-immersions-local'
        ? preparerProgramme(groupe, monde)
        : await indicateurs(groupe, monde, periode)
  for (const [champ, value] of Object.entries(proposed)) {
    const found = findChamp(gabarit, champ)
    if (found) addTo(ecriture, found, value)
  }
}

async function indicateurs(groupe: Groupe, monde: Monde, id: string | undefined): Promise<Record<string, Json>> {
  const periodes = periodesDe(monde.maintenant.slice(0, 10))
  const periode = periodes.find((one) => one.id === id) ?? periodes[0]
  if (!periode) return {}
  return preparerIndicateurs(groupe, periode, monde, porteeEnMots(groupe, chiffresDe(groupe, periode, monde)), await moyennesDuServeur(groupe.id, periode.id))
}
