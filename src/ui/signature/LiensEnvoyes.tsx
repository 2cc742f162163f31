// The links sent for a fiche: to whom, until when, what became of them; each can be revoked. The server holds them.
import { useEffect, useState } from 'preact/hooks'
import type { Lien } from '../../domain/lien-signature.ts'
import type { DocId } from '../../domain/id.ts'
import { findChamp, type Gabarit } from '../../forms/gabarit.ts'
import { momentInWords } from '../dates.ts'
import { annulerLien, liensDe } from './liens.ts'

/** While somebody waits for a signature, what became of the link is asked again, ms. */
const AGAIN = 15_000

const jusquA = (at: number): string => `jusqu’${momentInWords(at).replace(/^le /, 'au ')}`

function enMots({ destinataire, etat, expire }: Lien): string {
  switch (etat) {
    case 'ouvert':
      return `Lien envoyé à ${destinataire}, valable ${jusquA(expire)}.`
    case 'signe':
      return `Signé par lien : ${destinataire}.`
    case 'annule':
      return `Lien envoyé à ${destinataire}, révoqué.`
    case 'expire':
      return `Lien envoyé à ${destinataire}, expiré ${momentInWords(expire)}.`
    case 'modifie':
      return `Lien envoyé à ${destinataire} : le document a changé depuis, il ne peut plus être signé ainsi. Envoyez un nouveau lien.`
  }
}

export function LiensEnvoyes({ fiche, gabarit, ecrire }: { fiche: DocId; gabarit: Gabarit; ecrire: boolean }) {
  const [liens, setLiens] = useState<Lien[]>([])
  const [failed, setFailed] = useState(false)
  const load = async () => {
    const answer = await liensDe(fiche)
    if (answer.ok) setLiens(answer.value)
  }
  const revoke = async (id: string) => {
    const { ok } = await annulerLien(id)
    setFailed(!ok)
    await load()
  }
  const waiting = liens.some(({ etat }) => etat === 'ouvert')
  useEffect(() => void load(), [fiche])
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setInterval(() => void load(), AGAIN)
    return () => clearInterval(timer)
  }, [waiting])
  if (liens.length === 0) return null
  return (
    <ul class="signatures" aria-label="Liens envoyés">
      {liens.map((lien) => (
        <li key={lien.id}>
          <span>
            {enMots(lien)}
            <small>{findChamp(gabarit, lien.champ)?.libelle}</small>
            {ecrire && (lien.etat === 'ouvert' || lien.etat === 'modifie') && (
              <button
                type="button"
                class="lien danger"
                onClick={() => void revoke(lien.id)}
              >
                Révoquer ce lien
              </button>
            )}
          </span>
        </li>
      ))}
      {failed && (
        <li role="alert">Le lien n’a pas pu être révoqué : il faut du réseau. Il reste valable jusqu’à sa fin.</li>
      )}
    </ul>
  )
}
