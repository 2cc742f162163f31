// Rows of the directory under a heading: each opens a page.
import type { IconName } from '../parts/Icon.tsx'
import { Rang } from '../parts/Rang.tsx'

export interface Entree {
  href: string
  nom: string
  detail?: string | null
}

export function Rangs({ titre, icon, rangs }: { titre?: string; icon?: IconName; rangs: readonly Entree[] }) {
  if (rangs.length === 0) return null
  return (
    <section class="bloc">
      {titre && <h2>{titre}</h2>}
      <ul class="rangs">
        {rangs.map(({ href, nom, detail }) => (
          <Rang key={href} href={href} icon={icon} titre={nom} detail={detail} />
        ))}
      </ul>
    </section>
  )
}
