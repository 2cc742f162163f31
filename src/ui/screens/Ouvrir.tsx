// Opens the fiche of a gabarit: the one that exists, or a new one, begun with what is already known (its prefill).
import { useLocation } from 'preact-iso'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { findResume } from '../../forms/catalogue.ts'
import { loadGabarit } from '../../forms/load-gabarit.ts'
import { prefill } from '../../forms/prefill.ts'
import { createFiche, fichesOf, findImmersion } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { Page } from '../parts/Page.tsx'
import { sourcesOf } from '../prefill-sources.ts'
import { watchSave } from '../saves.ts'
import '../look/screens.css'

export default function Ouvrir() {
  const { db, moi, annuaire } = useCarnet()
  const { query, route } = useLocation()
  const [failed, setFailed] = useState(false)
  const begun = useRef(false)
  const { gabarit: id = '', immersion = null, type, objet } = query
  const another = query.autre !== undefined

  async function open(): Promise<void> {
    if (!annuaire) return
    const resume = findResume(id)
    const rattachement = type && objet ? { type, id: objet } : null
    if (!resume || (!immersion && !rattachement)) return route('/', true)
    const held = await fichesOf(db, immersion ? { immersion } : { rattachement: objet ?? '' })
    const same = held.find(({ data }) => data.$gabarit === id)
    if (same && !another) return route(`/fiches/${same.id}`, true)
    const gabarit = await loadGabarit(id, resume.version)
    const view = immersion ? await findImmersion(db, immersion as DocId) : null
    const sources = await sourcesOf(db, moi, annuaire, view?.data ?? null, gabarit)
    const ecriture = prefill(gabarit, sources)
    if (objet && ['programme-immersions-local', 'restitution-annuelle', 'indicateurs-territoire'].includes(id)) {
      const { proposer } = await import('../territoire/proposer.ts')
      await proposer(ecriture, gabarit, objet, db, moi, annuaire, query.periode)
    }
    if (view && gabarit.famille === 'la_pose') {
      const { proposer } = await import('../insertion/proposer.ts')
      await proposer(ecriture, gabarit, view.data, db, annuaire, query.semaine)
    } else {
      const { proposer } = await import('../suivi/proposer.ts')
      await proposer(ecriture, gabarit, view?.data ?? null, sources, db, annuaire)
    }
    const made = await watchSave(
      `fiche ${id}`,
      createFiche(db, { gabarit: id, version: resume.version, immersion, rattachement, ...ecriture }),
    )
    route(`/fiches/${made}`, true)
  }

  useEffect(() => {
    if (!annuaire || begun.current) return
    begun.current = true
    open().catch(() => setFailed(true))
  }, [annuaire])

  const titre = findResume(id)?.titre ?? 'Fiche'
  return (
    <Page titre={titre} retour={immersion ? `/immersions/${immersion}` : '/reseau'}>
      {failed && (
        <p class="annonce" data-ton="alerte" role="alert">
          Cette fiche n’a pas pu être commencée. Rien n’a été perdu : revenez en arrière et réessayez.
        </p>
      )}
    </Page>
  )
}
