// The printed document around its content: what it is, of which structure, by whom and when; the acts above, never printed.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useCarnet } from '../carnet.ts'
import { dayOf } from '../dates.ts'
import { nomDeFichier } from '../export/valeur.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { jourEntier } from './jours.ts'
import { useMarges } from './marges.ts'
import '../look/screens.css'
import './impression.css'

interface Props {
  titre: string
  /** what it belongs to: an immersion, a group */
  objet: string
  /** the structure whose document it is */
  structure: string
  lignes: readonly string[]
  retour: string
  /** what may be chosen before printing */
  options?: ComponentChildren
  /** other ways for it to leave */
  ailleurs?: ComponentChildren
  children: ComponentChildren
}

/** Photographs that are still on their way into the page. */
const waits = (root: Element): Promise<unknown>[] => [
  ...[...root.querySelectorAll('img')].map((image) => image.decode().catch(() => undefined)),
  ...[...root.querySelectorAll('[data-attend="oui"]')].map(
    (place) =>
      new Promise<void>((done) => {
        const observer = new MutationObserver(() => {
          if (place.getAttribute('data-attend') === 'oui') return
          observer.disconnect()
          done()
        })
        observer.observe(place, { attributes: true })
      }),
  ),
]

export function Feuille({ titre, objet, structure, lignes, retour, options, ailleurs, children }: Props) {
  const { moi, annuaire } = useCarnet()
  const root = useRef<HTMLElement>(null)
  const [busy, setBusy] = useState(false)
  const today = dayOf(new Date())
  const nom = nomDe(annuaire?.personnes, moi.personne) === moi.personne ? moi.nom : nomDe(annuaire?.personnes, moi.personne)
  const pied = `Document composé par ${nom} le ${jourEntier(today)}`
  useMarges([titre, objet].filter(Boolean).join(' – '), structure, pied)
  // The browser proposes it as the name of the file.
  const fichier = nomDeFichier([titre, objet, today].filter(Boolean).join(' – '))
  useEffect(() => {
    document.title = fichier
  }, [fichier])
  const print = async (): Promise<void> => {
    setBusy(true)
    // Twice: what a photograph's place shows is then decoded.
    for (let i = 0; i < 2 && root.current; i++) await Promise.all(waits(root.current))
    setBusy(false)
    window.print()
  }
  return (
    <Page titre={titre} lieu={objet || structure} retour={retour} large>
      <div class="i-commandes bloc">
        {options}
        <button type="button" class="acte" disabled={busy} onClick={() => void print()}>
          <Icon name="feuille" taille={1.25} />
          Imprimer ou enregistrer en PDF
        </button>
        <p class="detail">Dans la fenêtre d’impression, « Enregistrer au format PDF » fait un fichier, même sans réseau.</p>
        {ailleurs}
      </div>
      <article ref={root} class="i-feuille" lang="fr">
        <header class="i-tete">
          <p class="i-titre">{titre}</p>
          {[objet, structure, ...lignes].filter(Boolean).map((ligne) => (
            <p key={ligne}>{ligne}</p>
          ))}
          <p class="i-rien">{pied}.</p>
        </header>
        {children}
      </article>
    </Page>
  )
}
