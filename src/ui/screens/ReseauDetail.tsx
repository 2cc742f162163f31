// One page of the directory: a structure, a person, a group that has no space of its own, a session.
import { GroupePage } from '../annuaire/GroupePage.tsx'
import { PersonnePage } from '../annuaire/PersonnePage.tsx'
import { SeancePage } from '../annuaire/SeancePage.tsx'
import { StructurePage } from '../annuaire/StructurePage.tsx'
import { useCarnet } from '../carnet.ts'
import { Page } from '../parts/Page.tsx'
import '../look/screens.css'

export default function ReseauDetail({ genre, id }: { genre: string; id: string }) {
  const { annuaire } = useCarnet()
  if (!annuaire) return <Page titre="Réseau">{null}</Page>
  const has = (list: readonly { id: string }[] | undefined): boolean => list?.some((one) => one.id === id) ?? false
  if (genre === 'structure' && has(annuaire.structures)) return <StructurePage key={id} id={id} />
  const personne = genre === 'personne' && annuaire.personnes.find((one) => one.id === id)
  if (personne) return <PersonnePage personne={personne} />
  const groupe = genre === 'groupe' && annuaire.groupes.find((one) => one.id === id)
  if (groupe) return <GroupePage groupe={groupe} />
  const seance = genre === 'seance' && annuaire.seances.find((one) => one.id === id)
  if (seance) return <SeancePage seance={seance} />
  return (
    <Page titre="Absent de l’annuaire" retour="/reseau">
      <p>Cette page de l’annuaire n’est pas, ou plus, sur cet appareil.</p>
    </Page>
  )
}
