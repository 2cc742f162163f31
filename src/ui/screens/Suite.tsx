// The screens behind the first ones: their routes come with the first of them that is asked for, not with the shell.
import { lazy, Route, Router } from 'preact-iso'

const Relecture = lazy(() => import('../relecture/Relecture.tsx'))
const Restitution = lazy(() => import('../restitution/Restitution.tsx'))
const Partage = lazy(() => import('../restitution/Partage.tsx'))
const Imprimer = lazy(() => import('../impression/Imprimer.tsx'))
const Sorties = lazy(() => import('../export/Sorties.tsx'))
const Reseau = lazy(() => import('../annuaire/pages.ts').then((m) => m.Reseau))
const ReseauDetail = lazy(() => import('../annuaire/pages.ts').then((m) => m.ReseauDetail))
const Groupe = lazy(() => import('./Groupe.tsx'))
const CartePage = lazy(() => import('../annuaire/pages.ts').then((m) => m.CartePage))
const OffrePage = lazy(() => import('../bourse/pages.ts').then((m) => m.OffrePage))
const SuiteBourse = lazy(() => import('../bourse/pages.ts').then((m) => m.Suite))
const DemandePage = lazy(() => import('../bourse/pages.ts').then((m) => m.DemandePage))
const MoiScreen = lazy(() => import('./MoiScreen.tsx'))
const Sante = lazy(() => import('./Sante.tsx'))
const Corbeille = lazy(() => import('./Corbeille.tsx'))
const Inviter = lazy(() => import('./Inviter.tsx'))
const RomeAdmin = lazy(() => import('../rome/RomeAdmin.tsx'))
const Signer = lazy(() => import('../signature/Signer.tsx'))
const Preuve = lazy(() => import('../signature/Preuve.tsx'))
const ToutAFaire = lazy(() => import('../suivi/ToutAFaire.tsx'))
const Accueil = lazy(() => import('../suivi/Accueil.tsx'))
const Territoire = lazy(() => import('../territoire/Territoire.tsx'))
const Seance = lazy(() => import('../echanges/ecrans.ts').then((m) => m.Seance))
const Themes = lazy(() => import('../echanges/ecrans.ts').then((m) => m.Themes))
const Commun = lazy(() => import('../echanges/ecrans.ts').then((m) => m.Commun))
const insertion = () => import('../insertion/pages.ts')
const ListeImmersions = lazy(() => insertion().then((m) => m.ListeImmersions))
const Entreprises = lazy(() => insertion().then((m) => m.Entreprises))
const Entreprise = lazy(() => insertion().then((m) => m.Entreprise))
const EntrepriseForm = lazy(() => insertion().then((m) => m.EntrepriseForm))
const Freins = lazy(() => insertion().then((m) => m.Freins))
const Reunion = lazy(() => insertion().then((m) => m.Reunion))
const Progres = lazy(() => insertion().then((m) => m.Progres))
const Parole = lazy(() => insertion().then((m) => m.Parole))
const Introuvable = lazy(() => import('./Introuvable.tsx'))

export default function Suite() {
  return (
    <Router>
      <Route path="/immersions/:id/relecture" component={Relecture} />
      <Route path="/immersions/:id/restitution" component={Restitution} />
      <Route path="/fiches/:id/partager" component={Partage} />
      <Route path="/imprimer/:quoi/:id" component={Imprimer} />
      <Route path="/sorties/:id?" component={Sorties} />
      <Route path="/reseau" component={Reseau} />
      <Route path="/reseau/groupe/:id" component={Groupe} />
      <Route path="/reseau/offre/:id" component={OffrePage} />
      <Route path="/reseau/demande/:id" component={DemandePage} />
      <Route path="/reseau/suite/:id" component={SuiteBourse} />
      <Route path="/reseau/structure/:id/carte" component={CartePage} />
      <Route path="/reseau/groupe/:id/themes" component={Themes} />
      <Route path="/reseau/groupe/:id/commun" component={Commun} />
      <Route path="/reseau/seance/:id" component={Seance} />
      <Route path="/reseau/groupe/:id/immersions" component={ListeImmersions} />
      <Route path="/reseau/groupe/:id/entreprises" component={Entreprises} />
      <Route path="/reseau/groupe/:id/entreprises/nouvelle" component={EntrepriseForm} />
      <Route path="/reseau/groupe/:id/entreprises/:entreprise" component={Entreprise} />
      <Route path="/reseau/groupe/:id/entreprises/:entreprise/modifier" component={EntrepriseForm} />
      <Route path="/reseau/groupe/:id/freins" component={Freins} />
      <Route path="/reseau/groupe/:id/reunion" component={Reunion} />
      <Route path="/immersions/:id/progres" component={Progres} />
      <Route path="/fiches/:id/parole" component={Parole} />
      <Route path="/reseau/:genre/:id" component={ReseauDetail} />
      <Route path="/moi" component={MoiScreen} />
      <Route path="/moi/sante" component={Sante} />
      <Route path="/moi/corbeille" component={Corbeille} />
      <Route path="/moi/inviter" component={Inviter} />
      <Route path="/moi/rome" component={RomeAdmin} />
      <Route path="/fiches/:id/signer" component={Signer} />
      <Route path="/fiches/:id/preuve" component={Preuve} />
      <Route path="/a-faire" component={ToutAFaire} />
      <Route path="/immersions/:id/accueil" component={Accueil} />
      <Route path="/territoire/:id" component={Territoire} />
      <Route default component={Introuvable} />
    </Router>
  )
}
