// The offers of the bourse: searched by words, champ, place, month and profile; mine and those to read again first.
import type { Groupe } from '../../domain/collections.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import { peutPublier } from '../../suivi/bourse-demandes.ts'
import { chercherOffres, isPubliee, MOIS_LONGS, type Offre, type Profil, profils } from '../../suivi/bourse-offres.ts'
import { rolesAt } from '../../domain/acces.ts'
import { useFiltre } from '../insertion/filtre-garde.ts'
import { Icon } from '../parts/Icon.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { motsPublication } from './mots.ts'
import type { Bourse } from './use-bourse.ts'

const AUCUN = { texte: '', champ: '', commune: '', mois: '', profil: '' }
const ofProfil = new Map<string, Profil>(profils.map(({ id }) => [id, id]))

export function Offres({ groupe, bourse }: { groupe: Groupe; bourse: Bourse }) {
  const { monde, offres } = bourse
  const [{ texte, ...choix }, setChoix] = useFiltre(AUCUN)
  const members = offres.filter(({ fiche }) => groupe.structures.includes(fiche.rattachement?.id ?? ''))
  const open = members.filter(isPubliee)
  // Those that the pilote reads again, apart from those that wait for somebody else.
  const aRelire = members.filter((offre) => offre.publication?.etat === 'proposee' && peutPublier(offre, 'publiee', monde))
  const waiting = members.filter(
    (offre) => !isPubliee(offre) && !aRelire.includes(offre) && (offre.fiche.auteur === monde.moi || peutPublier(offre, 'proposee', monde) || offre.publication?.etat === 'proposee'),
  )
  const me = monde.annuaire.personnes.find(({ id }) => id === monde.moi)
  const writes = me && groupe.structures.includes(me.structure ?? '') && rolesAt(me, me.structure).includes('redacteur_offre')
  const found = chercherOffres(open, {
    texte,
    champ: choix.champ || null,
    commune: choix.commune || null,
    mois: Number(choix.mois) || null,
    profil: ofProfil.get(choix.profil) ?? null,
  })
  const actifs = Object.values(choix).filter(Boolean).length
  const known = (values: (string | null)[]): string[] => [...new Set(values)].filter((one): one is string => one !== null).sort((a, b) => a.localeCompare(b, 'fr'))
  const filtres = [
    { id: 'champ', libelle: 'Champ', tous: 'Tous les champs', options: known(open.map(({ champ }) => champ)).map((id) => ({ id, libelle: libelleOf('champs_intervention', id) })) },
    { id: 'commune', libelle: 'Lieu', tous: 'Tous les lieux', options: known(open.map(({ commune }) => commune)).map((id) => ({ id, libelle: id })) },
    { id: 'mois', libelle: 'Période', tous: 'Tous les mois', options: MOIS_LONGS.map((libelle, i) => ({ id: String(i + 1), libelle })) },
    { id: 'profil', libelle: 'Profil accueilli', tous: 'Tous les profils', options: profils.map(({ id, libelle }) => ({ id, libelle })) },
  ] as const
  return (
    <>
      {writes && (
        <a class="geste" href={`/ouvrir?gabarit=beprip-fiche-offre-accueil&type=structure&objet=${me.structure}&autre`}>
          <Icon name="plus" taille={1.25} /> Rédiger une offre d’accueil
        </a>
      )}
      {[{ titre: 'À relire', list: aRelire }, { titre: 'Pas encore publiées', list: waiting }].map(
        ({ titre, list }) =>
          list.length > 0 && (
            <section key={titre} class="bloc">
              <h2>{titre}</h2>
              <ul class="rangs">
                {list.map((offre) => (
                  <Rang key={offre.id} offre={offre} etat={offre.publication ? motsPublication[offre.publication.etat] : 'Brouillon'} />
                ))}
              </ul>
            </section>
          ),
      )}
      {open.length === 0 ? (
        <Tirage>
          <p>Aucune offre publiée pour l’instant. La première peut être la vôtre.</p>
        </Tirage>
      ) : (
        <section class="bloc">
          <h2>Offres d’accueil</h2>
          <div class="champ-simple">
            <label for="cherche-offre">Chercher</label>
            <input id="cherche-offre" class="saisie" type="search" placeholder="Atelier, permanence, infirmier…" value={texte} onInput={(e) => setChoix({ texte: e.currentTarget.value })} />
          </div>
          <details class="bourse-plie">
            <summary class="geste">
              <Icon name="filtre" taille={1.25} />
              {actifs === 0 ? 'Filtrer' : actifs === 1 ? 'Filtrer : 1 filtre actif' : `Filtrer : ${actifs} filtres actifs`}
            </summary>
            <div class="bourse-filtres">
              {filtres.map(({ id, libelle, tous, options }) => (
                <div key={id} class="champ-simple">
                  <label for={`filtre-${id}`}>{libelle}</label>
                  <select id={`filtre-${id}`} class="saisie" value={choix[id]} onChange={(e) => setChoix({ [id]: e.currentTarget.value })}>
                    <option value="">{tous}</option>
                    {options.map((option) => (
                      <option key={option.id} value={option.id}>
                        {option.libelle}
                      </option>
                    ))}
                  </select>
                </div>
              ))}
            </div>
            {actifs > 0 && (
              <button type="button" class="lien" onClick={() => setChoix({ ...AUCUN, texte })}>
                Ne plus filtrer
              </button>
            )}
          </details>
          <p class="detail" role="status">
            {found.length === 0 ? 'Aucune offre ne correspond : élargissez la recherche.' : found.length === 1 ? '1 offre' : `${found.length} offres`}
          </p>
          <ul class="rangs">
            {found.map(({ offre, aVerifier }) => (
              <Rang key={offre.id} offre={offre} etat={aVerifier.length > 0 ? `À vérifier : ${aVerifier.join(', ')}` : ''} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Rang({ offre, etat }: { offre: Offre; etat: string }) {
  return (
    <li>
      <a class="rang" href={`/reseau/offre/${offre.id}`}>
        <span class="rang-corps">
          <span class="rang-titre">{offre.nom}</span>
          <span class="rang-detail">
            {[offre.lieu, offre.champ ? libelleOf('champs_intervention', offre.champ) : ''].filter(Boolean).join(' · ')}
          </span>
          {etat && <span class="fiche-etat">{etat}</span>}
        </span>
        <Icon name="suite" taille={1.25} />
      </a>
    </li>
  )
}
