// Pouring and taking out, saved: each reads the answer again first, as it may have changed since it was shown.
import { loadGabarit } from '../../forms/load-gabarit.ts'
import { prefill } from '../../forms/prefill.ts'
import { catalogue } from '../../forms/catalogue.ts'
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import type { DocId, OpId, Path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { createFiche, type Database, fichesOf, findFiche, saveReponse, type Session } from '../../store/index.ts'
import { noteWriter } from '../note.ts'
import { sourcesOf } from '../prefill-sources.ts'
import { watchSave } from '../saves.ts'
import type { Cible, Texte } from './cible.ts'
import { PLACES, type Question, questionsOf } from './questions.ts'
import { type Ecriture, isIn, type Morceau, retirer, verser } from './verser.ts'

const pick = <T>(from: Record<string, T>, kept: (at: string) => boolean): Record<Path, T> =>
  Object.fromEntries(Object.entries(from).filter(([at]) => kept(at)))

async function keep(db: Database, cible: Cible, { set, seen }: Ecriture): Promise<void> {
  // Where words come from is kept in the fiche itself, also for an answer that fewer people read.
  const isSource = (at: string): boolean => at.startsWith('$')
  const parts =
    cible.acces === null ? [() => true] : [(at: string) => !isSource(at), isSource]
  for (const [i, kept] of parts.entries()) {
    const some = pick(set, kept)
    if (Object.keys(some).length === 0) continue
    const saving = saveReponse(db, cible.fiche, i === 0 ? cible.acces : null, some, pick(seen, kept))
    await watchSave(`${cible.fiche} ${cible.cle}`, saving, some)
  }
}

/** Keeps what is typed in one text of the answer. */
export const writerOf =
  (db: Database, { fiche, acces }: Cible) =>
  (at: Path, value: Json, replaced: OpId[]): Promise<OpId> =>
    watchSave(`${fiche} ${at}`, saveReponse(db, fiche, acces, { [at]: value }, { [at]: replaced }), { [at]: value })

/** Pours words into an answer. `deja`: they are there. `pleine`: the table takes no more rows. */
export async function pour(db: Database, cible: Cible, morceau: Morceau): Promise<'versee' | 'deja' | 'pleine'> {
  const fiche = await findFiche(db, cible.fiche)
  if (!fiche) return 'pleine'
  if (isIn(fiche.registers, cible, morceau)) return 'deja'
  const ecriture = verser(fiche.registers, cible, morceau)
  if (!ecriture) return 'pleine'
  await keep(db, cible, ecriture)
  return 'versee'
}

/** Takes out what was poured. `lien`: only the link; the words were changed since and stay. */
export async function unpour(db: Database, cible: Cible, morceau: Morceau): Promise<'retiree' | 'lien'> {
  const fiche = await findFiche(db, cible.fiche)
  const ecriture = fiche && retirer(fiche.registers, cible, morceau)
  if (!ecriture) return 'lien'
  await keep(db, cible, ecriture)
  return ecriture.motsGardes ? 'lien' : 'retiree'
}

/** Says who a note is for; whoever makes it « à restituer » has checked it (R-NOTE-03). False: the note is not here. */
export async function rendre(db: Database, note: DocId, visibilite: 'a_restituer' | 'privee'): Promise<boolean> {
  const fiche = await findFiche(db, note)
  if (!fiche) return false
  const set = visibilite === 'privee' ? { visibilite } : { visibilite, anonymat_verifie: true }
  await watchSave(`note ${note}`, noteWriter(db, null, fiche).put(set))
  return true
}

/**
 * Where a question of the préparation is answered: the row of a guide, made when no guide has it yet.
 * @throws when there is no guide for this immersion, or it could not be written
 */
export async function placeOf(
  db: Database,
  moi: Session,
  annuaire: Annuaire,
  immersion: Immersion,
  question: Question,
): Promise<Texte> {
  if (question.ou) return question.ou
  const resume = catalogue.find(
    ({ id, modalites }) => id.startsWith(`guide-${question.guide}`) && modalites.some((one) => one === immersion.modalite),
  )
  if (!resume) throw new Error('an immersion with a modalité has its guides')
  const mine = async () =>
    (await fichesOf(db, { immersion: immersion.id })).filter(({ data }) => data.$auteur === moi.personne)
  if (!(await mine()).some(({ data }) => data.$gabarit === resume.id)) {
    const gabarit = await loadGabarit(resume.id, resume.version)
    const { set, acces } = prefill(gabarit, await sourcesOf(db, moi, annuaire, immersion, gabarit))
    const fiche = { gabarit: resume.id, version: resume.version, immersion: immersion.id, rattachement: null, set, acces }
    await watchSave(`fiche ${resume.id}`, createFiche(db, fiche))
  }
  const fiches = await mine()
  const preparation = fiches.find(({ data }) => data.$gabarit === 'spro-3-preparation') ?? null
  const found = questionsOf(preparation, fiches).find(({ id }) => id === question.id)?.ou
  if (found) return found
  // A guide opened before the question was written: it gets a row of it now.
  const guide = fiches.find(({ data }) => data.$gabarit === resume.id)
  if (!guide) throw new Error('the guide just made is here')
  const { table, question: colonne } = PLACES[question.guide]
  const row = verser(
    guide.registers,
    { cle: '', fiche: guide.id, acces: null, libelle: '', type: 'table', champ: table, colonne, ecrit: 'texte', lignes: 99 },
    { texte: question.texte },
  )
  if (row) await watchSave(`${guide.id} ${table}`, saveReponse(db, guide.id, null, row.set, row.seen), row.set)
  const ou = questionsOf(preparation, await mine()).find(({ id }) => id === question.id)?.ou
  if (!ou) throw new Error('a question has a row in its guide')
  return ou
}
