// For the administration: which ROME the network works with, and the import of France Travail's archive.
import { useEffect, useState } from 'preact/hooks'
import { importRome, type VersionRome, versionsRome } from '../../sync/rome.ts'
import { dayInWords, dayOf } from '../dates.ts'
import { Page } from '../parts/Page.tsx'
import '../look/screens.css'

export default function RomeAdmin() {
  const [versions, setVersions] = useState<VersionRome[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null)
  const read = (): void => void versionsRome().then(setVersions)
  useEffect(read, [])
  async function send(file: File | undefined): Promise<void> {
    if (!file) return
    setBusy(true)
    setSaid(null)
    const answer = await importRome(file)
    setBusy(false)
    setSaid(
      answer.ok
        ? { ok: true, text: `Version ${answer.version.version} importée : ${answer.version.metiers} métiers.` }
        : { ok: false, text: answer.message },
    )
    read()
  }
  return (
    <Page titre="Répertoire des métiers" lieu="Moi" retour="/moi" chapeau={<p>Le ROME 4.0 de France Travail, pour nommer les métiers et bâtir les grilles.</p>}>
      {versions?.length === 0 && <p>Aucune version ici pour le moment : les métiers s’écrivent librement.</p>}
      {versions && versions.length > 0 && (
        <ul class="rangs">
          {versions.map((one, index) => (
            <li key={one.version} class="rang">
              <span class="rang-corps">
                <span class="rang-titre">Version {one.version}</span>
                <span class="rang-detail">
                  {one.metiers} métiers, {one.appellations} appellations · importée {dayInWords(dayOf(new Date(one.importe_le)))}
                </span>
                <span class="rang-detail">{index === 0 ? 'Utilisée pour ce qui commence' : 'Gardée pour les grilles faites avec elle'}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <section class="bloc">
        <h2>Importer une version</h2>
        <p>
          Prenez l’archive « Arborescence et référentiels ROME 4.0 » au format CSV dans les données ouvertes de France
          Travail (data.gouv.fr), puis choisissez ici le fichier zip, tel quel.
        </p>
        <label class="geste">
          {busy ? 'Import en cours…' : 'Choisir l’archive'}
          <input
            class="lu"
            type="file"
            accept=".zip,application/zip"
            disabled={busy}
            onChange={(event) => void send(event.currentTarget.files?.[0])}
          />
        </label>
        {said && (
          <p class="annonce" data-ton={said.ok ? undefined : 'attente'} role={said.ok ? 'status' : 'alert'}>
            {said.text}
          </p>
        )}
        <p class="detail">Source : France Travail, ROME 4.0, Licence Ouverte 2.0 (Etalab).</p>
      </section>
    </Page>
  )
}
