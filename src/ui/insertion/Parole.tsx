// The employee's own words, on the phone that is handed over: their questions alone, nothing else on screen: the places of the
// app lead to other employees.
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import type { Save } from '../../forms/contexte.ts'
import { FicheForm } from '../../forms/FicheForm.tsx'
import type { Gabarit } from '../../forms/gabarit.ts'
import { findGabarit } from '../../forms/load-gabarit.ts'
import { type FicheView, findFiche, findImmersion, saveReponse } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { droitsDe, enteteDe, politiqueDe } from '../lecture.ts'
import { findResume } from '../../forms/catalogue.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { watchSave } from '../saves.ts'
import { useContexte } from '../use-contexte.ts'
import { useLive } from '../use-live.ts'
import { Ecouter } from './Ecouter.tsx'
import { gabaritParole, registresDe } from './paroles.ts'
import '../look/screens.css'
import './insertion.css'

export default function Parole({ id }: { id: string }) {
  const { db, moi, annuaire } = useCarnet()
  const fiche = useLive(() => findFiche(db, id as DocId), [db, id])
  const at = fiche?.data.$immersion ?? null
  const read = useLive(async () => ({ at, view: at ? await findImmersion(db, at as DocId) : null }), [db, at])
  // What was read before the fiche was known is of no immersion: not of this one.
  const immersion = read && read.at === at ? read.view : undefined
  const [gabarit, setGabarit] = useState<Gabarit | null>(null)
  const name = fiche?.data.$gabarit
  const version = fiche?.data.$gabarit_version
  useEffect(() => {
    if (name === undefined || version === undefined) return
    void findGabarit(name, version).then((found) => found.ok && setGabarit(gabaritParole(found.gabarit)), () => undefined)
  }, [name, version])
  if (fiche === null) return <Page titre="Fiche introuvable" retour="/immersions">{null}</Page>
  if (!fiche || !gabarit || immersion === undefined || !annuaire) return <Page titre="À vous la parole" retour={`/fiches/${id}`}>{null}</Page>
  const resume = findResume(gabarit.id)
  const entete = enteteDe(resume && politiqueDe(resume), { auteur: fiche.data.$auteur, immersion: immersion?.data ?? null, rattachement: fiche.data.$rattachement, registers: fiche.registers })
  const writes = droitsDe(entete, moi.personne, annuaire).ecrire && fiche.data.$etat?.etat !== 'signee'
  return (
    <Page titre="À vous la parole" lieu={gabarit.titre_court} chapeau={<p>Répondez avec vos mots. Vous pourrez tout relire avant de signer.</p>}>
      <Formulaire fiche={fiche} gabarit={gabarit} immersion={immersion?.data ?? null} readOnly={!writes} />
      <a class="acte" href={`/fiches/${id}`}>
        <Icon name="coche" />
        J’ai fini, rendre le téléphone
      </a>
    </Page>
  )
}

const ROLES = ['salarie_insertion'] as const

function Formulaire({ fiche, gabarit, immersion, readOnly }: { fiche: FicheView; gabarit: Gabarit; immersion: Immersion | null; readOnly: boolean }) {
  const { db } = useCarnet()
  const contexte = useContexte(immersion, gabarit, { fiche, roles: ROLES, acces: [] })
  const save = useMemo<Save>(
    () => (set, seen, acces) => watchSave(`${fiche.id} ${Object.keys(set).join()}`, saveReponse(db, fiche.id, acces, set, seen), set),
    [db, fiche.id],
  )
  if (!contexte) return null
  return (
    <div class="insertion-parole">
      <h2 class="lu">Vos questions</h2>
      <FicheForm gabarit={gabarit} registers={registresDe(gabarit, fiche.registers)} contexte={contexte} save={save} readOnly={readOnly} />
      {!readOnly && <Ecouter gabarit={gabarit} registers={fiche.registers} />}
    </div>
  )
}
