/**
 * Three nodes on one PostgreSQL database, each of which is sent requests by itself: what all of them get at once has the result that one
 * node would give, what one of them changes holds for the others, and the clock of one that is wrong harms none of them.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerOf } from "../blackbox/application.ts";
import { formsOf, Person, pageOf } from "../blackbox/person.ts";
import { proofFor } from "../catalogue/proofs.ts";
import { ADMIN, ISSUER, NODES, REDIRECT, SECRET, startThree, type Three } from "./three.ts";

const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const [HOUR, DAY] = [3_600_000, 86_400_000];

let three: Three;
let app: Server;
/** What the app was sent when users signed out. */
const signedOut: string[] = [];
const pair = await generateKeyPair("ES256", { extractable: true });

beforeAll(async () => {
  app = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk) => chunks.push(chunk))
      .on("end", () => {
        signedOut.push(Buffer.concat(chunks).toString());
        response.end();
      });
  });
  await new Promise<void>((done) => app.listen(0, "127.0.0.1", done));
  const backchannelLogoutUri = `http://127.0.0.1:${(app.address() as AddressInfo).port}/signed-out`;
  const machine = { grantTypes: ["client_credentials" as const], scopes: ["orders"], secrets: [{ value: SECRET }] };
  three = await startThree({
    outbound: { privateNetworks: ["127.0.0.0/8"] },
    apis: [{ resource: "https://orders.example", name: "Orders", tokens: "opaque" as const }],
    scopes: [{ name: "orders", description: "Read your orders", api: "https://orders.example" }],
    clients: [
      { id: "machine", ...machine, introspects: ["https://orders.example"] },
      { id: "guessed", ...machine, secrets: [{ value: "short-enough" }] },
      { id: "mistaken", ...machine },
      {
        ...{ id: "signer", ...machine, secrets: [], authMethods: ["private_key_jwt" as const] },
        jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "one", use: "sig" }] },
      },
      {
        ...{ id: "web", secrets: [{ value: SECRET }], redirectUris: [REDIRECT], backchannelLogoutUri },
        grantTypes: ["authorization_code" as const, "refresh_token" as const, DEVICE],
        scopes: ["openid", "offline_access", "orders"],
      },
      ADMIN,
    ],
  });
});
afterAll(async () => {
  await three?.close();
  app?.close();
});
/** Each test is of a network of its own. */
beforeEach(() => {
  three.wrong.fill(0);
  three.elsewhere();
});

const to: Three["to"] = (n) => three.to(n);
const at: Three["at"] = (...given) => three.at(...given);
const browser: Three["browser"] = (n) => three.browser(n);
const moved: Three["moved"] = (...given) => three.moved(...given);
const tally: Three["tally"] = (...given) => three.tally(...given);
const admin: Three["admin"] = (scope) => three.admin(scope);

const MACHINE = { grant_type: "client_credentials", scope: "orders" };

describe("at all nodes at once", () => {
  it("a proof (DPoP) is used once", async () => {
    const dpop = proofFor({ url: `${ISSUER}/token`, now: Date.now() });
    expect(await tally(9, (n) => at(n, "machine").post("/token", MACHINE, { dpop }))).toEqual({
      granted: 1,
      "dpop/used-before": 8,
    });
  });

  it("a client's assertion is used once", async () => {
    const signed = await new SignJWT({ jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .setIssuer("signer")
      .setSubject("signer")
      .setAudience(ISSUER)
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(pair.privateKey);
    const fields = { ...MACHINE, client_assertion_type: ASSERTION, client_assertion: signed };
    const send = async (n: number) => {
      const body = new URLSearchParams(fields);
      return answerOf(ISSUER, await to(n)(new Request(`${ISSUER}/token`, { method: "POST", body })));
    };
    expect(await tally(9, send)).toEqual({ granted: 1, "client-auth/assertion-replayed": 8 });
  });

  it("a pushed request leads to one code", async () => {
    const person = browser(0);
    await person.sentTo(at(0).begin().url);
    const { url } = at(0).begin();
    const pushed = await at(1).post("/par", Object.fromEntries(new URL(url).searchParams));
    const query = new URLSearchParams({ client_id: "web", request_uri: String(pushed.body.request_uri) });
    const all = await Promise.all(
      Array.from({ length: 9 }, (_, n) => moved(person, n).browse(`${ISSUER}/authorize?${query}`)),
    );
    const places = all.map(({ headers }) => new URL(headers.get("location") ?? "none:").searchParams);
    expect(places.filter((place) => place.has("code"))).toHaveLength(1);
    expect(places.filter((place) => place.get("error") === "invalid_request_uri")).toHaveLength(8);
  });

  it("a device code that one node issued and another one let in brings tokens once", async () => {
    const { body } = await at(0).post("/device_authorization", { scope: "openid orders" });
    const person = browser(1);
    await person.signIn();
    const url = String(body.verification_uri_complete);
    const [form] = formsOf(await pageOf(url, await person.browse(url)));
    await person.post(form?.action ?? "", { ...form?.fields, answer: "allow" });
    const fields = { grant_type: DEVICE, device_code: String(body.device_code) };
    expect(await tally(9, (n) => at(n).token(fields))).toEqual({ granted: 1, "device/already-used": 8 });
  });

  it("guesses of a secret are those of one, and each further node compares one more at most", async () => {
    const guesses = Array.from({ length: 90 }, (_, n) => at(n, "guessed", `guess ${n}`).token(MACHINE));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    const compared = statuses.filter((status) => status === 401).length;
    expect(compared).toBeGreaterThanOrEqual(30);
    expect(compared).toBeLessThan(30 + NODES);
    expect(statuses.filter((status) => status === 429)).toHaveLength(90 - compared);
    // The right one waits as well, everywhere.
    for (let n = 0; n < NODES; n++) expect((await at(n, "guessed", "short-enough").token(MACHINE)).status).toBe(429);
  });

  /** How many of as many wrong passwords were compared. The others must wait. */
  async function comparedOf(guesses: number): Promise<number> {
    const guess = async (n: number) => {
      const person = new Person(ISSUER, "ops", `guess number ${n}`, to(n));
      const [form] = formsOf(await pageOf(ISSUER, await person.browse(`${ISSUER}/sign-in`)));
      const response = await person.post(form?.action ?? "", {
        ...form?.fields,
        username: person.username,
        password: person.password,
      });
      return response.status;
    };
    const statuses = await Promise.all(Array.from({ length: guesses }, (_, n) => guess(n)));
    return statuses.filter((status) => status !== 429).length;
  }

  it("passwords are guessed as at one", async () => {
    const compared = await comparedOf(24);
    expect(compared).toBeGreaterThanOrEqual(5);
    expect(compared).toBeLessThan(5 + NODES);
  });

  it("every refusal is in the journal", async () => {
    const refs = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const { body } = await at(n, "mistaken").token({ ...MACHINE, scope: `nothing-${n}` });
        return /\(ref (\w+)\)$/.exec(String(body.error_description))?.[1];
      }),
    );
    expect(new Set(refs).size).toBe(12);
    const call = await admin("candor:refusals:read");
    for (const [n, ref] of refs.entries())
      await expect.poll(async () => (await call(n, "GET", `/refusals/${ref}`)).status).toBe(200);
  });
});

const REGISTERED = { client_name: "Jobs", grant_types: ["client_credentials"], scope: "orders" };
interface Registered {
  readonly client_id: string;
  readonly client_secret: string;
}

describe("what one node changes", () => {
  it("an app that it registers and removes is known and refused elsewhere", async () => {
    const call = await admin();
    const made = await call(0, "POST", "/applications", REGISTERED);
    const { client_id: id, client_secret: secret } = (await made.json()) as Registered;
    const status = async (n: number) => (await at(n, id, secret).token(MACHINE)).status;
    for (let n = 0; n < NODES; n++) await expect.poll(() => status(n)).toBe(200);
    const etag = made.headers.get("etag") ?? "";
    expect((await call(1, "DELETE", `/applications/${id}`, undefined, { "if-match": etag })).status).toBe(204);
    // Where it was done, at once.
    expect(await status(1)).toBe(401);
    for (const n of [0, 2]) await expect.poll(() => status(n)).toBe(401);
  });

  it("of two changes to the same version, one is refused", async () => {
    const call = await admin();
    const made = await call(0, "POST", "/applications", REGISTERED);
    const { client_id: id } = (await made.json()) as Registered;
    const more = { "if-match": made.headers.get("etag") ?? "" };
    await expect.poll(async () => (await call(2, "GET", `/applications/${id}`)).status).toBe(200);
    const both = [0, 2].map((n) => call(n, "PATCH", `/applications/${id}`, { client_name: `Jobs of ${n}` }, more));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412]);
  });

  it("a new signing key is published and accepted by the others at once", async () => {
    const person = browser(0);
    await three.nodes[1]?.keys.rotate({ now: true });
    const { code, verifier } = await at(1).code(person);
    const { body } = await at(1).redeem(code, verifier);
    const [header = ""] = String(body.id_token).split(".");
    const { kid } = JSON.parse(Buffer.from(header, "base64url").toString());
    for (let n = 0; n < NODES; n++) {
      const response = await to(n)(new Request(`${ISSUER}/jwks`));
      const { keys } = (await response.json()) as { readonly keys: readonly { readonly kid: string }[] };
      expect(keys.map((key) => key.kid)).toContain(kid);
    }
  });

  it("a user who signs out is signed out everywhere, and the app hears of it once", async () => {
    signedOut.length = 0;
    // Each is also the time in which the other nodes might have told of the one before.
    for (let out = 0; out < NODES; out++) {
      const person = browser(0);
      const { code, verifier } = await at(0).code(person);
      const { body } = await at(1).redeem(code, verifier);
      await moved(person, out).browse(`${ISSUER}/sign-out?id_token_hint=${body.id_token}`);
      await expect.poll(() => signedOut.length).toBe(out + 1);
      for (let n = 0; n < NODES; n++) {
        const place = await moved(person, n).sentTo(at(n).begin({ prompt: "none" }).url);
        expect(place.searchParams.get("error")).toBe("login_required");
      }
    }
    expect(new Set(signedOut).size).toBe(NODES);
  });
});

describe("a node whose clock is wrong", () => {
  it.each([
    ["an hour ahead", HOUR],
    ["a year ahead", 366 * DAY],
    ["an hour behind", -HOUR],
    ["five minutes ahead", HOUR / 12],
    ["five minutes behind", -HOUR / 12],
  ])("%s: nothing is granted twice, and the others go on", async (_, by) => {
    const person = browser(0);
    const { code, verifier } = await at(0).code(person);
    const { body } = await at(1).redeem(code, verifier);
    expect(body.refresh_token).toBeDefined();
    three.wrong[2] = by;
    // What is used stays used, whatever the time is.
    expect((await at(2).redeem(code, verifier)).status).toBe(400);
    const proof = proofFor({ url: `${ISSUER}/token`, now: Date.now() });
    expect((await at(0, "machine").post("/token", MACHINE, { dpop: proof })).status).toBe(200);
    expect((await at(2, "machine").post("/token", MACHINE, { dpop: proof })).status).toBe(400);
  });

  it.each([
    ["ahead", HOUR / 12],
    ["behind", -HOUR / 12],
  ])("five minutes %s: what lasts longer goes on there, and what ends there ends everywhere", async (_, by) => {
    const person = browser(0);
    const { code, verifier } = await at(0).code(person);
    const { body } = await at(1).redeem(code, verifier);
    three.wrong[2] = by;
    const active = async (n: number, token: unknown) =>
      (await at(n, "machine").post("/introspect", { token: String(token) })).body.active;
    expect(await active(2, body.access_token)).toBe(true);
    const refreshed = await at(2).refresh(String(body.refresh_token));
    expect(refreshed.status).toBe(200);
    // By the others' clocks, this refresh comes five minutes before or after the one before it.
    const again = await at(0).refresh(String(refreshed.body.refresh_token));
    expect(again.status).toBe(200);
    expect((await moved(person, 2).sentTo(at(2).begin({ prompt: "none" }).url)).searchParams.has("code")).toBe(true);
    expect((await at(2).revoke(String(again.body.refresh_token))).status).toBe(200);
    for (const n of [0, 1, 2]) {
      expect(await active(n, again.body.access_token)).toBe(false);
      expect((await at(n).refresh(String(again.body.refresh_token))).status).toBe(400);
    }
    await moved(person, 2).browse(`${ISSUER}/sign-out?id_token_hint=${body.id_token}`);
    const silent = await person.sentTo(at(0).begin({ prompt: "none" }).url);
    expect(silent.searchParams.get("error")).toBe("login_required");
  });
});
