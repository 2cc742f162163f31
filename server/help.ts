// What `npm run admin -- help` says.
export const help = `Administration du carnet d’immersion

  npm run admin -- <commande>

Voir
  lister reseaux | structures | personnes | groupes | seances
  lister invitations | appareils | quarantaine

Annuaire
  ajouter structure --nom "Mission locale" --type mission_locale [--champ …] [--adresse …] [--courriel …] [--telephone …]
  ajouter personne  --nom "Prénom Nom" --structure <id> --roles accueilli,accueillant [--fonction "…"]
                    [--mandat structure=<id>:<rôle>,<rôle>] [--mandat groupe=<id>:<rôle>]
  ajouter groupe    --nom "…" --type groupe_local --structures <id>,<id> [--participants <id>,<id>]
                    [--coordination <id>] [--objectif 10]
  ajouter seance    --titre "…" --groupe <id> --date 2026-11-30
  modifier structure|personne|groupe|seance <id> <mêmes options>
  modifier reseau [<id>] --nom "…"                   (le nom que chacun lit dans « Moi »)
  retirer  structure|personne|groupe|seance <id>     (une personne retirée perd l’accès de ses appareils)
  roles <personne> [--roles a,b] [--mandat …]        (sans option : les montre ; --mandat aucun : les vide)

Accès
  inviter <personne> [--heures 72 | --minutes 15] [--administration | --sans-administration]
  annuler invitation <id>
  revoquer appareil <id>
  quarantaine voir|reprendre|ecarter <appareil>      (ce qu’un appareil révoqué envoie encore)

Horloge
  confirmer date                                     (après un saut de la date du serveur : les effacements par date attendent)

Métiers
  importer rome <dossier ou archive zip>             (ROME 4.0 : fichiers « open data » de France Travail)

Réseaux
  ajouter reseau <nom-sans-espace> [--nom "…"]
  --reseau <nom>    s’il y en a plusieurs

Le serveur peut être en marche : il est prévenu de chaque changement. Les données sont dans DATA_DIR (./data).`
