// The rescue file: saved in two touches with no network, read back here or on another device.
import { useEffect, useState } from 'preact/hooks'
import { reasonOf } from '../../store/index.ts'
import type { Extent, Rescue } from '../../store/rescue.ts'
import { useCarnet } from '../carnet.ts'
import { dayOf, hourOf } from '../dates.ts'
import { handOver } from '../hand-over.ts'
import { cetAppareil, combien } from '../phrases.ts'
import { Icon } from './Icon.tsx'
import { Sheet } from './Sheet.tsx'
import '../look/screens.css'

const rescueStore = () => import('../../store/rescue.ts')

/** « Fichier de secours », and the sheet it opens. */
export function SecoursBouton() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" class="geste" onClick={() => setOpen(true)}>
        <Icon name="partage" taille={1.25} />
        Fichier de secours
      </button>
      {open && <SecoursSheet onClose={() => setOpen(false)} />}
    </>
  )
}

const extents: [Extent, string][] = [
  ['unsent', 'Ce qui n’est pas encore reçu par ma structure'],
  ['everything', 'Tout ce que je lis ici, pour l’archiver'],
]

const phrases = {
  shared: 'Le fichier est remis. Gardez-le jusqu’à ce que tout soit reçu par votre structure.',
  downloaded: 'Le fichier est dans vos téléchargements. Gardez-le jusqu’à ce que tout soit reçu par votre structure.',
  left: 'Rien n’a été enregistré. Vous pouvez recommencer.',
  failed: 'Le fichier n’a pas pu être fait. Copiez vos textes depuis l’écran, puis rouvrez l’application.',
}

const nameAt = (at: number): string =>
  `carnet-secours-${dayOf(new Date(at))}-${hourOf(new Date(at)).replace(':', 'h')}`

const contentOf = ({ operations, photos }: Rescue): string =>
  operations + photos === 0
    ? 'Tout est déjà reçu par votre structure.'
    : `${[operations > 0 ? combien(operations, 'changement') : '', photos > 0 ? combien(photos, 'pièce jointe') : ''].filter(Boolean).join(' et ')} à mettre à l’abri.`

function SecoursSheet({ onClose }: { onClose(): void }) {
  const { db, moi } = useCarnet()
  const [extent, setExtent] = useState<Extent>('unsent')
  const [words, setWords] = useState('')
  const [rescue, setRescue] = useState<Rescue | null>(null)
  const [state, setState] = useState<keyof typeof phrases | 'ready' | 'busy'>('ready')
  // Made before it is asked for: a share sheet opens only right after the touch.
  useEffect(() => {
    let gone = false
    setRescue(null)
    void rescueStore()
      .then(({ makeRescue }) => makeRescue(db, moi, extent))
      .then(
        (made) => !gone && setRescue(made),
        () => !gone && setState('failed'),
      )
    return () => {
      gone = true
    }
  }, [db, moi, extent])

  async function save(made: Rescue): Promise<void> {
    setState('busy')
    try {
      const content = words === '' ? made.content : await sealed(made.content, words)
      const name = nameAt(made.made)
      // Chromium shares no .json; the same text under another name passes everywhere.
      const handed = await handOver(
        new File([content], `${name}.json`, { type: 'application/json' }),
        new File([content], `${name}.txt`, { type: 'text/plain' }),
      )
      if (handed !== 'left') await (await rescueStore()).noteRescue(db, made)
      setState(handed)
    } catch {
      setState('failed')
    }
  }

  return (
    <Sheet titre="Fichier de secours" onClose={onClose}>
      <p>
        Un fichier à garder ailleurs que sur {cetAppareil()} : relu depuis cet écran, ici ou sur un autre de vos appareils,
        il ramène vos écrits sans rien doubler.
      </p>
      {rescue && extent === 'unsent' && <p class="detail">{contentOf(rescue)}</p>}
      <button
        type="button"
        class="acte"
        disabled={rescue === null || state === 'busy'}
        onClick={() => rescue && void save(rescue)}
      >
        {state === 'busy' ? 'Un instant…' : 'Enregistrer le fichier'}
      </button>
      {state in phrases && (
        <p class="annonce" role="status" data-ton={state === 'failed' ? 'alerte' : 'bien'}>
          {phrases[state as keyof typeof phrases]}
        </p>
      )}
      <fieldset class="champ-simple">
        <legend>Ce qu’il contient</legend>
        {extents.map(([value, label]) => (
          <label key={value} class="choix">
            <input type="radio" name="etendue" checked={extent === value} onChange={() => setExtent(value)} />
            {label}
          </label>
        ))}
      </fieldset>
      <div class="champ-simple">
        <label for="secours-phrase">Phrase pour le fermer (facultatif)</label>
        <p class="aide" id="secours-aide">
          Sans elle, qui a le fichier peut le lire. Avec elle, personne ne le lit sans la phrase, pas même vous : notez-la.
        </p>
        <input
          id="secours-phrase"
          class="saisie"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby="secours-aide"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </div>
    </Sheet>
  )
}

async function sealed(content: Blob, words: string): Promise<Blob> {
  const { sealRescue } = await import('../../store/rescue-cipher.ts')
  return new Blob([JSON.stringify(await sealRescue(await content.text(), words))], { type: 'application/json' })
}

/** « Relire un fichier de secours »: what it holds comes in, and what came of it is said. */
export function SecoursLecture() {
  const { db, moi, sync } = useCarnet()
  const [said, setSaid] = useState<{ ton: 'bien' | 'attente' | 'alerte'; phrase: string } | null>(null)
  const [closed, setClosed] = useState<{ open(words: string): Promise<boolean> } | null>(null)
  const [words, setWords] = useState('')

  async function read(text: string): Promise<void> {
    const { readRescue } = await import('../../store/rescue-file.ts')
    const found = readRescue(text)
    if (!found.ok) return setSaid({ ton: 'attente', phrase: unreadable[found.reason] })
    if ('file' in found) return take(found.file)
    const { openRescue } = await import('../../store/rescue-cipher.ts')
    setSaid(null)
    setClosed({
      async open(phrase) {
        const inside = await openRescue(found.sealed, phrase)
        if (inside === null) return false
        setClosed(null)
        await read(inside)
        return true
      },
    })
  }

  async function take(file: Parameters<Awaited<ReturnType<typeof taking>>['takeRescue']>[2]): Promise<void> {
    const { takeRescue } = await taking()
    const taken = await takeRescue(db, moi, file)
    if (!taken.ok) return setSaid({ ton: 'attente', phrase: stranger })
    setSaid({ ton: 'bien', phrase: broughtInWords(taken) })
    void sync.now()
  }

  const attempt = (work: Promise<void>): void => {
    work.catch((error) => setSaid({ ton: 'alerte', phrase: reasonOf(error) === 'quota' ? full : notRead }))
  }

  return (
    <>
      <label class="geste">
        <Icon name="feuille" taille={1.25} />
        Relire un fichier de secours
        <input
          class="lu"
          type="file"
          accept=".json,.txt,application/json,text/plain"
          onChange={(event) => {
            const input = event.currentTarget
            const [file] = input.files ?? []
            if (file) attempt(file.text().then(read))
            input.value = ''
          }}
        />
      </label>
      {said && !closed && (
        <p class="annonce" role="status" data-ton={said.ton}>
          {said.phrase}
        </p>
      )}
      {closed && (
        <Sheet titre="Ce fichier est fermé" onClose={() => setClosed(null)}>
          <form
            class="champ-simple"
            onSubmit={(event) => {
              event.preventDefault()
              setSaid(null)
              attempt(closed.open(words).then((opened) => (opened ? setWords('') : setSaid({ ton: 'attente', phrase: otherWords }))))
            }}
          >
            <label for="secours-ouvrir">Sa phrase</label>
            <input
              id="secours-ouvrir"
              class="saisie"
              type="text"
              autocomplete="off"
              autocapitalize="none"
              value={words}
              onInput={(event) => setWords(event.currentTarget.value)}
            />
            {said && (
              <p class="annonce" role="alert" data-ton={said.ton}>
                {said.phrase}
              </p>
            )}
            <button type="submit" class="acte">
              Ouvrir
            </button>
          </form>
        </Sheet>
      )}
    </>
  )
}

const taking = () => import('../../sync/rescue.ts')

const unreadable = {
  newer: 'Ce fichier vient d’une version plus récente de l’application : mettez celle-ci à jour, puis relisez-le.',
  damaged: 'Ce fichier n’est pas un fichier de secours, ou il est abîmé. Rien n’a changé ici ; gardez-le, et essayez-en un autre.',
}
const stranger =
  'Ce fichier est celui d’une autre personne : elle seule peut le relire, sur un de ses appareils. Rien n’a changé ici.'
const otherWords = 'Ce n’est pas la bonne phrase, ou le fichier est abîmé. Réessayez.'
const full = `Il n’y a plus assez de place ici pour ce fichier. Libérez de la place, puis relisez-le ; il reste entier.`
const notRead = 'Le fichier n’a pas pu être relu jusqu’au bout. Il reste entier : relisez-le, rien ne sera doublé.'

const broughtInWords = ({ brought, photos }: { brought: number; photos: number }): string => {
  const parts = [brought > 0 ? combien(brought, 'changement') : '', photos > 0 ? combien(photos, 'pièce jointe') : ''].filter(Boolean)
  if (parts.length === 0) return 'Tout ce que ce fichier contient était déjà ici, ou reçu par votre structure.'
  return `${parts.join(' et ')} ${brought + photos > 1 ? 'sont revenus' : 'est revenu'}. Le reste du fichier était déjà là.`
}
