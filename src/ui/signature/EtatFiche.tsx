// Where a fiche stands: validated, signed and frozen, or being signed, with what can be done about it.
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { SaisieContexte } from '../../forms/contexte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { etatCorrige, signaturesOf } from '../../forms/signatures.ts'
import type { FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { LienSheet } from './LienSheet.tsx'
import { LiensEnvoyes } from './LiensEnvoyes.tsx'
import { annulerSignatures, corrigerEtat } from './ecrire.ts'
import { Rangs } from './Signer.tsx'
import './signature.css'

interface Props {
  fiche: FicheView
  gabarit: Gabarit
  immersion: Immersion | null
  contexte: SaisieContexte
  ecrire: boolean
}

export function EtatFiche(props: Props) {
  const etat = props.fiche.data.$etat
  return (
    <>
      {etat?.etat === 'validee' && (
        <p class="annonce">
          Validée{etat.par ? ` par ${props.contexte.nameOf(etat.par)}` : ''}
          {etat.le ? `, ${dayInWords(etat.le)}` : ''}.{props.ecrire ? ' Vous pouvez encore la compléter.' : ''}
        </p>
      )}
      {props.gabarit.signe_par.length > 0 && <Signatures {...props} />}
    </>
  )
}

function Signatures({ fiche, gabarit, immersion, contexte, ecrire }: Props) {
  const { db } = useCarnet()
  const [asking, setAsking] = useState<'modifier' | 'lien' | null>(null)
  const [sent, setSent] = useState(0)
  const vues = useMemo(() => signaturesOf(gabarit, fiche.registers), [gabarit, fiche])
  const etat = fiche.data.$etat
  const corrected = etatCorrige(vues, etat)
  const key = corrected === undefined ? '' : JSON.stringify(corrected)
  useEffect(() => {
    // A failure is shown by the chip, and this is asked again at the next opening.
    if (ecrire && corrected !== undefined) void corrigerEtat(db, fiche, corrected && { ...corrected }).catch(() => undefined)
  }, [key, ecrire])
  if (vues.length === 0) return null
  const due = vues.filter(({ etat: one }) => one === 'absente' || one === 'annulee')
  const some = vues.some(({ signature }) => signature !== null)
  const held = vues.filter(({ etat: one }) => one === 'valable' || one === 'sans_empreinte').length
  const voided = vues.some(({ etat: one }) => one === 'annulee')
  const frozen = etat?.etat === 'signee'
  return (
    <section class="bloc" aria-label="Où en sont les signatures">
      {/* Nobody signed: one line, the questions come first. */}
      <details class="lecteurs" open={some}>
        <summary>
          <Icon name="plume" taille={1.25} />
          <span>
            Signatures : {held} sur {vues.length}
          </span>
        </summary>
        <div class="annonce" data-ton={voided ? 'attente' : undefined}>
          {frozen ? (
            <p>Signée{etat.le ? `, ${dayInWords(etat.le)}` : ''}. Le contenu ne change plus.</p>
          ) : voided ? (
            <p>Le contenu a changé : ce qui a été signé n’est plus ce texte.</p>
          ) : (
            held > 0 && <p>Une signature est posée : modifier une réponse l’annulera.</p>
          )}
          <Rangs vues={vues} />
          <div class="gestes">
            {ecrire && due.length > 0 && (
              <>
                <a class="geste" href={`/fiches/${fiche.id}/signer`}>
                  Signer
                </a>
                <button type="button" class="lien" onClick={() => setAsking('lien')}>
                  Envoyer un lien pour signer
                </button>
              </>
            )}
            {some && (
              <a class="lien" href={`/fiches/${fiche.id}/preuve`}>
                Page de preuve
              </a>
            )}
            {frozen && ecrire && (
              <button type="button" class="lien danger" onClick={() => setAsking('modifier')}>
                Modifier et annuler les signatures
              </button>
            )}
          </div>
        </div>
      </details>
      <LiensEnvoyes key={`${sent} ${vues.map(({ head }) => head?.o).join()}`} fiche={fiche.id} gabarit={gabarit} ecrire={ecrire} />
      {asking === 'lien' && (
        <LienSheet
          fiche={fiche}
          gabarit={gabarit}
          immersion={immersion}
          contexte={contexte}
          vues={vues}
          onClose={() => {
            setAsking(null)
            setSent(sent + 1)
          }}
        />
      )}
      {asking === 'modifier' && (
        <Sheet titre="Modifier cette fiche signée ?" onClose={() => setAsking(null)}>
          <p>
            Les signatures seront annulées et devront être refaites par chacun. Le texte signé et les signatures restent
            dans l’historique de la fiche.
          </p>
          <div class="gestes">
            <button
              type="button"
              class="geste danger"
              onClick={() => void annulerSignatures(db, fiche, gabarit).then(() => setAsking(null), () => undefined)}
            >
              Modifier et annuler les signatures
            </button>
            <button type="button" class="lien" onClick={() => setAsking(null)}>
              Garder signée
            </button>
          </div>
        </Sheet>
      )}
    </section>
  )
}
