// The quarterly meetings of a réseau: those held, and one prepared from what the quarter was. Counts only.
import { useLocation } from 'preact-iso'
import { useMemo, useState } from 'preact/hooks'
import { followsAll } from '../../domain/acces.ts'
import type { Groupe } from '../../domain/collections.ts'
import { addTo } from '../../forms/ecriture.ts'
import { findChamp, type Gabarit } from '../../forms/gabarit.ts'
import { loadGabarit } from '../../forms/load-gabarit.ts'
import { prefill } from '../../forms/prefill.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import { createFiche } from '../../store/index.ts'
import { POSE } from '../../suivi/immersion-salarie.ts'
import { texte } from '../../suivi/lire.ts'
import type { FicheLue } from '../../suivi/monde.ts'
import { type Bilan, bilanDu, type Compte, type Libelle, preparer, reunionSur } from '../../suivi/reunion.ts'
import { motsTrimestre, precedent, trimestre, trimestreDe } from '../../suivi/trimestre.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { sourcesOf } from '../prefill-sources.ts'
import { watchSave } from '../saves.ts'
import { useGroupe, useReseau, type VueReseau } from './use-pose.ts'
import '../look/screens.css'
import './insertion.css'

export default function Reunion({ id }: { id: string }) {
  const groupe = useGroupe(id)
  const vue = useReseau(groupe ?? undefined)
  if (groupe === null) return <Page titre="Réseau introuvable" retour="/reseau">{null}</Page>
  return (
    <Page titre="Réunions du réseau" lieu={groupe?.nom ?? 'Réseau'} retour={`/reseau/groupe/${id}`} chapeau={<p>Chaque trimestre : suivre les immersions, aborder des thèmes, repérer les besoins.</p>}>
      {groupe && vue && (
        <>
          {vue.charge && <Preparer groupe={groupe} vue={vue} />}
          <Tenues groupe={groupe} vue={vue} />
        </>
      )}
    </Page>
  )
}

/** The reasons of a refusal are options of the entretien. */
async function libelles(): Promise<Libelle> {
  const entretien = await loadGabarit(POSE.entretien, 1)
  const motif = findChamp(entretien, 'motif_refus')
  const options = motif?.type === 'choix_multiple' ? (motif.options ?? []) : []
  return (liste, id) => (liste === 'motif_refus' ? (options.find((one) => one.id === id)?.libelle ?? id) : libelleOf(liste, id))
}

function Preparer({ groupe, vue }: { groupe: Groupe; vue: VueReseau }) {
  const { db, moi, annuaire } = useCarnet()
  const { query, route } = useLocation()
  const now = trimestreDe(vue.today)
  const given = query.annee && query.trimestre ? trimestre(Number(query.annee), Number(query.trimestre)) : now
  const [wanted, setWanted] = useState(`${given.annee}-${given.t}`)
  const [failed, setFailed] = useState(false)
  const of = trimestre(Number(wanted.slice(0, 4)), Number(wanted.slice(5)))
  const bilan = useMemo(() => bilanDu(vue.monde, groupe, of), [vue.monde, groupe, wanted])
  const before = [now, precedent(now), precedent(precedent(now))]
  const choices = before.some(({ annee, t }) => annee === of.annee && t === of.t) ? before : [...before, of]
  const held = reunionSur(vue.monde, groupe, of)
  const me = annuaire?.personnes.find(({ id }) => id === moi.personne)
  const whole = me !== undefined && annuaire !== undefined && followsAll(groupe, ['immersion_salarie'], me, annuaire)

  async function begin(): Promise<void> {
    if (!annuaire) return
    const gabarit: Gabarit = await loadGabarit(POSE.reunion, 1)
    const ecriture = prefill(gabarit, await sourcesOf(db, moi, annuaire, null, gabarit))
    for (const [champ, value] of Object.entries(preparer(bilan, groupe, await libelles()))) {
      const found = findChamp(gabarit, champ)
      if (found) addTo(ecriture, found, value)
    }
    const rattachement = { type: 'groupe', id: groupe.id }
    const made = await watchSave('fiche reunion', createFiche(db, { gabarit: POSE.reunion, version: gabarit.version, immersion: null, rattachement, ...ecriture }))
    route(`/fiches/${made}`)
  }

  return (
    <section class="bloc">
      <h2>Préparer</h2>
      <div class="champ-simple">
        <label for="trimestre">Trimestre suivi</label>
        <select id="trimestre" class="saisie" value={wanted} onChange={(e) => setWanted(e.currentTarget.value)}>
          {choices.map((one) => (
            <option key={`${one.annee}-${one.t}`} value={`${one.annee}-${one.t}`}>
              {motsTrimestre(one)}
            </option>
          ))}
        </select>
      </div>
      <Chiffres bilan={bilan} />
      {!whole && <p class="annonce">Compté sur les immersions que vous pouvez lire : complétez avec vos collègues.</p>}
      {held ? (
        <a class="acte" href={`/fiches/${held.id}`}>
          Ouvrir la réunion de ce trimestre
        </a>
      ) : (
        <button type="button" class="acte" onClick={() => void begin().catch(() => setFailed(true))}>
          <Icon name="feuille" />
          Préparer la réunion
        </button>
      )}
      {failed && (
        <p class="annonce" data-ton="alerte" role="alert">
          La réunion n’a pas pu être commencée. Rien n’a été perdu : réessayez.
        </p>
      )}
    </section>
  )
}

function Chiffres({ bilan }: { bilan: Bilan }) {
  const told = (liste: string, counts: Compte): string => counts.map(({ id, nombre }) => `${libelleOf(liste, id)} ${nombre}`).join(', ')
  const { freins } = bilan
  const rows: [string, number, string][] = [
    ['Immersions du trimestre', bilan.immersions, told('types_immersion_salarie', bilan.parType)],
    ['Refusées', bilan.refus, bilan.refus > 0 && bilan.motifs === null ? 'Motifs donnés à partir de cinq' : ''],
    ['Freins repérés', freins.total, freins.total > 0 ? `${freins.leves} ${freins.leves > 1 ? 'levés' : 'levé'}` : ''],
    ['Besoins du territoire', bilan.besoins.length, bilan.ecartes > 0 ? `${bilan.ecartes} à récrire : un repère de salarié y figure` : ''],
  ]
  return (
    <table class="insertion-table">
      <caption class="lu">Ce que la réunion reprendra, sans donnée individuelle</caption>
      <tbody>
        {rows.map(([nom, nombre, detail]) => (
          <tr key={nom}>
            <th scope="row">
              {nom}
              {detail && <span class="detail"> · {detail}</span>}
            </th>
            <td class="insertion-nombre">{nombre}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Tenues({ groupe, vue }: { groupe: Groupe; vue: VueReseau }) {
  const held = vue.monde.fiches
    .filter((fiche: FicheLue) => fiche.gabarit === POSE.reunion && fiche.rattachement?.id === groupe.id)
    .sort((a, b) => (texte(a.reponses.date) < texte(b.reponses.date) ? 1 : -1))
  if (held.length === 0) return <p class="detail">Aucune réunion enregistrée pour le moment.</p>
  return (
    <section class="bloc">
      <h2>Enregistrées</h2>
      <ul class="rangs">
        {held.map(({ id, reponses, etat }) => {
          const t = Number(texte(reponses.trimestre).slice(1))
          const annee = reponses.annee
          return (
            <li key={id}>
              <a class="rang" href={`/fiches/${id}`}>
                <span class="rang-corps">
                  <span class="rang-titre">{t && typeof annee === 'number' ? motsTrimestre({ annee, t }) : 'Réunion'}</span>
                  <span class="rang-detail">{texte(reponses.date) ? dayInWords(texte(reponses.date)) : 'Date à choisir'}</span>
                </span>
                <span class="fiche-etat" data-faite={etat ? 'oui' : undefined}>
                  {etat ? 'Validée' : 'À compléter'}
                </span>
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
