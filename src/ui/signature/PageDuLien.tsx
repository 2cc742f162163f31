// The page of a link: a signer who has no account reads the frozen copy and signs it, once. Nothing is kept on their
// device, no worker is installed; the secret comes in the fragment, leaves the address at once, and lives in the
// history entry, so that a page reloaded by a phone short of memory is still the same.
import { useEffect, useState } from 'preact/hooks'
import type { Gele } from '../../domain/gele.ts'
import { Poser } from './Poser.tsx'
import { type Answer, post } from './post.ts'
import './signature.css'

/** What the server shows behind a link. */
interface ALire {
  document: Gele
  libelle: string
  destinataire: string
  envoye_par: string
  expire: number
}

function takeSecret(): string {
  const state = history.state as { secret?: unknown } | null
  const held = typeof state?.secret === 'string' ? state.secret : ''
  const secret = location.hash.slice(1) || held
  history.replaceState({ secret }, '', '/signer')
  return secret
}

const long = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeStyle: 'short' })

const refusals: Record<string, string> = {
  unknown: 'Ce lien n’est plus valable : il a déjà servi, il est arrivé à sa fin, ou il a été retiré. Demandez-en un nouveau à la personne qui vous l’a envoyé.',
  changed: 'Ce document a été modifié depuis que le lien vous a été envoyé. Il ne peut plus être signé ainsi : demandez un nouveau lien à la personne qui vous l’a envoyé.',
  signed: 'Cette signature a déjà été recueillie autrement. Vous n’avez rien à faire.',
  offline: 'Pas de réseau. Votre lien reste valable : réessayez dès qu’il revient.',
  'too-many': 'Beaucoup de demandes sont arrivées à la suite. Réessayez dans quelques minutes ; votre lien reste valable.',
}
const refusal = (reason: string): string => refusals[reason] ?? 'Le serveur n’a pas répondu comme prévu. Votre lien reste valable : réessayez dans un moment.'

export function PageDuLien() {
  const [secret] = useState(takeSecret)
  const [found, setFound] = useState<Answer<ALire> | null>(null)
  const [refused, setRefused] = useState('')
  const [done, setDone] = useState<{ nom: string; signe_le: string; empreinte: string } | null>(null)
  const load = async () => {
    setFound(null)
    setFound(await post('/api/signer/lire', (value) => value as unknown as ALire, { secret })) // our own server's answer
  }
  useEffect(() => {
    document.title = 'Signer un document – Carnet d’immersion'
    void load()
  }, [])
  if (!found) {
    return (
      <main class="page page-lien">
        <p role="status">Un instant…</p>
      </main>
    )
  }
  if (!found.ok) {
    return (
      <main class="page page-lien">
        <h1>Signer un document</h1>
        <p class="annonce" data-ton="attente" role="alert">
          {refusal(found.reason)}
        </p>
        {found.reason !== 'unknown' && (
          <button type="button" class="geste" onClick={() => void load()}>
            Réessayer
          </button>
        )}
      </main>
    )
  }
  const { document: copie, libelle, destinataire, envoye_par, expire } = found.value
  return (
    <main class="page page-lien">
      <div class="page-tete">
        <p class="surtitre">Carnet d’immersion</p>
        <h1>{copie.titre}</h1>
        {copie.cadre && <p>{copie.cadre}</p>}
        {done ? (
          <p class="annonce" role="status">
            Merci, {done.nom}. Votre signature est enregistrée. Vous pouvez garder cette page : imprimez-la, ou
            enregistrez-la en PDF. Ce lien ne servira plus.
          </p>
        ) : (
          <p class="annonce">
            {envoye_par} vous demande de lire ce document et de le signer : {libelle.charAt(0).toLowerCase() + libelle.slice(1)}. Lien personnel, valable une fois,
            jusqu’au {long.format(expire)}.
          </p>
        )}
      </div>
      <Copie copie={copie} />
      {done ? (
        <>
          <p class="detail">
            Signé par {done.nom}, le {done.signe_le.replace('T', ' à ')}. Empreinte du document (SHA-256) : {done.empreinte}
          </p>
          <button type="button" class="acte preuve-actes" onClick={() => print()}>
            Imprimer ou garder en PDF
          </button>
        </>
      ) : (
        <Poser
          annuaire={[]}
          proposees={[]}
          de={{ personne: null, nom: destinataire, fonction: '' }}
          echec={refused}
          poser={async ({ nom, fonction, mode, trace }) => {
            const answer = await post('/api/signer', ({ signe_le, empreinte }) => ({ signe_le: String(signe_le), empreinte: String(empreinte) }), {
              secret,
              nom,
              fonction,
              mode,
              trace,
            })
            if (!answer.ok) {
              setRefused(refusal(answer.reason))
              throw new Error(answer.reason)
            }
            history.replaceState(null, '', '/signer')
            setDone({ nom, ...answer.value })
            scrollTo(0, 0)
          }}
        />
      )}
    </main>
  )
}

function Copie({ copie }: { copie: Gele }) {
  return (
    <article class="document" aria-label="Document à signer">
      {copie.sections.map(({ titre, champs }) => (
        <section key={titre} class="bloc">
          <h2>{titre}</h2>
          {champs.map((champ) =>
            'texte' in champ ? (
              <div key={champ.libelle}>
                <h3>{champ.libelle}</h3>
                <p class="texte-gele">{champ.texte}</p>
              </div>
            ) : (
              <Tableau key={champ.libelle} {...champ} />
            ),
          )}
        </section>
      ))}
      {copie.signatures.length > 0 && (
        <section class="bloc">
          <h2>Signatures déjà recueillies</h2>
          {copie.signatures.map(({ libelle, texte }) => (
            <p key={libelle}>
              {libelle} : {texte}
            </p>
          ))}
        </section>
      )}
    </article>
  )
}

type Table = Extract<Gele['sections'][number]['champs'][number], { colonnes: string[] }>

function Tableau({ libelle, colonnes, lignes }: Table) {
  return (
    <div>
      <h3>{libelle}</h3>
      {lignes.length === 0 ? (
        <p>Aucune ligne</p>
      ) : (
        <div class="f-tableau-lu">
          <table>
            <caption class="f-cache">{libelle}</caption>
            <thead>
              <tr>
                {colonnes.map((colonne) => (
                  <th key={colonne} scope="col">
                    {colonne}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lignes.map((ligne, i) => (
                // Frozen: a row is its place.
                <tr key={i}>
                  {ligne.map((texte, j) => (
                    <td key={colonnes[j]} data-colonne={colonnes[j]}>
                      {texte}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
