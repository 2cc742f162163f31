// One fiche, printed: its answers, its signatures and what stands behind them, its tables as files.
import { lazy } from 'preact-iso'
import { useMemo, useState } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { champsOf } from '../../forms/gabarit.ts'
import { avantOf, regardOf } from '../../forms/regard.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import { type FicheView, fichesOf, findFiche, findImmersion, listImmersions } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { Exporter } from '../export/Exporter.tsx'
import { feuillesDeFiche } from '../export/fiches.ts'
import { lieuDe } from '../immersion.ts'
import { nomDe } from '../noms.ts'
import { Attend } from '../parts/Attend.tsx'
import { FicheIntrouvable } from '../parts/Introuvable.tsx'
import { useCounting } from '../use-counting.ts'
import { useLive } from '../use-live.ts'
import { useGabarits } from '../use-progress.ts'
import { registresComplets } from './calculs.ts'
import { FicheLue, hasReserves } from './FicheLue.tsx'
import { Feuille } from './Feuille.tsx'
import { jourEntier, joursEntiers } from './jours.ts'
import { nomsDe } from './noms.ts'
import { Option, Rappel } from './Rappel.tsx'

const PreuveSignatures = lazy(() => import('../signature/PreuveSignatures.tsx').then((m) => m.PreuveSignatures))

const keyOf = ({ data }: FicheView): string => `${data.$gabarit} ${data.$gabarit_version}`

export function UneFiche({ id }: { id: string }) {
  const { db, annuaire } = useCarnet()
  const fiche = useLive(() => findFiche(db, id as DocId), [db, id])
  const at = fiche?.data.$immersion ?? null
  const immersion = useLive(async () => (at ? findImmersion(db, at as DocId) : null), [db, at])
  const immersions = useLive(() => listImmersions(db), [db])
  const before = fiche ? avantOf(fiche.data.$gabarit) : null
  const siblings = useLive(async () => (at && before ? fichesOf(db, { immersion: at }) : []), [db, at, before])
  const prepared = siblings?.find(({ data }) => data.$gabarit === before)
  const gabarits = useGabarits([fiche, prepared].filter((one) => !!one))
  const gabarit = fiche && gabarits.get(keyOf(fiche))
  const avant = prepared && gabarits.get(keyOf(prepared))
  const [reserves, setReserves] = useState(false)
  const [vides, setVides] = useState(false)
  const noms = useMemo(
    () => (annuaire && immersions ? nomsDe(annuaire, immersions.map(({ data }) => data)) : null),
    [annuaire, immersions],
  )
  const regard = useMemo(
    () => (gabarit && avant && prepared ? regardOf(gabarit, avant, reponsesOf(avant, prepared.registers)) : null),
    [gabarit, avant, prepared],
  )
  const counting = useCounting(fiche ?? null, gabarit ?? null)
  // Once validated, a fiche says what was kept; before, what its form shows.
  const registers = useMemo(
    () => fiche && gabarit && counting && (fiche.data.$etat ? fiche.registers : registresComplets(gabarit, fiche.registers, counting.calcul)),
    [fiche, gabarit, counting],
  )
  if (fiche === null)
    return <FicheIntrouvable />
  if (!fiche || !gabarit || !registers || immersion === undefined || !noms || !annuaire || siblings === undefined) return null
  const seen = immersion?.data ?? null
  const { $auteur, $cree_le, $etat, $rattachement } = fiche.data
  const groupe = annuaire.groupes.find(({ id: one }) => one === $rattachement?.id)
  const structure = nomDe(annuaire.structures, seen?.structure_appartenance ?? $rattachement?.id ?? null)
  const objet = seen?.titre ?? groupe?.nom ?? ''
  return (
    <Feuille
      titre={gabarit.titre}
      objet={objet}
      structure={groupe ? '' : structure}
      lignes={[
        seen ? [joursEntiers(seen.dates), lieuDe(seen, annuaire)].filter(Boolean).join(', ') : '',
        `Rédigée par ${nomDe(annuaire.personnes, $auteur)}${$cree_le ? ` à partir du ${jourEntier($cree_le)}` : ''}`,
        $etat?.le ? `Validée le ${jourEntier($etat.le)}` : 'Pas encore validée',
      ]}
      retour={`/fiches/${fiche.id}`}
      options={
        <div class="i-options">
          <Rappel fiches={[{ fiche, gabarit }]} />
          {hasReserves(gabarit, fiche.registers) && (
            <Option label="Imprimer aussi les réponses réservées, que moins de personnes lisent" checked={reserves} onChange={setReserves} />
          )}
          <Option label="Montrer aussi les questions sans réponse" checked={vides} onChange={setVides} />
        </div>
      }
      ailleurs={
        <Exporter
          nom={[gabarit.titre_court, objet].filter(Boolean).join(' – ')}
          libelle={champsOf(gabarit).some(({ type }) => type === 'table') ? 'Tableaux et réponses' : 'Réponses'}
          feuilles={() => feuillesDeFiche(gabarit, registers, noms, reserves)}
        />
      }
    >
      <div class="i-document">
        <FicheLue
          gabarit={gabarit}
          registers={registers}
          noms={noms}
          regard={regard}
          reserves={reserves}
          vides={vides}
        />
        {gabarit.signe_par.length > 0 && (
          <Attend>
            <PreuveSignatures gabarit={gabarit} fiche={fiche} imprime />
          </Attend>
        )}
      </div>
    </Feuille>
  )
}
