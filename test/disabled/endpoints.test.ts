/** What was disabled or deleted is so at every endpoint. Each row says where the responses differ from those of a world in which all is well. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Config } from "../../src/configuration/schema.ts";
import { type Belongings, type Change, OPAQUE, Stage } from "./stage.ts";

let stage: Stage;
let has: Belongings;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.world.close());
beforeEach(async () => {
  stage.reset();
  has = await stage.equip();
});

const WELL: Readonly<Record<string, string>> = {
  "sign-in": "303 to /",
  "authorize, silently": "303 to /app/callback with a code",
  authorize: "303 to /app/callback with a code",
  consent: "303 to /app/callback with a code",
  "introspect the JWT": "200 active: openid email offline_access read_profile",
  "introspect the opaque token": "200 active: openid read_opaque",
  "introspect the refresh token": "200 active: openid email offline_access read_profile",
  "userinfo by the JWT": "200 with the email",
  "userinfo by the opaque token": "200",
  "token by code": "200 token: openid read_profile",
  "token by refresh": "200 token: openid email offline_access read_profile",
  "token for itself": "200 token: read_profile",
  "refusal, the client's": "200 about scope/unknown",
  "refusal, the owner's": "200 Refused: Unknown scope",
  "revoke the opaque token": "200",
  "sign-out": "303 to /app",
};

/** Whatever is said: no code, no session, nobody sent to the application. */
const NO_CODE = expect.not.stringMatching(/with a code/);
const NOT_BACK = expect.not.stringMatching(/to \/app$/);

type Row = Readonly<Record<string, unknown>>;

const PERSON_GONE: Row = {
  "sign-in": "401 user/credentials-wrong",
  "authorize, silently": "303 user/login-required",
  authorize: "200 Sign in",
  consent: NO_CODE,
  "introspect the JWT": "200 inactive",
  "introspect the opaque token": "200 inactive",
  "introspect the refresh token": "200 inactive",
  "userinfo by the JWT": "401 token/revoked",
  "userinfo by the opaque token": "401 token/revoked",
  "token by code": "400 grant/account-disabled",
  "token by refresh": "400 grant/account-disabled",
};

/** Whatever the client must authenticate for. */
const unauthenticated = (refusal: string): Row => ({
  "introspect the JWT": refusal,
  "introspect the refresh token": refusal,
  "token by code": refusal,
  "token by refresh": refusal,
  "token for itself": refusal,
  "refusal, the client's": refusal,
  "revoke the opaque token": refusal,
});

const clientGone = (refusal: string): Row => ({
  ...unauthenticated(refusal),
  "authorize, silently": "400 client/not-registered",
  authorize: "400 client/not-registered",
  consent: "400 client/not-registered",
  "introspect the opaque token": "200 inactive",
  "userinfo by the JWT": "401 token/revoked",
  "userinfo by the opaque token": "401 token/revoked",
  "sign-out": NOT_BACK,
});

const GRANT_REVOKED: Row = {
  "introspect the JWT": "200 inactive",
  "introspect the opaque token": "200 inactive",
  "introspect the refresh token": "200 inactive",
  "userinfo by the JWT": "401 token/revoked",
  "userinfo by the opaque token": "401 token/revoked",
  "token by code": "400 code/revoked",
  "token by refresh": "400 refresh-token/revoked",
};

/** Access tokens that are out keep what they were issued with, for the minutes that they live. */
const withoutReading = (refusal: string): Row => ({
  "authorize, silently": `303 ${refusal}`,
  authorize: `303 ${refusal}`,
  "introspect the refresh token": "200 active: openid email offline_access",
  "token by code": "200 token: openid",
  "token by refresh": "200 token: openid email offline_access",
  "token for itself": `400 ${refusal}`,
});

/** The configuration without a scope, or without an API and its scopes. */
const without =
  (names: readonly string[], resource?: string): Change =>
  (config) => ({
    ...config,
    apis: (config.apis ?? []).filter((api) => api.resource !== resource),
    scopes: (config.scopes ?? []).filter(({ name }) => !names.includes(name)),
    clients: (config.clients ?? []).map((client) => ({
      ...client,
      scopes: (client.scopes ?? []).filter((name) => !names.includes(name)),
      defaultScopes: (client.defaultScopes ?? []).filter((name) => !names.includes(name)),
      introspects: (client.introspects ?? []).filter((api) => api !== resource),
    })),
  });

const removed: Change = (config) => ({
  ...config,
  scopes: (config.scopes ?? []).map((scope) => (scope.name === "read_profile" ? { ...scope, removed: {} } : scope)),
});

const app = (change: (client: NonNullable<Config["clients"]>[number]) => object | undefined) =>
  stage.client("app", change);

it.each<[what: string, happens: () => unknown, row: Row]>([
  ["nothing", () => undefined, {}],
  ["the account is disabled", () => stage.disable("ada"), PERSON_GONE],
  ["the account is deleted", () => stage.delete("ada"), PERSON_GONE],
  ["the client is disabled", () => app(() => ({ disabled: true })), clientGone("401 client/disabled")],
  [
    "the client is removed",
    () => app(() => undefined),
    { ...clientGone("401 client/unknown"), "refusal, the owner's": "404 request/reference-unknown" },
  ],
  [
    "the session has ended",
    () => stage.endSession(has),
    {
      "authorize, silently": "303 user/login-required",
      authorize: "200 Sign in",
      consent: NO_CODE,
      "token by code": "400 grant/session-ended",
    },
  ],
  ["the grants are revoked", () => stage.revoke(has), GRANT_REVOKED],
  [
    "a scope is no longer allowed for the client",
    () => app(({ scopes = [] }) => ({ scopes: scopes.filter((name) => name !== "read_profile") })),
    withoutReading("scope/not-allowed-for-client"),
  ],
  ["a scope is marked as removed", () => stage.configure(removed), withoutReading("scope/removed")],
  [
    "a scope is gone from the configuration",
    () => stage.configure(without(["read_profile"])),
    withoutReading("scope/unknown"),
  ],
  [
    "all scopes are taken from the client",
    () => app(() => ({ scopes: [] })),
    {
      "authorize, silently": "303 scope/not-allowed-for-client",
      authorize: "303 scope/not-allowed-for-client",
      consent: "303 scope/not-allowed-for-client",
      "introspect the refresh token": "200 inactive",
      "token by code": "400 grant/scopes-withdrawn",
      "token by refresh": "400 grant/scopes-withdrawn",
      "token for itself": "400 scope/not-allowed-for-client",
    },
  ],
  [
    "the grants are taken from the client",
    () => app(() => ({ grantTypes: ["client_credentials"] })),
    {
      "authorize, silently": "303 client/response-type-not-allowed",
      authorize: "303 client/response-type-not-allowed",
      consent: "303 client/response-type-not-allowed",
      "introspect the refresh token": "200 inactive",
      "token by code": "400 client/grant-type-not-allowed",
      "token by refresh": "400 client/grant-type-not-allowed",
    },
  ],
  [
    "the redirect URIs are others",
    () => app(() => ({ redirectUris: ["https://elsewhere.example/"], postLogoutRedirectUris: [] })),
    {
      "authorize, silently": expect.stringMatching(/^400 redirect-uri\//),
      authorize: expect.stringMatching(/^400 redirect-uri\//),
      consent: expect.stringMatching(/^400 redirect-uri\//),
      "sign-out": NOT_BACK,
    },
  ],
  [
    "an API is gone",
    () => stage.configure(without(["read_opaque"], OPAQUE)),
    { "introspect the opaque token": "200 client/introspection-not-allowed" },
  ],
  [
    "the API's own client is disabled",
    () => stage.client("api", () => ({ disabled: true })),
    { "introspect the opaque token": "401 client/disabled" },
  ],
  [
    "the secret has expired",
    () =>
      app(({ secrets = [] }) => ({ secrets: secrets.map((one) => ({ ...one, expiresAt: "2020-01-01T00:00:00Z" })) })),
    unauthenticated("401 client-auth/secret-expired"),
  ],
  [
    "the secret is another one",
    () => app(() => ({ secrets: [{ value: "quite another secret, and a long one too" }] })),
    unauthenticated("401 client-auth/secret-wrong"),
  ],
  [
    "the owner's account is disabled",
    () => stage.disable("grace"),
    { "refusal, the owner's": expect.not.stringMatching(/Refused/) },
  ],
  [
    "the signing keys are gone",
    () => stage.newKeys(),
    {
      "sign-in": expect.not.stringMatching(/to \/$/),
      consent: NO_CODE,
      "introspect the JWT": "200 inactive",
      "introspect the refresh token": "200 inactive",
      "userinfo by the JWT": "401 token/unknown",
      "token by refresh": "400 refresh-token/unknown",
      "sign-out": NOT_BACK,
    },
  ],
])("%s", async (_, happens, row) => {
  await happens();
  const seen: Record<string, string> = {};
  for (const probe of Object.keys(stage.probes)) seen[probe] = await stage.outcome(probe, has);
  expect(seen).toEqual({ ...WELL, ...row });
});
