/** Clients that may do something, and lack what it requires. */
import { GROUP_SCOPES, OPENID_SCOPES } from "../../protocol/scope/catalogue.ts";
import type { Configuration } from "../schema.ts";
import { type Check, type Found, ofClients } from "./define.ts";

/** About a user. Scopes like offline_access mean nothing without one. */
const PERSONAL: ReadonlySet<string> = new Set([...OPENID_SCOPES, ...GROUP_SCOPES].map(({ name }) => name));

const LISTS = [
  "redirectUris",
  "postLogoutRedirectUris",
  "scopes",
  "defaultScopes",
  "grantTypes",
  "authMethods",
  "introspects",
] as const;

function* duplicates({ clients }: Configuration): Generator<Found> {
  for (const [i, client] of clients.entries()) {
    for (const list of LISTS) {
      const entries: readonly string[] = client[list];
      const twice = entries.find((entry, at) => entries.indexOf(entry) !== at);
      if (twice !== undefined) yield { key: `clients[${i}].${list}`, is: `a list with ${JSON.stringify(twice)} twice` };
    }
  }
}

export const clients: readonly Check[] = [
  {
    name: "client-credentials-without-scopes",
    setting: "clients[].scopes",
    when: "A client may use client_credentials, and has no scope that is not about a user.",
    means: "Every token request of the client is refused: there is nothing to grant.",
    fix: "Add the scopes that the client needs. If it only introspects tokens, set grantTypes to [].",
    find: ofClients(".scopes", ({ grantTypes, scopes }) => {
      if (!grantTypes.includes("client_credentials")) return undefined;
      const usable = scopes.filter((name) => !PERSONAL.has(name));
      return (
        usable.length === 0 && (scopes.length === 0 ? "empty" : `only ${scopes.join(", ")}, which are about users`)
      );
    }),
  },
  {
    name: "scopes-about-nobody",
    setting: "clients[].scopes",
    when: "A client that signs nobody in is allowed scopes that are about a user.",
    means: "Requests for them are refused as scope/unsuitable.",
    fix: "Take them from the client, or add authorization_code to grantTypes.",
    find: ofClients(".scopes", ({ grantTypes, scopes }) => {
      const personal = scopes.filter((name) => PERSONAL.has(name));
      const isMachine = grantTypes.includes("client_credentials") && !grantTypes.includes("authorization_code");
      return (
        isMachine && personal.length > 0 && personal.length < scopes.length && `a list with ${personal.join(", ")}`
      );
    }),
  },
  {
    name: "offline-access-without-refresh",
    setting: "clients[].grantTypes",
    when: "A client is allowed offline_access, and may not use refresh_token.",
    means: "Users are asked for it, and the client gets no refresh token.",
    fix: "Add refresh_token to grantTypes, or take offline_access from scopes.",
    find: ofClients(
      ".grantTypes",
      ({ grantTypes, scopes }) =>
        scopes.includes("offline_access") &&
        grantTypes.includes("authorization_code") &&
        !grantTypes.includes("refresh_token") &&
        `${grantTypes.join(", ")}, while scopes has offline_access`,
    ),
  },
  {
    name: "refresh-without-offline-access",
    setting: "clients[].scopes",
    when: "A client may use refresh_token, and is not allowed offline_access.",
    means: "The client never gets a refresh token.",
    fix: "Add offline_access to scopes, or set refreshWithoutOfflineAccess to true. Otherwise remove refresh_token from grantTypes.",
    find: ofClients(
      ".scopes",
      ({ grantTypes, scopes, refreshWithoutOfflineAccess }) =>
        grantTypes.includes("refresh_token") &&
        grantTypes.includes("authorization_code") &&
        !scopes.includes("offline_access") &&
        !refreshWithoutOfflineAccess &&
        "without offline_access, while grantTypes has refresh_token",
    ),
  },
  {
    name: "refresh-without-code",
    setting: "clients[].grantTypes",
    when: "A client may use refresh_token, and not authorization_code.",
    means:
      "The client never gets a refresh token: they are issued with authorization codes only (RFC 6749, section 4.4.3).",
    fix: "Add authorization_code to grantTypes, or take refresh_token out.",
    find: ofClients(
      ".grantTypes",
      ({ grantTypes }) =>
        grantTypes.includes("refresh_token") && !grantTypes.includes("authorization_code") && grantTypes.join(", "),
    ),
  },
  {
    name: "refresh-setting-without-effect",
    setting: "clients[].refreshWithoutOfflineAccess",
    when: "`refreshWithoutOfflineAccess` is set for a client that may not use refresh_token.",
    means: "The setting has no effect.",
    fix: "Add refresh_token to grantTypes, or leave the setting out.",
    find: ofClients(
      ".refreshWithoutOfflineAccess",
      ({ grantTypes, refreshWithoutOfflineAccess }) =>
        refreshWithoutOfflineAccess &&
        !grantTypes.includes("refresh_token") &&
        `true, while grantTypes has no refresh_token`,
    ),
  },
  {
    name: "client-without-purpose",
    setting: "clients[].grantTypes",
    when: "A client may use no grant, and introspects nothing.",
    means: "Every token request of the client is refused as client/grant-type-not-allowed.",
    fix: "Add the grants that the client uses, or the APIs that it serves to introspects.",
    find: ofClients(
      ".grantTypes",
      ({ grantTypes, introspects }) => grantTypes.length === 0 && introspects.length === 0 && "empty",
    ),
  },
  {
    name: "sensitive-scopes-without-consent",
    setting: "clients[].firstParty",
    when: "A client that skips consent is allowed sensitive scopes.",
    means: "Users are never asked about them.",
    fix: "Set firstParty to false, or take the sensitive scopes from the client.",
    find: ofClients(".firstParty", ({ firstParty, scopes, grantTypes }, { configuration }) => {
      const sensitive = configuration.scopes.filter(({ name, sensitive }) => sensitive && scopes.includes(name));
      return (
        firstParty &&
        grantTypes.includes("authorization_code") &&
        sensitive.length > 0 &&
        `true, and its scopes include ${sensitive.map(({ name }) => name).join(", ")}`
      );
    }),
  },
  {
    name: "pkce-setting-without-effect",
    setting: "clients[].pkceRequired",
    when: "`pkceRequired` is false for a public client.",
    means: "The setting has no effect: public clients always need PKCE (RFC 9700, section 2.1.1).",
    fix: "Leave the setting out.",
    find: ofClients(
      ".pkceRequired",
      ({ pkceRequired, authMethods }) => !pkceRequired && authMethods.includes("none") && "false for a public client",
    ),
  },
  {
    name: "claims-without-openid",
    setting: "clients[].idTokenClaims",
    when: "`idTokenClaims` is true for a client that is not allowed openid.",
    means: "The client gets no ID token that could carry them.",
    fix: "Add openid to scopes, or leave the setting out.",
    find: ofClients(
      ".idTokenClaims",
      ({ idTokenClaims, scopes }) =>
        idTokenClaims === true && !scopes.includes("openid") && "true, while scopes has no openid",
    ),
  },
  {
    name: "owner-unknown",
    setting: "clients[].owner",
    when: "There is no account with the user name of the owner.",
    means: "Nobody but the operator sees the refusals of the application.",
    fix: "Create the account, or name another owner.",
    find: ofClients(
      ".owner",
      ({ owner }, { hasAccount }) =>
        owner !== undefined && hasAccount?.(owner) === false && `${JSON.stringify(owner)}, who has no account`,
    ),
  },
  {
    name: "duplicate-entry",
    setting: "clients[].redirectUris",
    when: "A list of a client has an entry twice.",
    means: "The second has no effect. Another one may have been meant.",
    fix: "Remove it, or correct it.",
    find: ({ configuration }) => duplicates(configuration),
  },
];
