// Where everything is: the rungs, what several people wrote, what was refused, storage, devices, the last round.
import { copiesHere } from '../../store/copies.ts'
import { lastRescue } from '../../store/rescue.ts'
import { lastRound } from '../../store/rounds.ts'
import { askPersistence, storageHealth } from '../../store/storage-health.ts'
import { useCarnet, useEcritures } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { Appareils } from '../parts/Appareils.tsx'
import { EnvoiPieces } from '../parts/EnvoiPieces.tsx'
import { Conflits } from '../parts/Conflits.tsx'
import { EnAttente } from '../parts/EnAttente.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { PhotosRefusees } from '../parts/PhotosRefusees.tsx'
import { Refus } from '../parts/Refus.tsx'
import { SecoursBouton, SecoursLecture } from '../parts/Secours.tsx'
import { phraseDe } from '../phrase-etat.ts'
import { cetAppareil, combien, lastRoundFailure } from '../phrases.ts'
import { appVersion } from '../pwa.ts'
import { useLive, useObservable } from '../use-live.ts'
import '../look/screens.css'

const units = ['ko', 'Mo', 'Go'] as const
function size(bytes: number): string {
  const power = bytes < 1e6 ? 0 : bytes < 1e9 ? 1 : 2
  return `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: power === 2 ? 1 : 0 }).format(bytes / 1000 ** (power + 1))} ${units[power]}`
}

export default function Sante() {
  const { db, sync } = useCarnet()
  const etat = useEcritures()
  const { writing, sending, chip } = etat
  const health = useLive(() => storageHealth(db), [db])
  const copies = useLive(() => copiesHere(db), [db])
  const last = useLive(() => lastRound(db), [db, sending.lastRound])
  const rescue = useLive(() => lastRescue(db), [db])
  const { precached } = useObservable(appVersion)
  if (!writing || !chip) return <Page titre="Où sont mes écrits ?">{null}</Page>
  const { unsent, lastReceived, lastSaved, journal, conflicts, rejected } = writing
  const here = cetAppareil()
  const failure =
    sending.phase !== 'idle' && sending.phase !== 'sending'
      ? lastRoundFailure[sending.phase]
      : sending.reason === 'store'
        ? `Le dernier échange s’est arrêté : ${here} n’a pas pu relire ses données. Un nouvel essai se fera tout seul.`
        : null
  const uncopied = copies?.missing ?? 0
  const rungs: { done: boolean; titre: string; phrase: string }[] = [
    {
      done: true,
      titre: `Sur ${here}`,
      phrase: lastSaved
        ? `Dernier enregistrement ${momentInWords(lastSaved)}.`
        : 'Prêt à enregistrer chaque mot, à mesure que vous l’écrivez.',
    },
    {
      done: journal === 'ok' && uncopied === 0,
      titre: 'Dans la copie de secours',
      phrase:
        uncopied > 0
          ? `Ce qui n’est pas encore reçu est aussi gardé à part, sauf ${combien(uncopied, 'pièce jointe')}, faute de place : envoyez dès que possible.`
          : journal === 'ok'
            ? 'Ce qui n’est pas encore reçu est aussi gardé à part, photos et mémos compris, au cas où le navigateur effacerait ses données.'
            : journal === 'off'
              ? 'Ce navigateur ne permet pas de copie de secours. L’envoi reste la meilleure sûreté.'
              : 'La copie de secours n’a pas pu s’écrire. Vos écrits sont gardés ; envoyez-les dès que possible.',
    },
    {
      done: unsent + writing.photos === 0 && lastReceived !== null,
      titre: 'Reçu par votre structure',
      phrase:
        unsent + writing.photos > 0
          ? `${[unsent > 0 ? combien(unsent, 'changement') : '', writing.photos > 0 ? combien(writing.photos, 'pièce jointe') : ''].filter(Boolean).join(' et ')} à envoyer.${lastReceived ? ` Le reste est reçu, ${momentInWords(lastReceived)}.` : ''}`
          : lastReceived
            ? `Tout est reçu, ${momentInWords(lastReceived)}.`
            : 'Pas encore de connexion réussie.',
    },
  ]
  return (
    <Page titre="Où sont mes écrits ?" lieu="Moi" retour="/moi" chapeau={<p>{phraseDe(etat)}</p>}>
      {conflicts.length > 0 && <Conflits conflicts={conflicts} />}
      <PhotosRefusees />
      {rejected.length > 0 && (
        <section class="bloc">
          <h2>À revoir</h2>
          <p class="detail">
            Le serveur n’a pas accepté ces changements. Ils restent gardés ici tant que vous ne les retirez pas.
          </p>
          <ul class="rangs">
            {rejected.map((one) => (
              <Refus key={one.seq} refus={one} />
            ))}
          </ul>
        </section>
      )}
      <ol class="echelle">
        {rungs.map(({ done, titre, phrase }) => (
          <li key={titre} data-ton={done ? 'recu' : 'attente'}>
            <Icon name={done ? 'coche' : 'horloge'} />
            <div>
              <strong>{titre}</strong>
              <p class="detail">{phrase}</p>
            </div>
          </li>
        ))}
      </ol>
      {failure && (
        <p class="annonce" data-ton={sending.phase === 'offline' ? 'bien' : 'attente'}>
          {failure}
        </p>
      )}
      <button type="button" class="geste" disabled={sending.phase === 'sending'} onClick={() => void sync.now()}>
        <Icon name="envoi" taille={1.25} />
        {sending.phase === 'sending'
          ? 'Envoi…'
          : unsent + writing.photos > 0
            ? 'Envoyer maintenant'
            : 'Vérifier maintenant'}
      </button>
      <p class="detail">
        {last
          ? `Dernier échange complet avec votre structure ${momentInWords(last.at)}.`
          : 'Aucun échange complet avec votre structure depuis cet appareil.'}
      </p>
      <EnAttente />
      <section class="bloc">
        <h2>Fichier de secours</h2>
        <p class="detail">
          {rescue
            ? `Le dernier a été enregistré ${momentInWords(rescue.at)}${rescue.operations > 0 ? `, avec ${combien(rescue.operations, 'changement')}` : ''}.`
            : 'Aucun n’a été enregistré depuis cet appareil. Il sert si le réseau manque longtemps, ou si l’appareil faiblit.'}
        </p>
        <div class="gestes">
          <SecoursBouton />
          <SecoursLecture />
        </div>
      </section>
      <EnvoiPieces />
      <section class="bloc">
        <h2>La place sur {here}</h2>
        {health && (
          <ul class="reperes">
            <li>
              <Icon name={precached ? 'coche' : 'horloge'} taille={1.25} />
              <span>
                {precached ? 'Prêt hors connexion' : 'L’application n’est pas encore entière sur cet appareil'}
              </span>
            </li>
            <li>
              <Icon name="feuille" taille={1.25} />
              <span>
                {combien(health.documents, 'document')} sur cet appareil
                {health.usage !== null &&
                  health.quota !== null &&
                  ` ; ${size(health.usage)} sur ${size(health.quota)} possibles`}
              </span>
            </li>
            {copies && copies.count > 0 && (
              <li>
                <Icon name="coche" taille={1.25} />
                <span>
                  Dont {size(copies.bytes)} pour la copie de secours de {combien(copies.count, 'pièce jointe')}, jusqu’à
                  réception.
                </span>
              </li>
            )}
            <li>
              <Icon name={health.persisted ? 'verrou' : 'horloge'} taille={1.25} />
              <span>
                {health.persisted
                  ? 'Le navigateur a promis de ne rien effacer de lui-même.'
                  : 'Le navigateur peut faire de la place en effaçant des données.'}
              </span>
            </li>
            <li>
              <Icon name={health.ballast ? 'coche' : 'horloge'} taille={1.25} />
              <span>
                {health.ballast
                  ? 'Un peu de place est gardée en réserve, pour finir une visite si l’appareil est plein.'
                  : 'Aucune place n’est encore gardée en réserve pour le jour où l’appareil sera plein.'}
              </span>
            </li>
          </ul>
        )}
        {health?.persisted === false && (
          <button type="button" class="geste" onClick={() => void askPersistence()}>
            Demander à tout garder
          </button>
        )}
      </section>
      <Appareils />
    </Page>
  )
}
