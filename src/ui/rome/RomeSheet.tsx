// The ROME over a fiche: find an occupation, read its skills, choose the rows to add. Nothing is added without a tick.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { path } from '../../domain/id.ts'
import { headsOf, shownValue } from '../../domain/register.ts'
import { plainWords } from '../../domain/plain-words.ts'
import { type FicheView, saveReponse } from '../../store/index.ts'
import { ficheMetier, fichesGardees, type FicheMetier, type ItemRome, metiersParCompetence, openRome, type Rome } from '../../sync/rome.ts'
import { useCarnet } from '../carnet.ts'
import { Icon } from '../parts/Icon.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { combien } from '../phrases.ts'
import { watchSave } from '../saves.ts'
import { chercher, type Trouve } from './chercher.ts'
import { dejaLa, estLa, lignesRome, romeDe } from './grilles.ts'
import './rome.css'

export function RomeSheet({ fiche, onClose }: { fiche: FicheView; onClose(): void }) {
  const held = romeDe(fiche.registers)?.code ?? shownValue(fiche.registers, path('code_rome'))
  const [rome, setRome] = useState<Rome | null>(null)
  const [metier, setMetier] = useState<FicheMetier | null>(null)
  const [absent, setAbsent] = useState<string | null>(null)
  const open = async (from: Rome, code: string): Promise<void> => {
    setAbsent(null)
    const found = await ficheMetier(from.version, code)
    if (found) setMetier(found)
    else setAbsent(code)
  }
  useEffect(() => {
    void openRome().then((found) => {
      if (!found) return setAbsent('')
      setRome(found)
      if (typeof held === 'string' && found.metiers.some(({ code }) => code === held)) void open(found, held)
    })
  }, [])
  return (
    <Sheet titre={metier ? metier.titre : 'Chercher un métier'} onClose={onClose} classe="rome">
      {absent !== null && (
        <p class="annonce" data-ton="attente" role="alert">
          {absent === ''
            ? 'Le répertoire des métiers n’est pas encore sur cet appareil. Il y vient à la prochaine connexion.'
            : `La fiche ${absent} n’a pas encore été ouverte ici : elle demande du réseau une fois, puis reste sur cet appareil.`}
        </p>
      )}
      {metier ? (
        <Competences fiche={fiche} metier={metier} onBack={() => setMetier(null)} onDone={onClose} />
      ) : (
        rome && <Recherche rome={rome} onChoose={(code) => void open(rome, code)} />
      )}
      {rome && (
        <p class="detail">
          Source : ROME 4.0, version {rome.version}, France Travail, Licence Ouverte 2.0.
        </p>
      )}
    </Sheet>
  )
}

function Recherche({ rome, onChoose }: { rome: Rome; onChoose(code: string): void }) {
  const [text, setText] = useState('')
  const [parCompetence, setParCompetence] = useState<{ mots: string; trouves: Trouve[]; horsLigne: boolean } | null>(null)
  const found = useMemo(() => chercher(rome, text), [rome, text])
  async function skills(): Promise<void> {
    const online = await metiersParCompetence(rome.version, text)
    if (online) {
      const trouves = online.map(({ code, titre, libelles }) => ({ code, titre, detail: `${code} · ${libelles[0] ?? ''}` }))
      return setParCompetence({ mots: text, trouves, horsLigne: false })
    }
    const words = plainWords(text).split(' ')
    const trouves = (await fichesGardees(rome.version)).flatMap(({ code, titre, items }) => {
      const item = items.find(({ genre, libelle }) => genre !== 'contexte' && words.every((word) => plainWords(libelle).includes(word)))
      return item ? [{ code, titre, detail: `${code} · ${item.libelle}` }] : []
    })
    setParCompetence({ mots: text, trouves, horsLigne: true })
  }
  const shown = parCompetence && parCompetence.mots === text ? parCompetence.trouves : found
  return (
    <>
      <div class="champ-simple">
        <label for="rome-cherche">Un métier, un code ou une compétence</label>
        <input id="rome-cherche" class="saisie" type="search" value={text} placeholder="Plongeur, G1605, nettoyer…" onInput={(event) => setText(event.currentTarget.value)} />
      </div>
      <p role="status" class="detail">
        {text.trim() === ''
          ? ''
          : parCompetence?.mots === text
            ? `${combien(shown.length, 'métier')} pour cette compétence${parCompetence.horsLigne ? ', parmi les fiches déjà ouvertes ici (pas de réseau)' : ''}`
            : shown.length === 0
              ? 'Aucun métier de ce nom.'
              : ''}
      </p>
      <ul class="rangs">
        {shown.map(({ code, titre, detail }) => (
          <li key={code}>
            <button type="button" class="rang" onClick={() => onChoose(code)}>
              <span class="rang-corps">
                <span class="rang-titre">{titre}</span>
                <span class="rang-detail">{detail}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </button>
          </li>
        ))}
      </ul>
      {text.trim().length > 2 && parCompetence?.mots !== text && (
        <button type="button" class="geste" onClick={() => void skills()}>
          Chercher parmi les compétences
        </button>
      )}
    </>
  )
}

const parties: { titre: string; has(item: ItemRome): boolean }[] = [
  { titre: 'Compétences principales', has: ({ genre, coeur }) => genre === 'savoir_faire' && coeur === 'principale' },
  { titre: 'Savoirs principaux', has: ({ genre, coeur }) => genre === 'savoir' && coeur === 'principale' },
  { titre: 'Savoir-être', has: ({ genre }) => genre === 'savoir_etre' },
  { titre: 'Autres compétences', has: ({ genre, coeur }) => genre === 'savoir_faire' && coeur !== 'principale' },
  { titre: 'Autres savoirs', has: ({ genre, coeur }) => genre === 'savoir' && coeur !== 'principale' },
  { titre: 'Contextes de travail', has: ({ genre }) => genre === 'contexte' },
]
/** Shown open: what an occupation is first of all. */
const OPEN = 2

function Competences({ fiche, metier, onBack, onDone }: { fiche: FicheView; metier: FicheMetier; onBack(): void; onDone(): void }) {
  const { db } = useCarnet()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const gabarit = fiche.data.$gabarit
  const present = dejaLa(gabarit, fiche.registers)
  const toggle = (ogr: string): void => setChosen((held) => new Set(held.has(ogr) ? [...held].filter((one) => one !== ogr) : [...held, ogr]))
  async function add(): Promise<void> {
    const items = metier.items.filter(({ ogr }) => chosen.has(ogr))
    const set = lignesRome(gabarit, fiche.registers, metier, items)
    const seen = Object.fromEntries(Object.keys(set).map((at) => [at, headsOf(fiche.registers, at as keyof typeof set)]))
    await watchSave(`rome ${fiche.id}`, saveReponse(db, fiche.id, null, set, seen), set)
    onDone()
  }
  return (
    <>
      <p>Cochez ce que la fiche doit reprendre. Vous pourrez changer chaque ligne, en ajouter, en retirer.</p>
      {parties.map(({ titre, has }, index) => {
        const items = metier.items.filter(has)
        if (items.length === 0) return null
        return (
          <details key={titre} open={index < OPEN} class="rome-partie">
            <summary>
              <h3>{titre}</h3>
              <span class="detail">{items.length}</span>
            </summary>
            {items.map((item) => {
              const here = estLa(present, item)
              return (
                <label key={item.ogr} class="choix">
                  <input type="checkbox" checked={here || chosen.has(item.ogr)} disabled={here} onChange={() => toggle(item.ogr)} />
                  <span class="rang-corps">
                    <span class="rang-titre">{item.libelle}</span>
                    {here ? <span class="rang-detail">Déjà dans la fiche</span> : item.coeur === 'emergente' && <span class="rang-detail">Émergente</span>}
                  </span>
                </label>
              )
            })}
          </details>
        )
      })}
      <div class="gestes rome-pied">
        <button type="button" class="acte" disabled={chosen.size === 0} onClick={() => void add()}>
          {chosen.size === 0 ? 'Ajouter à la fiche' : `Ajouter ${combien(chosen.size, 'ligne')}`}
        </button>
        <button type="button" class="lien" onClick={onBack}>
          Un autre métier
        </button>
      </div>
    </>
  )
}
