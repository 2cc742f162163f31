// The meetings in the space of a group: the next one as the page opens, and one more to set. The same for each kind of group.
import { useLocation } from 'preact-iso'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Annuaire } from '../../domain/acces.ts'
import type { Groupe } from '../../domain/collections.ts'
import { dayInWords } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { ouEtQuand } from './rangs.tsx'
import { SeanceSheet } from './SeanceSheet.tsx'
import type { GroupeVu } from './use-groupe.ts'

interface ProchaineProps {
  vu: GroupeVu
  annuaire: Annuaire
  /** what is said of it, then what may be done */
  children?: ComponentChildren
  /** said, then to do, when there is none */
  aucune: ComponentChildren
}

/** The next meeting, or that there is none yet. */
export function Prochaine({ vu: { prochaine, today }, annuaire, children, aucune }: ProchaineProps) {
  const where = prochaine && ouEtQuand(prochaine, annuaire)
  return (
    <section class="du-jour" aria-labelledby="prochaine">
      {prochaine ? (
        <>
          <p class="surtitre">{prochaine.date === today ? 'Aujourd’hui' : 'Prochaine séance'}</p>
          <h2 id="prochaine" class="jour-plein">
            {dayInWords(prochaine.date)}
          </h2>
          {where && <p>{where}</p>}
          {children}
        </>
      ) : (
        <>
          <h2 id="prochaine">Pas encore de prochaine séance</h2>
          {aucune}
        </>
      )}
    </section>
  )
}

interface FixerProps {
  groupe: Groupe
  libelle: string
  /** the day to begin with */
  jour?: string | undefined
  /** the main act of the screen */
  acte?: boolean
}

/** Sets one more meeting, then opens it. */
export function Fixer({ groupe, libelle, jour, acte }: FixerProps) {
  const { route } = useLocation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" class={acte ? 'acte' : 'geste'} onClick={() => setOpen(true)}>
        {!acte && <Icon name="plus" taille={1.25} />}
        {libelle}
      </button>
      {open && (
        <SeanceSheet
          groupe={groupe}
          seance={null}
          {...(jour ? { jour } : {})}
          onClose={(made) => {
            setOpen(false)
            if (made) route(`/reseau/seance/${made}`)
          }}
        />
      )}
    </>
  )
}
