/** Brings about what is the case in an example. What is not in the configuration is done as it comes about: by requests, by time. */

import { basisOf } from "../../../src/admin/request-basis.ts";
import type { Config } from "../../../src/configuration/schema.ts";
import { demoConfig } from "../../../src/demo/world.ts";
import { cookieName } from "../../../src/http/cookies.ts";
import type { ClaimsHook } from "../../../src/ports/hooks.ts";
import {
  applicationChange,
  requestChange,
  type ScopeRequest,
  type StoredApplication,
  scopeChange,
} from "../../../src/ports/registered.ts";
import type { Change } from "../../../src/ports/registrations.ts";
import { StorageUnavailable } from "../../../src/ports/storage.ts";
import { CIBA } from "../../../src/protocol/ciba/grant-type.ts";
import type { Client as ProtocolClient } from "../../../src/protocol/client.ts";
import { DEVICE_CODE } from "../../../src/protocol/device/grant-type.ts";
import { JWT_BEARER } from "../../../src/protocol/grants/jwt-bearer/grant.ts";
import { TOKEN_EXCHANGE } from "../../../src/protocol/grants/token-exchange/grant.ts";
import type { Scope } from "../../../src/protocol/scope/catalogue.ts";
import type { Circumstance } from "../../../src/reasons/examples/index.ts";
import { endSession, findSession } from "../../../src/service/sessions.ts";
import { registeredKey } from "../../certificates/certificates.ts";
import { SIGNING_KEYS, TRUSTED_ISSUER } from "../assertion.ts";
import { attesterOf } from "../attestation.ts";
import { BILL_PAYMENT, BILLS } from "../bills.ts";
import { bindRefreshToken, boundAccessToken } from "../bound.ts";
import { CLIENT_JWKS, ENCRYPTION_KEYS } from "../request-object.ts";
import { unfinished } from "../unfinished.ts";
import { addUnreadableKey, removeUnreadableKey } from "../unreadable-key.ts";
import { encode, WITH_CERTIFICATES } from "../world.ts";
import type { Stage } from "./stage.ts";

type Client = NonNullable<Config["clients"]>[number];

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** Changes the registration of a client. */
const client =
  (id: string, change: (now: Client) => Partial<Client>) =>
  (stage: Stage): void =>
    stage.configure((config) => ({
      ...config,
      clients: (config.clients ?? []).map((now) => (now.id === id ? { ...now, ...change(now) } : now)),
    }));

/** Whoever makes demo-service attests its instances. */
function attests(stage: Stage, challenges = false): void {
  const clientAttestation = { attesters: [attesterOf("demo-service")], challenges };
  stage.configure((config) => ({ ...config, clientAttestation }));
  client("demo-service", () => ({ authMethods: ["attest_jwt_client_auth"], secrets: [] }))(stage);
}

const tick = (id: string, scope: string) => client(id, ({ scopes = [] }) => ({ scopes: [...scopes, scope] }));

/** Details for an API of their own, and who may ask for them. */
const billPayments =
  (id?: string) =>
  (stage: Stage): void => {
    stage.configure((config) => ({
      ...config,
      apis: [...(config.apis ?? []).filter(({ resource }) => resource !== BILLS), { resource: BILLS, name: "Bills" }],
      authorizationDetailsTypes: [BILL_PAYMENT],
    }));
    if (id !== undefined) client(id, () => ({ authorizationDetailsTypes: ["bill_payment"] }))(stage);
  };

const secondApi = (stage: Stage): void => {
  stage.configure((config) => ({
    ...config,
    apis: [...(config.apis ?? []), { resource: BILLS, name: "Bills" }],
    scopes: [...(config.scopes ?? []), { name: "read_bills", description: "Read bills", api: BILLS }],
  }));
  tick("demo-service", "read_bills")(stage);
  tick("demo-web", "read_bills")(stage);
};

const selfService =
  (change: NonNullable<Config["selfService"]>) =>
  (stage: Stage): void =>
    stage.configure((config) => ({ ...config, selfService: { ...config.selfService, ...change } }));

/** As the server was started (`WITH_CERTIFICATES`). */
const certificates = (stage: Stage): void => stage.configure((config) => ({ ...config, ...WITH_CERTIFICATES }));
const registration =
  (change: NonNullable<Config["registration"]>) =>
  (stage: Stage): void =>
    stage.configure((config) => ({ ...config, registration: { ...config.registration, ...change } }));

const mayUse = (id: string, grantType: NonNullable<Client["grantTypes"]>[number]) =>
  client(id, ({ grantTypes = [] }) => ({ grantTypes: [...grantTypes, grantType] }));

const redirectsTo = (id: string, uri: string) =>
  client(id, ({ redirectUris = [] }) => ({ redirectUris: [...redirectUris, uri] }));

const byAdmin = ({ world }: Stage) => ({
  at: world.clock.now,
  actor: { is: "client", id: "demo-admin" } as const,
});

/** Registers reports.write as demo-admin, with the key of the examples. */
async function addOnce({ attempt, issuer, world }: Stage): Promise<Response> {
  return world.send(`${issuer}/admin/v1/scopes`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await attempt.value("access_token of demo-admin")}`,
      "content-type": "application/json",
      "idempotency-key": "9f1c7a52-6d0e-4c1b-8a35-2f4e6b7d9c01",
    },
    body: '{"name": "reports.write", "description": "Write reports"}',
  });
}
/** What keeps the response of a request in progress. */
const kept = new WeakMap<Stage, () => Promise<void>>();

/** Adds a hook once there is a refresh token. */
const claimsHook =
  (claims: ClaimsHook) =>
  async (stage: Stage): Promise<void> => {
    await stage.attempt.value("refresh_token");
    stage.configure((config) => ({ ...config, hooks: { claims, timeout: 20 } }));
  };

/** Lets time pass once there is what it passes for. */
const later =
  (milliseconds: number, since?: string) =>
  async ({ attempt, world }: Stage): Promise<void> => {
    if (since !== undefined) await attempt.value(since);
    world.clock.now += milliseconds;
  };

async function revoke({ attempt }: Stage, name: string): Promise<void> {
  await attempt.post("/revoke", encode({ token: await attempt.value(name) }));
}

/** As after a request to the admin API. */
async function register({ world: { deps, clock } }: Stage, change: Change): Promise<void> {
  const target = { kind: change.kind, id: change.id };
  const actor = { is: "client", id: "demo-admin" } as const;
  await deps.storage.registrations.change([change], { at: clock.now, actor, action: "example", target });
}

const requested: ScopeRequest = {
  id: "0a1b2c3d4e5",
  clientId: "reports",
  scopes: ["reports.read"],
  by: "demo-grace",
  reason: "The monthly report is written at night.",
  at: Date.UTC(2026, 0, 1),
  state: "open",
  basis: {},
};

const write: Scope = {
  name: "reports.write",
  description: "Write reports",
  sensitive: false,
  personal: false,
  state: { is: "active" },
};

/** An application like demo-strict. */
async function application(stage: Stage, change: Partial<ProtocolClient>): Promise<Change> {
  const strict = await stage.world.deps.registry.client("demo-strict");
  if (strict === undefined) throw new Error("demo-strict isn't registered.");
  return applicationChange({ client: { ...strict.client, ...change }, secrets: [] }, 0);
}

const registerItself = ({ world, issuer }: Stage): Promise<Response> =>
  world.send(`${issuer}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ redirect_uris: ["https://app.example/callback"] }),
  });

const wrongSecret = "demo-service:an-old-secret";

export const arrange: Readonly<Record<Circumstance, (stage: Stage) => Promise<void> | void>> = {
  // The stage is opened with it.
  "the issuer is https://id.example": () => undefined,
  "there is a second API with the scope read_bills": secondApi,
  "there are authorization details of the type bill_payment": billPayments(),
  "demo-service may ask for bill_payment": billPayments("demo-service"),
  "clients may manage grants": (stage) => stage.configure((config) => ({ ...config, grantManagement: "allowed" })),
  "demo-web may ask for bill_payment": billPayments("demo-web"),
  "ada is asked for two APIs": (stage) => {
    secondApi(stage);
    stage.attempt.scope = "openid offline_access read_profile read_bills";
    stage.attempt.resources = ["http://localhost:9400/api", BILLS];
  },
  "reports.read is allowed for demo-service": tick("demo-service", "reports.read"),
  "demo-service signs JWTs to authenticate": client("demo-service", () => ({
    ...{ authMethods: ["private_key_jwt"], secrets: [], jwks: SIGNING_KEYS },
  })),
  "demo-service exchanges tokens of demo-web": client("demo-service", ({ grantTypes = [] }) => ({
    grantTypes: [...grantTypes, TOKEN_EXCHANGE],
    tokenExchange: { subjects: ["demo-web"] },
  })),
  "an identity provider vouches for users of demo-service": (stage) => {
    stage.configure((config) => ({ ...config, trustedIssuers: [TRUSTED_ISSUER] }));
    client("demo-service", ({ grantTypes = [] }) => ({ grantTypes: [...grantTypes, JWT_BEARER] }))(stage);
  },
  "demo-strict may send assertions": client("demo-strict", ({ grantTypes = [] }) => ({
    grantTypes: [...grantTypes, JWT_BEARER],
  })),
  "demo-service must say who acts": client("demo-service", ({ tokenExchange }) => ({
    tokenExchange: { ...tokenExchange, delegation: "required" },
  })),
  "demo-service has a certificate of an authority": (stage) => {
    certificates(stage);
    const method = { authMethods: ["tls_client_auth" as const], secrets: [] };
    client("demo-service", () => ({ ...method, tlsClientAuthSubjectDn: "CN=demo-service,O=Example,C=NL" }))(stage);
  },
  "demo-service has a certificate of its own": (stage) => {
    certificates(stage);
    const method = { authMethods: ["self_signed_tls_client_auth" as const], secrets: [] };
    client("demo-service", () => ({ ...method, jwks: registeredKey("own") }))(stage);
  },
  "instances of demo-service are attested": (stage) => attests(stage),
  "instances of demo-service are attested, and proofs need a challenge": (stage) => attests(stage, true),
  "the tokens of demo-service are bound to its certificate": (stage) => {
    certificates(stage);
    client("demo-service", () => ({ tlsClientCertificateBoundAccessTokens: true }))(stage);
  },
  "demo-strict may introspect tokens for the API": (stage) =>
    client("demo-strict", () => ({ introspects: [`${stage.issuer}/api`] }))(stage),
  "demo-service is disabled": client("demo-service", () => ({ disabled: true })),
  "demo-service is enabled again": client("demo-service", () => ({ disabled: false })),
  "demo-service has a redirect URI": redirectsTo("demo-service", "http://localhost:9400/demo/callback"),
  "demo-service may use authorization_code": mayUse("demo-service", "authorization_code"),
  "the first secret of demo-service has expired, and there is a second one": (stage) => {
    const expiresAt = new Date(stage.world.clock.now - 14.5 * 86_400_000).toISOString();
    client("demo-service", ({ secrets = [] }) => ({
      secrets: [...secrets.map((secret) => ({ ...secret, expiresAt })), { value: "demo-service-second-secret" }],
    }))(stage);
  },
  "demo-web is no longer allowed any scope": async (stage) => {
    await stage.attempt.value("code");
    client("demo-web", () => ({ scopes: [], defaultScopes: [] }))(stage);
  },
  "demo-web is allowed its scopes again": (stage) => {
    stage.configure(() => demoConfig({ issuer: stage.issuer }));
  },
  "demo-web may use the device grant": mayUse("demo-web", DEVICE_CODE),
  "demo-service may use the device grant": mayUse("demo-service", DEVICE_CODE),
  "demo-web may use the CIBA grant": mayUse("demo-web", CIBA),
  "demo-service may use the CIBA grant": mayUse("demo-service", CIBA),
  "demo-web has asked ada too often": async ({ attempt }) => attempt.askTooOften(),
  "more than five minutes have passed since ada was asked": later(301 * SECOND, "auth_req_id"),
  "demo-web has just polled": async ({ attempt }) => attempt.pollAsked("auth_req_id"),
  "the auth_req_id was already used": async ({ attempt }) => attempt.pollAsked("allowed auth_req_id"),
  "ada has declined what she was asked": async ({ attempt }) => attempt.decideAsked("auth_req_id", "deny"),
  "ada has allowed what she was asked": async ({ attempt }) => attempt.decideAsked("auth_req_id", "allow"),
  "more than ten minutes have passed since the device asked": later(601 * SECOND, "device_code"),
  "the device has just polled": async ({ attempt }) => attempt.poll("device_code"),
  "the device code was already used": async ({ attempt }) => attempt.poll("allowed device_code"),
  "ada has declined on the other device": async ({ attempt }) => attempt.decideDevice("device_code", "deny"),
  "ada has allowed it on the other device": async ({ attempt }) => attempt.decideDevice("device_code", "allow"),
  "demo-web may use client_credentials": mayUse("demo-web", "client_credentials"),
  "demo-service must send proofs": client("demo-service", () => ({ dpopBoundAccessTokens: true })),
  "proofs need a nonce": (stage) => stage.configure((config) => ({ ...config, dpop: { nonce: true } })),
  "demo-web is exempt from PKCE": client("demo-web", () => ({ pkceRequired: false })),
  "https://app.example/callback is registered for demo-web": redirectsTo("demo-web", "https://app.example/callback"),

  "the authorization request had no code_challenge": ({ attempt }) => {
    attempt.challenged = false;
  },
  "the authorization request had dpop_jkt": ({ attempt }) => {
    attempt.keyed = true;
  },
  "the proof was already used": async ({ attempt }) => {
    const dpop = await attempt.value("proof for POST /token");
    const body = "grant_type=client_credentials";
    await attempt.post("/token", body, "demo-service:demo-service-secret", { dpop });
  },
  "demo-web has registered a public key": client("demo-web", () => ({ jwks: CLIENT_JWKS })),
  "introspection is encrypted to demo-strict, and its jwks_uri doesn't respond": client("demo-strict", () => ({
    jwksUri: "https://app.example/keys",
    introspectionEncryptedAlg: "RSA-OAEP-256",
  })),
  "the key of demo-strict is registered": client("demo-strict", () => ({ jwksUri: undefined, jwks: ENCRYPTION_KEYS })),
  "demo-web keeps its request objects at a URL": client("demo-web", () => ({
    jwks: CLIENT_JWKS,
    requestUris: ["https://app.example/requests/7"],
  })),
  "demo-web must sign its requests": client("demo-web", () => ({
    jwks: CLIENT_JWKS,
    requireSignedRequestObject: true,
  })),
  "demo-web must push its requests": client("demo-web", () => ({ requirePushedRequests: true })),
  "more than a minute has passed since the request was pushed": later(61 * SECOND, "request_uri"),
  "a code was issued for the request_uri": async ({ attempt, issuer }) => {
    const request = { client_id: "demo-web", request_uri: await attempt.value("request_uri") };
    await attempt.value("code");
    await attempt.authorize(new URL(`${issuer}/authorize?${encode(request)}`));
  },
  "the code was already redeemed": async ({ attempt }) => void (await attempt.value("access_token")),
  "more than a minute has passed since the redirect": later(61 * SECOND, "code"),
  "the authorization was revoked": async ({ attempt, world: { deps, clock } }) => {
    await attempt.value("code");
    await deps.storage.grants.revoke(await deps.storage.lastId(), clock.now, "an operator did");
  },
  "the refresh token was revoked": (stage) => revoke(stage, "refresh_token"),
  "the refresh token was used a minute ago": async (stage) => {
    const token = await stage.attempt.value("refresh_token");
    await stage.attempt.post("/token", encode({ grant_type: "refresh_token", refresh_token: token }));
    await later(61 * SECOND)(stage);
  },
  "the refresh token was unused for two weeks": later(14 * DAY, "refresh_token"),
  "the refresh token is bound to a key": async ({ attempt, world }) =>
    bindRefreshToken(world.deps, await attempt.value("refresh_token")),
  "the access token is bound to a key": async ({ attempt, world }) =>
    attempt.keep("access_token", boundAccessToken(world.deps, await attempt.value("access_token"))),
  "the access token was revoked": (stage) => revoke(stage, "access_token"),
  "more than ten minutes have passed since the access token was issued": later(601 * SECOND, "access_token"),
  "the access token was requested with read_bills": ({ attempt }) => {
    attempt.scope = "read_bills";
  },
  "ada was not asked for write_multipass": ({ attempt }) => {
    attempt.scope = "openid offline_access read_profile";
  },
  "ada was asked only for read_profile": ({ attempt }) => {
    attempt.scope = "read_profile";
  },

  "each network may register one app in an hour, and this one has": async (stage) => {
    registration({ perHour: 1 })(stage);
    await registerItself(stage);
  },
  "an hour has passed": later(3_600 * SECOND),
  "one app may register itself, and has": async (stage) => {
    registration({ applications: 1 })(stage);
    await registerItself(stage);
  },
  "only documents of publisher.example make clients": (stage) =>
    stage.configure((config) => ({ ...config, clientDocuments: { mode: "hosts", hosts: ["publisher.example"] } })),
  "two apps may register themselves": registration({ applications: 2 }),

  "demo-web is allowed candor:scopes": tick("demo-web", "candor:scopes"),
  "ada's access token was requested with candor:scopes": ({ attempt }) => {
    attempt.scope = "candor:scopes";
  },
  "demo-web may ask users for candor:applications": (stage) => {
    tick("demo-web", "candor:applications")(stage);
    stage.attempt.scope = "candor:applications";
  },
  "users may not register applications": selfService({ enabled: false }),
  "users may register applications": selfService({ enabled: true }),
  "ada may have one application, and has it": async (stage) => {
    selfService({ applications: 1 })(stage);
    await register(stage, await application(stage, { id: "reports", owner: "ada" }));
  },
  "ada may have two applications": selfService({ applications: 2 }),
  "the scope reports.write is registered": (stage) => register(stage, scopeChange({ scope: write }, 0)),
  "reports.write was registered with the same Idempotency-Key": async (stage) => void (await addOnce(stage)),
  "the first request with this Idempotency-Key is still being carried out": async (stage) => {
    kept.set(stage, await unfinished(stage.world, () => addOnce(stage)));
  },
  "the first request is finished": async (stage) => kept.get(stage)?.(),
  "the server stopped while it carried out the first request": async (stage) => {
    const target = { kind: "scope", id: "reports.write" };
    await unfinished(stage.world, () => addOnce(stage), true);
    await stage.world.deps.storage.audit.append({ ...byAdmin(stage), action: "scope/add", target });
  },
  "the description of reports.write was changed meanwhile": (stage) =>
    register(stage, scopeChange({ scope: { ...write, description: "Write all reports" } }, 1)),
  "an application is allowed reports.write": async (stage) =>
    register(stage, await application(stage, { id: "reports", scopes: ["reports.write"] })),
  "no application is allowed reports.write": (stage) =>
    register(stage, { kind: "application", id: "reports", from: 2, content: undefined }),
  "reports.read is requested for an application": async (stage) => {
    const added = await application(stage, { id: "reports", scopes: [] });
    await register(stage, added);
    const basis = basisOf(JSON.parse(added.content ?? "") as StoredApplication);
    await register(stage, requestChange({ request: { ...requested, basis } }, 0, undefined));
  },
  "the request was declined": (stage) => {
    const decided = { by: "demo-root", reason: "Reports are read only.", at: stage.world.clock.now };
    return register(stage, requestChange({ request: { ...requested, state: "declined", decided } }, 2, undefined));
  },
  "the redirect URIs of the application were changed meanwhile": async (stage) =>
    register(stage, {
      ...(await application(stage, { id: "reports", scopes: [], redirectUris: ["https://app.example/other"] })),
      from: 1,
    }),
  "demo-strict is registered through the API instead of the file": async (stage) => {
    await register(stage, await application(stage, {}));
    stage.configure((config) => ({
      ...config,
      clients: (config.clients ?? []).filter(({ id }) => id !== "demo-strict"),
    }));
  },

  "ada has signed out": async ({ attempt, world: { deps, clock } }) => {
    await attempt.value("code");
    const signedIn = await findSession(deps, await attempt.value("session"), clock.now);
    if (signedIn !== undefined) await endSession(deps, signedIn);
  },
  "the account of ada is disabled": async (stage) => {
    await stage.attempt.value("code");
    stage.cause({ accountsDisabled: true });
  },
  "the account of ada is enabled again": (stage) => stage.cause({ accountsDisabled: false }),
  "five wrong passwords were entered": async ({ attempt, issuer, world }) => {
    const csrf = await attempt.value("csrf of the sign-in page");
    const headers = { cookie: `${cookieName(issuer, "form")}=${await attempt.value("form")}` };
    for (let i = 0; i < 5; i++)
      await world.form(`${issuer}/sign-in`, { csrf, username: "ada", password: "mistyped" }, headers);
  },
  "the server has no capacity left for sign-ins": (stage) => stage.fillWaitingRoom(),
  "the waiting sign-ins are finished": (stage) => stage.emptyWaitingRoom(),
  "more than a day has passed since the link was created": later(DAY + SECOND, "token of the link"),
  "there is a new link": ({ attempt }) => attempt.drop("token of the link"),

  "thirty wrong secrets were sent within a minute": async ({ attempt }) => {
    for (let i = 0; i < 30; i++) await attempt.post("/token", "grant_type=client_credentials", wrongSecret);
  },
  "a minute has passed": later(60 * SECOND),
  "the server has a bug": async (stage) => {
    await stage.attempt.value("refresh_token");
    stage.cause({ grantsFail: () => new Error("The disk is on fire.") });
  },
  "the bug is fixed": (stage) => stage.cause({ grantsFail: undefined }),
  "the disk of the server is full": async (stage) => {
    await stage.attempt.value("refresh_token");
    stage.cause({ grantsFail: () => new StorageUnavailable("full", "database or disk is full") });
  },
  "the disk has space again": (stage) => stage.cause({ grantsFail: undefined }),
  "a signing key can't be decrypted": ({ world }) => addUnreadableKey(world),
  "the nodes have the same secret": ({ world }) => removeUnreadableKey(world),
  "the claims hook throws an error": claimsHook(() => {
    throw new Error("The directory is down.");
  }),
  "the claims hook is fixed": (stage) => stage.configure((config) => ({ ...config, hooks: {} })),
  "the claims hook hangs": claimsHook(() => new Promise(() => undefined)),
  "the claims hook responds again": (stage) => stage.configure((config) => ({ ...config, hooks: {} })),
  "the claims hook returns sub": claimsHook(() => ({ sub: "ada" })),
  "the host reads bodies first": ({ world }) => {
    world.host.readsBodies = true;
  },
  "the host mounts Candor first": ({ world }) => {
    world.host.readsBodies = false;
  },
  "the server is shutting down": ({ world }) => {
    world.life.closing = true;
  },
  "the server is up again": ({ world }) => {
    world.life.closing = false;
  },
};
