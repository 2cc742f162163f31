// In the sheet of a note: what it says in several versions, each to choose between; nothing when there is one of each.
import type { DocId } from '../../domain/id.ts'
import { conflictsOf, versionsOf } from '../../domain/register.ts'
import { findFiche, resolveVersion } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { motsPropres, nomPropre } from '../registres.ts'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import { rawWords } from '../valeurs.ts'
import { Icon } from './Icon.tsx'

const champs: Record<string, string> = { texte: 'Texte de la note', photo: 'Photos', etiquettes: 'Étiquettes', visibilite: 'Visibilité', lien_guide: 'Lien au guide' }

/** `onChosen`: the note says something else now than what is on screen. */
export function VersionsDeNote({ id, onChosen }: { id: DocId; onChosen(): void }) {
  const { db, moi, annuaire, showVersions } = useCarnet()
  const note = useLive(() => findFiche(db, id), [db, id])
  const conflicts = note ? conflictsOf(note.registers) : []
  if (!note || conflicts.length === 0) return null
  const { registers } = note
  const nameOf = (personne: string): string => (personne === moi.personne ? 'vous' : nomDe(annuaire?.personnes, personne))
  return (
    <ul class="rangs">
      {conflicts.map((at) => {
        const nom = nomPropre(null, at, registers) ?? champs[at] ?? at
        const versions = versionsOf(registers, at)
        return (
          <li key={at}>
            <button
              type="button"
              class="rang"
              onClick={() =>
                showVersions({
                  titre: `Note : ${nom}`,
                  path: at,
                  doc: id,
                  versions,
                  read: (value) => motsPropres(null, at, value, registers, nameOf) ?? rawWords(value),
                  choose: (value, heads) => watchSave(`${id} ${at}`, resolveVersion(db, id, null, at, value, heads)).then(onChosen),
                })
              }
            >
              <Icon name="deux" />
              <span class="rang-corps">
                <span class="rang-titre">{nom}</span>
                <span class="rang-detail">{versions.length} versions, à choisir quand vous voulez</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
