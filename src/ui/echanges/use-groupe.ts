// What this device knows of a group that meets: its fiches and those of its séances, who I am in it, the hour.
import { useMemo } from 'preact/hooks'
import type { Groupe, Personne } from '../../domain/collections.ts'
import type { Role } from '../../domain/politique.ts'
import { isEchue } from '../../domain/effacement.ts'
import { participantsDe } from '../../domain/seances.ts'
import { type FicheView, fichesOf } from '../../store/index.ts'
import { mesRoles, prochaineDe, seancesDe } from '../../suivi/groupe.ts'
import { type FicheLue, lireFiche, type Monde } from '../../suivi/monde.ts'
import { useCarnet } from '../carnet.ts'
import { useMaintenant } from '../suivi/use-monde.ts'
import { useLive } from '../use-live.ts'

export interface GroupeVu {
  monde: Monde
  roles: ReadonlySet<Role>
  today: string
  participants: Personne[]
  /** the fiches with their registers, to write in; the same as `monde.fiches` */
  vues: readonly FicheView[]
  vueDe(fiche: FicheLue): FicheView
  seances: ReturnType<typeof seancesDe>
  prochaine: ReturnType<typeof prochaineDe>
}

/** undefined while it is read. */
export function useGroupe(groupe: Groupe): GroupeVu | undefined {
  const { db, moi, annuaire } = useCarnet()
  const ids = [groupe.id, ...(annuaire?.seances ?? []).filter((one) => one.groupe === groupe.id).map(({ id }) => id)].join()
  const read = useLive(
    async () => (await Promise.all(ids.split(',').map((rattachement) => fichesOf(db, { rattachement })))).flat(),
    [db, ids],
  )
  const maintenant = useMaintenant()
  return useMemo(() => {
    if (!read || !annuaire) return undefined
    const today = maintenant.slice(0, 10)
    // Past its day it is not shown, even before it is taken away (store/oubli.ts).
    const vues = read.filter(({ registers }) => !isEchue(registers, today))
    const byId = new Map(vues.map((vue) => [vue.id as string, vue]))
    const monde: Monde = { moi: moi.personne, annuaire, immersions: [], fiches: vues.map(lireFiche), maintenant }
    return {
      monde,
      roles: mesRoles(monde, groupe),
      today,
      participants: participantsDe(groupe, annuaire).sort((a, b) => a.nom.localeCompare(b.nom, 'fr')),
      vues,
      vueDe(fiche) {
        const vue = byId.get(fiche.id)
        if (!vue) throw new Error('a fiche read is one of the views')
        return vue
      },
      seances: seancesDe(groupe.id, annuaire),
      prochaine: prochaineDe(groupe.id, annuaire, today),
    }
  }, [read, annuaire, moi, groupe, maintenant])
}
