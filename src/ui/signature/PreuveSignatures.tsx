// What stands behind each signature: who, when, how, of what content, on whose account and device. For the screen and
// for the printed document alike; `imprime` leaves out what only a screen can do.
import { useState } from 'preact/hooks'
import type { Path } from '../../domain/id.ts'
import { momentLong, motifDe, modes, Trace } from '../../forms/champs/signature-saisie.tsx'
import { readDate } from '../../forms/champs/date.tsx'
import { empreinteOf, repereOf } from '../../forms/empreinte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import { signaturesOf, type SignatureVue } from '../../forms/signatures.ts'
import type { FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { historyOf } from '../history.ts'
import { readValue } from '../valeurs.ts'
import type { SaisieContexte } from '../../forms/contexte.ts'
import './signature.css'

interface Props {
  gabarit: Gabarit
  fiche: FicheView
  imprime?: boolean
  contexte?: SaisieContexte
}

const signeLe = (local: string): string => `${readDate(local.slice(0, 10))} à ${local.slice(11, 16)}`

export function PreuveSignatures({ gabarit, fiche, imprime = false, contexte }: Props) {
  const vues = signaturesOf(gabarit, fiche.registers)
  const signed = vues.filter(({ signature }) => signature !== null)
  if (signed.length === 0) return imprime ? null : <p>Cette fiche n’a pas encore de signature.</p>
  return (
    <section class="bloc" aria-label="Page de preuve">
      <h2 class={imprime ? undefined : 'lu'}>Preuve des signatures</h2>
      {signed.map((vue) => (
        <Une key={vue.champ.id} vue={vue} gabarit={gabarit} fiche={fiche} contexte={imprime ? undefined : contexte} />
      ))}
      <div class="preuve">
        <h3>Ce que couvre l’empreinte</h3>
        <p>
          Toutes les réponses de la fiche que chaque signataire peut lire, telles qu’elles sont enregistrées, avec le
          modèle « {gabarit.titre} » et sa version. Elle ne couvre pas les signatures elles-mêmes, les réponses réservées
          à quelques lecteurs, ni les valeurs calculées par l’application. Changer une seule lettre change l’empreinte.
        </p>
        <p class="detail">
          Signature électronique simple, au sens du règlement eIDAS et de l’article 1367 du code civil. Elle est
          recevable ; sa preuve repose sur les éléments de cette page et sur le journal gardé par la structure. Le tracé
          seul ne prouve rien.
        </p>
        <p class="detail">
          Référence de la fiche dans ce journal : <code>{fiche.id}</code>
        </p>
      </div>
    </section>
  )
}

function Une({ vue, gabarit, fiche, contexte }: { vue: SignatureVue; gabarit: Gabarit; fiche: FicheView; contexte: SaisieContexte | undefined }) {
  const { annuaire } = useCarnet()
  const { signature, preuve, head, champ } = vue
  if (!signature) return null
  const name = (id: string | null) => nomDe(annuaire?.personnes, id) || 'inconnu'
  const motif = motifDe(vue)
  const author = head?.u ?? null
  // Who wrote the register, as the server knows it, must be who the signature says held the device.
  const wrote = preuve?.voie === 'lien' ? 'systeme' : (preuve?.compte ?? author)
  const lien = preuve?.voie === 'lien' ? preuve.lien : null
  return (
    <article class="preuve">
      <h3>{champ.libelle}</h3>
      <div class="f-signature">
        <Trace signature={signature} />
      </div>
      <dl>
        <dt>Signataire</dt>
        <dd>{signature.fonction ? `${signature.nom}, ${signature.fonction}` : signature.nom}</dd>
        <dt>Annuaire</dt>
        <dd>{preuve?.personne ? `Personne de l’annuaire : ${name(preuve.personne)}` : 'Nom donné par le signataire'}</dd>
        <dt>Signé le</dt>
        <dd>{signeLe(signature.signe_le)}</dd>
        <dt>Manière</dt>
        <dd>{modes[signature.mode]}</dd>
        {lien ? (
          <>
            <dt>Par lien</dt>
            <dd>
              Lien {lien.id}, adressé à {lien.destinataire} par {name(lien.envoye_par)} le {signeLe(lien.envoye_le)},
              ouvert dans {lien.navigateur}
            </dd>
            <dt>Copie lue</dt>
            <dd>
              <code>{lien.copie}</code>
            </dd>
          </>
        ) : (
          <>
            <dt>Compte</dt>
            <dd>
              {name(preuve?.compte ?? author)}
              {preuve?.voie === 'face_a_face' ? ' (appareil passé au signataire)' : ''}
            </dd>
            <dt>Appareil</dt>
            <dd>{preuve?.appareil ?? 'non noté'}</dd>
          </>
        )}
        <dt>Reçue</dt>
        <dd>{head?.s ? 'par le serveur de la structure' : 'pas encore : gardée sur cet appareil'}</dd>
        <dt>Modèle</dt>
        <dd>
          {gabarit.titre}, version {preuve?.version ?? fiche.data.$gabarit_version}
        </dd>
        <dt>Empreinte</dt>
        <dd>{signature.empreinte ? <code>SHA-256 {signature.empreinte}</code> : 'aucune : signée avant que les empreintes soient gardées'}</dd>
        <dt>État</dt>
        <dd>
          {motif ?? (vue.etat === 'sans_empreinte' ? 'Ne peut pas être vérifiée' : 'Le contenu est celui qui a été signé')}
        </dd>
      </dl>
      {author !== null && wrote !== null && author !== wrote && (
        <p class="annonce" data-ton="attente">
          Écrite dans la fiche par {author === 'systeme' ? 'le serveur' : name(author)}, et non par{' '}
          {wrote === 'systeme' ? 'le serveur' : name(wrote)} : elle a été reprise d’une version antérieure, ou recopiée.
        </p>
      )}
      {contexte && vue.etat === 'annulee' && <TexteSigne vue={vue} gabarit={gabarit} fiche={fiche} contexte={contexte} />}
    </article>
  )
}

/** The answers as they were signed, found again in the history by their marks. */
function TexteSigne({ vue, gabarit, fiche, contexte }: { vue: SignatureVue; gabarit: Gabarit; fiche: FicheView; contexte: SaisieContexte }) {
  const [found, setFound] = useState<{ libelle: string; texte: string }[] | 'asking' | null>(null)
  const ask = async () => {
    setFound('asking')
    const texts = await Promise.all(
      vue.modifications.map(async ({ champ, libelle }) => {
        const repere = vue.preuve?.reperes[champ]
        if (!repere) return { libelle, texte: 'Sans réponse au moment de la signature.' }
        const answer = await historyOf(fiche.id, champ as Path)
        if (!answer.ok) return { libelle, texte: 'Gardé par votre structure : s’affichera avec le réseau.' }
        const value = answer.value.find(({ v }) => v !== null && repereOf(v) === repere)
        return {
          libelle,
          texte: value ? readValue(gabarit, champ as Path, value.v, contexte) : 'À retrouver dans « Versions des réponses » de la fiche.',
        }
      }),
    )
    setFound(texts)
  }
  if (vue.modifications.length === 0) return null
  if (found === null) {
    return (
      <button type="button" class="geste preuve-actes" onClick={() => void ask()}>
        Voir ce qui était signé
      </button>
    )
  }
  if (found === 'asking') return <p class="detail">Un instant…</p>
  return (
    <dl aria-live="polite">
      {found.map(({ libelle, texte }) => (
        <div key={libelle}>
          <dt>{libelle}</dt>
          <dd>{texte}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Reckons the mark of the content again, now, and says of each signature whether it is of this content. */
export function Verification({ gabarit, fiche }: Pick<Props, 'gabarit' | 'fiche'>) {
  const [done, setDone] = useState<{ empreinte: string; at: number } | null>(null)
  const vues = signaturesOf(gabarit, fiche.registers).filter(({ signature }) => signature?.empreinte !== undefined)
  if (vues.length === 0) return null
  const same = vues.filter(({ signature }) => signature?.empreinte === done?.empreinte)
  return (
    <section class="bloc preuve-actes">
      <button
        type="button"
        class="acte"
        onClick={() => setDone({ empreinte: empreinteOf(gabarit, reponsesOf(gabarit, fiche.registers)), at: Date.now() })}
      >
        Vérifier le contenu
      </button>
      {done && (
        <div class="annonce preuve" role="status" data-ton={same.length === vues.length ? undefined : 'attente'}>
          <p>
            {same.length === vues.length
              ? 'Vérifié : le contenu affiché est bien celui qui a été signé.'
              : same.length === 0
                ? 'Le contenu affiché n’est pas celui qui a été signé.'
                : `Le contenu affiché est celui de ${same.length} signature${same.length > 1 ? 's' : ''} sur ${vues.length}.`}
          </p>
          <p class="detail">
            Empreinte recalculée {momentLong(done.at)} : <code>{done.empreinte}</code>
          </p>
        </div>
      )}
    </section>
  )
}
