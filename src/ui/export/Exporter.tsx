// The two files a table leaves as, and what came of it.
import { useState } from 'preact/hooks'
import { type Feuille, exportCsv, exportXlsx, type Remise } from './index.ts'
import { Icon } from '../parts/Icon.tsx'

interface Props {
  /** name of the file, without its ending */
  nom: string
  /** what is exported */
  libelle: string
  feuilles(): Feuille[]
}

export const remises: Record<Remise | 'failed', string> = {
  shared: 'Le fichier est remis.',
  downloaded: 'Le fichier est dans vos téléchargements.',
  left: 'Rien n’a été enregistré. Vous pouvez recommencer.',
  absent: 'Le format Excel demande du réseau la première fois. Le fichier CSV, lui, est prêt.',
  failed: 'Le fichier n’a pas pu être fait. Réessayez.',
}

export function Exporter({ nom, libelle, feuilles }: Props) {
  const [said, setSaid] = useState<Remise | 'failed' | null>(null)
  const [table, setTable] = useState(0)
  const all = feuilles()
  const run = (make: () => Promise<Remise>): void => {
    setSaid(null)
    make().then(setSaid, () => setSaid('failed'))
  }
  return (
    <div class="champ-simple" role="group" aria-label={`Exporter : ${libelle}`}>
      <span class="detail">{libelle}, dans un tableur</span>
      <div class="gestes">
        <button type="button" class="geste" onClick={() => run(() => exportXlsx(nom, all))}>
          <Icon name="sortie" taille={1.25} />
          Excel
        </button>
        <button
          type="button"
          class="geste"
          onClick={() => {
            const one = all[table] ?? all[0]
            if (one) run(() => exportCsv(all.length > 1 ? `${nom} – ${one.nom}` : nom, one.colonnes, one.lignes))
          }}
        >
          <Icon name="sortie" taille={1.25} />
          CSV
        </button>
        {all.length > 1 && (
          <select
            class="saisie"
            aria-label="Tableau du fichier CSV"
            value={table}
            onChange={(event) => setTable(Number(event.currentTarget.value))}
          >
            {all.map((one, i) => (
              <option key={i} value={i}>
                {one.nom}
              </option>
            ))}
          </select>
        )}
      </div>
      <p class="detail" role="status">
        {said ? remises[said] : ''}
      </p>
    </div>
  )
}
