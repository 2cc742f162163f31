// The space of a group of practice analysis, as each role sees it: participants their situations, their facilitator the
// séances, the management the attendance and nothing else (R-APP-01 to 04).
import { useState } from 'preact/hooks'
import { aAccepte, cadreDe } from '../../suivi/app.ts'
import { leJour } from '../../suivi/groupe.ts'
import { useCarnet } from '../carnet.ts'
import { changer } from '../echanges/ecrire.ts'
import { RangSeance } from '../echanges/rangs.tsx'
import { Fixer, Prochaine } from '../echanges/Rencontres.tsx'
import { useGroupe } from '../echanges/use-groupe.ts'
import { nomDe } from '../noms.ts'
import { aideDe, ChampSimple } from '../parts/ChampSimple.tsx'
import { Page } from '../parts/Page.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import type { EspaceProps } from '../screens/Groupe.tsx'
import { Assiduite } from './Assiduite.tsx'
import { Cadre } from './Cadre.tsx'
import { Situations } from './Situations.tsx'
import '../look/screens.css'
import '../echanges/echanges.css'

const FIN = 'Ce qui est laissé au groupe n’est plus lu après ce jour.'

export default function GroupeApp({ groupe }: EspaceProps) {
  const { db, moi, annuaire } = useCarnet()
  const vu = useGroupe(groupe)
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
      {(participe || anime) && (
        <Prochaine
          vu={vu}
          annuaire={annuaire}
          aucune={anime ? <Fixer groupe={groupe} libelle="Fixer une séance" acte /> : <p>L’intervenant fixe les dates.</p>}
        >
          {!aFaire && prochaine && (
            <a class="acte" href={`/reseau/seance/${prochaine.id}`}>
              {anime ? 'Tenir la séance' : prochaine.date === today ? 'Rejoindre la séance' : 'Préparer la séance'}
            </a>
          )}
        </Prochaine>
      )}
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
              <Fixer groupe={groupe} libelle="Fixer une séance" />
              <button type="button" class="geste" onClick={() => setEnding(true)}>
                Fin du cycle
              </button>
            </div>
          )}
        </section>
      )}
      {ending && (
        <Sheet titre="Fin du cycle" onClose={() => setEnding(false)}>
          <ChampSimple id="fin-cycle" libelle="Dernier jour du cycle" aide={FIN}>
            <input
              id="fin-cycle"
              class="saisie"
              type="date"
              aria-describedby={aideDe('fin-cycle', FIN)}
              value={groupe.fin ?? ''}
              onChange={(event) => void changer(db, groupe.id, { fin: event.currentTarget.value || null }).then(() => setEnding(false), () => undefined)}
            />
          </ChampSimple>
        </Sheet>
      )}
    </Page>
  )
}
