/** The world in which every reason can be reached: the demo, and clients for what its own never run into. */
import { StorageUnavailable } from "../../../src/ports/storage.ts";
import type { Code } from "../../../src/reasons/index.ts";
import { registeredKey } from "../../certificates/certificates.ts";
import { SIGNING_KEYS, TRUSTED_ISSUER } from "../assertion.ts";
import { attesterOf } from "../attestation.ts";
import { BILL_PAYMENT, BILLS } from "../bills.ts";
import { CLIENT_JWKS } from "../request-object.ts";
import { basic } from "../samples.ts";
import {
  AUTHORIZE,
  asService,
  encode,
  type Form,
  ISSUER,
  openWorld,
  WITH_CERTIFICATES,
  type World,
  type WorldOptions,
} from "../world.ts";

/** One request that is refused for the reason it is under; the response to it. */
export type Reach = Partial<Record<Code, (world: World) => Promise<Response>>>;

/** Switches for what no request can bring about. */
export const trouble = {
  accountsDisabled: false,
  storageFails: false,
  storageFull: false,
  hookThrows: false,
  hookHangs: false,
  hookReturnsSub: false,
};

/** Adds no claims, unless a switch is on. */
function claims(): Promise<never> | { readonly sub: string } | undefined {
  if (trouble.hookThrows) throw new Error("The directory is down.");
  if (trouble.hookHangs) return new Promise(() => undefined);
  return trouble.hookReturnsSub ? { sub: "somebody else" } : undefined;
}

const machine = {
  grantTypes: ["client_credentials" as const],
  scopes: ["read_profile"],
  defaultScopes: ["read_profile"],
};

export const openReachable = (more: NonNullable<WorldOptions["clients"]> = []): Promise<World> =>
  openWorld({
    config: {
      ...WITH_CERTIFICATES,
      clientAttestation: { attesters: [attesterOf("attested")], challenges: true },
      trustedIssuers: [{ ...TRUSTED_ISSUER, clients: ["vouched"] }],
      hooks: { claims, timeout: 20 },
      apis: [{ resource: BILLS, name: "Bills", tokens: "opaque" }],
      authorizationDetailsTypes: [BILL_PAYMENT],
      grantManagement: "allowed",
      scopes: [{ name: "read_bills", description: "Read bills", api: BILLS }],
    },
    clients: [
      { id: "off", disabled: true, secrets: [{ value: "off-secret" }], ...machine },
      { id: "late", secrets: [{ value: "late-secret", expiresAt: "2026-01-01T00:00:00Z" }], ...machine },
      { id: "signer", authMethods: ["private_key_jwt"], jwks: SIGNING_KEYS, ...machine },
      { id: "attested", authMethods: ["attest_jwt_client_auth"], ...machine },
      { id: "bound", secrets: [{ value: "bound-secret" }], dpopBoundAccessTokens: true, ...machine },
      {
        id: "exchanging",
        secrets: [{ value: "exchanging-secret" }],
        ...machine,
        grantTypes: ["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"],
      },
      ...["vouched", "vouching"].map((id) => ({
        ...{ id, secrets: [{ value: `${id}-secret` }], ...machine },
        grantTypes: ["urn:ietf:params:oauth:grant-type:jwt-bearer" as const],
      })),
      {
        id: "issued",
        authMethods: ["tls_client_auth"],
        tlsClientAuthSubjectDn: "CN=demo-service,O=Example,C=NL",
        ...machine,
      },
      {
        ...{ id: "keyless", secrets: [{ value: "keyless-secret" }], ...machine },
        ...{ jwksUri: "https://app.example/keys", introspectionEncryptedAlg: "RSA-OAEP-256" },
      },
      { id: "self-signed", authMethods: ["self_signed_tls_client_auth"], jwks: registeredKey("own"), ...machine },
      {
        id: "connected",
        secrets: [{ value: "connected-secret" }],
        tlsClientCertificateBoundAccessTokens: true,
        ...machine,
      },
      ...["demo-tv", "demo-tv-2"].map((id) => ({
        ...{ id, secrets: [{ value: "demo-tv-secret" }], scopes: ["openid", "read_profile"] },
        grantTypes: ["urn:ietf:params:oauth:grant-type:device_code" as const],
      })),
      ...["demo-desk", "demo-desk-2"].map((id) => ({
        ...{ id, secrets: [{ value: "demo-desk-secret" }], scopes: ["openid", "read_profile"] },
        grantTypes: ["urn:openid:params:grant-type:ciba" as const],
      })),
      {
        id: "paying",
        secrets: [{ value: "paying-secret" }],
        ...machine,
        grantTypes: ["client_credentials", "authorization_code", "refresh_token"],
        refreshWithoutOfflineAccess: true,
        redirectUris: [`${ISSUER}/paying`],
        scopes: ["read_profile", "read_bills"],
        authorizationDetailsTypes: ["bill_payment"],
      },
      {
        id: "managing",
        secrets: [{ value: "managing-secret" }],
        ...machine,
        scopes: ["read_profile", "grant_management_query"],
      },
      { id: "two", secrets: [{ value: "two-secret" }], ...machine, scopes: ["read_profile", "read_bills"] },
      {
        id: "admin-web",
        secrets: [{ value: "admin-web-secret" }],
        redirectUris: [`${ISSUER}/admin-web`],
        scopes: ["candor:scopes", "candor:applications"],
      },
      { id: "spy", secrets: [{ value: "spy-secret" }], redirectUris: [`${ISSUER}/spy`], ...machine },
      {
        id: "lax",
        secrets: [{ value: "lax-secret" }],
        pkceRequired: false,
        redirectUris: [`${ISSUER}/lax`, "http://localhost:3000/lax"],
        scopes: ["read_profile"],
        defaultScopes: ["read_profile"],
      },
      ...["signing", "signed-only"].map((id) => ({
        id,
        jwks: CLIENT_JWKS,
        requireSignedRequestObject: id === "signed-only",
        requestUris: ["https://app.example/request"],
        secrets: [{ value: `${id}-secret` }],
        redirectUris: [`${ISSUER}/${id}`],
        scopes: ["read_profile"],
        defaultScopes: ["read_profile"],
      })),
      {
        id: "pushing",
        secrets: [{ value: "pushing-secret" }],
        requirePushedRequests: true,
        redirectUris: [`${ISSUER}/pushing`],
        scopes: ["read_profile"],
        defaultScopes: ["read_profile"],
      },
      ...more,
    ],
    storage: (storage) => ({
      ...storage,
      people: {
        ...storage.people,
        async find(subject) {
          const account = await storage.people.find(subject);
          return account && { ...account, disabled: trouble.accountsDisabled };
        },
      },
      grants: {
        ...storage.grants,
        find(id) {
          if (trouble.storageFails) throw new Error("The disk is on fire.");
          if (trouble.storageFull) throw new StorageUnavailable("full", "database or disk is full");
          return storage.grants.find(id);
        },
      },
    }),
  });

/** While a switch is on. */
export async function during<T>(which: keyof typeof trouble, run: () => Promise<T>): Promise<T> {
  trouble[which] = true;
  try {
    return await run();
  } finally {
    trouble[which] = false;
  }
}

/** Some time later. */
export async function after<T>(world: World, seconds: number, run: () => Promise<T>): Promise<T> {
  const { now } = world.clock;
  world.clock.now += seconds * 1000;
  try {
    return await run();
  } finally {
    world.clock.now = now;
  }
}

export const as = (client: string, secret = `${client}-secret`) => ({ authorization: basic(`${client}:${secret}`) });

/** A client_credentials request. */
export const machineToken = (world: World, form: Form = {}, headers: Record<string, string> = asService) =>
  world.form("/token", { grant_type: "client_credentials", ...form }, headers);

/** The access token of demo-service, or of whoever the headers name. */
export async function accessToken(world: World, form: Form = {}, headers?: Record<string, string>): Promise<string> {
  const { access_token } = (await (await machineToken(world, form, headers)).json()) as { access_token: string };
  return access_token;
}

/** An authorization request of demo-web with some of it changed. */
export const authorize = (world: World, form: Form = {}, headers: Record<string, string> = {}) =>
  world.send(`/authorize?${encode({ ...AUTHORIZE, ...form })}`, { headers });
