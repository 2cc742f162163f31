// A row of a list that leads somewhere, inside a `ul.rangs`: a drawing, a title, a line of detail.
import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon.tsx'

interface Props {
  href: string
  icon?: IconName | undefined
  titre: ComponentChildren
  /** nothing: no second line */
  detail?: ComponentChildren
}

export const Rang = ({ href, icon, titre, detail }: Props) => (
  <li>
    <a class="rang" href={href}>
      {icon && <Icon name={icon} />}
      <span class="rang-corps">
        <span class="rang-titre">{titre}</span>
        {detail && <span class="rang-detail">{detail}</span>}
      </span>
      <Icon name="suite" taille={1.25} />
    </a>
  </li>
)
