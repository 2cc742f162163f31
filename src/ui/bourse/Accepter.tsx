// The host agrees to a request: who receives, which days. The immersion has them at once; the return is there to plan.
import { useState } from 'preact/hooks'
import type { Demande } from '../../suivi/bourse-demandes.ts'
import { joursDe } from '../../suivi/bourse-offres.ts'
import { isLongue, JOURS_MAX } from '../../suivi/bourse-solde.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { ChampSimple, Heures } from '../parts/ChampSimple.tsx'
import { Nom } from '../parts/Nom.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { accepter } from './actes.ts'

export function Accepter({ demande, onClose }: { demande: Demande; onClose(): void }) {
  const carnet = useCarnet()
  const { annuaire, moi } = carnet
  const host = demande.immersion?.structure_accueil ?? null
  const people = (annuaire?.personnes ?? []).filter(({ structure }) => structure === host)
  const [accueillant, setAccueillant] = useState<string | null>(people.some(({ id }) => id === moi.personne) ? moi.personne : null)
  const [days, setDays] = useState<string[]>(() => Array.from({ length: Math.ceil(joursDe(demande.fiche.reponses.duree) ?? 2) }, () => ''))
  const [{ debut, fin }, setHours] = useState<{ debut: string | null; fin: string | null }>({ debut: null, fin: null })
  const [busy, setBusy] = useState(false)
  const dates = [...new Set(days.filter(Boolean))].sort()
  const periodes = Array.isArray(demande.fiche.reponses.periodes) ? (demande.fiche.reponses.periodes as { du?: string; au?: string }[]) : []
  return (
    <Sheet titre="Accepter et fixer les jours" onClose={onClose}>
      <form
        class="formulaire"
        onSubmit={(event) => {
          event.preventDefault()
          setBusy(true)
          const accueil = { accueillant, dates, heure_debut: debut, heure_fin: fin, lieu: demande.offreVisee?.lieu || null }
          void accepter(carnet, demande, accueil).then(onClose, () => setBusy(false)) // the chip says why; the fields stay
        }}
      >
        {periodes.length > 0 && (
          <p>
            Périodes proposées :{' '}
            {periodes.flatMap(({ du, au }) => (du ? [au && au !== du ? `du ${dayInWords(du)} au ${dayInWords(au)}` : dayInWords(du)] : [])).join(' ; ')}
          </p>
        )}
        <Nom
          libelle="Professionnel accueillant"
          list={people.map(({ id, nom, fonction }) => ({ id, nom, detail: fonction }))}
          value={accueillant}
          onChange={setAccueillant}
        />
        {days.map((day, i) => (
          <ChampSimple key={i} id={`jour-${i}`} libelle={`Jour ${i + 1}`}>
            <input id={`jour-${i}`} class="saisie" type="date" value={day} onInput={(e) => setDays(days.with(i, e.currentTarget.value))} />
          </ChampSimple>
        ))}
        <button type="button" class="lien" onClick={() => setDays([...days, ''])}>
          Ajouter un jour
        </button>
        {isLongue({ dates }) && (
          <p class="annonce" data-ton="attente" role="status">
            Plus de {JOURS_MAX} jours : la bourse prévoit des immersions courtes, de deux ou trois jours. Vous pouvez continuer.
          </p>
        )}
        <div class="paire">
          <Heures debut={debut} fin={fin} set={(part) => setHours((before) => ({ ...before, ...part }))} />
        </div>
        <button type="submit" class="acte" disabled={busy || dates.length === 0}>
          Accepter la demande
        </button>
      </form>
    </Sheet>
  )
}
