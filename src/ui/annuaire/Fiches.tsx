// The fiches attached to a structure, a group or a session: those that exist, then those one may begin.
import type { Rattachement } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import { catalogue, type GabaritResume } from '../../forms/catalogue.ts'
import { fichesOf } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { courte, droitsDe, enteteDe, politiqueDe } from '../lecture.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { useLive } from '../use-live.ts'
import { avanceeDe, useGabarits } from '../use-progress.ts'

interface FichesProps {
  rattachement: Rattachement
  /** the gabarits of this page */
  of(gabarit: GabaritResume): boolean
  /** a gabarit whose fiches are listed elsewhere on the page; it can still be begun here */
  ailleurs?: string
}

/** The fiches that exist here, and those that I may begin. */
export function Fiches({ rattachement, of, ailleurs }: FichesProps) {
  const { db, moi, annuaire } = useCarnet()
  const all = useLive(() => fichesOf(db, { rattachement: rattachement.id as DocId }), [db, rattachement.id])
  const fiches = all?.filter(({ data }) => data.$gabarit !== ailleurs)
  const gabarits = useGabarits(fiches ?? [])
  if (!fiches || !annuaire) return null
  const possible = catalogue.filter(
    (gabarit) =>
      of(gabarit) &&
      droitsDe(
        enteteDe(politiqueDe(gabarit), { auteur: moi.personne, immersion: null, rattachement }),
        moi.personne,
        annuaire,
      ).creer,
  )
  const open = possible.filter(
    (gabarit) => gabarit.repetable || !fiches.some(({ data }) => data.$gabarit === gabarit.id),
  )
  if (fiches.length === 0 && open.length === 0) return null
  return (
    <section class="bloc">
      <h2>Fiches</h2>
      <ul class="rangs">
        {fiches.map((fiche) => {
          const resume = catalogue.find((gabarit) => gabarit.id === fiche.data.$gabarit)
          const how = avanceeDe(fiche, gabarits)
          return (
            <li key={fiche.id}>
              <a class="rang" href={`/fiches/${fiche.id}`}>
                <Icon name="feuille" />
                <span class="rang-corps">
                  <span class="rang-titre">{resume?.titre_court ?? 'Fiche'}</span>
                  <span class="rang-detail">
                    {fiche.data.$auteur === moi.personne
                      ? 'Par vous'
                      : `Par ${nomDe(annuaire.personnes, fiche.data.$auteur)}`}
                    {fiche.data.$cree_le ? `, ${dayInWords(fiche.data.$cree_le)}` : ''}
                  </span>
                </span>
                <span class="fiche-etat" data-faite={how?.validee ? 'oui' : undefined}>
                  {how?.validee ? 'Validée' : (how?.mots ?? '')}
                </span>
              </a>
            </li>
          )
        })}
        {open.map((gabarit) => (
          <li key={gabarit.id}>
            <a
              class="rang"
              href={`/ouvrir?gabarit=${gabarit.id}&type=${rattachement.type}&objet=${rattachement.id}&autre`}
            >
              <Icon name="plus" />
              <span class="rang-corps">
                <span class="rang-titre">{gabarit.titre_court}</span>
                <span class="rang-detail">À commencer · {courte[gabarit.visibilite]}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
