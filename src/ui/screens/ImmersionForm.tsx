// An immersion to create or to change: what kind, where, who, when. Everything works offline; nothing but a title is asked.
import { lazy, useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { DocId, OpId, Path } from '../../domain/id.ts'
import { path } from '../../domain/id.ts'
import { type Json, sameValue } from '../../domain/json.ts'
import { headsOf } from '../../domain/register.ts'
import { createImmersion, type DocView, findImmersion, setFields } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { dispositifs, modalites, nomDe, types } from '../immersion.ts'
import { Attend } from '../parts/Attend.tsx'
import { ChoixUnique } from '../parts/Choix.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Nom, Noms } from '../parts/Nom.tsx'
import { Page } from '../parts/Page.tsx'
import { Quand } from '../parts/Quand.tsx'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import '../look/screens.css'

// What the rules have to say comes a little later: it knows the groups, and the immersions that were.
const ReglesImmersion = lazy(() => import('../suivi/ReglesImmersion.tsx').then((m) => m.ReglesImmersion))

export type Fields = Pick<
  Immersion,
  | 'titre'
  | 'dispositif'
  | 'modalite'
  | 'type_immersion'
  | 'structure_appartenance'
  | 'structure_accueil'
  | 'accueilli'
  | 'accueillant'
  | 'dates'
  | 'heure_debut'
  | 'heure_fin'
  | 'lieu'
  | 'motif_duree'
  | 'salarie_repere'
  | 'referent'
  | 'charge_projet'
>

export default function ImmersionForm({ id }: { id?: string }) {
  const { db, moi, annuaire } = useCarnet()
  const { query } = useLocation()
  const view = useLive(async () => (id ? findImmersion(db, id as DocId) : null), [db, id])
  // A follow-up of this immersion, under another modalité (R-SPRO-04).
  const suite = useLive(async () => (query.suite ? findImmersion(db, query.suite as DocId) : null), [db, query.suite])
  if (view === undefined || suite === undefined || !annuaire) return null
  if (id && view === null)
    return <Page titre="Immersion introuvable">{<p>Cette immersion n’existe pas, ou plus.</p>}</Page>
  const me = annuaire.personnes.find((personne) => personne.id === moi.personne)
  const start: Fields = view?.data ?? {
    titre: '',
    dispositif: query.dispositif ?? 'immersion_pro',
    modalite: query.modalite ?? 'observation',
    type_immersion: null,
    structure_appartenance: suite?.data.structure_appartenance ?? (query.dispositif ? null : (me?.structure ?? null)),
    structure_accueil: suite?.data.structure_accueil ?? null,
    accueilli: [moi.personne],
    accueillant: suite?.data.accueillant ?? null,
    dates: [],
    heure_debut: null,
    heure_fin: null,
    lieu: null,
    motif_duree: null,
    salarie_repere: null,
    referent: null,
    charge_projet: query.dispositif ? moi.personne : null,
  }
  return <Form view={view} start={start} />
}

// The fields as they were when the form opened: only what changed is written, replacing what was on screen.
function Form({ view, start }: { view: DocView<'immersion'> | null; start: Fields }) {
  const { db, annuaire } = useCarnet()
  const { route } = useLocation()
  const [opened] = useState({ fields: start, registers: view?.registers })
  const [fields, setFieldsState] = useState(start)
  const [failed, setFailed] = useState(false)
  const set = (part: Partial<Fields>) => setFieldsState((before) => ({ ...before, ...part }))
  const structures = (annuaire?.structures ?? []).map(({ id, nom, adresse }) => ({ id, nom, detail: adresse }))
  const personnes = (annuaire?.personnes ?? []).map(({ id, nom, fonction }) => ({ id, nom, detail: fonction }))
  const salarie = fields.dispositif === 'immersion_salarie'
  const hotes = (annuaire?.personnes ?? []).filter(({ structure }) => structure !== null && structure === fields.structure_accueil)

  async function save(): Promise<void> {
    const titre =
      fields.titre.trim() ||
      `Immersion ${fields.structure_accueil ? `– ${nomDe(annuaire?.structures, fields.structure_accueil)}` : 'sans titre'}`
    const whole: Fields = { ...fields, titre, ...(salarie ? { modalite: null, accueilli: [] } : { type_immersion: null }) }
    try {
      if (!view) {
        const id = await watchSave('immersion', createImmersion(db, { ...whole, statut: 'brouillon' } as unknown as Record<string, Json>))
        route(`/immersions/${id}`, true)
        return
      }
      const changed = (Object.keys(whole) as (keyof Fields)[]).filter(
        (key) => !sameValue(whole[key] as Json, opened.fields[key] as Json),
      )
      if (changed.length > 0) {
        const values = Object.fromEntries(changed.map((key) => [key, whole[key] as Json]))
        const seen = Object.fromEntries(
          changed.map((key) => [key, headsOf(opened.registers ?? {}, path(key))]),
        ) as Record<Path, OpId[]>
        await watchSave(`immersion ${view.id}`, setFields(db, view.id, values, seen))
      }
      route(`/immersions/${view.id}`, true)
    } catch {
      setFailed(true) // the chip says why; the fields stay as they are
    }
  }

  return (
    <Page
      titre={view ? 'Modifier l’immersion' : 'Créer une immersion'}
      lieu={view?.data.titre ?? 'Immersions'}
      retour={view ? `/immersions/${view.id}` : '/immersions'}
    >
      <form
        class="formulaire"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div class="champ-simple">
          <label for="titre">Titre</label>
          <span class="aide" id="titre-aide">
            Ce qui vous la fera reconnaître. Jamais le nom d’une personne accompagnée.
          </span>
          <input
            id="titre"
            class="saisie"
            aria-describedby="titre-aide"
            value={fields.titre}
            onInput={(e) => set({ titre: e.currentTarget.value })}
            placeholder="Observer l’accueil du CIO"
          />
        </div>
        <ChoixUnique
          legende="Quelle immersion ?"
          options={dispositifs}
          value={fields.dispositif}
          onChange={(dispositif) => set({ dispositif })}
        />
        {salarie ? (
          <ChoixUnique
            legende="Pour quoi faire ?"
            options={types}
            value={fields.type_immersion}
            onChange={(type_immersion) => set({ type_immersion })}
          />
        ) : (
          <ChoixUnique
            legende="Sous quelle forme ?"
            options={modalites}
            value={fields.modalite}
            onChange={(modalite) => set({ modalite })}
          />
        )}
        <h2>Où et avec qui</h2>
        <Nom
          libelle="Structure accueillante"
          list={structures}
          value={fields.structure_accueil}
          onChange={(structure_accueil) => set({ structure_accueil })}
        />
        <Nom
          libelle={salarie ? 'Tuteur dans la structure d’accueil' : 'Professionnel accueillant'}
          list={personnes}
          proches={hotes}
          value={fields.accueillant}
          onChange={(accueillant) => set({ accueillant })}
        />
        {salarie ? (
          <>
            <div class="champ-simple">
              <label for="repere">Repère du salarié</label>
              <span class="aide" id="repere-aide">
                Un code interne, jamais un nom.
              </span>
              <input
                id="repere"
                class="saisie"
                aria-describedby="repere-aide"
                value={fields.salarie_repere ?? ''}
                onInput={(e) => set({ salarie_repere: e.currentTarget.value || null })}
                placeholder="SAL-B04"
              />
            </div>
            <Nom
              libelle="Référent de la SIAE"
              list={personnes}
              value={fields.referent}
              // The référent is of the SIAE that employs: one question less.
              onChange={(referent) => set({ referent, structure_appartenance: fields.structure_appartenance ?? annuaire?.personnes.find(({ id }) => id === referent)?.structure ?? null })}
            />
            <Nom
              libelle="Chargé de projet du réseau"
              list={personnes}
              value={fields.charge_projet}
              onChange={(charge_projet) => set({ charge_projet })}
            />
          </>
        ) : (
          <Noms
            libelle="Professionnel accueilli"
            list={personnes}
            value={fields.accueilli}
            onChange={(accueilli) => set({ accueilli })}
          />
        )}
        <Nom
          libelle="Structure d’appartenance"
          list={structures}
          value={fields.structure_appartenance}
          onChange={(structure_appartenance) => set({ structure_appartenance })}
        />
        <div class="champ-simple">
          <label for="lieu">Lieu précis</label>
          <input
            id="lieu"
            class="saisie"
            value={fields.lieu ?? ''}
            onInput={(e) => set({ lieu: e.currentTarget.value || null })}
            placeholder="Site, étage, comment venir"
          />
        </div>
        <Quand fields={fields} set={set} />
        <Attend>
          <ReglesImmersion fields={fields} set={set} />
        </Attend>
        {failed && (
          <p class="annonce" data-ton="alerte" role="alert">
            L’immersion n’a pas pu être enregistrée. Ce que vous avez saisi est encore à l’écran : libérez de la place,
            puis réessayez.
          </p>
        )}
        <button type="submit" class="acte">
          <Icon name="coche" />
          {view ? 'Enregistrer' : 'Créer l’immersion'}
        </button>
      </form>
    </Page>
  )
}
