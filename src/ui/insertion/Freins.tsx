// R-POSE-07: every obstacle that is not lifted in the réseau, the most urgent first, until the final bilan of its immersion.
import { libelleOf } from '../../forms/referentiels.ts'
import { freinsOuverts } from '../../suivi/immersion-salarie.ts'
import { shortDay } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { etatsFrein, quiLeve } from './mots.ts'
import { useGroupe, useReseau } from './use-pose.ts'
import '../look/screens.css'
import './insertion.css'

export default function Freins({ id }: { id: string }) {
  const groupe = useGroupe(id)
  const vue = useReseau(groupe ?? undefined)
  if (groupe === null) return <Page titre="Réseau introuvable" retour="/reseau">{null}</Page>
  const rows = (vue?.suivies ?? [])
    .flatMap((suivie) => freinsOuverts(suivie).map((frein) => ({ suivie, frein })))
    .sort((a, b) => ((a.frein.echeance || '9') < (b.frein.echeance || '9') ? -1 : 1))
  return (
    <Page
      titre="Freins à lever"
      lieu={groupe?.nom ?? 'Réseau'}
      retour={`/reseau/groupe/${id}`}
      chapeau={<p>Ils restent ici jusqu’au bilan final : les lever maintenant plutôt qu’à la fin du contrat.</p>}
    >
      {vue && rows.length === 0 && (
        <Tirage>
          <p>Aucun frein à lever dans vos immersions.</p>
        </Tirage>
      )}
      <ul class="rangs">
        {rows.map(({ suivie, frein }, i) => {
          const late = vue !== undefined && frein.echeance !== '' && frein.echeance < vue.today
          return (
            <li key={`${suivie.immersion.id} ${i}`}>
              <a class="rang rang-date" href={`/fiches/${suivie.freins?.id}?champ=freins`}>
                <span class={late ? 'date insertion-tard' : 'date'}>{frein.echeance ? shortDay(frein.echeance) : '–'}</span>
                <span class="rang-corps">
                  <span class="rang-titre">{frein.besoin || libelleOf('types_freins', frein.type)}</span>
                  <span class="rang-detail">
                    {[suivie.immersion.salarie_repere, libelleOf('types_freins', frein.type), quiLeve[frein.qui], etatsFrein[frein.etat]].filter(Boolean).join(' · ')}
                  </span>
                  {late && <span class="rang-acte insertion-tard">Échéance dépassée</span>}
                </span>
                <Icon name="suite" taille={1.25} />
              </a>
            </li>
          )
        })}
      </ul>
    </Page>
  )
}
