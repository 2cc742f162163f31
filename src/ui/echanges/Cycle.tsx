// The space of a cycle of practice exchanges: the next meeting and what to bring to it, themes, séances, what was made together.
import { useState } from 'preact/hooks'
import { COMPTE_RENDU, situationsDe } from '../../suivi/echanges.ts'
import { aFixerLe, ficheDeSeance, leJour, RYTHMES, rythmeDe } from '../../suivi/groupe.ts'
import { texte } from '../../suivi/lire.ts'
import { aVoteIci, CHOIX_THEMES, isOuverte, themePrevu } from '../../suivi/themes.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { ChoixUnique } from '../parts/Choix.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import type { EspaceProps } from '../screens/Groupe.tsx'
import { changer } from './ecrire.ts'
import { RangSeance } from './rangs.tsx'
import { Fixer, Prochaine } from './Rencontres.tsx'
import { useGroupe } from './use-groupe.ts'
import '../look/screens.css'
import './echanges.css'

export default function Cycle({ groupe }: EspaceProps) {
  const { db, moi, annuaire } = useCarnet()
  const vu = useGroupe(groupe)
  const [setting, setSetting] = useState(false)
  if (!vu || !annuaire) return <Page titre={groupe.nom} lieu="Réseau" retour="/reseau">{null}</Page>
  const { monde, roles, today, participants, seances, prochaine } = vu
  const anime = roles.has('animateur_echanges')
  const participe = roles.has('participant_echanges')
  const consultation = monde.fiches.find((one) => one.gabarit === CHOIX_THEMES && isOuverte(one, today))
  const aVoter = participe && consultation !== undefined && !aVoteIci(consultation, moi.personne)
  const space = `/reseau/groupe/${groupe.id}`
  const due = aFixerLe(groupe, annuaire, today)
  const passees = seances.filter(({ date }) => date < today).reverse()
  const suivantes = seances.filter(({ date }) => date >= today)
  const themeDe = (seance: (typeof seances)[number]): string => texte(ficheDeSeance(monde.fiches, COMPTE_RENDU, seance)?.reponses.theme) || themePrevu(monde.fiches, seance.date)
  const jour = due && due > today ? due : undefined
  const voter = aVoter && (
    <a class="acte" href={`${space}/themes`}>
      Choisir les thèmes
    </a>
  )
  const rythme = rythmeDe(groupe)
  return (
    <Page
      titre={groupe.nom}
      lieu="Réseau"
      retour="/reseau"
      surtitre="Échanges de pratiques"
      chapeau={groupe.coordination ? <p>Animation : {nomDe(annuaire.personnes, groupe.coordination)}</p> : undefined}
    >
      <Prochaine
        vu={vu}
        annuaire={annuaire}
        aucune={
          <>
            {due && <p>À votre rythme, elle est attendue {due < today ? 'depuis le' : 'vers le'} {leJour(due)}.</p>}
            {anime ? <Fixer groupe={groupe} libelle="Fixer une séance" jour={jour} acte /> : voter}
          </>
        }
      >
        {prochaine && (
          <>
            {themeDe(prochaine) && <p>Thème : {themeDe(prochaine)}</p>}
            <p class="detail">{combien(situationsDe(monde.fiches, prochaine.id).length)}</p>
            {voter || (
              <a class="acte" href={`/reseau/seance/${prochaine.id}`}>
                {anime ? 'Préparer la séance' : participe ? 'Apporter une situation' : 'Voir la séance'}
              </a>
            )}
          </>
        )}
      </Prochaine>
      {anime && !rythme && (
        <div class="annonce" data-ton="attente">
          <p>Le rythme des rencontres reste à choisir.</p>
          <button type="button" class="geste" onClick={() => setSetting(true)}>
            Choisir le rythme
          </button>
        </div>
      )}
      <ul class="rangs">
        <Rang href={`${space}/themes`} icon="idee" titre="Thèmes" detail={consultation ? `Vote ouvert${fin(consultation.reponses.cloture)}` : 'Proposés et choisis par les participants'} />
        <Rang href={`${space}/commun`} icon="outil" titre="Solutions et outils partagés" detail="Et ce qui revient au comité de pilotage" />
      </ul>
      <section class="bloc">
        <h2>Séances</h2>
        <ul class="rangs">
          {[...suivantes, ...passees].map((seance) => (
            <RangSeance key={seance.id} seance={seance} annuaire={annuaire} etat={themeDe(seance)} />
          ))}
        </ul>
        {anime && prochaine && <Fixer groupe={groupe} libelle="Fixer une autre séance" jour={jour} />}
      </section>
      <section class="bloc">
        <h2>Le groupe</h2>
        {(rythme || !anime) && (
          <p>
            {rythme ? `Rythme : ${rythme.libelle.toLowerCase()}.` : 'Rythme des rencontres : pas encore choisi.'}{' '}
            {anime && (
              <button type="button" class="lien" onClick={() => setSetting(true)}>
                Changer
              </button>
            )}
          </p>
        )}
        <details>
          <summary class="lien">{participants.length} participants</summary>
          <ul class="rangs">
            {participants.map((one) => (
              <Rang key={one.id} href={`/reseau/personne/${one.id}`} icon="moi" titre={one.nom} detail={nomDe(annuaire.structures, one.structure)} />
            ))}
          </ul>
        </details>
      </section>
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
