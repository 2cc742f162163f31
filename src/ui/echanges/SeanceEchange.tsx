// A séance of practice exchanges: for a participant, when, on what, and what to bring; for its animateur, all of it on one
// screen: who is there, the theme, the situations and the solutions as they are said, the tools, what comes next.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { cellPath, path } from '../../domain/id.ts'
import { shownValue } from '../../domain/register.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { FicheView } from '../../store/index.ts'
import { COMPTE_RENDU, SITUATION, situationsDe } from '../../suivi/echanges.ts'
import { ficheDeSeance, lignesDe } from '../../suivi/groupe.ts'
import { CHOIX_THEMES, sameTheme } from '../../suivi/themes.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { ChoixUnique } from '../parts/Choix.tsx'
import { Rang } from '../parts/Rang.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { cellules, ecrire, ligneDe, nouvelleFiche, nouvelleLigne } from './ecrire.ts'
import { Outils } from './Outils.tsx'
import { jourEnTitre, ouEtQuand } from './rangs.tsx'
import { Ajout, Appel, Vif } from './saisie.tsx'
import type { SeanceProps } from './Seance.tsx'
import { SeanceSheet } from './SeanceSheet.tsx'
import { Suivante } from './Suivante.tsx'
import { type GroupeVu, useGroupe } from './use-groupe.ts'
import '../look/screens.css'
import './echanges.css'

export default function SeanceEchange({ seance, groupe }: SeanceProps) {
  const { db, moi, annuaire } = useCarnet()
  const { route } = useLocation()
  const vu = useGroupe(groupe)
  const [moving, setMoving] = useState(false)
  const [bringing, setBringing] = useState(false)
  if (!vu || !annuaire) return <Page titre={seance.titre || 'Séance'} lieu={groupe.nom} retour={`/reseau/groupe/${groupe.id}`}>{null}</Page>
  const { monde, roles, today, vueDe } = vu
  const anime = roles.has('animateur_echanges')
  const lue = ficheDeSeance(monde.fiches, COMPTE_RENDU, seance)
  const rendu = lue && vueDe(lue)
  const situations = situationsDe(monde.fiches, seance.id)
  const mine = situations.some(({ auteur }) => auteur === moi.personne)
  const passee = (seance.date ?? '') < today
  const theme = themeDe(vu, seance.date, lue?.reponses.theme)
  const me = annuaire.personnes.find(({ id }) => id === moi.personne)
  const prepare = () =>
    void nouvelleFiche(db, COMPTE_RENDU, 'seance', seance.id, {
      [path('cycle')]: groupe.id,
      ...(seance.date ? { [path('date')]: seance.date } : {}),
      ...(seance.debut ? { [path('demi_journee')]: seance.debut < '12:30' ? 'matin' : 'apres_midi' } : {}),
      ...(seance.lieu ? { [path('lieu')]: seance.lieu } : {}),
      ...(me?.fonction ? { [path('animation')]: me.fonction } : {}),
      ...(theme ? { [path('theme')]: theme, [path('choisi_par_participants')]: true } : {}),
    }).catch(() => undefined) // the chip says why
  const apporter = (nature: string) =>
    void nouvelleFiche(db, SITUATION, 'seance', seance.id, { [path('nature')]: nature }).then((id) => route(`/fiches/${id}`), () => setBringing(false))
  return (
    <Page
      titre={jourEnTitre(seance)}
      lieu={groupe.nom}
      retour={`/reseau/groupe/${groupe.id}`}
      surtitre="Échange de pratiques"
      chapeau={
        <>
          {ouEtQuand(seance, annuaire) && <p>{ouEtQuand(seance, annuaire)}</p>}
          <p>{theme ? `Thème : ${theme}` : 'Thème à choisir par les participants'}</p>
        </>
      }
    >
      {anime && !rendu && (
        <button type="button" class="acte" onClick={prepare}>
          Préparer la séance
        </button>
      )}
      {!anime && !passee && roles.has('participant_echanges') && !mine && (
        <>
          <p>Une situation vécue, courte, sans personne de reconnaissable. Une étude de cas convient pour démarrer.</p>
          <button type="button" class="acte" onClick={() => setBringing(true)}>
            Apporter une situation
          </button>
        </>
      )}
      {rendu && anime && <Presences vu={vu} fiche={rendu} />}
      {rendu && anime && <Theme vu={vu} fiche={rendu} date={seance.date} />}
      <section class="bloc">
        <h2>Situations</h2>
        {situations.length === 0 && lignesOf('situations', rendu?.registers ?? {}).length === 0 && <p class="detail">Aucune situation apportée pour l’instant.</p>}
        {rendu ? <Travail fiche={rendu} situations={situations} ecrit={anime} /> : <ul class="rangs">{situations.map((one) => <Rang key={one.id} href={`/fiches/${one.id}`} icon="question" titre={String(one.reponses.titre ?? 'Situation')} detail={String(one.reponses.question_groupe ?? nomDe(annuaire.personnes, one.auteur))} />)}</ul>}
        {!passee && roles.has('participant_echanges') && (mine || anime) && (
          <button type="button" class="geste" onClick={() => setBringing(true)}>
            <Icon name="plus" taille={1.25} />
            Apporter une situation
          </button>
        )}
      </section>
      {rendu && <Outils fiche={rendu} ecrit={anime} />}
      {rendu && <Suites fiche={rendu} ecrit={anime} />}
      {rendu && anime && <Suivante vu={vu} groupe={groupe} fiche={rendu} />}
      {anime && (
        <div class="gestes">
          <button type="button" class="geste" onClick={() => setMoving(true)}>
            <Icon name="calendrier" taille={1.25} />
            Modifier la séance
          </button>
          {rendu && (
            <a class="geste" href={`/fiches/${rendu.id}`}>
              Toute la fiche
            </a>
          )}
        </div>
      )}
      {moving && (
        <SeanceSheet
          groupe={groupe}
          seance={seance}
          vide={!rendu && situations.length === 0}
          onClose={() => setMoving(false)}
        />
      )}
      {bringing && (
        <Sheet titre="Apporter une situation" onClose={() => setBringing(false)}>
          <ChoixUnique
            legende="C’est"
            options={[
              { id: 'vecue', libelle: 'Une situation vécue', aide: 'Le récit n’est lu que par les membres du groupe.' },
              { id: 'etude_cas', libelle: 'Une étude de cas', aide: 'Un exemple construit, pour démarrer.' },
            ]}
            value={null}
            onChange={apporter}
          />
        </Sheet>
      )}
    </Page>
  )
}

/** The theme of the séance: as it was written, else the one that was retained for that day. */
function themeDe({ monde }: GroupeVu, date: string | null, written: unknown): string | null {
  if (typeof written === 'string' && written !== '') return written
  const kept = monde.fiches.filter(({ gabarit }) => gabarit === CHOIX_THEMES).flatMap((fiche) => lignesDe(fiche, 'themes_retenus'))
  const found = kept.find((cells) => cells.seance === date)?.theme
  return typeof found === 'string' ? found : null
}

const PRESENT = [
  { id: 'present', mots: 'Présent' },
  { id: 'absent', mots: 'Absent' },
]

function Presences({ vu, fiche }: { vu: GroupeVu; fiche: FicheView }) {
  const { db, annuaire } = useCarnet()
  const rows = lignesOf('presence', fiche.registers)
  const noms = vu.participants.map(({ id, nom, structure }) => {
    const present = rows.find(({ cells }) => cells.participant === id || cells.participant === nom)?.cells.present
    return { id, nom, structure, detail: nomDe(annuaire?.structures, structure), etat: present === true ? 'present' : present === false ? 'absent' : null }
  })
  const others = rows.filter(({ cells }) => !noms.some(({ id, nom }) => cells.participant === id || cells.participant === nom))
  const note = (of: readonly (typeof noms)[number][], present: boolean | null) => {
    let set = {}
    for (const { id, nom, structure } of of) {
      const row = ligneDe(fiche.registers, 'presence', 'participant', id, nom)
      set = { ...set, ...cellules(fiche.registers, 'presence', row, { participant: id, structure, present }) }
    }
    void ecrire(db, fiche, set).catch(() => undefined) // the chip says why
  }
  const waiting = noms.filter(({ etat }) => etat === null)
  const count = noms.filter(({ etat }) => etat === 'present').length + others.filter(({ cells }) => cells.present === true).length
  return (
    <section class="bloc">
      <h2>Présence</h2>
      <p role="status" class="detail">
        {count} sur {noms.length + others.length} présents
      </p>
      <Appel legende="Présence" noms={noms} etats={PRESENT} onChange={(id, etat) => note(noms.filter((one) => one.id === id), etat === null ? null : etat === 'present')} />
      {others.length > 0 && <p class="detail">Aussi : {others.map(({ cells }) => String(cells.participant ?? '')).join(', ')}.</p>}
      {count > 0 && waiting.length > 0 && (
        <button type="button" class="lien au-bord" onClick={() => note(waiting, false)}>
          Noter les {waiting.length} autres absents
        </button>
      )}
    </section>
  )
}

/** The theme: one that the participants retained, or one they agree on today (R-ECH-01). */
function Theme({ vu, fiche, date }: { vu: GroupeVu; fiche: FicheView; date: string | null }) {
  const { db } = useCarnet()
  const kept = vu.monde.fiches.filter(({ gabarit }) => gabarit === CHOIX_THEMES).flatMap((one) => lignesDe(one, 'themes_retenus'))
  const value = shownValue(fiche.registers, path('theme'))
  const agreed = shownValue(fiche.registers, path('choisi_par_participants'))
  const isKept = kept.some(({ theme }) => sameTheme(theme, value))
  return (
    <section class="bloc">
      <h2>Thème</h2>
      {kept.length > 0 && (
        <ul class="etiquettes choix-theme">
          {kept.map(({ theme, seance }) => (
            <li key={String(theme)}>
              <button
                type="button"
                class="etiquette teinte-autre"
                aria-pressed={sameTheme(theme, value)}
                onClick={() => void ecrire(db, fiche, { [path('theme')]: String(theme), [path('choisi_par_participants')]: true }).catch(() => undefined)}
              >
                {String(theme)}
                {seance === date ? ' (prévu ce jour)' : ''}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Vif fiche={fiche} at={path('theme')} libelle={kept.length > 0 ? 'Ou un autre thème' : 'Thème de la séance'} />
      {typeof value === 'string' && value !== '' && !isKept && (
        <>
          <label class="coche">
            <input type="checkbox" checked={agreed === true} onChange={(event) => void ecrire(db, fiche, { [path('choisi_par_participants')]: event.currentTarget.checked }).catch(() => undefined)} />
            Les participants sont d’accord avec ce thème
          </label>
          {agreed !== true && <p class="detail">Sans leur accord, ce thème n’est pas retenu et le compte rendu ne peut pas être validé.</p>}
        </>
      )}
    </section>
  )
}

function Travail({ fiche, situations, ecrit }: { fiche: FicheView; situations: ReturnType<typeof situationsDe>; ecrit: boolean }) {
  const { db } = useCarnet()
  const rows = lignesOf('situations', fiche.registers)
  const all = situations.map((one) => {
    const titre = String(one.reponses.titre ?? 'Situation')
    return { row: ligneDe(fiche.registers, 'situations', 'situation', one.id, titre), titre, question: one.reponses.question_groupe, href: `/fiches/${one.id}`, nom: one.id as string }
  })
  for (const { id, cells } of rows) if (!all.some(({ row }) => row === id)) all.push({ row: id, titre: String(cells.situation ?? 'Situation'), question: undefined, href: '', nom: '' })
  return (
    <>
      <ul class="rangs">
        {all.map(({ row, titre, question, href, nom }) => {
          const cells = rows.find(({ id }) => id === row)?.cells ?? {}
          const avec = () => (nom ? cellules(fiche.registers, 'situations', row, { situation: titre }) : {})
          return (
            <li key={row} class="travail">
              {href ? (
                <a class="lien au-bord" href={href}>
                  {titre}
                </a>
              ) : (
                <strong>{titre}</strong>
              )}
              {typeof question === 'string' && question !== '' && <p>« {question} »</p>}
              {ecrit ? (
                <>
                  <Vif fiche={fiche} at={cellPath('situations', row, 'pistes')} libelle={`Pistes d’analyse : ${titre}`} avec={avec} />
                  <Vif fiche={fiche} at={cellPath('situations', row, 'solutions')} libelle={`Solutions : ${titre}`} aide="Au fil de ce qui se dit ; le récit reste dans la situation." avec={avec} />
                  <label class="coche">
                    <input
                      type="checkbox"
                      checked={cells.a_diffuser === true}
                      onChange={(event) => void ecrire(db, fiche, { ...avec(), [cellPath('situations', row, 'a_diffuser')]: event.currentTarget.checked }).catch(() => undefined)}
                    />
                    Peut sortir du groupe
                  </label>
                </>
              ) : (
                <>
                  {cells.pistes && <p class="texte">{String(cells.pistes)}</p>}
                  {cells.solutions && <p class="texte">{String(cells.solutions)}</p>}
                </>
              )}
            </li>
          )
        })}
      </ul>
      {ecrit && <Ajout libelle="Une situation dite en séance" bouton="Ajouter" onAjout={(situation) => ecrire(db, fiche, nouvelleLigne(fiche.registers, 'situations', { situation }))} />}
    </>
  )
}

/** What each tries until next time, and what goes on elsewhere: ways of orienting people, wishes of immersions. */
function Suites({ fiche, ecrit }: { fiche: FicheView; ecrit: boolean }) {
  const { db, annuaire } = useCarnet()
  const essais = lignesOf('engagements', fiche.registers)
  const said = (champ: string) => {
    const value = shownValue(fiche.registers, path(champ))
    return typeof value === 'string' && value !== '' ? value : null
  }
  if (!ecrit && essais.length === 0 && !said('processus_aiguillage')) return null
  return (
    <section class="bloc">
      <h2>D’ici la prochaine fois</h2>
      <ul class="rangs">
        {essais.map(({ id, cells }) => (
          <li key={id} class="theme">
            {String(cells.essai ?? '')}
            {cells.structure && <span class="detail">{nomDe(annuaire?.structures, String(cells.structure))}</span>}
          </li>
        ))}
      </ul>
      {ecrit ? (
        <>
          <Ajout
            libelle="Ce que chacun essaie"
            bouton="Ajouter un essai"
            choix="Sa structure"
            options={(annuaire?.structures ?? []).map(({ id, nom }) => ({ id, libelle: nom }))}
            onAjout={(essai, structure) => ecrire(db, fiche, nouvelleLigne(fiche.registers, 'engagements', { essai, structure }))}
          />
          <Vif fiche={fiche} at={path('processus_aiguillage')} libelle="Ce qui change dans nos manières d’orienter" />
          <Vif fiche={fiche} at={path('immersions_souhaitees')} libelle="Envies d’immersion" aide="Elles vont au programme du groupe local." />
          <Vif fiche={fiche} at={path('prochaine_seance')} type="date" libelle="Prochaine séance" />
        </>
      ) : (
        said('processus_aiguillage') && <p class="texte">{said('processus_aiguillage')}</p>
      )}
    </section>
  )
}
