// Me: my profile, this device, where my writings are, the corbeille, leaving.
import { useEffect, useState } from 'preact/hooks'
import { clearSession } from '../../store/index.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import { useCarnet, useEcritures } from '../carnet.ts'
import { nomDe } from '../immersion.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Rang } from '../parts/Rang.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { signOut, whoAmI } from '../people.ts'
import { phraseDe } from '../phrase-etat.ts'
import { cetAppareil, combien } from '../phrases.ts'
import '../look/screens.css'

export default function MoiScreen() {
  const { moi, annuaire } = useCarnet()
  const etat = useEcritures()
  const { chip, writing } = etat
  const [admin, setAdmin] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [reseau, setReseau] = useState(moi.reseau ?? null)
  useEffect(() => {
    // Offline nobody can be invited anyway: the row appears when the server confirms.
    void whoAmI().then((answer) => {
      if (!answer.ok) return
      setAdmin(answer.value.admin)
      if (answer.value.reseau) setReseau(answer.value.reseau)
    })
  }, [])
  const me = annuaire?.personnes.find(({ id }) => id === moi.personne)
  const rows: { href: string; icon: IconName; titre: string; detail: string }[] = [
    { href: '/moi/sante', icon: chip?.icon ?? 'coche', titre: 'Où sont mes écrits ?', detail: phraseDe(etat) },
    { href: '/carnet', icon: 'carnet', titre: 'Notes sans immersion', detail: 'Prises en dehors d’une visite' },
    { href: '/moi/corbeille', icon: 'corbeille', titre: 'Corbeille', detail: 'Reprendre ce qui a été retiré' },
    {
      href: '/moi/inviter',
      icon: 'cle',
      titre: admin ? 'Inviter une personne, ajouter un appareil' : 'Ajouter un appareil',
      detail: admin ? 'Par un lien ou un code court' : 'Retrouver ce carnet sur un autre écran',
    },
  ]
  if (admin)
    rows.push({ href: '/moi/rome', icon: 'feuille', titre: 'Répertoire des métiers', detail: 'Importer le ROME de France Travail' })
  return (
    <Page
      titre={moi.nom}
      lieu="Moi"
      surtitre={[me?.fonction, nomDe(annuaire?.structures, me?.structure ?? null)].filter(Boolean).join(' · ')}
    >
      <ul class="rangs">
        {rows.map(({ href, icon, titre, detail }) => (
          <Rang key={href} href={href} icon={icon} titre={titre} detail={detail} />
        ))}
      </ul>
      {me && me.roles.length > 0 && (
        <section class="bloc">
          <h2>Mes rôles</h2>
          <p>{me.roles.map((role) => libelleOf('roles', role)).join(', ')}</p>
        </section>
      )}
      <section class="bloc">
        <h2>Cet appareil</h2>
        <p>{moi.appareil_nom ?? 'Sans nom'}</p>
        {reseau && <p class="detail">Réseau : {reseau}</p>}
        <p class="detail">La taille du texte et le mode sombre sont ceux que vous avez réglés sur {cetAppareil()}.</p>
        <button type="button" class="geste danger" onClick={() => setLeaving(true)}>
          <Icon name="sortie" taille={1.25} />
          Quitter ce carnet
        </button>
      </section>
      <section class="bloc">
        <h2>À propos</h2>
        <p class="detail">
          Carnet d’immersion garde ce que vous écrivez sur {cetAppareil()}, dans une copie de secours, puis chez votre
          structure. Personne ne lit ce qui ne lui est pas destiné. Logiciel libre, licence MIT.
        </p>
        <p class="detail">
          Les quatre documents du kit d’immersion (demande, convention, préparation, évaluation) sont adaptés de documents
          conçus par le PRAO.
        </p>
      </section>
      {leaving && <Partir unsent={writing?.unsent ?? 0} pieces={(writing?.photos ?? 0) + (writing?.photosRefused ?? 0)} onClose={() => setLeaving(false)} />}
    </Page>
  )
}

function Partir({ unsent, pieces, onClose }: { unsent: number; pieces: number; onClose(): void }) {
  const { db, sync } = useCarnet()
  const [busy, setBusy] = useState(false)
  const isOwed = unsent + pieces > 0
  async function leave(): Promise<void> {
    setBusy(true)
    await signOut() // offline too: this device forgets who was here, the server's list lets one revoke it
    sync.stop()
    // What is received leaves no copy behind; the rest stays, as the sheet says.
    await import('../../store/copies.ts').then(({ tidyCopies }) => tidyCopies(db)).catch(() => undefined)
    await clearSession()
    location.assign('/')
  }
  return (
    <Sheet titre="Quitter ce carnet ?" onClose={onClose}>
      {isOwed ? (
        <div class="annonce" data-ton="attente">
          <strong>
            Pas encore envoyé :{' '}
            {[unsent > 0 ? combien(unsent, 'changement') : '', pieces > 0 ? combien(pieces, 'pièce jointe') : '']
              .filter(Boolean)
              .join(' et ')}
          </strong>
          <p>
            Tout reste gardé sur {cetAppareil()}, mais hors de portée tant que vous ne revenez pas avec une nouvelle
            invitation. Mieux vaut envoyer d’abord.
          </p>
        </div>
      ) : (
        <p>Tout est reçu par votre structure. Pour revenir, il vous faudra une nouvelle invitation.</p>
      )}
      <div class="gestes">
        {isOwed && (
          <button type="button" class="geste" onClick={() => void sync.now()}>
            Envoyer maintenant
          </button>
        )}
        <button type="button" class="geste danger" disabled={busy} onClick={() => void leave()}>
          {isOwed ? 'Quitter quand même' : 'Quitter'}
        </button>
        <button type="button" class="lien" onClick={onClose}>
          Rester
        </button>
      </div>
    </Sheet>
  )
}
