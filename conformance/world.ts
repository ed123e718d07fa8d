/** Who is registered for the certification suites: clients, their keys and certificates, people. Nothing of it may serve anybody else. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "candor";

/** Where the server under test is, as the suite reaches it. */
export const ISSUER = process.env.CONFORMANCE_ISSUER ?? "https://localhost:9443";
/** Where the suite is, as browsers reach it. */
export const SUITE = process.env.CONFORMANCE_SUITE ?? "https://localhost.emobix.co.uk:8443";
/** Where `approver.ts` decides for the person, as the suite reaches it. */
export const APPROVER = process.env.CONFORMANCE_APPROVER ?? `http://${new URL(ISSUER).hostname}:9444`;
/** The alias of the test plans, which is a part of all of the suite's URLs. */
export const ALIAS = process.env.CONFORMANCE_ALIAS ?? "candor";
/** What `start.ts` makes at the first start: keys, certificates, the database. */
export const DATA = process.env.CONFORMANCE_DATA ?? join(import.meta.dirname, "data");

/** Ada allows everything. Bob is never asked whether he allows anything without saying no. */
export const PERSON = { username: "ada", password: "correct-horse-battery" } as const;
export const NAYSAYER = { username: "bob", password: "staple-battery-horse" } as const;

/** A client of the suite. Names begin with the plans that they are for. */
export type Registered = NonNullable<Config["clients"]>[number];
export const SENDERS = ["dpop", "mtls"] as const;
export const AUTHENTICATIONS = ["private_key_jwt", "tls_client_auth"] as const;
/**
 * What a client of a FAPI plan signs: nothing in the plans of the Security Profile, its requests, or requests and responses
 * (FAPI 2.0 Message Signing). Those that sign nothing may ask for signed responses.
 */
export const SIGNED = ["nothing", "requests", "messages"] as const;
/** Each plan has a second client, whose codes and tokens the first must not be able to use. */
export const BOTH = [1, 2] as const;

export const secretOf = (id: string): string => `${id}-secret-of-the-conformance-suite`;
export type Signed = (typeof SIGNED)[number];
export const fapiId = (sender: string, authentication: string, which: number, signed: Signed = "nothing"): string =>
  `fapi-${signed === "nothing" ? "" : `${signed}-`}${sender}-${authentication.replaceAll("_", "-")}-${which}`;

/** All that OpenID Connect defines: the plans of its certification use each. */
export const RESPONSE_TYPES = [
  ...(["code", "id_token", "id_token token"] as const),
  ...(["code id_token", "code token", "code id_token token"] as const),
] as const;

const at = (path: string): string => `${SUITE}/test/a/${ALIAS}/${path}`;
const file = (name: string): string => join(DATA, name);

/** The public half of the keys of a client, made by `start.ts`. */
function jwksOf(which: number): Registered["jwks"] {
  const { keys } = JSON.parse(readFileSync(file(`client-${which}.jwks.json`), "utf8")) as {
    keys: Record<string, string>[];
  };
  return { keys: keys.map(({ d: _, p: __, q: ___, dp: ____, dq: _____, qi: ______, ...key }) => key) };
}

const person = {
  grantTypes: ["authorization_code", "refresh_token"],
  scopes: ["openid", "profile", "email", "address", "phone", "offline_access"],
} satisfies Partial<Registered>;

/** OpenID Connect: the suite sends no PKCE in these plans. */
const openid = (id: string, more: Partial<Registered>): Registered => ({
  id,
  name: `The suite's ${id}`,
  secrets: [{ value: secretOf(id) }],
  redirectUris: [at("callback")],
  postLogoutRedirectUris: [at("post_logout_redirect")],
  pkceRequired: false,
  responseTypes: [...RESPONSE_TYPES],
  ...person,
  ...more,
});

function fapi(
  sender: (typeof SENDERS)[number],
  authentication: (typeof AUTHENTICATIONS)[number],
  which: 1 | 2,
  signed: Signed,
): Registered {
  return {
    id: fapiId(sender, authentication, which, signed),
    name: `The suite's FAPI client ${which}`,
    authMethods: [authentication],
    // The suite's second client has a query in its redirect URI.
    redirectUris: [at(which === 1 ? "callback" : "callback?dummy1=lorem&dummy2=ipsum")],
    jwks: jwksOf(which),
    ...(authentication === "tls_client_auth" && { tlsClientAuthSubjectDn: subjectOf(which) }),
    profile: signed === "messages" ? "fapi2-message-signing" : "fapi2-security",
    ...(signed === "requests" && { requireSignedRequestObject: true }),
    ...({ idTokenAlg: "ES256", authorizationSignedResponseAlg: "ES256" } as const),
    ...(sender === "dpop" ? { dpopBoundAccessTokens: true } : { tlsClientCertificateBoundAccessTokens: true }),
    ...person,
  };
}

/** CIBA, as FAPI has it: signed requests, and tokens bound to the certificate. The suite's second client is of the same kind. */
export const MODES = ["poll", "ping"] as const;
export const cibaId = (mode: string, authentication: string, which: number): string =>
  `ciba-${mode}-${authentication.replaceAll("_", "-")}-${which}`;

function ciba(
  mode: (typeof MODES)[number],
  authentication: (typeof AUTHENTICATIONS)[number],
  which: 1 | 2,
): Registered {
  return {
    id: cibaId(mode, authentication, which),
    name: `The suite's CIBA client ${which}`,
    authMethods: [authentication],
    jwks: jwksOf(which),
    ...(authentication === "tls_client_auth"
      ? { tlsClientAuthSubjectDn: subjectOf(which) }
      : { authSigningAlg: "PS256" }),
    tlsClientCertificateBoundAccessTokens: true,
    idTokenAlg: "ES256",
    grantTypes: ["urn:openid:params:grant-type:ciba", "refresh_token"],
    scopes: person.scopes,
    backchannelTokenDeliveryMode: mode,
    backchannelRequestSigningAlg: "PS256",
    ...(mode === "ping" && { backchannelNotificationEndpoint: at("ciba-notification-endpoint") }),
  };
}

/** The subject of a client's certificate, as RFC 4514 writes it. */
export const subjectOf = (which: number): string => `CN=client-${which},O=Conformance`;

export function clients(): readonly Registered[] {
  if (!existsSync(file("client-1.jwks.json")))
    throw new Error("Start it with npm run conformance, which makes the keys.");
  return [
    openid("openid-basic", { authMethods: ["client_secret_basic"] }),
    openid("openid-basic-2", { authMethods: ["client_secret_basic"] }),
    openid("openid-post", { authMethods: ["client_secret_post"] }),
    ...SENDERS.flatMap((sender) =>
      AUTHENTICATIONS.flatMap((authentication) =>
        SIGNED.flatMap((signed) => BOTH.map((which) => fapi(sender, authentication, which, signed))),
      ),
    ),
    ...MODES.flatMap((mode) =>
      AUTHENTICATIONS.flatMap((authentication) => BOTH.map((which) => ciba(mode, authentication, which))),
    ),
  ];
}
