/** Logs are lines of JSON without secrets, at any level; in production nothing else is printed. */

import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieName } from "../../src/http/cookies.ts";
import { basic, secret } from "../blackbox/application.ts";
import { formsOf, Person, pageOf } from "../blackbox/person.ts";
import { PASSWORD, type Place, place, type Running, SECRET, serveWithOperator, USERNAME } from "./run.ts";

let at: Place;
let running: Running;
/** Everything that must not be read anywhere. */
const secrets = new Map<string, string>();
const keep = (name: string, value: unknown): string => {
  secrets.set(name, String(value));
  return String(value);
};

beforeAll(async () => {
  at = await place({ logLevel: "debug" });
  running = await serveWithOperator(at, { NODE_ENV: "production" });
  await flows();
  await mistakes();
  await running.stop();
});
afterAll(() => at.leave());

async function flows(): Promise<void> {
  const person = new Person(at.issuer, USERNAME, keep("password", PASSWORD));
  keep("client secret", SECRET);
  const { code, verifier } = await at.app.code(person, {
    nonce: keep("nonce", secret()),
    state: keep("state", secret()),
  });
  keep("code", code);
  keep("verifier", verifier);
  const { body } = await at.app.redeem(code, verifier);
  for (const [name, value] of Object.entries(body)) if (/_token$/.test(name)) keep(name, value);
  for (const [name, value] of person.cookies) keep(`cookie ${name}`, value);
  const { body: next } = await at.app.refresh(String(body.refresh_token));
  keep("next refresh token", next.refresh_token);
  await at.app.introspect(String(next.refresh_token));
  await at.app.revoke(String(next.refresh_token));
  await person.browse(`${at.issuer}/sign-out?id_token_hint=${body.id_token}`);
}

/** Secrets in wrong places, where logs like to pick them up. */
async function mistakes(): Promise<void> {
  const wrong = keep("wrong secret", `wrong-${secret()}`);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const post = (path: string, { headers, body }: { headers?: Record<string, string>; body?: string }) =>
    fetch(at.issuer + path, { method: "POST", headers: { ...form, ...headers }, ...(body !== undefined && { body }) });
  await post("/token", { headers: { authorization: basic("shop", wrong) }, body: "grant_type=client_credentials" });
  await post("/token", { headers: { authorization: `Bearer ${wrong}` } });
  await post(`/token?client_secret=${wrong}&code=${wrong}`, { body: `grant_type=password&password=${wrong}` });
  await post("/token", { headers: { "content-type": "application/json" }, body: JSON.stringify({ password: wrong }) });
  await post("/token", { headers: { "content-type": `text/${wrong}` }, body: wrong });
  await post("/token", { body: `client_secret=${wrong}%zz` });
  await post("/token", { body: `${wrong.repeat(2000)}` });
  await fetch(`${at.issuer}/userinfo?access_token=${wrong}`);
  await fetch(`${at.issuer}/${wrong}?token=${wrong}`);
  await fetch(`${at.issuer}/errors/${wrong}/${wrong}`);
  await fetch(`${at.issuer}/authorize?client_id=shop&redirect_uri=https://x.example/%3Fcode=${wrong}`);
  await fetch(`${at.issuer}/sign-out?id_token_hint=${wrong}&post_logout_redirect_uri=https://x.example/${wrong}`);
  await fetch(`${at.issuer}/welcome/operator?token=${wrong}.${wrong}`);
  const person = new Person(at.issuer, wrong, wrong);
  const [signIn] = formsOf(await pageOf(at.issuer, await person.browse(`${at.issuer}/sign-in`)));
  await person.post(`${at.issuer}/sign-in`, { ...signIn?.fields, username: USERNAME, password: wrong });
  await person.post(`${at.issuer}/sign-in`, { ...signIn?.fields, username: wrong, password: wrong });
  await raw(`GET /${wrong} HTTP/9.9\r\n\r\n`);
  await raw(`${wrong}\r\n\r\n`);
  await raw(
    `GET /token?x=${wrong}%zz HTTP/1.1\r\nhost: x\r\ncookie: ${cookieName(at.issuer, "session")}=${wrong}\r\nconnection: close\r\n\r\n`,
  );
}

function raw(text: string): Promise<void> {
  return new Promise((done) => {
    const socket = connect(at.port, "localhost", () => socket.write(text));
    socket
      .on("close", () => done())
      .on("error", () => done())
      .resume();
  });
}

describe("the log", () => {
  it("has a line for each refusal, with its reference and reason, and no other members", () => {
    const lines = running
      .stdout()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
    const refusals = lines.filter(({ msg }) => msg === "refused");
    expect(refusals.length).toBeGreaterThan(10);
    for (const { ref, code, endpoint, client, status, ms, ...rest } of refusals) {
      expect([undefined, "shop"]).toContain(client);
      if (status !== undefined) expect([200, 303, 400, 401, 403, 404, 405, 415, 413, 429]).toContain(status);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ref).toMatch(/^[0-9a-z]{12}$/);
      expect(code).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
      expect(endpoint).toBeTypeOf("string");
      expect(Object.keys(rest).sort()).toEqual(["hostname", "level", "msg", "pid", "time"]);
    }
    const codes = new Set(refusals.map(({ code }) => code));
    for (const code of ["client-auth/secret-wrong", "user/credentials-wrong", "request/parameter-misplaced"])
      expect(codes).toContain(code);
  });

  it("has a line for each other decision, with the client, the user and the status", () => {
    const lines = running
      .stdout()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
    const said = (wanted: string) => lines.filter(({ msg }) => msg === wanted);
    const [{ subject } = { subject: "" }] = said("account created");
    expect(subject).toMatch(/^[\w-]{20}$/);
    const shop = { client: "shop", ms: expect.any(Number) };
    expect(said("signed in")).toEqual([
      expect.objectContaining({ subject, endpoint: "invitation", status: 303 }),
      expect.objectContaining({ subject, endpoint: "sign-in", status: 303 }),
    ]);
    expect(said("consented")).toEqual([expect.objectContaining({ ...shop, subject, endpoint: "consent" })]);
    expect(said("granted")).toEqual([
      expect.objectContaining({ ...shop, endpoint: "authorization", status: 303 }),
      expect.objectContaining({ ...shop, endpoint: "token", by: "authorization_code", subject, status: 200 }),
      expect.objectContaining({ ...shop, endpoint: "token", by: "refresh_token", subject, status: 200 }),
    ]);
    expect(said("revoked")).toEqual([expect.objectContaining({ ...shop, subject, revoked: "grant", status: 200 })]);
    expect(said("signed out")).toEqual([expect.objectContaining({ ...shop, subject, endpoint: "sign-out" })]);
    expect(said("invited")).toHaveLength(1);
  });

  it("has at debug a line for each request, whatever it was, with the declared path and nothing else of it", () => {
    const lines = running
      .stdout()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
    const requests = lines.filter(({ msg }) => msg === "request");
    expect(requests.length).toBeGreaterThanOrEqual(30);
    for (const { level, method, endpoint, status, client, ref, ms, fault, msg, ...rest } of requests) {
      expect(level).toBe(20);
      expect(method).toMatch(/^(?:[A-Z]+|none)$/);
      expect(endpoint).toMatch(/^(?:\/[a-z:/.-]*|none)$/i);
      expect(status).toBeGreaterThanOrEqual(200);
      expect([undefined, "shop"]).toContain(client);
      if (ref !== undefined) expect(ref).toMatch(/^[0-9a-z]{12}$/);
      if (fault !== undefined) expect(fault).toBe("http-malformed");
      else expect(ms === undefined || ms >= 0).toBe(true);
      expect(Object.keys(rest).sort()).toEqual(["hostname", "pid", "time"]);
    }
    const refs = new Set(requests.map(({ ref }) => ref));
    for (const { ref, status } of lines.filter(({ msg }) => msg === "refused"))
      if (status !== undefined) expect(refs).toContain(ref);
  });

  it("tells the operator the cause that the requester does not see", () => {
    expect(running.stdout().includes('"code":"client-auth/secret-wrong"')).toBe(true);
    expect(running.stdout().includes('"code":"client-auth/failed"')).toBe(false);
  });

  it("holds none of the secrets, whole or in part", () => {
    const printed = running.stdout() + running.stderr();
    expect(secrets.size).toBeGreaterThanOrEqual(12);
    for (const [name, value] of secrets) {
      const part = value.slice(-24);
      for (const form of [value, part, Buffer.from(value).toString("base64"), encodeURIComponent(value)])
        expect(printed.includes(form), name).toBe(false);
    }
  });

  it("tells of no fault of the server's own", () => {
    expect(running.stdout()).not.toContain("server/fault");
    expect(running.stderr()).toBe("");
  });
});
