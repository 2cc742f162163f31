// All the immersions of this device: found by words, by statut; the next ones first.
import { useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { listImmersions } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords, dayOf } from '../dates.ts'
import { matches, nomDe, statuts } from '../immersion.ts'
import { Icon } from '../parts/Icon.tsx'
import { ImmersionRangs } from '../parts/ImmersionRangs.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { useLive } from '../use-live.ts'
import '../look/screens.css'

export default function Immersions() {
  const { db, annuaire } = useCarnet()
  const views = useLive(() => listImmersions(db), [db])
  const [search, setSearch] = useState('')
  const [statut, setStatut] = useState('')
  if (!views) return <Page titre="Immersions">{null}</Page>
  const all = views.map(({ data }) => data)
  const texts = (i: Immersion) => [
    i.titre,
    nomDe(annuaire?.structures, i.structure_accueil),
    nomDe(annuaire?.structures, i.structure_appartenance),
    nomDe(annuaire?.personnes, i.accueillant),
    ...i.accueilli.map((id) => nomDe(annuaire?.personnes, id)),
    i.salarie_repere,
    ...i.dates.map((day) => dayInWords(day)),
  ]
  const found = all.filter((i) => (statut === '' || i.statut === statut) && matches(search, texts(i)))
  const present = Object.entries(statuts).filter(([id]) => all.some((i) => i.statut === id))
  return (
    <Page titre="Immersions">
      <a class="acte" href="/immersions/nouvelle">
        <Icon name="plus" />
        Créer une immersion
      </a>
      {all.length > 3 && (
        <div class="paire">
          <div class="champ-simple">
            <label for="cherche">Chercher</label>
            <input
              id="cherche"
              class="saisie"
              type="search"
              value={search}
              onInput={(e) => setSearch(e.currentTarget.value)}
              placeholder="Lieu, nom, mot"
            />
          </div>
          <div class="champ-simple">
            <label for="statut">Statut</label>
            <select id="statut" class="saisie" value={statut} onChange={(e) => setStatut(e.currentTarget.value)}>
              <option value="">Tous</option>
              {present.map(([id, libelle]) => (
                <option key={id} value={id}>
                  {libelle}
                </option>
              ))}
            </select>
          </div>
        </div>
      )}
      {all.length > 0 && (
        <a class="lien au-bord" href="/sorties">
          Imprimer, exporter, agenda
        </a>
      )}
      <p class="lu" role="status">
        {search || statut ? `${found.length} sur ${all.length}` : ''}
      </p>
      {all.length === 0 ? (
        <Tirage>
          <p>Pas encore d’immersion ici. Créez-en une : elle sera gardée sur cet appareil, même sans réseau.</p>
        </Tirage>
      ) : found.length === 0 ? (
        <p>Aucune immersion ne correspond. Essayez un autre mot, ou tous les statuts.</p>
      ) : (
        <ImmersionRangs immersions={found} today={dayOf(new Date())} peu />
      )}
    </Page>
  )
}
