// What leaves the notebook: printed pages, spreadsheets, an agenda file; of one immersion, or of all I read.
import { useMemo, useState } from 'preact/hooks'
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { listImmersions } from '../../store/index.ts'
import { Agenda } from '../agenda/Agenda.tsx'
import { useCarnet } from '../carnet.ts'
import { dayOf } from '../dates.ts'
import { nomsDe } from '../impression/noms.ts'
import { Option } from '../impression/Rappel.tsx'
import { nomDe } from '../noms.ts'
import { ImmersionIntrouvable } from '../parts/Introuvable.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import { useDossier } from '../relecture/use-dossier.ts'
import { useLive } from '../use-live.ts'
import { Exporter } from './Exporter.tsx'
import { feuilleDImmersions, feuillesDeFiche } from './fiches.ts'
import type { Feuille } from './valeur.ts'
import '../look/screens.css'

export default function Sorties({ id }: { id?: string }) {
  return id ? <DUneImmersion id={id} /> : <DeToutes />
}

const intro = 'Ce qui sort du carnet n’est plus protégé par lui : gardez ces fichiers comme vous gardez un dossier.'

function DeToutes() {
  const { db, annuaire } = useCarnet()
  const views = useLive(() => listImmersions(db), [db])
  const [ahead, setAhead] = useState(true)
  if (!views || !annuaire) return <Page titre="Imprimer, exporter">{null}</Page>
  const all = views.map(({ data }) => data).sort((a, b) => ((a.dates[0] ?? '9') < (b.dates[0] ?? '9') ? -1 : 1))
  const today = dayOf(new Date())
  const dated = all.filter(({ dates }) => !ahead || (dates.at(-1) ?? '') >= today)
  return (
    <Page titre="Imprimer, exporter" lieu="Immersions" retour="/immersions" chapeau={<p>{intro}</p>}>
      <section class="bloc" aria-label="Liste des immersions">
        <h2>Liste des immersions</h2>
        <p class="detail">
          {all.length} {all.length > 1 ? 'immersions lisibles' : 'immersion lisible'} par vous.
        </p>
        <Exporter nom={`Immersions – ${today}`} libelle="La liste" feuilles={() => [feuilleDImmersions(all, annuaire)]} />
      </section>
      <section class="bloc" aria-label="Agenda">
        <h2>Agenda</h2>
        <Option label="Seulement les immersions à venir" checked={ahead} onChange={setAhead} />
        {dated.length > 0 ? <Agenda nom={`Immersions – ${today}`} immersions={dated} /> : <p>Aucune date à venir.</p>}
      </section>
    </Page>
  )
}

function DUneImmersion({ id }: { id: string }) {
  const { db, annuaire } = useCarnet()
  const dossier = useDossier(id)
  const views = useLive(() => listImmersions(db), [db])
  const noms = useMemo(() => (annuaire && views ? nomsDe(annuaire, views.map(({ data }) => data)) : null), [annuaire, views])
  if (dossier === null)
    return <ImmersionIntrouvable />
  if (!dossier || !annuaire || !noms) return <Page titre="Imprimer, exporter">{null}</Page>
  const { immersion, fiches, notes } = dossier
  // What its author alone reads is exported by itself, from its own page, never with the rest.
  const shared = fiches.filter(({ gabarit }) => gabarit.visibilite !== 'auteur')
  const feuilles = (): Feuille[] => [
    feuilleDImmersions([immersion], annuaire as Annuaire),
    ...shared.flatMap(({ fiche, gabarit }) => feuillesDeFiche(gabarit, fiche.registers, noms)),
  ]
  const nom = (one: string | null) => nomDe(annuaire.personnes, one)
  return (
    <Page titre="Imprimer, exporter" lieu={immersion.titre} retour={`/immersions/${id}`} chapeau={<p>{intro}</p>}>
      <section class="bloc" aria-label="Imprimer ou enregistrer en PDF">
        <h2>Imprimer ou enregistrer en PDF</h2>
        <ul class="rangs">
          <Rang icon="feuille" href={`/imprimer/dossier/${id}`} titre="Le dossier" detail="L’immersion et les fiches que vous choisissez" />
          {notes.length > 0 && (
            <Rang icon="feuille" href={`/imprimer/notes/${id}`} titre="Mes notes" detail={`${notes.length} ${notes.length > 1 ? 'notes' : 'note'}, par heure`} />
          )}
          {fiches.map(({ fiche, gabarit, mienne }) => (
            <Rang
          icon="feuille"
              key={fiche.id}
              href={`/imprimer/fiche/${fiche.id}`}
              titre={gabarit.titre_court}
              detail={mienne ? 'Par vous' : `Par ${nom(fiche.data.$auteur)}`}
            />
          ))}
        </ul>
      </section>
      <section class="bloc" aria-label="Tableur">
        <h2>Tableur</h2>
        <Exporter nom={immersion.titre} libelle="Les fiches de l’immersion, sans vos écrits privés" feuilles={feuilles} />
      </section>
      <section class="bloc" aria-label="Agenda">
        <h2>Agenda</h2>
        {immersion.dates.length > 0 ? (
          <Agenda nom={immersion.titre} immersions={[immersion as Immersion]} />
        ) : (
          <p>Choisissez d’abord une date.</p>
        )}
      </section>
    </Page>
  )
}
