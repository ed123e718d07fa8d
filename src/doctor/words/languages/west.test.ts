/** Messages as servers write them, with the likeliest cause: of Keycloak's themes, Doorkeeper's and Mastodon's locales, and the manuals of providers. */
import { describe, expect, it } from "vitest";
import { meantBy } from "../index.ts";

type Row = readonly [sentence: string, cause: string, error?: string | undefined];

const SENTENCES: Readonly<Record<string, readonly Row[]>> = {
  German: [
    ["Ungültige Redirect URI", "redirect-uri/unregistered"],
    ["Client nicht gefunden.", "client/unknown"],
    ["Client deaktiviert.", "client/disabled"],
    ["Session nicht aktiv.", "grant/session-ended"],
    ["Standard Flow ist für diesen Client deaktiviert.", "client/grant-type-not-allowed", "login"],
    ["HTTPS erforderlich.", "transport/insecure"],
    ["Cookie konnte nicht gefunden werden.", "transport/cookies-blocked"],
    ["Ihr Benutzerkonto ist gesperrt, bitte kontaktieren Sie den Admin.", "user/account-not-ready"],
    ["Ungültiger Benutzername oder Passwort.", "user/credentials-wrong"],
    ["Fehlender Parameter: redirect_uri", "request/parameter-absent"],
    ["Das Zugriffstoken wurde widerrufen.", "token/revoked"],
    ["Das Zugriffstoken ist abgelaufen.", "token/expired"],
    ["Der Autorisierungsserver unterstützt diesen Antworttyp nicht.", "request/response-type-unsupported"],
    ["Der Weiterleitungs-URI in der Anfrage ist ungültig.", "redirect-uri/unregistered"],
    ["Die Code-Herausforderungsmethode muss 'plain' oder 'S256' sein.", "pkce/method-unsupported"],
    ["Fehlender state-Parameter in der Antwort vom Identitätsanbieter.", "request/state-mismatch"],
    ["Der Autorisierungsserver unterstützt diesen Gewährungstyp nicht.", "request/grant-type-unsupported"],
    ["Client-Authentifizierung ist fehlgeschlagen", "client-auth/secret-wrong"],
    ["Der beigefügte Weiterleitungs-URI ist ungültig.", "redirect-uri/unregistered", "invalid_redirect_uri"],
    ["Die angeforderte Befugnis ist ungültig, unbekannt oder fehlerhaft.", "scope/unknown", "invalid_scope"],
    ["Der Zugriffs-Token ist abgelaufen", "token/expired", "invalid_token"],
    ["Der Zugriffs-Token wurde widerrufen", "token/revoked", "invalid_token"],
    ["Der Zugriffs-Token ist ungültig", "token/malformed", "invalid_token"],
    [
      "Der Client ist nicht dazu autorisiert, diese Anfrage mit dieser Methode auszuführen.",
      "client/grant-type-not-allowed",
      "unauthorized_client",
    ],
    ["Der Autorisierungs-Typ wird nicht vom Autorisierungs-Server unterstützt.", "request/grant-type-unsupported"],
    ["Der Autorisierungs-Server unterstützt diesen Antwort-Typ nicht.", "request/response-type-unsupported"],
    [
      "Die angegebenen Zugangsdaten für den Ressourcenbesitzer sind ungültig oder der Ressourcenbesitzer kann nicht gefunden werden",
      "user/credentials-wrong",
    ],
    ["Der »resource owner« oder der Autorisierungs-Server hat die Anfrage verweigert.", "user/denied", "access_denied"],
    ["Der Zugriffs-Token hat keine Berechtigung für diese Ressource", "token/insufficient-scope"],
  ],
  Spanish: [
    ["La URI de redirección no es correcta", "redirect-uri/unregistered"],
    ["Cliente no encontrado", "client/unknown"],
    ["La sesión no está activa", "grant/session-ended"],
    ["HTTPS obligatorio", "transport/insecure"],
    ["El token de acceso ha sido revocado", "token/revoked"],
    ["El token de acceso ha expirado", "token/expired"],
    ["El servidor de autorización no soporta este tipo de respuesta.", "request/response-type-unsupported"],
    ["El tipo de autorización no está soportada por el servidor de autorización.", "request/grant-type-unsupported"],
    ["Falta el parámetro de estado en respuesta del proveedor de identidad.", "request/state-mismatch"],
    ["Parámetros que faltan: redirect_uri", "request/parameter-absent"],
    ["Permisos insuficientes para enlazar identidades.", "token/insufficient-scope"],
    ["La URI de redirección incluida no es válida.", "redirect-uri/unregistered"],
    ["El autentificador de acceso expiró", "token/expired", "invalid_token"],
    ["El autentificador de acceso fue revocado", "token/revoked", "invalid_token"],
    ["El autentificador de acceso es inválido", "token/malformed", "invalid_token"],
    [
      "El cliente no está autorizado a realizar esta petición utilizando este método.",
      "client/grant-type-not-allowed",
      "unauthorized_client",
    ],
    [
      "El tipo de concesión de autorización no está soportado por el servidor de autorización.",
      "request/grant-type-unsupported",
    ],
    ["El ámbito pedido es inválido, desconocido o erróneo.", "scope/unknown", "invalid_scope"],
    ["El propietario del recurso o servidor de autorización denegó la petición.", "user/denied", "access_denied"],
    ["Las credenciales proporcionadas del propietario del recurso no son válidas", "user/credentials-wrong"],
    [
      "proporcionas una redirect_uri que no coincide con la registrada",
      "redirect-uri/unregistered",
      "redirect_uri_mismatch",
    ],
    ["La autentificación del cliente falló", "client-auth/secret-wrong"],
  ],
  French: [
    ["L'URI de redirection est invalide", "redirect-uri/unregistered"],
    ["L'URI de redirection n'est pas valide.", "redirect-uri/unregistered"],
    ["Client inconnu.", "client/unknown"],
    ["Client désactivé.", "client/disabled"],
    ["La session n'est pas active.", "grant/session-ended"],
    ["Le jeton d'accès a été annulé", "token/revoked"],
    ["Le jeton d'accès a expiré", "token/expired"],
    ["Le serveur d'autorisation ne prend pas en charge ce type de réponse.", "request/response-type-unsupported"],
    [
      "Cookie introuvable. Assurez-vous que les cookies soient activés dans votre navigateur.",
      "transport/cookies-blocked",
    ],
    ["Le flux implicite est désactivé pour le client.", "client/response-type-not-allowed"],
    ["Paramètre requis manquant: code", "request/parameter-absent"],
    ["Compte désactivé, contactez votre administrateur.", "user/account-not-ready"],
    ["Code d'accès invalide.", "code/unknown"],
    ["L’URL de redirection n’est pas valide.", "redirect-uri/unregistered"],
    ["Le jeton d’accès a expiré", "token/expired", "invalid_token"],
    ["Le jeton d’accès a été révoqué", "token/revoked", "invalid_token"],
    ["Le jeton d’accès n’est pas valide", "token/malformed", "invalid_token"],
    [
      "Le client n’est pas autorisé à effectuer cette requête à l’aide de cette méthode.",
      "client/grant-type-not-allowed",
      "unauthorized_client",
    ],
    [
      "Le type de consentement d’autorisation n’est pas pris en charge par le serveur d’autorisation.",
      "request/grant-type-unsupported",
    ],
    ["Le serveur d’autorisation ne prend pas en charge ce type de réponse.", "request/response-type-unsupported"],
    ["La permission demandée est invalide, inconnue ou mal formée.", "scope/unknown", "invalid_scope"],
    [
      "Le propriétaire de la ressource ou le serveur d’autorisation a refusé la requête.",
      "user/denied",
      "access_denied",
    ],
    ["Les identifiants fournis par le propriétaire de la ressource ne sont pas valides", "user/credentials-wrong"],
    ["Le code de la méthode de défi doit être S256.", "pkce/method-unsupported"],
    ["Code d'autorisation manquant", "request/parameter-absent"],
  ],
};

describe.each(Object.entries(SENTENCES))("%s", (_, rows) => {
  it.each(rows.map(([sentence, cause, error = "none"]) => [sentence, cause, error] as const))("%s: %s", (...row) => {
    const [sentence, cause, error] = row;
    const [first] = [...meantBy(sentence, "unknown", error)].sort((a, b) => b.wording.weight - a.wording.weight);
    expect(first?.wording.reason).toBe(cause);
  });
});
