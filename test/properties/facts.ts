/** Facts of decisions, of every kind and in every state. */
import fc from "fast-check";
import type { ClientFacts } from "../../src/protocol/client-authentication/facts.ts";
import { METHOD_NAMES } from "../../src/protocol/client-authentication/index.ts";
import { GRANT_TYPES } from "../../src/protocol/grants/index.ts";
import { compareVerifier } from "../../src/protocol/pkce.ts";
import { CHALLENGE, client, grant, refreshState, settings, T, VERIFIER } from "../catalogue/samples.ts";

const maybe = <V>(value: V) => fc.constantFrom(value, undefined);
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const scopes = fc.subarray(["openid", "offline_access", "read_photos", "gone_write", "old_read", "read_bills", "x"]);

export const yes = fc.boolean();
export const time = fc.constantFrom(0, T - 100_000_000, T - 61_000, T - 1, T, T + 1, T + 59_000);
export const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("openid", "read_photos,openid", "", VERIFIER, CHALLENGE),
);
export const someText = fc.option(text, { nil: undefined });
export const settled = fc
  .constantFrom("refuse" as const, "ignore" as const)
  .map((unknownScopes) => settings({ unknownScopes }));

export const clients = fc
  .record({
    scopes,
    defaultScopes: scopes,
    disabled: yes,
    grantTypes: fc.subarray(GRANT_TYPES),
    authMethods: fc.subarray(METHOD_NAMES, { minLength: 1 }),
    pkceRequired: yes,
    firstParty: yes,
  })
  .map((given) => client(given));

export const presented = fc.record<ClientFacts>({
  method: fc.constantFrom(...METHOD_NAMES),
  clientId: maybe("photos"),
  client: fc.option(clients, { nil: undefined, freq: 9 }),
  secret: fc.constantFrom({ is: "right" }, { is: "absent" }, { is: "wrong", length: 3 }, { is: "expired", at: T }),
});

export const origins = fc.option(
  fc.record({ agent: maybe("a"), network: fc.constantFrom("192.0.2.0/24", "198.51.100.0/24", undefined) }),
  { nil: undefined },
);
const grants = fc
  .record({
    scopes,
    clientId: fc.constantFrom("photos", "other"),
    expiresAt: time,
    redeemedAt: maybe(T - 5),
    redeemedBy: origins,
    revokedAt: maybe(T - 4),
    challenge: maybe(CHALLENGE),
    hash: bytes,
    refresh: fc
      .record({ rotatedAt: time, startedAt: time, hash: bytes, by: origins })
      .map((given) => refreshState(given)),
  })
  .map((given) => grant(given));
const found = fc.record({ is: fc.constant("found" as const), grant: grants });
const absent = fc.constantFrom({ is: "gone", length: 5 } as const, { is: "foreign", length: 5 } as const);

export const codes = fc.oneof({ weight: 9, arbitrary: found }, absent);
export const verifiers = fc
  .tuple(maybe(CHALLENGE), someText)
  .map(([challenge, sent]) => compareVerifier(challenge, sent));
export const codeRequests = fc.record({
  grantType: fc.constant("authorization_code" as const),
  code: text,
  redirectUri: maybe("https://photos.example/callback"),
  codeVerifier: someText,
});
export const refreshTokens = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(found, fc.nat(3)).map(([it, generationsBehind]) => ({ ...it, generationsBehind })) },
  absent,
);

export const authorizations = fc.record({
  values: fc.record({
    scope: text,
    prompt: fc.constantFrom("", "none", "login", "none login"),
    max_age: fc.constantFrom("", "0", "60", "x"),
    response_type: fc.constantFrom("code", ""),
    code_challenge: fc.constantFrom("", CHALLENGE),
    code_challenge_method: fc.constantFrom("", "S256"),
  }),
  of: clients,
  person: fc.option(
    fc.record({ sessionId: fc.nat(), subject: fc.constantFrom("ada", "grace"), authTime: time, consented: scopes }),
    { nil: undefined },
  ),
  hint: fc.constantFrom(
    { is: "absent" } as const,
    { is: "valid", subject: "ada" } as const,
    { is: "invalid", because: "x" } as const,
  ),
  answer: fc.constantFrom("allow" as const, "deny" as const, undefined),
});

export const tokenClaims = fc.record({
  id: fc.nat(),
  clientId: text,
  subject: text,
  scopes,
  audience: fc.tuple(text),
  expiresAt: time,
  grantId: fc.constant(undefined),
});
