// Reading again: the notes of the visit on one side, what they answer on the other; a note is poured into an answer.
import { useLocation } from 'preact-iso'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { useCarnet } from '../carnet.ts'
import type { Note } from '../note.ts'
import { isPourable } from '../note.ts'
import { ImmersionIntrouvable } from '../parts/Introuvable.tsx'
import { Page } from '../parts/Page.tsx'
import type { Cible } from './cible.ts'
import { rubriquesOf } from './cible.ts'
import { ChoisirNotes, ChoisirReponse } from './Choisir.tsx'
import { pour, rendre, unpour } from './commandes.ts'
import { destinationsOf } from './destinations.ts'
import { useDropped, useHeldOver } from './glisser.ts'
import { NotesDeVisite } from './NotesDeVisite.tsx'
import { type Fait, Plateau } from './Plateau.tsx'
import { questionsOf } from './questions.ts'
import { Reponses } from './Reponses.tsx'
import { type DossierLu, useDossier } from './use-dossier.ts'
import { isIn, type Morceau } from './verser.ts'
import '../look/screens.css'
import './relecture.css'

export default function Relecture({ id }: { id: string }) {
  const dossier = useDossier(id)
  if (dossier === null)
    return <ImmersionIntrouvable />
  if (!dossier) return <Page titre="Relecture">{null}</Page>
  return <Ouverte dossier={dossier} />
}

const morceauOf = (note: Note): Morceau => ({ texte: note.texte, note: note.id })

function Ouverte({ dossier }: { dossier: DossierLu }) {
  const { db, takeNote } = useCarnet()
  const { immersion, notes, fiches } = dossier
  const id = immersion.id as DocId
  const { query, route } = useLocation()
  const [tab, setTab] = useState<'notes' | 'reponses'>('notes')
  const [verse, setVerse] = useState<Note | null>(null)
  const [demande, setDemande] = useState<Cible | null>(null)
  const [fait, setFait] = useState<Fait | null>(null)
  const other = useRef<HTMLButtonElement>(null)

  const destinations = useMemo(() => destinationsOf(fiches), [fiches])
  const ici = destinations.find(({ fiche }) => fiche.id === query.fiche) ?? destinations[0] ?? null
  const rubriques = useMemo(
    () => (ici ? rubriquesOf(ici.gabarit, ici.fiche.id, ici.fiche.registers, ici.droits.roles) : []),
    [ici],
  )
  const questions = useMemo(() => {
    const own = fiches.filter(({ mienne }) => mienne).map(({ fiche }) => fiche)
    return questionsOf(own.find(({ data }) => data.$gabarit === 'spro-3-preparation') ?? null, own)
  }, [fiches])
  const asked = questions.flatMap(({ ou }) => (ou ? [ou] : []))
  const cibles = [...rubriques.flatMap((rubrique) => rubrique.cibles), ...asked]
  const registersOf = (cible: Cible) => fiches.find(({ fiche }) => fiche.id === cible.fiche)?.fiche.registers ?? null
  const isDedans = (cible: Cible, note: Note): boolean => {
    const registers = registersOf(cible)
    return registers !== null && isIn(registers, cible, { note: note.id })
  }
  // What its author alone reads takes private notes too; what others come to read does not (R-NOTE-02).
  const takes = (cible: Cible, note: Note): boolean =>
    isPourable(note) || fiches.find(({ fiche }) => fiche.id === cible.fiche)?.gabarit.visibilite === 'auteur'

  const verser = async (cible: Cible, note: Note): Promise<boolean> => {
    setVerse(null)
    if (!takes(cible, note)) {
      setFait({ mots: `Cette note est privée : rendez-la « à restituer » pour la verser dans « ${cible.libelle} ».` })
      return false
    }
    const done = await pour(db, cible, morceauOf(note)).catch(() => null)
    if (done === null) return false
    const mots = {
      versee: `Note versée dans « ${cible.libelle} ».`,
      deja: `Cette note est déjà dans « ${cible.libelle} ».`,
      pleine: `« ${cible.libelle} » n’a plus de ligne libre.`,
    }[done]
    setFait(done === 'versee' ? { mots, annuler: () => retirer(cible, note).then(() => undefined) } : { mots })
    return done === 'versee'
  }
  const retirer = async (cible: Cible, note: Note): Promise<boolean> => {
    const done = await unpour(db, cible, morceauOf(note)).catch(() => null)
    if (done === null) return false
    const mots =
      done === 'retiree'
        ? `Note retirée de « ${cible.libelle} ».`
        : `Le lien avec la note est retiré. Vous aviez changé les mots : ils restent dans « ${cible.libelle} ».`
    setFait({ mots })
    return true
  }
  useDropped((noteId, cle) => {
    const note = notes.find((one) => one.id === noteId)
    const cible = cibles.find((one) => one.cle === cle)
    if (note && cible) void verser(cible, note)
  })
  useHeldOver(other, () => setTab('reponses'))

  return (
    <Page
      titre="Relecture"
      lieu={immersion.titre}
      retour={`/immersions/${id}`}
      large
      {...(fait ? {} : { plume: id })}
    >
      <div class="onglets onglets-relecture" role="tablist" aria-label="Relecture">
        <button type="button" role="tab" aria-selected={tab === 'notes'} onClick={() => setTab('notes')}>
          Mes notes
        </button>
        <button ref={other} type="button" role="tab" aria-selected={tab === 'reponses'} onClick={() => setTab('reponses')}>
          Mes réponses
        </button>
      </div>
      <div class="relecture">
        <section class="relecture-notes" hidden={tab !== 'notes'} aria-label="Mes notes">
          <NotesDeVisite
            notes={notes}
            fiches={fiches}
            ici={ici}
            onOpen={(note) => takeNote({ immersion: id, note: note.id })}
            onVerser={(note) => (ici ? setVerse(note) : setTab('reponses'))}
            onRendre={(note) => {
              // A save that fails is said by its state, at the top: the note stays private.
              const back = () => rendre(db, note.id, 'privee').then(() => setFait({ mots: 'La note est de nouveau privée.' }))
              void rendre(db, note.id, 'a_restituer').then(
                (done) => done && setFait({ mots: 'Note « à restituer » : vous pouvez la verser.', annuler: back }),
                () => undefined,
              )
            }}
          />
        </section>
        <section hidden={tab !== 'reponses'} aria-label="Mes réponses">
          <Reponses
            dossier={dossier}
            destinations={destinations}
            ici={ici}
            rubriques={rubriques}
            questions={questions}
            onFiche={(fiche) => route(`/immersions/${id}/relecture?fiche=${fiche}`, true)}
            onAjouter={setDemande}
            onRetirer={(cible, note) => void retirer(cible, note)}
          />
        </section>
      </div>
      {verse && ici && (
        <ChoisirReponse
          note={verse}
          titre={ici.gabarit.titre_court}
          rubriques={[
            ...(asked.length > 0 ? [{ id: 'questions', titre: 'Vous vouliez savoir…', cibles: asked }] : []),
            ...rubriques,
          ]}
          isDedans={(cible) => isDedans(cible, verse)}
          onChoose={(cible) => void verser(cible, verse)}
          onClose={() => setVerse(null)}
        />
      )}
      {demande && (
        <ChoisirNotes
          cible={demande}
          notes={notes.filter((note) => note.texte !== '' && takes(demande, note))}
          isDedans={(note) => isDedans(demande, note)}
          onChange={(note, dedans) => (dedans ? verser(demande, note) : retirer(demande, note))}
          onClose={() => setDemande(null)}
        />
      )}
      <Plateau fait={fait} onClose={() => setFait(null)} />
    </Page>
  )
}
