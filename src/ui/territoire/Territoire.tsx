// The figures of a group over a period: drawn and in tables, printed, taken away. Only what this person may read is counted.
import { useEffect, useState } from 'preact/hooks'
import { type Chiffres, chiffresDe, type Moyenne, type Part, periodesDe } from '../../suivi/territoire.ts'
import { type MoyennesServeur, moyennesDuServeur } from '../../sync/indicateurs.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords, daysInWords } from '../dates.ts'
import { remises } from '../export/Exporter.tsx'
import { exportCsv, exportXlsx, type Remise } from '../export/index.ts'
import { Page } from '../parts/Page.tsx'
import { useMonde } from '../suivi/use-monde.ts'
import { AvantApres, Barres, Jauge } from './Barres.tsx'
import { Fiches } from './GroupeLocal.tsx'
import { categorie, dontEnMots, etatEnMots, feuillesDe, LUES, modalite, moyenneEnMots, niveaux, porteeEnMots, secteur, structureOf, taux, trimestre } from './mots.ts'
import { lignesCsv } from './sorties.ts'
import '../look/screens.css'
import './territoire.css'

const REGARD = { gabarits: LUES }

export default function Territoire({ id }: { id: string }) {
  const { annuaire } = useCarnet()
  const monde = useMonde(REGARD)
  const groupe = annuaire?.groupes.find((one) => one.id === id)
  const [choisie, choisir] = useState<string | null>(null)
  const [sorti, setSorti] = useState<Remise | null>(null)
  if (!annuaire || !monde) return <Page titre="Territoire">{null}</Page>
  if (!groupe)
    return (
      <Page titre="Absent de l’annuaire" retour="/reseau">
        <p>Ce groupe n’est pas, ou plus, sur cet appareil.</p>
      </Page>
    )
  const periodes = periodesDe(monde.maintenant.slice(0, 10))
  const periode = periodes.find((one) => one.id === choisie) ?? periodes[0]
  if (!periode) return null
  const chiffres = chiffresDe(groupe, periode, monde)
  const structure = structureOf(annuaire)
  const feuilles = () => feuillesDe(groupe, chiffres, annuaire, periode.libelle)
  const nom = `Territoire – ${groupe.nom} – ${periode.libelle}`
  const csv = () => exportCsv(nom, ['Tableau', 'Ligne', 'Valeur', 'Précision'], lignesCsv(feuilles()))
  const portee = porteeEnMots(groupe, chiffres)
  const dont = dontEnMots(chiffres.parDispositif)
  // A réseau has its companies and its own structures: only in a local group may each host and each leave.
  const members = groupe.type === 'groupe_local' ? groupe.structures : []
  const sans = (parts: readonly Part[]): string[] => (parts.length === 0 ? [] : members.filter((id) => parts.every(({ cle }) => cle !== id)).map(structure))
  const me = annuaire.personnes.find((one) => one.id === monde.moi)
  return (
    <Page
      titre="Chiffres du territoire"
      lieu={groupe.nom}
      retour={`/reseau/groupe/${groupe.id}`}
      surtitre={groupe.nom}
      chapeau={<p>{periode.libelle}, {daysInWords([periode.debut, periode.fin])}</p>}
    >
      <div class="champ-simple hors-papier">
        <label for="periode">Période</label>
        <select id="periode" class="saisie" value={periode.id} onChange={(event) => choisir(event.currentTarget.value)}>
          {periodes.map((one) => (
            <option key={one.id} value={one.id}>
              {one.libelle}
            </option>
          ))}
        </select>
      </div>
      {portee && <p class="annonce">{portee}</p>}
      <Jauge fait={chiffres.realiseesAnnee} objectif={chiffres.objectif} annee={chiffres.annee} />
      <dl class="chiffres">
        <Chiffre nom="Réalisées" valeur={chiffres.realisees} />
        <Chiffre nom="Prévues ou en cours" valeur={chiffres.prevues} />
        <Chiffre nom="Restituées" valeur={taux(chiffres.restituees, chiffres.realisees)} />
        <Chiffre nom="Refusées" valeur={chiffres.refusees} />
        <Chiffre nom="Annulées" valeur={chiffres.annulees} />
        {chiffres.echanges > 0 && <Chiffre nom="Échanges avec retour" valeur={taux(chiffres.avecRetour, chiffres.echanges)} />}
      </dl>
      {chiffres.realisees === 0 ? (
        <p class="detail">Aucune immersion réalisée sur cette période.</p>
      ) : (
        dont && (
          <p class="detail">
            Réalisées : {dont}.{groupe.type === 'groupe_local' && ' La restitution annuelle ne compte que celles entre professionnels.'}
          </p>
        )
      )}
      <Barres titre="Par modalité" entete="Modalité" parts={chiffres.parModalite} mots={modalite} />
      <Barres titre="Par trimestre" entete="Trimestre" parts={chiffres.parTrimestre} mots={trimestre} />
      <Barres titre="Par structure accueillante" entete="Structure" parts={chiffres.parAccueil} mots={structure} />
      <Aucune quoi="N’ont accueilli personne" noms={sans(chiffres.parAccueil)} />
      <Barres titre="Par structure d’appartenance" entete="Structure" parts={chiffres.parOrigine} mots={structure} />
      <Aucune quoi="Ne sont pas parties" noms={sans(chiffres.parOrigine)} />
      <Barres titre="Par champ ou secteur" entete="Champ" parts={chiffres.parSecteur} mots={secteur} />
      {groupe.type !== 'reseau_immersions' && <Effets groupe={groupe.id} periode={periode.id} chiffres={chiffres} />}
      <section class="bloc">
        <h2>Besoins exprimés</h2>
        {chiffres.besoins.length === 0 ? (
          <p class="detail">Aucun besoin remonté sur cette période.</p>
        ) : (
          <ul class="rangs">
            {chiffres.besoins.map((one) => (
              <li key={one.besoin} class="rang">
                <span class="rang-corps">
                  <span class="rang-titre">{one.besoin}</span>
                  <span class="rang-detail">{[categorie(one.categorie), etatEnMots(one.etat)].filter(Boolean).join(' · ')}</span>
                </span>
                <span class="fiche-etat">{one.occurrences > 1 ? `${one.occurrences} fois` : '1 fois'}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {chiffres.axes.length > 0 && (
        <section class="bloc">
          <h2>Axes de travail</h2>
          <ul class="rangs">
            {chiffres.axes.map((one) => (
              <li key={one.axe} class="rang">
                <span class="rang-corps">
                  <span class="rang-titre">{one.axe}</span>
                  <span class="rang-detail">{[one.structures, etatEnMots(one.etat)].filter(Boolean).join(' · ')}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="bloc hors-papier">
        <h2>Indicateurs publiés</h2>
        <Fiches
          fiches={monde.fiches.filter(({ gabarit, rattachement }) => gabarit === 'indicateurs-territoire' && rattachement?.id === groupe.id)}
          gabarit="indicateurs-territoire"
          places={[{ type: 'groupe', id: groupe.id }]}
          commencer={`${periode.libelle} : chiffres déjà reportés`}
          periode={periode.id}
        />
      </section>
      <div class="gestes hors-papier">
        <button type="button" class="geste" onClick={() => window.print()}>
          Imprimer ou enregistrer en PDF
        </button>
        <button type="button" class="geste" onClick={() => void exportXlsx(nom, feuilles()).then(setSorti)}>
          Tableur (XLSX)
        </button>
        <button type="button" class="lien" onClick={() => void csv().then(setSorti)}>
          Fichier CSV
        </button>
      </div>
      {sorti && (
        <p role="status" class="detail hors-papier">
          {remises[sorti]}
        </p>
      )}
      <p class="pied-papier">
        Document composé par {me?.nom ?? 'le carnet'} le {dayInWords(monde.maintenant.slice(0, 10), new Date(0))}
      </p>
    </Page>
  )
}

/** What visits change: from what can be read here, else the averages that the server counts without showing an answer. */
function Effets({ groupe, periode, chiffres }: { groupe: string; periode: string; chiffres: Chiffres }) {
  const [server, setServer] = useState<MoyennesServeur | null>(null)
  useEffect(() => {
    let gone = false
    setServer(null)
    void moyennesDuServeur(groupe, periode).then((found) => !gone && setServer(found))
    return () => {
      gone = true
    }
  }, [groupe, periode])
  const best = (here: Moyenne, there: Moyenne | null | undefined): Moyenne => (there && there.n >= here.n ? there : here)
  return (
    <section class="bloc">
      <h2>Ce que les immersions changent</h2>
      <p>Niveau de connaissance : {moyenneEnMots(best(chiffres.progression, server?.progression), 'niveau gagné en moyenne')}</p>
      <p>Appréciation : {moyenneEnMots(best(chiffres.satisfaction, server?.satisfaction), 'sur 4 en moyenne')}</p>
      <p class="detail">Comptées sur les évaluations dont l’auteur a donné son accord. Aucune n’est montrée.</p>
      {chiffres.niveaux && <AvantApres {...chiffres.niveaux} niveaux={niveaux()} />}
    </section>
  )
}

/** Who is in none of the rows: the figures also say where nothing happens. */
const Aucune = ({ quoi, noms }: { quoi: string; noms: readonly string[] }) =>
  noms.length === 0 ? null : (
    <p class="detail">
      {quoi} sur cette période : {noms.join(', ')}.
    </p>
  )

function Chiffre({ nom, valeur }: { nom: string; valeur: number | string }) {
  return (
    <div>
      <dt>{nom}</dt>
      <dd>{valeur}</dd>
    </div>
  )
}
