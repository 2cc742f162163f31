// R-ETH-03: what in a text could let somebody be recognised. It only points; the person decides. Pure, and linear in
// the length of the text: every repetition is bounded, names are looked for word by word.

export type Motif = 'nom' | 'naissance' | 'telephone' | 'courriel' | 'adresse' | 'nir' | 'sante'

export interface Alerte {
  motif: Motif
  /** the words that look suspicious, and where they are */
  extrait: string
  debut: number
  fin: number
}

export const motifs: Record<Motif, string> = {
  nom: 'un nom propre',
  naissance: 'une date de naissance',
  telephone: 'un téléphone',
  courriel: 'un courriel',
  adresse: 'une adresse',
  nir: 'un numéro de sécurité sociale',
  sante: 'un élément de santé',
}

const MOIS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre'
const s = '[ .\\-\\u00a0\\u202f]'
const patterns: [Motif, RegExp][] = [
  ['nir', new RegExp(`(?<!\\d)[12]${s}?\\d{2}${s}?(?:0[1-9]|1[0-2])${s}?(?:\\d{2}|2[AB])${s}?\\d{3}${s}?\\d{3}(?:${s}?\\d{2})?(?!\\d)`, 'g')],
  ['telephone', new RegExp(`(?<![\\d])(?:\\+33${s}?|0033${s}?|0)[1-9](?:${s}?\\d{2}){4}(?!\\d)`, 'g')],
  ['courriel', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g],
  ['naissance', new RegExp(`\\bnée?(?:\\(e\\))? (?:le|en) (?:1er |\\d{1,2} )?(?:\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|(?:${MOIS})? ?\\d{4})`, 'giu')],
  ['naissance', /(?<!\d)(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19\d{2}|200\d|201[0-5])(?!\d)/g],
  ['naissance', new RegExp(`(?<!\\d)(?:1er|\\d{1,2}) (?:${MOIS}) (?:19\\d{2}|200\\d|201[0-5])(?!\\d)`, 'giu')],
  [
    'adresse',
    /(?<![\d\p{L}])\d{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|av\.|boulevard|bd|place|chemin|allée|impasse|route|quai|cours|square|résidence) (?=\p{L})[\p{L}’'-]{1,30}(?: [\p{L}’'-]{1,30}){0,3}/giu,
  ],
  ['nom', /(?<!\p{L})(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle)[ \u00a0]\p{Lu}[\p{L}’'-]{1,40}/gu],
]

// Words that diagnose. Whole words only, without accents, singular.
const SANTE = new Set(
  (
    'depression depressif depressive bipolaire schizophrene schizophrenie autiste autisme epileptique epilepsie diabete diabetique ' +
    'cancer vih sida seropositif seropositive addiction toxicomane toxicomanie alcoolique alcoolisme psychose psychotique paranoiaque ' +
    'suicidaire suicide anorexie anorexique boulimie scarification antidepresseur neuroleptique chimiotherapie sclerose parkinson ' +
    'alzheimer enceinte ivg hospitalise hospitalisee rqth handicape handicapee trisomique hepatite tuberculose asthmatique'
  ).split(' '),
)

// Capitals that begin a sentence or name an institution, a place, a document: no person.
const COMMUNS = new Set(
  (
    'le la les un une des du de l d au aux ce cet cette ces mon ma mes son sa ses notre nos votre vos leur leurs il elle ils elles on nous ' +
    'vous je tu qui que quoi quand comment pourquoi ou et mais donc si en dans sur sous avec sans pour par chez entre apres avant ' +
    'pas plus tres bien aucun chaque tout toute tous toutes deux trois quatre cinq puis ensuite enfin voir demander ' +
    'mission locale pole france travail cap emploi maison centre conseil region regional departement departemental caisse service ' +
    'espace groupe bureau ecole lycee college universite education nationale ministere ville mairie saint sainte notre dame pays ' +
    'association fondation entreprise agence direction plateforme reseau chantier jardins bistrot restaurant cio mda ' +
    'lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre ' +
    'novembre decembre noel paques europe republique etat code civil nord sud est ouest parcoursup rome'
  ).split(' '),
)

const PRENOMS = new Set(
  (
    'adam aicha alexandre alexis alice amelie amina anais andre antoine arthur aurelie axel bastien benjamin brahim bruno camille caroline ' +
    'catherine celine chloe christelle christian christine clara clement corentin cyril damien daniel david delphine denis dylan ' +
    'edouard elise elodie emilie emma eric estelle fabien fanny farid fatima fatou florian francois frederic gabriel gaelle ' +
    'georges gerard gilles guillaume hamza helene herve hugo ibrahim ines isabelle jacques jade jean jennifer jeremy jerome joel jordan ' +
    'julie julien justine karim karine kevin khadija laetitia laura laurent lea leila leo lilou loic louis lucas lucie ludovic ' +
    'manon marc marie marion martin mathieu mathis maxime mehdi melanie michel mohamed mohammed morgane moussa myriam nadia nathalie nathan ' +
    'nicolas noemie olivier omar oceane pascal patrick paul pauline philippe quentin rachid raphael remi romain samir samuel sandra sandrine ' +
    'sara sarah sebastien sofia sophie stephane stephanie sylvie theo thierry thomas valerie vanessa vincent virginie yacine yann yasmine ' +
    'youssef yves zoe'
  ).split(' '),
)

const bare = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^[ldjmtsnc]['’]/, '')

interface Mot {
  texte: string
  nu: string
  debut: number
  fin: number
  capitale: boolean
  debutDePhrase: boolean
}

function words(text: string): Mot[] {
  const found: Mot[] = []
  for (const { 0: texte, index } of text.matchAll(/\p{L}[\p{L}’'-]*/gu)) {
    const before = text.slice(Math.max(0, index - 3), index).trimEnd()
    found.push({
      texte,
      nu: bare(texte),
      debut: index,
      fin: index + texte.length,
      capitale: /^(?:[ldjmtsnc]['’])?\p{Lu}[\p{L}’'-]/u.test(texte),
      debutDePhrase: before === '' || /[.!?…:;«"(\n–-]$/.test(before) || text[index - 1] === '\n',
    })
  }
  return found
}

/** Names of people, word by word: a first name with a name, or a common first name inside a sentence. */
function noms(text: string, list: readonly Mot[], connus: ReadonlySet<string>): Alerte[] {
  const found: Alerte[] = []
  for (let i = 0; i < list.length; i++) {
    const mot = list[i]
    if (!mot?.capitale || COMMUNS.has(mot.nu) || connus.has(mot.nu)) continue
    const next = list[i + 1]
    const gap = next ? text.slice(mot.fin, next.debut) : ''
    const named = next?.capitale && (gap === ' ' || gap === '\u00a0') && !COMMUNS.has(next.nu) && !connus.has(next.nu)
    const acronyms = mot.texte.length > 1 && mot.texte === mot.texte.toUpperCase() && next?.texte === next?.texte.toUpperCase()
    if (named && next && !acronyms && (!mot.debutDePhrase || PRENOMS.has(mot.nu) || looksLikeName(mot, list[i + 2]))) {
      found.push({ motif: 'nom', extrait: text.slice(mot.debut, next.fin), debut: mot.debut, fin: next.fin })
      i++
    } else if (PRENOMS.has(mot.nu) && mot.texte !== mot.texte.toUpperCase() && !(mot.debutDePhrase && mot.nu === 'mai')) {
      found.push({ motif: 'nom', extrait: mot.texte, debut: mot.debut, fin: mot.fin })
    }
  }
  return found
}

// Two capitals that begin a sentence are a name unless they go on as a title does (« Mission Locale De… »).
const looksLikeName = (mot: Mot, third: Mot | undefined): boolean => mot.texte.length > 2 && !third?.capitale

/**
 * What looks like it could identify somebody, in the order of the text.
 * @param connus names that identify nobody here: structures, towns, tools
 */
export function suspicions(text: string, connus: readonly string[] = []): Alerte[] {
  const known = new Set(connus.flatMap((nom) => nom.split(/[\s’'-]+/).map(bare)))
  const list = words(text)
  const found: Alerte[] = []
  for (const [motif, pattern] of patterns) {
    for (const { 0: extrait, index } of text.matchAll(pattern)) found.push({ motif, extrait, debut: index, fin: index + extrait.length })
  }
  found.push(...noms(text, list, known))
  for (const mot of list) {
    if (SANTE.has(mot.nu) || SANTE.has(mot.nu.replace(/s$/, '')))
      found.push({ motif: 'sante', extrait: mot.texte, debut: mot.debut, fin: mot.fin })
  }
  found.sort((a, b) => a.debut - b.debut || b.fin - a.fin)
  // A name inside an e-mail address is said once.
  return found.filter((alerte, i) => !found.slice(Math.max(0, i - 4), i).some((other) => other.fin >= alerte.fin))
}

/** The texts of an answer of any type: where to look. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value === 'object' && value !== null) return 'texte' in value ? textsOf(value.texte) : Object.values(value).flatMap(textsOf)
  return []
}
