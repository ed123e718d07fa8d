/** Clients that may do something, and lack what it requires. */

import { methodsOf, profileOf } from "../../protocol/profiles/index.ts";
import { bringsTokens } from "../../protocol/response-types.ts";
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
  "responseTypes",
  "authMethods",
  "introspects",
] as const;

function* duplicates({ clients }: Configuration): Generator<Found> {
  for (const [i, client] of clients.entries()) {
    for (const list of LISTS) {
      const entries: readonly string[] = client[list] ?? [];
      const twice = entries.find((entry, at) => entries.indexOf(entry) !== at);
      if (twice !== undefined) yield { key: `clients[${i}].${list}`, is: `a list with ${JSON.stringify(twice)} twice` };
    }
  }
}

export const clients: readonly Check[] = [
  {
    name: "methods-beyond-profile",
    setting: "clients[].authMethods",
    when: "A client is registered for authentication methods that its profile doesn't allow.",
    means: "Requests with these methods are refused as client-auth/method-mismatch.",
    fix: "Register the client for private_key_jwt or a certificate alone.",
    find: (facts) =>
      ofClients(".authMethods", ({ authMethods, profile = facts.configuration.profile }) => {
        const allowed = methodsOf({ authMethods, profile });
        return (
          allowed.length < authMethods.length &&
          `a list with ${authMethods.filter((one) => !allowed.includes(one)).join(", ")}, under ${profile}`
        );
      })(facts),
  },
  {
    name: "id-tokens-beyond-profile",
    setting: "clients[].idTokenAlg",
    when: "A client's profile is FAPI 2.0, and its ID tokens are signed with RS256.",
    means: "FAPI 2.0 allows PS256, ES256 and EdDSA, and its clients refuse other ID tokens.",
    fix: "Set idTokenAlg to ES256.",
    find: (facts) =>
      ofClients(".idTokenAlg", ({ idTokenAlg, scopes, profile = facts.configuration.profile }) => {
        const { signingAlgs } = profileOf({ profile });
        return (
          signingAlgs?.includes(idTokenAlg) === false && scopes.includes("openid") && `${idTokenAlg}, under ${profile}`
        );
      })(facts),
  },
  {
    name: "client-credentials-without-scopes",
    setting: "clients[].scopes",
    when: "A client is allowed client_credentials, but has no scopes other than those about users.",
    means: "Every token request from the client is refused, because there is nothing to grant.",
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
    when: "A client that doesn't sign users in is allowed scopes that are about a user.",
    means: "Requests for them are refused as scope/unsuitable.",
    fix: "Remove these scopes from the client, or add authorization_code to grantTypes.",
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
    when: "A client is allowed the scope offline_access, but not the grant type refresh_token.",
    means: "Users are asked to allow offline_access, but the client gets no refresh token.",
    fix: "Add refresh_token to grantTypes, or remove offline_access from scopes.",
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
    name: "refresh-without-code",
    setting: "clients[].grantTypes",
    when: "A client is allowed the grant type refresh_token, but not authorization_code.",
    means:
      "The client never gets a refresh token, because only the authorization code grant issues them (RFC 6749, section 4.4.3).",
    fix: "Add authorization_code to grantTypes, or remove refresh_token.",
    find: ofClients(
      ".grantTypes",
      ({ grantTypes }) =>
        grantTypes.includes("refresh_token") && !grantTypes.includes("authorization_code") && grantTypes.join(", "),
    ),
  },
  {
    name: "refresh-setting-without-effect",
    setting: "clients[].refreshWithoutOfflineAccess",
    when: "`refreshWithoutOfflineAccess` is set for a client that isn't allowed the grant type refresh_token.",
    means: "The setting has no effect.",
    fix: "Add refresh_token to grantTypes, or remove the setting.",
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
    when: "A client isn't allowed any grant type and doesn't introspect tokens.",
    means: "Every token request from the client is refused as client/grant-type-not-allowed.",
    fix: "Add the grant types that the client uses. If the client only serves an API, add the API's resource to introspects.",
    find: ofClients(
      ".grantTypes",
      ({ grantTypes, introspects, responseTypes = [] }) =>
        grantTypes.length === 0 && introspects.length === 0 && responseTypes.length === 0 && "empty",
    ),
  },
  {
    name: "sensitive-scopes-without-consent",
    setting: "clients[].firstParty",
    when: "A client that skips consent is allowed sensitive scopes.",
    means: "Users are never asked to allow these scopes.",
    fix: "Set firstParty to false, or remove the sensitive scopes from the client.",
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
    name: "tokens-in-urls",
    setting: "clients[].responseTypes",
    when: "A client may get tokens from the authorization endpoint.",
    means:
      "Tokens in URLs are seen by browsers, their histories and logs, and nothing binds them to a key (RFC 9700, section 2.1.2).",
    fix: "Use code with PKCE, in browser apps too, and remove the other types.",
    find: ofClients(".responseTypes", ({ responseTypes = [] }) => {
      const tokens = responseTypes.filter(bringsTokens);
      return tokens.length > 0 && `a list with ${tokens.join(", ")}`;
    }),
  },
  {
    name: "response-type-without-effect",
    setting: "clients[].responseTypes",
    when: "A client's response types include one that the server doesn't offer.",
    means: "Requests for it are refused as request/response-type-unsupported.",
    fix: "Remove it, or add it to the server's responseTypes.",
    find: ofClients(".responseTypes", ({ responseTypes = [] }, { configuration }) => {
      const others = responseTypes.filter((type) => !configuration.responseTypes.includes(type));
      return others.length > 0 && `a list with ${others.join(", ")}`;
    }),
  },
  {
    name: "pkce-setting-without-effect",
    setting: "clients[].pkceRequired",
    when: "`pkceRequired` is false for a public client.",
    means: "The setting has no effect: public clients always need PKCE (RFC 9700, section 2.1.1).",
    fix: "Remove the setting.",
    find: ofClients(
      ".pkceRequired",
      ({ pkceRequired, authMethods }) => !pkceRequired && authMethods.includes("none") && "false for a public client",
    ),
  },
  {
    name: "claims-without-openid",
    setting: "clients[].idTokenClaims",
    when: "`idTokenClaims` is true for a client that is not allowed openid.",
    means: "The client gets no ID token, so there is nowhere to put the claims.",
    fix: "Add openid to scopes, or remove the setting.",
    find: ofClients(
      ".idTokenClaims",
      ({ idTokenClaims, scopes }) =>
        idTokenClaims === true && !scopes.includes("openid") && "true, while scopes has no openid",
    ),
  },
  {
    name: "owner-unknown",
    setting: "clients[].owner",
    when: "No account has the owner's user name.",
    means: "Only the operator can see the app's refusals.",
    fix: "Create the account with candor users add, or name another owner.",
    find: ofClients(
      ".owner",
      ({ owner }, { hasAccount }) =>
        owner !== undefined && hasAccount?.(owner) === false && `${JSON.stringify(owner)}, which has no account`,
    ),
  },
  {
    name: "duplicate-entry",
    setting: "clients[].redirectUris",
    when: "A client's list contains an entry twice.",
    means: "The second entry has no effect. You may have meant a different one.",
    fix: "Remove the second entry, or correct it.",
    find: ({ configuration }) => duplicates(configuration),
  },
];
