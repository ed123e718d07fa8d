/** What decision tables start from: complete clients, grants and catalogues, with only what a row is about given. */
import type { Client } from "../../src/protocol/client.ts";
import type { Form } from "../../src/protocol/form.ts";
import type { AuthorizationCode, CodeGrant, Grant, RefreshState } from "../../src/protocol/grant.ts";
import type { EndpointRequest } from "../../src/protocol/received.ts";
import { type Api, catalogueOf, OPENID_SCOPES, type Scope } from "../../src/protocol/scope/catalogue.ts";
import type { Settings } from "../../src/protocol/settings.ts";
import { isRefusal } from "../../src/reasons/index.ts";

/** The time of all decisions: noon, so that days before and after are plain. */
export const T = Date.UTC(2026, 5, 15, 12);
export const SECOND = 1000;
export const DAY = 86_400_000;

/** `granted`, or the code of the refusal. */
export const outcomeOf = (answer: unknown): string => (isRefusal(answer) ? answer.refused : "granted");

/** What was refused and why, without the occasion that a service returns beside it. */
export const refusalOf = (answer: unknown): unknown =>
  isRefusal(answer) ? { refused: answer.refused, evidence: answer.evidence } : answer;

export const client = (given: Partial<Client> = {}): Client => ({
  id: "photos",
  name: "Photos",
  applicationType: "web",
  disabled: false,
  authMethods: ["client_secret_basic"],
  grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
  redirectUris: ["https://photos.example/callback"],
  postLogoutRedirectUris: [],
  scopes: ["openid", "email", "offline_access", "read_photos", "write_photos"],
  defaultScopes: [],
  pkceRequired: true,
  idTokenAlg: "RS256",
  refreshWithoutOfflineAccess: false,
  firstParty: false,
  introspects: [],
  ...given,
});

export const PHOTOS: Api = {
  resource: "https://api.example/photos",
  name: "Photos",
  tokens: "jwt",
  alg: "ES256",
  typ: "at+jwt",
  lifetime: 600,
};
export const BILLS: Api = {
  resource: "https://api.example/bills",
  name: "Bills",
  tokens: "opaque",
  alg: "ES256",
  typ: "at+jwt",
  lifetime: 60,
};

export const scope = (name: string, given: Partial<Scope> = {}): Scope => ({
  name,
  description: name,
  api: PHOTOS.resource,
  sensitive: false,
  personal: false,
  state: { is: "active" },
  ...given,
});

/** An old scope that ends at midnight before and one that ends after `T`; one gone with and one without successor. */
export const catalogue = catalogueOf(
  [
    ...OPENID_SCOPES,
    scope("read_photos"),
    scope("write_photos"),
    scope("read_bills", { api: BILLS.resource }),
    scope("old_read", { state: { is: "deprecated", since: "2025-01-01", sunset: "2026-06-16" } }),
    scope("sunk_read", {
      state: { is: "deprecated", since: "2025-01-01", sunset: "2026-06-15", replacement: "read_photos" },
    }),
    scope("gone_write", { state: { is: "removed", replacement: "write_photos" } }),
    scope("gone_for_good", { state: { is: "removed" } }),
  ],
  [PHOTOS, BILLS],
);

export const settings = (given: Partial<Settings> = {}): Settings => ({
  issuer: "https://id.example",
  codeLifetime: 60,
  refreshGrace: 10,
  refreshIdleLifetime: 14 * 86_400,
  refreshLifetime: 90 * 86_400,
  idTokenLifetime: 3600,
  accessTokenLifetime: 600,
  sessionLifetime: 86_400,
  unknownScopes: "refuse",
  publicScopes: false,
  registration: {
    mode: "open",
    scopes: ["openid", "profile"],
    grantTypes: ["authorization_code", "refresh_token"],
    schemes: [],
    pkceRequired: true,
    unusedDays: 30,
    applications: 100,
    perHour: 30,
  },
  clientDocuments: { mode: "all", hosts: [], scopes: ["openid", "profile"], loopback: false },
  users: { attributes: [], editable: ["name", "email"] },
  selfService: { enabled: false, grantTypes: ["authorization_code", "refresh_token"], applications: 10 },
  keyRotation: { every: 90, ahead: 24 },
  journal: { days: 14, megabytes: 64 },
  ...given,
});

/** The verifier and challenge of RFC 7636 appendix B. */
export const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
export const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/** What is given of a grant, and of its code. */
export type GivenGrant = Partial<Omit<Grant, "source">> & Partial<Omit<AuthorizationCode, "kind">>;

const CODE: AuthorizationCode = {
  kind: "code",
  hash: new Uint8Array(32),
  expiresAt: T + 55 * SECOND,
  redirectUri: "https://photos.example/callback",
  redirectUriSent: true,
  challenge: CHALLENGE,
  redeemedAt: undefined,
  redeemedBy: undefined,
};

/** A grant that came from a code. */
export function grant(given: GivenGrant = {}): CodeGrant {
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in CODE)));
  const code = Object.fromEntries(Object.entries(given).filter(([name]) => name in CODE));
  return {
    id: 7,
    clientId: "photos",
    subject: "usr_ada",
    source: { ...CODE, ...code },
    sessionId: 3,
    scopes: ["openid", "offline_access", "read_photos"],
    createdAt: T - 5 * SECOND,
    authTime: T - 60 * SECOND,
    nonce: undefined,
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
    ...own,
  };
}

export const refreshState = (given: Partial<RefreshState> = {}): RefreshState => ({
  generation: 4,
  hash: new Uint8Array(32),
  rotatedAt: T - 5 * SECOND,
  startedAt: T - DAY,
  by: undefined,
  ...given,
});

/** A form that has been read: empty values are absent. */
export const formOf = (values: Readonly<Record<string, string>>, repeated: readonly string[] = []): Form => ({
  values: new Map(Object.entries(values).filter(([, value]) => value !== "")),
  repeated,
});

export const post = (body: string, given: Partial<EndpointRequest> = {}): EndpointRequest => ({
  method: "POST",
  contentType: "application/x-www-form-urlencoded",
  authorization: undefined,
  query: "",
  body,
  ...given,
});

export const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString("base64")}`;
