/** Every method that node:http reads, at every endpoint: taken, or refused by name with Allow (RFC 9110 15.5.6). */
import { METHODS } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATHS } from "../../src/protocol/metadata.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { exchange, write } from "./socket.ts";

/** What each endpoint takes; HEAD goes with GET, and OPTIONS is a CORS preflight where programs call. */
const TAKES: Readonly<Record<keyof typeof PATHS, readonly string[]>> = {
  authorization: ["GET", "POST"],
  token: ["POST"],
  pushed: ["POST"],
  deviceAuthorization: ["POST"],
  device: ["GET", "POST"],
  backchannel: ["POST"],
  approve: ["GET", "POST"],
  revocation: ["POST"],
  introspection: ["POST"],
  userinfo: ["GET", "POST"],
  grants: ["GET", "DELETE"],
  registration: ["POST"],
  jwks: ["GET"],
  signIn: ["GET", "POST"],
  consent: ["POST"],
  signOut: ["GET", "POST"],
  checkSession: ["GET"],
  challenge: ["POST"],
  errors: ["GET"],
  refusals: ["GET", "POST"],
  admin: ["GET"],
  console: ["GET", "POST"],
  consoleScript: ["GET"],
  consoleStylesheet: ["GET"],
  health: ["GET"],
  ready: ["GET"],
  invitation: ["GET", "POST"],
  join: ["GET", "POST"],
  scopes: ["GET"],
  scopesJson: ["GET"],
  explain: ["GET"],
  explainScript: ["GET"],
  explainData: ["GET"],
  copyScript: ["GET"],
  stylesheet: ["GET"],
  logos: ["GET"],
  colors: ["GET"],
  sitemap: ["GET"],
};
const PREFLIGHT = [
  "token",
  "pushed",
  "deviceAuthorization",
  "backchannel",
  "revocation",
  "introspection",
  "userinfo",
  "grants",
  "registration",
  "challenge",
  "jwks",
  "scopesJson",
  "refusals",
  "health",
  "ready",
];

let server: DemoServer;
let port: number;
beforeAll(async () => {
  server = await startDemo({ config: { host: "127.0.0.1" } });
  port = Number(new URL(server.issuer).port);
});
afterAll(() => server.close());

async function ask(method: string, path: string) {
  const bytes = write({ method, path, version: "HTTP/1.1", headers: [], body: Buffer.alloc(0) }, `127.0.0.1:${port}`);
  const { answer } = await exchange(port, bytes, 1, true);
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  return {
    status: Number(head.slice(9, 12)),
    allow: /^allow: (.*)$/im.exec(head)?.[1]?.trim().split(", "),
    code: /\/errors\/([a-z-]+\/[a-z-]+)/.exec(body)?.[1],
  };
}

describe.each(Object.entries(TAKES))("%s", (name, takes) => {
  const path = PATHS[name as keyof typeof PATHS] + (name === "refusals" ? "/000000000000" : "");
  const reads = takes.includes("GET") ? [...takes, "HEAD"] : takes;
  const taken = PREFLIGHT.includes(name) ? [...reads, "OPTIONS"] : reads;

  it("refuses every other method by name, with Allow", async () => {
    const others = METHODS.filter((method) => method !== "CONNECT" && !taken.includes(method));
    // To a HEAD there is no body, and so no code to be seen.
    const code = (method: string) => (method === "HEAD" ? undefined : "request/wrong-method");
    const answers = others.map(async (method) => [method, await ask(method, path)]);
    const refusals = others.map((method) => [method, { status: 405, allow: takes, code: code(method) }]);
    expect(await Promise.all(answers)).toEqual(refusals);
  });

  it.each(taken)("takes %s", async (method) => {
    expect((await ask(method, path)).status).not.toBe(405);
  });
});
