// A séance to set or to move: its day, hours and place. Made by those who animate the group, offline as well.
import { useId, useState } from 'preact/hooks'
import type { Groupe, Seance } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { ChampSimple, Heures } from '../parts/ChampSimple.tsx'
import { Nom } from '../parts/Nom.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { annulerSeance, creerSeance, deplacerSeance, type Rendezvous } from './ecrire.ts'

interface Props {
  groupe: Groupe
  /** null: a new one */
  seance: Seance | null
  /** the day to begin with */
  jour?: string
  /** nothing hangs on it yet: it may be taken away */
  vide?: boolean
  onClose(made?: string): void
}

export function SeanceSheet({ groupe, seance, jour, vide, onClose }: Props) {
  const { db, annuaire } = useCarnet()
  const id = useId()
  const [fields, setFields] = useState<Rendezvous>(seance ?? { date: jour ?? null, debut: null, fin: null, lieu: null })
  const [failed, setFailed] = useState(false)
  const set = (part: Partial<Rendezvous>) => setFields((before) => ({ ...before, ...part }))
  const structures = (annuaire?.structures ?? []).map(({ id: key, nom, adresse }) => ({ id: key, nom, detail: adresse }))
  const act = (work: Promise<unknown>) => void work.then((made) => onClose(typeof made === 'string' ? made : undefined), () => setFailed(true))
  const { date, debut, fin, lieu } = fields
  const keep = () => {
    const given: Rendezvous = { date, debut, fin, lieu }
    act(seance ? deplacerSeance(db, seance, given) : creerSeance(db, groupe, given))
  }
  return (
    <Sheet titre={seance ? 'Modifier la séance' : 'Fixer une séance'} onClose={() => onClose()}>
      <form
        class="formulaire"
        onSubmit={(event) => {
          event.preventDefault()
          if (date) keep()
        }}
      >
        <ChampSimple id={`${id}-date`} libelle="Jour">
          <input id={`${id}-date`} class="saisie" type="date" required value={date ?? ''} onInput={(event) => set({ date: event.currentTarget.value || null })} />
        </ChampSimple>
        <div class="paire">
          <Heures debut={debut} fin={fin} set={set} />
        </div>
        <Nom
          libelle={groupe.type === 'groupe_app' ? 'Lieu' : 'Structure hôte'}
          aide="Tourner d’une structure à l’autre aide à se connaître."
          list={structures}
          value={lieu ? nomDe(annuaire?.structures, lieu) : null}
          onChange={(value) => set({ lieu: value })}
        />
        {failed && (
          <p class="annonce" data-ton="alerte" role="alert">
            Cette séance n’a pas pu être enregistrée. Ce que vous avez saisi est encore là : réessayez.
          </p>
        )}
        <button type="submit" class="acte" disabled={!date}>
          {seance ? 'Enregistrer' : 'Fixer la séance'}
        </button>
        {seance && vide && (
          <button type="button" class="lien danger" onClick={() => act(annulerSeance(db, seance).then(() => undefined))}>
            Retirer cette séance
          </button>
        )}
      </form>
    </Sheet>
  )
}
