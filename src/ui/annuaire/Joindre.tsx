// How to reach somebody: one touch calls, writes, or opens the way there in the maps of the device.
import { Icon } from '../parts/Icon.tsx'

/** Where the device shows an address: its own maps on a phone, a free map elsewhere. */
function planDe(adresse: string): string {
  const words = encodeURIComponent(adresse)
  if (/Android/.test(navigator.userAgent)) return `geo:0,0?q=${words}`
  if (/iPhone|iPad|Macintosh/.test(navigator.userAgent)) return `https://maps.apple.com/?q=${words}`
  return `https://www.openstreetmap.org/search?query=${words}`
}

interface JoindreProps {
  telephone: string | null
  courriel: string | null
  adresse?: string | null
  horaires?: string | null
}

export function Joindre({ telephone, courriel, adresse, horaires }: JoindreProps) {
  if (!telephone && !courriel && !adresse && !horaires) return null
  return (
    <ul class="reperes">
      {horaires && (
        <li>
          <Icon name="horloge" taille={1.25} />
          <span>{horaires}</span>
        </li>
      )}
      {telephone && (
        <li>
          <Icon name="telephone" taille={1.25} />
          <a href={`tel:${telephone.replaceAll(' ', '')}`}>{telephone}</a>
        </li>
      )}
      {courriel && (
        <li>
          <Icon name="courriel" taille={1.25} />
          <a href={`mailto:${courriel}`}>{courriel}</a>
        </li>
      )}
      {adresse && (
        <li>
          <Icon name="lieu" taille={1.25} />
          <a href={planDe(adresse)} target="_blank" rel="noreferrer">
            {adresse}
          </a>
        </li>
      )}
    </ul>
  )
}
