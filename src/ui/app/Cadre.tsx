// The frame of the group: its rules, accepted by each participant on their own device, then guaranteed by the management.
// Whoever signs covers the acceptances too: they come first.
import type { Groupe } from '../../domain/collections.ts'
import { path } from '../../domain/id.ts'
import { type Registers, shownHead } from '../../domain/register.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { Path } from '../../domain/id.ts'
import { aAccepte, CADRE, cadreDe } from '../../suivi/app.ts'
import { useCarnet } from '../carnet.ts'
import { cellules, ecrire, ligneDe, nouvelleFiche } from '../echanges/ecrire.ts'
import type { GroupeVu } from '../echanges/use-groupe.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { useGabarits } from '../use-progress.ts'

/** Who wrote the acceptance of a person; null: nobody did. */
function accordDe(registers: Registers, id: string, nom: string): string | null {
  const row = lignesOf('participants', registers).find(({ cells }) => (cells.participant === id || cells.participant === nom) && cells.engagement === true)
  return row ? (shownHead(registers, `participants/${row.id}/engagement` as Path)?.u ?? null) : null
}

export function Cadre({ groupe, vu }: { groupe: Groupe; vu: GroupeVu }) {
  const { db, moi, annuaire } = useCarnet()
  const { monde, roles, participants } = vu
  const lu = cadreDe(monde.fiches, groupe.id)
  const fiche = lu && vu.vueDe(lu)
  const gabarit = [...useGabarits(fiche ? [fiche] : []).values()][0]
  const regles = gabarit?.sections.find(({ id }) => id === 'regles')?.champs ?? []
  const me = annuaire?.personnes.find(({ id }) => id === moi.personne)
  if (!fiche || !annuaire) {
    if (!roles.has('intervenant_app')) return null
    const begin = () =>
      void nouvelleFiche(db, CADRE, 'groupe', groupe.id, { [path('intitule')]: groupe.nom, [path('intervenant')]: moi.nom }).catch(() => undefined)
    return (
      <section class="bloc">
        <h2>Cadre du groupe</h2>
        <p>Les règles, les dates et l’engagement de chacun s’écrivent avant la première séance.</p>
        <button type="button" class="geste" onClick={begin}>
          <Icon name="plus" taille={1.25} />
          Écrire le cadre
        </button>
      </section>
    )
  }
  const accepted = participants.filter((one) => aAccepte(lu, one))
  const mine = me && roles.has('participant_app') && !accepted.includes(me) ? me : null
  const accepter = () => {
    if (!mine) return
    const row = ligneDe(fiche.registers, 'participants', 'participant', mine.id, mine.nom)
    void ecrire(db, fiche, cellules(fiche.registers, 'participants', row, { participant: mine.id, engagement: true })).catch(() => undefined) // the chip says why
  }
  const signed = lu?.reponses.signature_encadrement !== undefined
  const all = accepted.length === participants.length
  return (
    <section class="bloc">
      <h2>Cadre du groupe</h2>
      {mine && (
        <>
          <ul class="liste">
            {regles.map(({ id, libelle }) => (
              <li key={id}>{libelle}</li>
            ))}
          </ul>
          <button type="button" class="acte" onClick={accepter}>
            J’accepte ce cadre
          </button>
        </>
      )}
      <p role="status">
        {accepted.length} participants sur {participants.length} l’ont accepté.{' '}
        {signed ? 'L’encadrement s’est engagé sur l’assiduité.' : all ? 'L’encadrement peut s’engager.' : 'L’encadrement s’engagera ensuite.'}
      </p>
      <details>
        <summary class="lien">Qui a accepté</summary>
        <ul class="rangs">
          {participants.map(({ id, nom }) => {
            const by = accordDe(fiche.registers, id, nom)
            return (
              <li key={id} class="theme">
                <strong>{nom}</strong>
                <span class="detail">{by === null ? 'Pas encore' : by === id ? 'A accepté' : `Accord noté par ${nomDe(annuaire.personnes, by)}`}</span>
              </li>
            )
          })}
        </ul>
      </details>
      {roles.has('encadrement_app') && !signed && !all && (
        <p class="detail">Votre signature couvre aussi leurs accords : elle serait à refaire si elle venait avant.</p>
      )}
      <a class="geste" href={`/fiches/${fiche.id}${roles.has('encadrement_app') && !signed && all ? '?champ=disponibilite' : ''}`}>
        {roles.has('encadrement_app') && !signed && all ? 'M’engager sur l’assiduité' : 'Lire le cadre entier'}
      </a>
    </section>
  )
}
