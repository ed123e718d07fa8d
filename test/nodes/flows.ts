/**
 * The flows of applications, users and operators, by a client that sends again what got no response. Each goes on until it has what it wants,
 * and rejects where the server says anything else than a success, or a refusal that is right for a request that was carried out before.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { type Answer, Application, type Tokens, tokensOf } from "../blackbox/application.ts";
import { formsOf, Person, pageOf } from "../blackbox/person.ts";
import { codeIn } from "../blackbox/refusal.ts";
import { proofFor } from "../catalogue/proofs.ts";
import { CLIENT, REDIRECT_URI, SCOPE } from "../faults/site.ts";
import { PASSWORD, USERNAME } from "../operation/run.ts";
import type { Repeating } from "./repeating.ts";

export const ADMIN = { id: "tools", secret: "the-secret-of-the-tools-0123456789" };
export const DEVICE = "urn:ietf:params:oauth:grant-type:device_code" as const;

export interface Given {
  readonly issuer: string;
  readonly client: Repeating;
  readonly app: Application;
  /** Stays signed in. */
  readonly person: Person;
  /** What must hold when everything is over. */
  readonly keep: (what: () => Promise<void>) => void;
}

export function given(issuer: string, client: Repeating, keep: Given["keep"]): Given {
  const app = new Application(issuer, { ...CLIENT, redirectUri: REDIRECT_URI, scope: SCOPE }, client.send);
  return { issuer, client, app, person: somebody(issuer, client), keep };
}

const somebody = (issuer: string, client: Repeating) => new Person(issuer, USERNAME, PASSWORD, client.send);

/** Asks for something until it is granted. `spent` is the one refusal of what a request without a response has used up. */
async function granted({ client, issuer }: Given, spent: string, ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    client.wasRepeated();
    const answer = await ask();
    const repeated = client.wasRepeated();
    if (answer.status < 300) return answer;
    const code = codeIn(answer.body.error_uri, issuer);
    expect({ code, repeated }, answer.text).toEqual({ code: spent, repeated: true });
  }
}

/** Tokens of a code; a new code where the response to the first was lost. */
async function authorized(
  given: Given,
  begin = (): Promise<{ code: string; verifier: string }> => given.app.code(given.person),
): Promise<Tokens> {
  const ask = async () => {
    const { code, verifier } = await begin();
    given.client.wasRepeated();
    return await given.app.redeem(code, verifier);
  };
  return tokensOf(await granted(given, "code/already-used", ask));
}

const active = async ({ app }: Given, token: string): Promise<unknown> => (await app.introspect(token)).body.active;

async function code(given: Given): Promise<void> {
  const tokens = await authorized(given);
  expect(await active(given, tokens.access_token)).toBe(true);
  given.keep(async () => {
    expect(await active(given, tokens.access_token)).toBe(true);
    tokensOf(await given.app.refresh(tokens.refresh_token));
  });
}

/** A code is redeemed once, whatever happens to the responses. */
async function codeTwice(given: Given): Promise<void> {
  const { app, issuer } = given;
  const { code, verifier } = await app.code(given.person);
  const answers = [await app.redeem(code, verifier), await app.redeem(code, verifier)];
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThan(2);
  for (const { status, body } of answers.slice(1)) {
    expect(status).toBe(400);
    expect(codeIn(body.error_uri, issuer)).toBe("code/already-used");
  }
}

/** Every refresh succeeds, and has one successor however often it is sent. */
async function refresh(given: Given): Promise<void> {
  const { app } = given;
  let { refresh_token: last } = await authorized(given);
  for (let turn = 0; turn < 3; turn++) {
    const all = [tokensOf(await app.refresh(last)), tokensOf(await app.refresh(last))];
    expect(new Set(all.map((one) => one.refresh_token)).size).toBe(1);
    last = all[0]?.refresh_token ?? "";
  }
  given.keep(async () => {
    tokensOf(await app.refresh(last));
  });
}

async function revocation(given: Given): Promise<void> {
  const { app, issuer } = given;
  const tokens = await authorized(given);
  expect((await app.revoke(tokens.refresh_token)).status).toBe(200);
  for (const token of [tokens.access_token, tokens.refresh_token]) expect(await active(given, token)).toBe(false);
  given.keep(async () => {
    expect(await active(given, tokens.access_token)).toBe(false);
    const { body } = await app.refresh(tokens.refresh_token);
    expect(codeIn(body.error_uri, issuer)).toBe("refresh-token/revoked");
  });
}

async function pushed(given: Given): Promise<void> {
  const { app, issuer, person } = given;
  await authorized(given, async () => {
    for (;;) {
      const { url, verifier } = app.begin();
      const answer = await app.post("/par", Object.fromEntries(new URL(url).searchParams));
      expect(answer.status).toBe(201);
      const query = new URLSearchParams({ client_id: CLIENT.id, request_uri: String(answer.body.request_uri) });
      const { searchParams } = await person.sentTo(`${issuer}/authorize?${query}`);
      const code = searchParams.get("code");
      if (code !== null) return { code, verifier };
      // The node died after it had used the request up, and the proxy asked another one.
      expect(codeIn(searchParams.get("error_uri"), issuer)).toBe("request/pushed-used");
    }
  });
}

async function device(given: Given): Promise<void> {
  const { app, person } = given;
  await person.sentTo(app.begin().url);
  const ask = async () => {
    const { body } = await app.post("/device_authorization", { scope: SCOPE });
    const url = String(body.verification_uri_complete);
    const [form] = formsOf(await pageOf(url, await person.browse(url)));
    expect((await person.post(form?.action ?? "", { ...form?.fields, answer: "allow" })).status).toBeLessThan(500);
    given.client.wasRepeated();
    return await app.token({ grant_type: DEVICE, device_code: String(body.device_code) });
  };
  const tokens = tokensOf(await granted(given, "device/already-used", ask));
  given.keep(async () => {
    tokensOf(await app.refresh(tokens.refresh_token));
  });
}

/** A proof is used up by a request whose response was lost. The next one is accepted. */
async function proof(given: Given): Promise<void> {
  const url = `${given.issuer}/token`;
  const fields = { grant_type: "client_credentials", scope: "orders" };
  await granted(given, "dpop/used-before", () =>
    given.app.post("/token", fields, { dpop: proofFor({ url, now: Date.now() }) }),
  );
}

async function signOut(given: Given): Promise<void> {
  const { app, issuer, client } = given;
  const person = somebody(issuer, client);
  const { id_token: hint } = await authorized(given, () => app.code(person));
  const { status } = await person.browse(`${issuer}/sign-out?id_token_hint=${hint}`);
  expect(status).toBeLessThan(400);
  const silently = async () => (await person.sentTo(app.begin({ prompt: "none" }).url)).searchParams.get("error");
  expect(await silently()).toBe("login_required");
}

/** Every change is made once, and holds for what any node decides afterwards. */
async function administration(given: Given): Promise<void> {
  const { issuer, client } = given;
  const admin = new Application(issuer, ADMIN, client.send);
  const { access_token } = tokensOf(
    await admin.token({ grant_type: "client_credentials", scope: "candor:applications" }),
  );
  const call = (method: string, path: string, { body, ...more }: Readonly<Record<string, string>> = {}) => {
    const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json", ...more };
    return client.send(new Request(`${issuer}/admin/v1${path}`, { method, headers, ...(body && { body }) }));
  };
  const name = `Jobs ${randomUUID()}`;
  const known = async () => {
    const list = await call("GET", `/applications?${new URLSearchParams({ q: name })}`);
    return ((await list.json()) as { items: readonly unknown[] }).items.length;
  };
  /** Made once, however often it is sent. */
  const change = async (...[method, path, more]: Parameters<typeof call>): Promise<Response> => {
    const key = { "idempotency-key": randomUUID() };
    for (;;) {
      const response = await call(method, path, { ...more, ...key });
      if (response.status !== 409) return response;
      const { type = "" } = (await response.clone().json()) as Record<string, string>;
      if (!type.includes("/errors/admin/idempotency-key-busy")) return response;
      await wait(1_000 * Number(response.headers.get("retry-after")));
    }
  };
  const heard = (what: () => Promise<number>, result: number) => expect.poll(what).toBe(result);
  const wanted = JSON.stringify({ client_name: name, grant_types: ["client_credentials"], scope: "orders" });
  const made = await change("POST", "/applications", { body: wanted });
  await heard(known, 1);
  // The node died after it had made the change, and before it had kept the response, which only the operator can find out.
  if (made.status === 409) return;
  expect(made.status).toBe(201);
  const { client_id: id = "", client_secret: secret = "" } = (await made.json()) as Record<string, string>;
  const jobs = new Application(issuer, { id, secret }, client.send);
  const token = async () => (await jobs.token({ grant_type: "client_credentials", scope: "orders" })).status;
  await heard(token, 200);
  const removed = await change("DELETE", `/applications/${id}`, { "if-match": made.headers.get("etag") ?? "" });
  expect([204, 409]).toContain(removed.status);
  await heard(token, 401);
  given.keep(async () => {
    expect([await known(), await token()]).toEqual([0, 401]);
  });
}

/** The console's pages, by the session's operator. */
async function pages(given: Given): Promise<void> {
  const { issuer, person } = given;
  for (const path of ["/console", "/console/applications", "/console/refusals", "/console/audit"]) {
    let url = issuer + path;
    for (let step = 0; ; step++) {
      const response = await person.browse(url);
      const location = response.headers.get("location");
      await response.arrayBuffer();
      if (location === null) {
        expect(response.status, url).toBe(200);
        break;
      }
      expect(step, `${path}: ${location}`).toBeLessThan(8);
      url = new URL(location, url).href;
    }
  }
}

export const FLOWS: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  ...{ code, codeTwice, refresh, revocation, pushed, device, proof, signOut, administration, pages },
};
