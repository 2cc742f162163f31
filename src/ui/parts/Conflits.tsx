// The answers of which several versions wait for a choice; each opens on both texts.
import { useMemo } from 'preact/hooks'
import type { DocId, Path } from '../../domain/id.ts'
import { type Registers, versionsOf } from '../../domain/register.ts'
import { Acces } from '../../domain/politique.ts'
import { findResume } from '../../forms/catalogue.ts'
import { findDocument, findFiche, resolveVersion } from '../../store/index.ts'
import type { SaisieContexte } from '../../forms/contexte.ts'
import { type Carnet, useCarnet } from '../carnet.ts'
import { useLive } from '../use-live.ts'
import { useGabarits } from '../use-progress.ts'
import { nomDe } from '../noms.ts'
import { motsPropres, nomPropre } from '../registres.ts'
import { nameOfPath, readValue } from '../valeurs.ts'
import { watchSave } from '../saves.ts'
import { Icon } from './Icon.tsx'

export function Conflits({ conflicts }: { conflicts: readonly { doc: DocId; path: Path }[] }) {
  return (
    <section class="bloc">
      <h2>À choisir</h2>
      <p class="detail">Écrit de deux côtés. Les textes sont tous gardés, rien ne presse.</p>
      <ul class="rangs">
        {conflicts.map((one) => (
          <Conflit key={`${one.doc} ${one.path}`} doc={one.doc} at={one.path} />
        ))}
      </ul>
    </section>
  )
}

function Conflit({ doc, at }: { doc: DocId; at: Path }) {
  const { db, moi, annuaire, showVersions } = useCarnet()
  const [id = '', apart] = doc.split('~')
  const acces = Acces.safeParse(apart)
  const fiche = useLive(() => findFiche(db, id as DocId), [db, id])
  const other = useLive(() => findDocument(db, id as DocId), [db, id])
  const fiches = useMemo(() => (fiche ? [fiche] : []), [fiche])
  const gabarit = [...useGabarits(fiches).values()][0] ?? null
  const registers: Registers | undefined = fiche?.registers ?? other?.registers
  if (!registers) return null
  const titre = fiche
    ? (findResume(fiche.data.$gabarit)?.titre_court ?? 'Fiche')
    : other && 'titre' in other.data
      ? String(other.data.titre)
      : 'Document'
  const nom = nomPropre(gabarit, at, registers) ?? nameOfPath(gabarit, at)
  const nameOf = (personne: string): string => (personne === moi.personne ? 'vous' : nomDe(annuaire?.personnes, personne))
  const noms = {}
  return (
    <li>
      <button
        type="button"
        class="rang"
        onClick={() =>
          showVersions({
            titre: `${titre} : ${nom}`,
            path: at,
            doc,
            versions: versionsOf(registers, at),
            read: (value) => motsPropres(gabarit, at, value, registers, nameOf) ?? readValue(gabarit, at, value, noms),
            ...(gabarit ? { forme: { gabarit, contexte: contexteNu(moi, nameOf) } } : {}),
            choose: (value, heads) =>
              watchSave(
                `${id} ${at}`,
                resolveVersion(db, id as DocId, acces.success ? acces.data : null, at, value, heads),
              ),
          })
        }
      >
        <Icon name="deux" />
        <span class="rang-corps">
          <span class="rang-titre">{nom}</span>
          <span class="rang-detail">{titre}</span>
        </span>
        <Icon name="suite" taille={1.25} />
      </button>
    </li>
  )
}

/** What an input needs outside of its form: no list of names, no photograph to take. */
const contexteNu = (moi: Carnet['moi'], nameOf: (personne: string) => string): SaisieContexte => ({
  notes: [],
  profil: { personne: moi.personne, nom: moi.nom, fonction: null, structure: null },
  photo: { hold: () => Promise.reject(new Error('a photograph is taken in its fiche')), follow: async () => () => undefined },
  now: () => new Date(),
  rolesHere: [],
  copy: async () => undefined,
  onVersions: () => undefined,
  nameOf,
})
