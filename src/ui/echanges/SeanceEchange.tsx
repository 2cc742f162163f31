// A séance of practice exchanges: for a participant, when, on what, and what to bring; for its animateur, all of it on one
// screen: who is there, the theme, the situations and the solutions as they are said, the tools, what comes next.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { path } from '../../domain/id.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import { COMPTE_RENDU, SITUATION, situationsDe } from '../../suivi/echanges.ts'
import { ficheDeSeance } from '../../suivi/groupe.ts'
import { texte } from '../../suivi/lire.ts'
import { themePrevu } from '../../suivi/themes.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { ChoixUnique } from '../parts/Choix.tsx'
import { Rang } from '../parts/Rang.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { nouvelleFiche } from './ecrire.ts'
import { FinDeSeance } from './FinDeSeance.tsx'
import { Outils } from './Outils.tsx'
import { Presences } from './Presences.tsx'
import { jourEnTitre, ouEtQuand } from './rangs.tsx'
import type { SeanceProps } from './Seance.tsx'
import { prochaineApres, Suivante } from './Suivante.tsx'
import { Theme } from './Theme.tsx'
import { Suites, Travail } from './Travail.tsx'
import { useGroupe } from './use-groupe.ts'
import '../look/screens.css'
import './echanges.css'

export default function SeanceEchange({ seance, groupe }: SeanceProps) {
  const { db, moi, annuaire } = useCarnet()
  const { route } = useLocation()
  const vu = useGroupe(groupe)
  const [bringing, setBringing] = useState(false)
  if (!vu || !annuaire) return <Page titre={seance.titre || 'Séance'} lieu={groupe.nom} retour={`/reseau/groupe/${groupe.id}`}>{null}</Page>
  const { monde, roles, today, vueDe } = vu
  const anime = roles.has('animateur_echanges')
  const lue = ficheDeSeance(monde.fiches, COMPTE_RENDU, seance)
  const rendu = lue && vueDe(lue)
  const situations = situationsDe(monde.fiches, seance.id)
  const mine = situations.some(({ auteur }) => auteur === moi.personne)
  const passee = (seance.date ?? '') < today
  const theme = texte(lue?.reponses.theme) || themePrevu(monde.fiches, seance.date)
  const me = annuaire.personnes.find(({ id }) => id === moi.personne)
  const prepare = () =>
    void nouvelleFiche(db, COMPTE_RENDU, 'seance', seance.id, {
      [path('cycle')]: groupe.id,
      ...(seance.date ? { [path('date')]: seance.date } : {}),
      ...(seance.debut ? { [path('demi_journee')]: seance.debut < '12:30' ? 'matin' : 'apres_midi' } : {}),
      ...(seance.lieu ? { [path('lieu')]: seance.lieu } : {}),
      ...(me?.fonction ? { [path('animation')]: me.fonction } : {}),
      ...(theme ? { [path('theme')]: theme, [path('choisi_par_participants')]: true } : {}),
      ...prochaineApres(vu, seance),
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
      {anime && <FinDeSeance groupe={groupe} seance={seance} fiche={rendu?.id} vide={!rendu && situations.length === 0} />}
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
