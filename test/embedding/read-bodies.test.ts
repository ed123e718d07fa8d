/** Hosts that read bodies before Candor sees them: what they made of a form is used where that is faithful, and refused by name otherwise. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import express4 from "express-4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { answerOf } from "../blackbox/application.ts";
import { refused } from "../blackbox/refusal.ts";

const ISSUER = "https://id.example/auth";
const BASIC = `Basic ${Buffer.from("demo-service:demo-service-secret").toString("base64")}`;
const FORM = "application/x-www-form-urlencoded";

let candor: Candor;
const servers: Server[] = [];
beforeAll(async () => {
  const config = { issuer: ISSUER, logLevel: "silent" as const, trustedProxy: ["127.0.0.1", "::1"] };
  candor = await createCandor({ config, storage: "memory", demo: true });
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await candor.close();
});

type Middleware = (request: IncomingMessage & { body?: unknown }, response: never, next: () => void) => void;

/** Where Express listens, with a middleware before Candor. */
async function behind(middleware: Middleware, create = express): Promise<string> {
  const app = create();
  app.use(middleware as never);
  app.use("/auth", candor.handler);
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

const ask = async (origin: string, body: string, headers: Record<string, string> = {}) =>
  answerOf(
    ISSUER,
    await fetch(`${origin}/auth/token`, {
      method: "POST",
      headers: { authorization: BASIC, "content-type": FORM, "x-forwarded-proto": "https", ...headers },
      body,
    }),
  );

/** Reads the body and leaves something else. */
const leaving =
  (leave: (request: IncomingMessage & { body?: unknown }, bytes: Buffer) => void): Middleware =>
  (request, _, next) => {
    void request.toArray().then((chunks: Buffer[]) => {
      leave(request, Buffer.concat(chunks));
      next();
    });
  };

const GRANT = "grant_type=client_credentials";

describe.each<[string, Middleware, typeof express]>([
  ["urlencoded", express.urlencoded({ extended: false }) as never, express],
  ["urlencoded, extended", express.urlencoded({ extended: true }) as never, express],
  ["urlencoded of Express 4", express4.urlencoded({ extended: false }) as never, express4],
  ["urlencoded, extended, of Express 4", express4.urlencoded({ extended: true }) as never, express4],
  ["raw", express.raw({ type: () => true }) as never, express],
  ["text", express.text({ type: () => true }) as never, express],
  ["the bytes beside an object", leaving((r, rawBody) => Object.assign(r, { rawBody, body: { x: {} } })), express],
])("behind a parser: %s", (_, middleware, create) => {
  let origin: string;
  beforeAll(async () => {
    origin = await behind(middleware, create);
  });

  it("grants what it would grant alone, however the form was encoded", async () => {
    const scope = "scope=read_profile%20write_multipass";
    for (const body of [`${GRANT}&${scope}`, `${GRANT}&scope=read_profile+write_multipass&%78=%C3%A4`]) {
      const answer = await ask(origin, body);
      expect([answer.status, answer.body.scope]).toEqual([200, "read_profile write_multipass"]);
    }
  });

  it("sees what is repeated, missing, too large, and no form at all", async () => {
    const repeated = await ask(origin, `${GRANT}&scope=read_profile&scope=write_multipass`);
    refused(repeated, 400, "invalid_request", "request/parameter-repeated");
    // A length of 0 is read by parsers too; nothing comes after it.
    refused(await ask(origin, ""), 400, "invalid_request", "request/parameter-absent");
    refused(await ask(origin, `x=${"y".repeat(80_000)}`), 413, "invalid_request", "request/too-large");
    const json = await ask(origin, '{"grant_type":"client_credentials"}', { "content-type": "application/json" });
    refused(json, 400, "invalid_request", "request/wrong-content-type");
  });
});

describe("a body that can't be restored faithfully", () => {
  it.each<[string, Middleware, string]>([
    ["objects in a form", express.urlencoded({ extended: true }) as never, `${GRANT}&scope[a]=read_profile`],
    ["nothing", leaving(() => undefined), GRANT],
    ["something else", leaving((request) => Object.assign(request, { body: new Map([["grant_type", "x"]]) })), GRANT],
    ["a number", leaving((request) => Object.assign(request, { body: { grant_type: 7 } })), GRANT],
  ])("is refused by name, at once: %s", async (_, middleware, body) => {
    const answer = await ask(await behind(middleware), body);
    refused(answer, 500, "server_error", "server/body-consumed");
  });
});

describe("through fetch", () => {
  const request = (body: BodyInit | null = GRANT, path = "/auth/token") =>
    new Request(`https://id.example${path}`, {
      method: "POST",
      headers: { authorization: BASIC, "content-type": FORM },
      body,
      duplex: "half",
    } as RequestInit);
  const read = async (sent: Request) => {
    await sent.text();
    return sent;
  };

  it("refuses by name what the host has read, and does not throw", async () => {
    const answer = await answerOf(ISSUER, await candor.fetch(await read(request())));
    refused(answer, 500, "server_error", "server/body-consumed");
    const locked = request();
    locked.body?.getReader();
    refused(await answerOf(ISSUER, await candor.fetch(locked)), 500, "server_error", "server/body-consumed");
  });

  it.each<[string, unknown]>([
    ["text", GRANT],
    ["bytes", new TextEncoder().encode(GRANT)],
    ["URLSearchParams", new URLSearchParams(GRANT)],
    ["an object", { grant_type: "client_credentials" }],
    ["lists", { grant_type: ["client_credentials"], scope: [] }],
  ])("takes what the host has read as %s", async (_, body) => {
    expect((await candor.fetch(await read(request()), { body })).status).toBe(200);
  });

  it("takes FormData, and no files", async () => {
    const form = new FormData();
    form.set("grant_type", "client_credentials");
    expect((await candor.fetch(await read(request()), { body: form })).status).toBe(200);
    form.set("scope", new Blob(["x"]));
    const answer = await answerOf(ISSUER, await candor.fetch(await read(request()), { body: form }));
    refused(answer, 500, "server_error", "server/body-consumed");
  });

  it("responds where the body breaks off", async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("hung up")) });
    const answer = await answerOf(ISSUER, await candor.fetch(request(broken as never)));
    refused(answer, 400, "invalid_request", "request/http-malformed");
  });

  it("leaves the body of foreign requests to the host", async () => {
    const theirs = request(GRANT, "/own");
    expect((await candor.fetch(theirs)).status).toBe(404);
    expect(await theirs.text()).toBe(GRANT);
  });

  it("bears what hosts pass that mount by path alone", async () => {
    const context = { address: { remote: "192.0.2.1" } } as never;
    for (const given of [context, null as never, undefined])
      expect((await candor.fetch(request(GRANT, "/token"), given)).status).toBe(200);
  });
});
