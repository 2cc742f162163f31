// The same fiche begun twice by one person (on two devices without network): both are shown, the person keeps one, the
// other goes to the corbeille. Nothing is merged by itself.
import { useState } from 'preact/hooks'
import type { Noms } from '../../forms/contexte.ts'
import { champsOf } from '../../forms/gabarit.ts'
import { readReponse } from '../../forms/read-reponse.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import { deleteDocument, type FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { watchSave } from '../saves.ts'
import { avanceeDe, useGabarits } from '../use-progress.ts'
import { Icon } from './Icon.tsx'
import { Sheet } from './Sheet.tsx'

/** How many, in words that begin a sentence. */
const combienDe = (n: number): string => (n === 2 ? 'Deux' : n === 3 ? 'Trois' : String(n))

/** `fiches`: those of one author and one gabarit that is filled once. Shown only when there are several. */
export function DeuxFiches({ titre, fiches }: { titre: string; fiches: readonly FicheView[] }) {
  const [open, setOpen] = useState(false)
  if (fiches.length < 2) return null
  return (
    <li class="annonce">
      <p>
        {combienDe(fiches.length)} fiches « {titre} » ont été commencées, sans doute sur deux appareils. Rien n’est
        perdu : regardez-les, et gardez celle que vous voulez.
      </p>
      <button type="button" class="geste" onClick={() => setOpen(true)}>
        <Icon name="deux" taille={1.25} />
        Voir les {fiches.length === 2 ? 'deux' : fiches.length}
      </button>
      {open && <Choisir titre={titre} fiches={fiches} onClose={() => setOpen(false)} />}
    </li>
  )
}

function Choisir({ titre, fiches, onClose }: { titre: string; fiches: readonly FicheView[]; onClose(): void }) {
  const { db } = useCarnet()
  const gabarits = useGabarits(fiches)
  const [failed, setFailed] = useState(false)

  async function keep(kept: FicheView): Promise<void> {
    try {
      for (const { id } of fiches.filter((one) => one.id !== kept.id)) {
        await watchSave(`corbeille ${id}`, deleteDocument(db, id))
      }
      onClose()
    } catch {
      setFailed(true) // the chip says why; what was not put away is still there
    }
  }

  return (
    <Sheet titre={titre} onClose={onClose}>
      <p>
        Gardez-en une ; l’autre ira à la corbeille, d’où vous pourrez la reprendre. Si chacune a du bon, recopiez
        d’abord ce qui manque à celle que vous gardez.
      </p>
      {fiches.map((fiche, i) => (
        <section key={fiche.id} class="version" aria-label={`Fiche ${i + 1}`}>
          <p class="detail">
            {['Dernier changement', momentInWords(fiche.updated)].join(' ')}
            {avanceeDe(fiche, gabarits) ? `, ${avanceeDe(fiche, gabarits)?.mots}` : ''}
          </p>
          <Reponses fiche={fiche} gabarits={gabarits} />
          <div class="gestes">
            <button type="button" class="geste" onClick={() => void keep(fiche)}>
              Garder celle-ci
            </button>
            <a class="lien" href={`/fiches/${fiche.id}`}>
              Ouvrir
            </a>
          </div>
        </section>
      ))}
      {failed && (
        <p class="annonce" data-ton="alerte" role="alert">
          Le choix n’a pas pu être enregistré. Les fiches sont toujours là ; réessayez.
        </p>
      )}
    </Sheet>
  )
}

function Reponses({ fiche, gabarits }: { fiche: FicheView; gabarits: ReturnType<typeof useGabarits> }) {
  const { annuaire } = useCarnet()
  const gabarit = gabarits.get(`${fiche.data.$gabarit} ${fiche.data.$gabarit_version}`)
  if (!gabarit) return null
  const choix = (list: readonly { id: string; nom: string }[] = []) => list.map(({ id, nom }) => ({ id, libelle: nom }))
  const noms: Noms = {
    structures: choix(annuaire?.structures),
    personnes: choix(annuaire?.personnes),
    groupes: choix(annuaire?.groupes),
  }
  const reponses = reponsesOf(gabarit, fiche.registers)
  const given = champsOf(gabarit)
    .map((champ) => ({ champ, words: readReponse(champ, reponses[champ.id] ?? null, noms) }))
    .filter(({ words }) => words !== '')
  if (given.length === 0) return <p>Aucune réponse.</p>
  return (
    <dl class="personnes">
      {given.map(({ champ, words }) => (
        <div key={champ.id}>
          <dt>{champ.libelle}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
