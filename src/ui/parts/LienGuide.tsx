// The point of a guide that a note belongs to, chosen among the guides of the immersion.
import { useEffect, useState } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { loadGabarit } from '../../forms/load-gabarit.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { fichesOf } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import type { Cible } from '../note.ts'
import { useLive } from '../use-live.ts'
import { Icon } from './Icon.tsx'

interface Props {
  immersion: DocId
  value: Cible | null
  onChange(cible: Cible | null): void
}

export function LienGuide({ immersion, value, onChange }: Props) {
  const { db } = useCarnet()
  const fiches = useLive(() => fichesOf(db, { immersion }), [db, immersion])
  const [guides, setGuides] = useState<Gabarit[]>([])
  const ids = (fiches ?? [])
    .map(({ data }) => `${data.$gabarit} ${data.$gabarit_version}`)
    .filter((id) => id.startsWith('guide-'))
  const key = [...new Set(ids)].sort().join()
  useEffect(() => {
    let gone = false
    void Promise.all(
      key
        .split(',')
        .filter(Boolean)
        .map((id) => loadGabarit(id.split(' ')[0] ?? '', Number(id.split(' ')[1]))),
    ).then((loaded) => !gone && setGuides(loaded))
    return () => {
      gone = true
    }
  }, [key])
  if (guides.length === 0) return null
  return (
    <span class="geste fichier">
      <Icon name="lien" />
      <span>{value ? 'Liée au guide' : 'Guide'}</span>
      <select
        aria-label="Rattacher à un point du guide"
        value={value ? `${value.gabarit}/${value.champ}` : ''}
        onChange={(event) => {
          const [gabarit, champ] = event.currentTarget.value.split('/')
          onChange(gabarit && champ ? { gabarit, champ } : null)
        }}
      >
        <option value="">À aucun point</option>
        {guides.map((guide) => (
          <optgroup key={guide.id} label={guide.titre_court}>
            {guide.sections
              .filter(({ id }) => id !== 'contexte')
              .flatMap(({ champs }) => champs)
              .map((champ) => (
                <option key={champ.id} value={`${guide.id}/${champ.id}`}>
                  {champ.libelle}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </span>
  )
}
