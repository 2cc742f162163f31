// The space of a cycle of practice exchanges: the next meeting and what to bring to it, themes, séances, what was made together.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { aFixerLe, leJour, RYTHMES, rythmeDe } from '../../suivi/groupe.ts'
import { echanges, situationsDe } from '../../suivi/echanges.ts'
import { echeancesDe } from '../../suivi/echeance.ts'
import { aVoteIci, CHOIX_THEMES, isOuverte } from '../../suivi/themes.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { nomDe } from '../noms.ts'
import { ChoixUnique } from '../parts/Choix.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import type { EspaceProps } from '../screens/Groupe.tsx'
import { changer } from './ecrire.ts'
import { ouEtQuand, RangSeance } from './rangs.tsx'
import { SeanceSheet } from './SeanceSheet.tsx'
import { useGroupe } from './use-groupe.ts'
import '../look/screens.css'
import './echanges.css'

export default function Cycle({ groupe }: EspaceProps) {
  const { db, moi, annuaire } = useCarnet()
  const { route } = useLocation()
  const vu = useGroupe(groupe)
  const [fixing, setFixing] = useState(false)
  const [setting, setSetting] = useState(false)
  if (!vu || !annuaire) return <Page titre={groupe.nom} lieu="Réseau" retour="/reseau">{null}</Page>
  const { monde, roles, today, participants, seances, prochaine } = vu
  const anime = roles.has('animateur_echanges')
  const participe = roles.has('participant_echanges')
  const consultation = monde.fiches.find((one) => one.gabarit === CHOIX_THEMES && isOuverte(one, today))
  const aVoter = participe && consultation !== undefined && !aVoteIci(consultation, moi.personne)
  const space = `/reseau/groupe/${groupe.id}`
  const due = aFixerLe(groupe, annuaire, today)
  const dues = echeancesDe(monde, [echanges]).filter(({ niveau, lien }) => niveau === 'rappel' && lien === space)
  const passees = seances.filter(({ date }) => date < today).reverse()
  const suivantes = seances.filter(({ date }) => date >= today && date !== prochaine?.date)
  const rythme = rythmeDe(groupe)
  return (
    <Page
      titre={groupe.nom}
      lieu="Réseau"
      retour="/reseau"
      surtitre="Échanges de pratiques"
      chapeau={groupe.coordination ? <p>Animation : {nomDe(annuaire.personnes, groupe.coordination)}</p> : undefined}
    >
      {prochaine ? (
        <section class="du-jour" aria-labelledby="prochaine">
          <p class="surtitre">{prochaine.date === today ? 'Aujourd’hui' : 'Prochaine séance'}</p>
          <h2 id="prochaine" class="jour-plein">
            {dayInWords(prochaine.date)}
          </h2>
          {ouEtQuand(prochaine, annuaire) && <p>{ouEtQuand(prochaine, annuaire)}</p>}
          <p class="detail">{combien(situationsDe(monde.fiches, prochaine.id).length)}</p>
          <a class="acte" href={aVoter ? `${space}/themes` : `/reseau/seance/${prochaine.id}`}>
            {aVoter ? 'Choisir les thèmes' : anime ? 'Préparer la séance' : participe ? 'Apporter une situation' : 'Voir la séance'}
          </a>
        </section>
      ) : (
        <section class="du-jour" aria-labelledby="prochaine">
          <h2 id="prochaine">Pas encore de prochaine séance</h2>
          {due && <p>À votre rythme, elle est attendue {due < today ? 'depuis le' : 'vers le'} {leJour(due)}.</p>}
          {anime ? (
            <button type="button" class="acte" onClick={() => setFixing(true)}>
              Fixer une séance
            </button>
          ) : (
            aVoter && (
              <a class="acte" href={`${space}/themes`}>
                Choisir les thèmes
              </a>
            )
          )}
        </section>
      )}
      {dues.map((one) => (
        <p key={one.id} class="annonce" data-ton="attente">
          <strong>{one.titre}</strong>
          {one.detail}
        </p>
      ))}
      <ul class="rangs">
        <Rang href={`${space}/themes`} icon="idee" titre="Thèmes" detail={consultation ? `Vote ouvert${fin(consultation.reponses.cloture)}` : 'Proposés et choisis par les participants'} />
        <Rang href={`${space}/commun`} icon="outil" titre="Solutions et outils partagés" detail="Et ce qui revient au comité de pilotage" />
      </ul>
      <section class="bloc">
        <h2>Séances</h2>
        <ul class="rangs">
          {[...suivantes, ...passees].map((seance) => (
            <RangSeance key={seance.id} seance={seance} annuaire={annuaire} />
          ))}
        </ul>
        {anime && prochaine && (
          <button type="button" class="geste" onClick={() => setFixing(true)}>
            <Icon name="plus" taille={1.25} />
            Fixer une autre séance
          </button>
        )}
      </section>
      <section class="bloc">
        <h2>Le groupe</h2>
        <p>
          {rythme ? `Rythme : ${rythme.libelle.toLowerCase()}.` : 'Rythme des rencontres : pas encore choisi.'}
          {anime && (
            <button type="button" class="lien" onClick={() => setSetting(true)}>
              Changer
            </button>
          )}
        </p>
        <details>
          <summary class="lien">{participants.length} participants</summary>
          <ul class="rangs">
            {participants.map((one) => (
              <Rang key={one.id} href={`/reseau/personne/${one.id}`} icon="moi" titre={one.nom} detail={nomDe(annuaire.structures, one.structure)} />
            ))}
          </ul>
        </details>
      </section>
      {fixing && (
        <SeanceSheet
          groupe={groupe}
          seance={null}
          {...(due && due > today ? { jour: due } : {})}
          onClose={(made) => {
            setFixing(false)
            if (made) route(`/reseau/seance/${made}`)
          }}
        />
      )}
      {setting && (
        <Sheet titre="Rythme des rencontres" onClose={() => setSetting(false)}>
          <ChoixUnique
            legende="Le groupe se retrouve"
            options={RYTHMES}
            value={groupe.frequence}
            onChange={(frequence) => void changer(db, groupe.id, { frequence }).then(() => setSetting(false), () => undefined)}
          />
        </Sheet>
      )}
    </Page>
  )
}

const combien = (n: number): string =>
  n === 0 ? 'Aucune situation apportée pour l’instant.' : n === 1 ? 'Une situation apportée.' : `${n} situations apportées.`
const fin = (cloture: unknown): string => (typeof cloture === 'string' && cloture !== '' ? ` jusqu’au ${leJour(cloture)}` : '')
