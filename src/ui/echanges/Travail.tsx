// What a séance of practice exchanges works on: its situations with their solutions as they are said, then what each tries
// until the next one.
import { cellPath, path } from '../../domain/id.ts'
import { shownValue } from '../../domain/register.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { FicheView } from '../../store/index.ts'
import type { situationsDe } from '../../suivi/echanges.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { cellules, ecrire, ligneDe, nouvelleLigne } from './ecrire.ts'
import { Ajout, Coche, Vif } from './saisie.tsx'

/** What was said, under its name. */
const Dit = ({ quoi, mots }: { quoi: string; mots: string }) => (
  <div>
    <span class="detail">{quoi}</span>
    <p class="texte">{mots}</p>
  </div>
)

export function Travail({ fiche, situations, ecrit }: { fiche: FicheView; situations: ReturnType<typeof situationsDe>; ecrit: boolean }) {
  const { db } = useCarnet()
  const rows = lignesOf('situations', fiche.registers)
  const all = situations.map((one) => {
    const titre = String(one.reponses.titre ?? 'Situation')
    return { row: ligneDe(fiche.registers, 'situations', 'situation', one.id, titre), titre, question: one.reponses.question_groupe, href: `/fiches/${one.id}`, nom: one.id as string }
  })
  for (const { id, cells } of rows) if (!all.some(({ row }) => row === id)) all.push({ row: id, titre: String(cells.situation ?? 'Situation'), question: undefined, href: '', nom: '' })
  return (
    <>
      <ul class="rangs">
        {all.map(({ row, titre, question, href, nom }) => {
          const cells = rows.find(({ id }) => id === row)?.cells ?? {}
          const avec = () => (nom ? cellules(fiche.registers, 'situations', row, { situation: titre }) : {})
          return (
            <li key={row} class="travail">
              {href ? (
                <a class="lien au-bord" href={href}>
                  {titre}
                </a>
              ) : (
                <strong>{titre}</strong>
              )}
              {typeof question === 'string' && question !== '' && <p>« {question} »</p>}
              {ecrit ? (
                <>
                  <Vif fiche={fiche} at={cellPath('situations', row, 'pistes')} libelle={`Pistes d’analyse : ${titre}`} avec={avec} />
                  <Vif fiche={fiche} at={cellPath('situations', row, 'solutions')} libelle={`Solutions : ${titre}`} aide="Au fil de ce qui se dit ; le récit reste dans la situation." avec={avec} />
                  <Coche
                    checked={cells.a_diffuser === true}
                    ecrire={(oui) => ecrire(db, fiche, { ...avec(), [cellPath('situations', row, 'a_diffuser')]: oui })}
                  >
                    Peut sortir du groupe
                  </Coche>
                </>
              ) : (
                <>
                  {cells.pistes && <Dit quoi="Pistes d’analyse" mots={String(cells.pistes)} />}
                  {cells.solutions && <Dit quoi="Solutions" mots={String(cells.solutions)} />}
                </>
              )}
            </li>
          )
        })}
      </ul>
      {ecrit && <Ajout libelle="Une situation dite en séance" bouton="Ajouter" onAjout={(situation) => ecrire(db, fiche, nouvelleLigne(fiche.registers, 'situations', { situation }))} />}
    </>
  )
}

/** What each tries until next time, and what goes on elsewhere: ways of orienting people, wishes of immersions. */
export function Suites({ fiche, ecrit }: { fiche: FicheView; ecrit: boolean }) {
  const { db, annuaire } = useCarnet()
  const essais = lignesOf('engagements', fiche.registers)
  const said = (champ: string) => {
    const value = shownValue(fiche.registers, path(champ))
    return typeof value === 'string' && value !== '' ? value : null
  }
  if (!ecrit && essais.length === 0 && !said('processus_aiguillage')) return null
  return (
    <section class="bloc">
      <h2>D’ici la prochaine fois</h2>
      <ul class="rangs">
        {essais.map(({ id, cells }) => (
          <li key={id} class="theme">
            {String(cells.essai ?? '')}
            {cells.structure && <span class="detail">{nomDe(annuaire?.structures, String(cells.structure))}</span>}
          </li>
        ))}
      </ul>
      {ecrit ? (
        <>
          <Ajout
            libelle="Ce que chacun essaie"
            bouton="Ajouter un essai"
            choix="Sa structure"
            options={(annuaire?.structures ?? []).map(({ id, nom }) => ({ id, libelle: nom }))}
            onAjout={(essai, structure) => ecrire(db, fiche, nouvelleLigne(fiche.registers, 'engagements', { essai, structure }))}
          />
          <Vif fiche={fiche} at={path('processus_aiguillage')} libelle="Ce qui change dans nos manières d’orienter" />
          <Vif fiche={fiche} at={path('immersions_souhaitees')} libelle="Envies d’immersion" aide="Elles vont au programme du groupe local." />
          <Vif fiche={fiche} at={path('prochaine_seance')} type="date" libelle="Prochaine séance" />
        </>
      ) : (
        said('processus_aiguillage') && <Dit quoi="Nos manières d’orienter" mots={said('processus_aiguillage') ?? ''} />
      )}
    </section>
  )
}
