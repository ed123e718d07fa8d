/** Candor with what only some servers need: nothing of it is found broken, and what a client must do is done. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Checked } from "../../src/checker/check.ts";
import { publicJwk } from "../../src/checker/sign.ts";
import type { Extensions, TestClient, TestClients } from "../../src/checker/target.ts";
import type { Config } from "../../src/index.ts";
import { brokenIn, checkedAll } from "./checked.ts";
import { CALLBACK, CLIENTS, type MutantServer, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";

const user = { username: USERNAME, password: PASSWORD };
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const textOf = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
const jwks = { keys: [{ ...publicJwk(privateKey), alg: "ES256" as const, use: "sig" as const }] };

const [EXCHANGE, ASSERTION] = [
  "urn:ietf:params:oauth:grant-type:token-exchange",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
] as const;
const TRUSTED = "https://idp.example";

type Client = NonNullable<Config["clients"]>[number];

const person = {
  ...{ authMethods: ["private_key_jwt" as const], jwks, redirectUris: [CALLBACK] },
  grantTypes: ["authorization_code" as const, "refresh_token" as const],
  scopes: ["openid", "profile", "offline_access"],
};

/** Clients that must push, bind or sign: nothing in the server's metadata says so. */
const MUST: Readonly<Record<string, Partial<Client>>> = {
  fapi: { profile: "fapi2-security", dpopBoundAccessTokens: true, idTokenAlg: "ES256" },
  pushing: { requirePushedRequests: true },
  signing: { requireSignedRequestObject: true },
  both: { requirePushedRequests: true, requireSignedRequestObject: true },
};

const testClient = (id: string): TestClient => ({
  client_id: id,
  ...{ token_endpoint_auth_method: "private_key_jwt", private_key: textOf(privateKey) },
  ...{ redirect_uri: CALLBACK, scope: "openid profile offline_access" },
  ...(id.startsWith("fapi") && { dpop_bound_access_tokens: true }),
});

let server: MutantServer;
beforeAll(async () => {
  server = await startMutant({
    trustedIssuers: [{ issuer: TRUSTED, jwks, clients: ["granted"], scopes: ["read", "write"] }],
    clients: [
      ...Object.entries(MUST).flatMap(([id, must]) => [
        { id, ...person, ...must },
        { id: `${id}-2`, ...person, ...must },
      ]),
      {
        id: "granted",
        secrets: [{ value: "secret-of-granted-p0q1r2" }],
        grantTypes: ["client_credentials", EXCHANGE, ASSERTION],
        scopes: ["read", "write"],
        tokenExchange: { subjects: ["service", "web"] },
      },
    ],
  });
});
afterAll(() => server.close());

const checked = (clients: TestClients, extensions?: Extensions): Promise<readonly Checked[]> => {
  server.become({});
  return checkedAll(server.issuer, clients, user, { extensions, isDirect: true });
};

const verdicts = (all: readonly Checked[], ...ids: readonly string[]): readonly string[] =>
  ids.map((id) => all.find((one) => one.id === id)?.is ?? "none");

it.each(Object.keys(MUST))("a client that must do more does it: %s", async (id) => {
  const all = await checked({ web: testClient(id), other: testClient(`${id}-2`) });
  expect(brokenIn(all)).toEqual([]);
  const works = ["authorization/unknown-parameter-ignored", "code/once", "authorization/prompt-none", "denial/error"];
  expect(verdicts(all, ...works)).toEqual(works.map(() => "held"));
});

it("a client whose right requests are refused breaks nothing", async () => {
  const { private_key: _, ...unable } = testClient("signing");
  const wrong = { ...unable, client_secret: "none-that-counts", token_endpoint_auth_method: "client_secret_basic" };
  const all = await checked({ web: wrong as TestClient });
  expect(brokenIn(all)).toEqual([]);
  expect(verdicts(all, "code/once", "authorization/scope-unknown")).toEqual(["unclear", "unclear"]);
});

it("tokens that are exchanged, and assertions that are granted", async () => {
  const exchange: TestClient = {
    ...CLIENTS.service,
    ...{ client_id: "granted", client_secret: "secret-of-granted-p0q1r2" },
  };
  const assertions = { issuer: TRUSTED, subject: "ada", private_key: textOf(privateKey) };
  const all = await checked({ ...CLIENTS, exchange }, { exchange: {}, assertions });
  expect(brokenIn(all)).toEqual([]);
  const ofBoth = all.filter(({ id }) => /^(?:token-exchange|jwt-grant)\//.test(id));
  expect(ofBoth.filter(({ is }) => is === "held").length).toBeGreaterThan(20);
});
