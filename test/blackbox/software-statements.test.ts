/** Software statements: who may vouch for an app, and what a statement says (RFC 7591 2.3, 3.1.1, 3.2.1). */
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { codeIn } from "./refusal.ts";

const URI = "https://app.example/callback";
const PUBLISHER = "https://publisher.example";
const [own, published, foreign] = await Promise.all(
  [1, 2, 3].map(() => generateKeyPair("ES256", { extractable: true })),
);
const publicOf = async (pair: CryptoKeyPair | undefined, kid: string) => ({
  ...(await exportJWK((pair as CryptoKeyPair).publicKey)),
  kid,
});

let server: DemoServer;
let stop: () => Promise<void>;
let asked = 0;
let later = 0;
beforeAll(async () => {
  const keys = { keys: [await publicOf(published, "published")] };
  const at = createServer((_, response) => {
    asked++;
    response.end(JSON.stringify(keys));
  });
  await new Promise<void>((resolve) => at.listen(0, "localhost", resolve));
  const { port } = at.address() as { readonly port: number };
  stop = () => new Promise((resolve) => void at.close(() => resolve()));
  server = await startDemo({
    clock: () => Date.now() + later,
    config: {
      registration: {
        mode: "open",
        scopes: ["openid", "profile", "read_profile"],
        softwareStatements: [
          { issuer: PUBLISHER, jwks: { keys: [await publicOf(own, "own")] } },
          { issuer: "https://published.example", jwksUri: `http://localhost:${port}/keys` },
          { issuer: "https://gone.example", jwksUri: "http://localhost:1/keys" },
        ],
      },
    },
  });
});
afterAll(async () => {
  await server.close();
  await stop();
});

interface Stated {
  readonly iss?: string | undefined;
  readonly key?: CryptoKeyPair | undefined;
  readonly kid?: string;
}

const statement = (claims: object = {}, { iss = PUBLISHER, key = own, kid = "own" }: Stated = {}): Promise<string> =>
  new SignJWT({ iss, software_id: "4NRB1", ...claims })
    .setProtectedHeader({ alg: "ES256", kid })
    .sign((key as CryptoKeyPair).privateKey);

const register = (body: object): Promise<Response> =>
  fetch(`${server.issuer}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ redirect_uris: [URI], ...body }),
  });

type Information = Readonly<Record<string, string>>;

async function registered(body: object): Promise<Information> {
  const response = await register(body);
  const text = await response.text();
  expect(response.status, text).toBe(201);
  return JSON.parse(text) as Information;
}

const manage = (of: Information, method: string, body?: object) =>
  fetch(of.registration_client_uri ?? "", {
    method,
    headers: { authorization: `Bearer ${of.registration_access_token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

async function refusedAs(response: Response, code: "invalid" | "unapproved", says: RegExp): Promise<void> {
  const body = (await response.json()) as Information;
  expect([response.status, body.error, codeIn(body.error_uri, server.issuer)]).toEqual([
    ...[400, `${code}_software_statement`, `registration/statement-${code}`],
  ]);
  expect(body.error_description).toMatch(says);
}

/** Where an error of the app is shown before anybody has signed in: at the app if somebody vouches for it, otherwise on a page. */
async function errorIsSent({ client_id = "" }: Information): Promise<boolean> {
  const query = new URLSearchParams({ client_id, redirect_uri: URI, response_type: "code", scope: "no-such-scope" });
  const { status, headers } = await fetch(`${server.issuer}/authorize?${query}`, { redirect: "manual" });
  return status === 303 && headers.get("location")?.startsWith(URI) === true;
}

describe("a statement of a trusted issuer", () => {
  it("takes precedence, comes back unmodified, and vouches for the app", async () => {
    const text = await statement({ client_name: "By the publisher", redirect_uris: [URI], scope: "openid" });
    const sent = {
      software_statement: text,
      client_name: "By the app",
      scope: "openid read_profile",
      contacts: ["a@b.example"],
    };
    const came = await registered(sent);
    expect(came).toMatchObject({
      ...{ client_name: "By the publisher", software_statement: text, software_id: "4NRB1" },
      ...{ scope: "openid", contacts: ["a@b.example"] },
    });
    expect(await errorIsSent(came)).toBe(true);
    expect(await errorIsSent(await registered({}))).toBe(false);
  });

  it("vouches for nobody else: who has seen it gets its redirect URIs, or none that it vouches for", async () => {
    const evil = "https://evil.example/callback";
    const whole = await statement({ client_name: "By the publisher", redirect_uris: [URI] });
    const replayed = await registered({ software_statement: whole, redirect_uris: [evil] });
    expect(replayed.redirect_uris).toEqual([URI]);
    const open = await statement({ client_name: "By the publisher" });
    const taken = await registered({ software_statement: open, redirect_uris: [evil] });
    expect(taken).toMatchObject({ client_name: "By the publisher", redirect_uris: [evil] });
    const query = { client_id: taken.client_id ?? "", redirect_uri: evil, response_type: "code", scope: "no-such" };
    const { status } = await fetch(`${server.issuer}/authorize?${new URLSearchParams(query)}`, { redirect: "manual" });
    expect(status).toBe(400);
  });

  it("has the keys alone, if it has any", async () => {
    const key = await publicOf(published, "of-the-statement");
    const text = await statement({ jwks: { keys: [key] }, token_endpoint_auth_method: "private_key_jwt" });
    const came = await registered({ software_statement: text, jwks_uri: "https://app.example/keys" });
    expect(came.jwks).toEqual({ keys: [key] });
    expect(came).not.toHaveProperty("jwks_uri");
  });

  it("is verified with keys at a URL", async () => {
    const text = await statement({}, { iss: "https://published.example", key: published, kid: "published" });
    expect(await registered({ software_statement: text })).toMatchObject({ software_statement: text });
  });

  it("is judged by the same rules as what the app says", async () => {
    const response = await register({
      software_statement: await statement({ redirect_uris: ["http://app.example/"] }),
    });
    expect(((await response.json()) as Information).error).toBe("invalid_redirect_uri");
  });

  it("may be sent again when it has expired, and no longer vouches when it is left out", async () => {
    const exp = Math.floor(Date.now() / 1000) + 100;
    const text = await statement({ exp, redirect_uris: [URI] });
    const came = await registered({ software_statement: text });
    later = 400_000;
    const change = { client_id: came.client_id, redirect_uris: [URI], client_name: "Changed" };
    const kept = await manage(came, "PUT", { ...change, software_statement: text });
    expect([kept.status, await kept.json()]).toEqual([
      ...[200, expect.objectContaining({ client_name: "Changed", software_statement: text })],
    ]);
    expect(await errorIsSent(came)).toBe(true);
    const other = await manage(came, "PUT", { ...change, software_statement: await statement({ exp, x: 1 }) });
    await refusedAs(other, "invalid", /expired 30\d s ago/);
    const without = await manage(came, "PUT", change);
    expect(await without.json()).not.toHaveProperty("software_statement");
    expect(await errorIsSent(came)).toBe(false);
    later = 0;
  });

  it("is sent by oauth4webapi", async () => {
    const as = { issuer: server.issuer, registration_endpoint: `${server.issuer}/register` };
    const software_statement = await statement({ client_name: "By the publisher" });
    const answer = await oauth.dynamicClientRegistrationRequest(
      as,
      { redirect_uris: [URI], software_statement },
      { [oauth.allowInsecureRequests]: true },
    );
    expect(await oauth.processDynamicClientRegistrationResponse(answer)).toMatchObject({
      ...{ client_name: "By the publisher", software_statement },
    });
  });
});

describe("a statement that doesn't count", () => {
  const now = () => Math.floor(Date.now() / 1000);

  it("is by somebody else, and nothing is requested for it", async () => {
    const before = asked;
    const text = await statement({}, { iss: "https://stranger.example" });
    await refusedAs(await register({ software_statement: text }), "unapproved", /stranger\.example.*trusts/);
    expect(asked).toBe(before);
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ["isn't text", async () => ({ iss: PUBLISHER }), /no text/],
    ["isn't a JWT", async () => "statement", /no JWT/],
    ["has no iss", async () => statement({ iss: undefined }), /without iss/],
    ["is signed by another key", async () => statement({}, { key: foreign }), /none of its issuer's keys has signed/],
    ["names another key", async () => statement({}, { kid: "other" }), /kid and algorithm/],
    ["is signed by nobody", async () => new UnsecuredJWT({ iss: PUBLISHER }).encode(), /algorithm that isn't accepted/],
    ["has keys that are gone", async () => statement({}, { iss: "https://gone.example" }), /couldn't be fetched/],
    ["has expired", async () => statement({ exp: now() - 120 }), /expired 1[12]\d s ago/],
    ["is from the future", async () => statement({ nbf: now() + 3_600 }), /from the future/],
    ["has an exp that is text", async () => statement({ exp: "tomorrow" }), /exp isn't a number/],
    ["is for another server", async () => statement({ aud: "https://other.example" }), /for another server/],
    ["has a statement in it", async () => statement({ software_statement: "a.b.c" }), /statement in it/],
  ])("%s", async (_, made, says) => {
    await refusedAs(await register({ software_statement: await made() }), "invalid", says);
  });
});
