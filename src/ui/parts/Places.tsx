// The four places, at the thumb on a phone, on the left where there is room.
import { useLocation } from 'preact-iso'
import { Icon, type IconName } from './Icon.tsx'

const places: { href: string; nom: string; icon: IconName; holds: RegExp }[] = [
  { href: '/', nom: 'Aujourd’hui', icon: 'jour', holds: /^\/$/ },
  { href: '/immersions', nom: 'Immersions', icon: 'immersions', holds: /^\/(immersions|fiches|ouvrir)/ },
  { href: '/reseau', nom: 'Réseau', icon: 'reseau', holds: /^\/(reseau|territoire)/ },
  { href: '/moi', nom: 'Moi', icon: 'moi', holds: /^\/moi/ },
]

export function Places() {
  const { path } = useLocation()
  return (
    <nav class="places" aria-label="Places du carnet">
      {places.map(({ href, nom, icon, holds }) => (
        <a key={href} href={href} aria-current={holds.test(path) ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{nom}</span>
        </a>
      ))}
    </nav>
  )
}
