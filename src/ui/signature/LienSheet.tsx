// Sending a link to a signer outside the network: for whom, which signature, how long; then the link, to hand over.
import { useMemo, useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { LienCree } from '../../domain/lien-signature.ts'
import { texteSous } from '../../domain/sceau.ts'
import type { SaisieContexte } from '../../forms/contexte.ts'
import { champsCouverts, empreinteOf, reperesOf } from '../../forms/empreinte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { geler } from '../../forms/gele.ts'
import { obstacles } from '../../forms/obstacles.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import { sha256 } from '../../forms/sha256.ts'
import { requises, type SignatureVue } from '../../forms/signatures.ts'
import type { FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { daysInWords, momentInWords } from '../dates.ts'
import { useControle } from '../insertion/use-controle.ts'
import { ChoixUnique } from '../parts/Choix.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { Manques } from './Manques.tsx'
import { creerLien } from './liens.ts'
import { nomAttendu, rolesDe } from './signataires.ts'
import './signature.css'

const durees = [
  { id: '24', libelle: '24 heures' },
  { id: '72', libelle: '3 jours' },
  { id: '168', libelle: '7 jours' },
]

const failures: Record<string, string> = {
  offline:
    'Pas de réseau : un lien se crée avec votre structure. Rien n’est perdu ; en attendant, on peut signer sur cet appareil.',
  behind:
    'Votre structure n’a pas encore ce texte : attendez « Reçu » en haut de l’écran, puis recommencez.',
  'too-many': 'Beaucoup de liens ont été créés à la suite. Réessayez dans un moment.',
}

interface Props {
  fiche: FicheView
  gabarit: Gabarit
  immersion: Immersion | null
  contexte: SaisieContexte
  vues: readonly SignatureVue[]
  onClose(): void
}

export function LienSheet({ fiche, gabarit, immersion, contexte, vues, onClose }: Props) {
  const { sync, annuaire } = useCarnet()
  const due = vues.filter(({ etat }) => etat === 'absente' || etat === 'annulee')
  const [champ, setChamp] = useState(due[0]?.champ.id ?? '')
  const expected = (id: string): string => {
    const vue = due.find((one) => one.champ.id === id)
    return vue ? nomAttendu(rolesDe(vue, gabarit), immersion, annuaire) : ''
  }
  /** null: nobody wrote a name yet */
  const [written, setWritten] = useState<string | null>(null)
  const nom = written ?? expected(champ)
  const [heures, setHeures] = useState<string>('72')
  const [made, setMade] = useState<LienCree | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  // The same asks as for who signs here: a link is no way around them.
  const controle = useControle(gabarit, immersion)
  const blocking = useMemo(
    () => obstacles(gabarit, fiche.registers, { source: contexte.calcul, acces: contexte.acces, controle }),
    [gabarit, fiche, contexte, controle],
  )

  const make = async () => {
    if (nom.trim() === '' || asking) return setFailed(nom.trim() === '' ? 'Écrivez le nom du signataire.' : null)
    setAsking(true)
    setFailed(null)
    await sync.now().catch(() => undefined) // what is not received yet cannot be signed elsewhere
    const reponses = reponsesOf(gabarit, fiche.registers)
    const champs = champsCouverts(gabarit, reponses).map(({ id }) => id)
    const answer = await creerLien({
      doc: fiche.id,
      champ,
      destinataire: nom.trim(),
      heures: Number(heures),
      empreinte: empreinteOf(gabarit, reponses),
      reperes: reperesOf(gabarit, reponses),
      champs,
      sceau: sha256(texteSous(fiche.registers, champs)),
      requises: requises(vues).flatMap((vue) => (vue.champ.id === champ ? [] : [vue.champ.id])),
      libelle: due.find((vue) => vue.champ.id === champ)?.champ.libelle ?? '',
      document: geler(gabarit, fiche.registers, contexte, immersion ? `${immersion.titre}, ${daysInWords(immersion.dates)}` : ''),
    })
    setAsking(false)
    if (answer.ok) setMade(answer.value)
    else setFailed(failures[answer.reason] ?? answer.message ?? 'Le lien n’a pas pu être créé. Réessayez dans un moment.')
  }

  return (
    <Sheet titre="Envoyer un lien pour signer" onClose={onClose}>
      {made ? (
        <Cree made={made} nom={nom.trim()} onClose={onClose} />
      ) : blocking.length > 0 ? (
        <Manques manques={blocking} gabarit={gabarit} fiche={fiche.id} onGo={onClose} />
      ) : (
        <>
          <p>
            Pour un signataire qui n’a pas de compte. Qui a ce lien lit une copie de ce document, sans les réponses
            réservées, et peut le signer une seule fois.
          </p>
          <label class="champ-simple">
            Nom du signataire
            <input class="saisie" maxLength={120} autocomplete="off" value={nom} onInput={(event) => setWritten(event.currentTarget.value)} />
          </label>
          <label class="champ-simple">
            Signature demandée
            <select class="saisie" value={champ} onChange={(event) => setChamp(event.currentTarget.value)}>
              {due.map((vue) => (
                <option key={vue.champ.id} value={vue.champ.id}>
                  {vue.champ.libelle}
                </option>
              ))}
            </select>
          </label>
          <ChoixUnique legende="Valable pendant" options={durees} value={heures} onChange={setHeures} />
          {failed && (
            <p class="annonce" data-ton="attente" role="alert">
              {failed}
            </p>
          )}
          <button type="button" class="acte" disabled={asking} onClick={() => void make()}>
            {asking ? 'Un instant…' : 'Créer le lien'}
          </button>
        </>
      )}
    </Sheet>
  )
}

function Cree({ made, nom, onClose }: { made: LienCree; nom: string; onClose(): void }) {
  const [copied, setCopied] = useState(false)
  const link = `${location.origin}/signer#${made.secret}`
  const share = () => navigator.share({ title: 'Document à signer', text: link }).catch(() => undefined) // closed by the person
  return (
    <div class="bloc lien-cree">
      <p role="status">
        Lien pour {nom}, valable jusqu’{momentInWords(made.expire).replace(/^le /, 'au ')}, pour une seule signature.
        Envoyez-le vous-même, par un moyen que cette personne est seule à lire. Il ne sera plus affiché.
      </p>
      <p>
        <code>{link}</code>
      </p>
      <div class="gestes">
        <button
          type="button"
          class="geste"
          onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true), () => setCopied(false))}
        >
          {copied ? 'Lien copié' : 'Copier le lien'}
        </button>
        {'share' in navigator && (
          <button type="button" class="geste" onClick={() => void share()}>
            Partager
          </button>
        )}
        <button type="button" class="lien" onClick={onClose}>
          Terminé
        </button>
      </div>
    </div>
  )
}
