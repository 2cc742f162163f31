// One card to hand over: copied, shared or printed. Nothing is noted of the person oriented, nowhere.
import { useState } from 'preact/hooks'
import { type Carte, lignesDeCarte, type Reflexe, texteDeCarte } from '../../suivi/aiguillage.ts'
import { Icon } from '../parts/Icon.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { Reflexes } from './Reflexes.tsx'
import './annuaire.css'

interface OrienterProps {
  carte: Carte
  reflexes: readonly Reflexe[]
  onClose(): void
}

export function Orienter({ carte, reflexes, onClose }: OrienterProps) {
  const [said, setSaid] = useState('')
  const texte = texteDeCarte(carte)
  return (
    <Sheet titre={`Orienter vers ${carte.structure.nom}`} onClose={onClose} classe="orienter">
      <div class="gestes">
        {typeof navigator.share === 'function' && (
          <button type="button" class="acte" onClick={() => void navigator.share({ title: carte.structure.nom, text: texte }).catch(() => undefined)}>
            <Icon name="partage" taille={1.25} /> Partager la carte
          </button>
        )}
        <button
          type="button"
          class="geste"
          onClick={() =>
            void navigator.clipboard.writeText(texte).then(
              () => setSaid('Carte copiée.'),
              () => setSaid('La copie n’a pas été permise : sélectionnez le texte.'),
            )
          }
        >
          <Icon name="copie" taille={1.25} /> Copier
        </button>
        <button type="button" class="geste" onClick={() => window.print()}>
          Imprimer
        </button>
      </div>
      <p class="detail" role="status">
        {said || 'Rien n’est noté de la personne que vous orientez.'}
      </p>
      <div class="carte-orienter">
        <p class="carte-nom">{carte.structure.nom}</p>
        <dl>
          {lignesDeCarte(carte).map(({ nom, mots }) => (
            <div key={nom}>
              <dt>{nom}</dt>
              <dd>{mots}</dd>
            </div>
          ))}
        </dl>
      </div>
      <Reflexes reflexes={reflexes} />
    </Sheet>
  )
}
