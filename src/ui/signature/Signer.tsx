// Signing face to face, one signer after the other on one phone, without any network: the whole document, then the
// signature, then the phone goes to the next. The same screen serves whoever signs on their own device.
import { useLocation } from 'preact-iso'
import { useMemo, useRef, useState } from 'preact/hooks'
import { FicheForm } from '../../forms/FicheForm.tsx'
import { libelleRole } from '../../forms/roles.ts'
import { obstacles } from '../../forms/obstacles.ts'
import { documentASigner, signaturesOf, type SignatureVue } from '../../forms/signatures.ts'
import { saveFailure } from '../phrases.ts'
import { useCarnet } from '../carnet.ts'
import { useControle } from '../insertion/use-controle.ts'
import { Icon } from '../parts/Icon.tsx'
import type { Nomme } from '../parts/Nom.tsx'
import { Page } from '../parts/Page.tsx'
import { AvecFiche, type FicheEnMain } from './AvecFiche.tsx'
import { Manques } from './Manques.tsx'
import { Poser } from './Poser.tsx'
import { signer } from './ecrire.ts'
import { rolesDe, signatairesDe } from './signataires.ts'
import './signature.css'

export default function Signer({ id }: { id: string }) {
  return <AvecFiche id={id} titre="Signer">{(given) => <Tour {...given} />}</AvecFiche>
}

const isDue = ({ etat }: SignatureVue): boolean => etat === 'absente' || etat === 'annulee'
const nothing = async (): Promise<never> => {
  throw new Error('a document to sign is read')
}

function Tour({ fiche, gabarit, immersion, droits, contexte }: FicheEnMain) {
  const { db, moi, annuaire } = useCarnet()
  const { query, route } = useLocation()
  const vues = signaturesOf(gabarit, fiche.registers)
  const due = vues.filter(isDue)
  const mine = (vue: SignatureVue): boolean => rolesDe(vue, gabarit).some((role) => droits.roles.includes(role))
  const [asked, setAsked] = useState<string | null>(query.champ ?? null)
  /** the champ just signed: the phone waits to be passed on */
  const [done, setDone] = useState<string | null>(null)
  const current = due.find(({ champ }) => champ.id === asked) ?? due.find(mine) ?? due[0]
  const top = useRef<HTMLParagraphElement>(null)
  const shown = useMemo(() => documentASigner(gabarit, fiche.registers), [gabarit, fiche])
  const controle = useControle(gabarit, immersion)
  const blocking = useMemo(
    () => obstacles(gabarit, fiche.registers, { source: contexte.calcul, acces: contexte.acces, controle }),
    [gabarit, fiche, contexte, controle],
  )
  const retour = `/fiches/${fiche.id}`
  const people: Nomme[] = (annuaire?.personnes ?? []).map(({ id, nom, fonction }) => ({ id, nom, detail: fonction }))
  const signataires = (vue: SignatureVue): Nomme[] => {
    const held = signatairesDe(rolesDe(vue, gabarit), immersion, annuaire)
    return people.filter(({ id }) => held.some((personne) => personne.id === id))
  }
  /** « à Noa Gabarit » when one person holds the role; else the role itself. */
  const nextOf = (vue: SignatureVue): string => {
    const [only, ...more] = signataires(vue)
    const [role] = rolesDe(vue, gabarit)
    return only && more.length === 0 ? ` à ${only.nom}` : ` : ${role ? libelleRole(role).toLowerCase() : vue.champ.libelle}`
  }

  if (!droits.ecrire || blocking.length > 0) {
    return (
      <Page titre={`Signer : ${gabarit.titre_court}`} lieu={immersion?.titre ?? 'Réseau'} retour={retour}>
        {droits.ecrire ? (
          <Manques manques={blocking} gabarit={gabarit} fiche={fiche.id} />
        ) : (
          <p class="annonce">Vous pouvez lire cette fiche, pas la signer.</p>
        )}
      </Page>
    )
  }
  const last = vues.find(({ champ }) => champ.id === done)
  if (last?.signature || !current) {
    return (
      <Page titre={current ? 'Signature posée' : 'Tout est signé'} lieu={immersion?.titre ?? 'Réseau'} retour={retour}>
        {last?.signature && (
          <p class="annonce" role="status">
            {last.signature.nom} a signé. La signature est gardée sur cet appareil.
          </p>
        )}
        <Rangs vues={vues} />
        {current ? (
          <>
            {/* Most sign on their own device: handing this one over is the other way. */}
            <a class="acte" href={retour}>
              Les autres signeront plus tard
            </a>
            <button
              type="button"
              class="geste"
              onClick={() => {
                setDone(null)
                setAsked(current.champ.id)
                requestAnimationFrame(() => {
                  top.current?.focus()
                  scrollTo(0, 0)
                })
              }}
            >
              Passer le téléphone{nextOf(current)}
            </button>
          </>
        ) : (
          <>
            <button type="button" class="acte" onClick={() => route(retour, true)}>
              Revenir à la fiche
            </button>
            <a class="lien" href={`${retour}/preuve`}>
              Page de preuve
            </a>
          </>
        )}
      </Page>
    )
  }
  const [only, ...more] = signataires(current)
  // Who holds the phone signs in their own name where it is theirs; anybody else says who they are.
  const me = mine(current) && !vues.some(({ preuve }) => preuve?.personne === moi.personne)
  // Signs under the agreed mark when the directory does not know them: no identity of an employee is ever asked.
  const repere = !me && !only && rolesDe(current, gabarit).includes('salarie_insertion')
  const de = repere
    ? { personne: null, nom: immersion?.salarie_repere ?? '', fonction: libelleRole('salarie_insertion') }
    : me
      ? { personne: moi.personne as string, nom: moi.nom, fonction: contexte.profil.fonction ?? '' }
      : only && more.length === 0
        ? { personne: only.id, nom: only.nom, fonction: only.detail ?? '' }
        : null
  return (
    <Page
      titre={`Signer : ${gabarit.titre_court}`}
      lieu={immersion?.titre ?? 'Réseau'}
      retour={retour}
      chapeau={
        <p ref={top} tabIndex={-1}>
          {current.champ.libelle}. Lisez le document en entier, puis signez en bas de page.
        </p>
      }
    >
      {due.length > 1 && (
        <label class="champ-simple">
          Signature à poser maintenant
          <select class="saisie" value={current.champ.id} onChange={(event) => setAsked(event.currentTarget.value)}>
            {due.map(({ champ }) => (
              <option key={champ.id} value={champ.id}>
                {champ.libelle}
              </option>
            ))}
          </select>
        </label>
      )}
      <section class="document" aria-label="Document à signer">
        <h2 class="lu">Document à signer</h2>
        <FicheForm gabarit={shown.gabarit} registers={shown.registers} contexte={contexte} readOnly save={nothing} />
      </section>
      <Poser
        key={current.champ.id}
        annuaire={repere ? [] : people}
        repere={repere}
        proposees={(more.length > 0 ? signataires(current) : []).slice(0, 4)}
        de={de}
        echec={saveFailure.unknown()}
        poser={async (pose) => {
          await signer({ db, moi }, fiche, gabarit, current.champ.id, pose)
          setDone(current.champ.id)
          scrollTo(0, 0)
        }}
      />
    </Page>
  )
}

/** Each signature in a line: who signed, who is awaited. */
export function Rangs({ vues }: { vues: readonly SignatureVue[] }) {
  return (
    <ul class="signatures">
      {vues.map((vue) => (
        <li key={vue.champ.id} data-etat={vue.etat}>
          <Icon name={vue.etat === 'absente' ? 'horloge' : isDue(vue) || vue.etat === 'deux_versions' ? 'alerte' : 'coche'} taille={1.25} />
          <span>
            {vue.champ.libelle}
            <small>{etatEnMots(vue)}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Where a signature stands, in words. */
export function etatEnMots({ etat, signature, preuve }: SignatureVue): string {
  const par = preuve?.voie === 'lien' ? ', par lien' : ''
  switch (etat) {
    case 'absente':
      return 'En attente'
    case 'valable':
    case 'sans_empreinte':
      return `Signé par ${signature?.nom ?? ''}${par}`
    case 'annulee':
      return `Signature de ${signature?.nom ?? ''} annulée par une modification`
    case 'deux_versions':
      return `Signé par ${signature?.nom ?? ''}${par} ; une réponse a deux versions`
  }
}
