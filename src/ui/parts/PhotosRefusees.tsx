// The photos that the server did not take: why, and what can be done.
import type { DocId } from '../../domain/id.ts'
import { findDocument } from '../../store/index.ts'
import { type RefusedPhoto, refusedPhotos, sendPhotoAgain } from '../../store/refused-photos.ts'
import { useCarnet } from '../carnet.ts'
import { useLive } from '../use-live.ts'
import { Icon } from './Icon.tsx'
import { Photo } from './Photo.tsx'

const sentences: Record<NonNullable<RefusedPhoto['why']>, string> = {
  size: 'Elle est trop lourde pour le serveur, qui prend jusqu’à 8 Mo. Reprenez-la en plus petit dans la fiche.',
  type: 'Le serveur ne prend que les photos JPEG, PNG et WebP. Reprenez-la avec l’appareil photo, ou enregistrez-la dans un de ces formats.',
  bytes: 'Elle est arrivée abîmée au serveur. Renvoyez-la ; si cela recommence, reprenez-la.',
  quota: 'La place de cet appareil sur le serveur est pleine. Demandez à l’administration de votre réseau, puis renvoyez-la.',
}

/** The same of a voice memo. */
const sonores: typeof sentences = {
  ...sentences,
  size: 'Il est trop long pour le serveur, qui prend jusqu’à 25 Mo. Écoutez-le, et écrivez-en l’essentiel dans la note.',
  type: 'Le serveur ne prend pas les sons de ce navigateur. Écoutez-le, et écrivez-en l’essentiel dans la note.',
  bytes: 'Il est arrivé abîmé au serveur. Renvoyez-le ; si cela recommence, écrivez-en l’essentiel dans la note.',
}

/** Shown only when there are some. */
export function PhotosRefusees() {
  const { db, sync } = useCarnet()
  const photos = useLive(() => refusedPhotos(db), [db])
  if (!photos || photos.length === 0) return null
  return (
    <section class="bloc">
      <h2>{photos.length > 1 ? 'Pièces jointes à revoir' : 'Pièce jointe à revoir'}</h2>
      <p class="detail">Le serveur ne les a pas prises. Elles restent gardées ici.</p>
      <ul class="rangs">
        {photos.map((photo) => (
          <Refusee
            key={photo.fichier}
            photo={photo}
            again={() => void sendPhotoAgain(db, photo.fichier).then(() => sync.now())}
          />
        ))}
      </ul>
    </section>
  )
}

function Refusee({ photo, again }: { photo: RefusedPhoto; again(): void }) {
  const { db, takeNote } = useCarnet()
  const { fichier, doc, why, type } = photo
  const isSound = type.startsWith('audio/')
  const id = (doc?.split('~')[0] ?? null) as DocId | null // the fiche of a complement
  const view = useLive(async () => (id ? findDocument(db, id) : null), [db, id])
  const fiche = view?.kind === 'fiche' ? (view.data as { $gabarit: string; $immersion: string | null }) : null
  return (
    <li class="version">
      {isSound ? (
        <p>
          <Icon name="voix" taille={1.25} /> Mémo vocal
        </p>
      ) : (
        <div class="vignettes">
          <Photo fichier={fichier} legende="Photo que le serveur n’a pas prise" ouvre />
        </div>
      )}
      <p class="detail">{(isSound ? sonores : sentences)[why ?? 'bytes']}</p>
      <div class="gestes">
        {id && fiche?.$gabarit === 'carnet-notes' && (
          <button
            type="button"
            class="geste"
            onClick={() => takeNote({ immersion: fiche.$immersion as DocId | null, note: id })}
          >
            Ouvrir la note
          </button>
        )}
        {id && fiche && fiche.$gabarit !== 'carnet-notes' && (
          <a class="geste" href={`/fiches/${id}`}>
            Ouvrir la fiche
          </a>
        )}
        <button type="button" class="lien" onClick={again}>
          <Icon name="envoi" taille={1.25} />
          Renvoyer
        </button>
      </div>
    </li>
  )
}
