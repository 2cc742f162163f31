// Today: the immersion of the day, what is to be done before or after, what waits to be sent.
import { lazy, useLocation } from 'preact-iso'
import { useEffect } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import { listImmersions } from '../../store/index.ts'
import { useCarnet, useEcritures } from '../carnet.ts'
import { dayInWords, dayOf } from '../dates.ts'
import { enGrand, heuresDe, journeeOf, lieuDe, nomDe } from '../immersion.ts'
import { phraseDe } from '../phrase-etat.ts'
import { Attend } from '../parts/Attend.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { useLive } from '../use-live.ts'
import '../look/screens.css'

const JourSuite = lazy(() => import('../suivi/JourSuite.tsx').then((m) => m.JourSuite))
const loadFaits = () => import('../suivi/faits.ts')

export default function Aujourdhui() {
  const { db, moi, annuaire, takeNote } = useCarnet()
  const etat = useEcritures()
  const { writing } = etat
  const { query, route } = useLocation()
  const immersions = useLive(() => listImmersions(db), [db])
  const today = dayOf(new Date())
  const journee =
    immersions &&
    journeeOf(
      immersions.map(({ data }) => data),
      moi.personne,
      today,
    )
  const grands = journee ? enGrand(journee.pendant, moi.personne) : []
  const current = (grands[0]?.id ?? null) as DocId | null

  // The shortcut of the installed app: `/?note` opens on an empty note.
  const asked = query.note !== undefined && journee !== undefined
  useEffect(() => {
    if (!asked) return
    route('/', true)
    takeNote({ immersion: current })
  }, [asked])

  if (!journee || !annuaire) return <Page titre="Aujourd’hui">{null}</Page>
  const [first] = moi.nom.split(' ')
  const { pendant, avant, apres } = journee
  const isEmpty = pendant.length + avant.length + apres.length === 0
  return (
    <Page
      titre={`Bonjour ${first}`}
      surtitre={<span class="jour-plein">{dayInWords(today)}</span>}
      chapeau={!isEmpty && pendant.length === 0 && <p>Aucune immersion aujourd’hui.</p>}
      plume={current}
    >
      {grands.map((immersion) => (
        <DuJour key={immersion.id} immersion={immersion} />
      ))}
      {isEmpty && (
        <Tirage>
          <p>Aucune immersion aujourd’hui. Créez la première quand vous voulez, même sans réseau.</p>
          <Creer />
        </Tirage>
      )}
      <Attend>
        <JourSuite journee={journee} />
      </Attend>
      {!isEmpty && pendant.length === 0 && <Creer />}
      {writing && writing.unsent + writing.photos > 0 && (
        <section class="bloc">
          <h2>Ce qui attend</h2>
          <p>{phraseDe(etat)}</p>
          <a class="lien au-bord" href="/moi/sante">
            Voir où sont mes écrits
          </a>
        </section>
      )}
    </Page>
  )
}

const Creer = () => (
  <a class="geste" href="/immersions/nouvelle">
    <Icon name="plus" />
    Créer une immersion
  </a>
)

function DuJour({ immersion }: { immersion: Immersion }) {
  const { db, moi, annuaire } = useCarnet()
  if (!annuaire) return null
  const hosts = immersion.accueillant === moi.personne && !immersion.accueilli.includes(moi.personne)
  const heures = heuresDe(immersion)
  const lieu = lieuDe(immersion, annuaire)
  const structure = annuaire.structures?.find(({ id }) => id === immersion.structure_accueil)
  const hote = nomDe(annuaire.personnes, immersion.accueillant)
  return (
    <section class="du-jour" aria-labelledby={`t-${immersion.id}`}>
      <p class="surtitre">{heures ? `Aujourd’hui, ${heures}` : 'Aujourd’hui'}</p>
      <h2 id={`t-${immersion.id}`}>{immersion.titre}</h2>
      <ul class="reperes">
        {lieu && (
          <li>
            <Icon name="lieu" taille={1.25} />
            <span>{lieu}</span>
          </li>
        )}
        {hosts ? (
          <li>
            <Icon name="moi" taille={1.25} />
            <span>Vous accueillez {immersion.accueilli.map((id) => nomDe(annuaire.personnes, id)).join(', ')}</span>
          </li>
        ) : hote && (
          <li>
            <Icon name="moi" taille={1.25} />
            <span>Accueil par {hote}</span>
          </li>
        )}
        {!hosts && structure?.telephone && (
          <li>
            <Icon name="telephone" taille={1.25} />
            <a href={`tel:${structure.telephone.replaceAll(' ', '')}`}>{structure.telephone}</a>
          </li>
        )}
      </ul>
      {hosts && immersion.dispositif !== 'immersion_salarie' ? (
        <a class="acte" href={`/immersions/${immersion.id}/accueil`}>
          Accueillir
        </a>
      ) : (
        <a
          class="acte"
          href={`/immersions/${immersion.id}`}
          onClick={() => {
            // The act of the visitor: the immersion is under way. A save that fails is shown by its chip.
            if (immersion.accueilli.includes(moi.personne))
              void loadFaits().then((m) => m.noterFait(db, immersion, 'en_cours')).catch(() => undefined)
          }}
        >
          {immersion.accueilli.includes(moi.personne) ? 'Commencer' : 'Ouvrir le dossier'}
        </a>
      )}
    </section>
  )
}
