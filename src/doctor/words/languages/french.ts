/** French. Accents and apostrophes are left out when it is read. */
import type { Lexicon } from "../concepts.ts";

export const french: Lexicon = {
  code: "code d autorisation, code d accès, code d authentification oauth, codes d autorisation, code",
  deviceCode: "code d appareil, code de l appareil, code utilisateur",
  refresh:
    "jeton d actualisation, jeton de rafraîchissement, jeton de renouvellement, refresh token, jetons d actualisation, jeton de rafraichissement",
  token: "jeton d accès, jeton, jetons, jetons d accès, jeton d authentification, token d accès",
  accessToken: "jeton d accès, jetons d accès, token d accès",
  idToken: "jeton d identité, jeton id",
  secret: "secret client, secret du client, clé secrète, secret de l application, secret, code secret du client",
  clientId:
    "id client, identifiant client, identifiant du client, id de l application, identifiant de l application, id d application",
  client: "client, clients, application, applications, demandeur",
  clientAuth:
    "authentification du client, authentification client, identifiants du client, informations d identification du client, identifiants client, authentifier le client",
  authMethod: "méthode d authentification, méthodes d authentification",
  redirect:
    "uri de redirection, url de redirection, adresse de redirection, url de rappel, url de réponse, url de retour, uri de retour, redirection, url de callback, uri de réponse",
  verifier: "vérificateur de code, vérificateur",
  challenge: "défi de code, challenge du code, code de défi",
  challengeMethod: "méthode de challenge du code, méthode de défi, méthode de challenge",
  scope: "scope, scopes, portée, portées, étendue, étendues, périmètre, périmètres",
  permission: "permission, permissions, autorisations, droits",
  grantType:
    "type d autorisation, type de consentement d autorisation, type d octroi, type de subvention, type de concession, types d autorisation, type de grant",
  grant: "octroi, consentement d autorisation, consentement d autorisation accordé",
  flow: "flux, flux standard, flux implicite",
  implicit: "flux implicite",
  responseType: "type de réponse",
  responseMode: "mode de réponse",
  state: "paramètre d état, paramètre state, valeur state, paramètre état, jeton csrf",
  parameter: "paramètre, paramètres, champ",
  authHeader: "en tête d autorisation, en tête authorization, entête authorization",
  signature: "signature",
  key: "clé publique, clé de signature",
  audience: "audience, destinataire, public cible",
  issuer: "émetteur",
  algorithm: "algorithme",
  user: "utilisateur, utilisateurs, compte, propriétaire de la ressource, propriétaire",
  password: "mot de passe, mots de passe",
  username: "nom d utilisateur, courriel, adresse électronique, adresse e mail",
  userCredentials: "identifiants fournis, identifiants de l utilisateur, identifiants",
  session: "session, sessions",
  consent: "consentement",
  admin: "administrateur, consentement de l administrateur, consentement administrateur",
  tenant: "locataire, annuaire, organisation, répertoire, domaine",
  policy: "politique, stratégie, stratégies",
  mfa: "authentification multifacteur, deux facteurs, double authentification, multifacteur, second facteur, authentification à deux facteurs",
  certificate: "certificat",
  cookie: "témoin",
  rateLimit: "trop de requêtes, trop de demandes, limite de débit, trop de tentatives",
  fault:
    "erreur interne, erreur inattendue, réessayez plus tard, condition inattendue, temporairement indisponible, essayer plus tard, surcharge, service indisponible",
  expired:
    "expiré*, a expiré, périmé*, n est plus valide, n est plus valable, délai dépassé, dépassé, expiration dépassée",
  used: "déjà été utilisé*, déjà utilisé*, réutilisé, une seule fois, usage unique, déjà été échangé, déjà consommé",
  revoked: "révoqué*, annulé*, retiré*",
  disabled: "désactivé*, bloqué*, suspendu, suspendue, supprimé*, verrouillé*",
  unknown:
    "inconnu, inconnue, introuvable, n existe pas, inexistant, inexistante, non trouvé*, non reconnu, impossible de trouver, aucun résultat",
  invalid:
    "invalide, invalides, non valide, non valides, n est pas valide, n est pas valable, incorrect, incorrecte, erroné*, faux, mauvais",
  failed: "a échoué, échoué*, échec de, échec",
  mismatch:
    "ne correspond pas, ne correspondent pas, différent, différente, ne concorde pas, diffère, n est pas identique, pas identiques, non concordance",
  missing:
    "manquant, manquante, manquants, requis, requise, obligatoire, nécessite, est nécessaire, vide, absent, absente, manque, il manque, doit être fourni, doit être renseigné, non fourni, non renseigné, doit contenir",
  denied:
    "non autorisé*, n est pas autorisé*, interdit, interdite, pas autorisé*, ne peut pas, pas le droit, n a pas le droit, pas la permission, ne sont pas autorisées",
  notRegistered: "non enregistré*, n est pas enregistré*, n est pas configuré*, non déclaré*, pas déclarée",
  unsupported:
    "non supporté*, non pris en charge, non prise en charge, ne prend pas en charge, n est pas pris en charge, n est pas prise en charge, n est pas supporté, ne supporte pas, ne supporte, pas pris en charge",
  other: "autre, un autre, une autre",
  malformed: "mal formé*, malformé, format incorrect, décodé, décoder, déchiffré, format invalide",
  insufficient: "permissions insuffisantes, insuffisant, insuffisante, insuffisantes, droits insuffisants",
  canceled: "refusé*, a refusé, rejeté*, a rejeté, décliné, annulé par",
  byUser: "par l utilisateur",
  loginRequired:
    "connexion requise, vous devez vous connecter, non connecté, authentification requise, doit se connecter",
  consentRequired: "consentement requis, consentement nécessaire, n a pas consenti, n a pas donné son consentement",
  accessDenied: "accès refusé",
  insecure: "https est requis, https requis, https obligatoire",
  early: "pas encore valide",
  clock: "horloge, heure du système",
  changed: "modifié, réinitialisé",
  found: "trouvé*, existe, trouver",
  valid: "valide*, valide, valides, valable, correct, correcte, vérifier, vérifiée, valider",
  matching: "correspond, correspondent, concorde, identique, identiques, appartient",
  given: "fourni, fournie, spécifié*, renseigné, inclus, incluse, transmis, contient, indiqué",
  allowed: "autorisé*, permis, permise, approuvé*, accordé",
  registered: "enregistré*, déclaré*, configuré*",
  supported: "supporté*, supporte, pris en charge, prise en charge",
  active: "actif, active",
  issued: "émis, émise, délivré*, généré",
  not: "ne, non, n est, n a, pas, n existe, n ont, n etait, n etre",
  no: "aucun, aucune, sans, pas de",
  nothing:
    "code d erreur, code de vérification, code d authentification, code courriel, code à usage unique, code de récupération, contactez votre administrateur, votre administrateur, existe déjà, code d état",
};
