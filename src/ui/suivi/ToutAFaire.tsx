// Everything that is due, now and later, and how this device reminds.
import { dayOf } from '../dates.ts'
import { Page } from '../parts/Page.tsx'
import { EcheanceRang, isDue, useEcheances } from './AFaire.tsx'
import { Prevenir } from './Prevenir.tsx'

export default function ToutAFaire() {
  const all = useEcheances()
  const today = dayOf(new Date())
  const parts = all && [
    { titre: 'Maintenant', due: all.filter((one) => isDue(one, today)) },
    { titre: 'Plus tard', due: all.filter((one) => !isDue(one, today)) },
  ]
  return (
    <Page titre="À faire" lieu="Aujourd’hui" retour="/">
      {all?.length === 0 && <p>Rien n’attend de votre part.</p>}
      {parts
        ?.filter(({ due }) => due.length > 0)
        .map(({ titre, due }) => (
          <section class="bloc" key={titre}>
            <h2>{titre}</h2>
            <ul class="rangs">
              {due.map((one) => (
                <EcheanceRang key={one.id} echeance={one} today={today} />
              ))}
            </ul>
          </section>
        ))}
      <Prevenir />
    </Page>
  )
}
