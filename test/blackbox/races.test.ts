/** Many at once: a code and a refresh token grant once (requirements-oauth.md, "Concurrency / race"), on one process and on two. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCandor } from "../../src/index.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { freePort } from "../free-port.ts";
import { type Answer, type Application, answerOf, demoApps } from "./application.ts";
import { Person } from "./person.ts";
import { codeIn } from "./refusal.ts";

let server: DemoServer;
let second: { address: string; close: () => Promise<void> };
let data: string;
let web: Application;
let person: Person;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "candor-races-"));
  server = await startDemo({ storage: "sqlite", config: { data, refreshGrace: 0 } as never });
  const config = { issuer: server.issuer, data, host: "localhost", refreshGrace: 0, logLevel: "silent" as const };
  const other = await createCandor({ config, demo: true });
  second = { address: await other.listen({ port: await freePort() }), close: other.close };
  web = demoApps(server.issuer).web;
  person = new Person(server.issuer);
});
afterAll(async () => {
  await second.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

/** The same request to one process, or to both in turn, all at once. */
async function atOnce(times: number, fields: Record<string, string>, processes: 1 | 2): Promise<Answer[]> {
  const send = async (i: number) => {
    const address = i % processes === 0 ? server.issuer : second.address;
    const headers = { authorization: `Basic ${Buffer.from("demo-web:demo-web-secret").toString("base64")}` };
    const init = { method: "POST", headers, body: new URLSearchParams(fields) };
    return answerOf(server.issuer, await fetch(`${address}/token`, init));
  };
  return Promise.all(Array.from({ length: times }, (_, i) => send(i)));
}

function outcomes(answers: readonly Answer[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = status === 200 ? "granted" : codeIn(body.error_uri, server.issuer);
    all[outcome] = (all[outcome] ?? 0) + 1;
  }
  return all;
}

const revoked = async (answers: readonly Answer[]) => {
  for (const { body } of answers)
    for (const token of [body.access_token, body.refresh_token])
      if (token !== undefined) expect((await web.introspect(String(token))).body).toEqual({ active: false });
};

describe.each([1, 2] as const)("on %i process(es)", (processes) => {
  it("FastACExchange, ConcurrentTokensRevoked: a code is redeemed once, and its tokens are revoked", async () => {
    const { code, verifier } = await web.code(person);
    const redirect = `${server.issuer}/demo/callback`;
    const fields = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: redirect };
    const answers = await atOnce(10, fields, processes);
    expect(outcomes(answers)).toEqual({ granted: 1, "code/already-used": 9 });
    await revoked(answers);
  });

  it("FastRefresh, ConcurrentTokensRevoked: without grace a refresh token is used once, and its family is revoked", async () => {
    const { refresh_token } = await web.tokens(person);
    const answers = await atOnce(10, { grant_type: "refresh_token", refresh_token }, processes);
    const { granted, ...others } = outcomes(answers);
    expect(granted).toBe(1);
    expect(Object.keys(others).every((code) => /^refresh-token\/(reused|revoked)$/.test(code))).toBe(true);
    await revoked(answers);
  });
});

describe("what one process did the other knows", () => {
  it("revocation, sign-out", async () => {
    const { access_token: token, refresh_token } = await web.tokens(person);
    const look = async () =>
      fetch(`${second.address}/demo/api/profile`, { headers: { authorization: `Bearer ${token}` } });
    expect((await look()).status).toBe(200);
    await web.revoke(refresh_token);
    expect((await look()).status).toBe(401);
  });
});
