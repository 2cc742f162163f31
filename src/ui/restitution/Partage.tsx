// Before a document goes to its readers: what is missing, what could let somebody be recognised, the page as they will
// see it. Only then « Partager »; and the way back.
import { useMemo, useState } from 'preact/hooks'
import { type DocId, path } from '../../domain/id.ts'
import { politiqueOf } from '../../domain/politique.ts'
import { headsOf } from '../../domain/register.ts'
import { findChamp } from '../../forms/gabarit.ts'
import { manques } from '../../forms/manques.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import { changesAtValidation } from '../../forms/validation.ts'
import { findFiche, findImmersion, listImmersions, localTime, saveReponse } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { FicheLue } from '../impression/FicheLue.tsx'
import { nomsDe } from '../impression/noms.ts'
import { droitsDe, enteteDe } from '../lecture.ts'
import { FicheIntrouvable } from '../parts/Introuvable.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import type { FicheIci } from '../relecture/use-dossier.ts'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import { useGabarits } from '../use-progress.ts'
import { useLecteurs } from './Lecteurs.tsx'
import { type Passage, passagesOf } from './passages.ts'
import { isPartagee } from './documents.ts'
import '../look/screens.css'
import './restitution.css'

export default function Partage({ id }: { id: string }) {
  const { db, moi, annuaire } = useCarnet()
  const fiche = useLive(() => findFiche(db, id as DocId), [db, id])
  const gabarits = useGabarits(fiche ? [fiche] : [])
  const gabarit = fiche && gabarits.get(`${fiche.data.$gabarit} ${fiche.data.$gabarit_version}`)
  const at = fiche?.data.$immersion ?? null
  const immersion = useLive(async () => (at ? findImmersion(db, at as DocId) : null), [db, at])
  if (fiche === null)
    return <FicheIntrouvable />
  if (!fiche || !gabarit || immersion === undefined || !annuaire) return <Page titre="Relire et partager">{null}</Page>
  const { $auteur: auteur, $rattachement: rattachement } = fiche.data
  const entete = enteteDe(politiqueOf(gabarit), { auteur, immersion: immersion?.data ?? null, rattachement, registers: fiche.registers })
  const droits = droitsDe(entete, moi.personne, annuaire)
  return <Relire ici={{ fiche, gabarit, droits, mienne: auteur === moi.personne }} immersion={immersion?.data ?? null} />
}

type Immersion = Parameters<typeof useLecteurs>[1]

function Relire({ ici, immersion }: { ici: FicheIci; immersion: Immersion }) {
  const { db, moi, annuaire } = useCarnet()
  const { fiche, gabarit, droits, mienne } = ici
  const { registers } = fiche
  const immersions = useLive(() => listImmersions(db), [db])
  const [vus, setVus] = useState<ReadonlySet<string>>(new Set())
  const [relu, setRelu] = useState(false)
  const [state, setState] = useState<'still' | 'writing' | 'failed'>('still')
  const lecteurs = useLecteurs(ici, immersion)
  const passages = useMemo(() => passagesOf(gabarit, registers, connusDe(annuaire)), [gabarit, registers, annuaire])
  const missing = useMemo(() => {
    const asked = (roles: readonly string[] | undefined) => !roles || roles.some((role) => droits.roles.some((one) => one === role))
    const mine = new Set(
      gabarit.sections
        .filter(({ rempli_par }) => asked(rempli_par))
        .flatMap(({ champs }) => champs.filter(({ rempli_par }) => asked(rempli_par)))
        .map((champ) => champ.id),
    )
    // What others fill is not asked of who shares.
    return manques(gabarit, reponsesOf(gabarit, registers)).filter(({ champ }) => mine.has(champ))
  }, [gabarit, registers, droits])
  const blocking = missing.filter(({ niveau }) => niveau === 'bloquant')
  const left = passages.filter(({ cle }) => !vus.has(cle))
  const etat = fiche.data.$etat
  const shared = isPartagee(etat)
  const ready = blocking.length === 0 && left.length === 0 && relu && state !== 'writing'
  const back = immersion ? `/immersions/${immersion.id}/restitution?document=${gabarit.id}` : `/fiches/${fiche.id}`

  const write = (value: { etat: string } | null): Promise<unknown> => {
    const [etatPath, anonymat] = [path('$etat'), path('$anonymat')]
    const stamp = { par: moi.personne, le: localTime() }
    const set = { [etatPath]: value && { ...value, ...stamp }, ...(value ? { [anonymat]: stamp } : {}) }
    const seen = { [etatPath]: headsOf(registers, etatPath), [anonymat]: headsOf(registers, anonymat) }
    return watchSave(`${fiche.id} partage`, saveReponse(db, fiche.id, null, set, seen))
  }
  const act = async (value: { etat: string } | null): Promise<void> => {
    setState('writing')
    try {
      if (value)
        for (const { set, seen, acces } of changesAtValidation(gabarit, registers))
          await watchSave(`${fiche.id} ${acces}`, saveReponse(db, fiche.id, acces, set, seen), set)
      await write(value)
      setState('still')
    } catch {
      setState('failed')
    }
  }
  if (!mienne && !droits.ecrire)
    return (
      <Page titre="Relire et partager" retour={back}>
        <p>L’auteur de ce document décide seul de son partage.</p>
      </Page>
    )
  return (
    <Page titre="Relire et partager" lieu={immersion?.titre ?? 'Réseau'} retour={back} surtitre={gabarit.titre_court}>
      {shared ? (
        <p class="annonce" role="status">
          Partagé{etat?.le ? ` ${dayInWords(etat.le)}` : ''}. Lu par : {lecteurs.join(', ') || 'personne que cet appareil connaisse'}.
        </p>
      ) : (
        <p>
          Liront ce document : {lecteurs.join(', ') || 'personne que cet appareil connaisse'}. Rien d’autre de vos écrits ne leur est
          envoyé.
        </p>
      )}
      {!shared && missing.length > 0 && (
        <section class="bloc" aria-label="Ce qui manque">
          <h2>Ce qui manque</h2>
          <ul class="rangs">
            {missing.map(({ champ, ligne, colonne, raison, message }) => (
              <Rang key={`${champ}/${ligne}/${colonne}/${raison}`} href={`/fiches/${fiche.id}?champ=${champ}`} titre={findChamp(gabarit, champ)?.libelle ?? champ} detail={message} />
            ))}
          </ul>
        </section>
      )}
      <section class="bloc" aria-label="Anonymat">
        <h2>Personne ne doit pouvoir être reconnu</h2>
        {passages.length === 0 && <p>Aucun passage ne ressemble à une identité. Relisez tout de même : un récit précis suffit.</p>}
        {passages.map((passage) => (
          <PassageAVerifier
            key={passage.cle}
            passage={passage}
            href={`/fiches/${fiche.id}?champ=${passage.champ}`}
            checked={vus.has(passage.cle)}
            onChange={(seen) => {
              const next = new Set(vus)
              if (seen) next.add(passage.cle)
              else next.delete(passage.cle)
              setVus(next)
            }}
          />
        ))}
        {!shared && (
          <label class="choix">
            <input type="checkbox" checked={relu} onChange={(event) => setRelu(event.currentTarget.checked)} />
            <span>J’ai relu : aucune personne accompagnée n’est reconnaissable.</span>
          </label>
        )}
      </section>
      <section class="bloc" aria-label="Ce que liront vos lecteurs">
        <h2>Ce que liront vos lecteurs</h2>
        <div class="apercu">
          {annuaire && (
            <FicheLue
              gabarit={gabarit}
              registers={registers}
              noms={nomsDe(annuaire, (immersions ?? []).map(({ data }) => data))}
              niveau={3}
            />
          )}
        </div>
      </section>
      {state === 'failed' && (
        <p class="annonce" data-ton="alerte" role="alert">
          Rien n’a été partagé : l’enregistrement ne s’est pas fait. Vos réponses sont intactes ; réessayez.
        </p>
      )}
      {shared ? (
        <div class="gestes">
          {immersion && (
            <a class="acte" href={`/immersions/${immersion.id}`}>
              Revenir au dossier
            </a>
          )}
          <a class="geste" href={`/imprimer/fiche/${fiche.id}`}>
            Imprimer
          </a>
          <button type="button" class="lien danger" disabled={state === 'writing'} onClick={() => void act(null)}>
            Retirer le partage
          </button>
        </div>
      ) : (
        <>
          {!ready && state !== 'writing' && (
            <p class="detail" role="status">
              {attente(blocking.length, left.length, relu)}
            </p>
          )}
          <button type="button" class="acte" disabled={!ready} onClick={() => void act({ etat: 'validee' })}>
            Partager
          </button>
        </>
      )}
    </Page>
  )
}

const connusDe = (annuaire: { structures?: readonly { nom: string; adresse: string | null }[]; groupes: readonly { nom: string }[] } | undefined): string[] => [
  ...(annuaire?.structures ?? []).map(({ nom }) => nom),
  ...(annuaire?.groupes ?? []).map(({ nom }) => nom),
]

function attente(missing: number, passages: number, relu: boolean): string {
  if (missing > 0) return missing > 1 ? `Il manque ${missing} réponses.` : 'Il manque une réponse.'
  if (passages > 0) return passages > 1 ? `Il reste ${passages} passages à vérifier.` : 'Il reste un passage à vérifier.'
  return relu ? '' : 'Cochez la relecture pour partager.'
}

interface PassageProps {
  passage: Passage
  href: string
  checked: boolean
  onChange(seen: boolean): void
}

function PassageAVerifier({ passage, href, checked, onChange }: PassageProps) {
  const { libelle, motif, avant, extrait, apres } = passage
  return (
    <div class="passage">
      <p class="detail">
        {libelle} : {motif} ? <a href={href}>Réécrire</a>
      </p>
      <p>
        …{avant}
        <mark>{extrait}</mark>
        {apres}…
      </p>
      <label class="choix">
        <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
        <span>« {extrait} » ne permet de reconnaître personne.</span>
      </label>
    </div>
  )
}
