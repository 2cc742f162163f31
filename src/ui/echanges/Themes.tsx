// Themes: proposed by the participants, voted by each of them, retained for the séances (R-ECH-01). A vote is a cell of
// one's own: given without a network, two votes both count.
import { useState } from 'preact/hooks'
import type { Groupe } from '../../domain/collections.ts'
import { cellPath, type Path, path, rowPath } from '../../domain/id.ts'
import { colonneVote } from '../../domain/seances.ts'
import { type Ligne, lignesOf } from '../../forms/champs/table-champ.ts'
import { libelleOf, valeursOf } from '../../forms/referentiels.ts'
import type { FicheView } from '../../store/index.ts'
import { leJour, lignesDe } from '../../suivi/groupe.ts'
import { texte } from '../../suivi/lire.ts'
import type { FicheLue } from '../../suivi/monde.ts'
import { dayPlus } from '../../suivi/jours.ts'
import { aVote, CHOIX_THEMES, isOuverte, sameTheme, voixDe } from '../../suivi/themes.ts'
import { useCarnet } from '../carnet.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { ecrire, nouvelleFiche, nouvelleLigne } from './ecrire.ts'
import { Ajout, Vif } from './saisie.tsx'
import { type GroupeVu, useGroupe } from './use-groupe.ts'
import '../look/screens.css'
import './echanges.css'

/** How long a consultation that is opened here stays open, days. */
const OUVERTE = 21

export default function Themes({ id }: { id: string }) {
  const { annuaire } = useCarnet()
  const groupe = annuaire?.groupes.find((one) => one.id === id)
  return groupe ? <DuGroupe groupe={groupe} /> : <Page titre="Thèmes" retour="/reseau">{annuaire ? <p>Ce groupe n’est pas, ou plus, sur cet appareil.</p> : null}</Page>
}

function DuGroupe({ groupe }: { groupe: Groupe }) {
  const { db } = useCarnet()
  const vu = useGroupe(groupe)
  const around = { titre: 'Thèmes', lieu: groupe.nom, retour: `/reseau/groupe/${groupe.id}` }
  if (!vu) return <Page {...around}>{null}</Page>
  const { monde, roles, today } = vu
  const [last, ...former] = monde.fiches
    .filter(({ gabarit }) => gabarit === CHOIX_THEMES)
    .sort((a, b) => String(b.reponses.ouverture ?? '').localeCompare(String(a.reponses.ouverture ?? '')))
  const agit = roles.has('animateur_echanges') || roles.has('participant_echanges')
  const open = last !== undefined && isOuverte(last, today)
  const begin = () =>
    void nouvelleFiche(db, CHOIX_THEMES, 'cycle', groupe.id, {
      [path('cycle')]: groupe.id,
      [path('ouverture')]: today,
      [path('cloture')]: dayPlus(today, OUVERTE),
      [path('garantie_choix')]: true,
    }).catch(() => undefined) // the chip says why
  return (
    <Page {...around} chapeau={<p>Les participants choisissent leurs thèmes. Une proposition du comité est une proposition parmi d’autres.</p>}>
      {last ? <Consultation vu={vu} fiche={vu.vueDe(last)} ouverte={open} groupe={groupe} /> : <Tirage><p>Aucun thème proposé pour l’instant.</p></Tirage>}
      {agit && !open && (
        <button type="button" class="acte" onClick={begin}>
          Ouvrir un choix de thèmes
        </button>
      )}
      {former.length > 0 && (
        <section class="bloc">
          <h2>Choix précédents</h2>
          <ul class="rangs">
            {former.map((one) => (
              <Rang key={one.id} href={`/fiches/${one.id}`} icon="feuille" titre={`Choix ouvert le ${leJour(String(one.reponses.ouverture ?? one.cree_le ?? ''))}`} detail={retenusEnMots(one)} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

/** What a former choice retained: « Retenus : … (15 décembre) ». */
function retenusEnMots(fiche: FicheLue): string {
  const kept = lignesDe(fiche, 'themes_retenus').map(({ theme, seance }) => `${texte(theme)}${texte(seance) ? ` (${leJour(texte(seance))})` : ''}`)
  return kept.length === 0 ? 'Aucun thème retenu' : `Retenu${kept.length > 1 ? 's' : ''} : ${kept.join(', ')}`
}

interface Props {
  vu: GroupeVu
  fiche: FicheView
  ouverte: boolean
  groupe: Groupe
}

function Consultation({ vu, fiche, ouverte }: Props) {
  const { db, moi } = useCarnet()
  const [retenant, setRetenant] = useState<Ligne | null>(null)
  const { roles, today, seances } = vu
  const anime = roles.has('animateur_echanges')
  const vote = ouverte && roles.has('participant_echanges')
  const rows = lignesOf('propositions', fiche.registers)
  const kept = lignesOf('themes_retenus', fiche.registers)
  const mine = colonneVote(moi.personne)
  const put = (set: Parameters<typeof ecrire>[2]) => ecrire(db, fiche, set)
  const retenir = (row: Ligne, voix: number) => {
    const next = seances.find(({ date }) => date >= today && !kept.some(({ cells }) => cells.seance === date))
    return put({
      ...nouvelleLigne(fiche.registers, 'themes_retenus', { theme: row.cells.theme ?? '', seance: next?.date ?? null }),
      [cellPath('propositions', row.id, 'voix')]: voix,
    })
  }
  const cloture = fiche.registers[path('cloture')]?.at(-1)?.v
  return (
    <>
      {kept.length > 0 && (
        <section class="bloc">
          <h2>Thèmes retenus</h2>
          <ul class="rangs">
            {kept.map((row) => (
              <li key={row.id} class="theme">
                <strong>{String(row.cells.theme ?? '')}</strong>
                <span class="detail">
                  {typeof row.cells.seance === 'string' && row.cells.seance !== '' ? `Pour le ${leJour(row.cells.seance)}` : 'Date à choisir'}
                  {row.cells.intervenant ? ` · ${String(row.cells.intervenant)}` : ''}
                </span>
                {anime && (
                  <div class="theme-pied">
                    <label class="lu" for={`pour-${row.id}`}>
                      Séance de « {String(row.cells.theme ?? '')} »
                    </label>
                    <select
                      id={`pour-${row.id}`}
                      class="saisie"
                      value={String(row.cells.seance ?? '')}
                      onChange={(event) => void put({ [cellPath('themes_retenus', row.id, 'seance')]: event.currentTarget.value || null }).catch(() => undefined)}
                    >
                      <option value="">Séance à choisir</option>
                      {seances.map((one) => (
                        <option key={one.id} value={one.date}>
                          {leJour(one.date)}
                        </option>
                      ))}
                    </select>
                    <button type="button" class="lien danger" onClick={() => void put({ [rowPath('themes_retenus', row.id)]: null }).catch(() => undefined)}>
                      Ne plus retenir
                    </button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="bloc">
        <h2>Thèmes proposés</h2>
        <p class="detail">
          {ouverte ? `Vote ouvert${typeof cloture === 'string' && cloture !== '' ? ` jusqu’au ${leJour(cloture)}` : ''}.${vote ? ' Vous pouvez choisir plusieurs thèmes et changer d’avis.' : ''}` : 'Le vote est clos.'}
        </p>
        <ul class="rangs">
          {rows.map((row) => {
            const theme = String(row.cells.theme ?? '')
            const categorie = typeof row.cells.categorie === 'string' ? libelleOf('categories_themes', row.cells.categorie) : ''
            const voix = voixDe(row.cells)
            const said = aVote(row.cells, moi.personne)
            const retenu = kept.some(({ cells }) => sameTheme(cells.theme, theme))
            return (
              <li key={row.id} class="theme">
                <strong>{theme}</strong>
                <span class="detail">
                  {[categorie === theme ? '' : categorie, origines[String(row.cells.origine ?? '')] ?? ''].filter(Boolean).join(' · ')}
                </span>
                <div class="theme-pied">
                  {vote && (
                    <button
                      type="button"
                      class="geste"
                      aria-pressed={said}
                      aria-label={`Je choisis : ${theme}`}
                      onClick={() => void put({ [`propositions/${row.id}/${mine}` as Path]: said ? null : true }).catch(() => undefined)}
                    >
                      {said && <Icon name="coche" taille={1.25} />}
                      Je choisis
                    </button>
                  )}
                  <span class="chiffres">{voix === 0 ? 'Aucune voix' : voix === 1 ? '1 voix' : `${voix} voix`}</span>
                  {anime &&
                    (retenu ? (
                      <span class="detail">Retenu</span>
                    ) : (
                      <button type="button" class="lien" aria-label={`Retenir : ${theme}`} onClick={() => (voix > 0 ? void retenir(row, voix).catch(() => undefined) : setRetenant(row))}>
                        Retenir
                      </button>
                    ))}
                </div>
              </li>
            )
          })}
        </ul>
        {ouverte && (
          <Ajout
            libelle="Proposer un thème"
            bouton="Proposer"
            {...(vote ? { choix: 'Sa catégorie, si vous voulez', options: valeursOf('categories_themes') } : { choix: 'D’où il vient', options: SUGGERE })}
            onAjout={(theme, option) =>
              put(nouvelleLigne(fiche.registers, 'propositions', vote ? { theme, categorie: option, origine: 'participant' } : { theme, origine: option ?? 'participant' }))
            }
          />
        )}
      </section>
      {anime && (
        <section class="bloc">
          <h2>Avec le comité de pilotage</h2>
          <Vif fiche={fiche} at={path('cloture')} type="date" libelle="Le vote ferme le" />
          <Vif fiche={fiche} at={path('lien_comite')} libelle="Ce qui a été rapporté au comité, et sa réponse" />
          <a class="lien au-bord" href={`/fiches/${fiche.id}`}>
            Toute la fiche, à valider
          </a>
        </section>
      )}
      {retenant && <Accord row={retenant} onClose={() => setRetenant(null)} onAccord={(voix) => retenir(retenant, voix)} />}
    </>
  )
}

/** Where a theme comes from that whoever animates writes down: it stays a proposal among others. */
const SUGGERE = [
  { id: 'participant', libelle: 'Un participant' },
  { id: 'comite', libelle: 'Le comité de pilotage' },
  { id: 'besoin_immersion', libelle: 'Un besoin né d’une immersion' },
  { id: 'appui_regional', libelle: 'L’appui régional' },
]

const origines: Record<string, string> = {
  participant: 'proposé par un participant',
  comite: 'suggéré par le comité de pilotage',
  besoin_immersion: 'né d’une immersion',
  appui_regional: 'suggéré par l’appui régional',
}

/** A theme that nobody voted for is not retained; an agreement given in the room is counted. */
function Accord({ row, onClose, onAccord }: { row: Ligne; onClose(): void; onAccord(voix: number): Promise<unknown> }) {
  const [voix, setVoix] = useState('')
  const count = Number(voix)
  return (
    <Sheet titre="Ce thème n’a reçu aucune voix" onClose={onClose}>
      <p>« {String(row.cells.theme ?? '')} » ne peut pas être retenu sans le vote ou l’accord des participants. S’ils l’ont accepté ensemble, notez combien.</p>
      <form
        class="champ-simple"
        onSubmit={(event) => {
          event.preventDefault()
          if (count > 0) void onAccord(count).then(onClose, () => undefined)
        }}
      >
        <label for="accord">Participants d’accord</label>
        <input id="accord" class="saisie" type="number" min={1} max={200} inputMode="numeric" value={voix} onInput={(event) => setVoix(event.currentTarget.value)} />
        <button type="submit" class="acte" disabled={!(count > 0)}>
          Noter leur accord et retenir
        </button>
        <button type="button" class="lien" onClick={onClose}>
          Laisser au vote
        </button>
      </form>
    </Sheet>
  )
}
