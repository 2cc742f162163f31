// A company to add to the directory or to keep up to date, offline: its name is all that is asked.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { type DocId, newDocId, type OpId, type Path, path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { plainWords } from '../../domain/plain-words.ts'
import { headsOf } from '../../domain/register.ts'
import { valeursOf } from '../../forms/referentiels.ts'
import { type DocView, findStructure, localTime, setFields } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import { Choix } from './ListeImmersions.tsx'
import '../look/screens.css'

const champs = [
  { id: 'nom', libelle: 'Nom' },
  { id: 'telephone', libelle: 'Téléphone', mode: 'tel' },
  { id: 'courriel', libelle: 'Courriel', mode: 'email' },
  { id: 'adresse', libelle: 'Adresse' },
  { id: 'horaires', libelle: 'Horaires' },
  { id: 'siret', libelle: 'SIRET', aide: 'Quatorze chiffres, repris dans la convention.' },
  { id: 'naf', libelle: 'Code d’activité (NAF)' },
  { id: 'presentation', libelle: 'Activité', aide: 'Ce qu’elle fait, en une phrase. Lu par tout le réseau.', long: true },
] as const
type Champ = (typeof champs)[number]['id'] | 'champ'
type Fields = Record<Champ, string>

export default function EntrepriseForm({ id, entreprise }: { id: string; entreprise?: string }) {
  const { db } = useCarnet()
  const { query } = useLocation()
  const view = useLive(async () => (entreprise ? findStructure(db, entreprise as DocId) : null), [db, entreprise])
  if (view === undefined) return null
  const start = Object.fromEntries([...champs.map((one) => one.id), 'champ' as const].map((key) => [key, view?.data[key] ?? ''])) as Fields // each key is given
  return <Form groupe={id} view={view} start={view ? start : { ...start, nom: query.nom ?? '', champ: 'secteur_marchand' }} />
}

function Form({ groupe, view, start }: { groupe: string; view: DocView<'structure'> | null; start: Fields }) {
  const { db, moi, annuaire } = useCarnet()
  const { route } = useLocation()
  const [opened] = useState({ fields: start, registers: view?.registers ?? {} })
  const [fields, setFields_] = useState(start)
  const [failed, setFailed] = useState(false)
  const base = `/reseau/groupe/${groupe}/entreprises`
  const twin = view ? undefined : annuaire?.structures?.find((one) => plainWords(one.nom) === plainWords(fields.nom) && plainWords(fields.nom) !== '')
  const digits = fields.siret.replaceAll(/\s/g, '')
  const oddSiret = digits !== '' && !/^\d{14}$/.test(digits)

  async function save(): Promise<void> {
    const id = view?.id ?? newDocId()
    const clean: Fields = { ...fields, nom: fields.nom.trim(), siret: digits }
    const keys = (Object.keys(clean) as Champ[]).filter((key) => (view ? clean[key] !== opened.fields[key] : clean[key] !== ''))
    const values: Record<string, Json> = Object.fromEntries(keys.map((key) => [key, clean[key] || null]))
    const header = view ? {} : { $type: 'structure', $auteur: moi.personne, $cree_le: localTime(), type: 'entreprise' }
    const seen = Object.fromEntries(keys.map((key) => [key, headsOf(opened.registers, path(key))])) as Record<Path, OpId[]>
    try {
      if (keys.length > 0) await watchSave(`entreprise ${id}`, setFields(db, id, { ...header, ...values }, view ? seen : {}))
      route(`${base}/${id}`, true)
    } catch {
      setFailed(true) // the chip says why; the fields stay as they are
    }
  }

  return (
    <Page titre={view ? 'Modifier l’entreprise' : 'Ajouter une entreprise'} lieu="Entreprises" retour={view ? `${base}/${view.id}` : base}>
      <form
        class="formulaire"
        onSubmit={(event) => {
          event.preventDefault()
          if (fields.nom.trim() !== '') void save()
        }}
      >
        {champs.map((one) => (
          <div key={one.id} class="champ-simple">
            <label for={one.id}>{one.libelle}</label>
            {'aide' in one && (
              <span class="aide" id={`${one.id}-aide`}>
                {one.aide}
              </span>
            )}
            {'long' in one ? (
              <textarea id={one.id} class="saisie" rows={3} aria-describedby={`${one.id}-aide`} value={fields[one.id]} onInput={(e) => setFields_({ ...fields, [one.id]: e.currentTarget.value })} />
            ) : (
              <input
                id={one.id}
                class="saisie"
                inputMode={'mode' in one ? one.mode : 'text'}
                required={one.id === 'nom'}
                {...('aide' in one ? { 'aria-describedby': `${one.id}-aide` } : {})}
                value={fields[one.id]}
                onInput={(e) => setFields_({ ...fields, [one.id]: e.currentTarget.value })}
              />
            )}
            {one.id === 'nom' && twin && (
              <span class="aide" role="status">
                L’annuaire a déjà « {twin.nom} ». <a href={`${base}/${twin.id}`}>L’ouvrir</a>
              </span>
            )}
            {one.id === 'siret' && oddSiret && (
              <span class="aide" role="status">
                Un SIRET a quatorze chiffres ; ici {digits.length}.
              </span>
            )}
          </div>
        ))}
        <Choix nom="champ" libelle="Secteur" value={fields.champ} tous="À préciser" options={valeursOf('champs_intervention')} onChange={(champ) => setFields_({ ...fields, champ })} />
        {failed && (
          <p class="annonce" data-ton="alerte" role="alert">
            L’entreprise n’a pas pu être enregistrée. Ce que vous avez saisi est encore à l’écran : libérez de la place, puis
            réessayez.
          </p>
        )}
        <button type="submit" class="acte">
          <Icon name="coche" />
          {view ? 'Enregistrer' : 'Ajouter au portefeuille'}
        </button>
      </form>
    </Page>
  )
}
