// Under the path of an immersion: how it came where it is, and what stops it or takes it further.
import { useMemo, useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { mayWriteImmersion } from '../../domain/acces.ts'
import type { DocView, FicheView } from '../../store/index.ts'
import { lireFiche } from '../../suivi/monde.ts'
import { suitesDe } from '../../suivi/spro-regles.ts'
import { useCarnet } from '../carnet.ts'
import { SuiviPose } from '../insertion/SuiviPose.tsx'
import { modalites } from '../immersion.ts'
import { Annuler, NoterEtape } from './Actes.tsx'
import { Histoire } from './Histoire.tsx'
import { useMaintenant } from './use-monde.ts'
import './suivi.css'

interface Props {
  immersion: Immersion
  fiches: readonly FicheView[]
  immersions: readonly DocView<'immersion'>[] | undefined
}

export function Suivi({ immersion, fiches, immersions }: Props) {
  const { moi, annuaire } = useCarnet()
  const maintenant = useMaintenant()
  const [asking, setAsking] = useState<'annuler' | 'noter' | null>(null)
  const today = maintenant.slice(0, 10)
  const all = useMemo(() => immersions?.map(({ data }) => data), [immersions])
  const lues = useMemo(() => fiches.filter(({ data }) => data.$gabarit !== 'carnet-notes').map(lireFiche), [fiches])
  if (!annuaire || !all) return null
  const me = annuaire.personnes.find(({ id }) => id === moi.personne)
  const writes = me !== undefined && mayWriteImmersion(immersion, me, annuaire)
  const suites = suitesDe(immersion, all, today)
  return (
    <>
      {immersion.dispositif === 'immersion_salarie' && <SuiviPose immersion={immersion} fiches={fiches} />}
      {suites.length > 0 && (
        <section class="bloc">
          <h2>Une suite ?</h2>
          <p class="detail">Les formes d’immersion se complètent. Avec la même structure, il reste :</p>
          <ul class="rangs">
            {modalites
              .filter(({ id }) => suites.includes(id))
              .map(({ id, libelle, aide }) => (
                <li key={id}>
                  <a class="rang" href={`/immersions/nouvelle?suite=${immersion.id}&modalite=${id}`}>
                    <span class="rang-corps">
                      <span class="rang-titre">{libelle}</span>
                      <span class="rang-detail">{aide}</span>
                    </span>
                  </a>
                </li>
              ))}
          </ul>
        </section>
      )}
      <Histoire immersion={immersion} />
      {writes && (
        <div class="gestes">
          <button type="button" class="lien au-bord" onClick={() => setAsking('noter')}>
            Noter une étape faite hors du carnet
          </button>
          {immersion.statut !== 'close' && (
            <button type="button" class="lien au-bord" onClick={() => setAsking('annuler')}>
              {immersion.statut === 'annulee' ? 'Reprendre cette immersion' : 'Annuler cette immersion'}
            </button>
          )}
        </div>
      )}
      {asking === 'annuler' && <Annuler immersion={immersion} onClose={() => setAsking(null)} />}
      {asking === 'noter' && (
        <NoterEtape
          immersion={immersion}
          isRestituee={lues.some(({ gabarit }) => gabarit.startsWith('restitution-structure'))}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}
