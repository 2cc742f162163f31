// Rows of the directory under a heading: each opens a page.
import { Icon, type IconName } from '../parts/Icon.tsx'

export interface Rang {
  href: string
  nom: string
  detail?: string | null
}

export function Rangs({ titre, icon, rangs }: { titre: string; icon?: IconName; rangs: readonly Rang[] }) {
  if (rangs.length === 0) return null
  return (
    <section class="bloc">
      <h2>{titre}</h2>
      <ul class="rangs">
        {rangs.map(({ href, nom, detail }) => (
          <li key={href}>
            <a class="rang" href={href}>
              {icon && <Icon name={icon} />}
              <span class="rang-corps">
                <span class="rang-titre">{nom}</span>
                {detail && <span class="rang-detail">{detail}</span>}
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
