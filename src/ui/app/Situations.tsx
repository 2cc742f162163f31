// My situations: who reads each, until when it exists, and the act that erases it now. Those of others, as long as they
// show them (R-APP-04).
import { useState } from 'preact/hooks'
import type { Groupe } from '../../domain/collections.ts'
import { type DocId, path } from '../../domain/id.ts'
import { SITUATION_APP } from '../../domain/effacement.ts'
import { shownValue } from '../../domain/register.ts'
import type { FicheView } from '../../store/index.ts'
import { leJour } from '../../suivi/groupe.ts'
import { dayPlus } from '../../suivi/jours.ts'
import { useCarnet } from '../carnet.ts'
import { ecrire } from '../echanges/ecrire.ts'
import { Vif } from '../echanges/saisie.tsx'
import type { GroupeVu } from '../echanges/use-groupe.ts'
import { nomDe } from '../noms.ts'
import { ChoixUnique } from '../parts/Choix.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Rang } from '../parts/Rang.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { watchSave } from '../saves.ts'

const PARTAGE = [
  { id: 'moi', libelle: 'Moi seul', aide: 'Personne d’autre ne la reçoit.' },
  { id: 'seance', libelle: 'Le groupe, le temps de la séance', aide: 'Les participants la reçoivent ce jour-là ; elle quitte leurs appareils le lendemain.' },
  { id: 'groupe', libelle: 'Le groupe, jusqu’à la fin du cycle', aide: 'Jamais l’encadrement.' },
]
const SOON = 14
/** The year of a day that is not of this one. */
const annee = (day: string, today: string): string => (day.slice(0, 4) === today.slice(0, 4) ? '' : ` ${day.slice(0, 4)}`)

const text = (fiche: FicheView, champ: string): string => {
  const value = shownValue(fiche.registers, path(champ))
  return typeof value === 'string' ? value : ''
}
const titreDe = (fiche: FicheView): string => text(fiche, 'titre') || 'Situation sans titre'

/** `seance`: only those brought for it. */
export function Situations({ vu, seance }: { groupe: Groupe; vu: GroupeVu; seance?: string }) {
  const { moi, annuaire } = useCarnet()
  const [open, setOpen] = useState<DocId | null>(null)
  const all = vu.vues.filter(({ data }) => data.$gabarit === SITUATION_APP && (!seance || data.$rattachement?.id === seance))
  const mine = all.filter(({ data }) => data.$auteur === moi.personne)
  const others = all.filter(({ data }) => data.$auteur !== moi.personne)
  const shown = mine.find(({ id }) => id === open)
  const soon = mine.filter((one) => text(one, 'purge_le') > vu.today && text(one, 'purge_le') <= dayPlus(vu.today, SOON))
  return (
    <>
      {!seance &&
        soon.map((one) => (
          <p key={one.id} class="annonce" data-ton="attente">
            <strong>
              « {titreDe(one)} » sera effacée le {leJour(text(one, 'purge_le'))}
            </strong>
            Partout, sans retour possible. Vous pouvez changer cette date.
          </p>
        ))}
      {mine.length > 0 && (
        <section class="bloc">
          <h2>Mes situations</h2>
          {seance && mine.some((one) => !text(one, 'partage') || text(one, 'partage') === 'moi') && (
            <p class="detail">Gardée pour vous seul, une situation n’arrive pas au groupe. Touchez-la pour choisir qui la lit.</p>
          )}
          <ul class="rangs">
            {mine.map((one) => (
              <li key={one.id}>
                <button type="button" class="rang" onClick={() => setOpen(one.id)}>
                  <Icon name={text(one, 'partage') === 'moi' || !text(one, 'partage') ? 'verrou' : 'oeil'} />
                  <span class="rang-corps">
                    <span class="rang-titre">{titreDe(one)}</span>
                    <span class="rang-detail">
                      {PARTAGE.find(({ id }) => id === text(one, 'partage'))?.libelle ?? 'Moi seul'}
                      {text(one, 'purge_le') ? ` · s’efface le ${leJour(text(one, 'purge_le'))}${annee(text(one, 'purge_le'), vu.today)}` : ' · date d’effacement à choisir'}
                    </span>
                  </span>
                  <Icon name="suite" taille={1.25} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section class="bloc">
          <h2>Apportées par d’autres</h2>
          <ul class="rangs">
            {others.map((one) => (
              <Rang key={one.id} href={`/fiches/${one.id}`} icon="oeil" titre={titreDe(one)} detail={`Par ${nomDe(annuaire?.personnes, one.data.$auteur)}`} />
            ))}
          </ul>
        </section>
      )}
      {shown && <Mienne fiche={shown} onClose={() => setOpen(null)} />}
    </>
  )
}

function Mienne({ fiche, onClose }: { fiche: FicheView; onClose(): void }) {
  const { db } = useCarnet()
  const [sure, setSure] = useState(false)
  const effacer = () =>
    void watchSave(
      `effacer ${fiche.id}`,
      import('../../store/oubli.ts').then((m) => m.effacerMaintenant(db, fiche.id, fiche.registers)),
    ).then(onClose, () => setSure(false))
  if (sure)
    return (
      <Sheet titre="Effacer pour de bon ?" onClose={onClose}>
        <p>« {titreDe(fiche)} » sera effacée de cet appareil maintenant, et de tous les autres dès qu’ils auront du réseau, avec ses versions. Rien ne pourra la faire revenir.</p>
        <div class="gestes">
          <button type="button" class="geste danger" onClick={effacer}>
            <Icon name="corbeille" taille={1.25} />
            Effacer pour de bon
          </button>
          <button type="button" class="lien" onClick={() => setSure(false)}>
            Garder
          </button>
        </div>
      </Sheet>
    )
  return (
    <Sheet titre={titreDe(fiche)} onClose={onClose}>
      <a class="acte" href={`/fiches/${fiche.id}`}>
        Écrire ou relire
      </a>
      <ChoixUnique
        legende="Qui peut lire ?"
        options={PARTAGE}
        value={text(fiche, 'partage') || null}
        onChange={(partage) => void ecrire(db, fiche, { [path('partage')]: partage }).catch(() => undefined)}
      />
      <Vif fiche={fiche} at={path('purge_le')} type="date" libelle="S’efface d’elle-même le" aide="Partout, sur tous les appareils, avec son historique." />
      <button type="button" class="lien danger" onClick={() => setSure(true)}>
        Effacer maintenant
      </button>
    </Sheet>
  )
}
