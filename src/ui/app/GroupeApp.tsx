// The space of a group of practice analysis, as each role sees it: participants their situations, their facilitator the
// séances, the management the attendance and nothing else (R-APP-01 to 04).
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { aAccepte, cadreDe } from '../../suivi/app.ts'
import { leJour } from '../../suivi/groupe.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { changer } from '../echanges/ecrire.ts'
import { ouEtQuand, RangSeance } from '../echanges/rangs.tsx'
import { SeanceSheet } from '../echanges/SeanceSheet.tsx'
import { useGroupe } from '../echanges/use-groupe.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import type { EspaceProps } from '../screens/Groupe.tsx'
import { Assiduite } from './Assiduite.tsx'
import { Cadre } from './Cadre.tsx'
import { Situations } from './Situations.tsx'
import '../look/screens.css'
import '../echanges/echanges.css'

export default function GroupeApp({ groupe }: EspaceProps) {
  const { db, moi, annuaire } = useCarnet()
  const { route } = useLocation()
  const vu = useGroupe(groupe)
  const [fixing, setFixing] = useState(false)
  const [ending, setEnding] = useState(false)
  if (!vu || !annuaire) return <Page titre={groupe.nom} lieu="Réseau" retour="/reseau">{null}</Page>
  const { monde, roles, seances, prochaine, today } = vu
  const participe = roles.has('participant_app')
  const anime = roles.has('intervenant_app')
  const encadre = roles.has('encadrement_app')
  const me = annuaire.personnes.find(({ id }) => id === moi.personne)
  const cadre = cadreDe(monde.fiches, groupe.id)
  const aFaire = participe && me && cadre && !aAccepte(cadre, me)
  return (
    <Page
      titre={groupe.nom}
      lieu="Réseau"
      retour="/reseau"
      surtitre="Analyse de la pratique"
      chapeau={groupe.coordination ? <p>Avec {nomDe(annuaire.personnes, groupe.coordination)}</p> : undefined}
    >
      {!participe && !anime && !encadre && <p>Ce qui se dit dans ce groupe reste dans ce groupe : il n’y a rien à voir ici pour vous.</p>}
      {aFaire && <Cadre groupe={groupe} vu={vu} />}
      {(participe || anime) &&
        (prochaine ? (
          <section class="du-jour" aria-labelledby="prochaine">
            <p class="surtitre">{prochaine.date === today ? 'Aujourd’hui' : 'Prochaine séance'}</p>
            <h2 id="prochaine" class="jour-plein">
              {dayInWords(prochaine.date)}
            </h2>
            {ouEtQuand(prochaine, annuaire) && <p>{ouEtQuand(prochaine, annuaire)}</p>}
            {!aFaire && (
              <a class="acte" href={`/reseau/seance/${prochaine.id}`}>
                {anime ? 'Tenir la séance' : prochaine.date === today ? 'Rejoindre la séance' : 'Préparer la séance'}
              </a>
            )}
          </section>
        ) : (
          <section class="du-jour" aria-labelledby="prochaine">
            <h2 id="prochaine">Pas encore de prochaine séance</h2>
            {anime ? (
              <button type="button" class="acte" onClick={() => setFixing(true)}>
                Fixer une séance
              </button>
            ) : (
              <p>L’intervenant fixe les dates.</p>
            )}
          </section>
        ))}
      {participe && <Situations groupe={groupe} vu={vu} />}
      {encadre && me && <Assiduite groupe={groupe} vu={vu} moi={me} />}
      {!aFaire && (participe || anime || encadre) && <Cadre groupe={groupe} vu={vu} />}
      {(participe || anime) && (
        <section class="bloc">
          <h2>Séances</h2>
          <ul class="rangs">
            {[...seances].reverse().map((seance) => (
              <RangSeance key={seance.id} seance={seance} annuaire={annuaire} />
            ))}
          </ul>
          <p class="detail">{groupe.fin ? `Le cycle finit le ${leJour(groupe.fin)}.` : 'Fin du cycle : pas encore fixée.'}</p>
          {anime && (
            <div class="gestes">
              <button type="button" class="geste" onClick={() => setFixing(true)}>
                <Icon name="plus" taille={1.25} />
                Fixer une séance
              </button>
              <button type="button" class="geste" onClick={() => setEnding(true)}>
                Fin du cycle
              </button>
            </div>
          )}
        </section>
      )}
      {fixing && (
        <SeanceSheet
          groupe={groupe}
          seance={null}
          onClose={(made) => {
            setFixing(false)
            if (made) route(`/reseau/seance/${made}`)
          }}
        />
      )}
      {ending && (
        <Sheet titre="Fin du cycle" onClose={() => setEnding(false)}>
          <div class="champ-simple">
            <label for="fin-cycle">Dernier jour du cycle</label>
            <span class="aide">Ce qui est laissé au groupe n’est plus lu après ce jour.</span>
            <input
              id="fin-cycle"
              class="saisie"
              type="date"
              value={groupe.fin ?? ''}
              onChange={(event) => void changer(db, groupe.id, { fin: event.currentTarget.value || null }).then(() => setEnding(false), () => undefined)}
            />
          </div>
        </Sheet>
      )}
    </Page>
  )
}

