// A document that is not there yet, or that somebody else composed.
import { useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { findResume } from '../../forms/catalogue.ts'
import { libelleRole } from '../../forms/roles.ts'
import { createFiche } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { droitsDe, enteteDe, politiqueDe } from '../lecture.ts'
import { nomDe } from '../noms.ts'
import type { FicheIci } from '../relecture/use-dossier.ts'
import { watchSave } from '../saves.ts'

/** Begins the document, empty: nothing of the notes or of the évaluation is in it. */
export function Commencer({ gabarit: id, immersion }: { gabarit: string; immersion: Immersion }) {
  const { db, moi, annuaire } = useCarnet()
  const [failed, setFailed] = useState(false)
  const resume = findResume(id)
  if (!resume || !annuaire) return null
  const entete = enteteDe(politiqueDe(resume), { auteur: moi.personne, immersion, rattachement: null })
  if (!immersion.accueilli.includes(moi.personne) && !(droitsDe(entete, moi.personne, annuaire).creer && immersion.$auteur === moi.personne))
    return (
      <p>
        Pas encore partagé avec vous. Rempli par : {resume.rempli_par.map((role) => libelleRole(role).toLowerCase()).join(', ')}.
      </p>
    )
  const begin = () => {
    const fiche = { gabarit: id, version: resume.version, immersion: immersion.id, rattachement: null }
    watchSave(`fiche ${id}`, createFiche(db, fiche)).catch(() => setFailed(true))
  }
  return (
    <>
      {failed && (
        <p class="annonce" data-ton="alerte" role="alert">
          Le document n’a pas pu être commencé. Rien n’a été perdu : réessayez.
        </p>
      )}
      <button type="button" class="acte" onClick={begin}>
        Composer ce document
      </button>
    </>
  )
}

/** Shared with me: to be read, and answered when a part of it is mine. */
export function DAutrui({ ici }: { ici: FicheIci }) {
  const { annuaire } = useCarnet()
  const { fiche, droits } = ici
  const etat = fiche.data.$etat
  return (
    <>
      <p>
        Composé par {nomDe(annuaire?.personnes, fiche.data.$auteur)}
        {etat?.le ? `, partagé ${dayInWords(etat.le)}` : ''}.
      </p>
      <a class="acte" href={`/fiches/${fiche.id}`}>
        {droits.ecrire ? 'Lire et répondre' : 'Lire'}
      </a>
    </>
  )
}
