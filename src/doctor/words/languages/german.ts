/** German: "nicht" may come before or after what it denies. */
import type { Lexicon } from "../concepts.ts";

export const german: Lexicon = {
  code: "autorisierungscode*, authorisierungscode*, berechtigungscode*, zugangscode*, autorisierungs code, zugriffscode*, berechtigungs code",
  deviceCode: "gerätecode*, benutzercode*, geräte code",
  refresh: "aktualisierungstoken*, refresh tokens, erneuerungstoken*",
  token: "zugriffstoken*, zugriffs token, zugangstoken*, sicherheitstoken*, token, tokens",
  accessToken: "zugriffstoken*, zugriffs token, zugangstoken*",
  idToken: "id token, identitätstoken*",
  secret:
    "client geheimnis*, clientgeheimnis*, geheimnis*, clientschlüssel*, geheimer clientschlüssel*, geheimer schlüssel, client schlüssel, anwendungsgeheimnis*",
  clientId: "client kennung, anwendungs id, client id, app id, clientkennung, anwendungskennung",
  client: "client, clients, anwendung, anwendungen, applikation, app, clientanwendung",
  clientAuth:
    "client authentifizierung, clientauthentifizierung*, authentifizierung des clients, client anmeldedaten, client zugangsdaten, clientanmeldeinformationen",
  authMethod: "authentifizierungsmethode*, authentifizierungsverfahren*, authentifizierungs methode",
  redirect:
    "weiterleitungs uri, weiterleitungs url, umleitungs uri, umleitungs url, weiterleitungsadresse*, antwort url, antwort uri, redirect uri, rückruf url, callback url, weiterleitungsuri, umleitungsuri, umleitungsadresse*, antwort urls",
  verifier: "code verifizierer, codeverifizierer, code überprüfer",
  challenge: "code herausforderung, codeherausforderung",
  challengeMethod: "code herausforderungsmethode, herausforderungsmethode",
  scope: "scope, scopes, geltungsbereich*, bereich*, berechtigungsumfang*, gültigkeitsbereich*",
  permission: "befugnis*, berechtigung, berechtigungen, rechte",
  grantType:
    "autorisierungs typ*, gewährungstyp*, genehmigungstyp*, berechtigungstyp*, grant typ, grant typen, autorisierungstyp*, zuteilungstyp*, gewährungsart*",
  grant: "gewährung, autorisierungsgewährung, die bereitgestellte autorisierung",
  flow: "standard flow, implicit flow, ablauf, fluss, gewährungsfluss",
  responseType: "antworttyp*, antwort typ, response typ",
  responseMode: "antwortmodus, antwort modus",
  state: "state parameter, zustandsparameter*, statusparameter*, state wert, zustandswert*",
  parameter: "parameter, parametern, parameters, feld",
  authHeader: "autorisierungsheader*, authorization header, autorisierungs header",
  signature: "signatur, signaturen",
  key: "öffentlicher schlüssel, signaturschlüssel*, öffentlichen schlüssel",
  audience: "zielgruppe, empfänger, audience",
  issuer: "aussteller, ausstellers, herausgeber",
  algorithm: "algorithmus, signaturalgorithmus",
  user: "benutzer*, benutzerkonto, nutzer, konto, ressourcenbesitzer*, nutzerkonto, benutzerkontos",
  password: "passwort*, kennwort*",
  username: "benutzername*, e mail adresse, anmeldename*",
  userCredentials: "anmeldedaten, zugangsdaten, anmeldeinformationen",
  session: "sitzung*, session, sessions",
  consent: "zustimmung*, einwilligung*",
  admin: "administrator*, administratorzustimmung*",
  tenant: "mandant*, verzeichnis*, organisation",
  policy: "richtlinie*, zugriffsrichtlinie*, bedingt* zugriff*",
  mfa: "mehrfachauthentifizierung, zwei faktor*, mehrstufig* authentifizierung, multi faktor*, mehr faktor*, einmalkennwort*, zweiter faktor, zweistufig*",
  certificate: "zertifikat*",
  cookie: "cookies",
  rateLimit:
    "zu viele anfragen, zu viele versuche, ratenbegrenzung, anfragelimit, zu viele anforderungen, rate begrenzt",
  fault:
    "interner fehler, interner server fehler, interner serverfehler, unerwarteter fehler, versuchen sie es später, später noch einmal, später erneut, momentan nicht verfügbar, vorübergehend nicht, internen fehler, unerwartetes problem",
  expired: "abgelaufen*, läuft ab, zeitüberschreitung, nicht mehr gültig, veraltet, ablauf der gültigkeit, zeitlimit",
  used: "bereits verwendet, bereits benutzt, bereits eingelöst, schon verwendet, mehrfach verwendet, wiederverwendet, nur einmal, schon benutzt, wurde verwendet, erneut verwendet",
  revoked: "widerrufen*, zurückgezogen*, entzogen*, für ungültig erklärt",
  disabled: "deaktiviert*, gesperrt*, gelöscht*, blockiert*, entfernt*, abgeschaltet*, stillgelegt*",
  unknown: "unbekannt*, nicht vorhanden, existiert nicht, kein* gefunden, nicht auffindbar, nicht bekannt*",
  invalid: "ungültig*, falsch*, fehlerhaft*, unzulässig*, nicht korrekt*, inkorrekt*, nicht in ordnung",
  failed: "fehlgeschlagen*, schlug fehl, gescheitert*, nicht erfolgreich*",
  mismatch:
    "stimmt nicht überein, stimmen nicht überein, abweichend*, weicht ab, unterschiedlich*, nicht übereinstimm*, passt nicht, passen nicht, nicht identisch, weichen ab",
  missing:
    "fehlt, fehlen, fehlend*, erforderlich*, benötigt, erfordert, leer, muss angegeben werden, pflichtfeld, nicht angegeben, muss enthalten, verlangt, ohne, vorgeschrieben, wird benötigt, muss vorhanden",
  denied:
    "nicht berechtigt, verboten*, darf nicht, darf sich nicht, kein* berechtigung, nicht autorisiert, unberechtigt*, nicht befugt, keinen zugriff, untersagt*",
  notRegistered: "nicht registriert*, nicht hinterlegt*, nicht eingetragen*, nicht konfiguriert*, nicht eingerichtet",
  unsupported:
    "nicht unterstützt*, unterstützt* nicht, wird nicht unterstützt, werden nicht unterstützt, nicht unterstützte",
  other: "anderen, anderer, anderes, andere, anderem",
  malformed:
    "fehlerhaftes format, ungültiges format, nicht dekodiert, nicht lesbar, konnte nicht gelesen, konnte nicht geparst, entschlüsselt, formatiert",
  insufficient:
    "keine berechtigung für diese, hat keine berechtigung, unzureichend*, nicht genügend rechte, nicht ausreichend*, nicht genügend berechtigungen",
  canceled: "abgelehnt, abgebrochen, verweigert, zurückgewiesen",
  byUser: "vom benutzer, durch den benutzer",
  loginRequired:
    "anmeldung erforderlich, müssen sich anmelden, nicht angemeldet, melden sie sich an, anmeldung ist erforderlich",
  consentRequired:
    "zustimmung erforderlich, nicht zugestimmt, zustimmung ist erforderlich, einwilligung erforderlich, zustimmung des benutzers",
  accessDenied: "zugriff verweigert, zugriff abgelehnt, zugriff wurde verweigert",
  insecure: "https erforderlich, https ist erforderlich",
  early: "noch nicht gültig, in der zukunft",
  clock: "uhrzeit, systemzeit, uhr",
  changed: "geändert, zurückgesetzt",
  found: "gefunden, vorhanden, existiert, finden",
  valid: "gültig*, korrekt, überprüft, verifiziert*, validiert",
  matching: "übereinstimm*, überein, passt, entspricht, gehört",
  given: "angegeben, bereitgestellt, übergeben, enthalten, gesendet, übermittelt, enthält, mitgesendet",
  allowed:
    "erlaubt, zugelassen, gestattet, zulässig, freigegeben, aktiviert, genehmigt, bestätigt, berechtigt, autorisiert",
  registered: "registriert, hinterlegt, eingetragen, konfiguriert",
  supported: "unterstützt, unterstützen",
  active: "aktiv",
  issued: "ausgestellt, ausgegeben, erstellt",
  notEither: "nicht",
  no: "kein, keine, keinen, keinem, keiner",
  nothing:
    "fehlercode*, statuscode*, verifizierungscode*, wiederherstellungscode*, one time code, backup code, ihren administrator, an den administrator",
};
