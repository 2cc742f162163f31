// The card of one’s own structure, kept by its managers: each answer is saved as it is given, offline as anywhere.
import { useId } from 'preact/hooks'
import { mayWriteStructure } from '../../domain/acces.ts'
import { type DocId, type OpId, type Path, path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { type DocView, findStructure, resolveVersion, saveReponse } from '../../store/index.ts'
import { publicEnMots } from '../../suivi/aiguillage.ts'
import { useCarnet } from '../carnet.ts'
import { aideDe, ChampSimple } from '../parts/ChampSimple.tsx'
import { Page } from '../parts/Page.tsx'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import { useRegister } from '../use-register.ts'
import '../look/screens.css'

interface Question {
  champ: string
  libelle: string
  aide?: string
  type?: 'tel' | 'email'
  long?: boolean
  /** kept as a list, written with commas */
  liste?: boolean
}

const parties: { titre: string; questions: Question[] }[] = [
  {
    titre: 'La structure',
    questions: [
      { champ: 'presentation', libelle: 'Ce que vous faites', aide: 'Deux ou trois phrases, pour un partenaire qui ne vous connaît pas.', long: true },
      { champ: 'publics', libelle: 'Publics', aide: 'Séparés par des virgules : jeunes, familles, demandeurs d’emploi.', liste: true },
      { champ: 'horaires', libelle: 'Horaires', aide: 'Jours et heures d’ouverture au public.' },
    ],
  },
  {
    titre: 'Vous joindre',
    questions: [
      { champ: 'telephone', libelle: 'Téléphone', type: 'tel' },
      { champ: 'courriel', libelle: 'Courriel', type: 'email' },
      { champ: 'adresse', libelle: 'Adresse', aide: 'Rue, code postal, commune.' },
    ],
  },
  {
    titre: 'Comment orienter quelqu’un vers vous',
    questions: [
      { champ: 'orienter_contact', libelle: 'Qui demander', aide: 'Une fonction, jamais une personne accompagnée.' },
      { champ: 'orienter_conditions', libelle: 'Conditions', aide: 'Âge, lieu d’habitation, rendez-vous, prescription.', long: true },
      { champ: 'orienter_pieces', libelle: 'Pièces à apporter', long: true },
      { champ: 'orienter_delai', libelle: 'Délai', aide: 'Le temps d’attente habituel.' },
    ],
  },
]

export function CartePage({ id }: { id: string }) {
  const { db, annuaire, moi } = useCarnet()
  const view = useLive(() => findStructure(db, id as DocId), [db, id])
  if (view === undefined || !annuaire) return <Page titre="Page de la structure">{null}</Page>
  const retour = `/reseau/structure/${id}`
  const me = annuaire.personnes.find((one) => one.id === moi.personne)
  if (!view || !me || !mayWriteStructure(view.data, [], me)) {
    return (
      <Page titre="Page de la structure" retour={retour}>
        <p>Les responsables de cette structure tiennent cette page à jour. Pour une correction, écrivez-leur.</p>
      </Page>
    )
  }
  return (
    <Page
      titre="Tenir la page à jour"
      lieu={view.data.nom}
      retour={retour}
      chapeau={<p>Tout le réseau la lit. Chaque réponse est gardée dès que vous l’écrivez.</p>}
    >
      {parties.map(({ titre, questions }) => (
        <section key={titre} class="bloc">
          <h2>{titre}</h2>
          <div class="formulaire">
            {questions.map((question) => (
              <Champ key={question.champ} view={view} {...question} />
            ))}
          </div>
        </section>
      ))}
      <Documents view={view} />
    </Page>
  )
}

/** The writer of one register of the structure. */
function useChamp(view: DocView<'structure'>, champ: string) {
  const { db } = useCarnet()
  const write = (at: Path, value: Json, seen: OpId[]) =>
    watchSave(`${view.id} ${at}`, saveReponse(db, view.id, null, { [at]: value }, { [at]: seen }), { [at]: value })
  return useRegister(path(champ), view.registers, write)
}

const listed = (text: string): string[] => text.split(',').map((one) => one.trim()).filter(Boolean)

function Champ({ view, champ, libelle, aide, type, long, liste }: Question & { view: DocView<'structure'> }) {
  const id = useId()
  const { db, showVersions } = useCarnet()
  const control = useChamp(view, champ)
  const { value, versions } = control
  const read = (one: Json): string => (Array.isArray(one) ? one.map((each) => publicEnMots(String(each))).join(', ') : typeof one === 'string' ? one : '')
  const field = {
    id,
    class: 'saisie',
    'aria-describedby': aideDe(id, aide),
    onFocus: () => control.open(),
    onBlur: () => control.close(),
  }
  return (
    <ChampSimple id={id} libelle={libelle} aide={aide}>
      {long ? (
        <textarea {...field} rows={3} maxLength={1200} value={read(value)} onInput={(e) => control.set(e.currentTarget.value || null)} />
      ) : liste ? (
        // Kept when the field is left: a comma being typed is no empty name.
        <input {...field} defaultValue={read(value)} onChange={(e) => control.set(listed(e.currentTarget.value))} />
      ) : (
        <input {...field} inputMode={type ?? 'text'} maxLength={240} value={read(value)} onInput={(e) => control.set(e.currentTarget.value || null)} />
      )}
      {versions.length > 1 && (
        <button
          type="button"
          class="lien au-bord"
          onClick={() =>
            showVersions({
              titre: libelle,
              path: path(champ),
              doc: view.id,
              versions,
              read,
              choose: (chosen, heads) => watchSave(`${view.id} ${champ}`, resolveVersion(db, view.id, null, path(champ), chosen, heads)),
            })
          }
        >
          Deux versions : choisir
        </button>
      )}
    </ChampSimple>
  )
}

const documents = [
  { id: 'demande', libelle: 'La demande d’immersion' },
  { id: 'convention', libelle: 'La convention entre structures' },
]

/** The papers that the structure asks for before a visit; none is asked by default (R-SPRO-02). */
function Documents({ view }: { view: DocView<'structure'> }) {
  const control = useChamp(view, 'documents')
  const asked = Array.isArray(control.value) ? control.value : []
  return (
    <fieldset class="groupe-choix">
      <legend>Documents demandés avant une immersion</legend>
      {documents.map(({ id, libelle }) => (
        <label key={id} class="choix">
          <input
            type="checkbox"
            checked={asked.includes(id)}
            onChange={(e) => control.set(e.currentTarget.checked ? [...asked, id] : asked.filter((one) => one !== id))}
          />
          <span class="rang-titre">{libelle}</span>
        </label>
      ))}
    </fieldset>
  )
}
