/**
 * What a record keeps of an occasion: only the members declared here. The compiler asks for every member of an occasion, so
 * that a new one is kept only by an explicit choice. Bytes, which are hashes of secrets, can't be kept.
 */
import type { Confirmation } from "../access-token.ts";
import type { Client } from "../client.ts";
import type { ClientFacts } from "../client-authentication/checks.ts";
import type { NotFound } from "../credential.ts";
import type { Grant } from "../grant.ts";
import type { CodeFacts } from "../grants/authorization-code/facts.ts";
import type { RefreshFacts } from "../grants/refresh-token/facts.ts";
import type { Occasion } from "../occasion.ts";
import type { Origin } from "../origin.ts";
import type { FormFault } from "../person/occasion.ts";

type Plain = string | number | boolean | undefined;
type KeysOf<T> = T extends unknown ? keyof T : never;
type MemberOf<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** `kept` as it is, `left` out, or member by member. */
type Declared<T> = [T] extends [Plain | readonly string[]]
  ? "kept" | "left"
  : [T] extends [Uint8Array | undefined]
    ? "left"
    : "left" | { readonly [K in KeysOf<Exclude<T, undefined>>]: Declared<MemberOf<T, K>> };

type Of<D, On = Occasion> = On extends { readonly decision: infer E } ? (D extends E ? On : never) : never;

const ORIGIN: Declared<Origin> = { agent: "kept", network: "kept" };

const CLIENT: Declared<Client> = {
  id: "kept",
  name: "kept",
  applicationType: "kept",
  anyLocalhostPort: "kept",
  allowedSchemes: "kept",
  owner: "kept",
  disabled: "kept",
  authMethods: "kept",
  grantTypes: "kept",
  redirectUris: "kept",
  postLogoutRedirectUris: "kept",
  scopes: "kept",
  defaultScopes: "kept",
  pkceRequired: "kept",
  idTokenAlg: "kept",
  refreshWithoutOfflineAccess: "kept",
  firstParty: "kept",
  idTokenClaims: "kept",
  issOnErrors: "kept",
  profile: "kept",
  codeLifetime: "kept",
  accessTokenLifetime: "kept",
  refreshLifetime: "kept",
  refreshIdleLifetime: "kept",
  idTokenLifetime: "kept",
  introspects: "kept",
};

const CLIENT_FACTS: Declared<ClientFacts> = {
  throttled: "kept",
  earlier: { code: "kept", title: "kept", ref: "kept" },
  method: "kept",
  clientId: "kept",
  client: CLIENT,
  secret: { is: "kept", at: "kept", length: "kept" },
};

const NOT_FOUND: Declared<NotFound> = { is: "kept", looks: "kept", length: "kept", expected: "kept" };

const CONFIRMATION: Declared<Confirmation> = { jkt: "kept", "x5t#S256": "kept" };

/** Decisions don't need the hashes of its code and refresh token, or what the client asked for in the user's name. */
const GRANT: Declared<Grant> = {
  id: "kept",
  clientId: "kept",
  subject: "kept",
  source: {
    kind: "kept",
    hash: "left",
    expiresAt: "kept",
    redirectUri: "kept",
    redirectUriSent: "kept",
    challenge: "kept",
    redeemedAt: "kept",
    redeemedBy: ORIGIN,
    act: "left",
  },
  sessionId: "kept",
  scopes: "kept",
  audience: "kept",
  authorizationDetails: "left",
  createdAt: "kept",
  authTime: "kept",
  nonce: "left",
  requestedClaims: "left",
  refresh: {
    generation: "kept",
    hash: "left",
    rotatedAt: "kept",
    startedAt: "kept",
    by: ORIGIN,
    cnf: CONFIRMATION,
  },
  revokedAt: "kept",
  revokedBecause: "kept",
};

/** What was received is redacted by its own rules (`redact.ts`). Scopes and settings are kept separately from the records. */
const SENT = { decision: "kept", now: "kept", received: "left" } as const;
const AROUND = { catalogue: "left", settings: "left" } as const;
const FORM_FAULT: Declared<FormFault> = { is: "kept", header: "kept", expected: "kept" };
const FORM = { decision: "kept", now: "kept", form: "left", ours: "kept", formFault: FORM_FAULT } as const;

const OF_CLIENT: Declared<Of<"introspection">> = {
  ...SENT,
  client: CLIENT_FACTS,
  issuedTo: "kept",
  introspected: { issuedTo: "kept", audience: "kept" },
  visible: "kept",
  page: { wrong: "kept" },
};

type AsKept<On> = On extends { readonly decision: "token" }
  ? Omit<On, "facts" | "by"> & {
      readonly code: CodeFacts & { readonly by: Origin };
      readonly refresh: RefreshFacts & { readonly by: Origin };
    }
  : On;

const DECLARED: { readonly [D in Occasion["decision"]]: Declared<AsKept<Of<D>>> } = {
  token: {
    ...SENT,
    ...AROUND,
    client: CLIENT_FACTS,
    code: {
      code: { ...NOT_FOUND, grant: GRANT },
      sessionLives: "kept",
      accountEnabled: "kept",
      verifier: { is: "kept", length: "kept", character: "kept", computed: "kept", isChallenge: "kept" },
      by: ORIGIN,
    },
    refresh: { token: { ...NOT_FOUND, grant: GRANT, generationsBehind: "kept" }, accountEnabled: "kept", by: ORIGIN },
  },
  introspection: OF_CLIENT,
  revocation: OF_CLIENT,
  refusals: OF_CLIENT,
  bearer: {
    ...SENT,
    ...AROUND,
    token: {
      is: "kept",
      looks: "kept",
      length: "kept",
      revoked: "kept",
      claims: {
        id: "kept",
        clientId: "kept",
        subject: "kept",
        scopes: "kept",
        audience: "kept",
        issuedAt: "kept",
        expiresAt: "kept",
        grantId: "kept",
        cnf: CONFIRMATION,
      },
    },
    demand: { audience: "kept", scope: "kept" },
    accountEnabled: "kept",
    client: CLIENT,
  },
  authorization: {
    ...SENT,
    ...AROUND,
    client: CLIENT,
    person: { sessionId: "kept", subject: "kept", authTime: "kept", consented: "kept" },
    hint: { is: "kept", subject: "kept", because: "kept" },
    answer: "kept",
    justSignedIn: "kept",
  },
  "sign-in": { ...FORM, attempt: { is: "kept", retryAfter: "kept" } },
  consent: { ...FORM, answered: "kept" },
  invitation: { ...FORM, good: "kept", fault: { parameter: "kept", expected: "kept" } },
  "sign-out": {
    ...FORM,
    request: "left",
    length: "kept",
    place: "kept",
    carried: "kept",
    hint: { is: "kept", subject: "kept", because: "kept" },
    named: "kept",
    client: {
      id: "kept",
      postLogoutRedirectUris: "kept",
      applicationType: "kept",
      anyLocalhostPort: "kept",
      profile: "kept",
    },
  },
  http: {
    decision: "kept",
    now: "kept",
    method: "kept",
    path: "kept",
    found: {
      is: "kept",
      scheme: "kept",
      issuer: "kept",
      limit: "kept",
      measured: "kept",
      near: "kept",
      metadata: "kept",
      allowed: "kept",
      sent: "kept",
      endpoint: "kept",
      fault: "kept",
      sign: "kept",
      storage: "kept",
      hook: "kept",
      failure: "kept",
      timeout: "kept",
      because: "kept",
    },
  },
};

type Loose = "kept" | "left" | { readonly [name: string]: Loose };

/** The declared members of an occasion. */
export function declaredOf(on: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return membersOf(on, DECLARED[on.decision as Occasion["decision"]] as Loose) as Readonly<Record<string, unknown>>;
}

function membersOf(value: unknown, as: Loose): unknown {
  if (as === "kept" || typeof value !== "object" || value === null) return value;
  const members = as as Readonly<Record<string, Loose>>;
  const kept = Object.entries(value).flatMap(([name, member]) => {
    const how = Object.hasOwn(members, name) ? members[name] : undefined;
    return how === undefined || how === "left" ? [] : [[name, membersOf(member, how)] as const];
  });
  return Object.fromEntries(kept);
}
