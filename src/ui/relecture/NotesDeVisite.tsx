// The notes of the visit in the order they were taken, filtered by étiquette and by point of the guide; each says where
// it was poured.
import type { ComponentChildren } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { champsOf } from '../../forms/gabarit.ts'
import { isPourable, type Note } from '../note.ts'
import { EtiquettesRuban } from '../parts/Etiquettes.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Notes } from '../parts/Notes.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { Verifier } from '../parts/Visibilite.tsx'
import { usePoints } from '../use-points.ts'
import { useDraggable } from './glisser.ts'
import type { FicheIci } from './use-dossier.ts'
import { notesVersees } from './verser.ts'

interface Props {
  notes: readonly Note[]
  fiches: readonly FicheIci[]
  /** the fiche that takes notes now */
  ici: FicheIci | null
  onOpen(note: Note): void
  onVerser(note: Note): void
  /** the note is « à restituer » from now on */
  onRendre(note: Note): void
}

/** Where each note was poured, in words. */
function lieuxOf(fiches: readonly FicheIci[]): Map<string, { cle: string; mots: string; href: string }[]> {
  const lieux = new Map<string, { cle: string; mots: string; href: string }[]>()
  for (const { fiche, gabarit } of fiches) {
    const libelles = new Map(champsOf(gabarit).map((champ) => [champ.id, champ.libelle]))
    for (const [note, champs] of notesVersees(fiche.registers)) {
      const found = champs.map((champ) => ({
        cle: `${fiche.id}/${champ}`,
        mots: `${gabarit.titre_court} : ${libelles.get(champ) ?? champ}`,
        href: `/fiches/${fiche.id}?champ=${champ}`,
      }))
      lieux.set(note, [...(lieux.get(note) ?? []), ...found])
    }
  }
  return lieux
}

export function NotesDeVisite({ notes, fiches, ici, onOpen, onVerser, onRendre }: Props) {
  const points = usePoints(notes)
  const lieux = useMemo(() => lieuxOf(fiches), [fiches])
  const [only, setOnly] = useState<string[]>([])
  const [point, setPoint] = useState('')
  const present = [...new Set(notes.flatMap(({ etiquettes }) => etiquettes))]
  const known = [...new Set(notes.map(points).filter((one) => one !== null))].sort((a, b) => a.localeCompare(b, 'fr'))
  const shown = notes.filter(
    (note) =>
      (only.length === 0 || only.some((one) => note.etiquettes.includes(one))) &&
      (point === '' || (point === ' ' ? points(note) === null : points(note) === point)),
  )
  const free = ici?.gabarit.visibilite === 'auteur'
  const done = notes.filter(({ id }) => lieux.has(id)).length
  if (notes.length === 0)
    return (
      <Tirage>
        <p>Aucune note pour cette immersion.</p>
      </Tirage>
    )
  return (
    <>
      <div class="filtres">
        {present.length > 1 && <EtiquettesRuban nom="Ne montrer que" chosen={only} onChange={setOnly} only={present} />}
        {known.length > 0 && (
          <label class="champ-simple">
            <span class="detail">Point du guide</span>
            <select class="saisie" value={point} onChange={(event) => setPoint(event.currentTarget.value)}>
              <option value="">Tous les points</option>
              {known.map((mots) => (
                <option key={mots} value={mots}>
                  {mots}
                </option>
              ))}
              <option value=" ">Notes sans point du guide</option>
            </select>
          </label>
        )}
        <p class="detail" role="status">
          {shown.length < notes.length ? `${shown.length} sur ${notes.length} montrées · ` : ''}
          {done} sur {notes.length} {done > 1 ? 'versées' : 'versée'}
        </p>
      </div>
      <Notes
        notes={shown}
        onOpen={onOpen}
        pointOf={points}
        Corps={Prise}
        acte={(note) => (
          <>
            <Versee lieux={lieux.get(note.id) ?? []} />
            {note.texte !== '' && (
              <div class="gestes">
                {(free || isPourable(note)) && (
                  <button type="button" class="geste" onClick={() => onVerser(note)}>
                    <Icon name="guillemet" taille={1} />
                    {lieux.has(note.id) ? 'Verser encore' : 'Verser'}
                  </button>
                )}
                {!isPourable(note) && <Rendre note={note} onRendre={() => onRendre(note)} />}
              </div>
            )}
          </>
        )}
      />
    </>
  )
}

/** A private note becomes « à restituer » where it is read: one touch asks, the check does it. */
function Rendre({ note, onRendre }: { note: Note; onRendre(): void }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" class="lien" aria-expanded={asking} onClick={() => setAsking(!asking)}>
        <Icon name="verrou" taille={1} />
        Privée : la rendre « à restituer »
      </button>
      {asking && <Verifier voulue="a_restituer" texte={note.texte} onOui={onRendre} />}
    </>
  )
}

/** Where a note was poured: said in one line, the places one touch away. */
function Versee({ lieux }: { lieux: readonly { cle: string; mots: string; href: string }[] }) {
  if (lieux.length === 0) return null
  const links = lieux.map(({ cle, mots, href }) => (
    <a key={cle} class="detail" href={href}>
      {mots}
    </a>
  ))
  return (
    <details class="versee">
      <summary class="detail">
        <Icon name="coche" taille={1} />
        Versée dans {lieux.length > 1 ? `${lieux.length} réponses` : 'une réponse'}
      </summary>
      {links}
    </details>
  )
}

/** A note that can be picked up. */
function Prise({ note, children }: { note: Note; children: ComponentChildren }) {
  const element = useRef<HTMLDivElement>(null)
  const inAir = useDraggable(element, note.id, note.texte !== '')
  return (
    <div ref={element} class="bloc note-prise" data-en-air={inAir ? 'oui' : undefined}>
      {children}
    </div>
  )
}
