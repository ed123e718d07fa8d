import Fastify, { type FastifyReply } from "fastify";
import { describe, expect, it } from "vitest";
import { type Methods, route, type Speaks } from "./routing.ts";
import type { Wire } from "./wire.ts";

/** Says what it was to refuse, and in which way. */
const wire = {
  refusalFor: (_: unknown, found: object) => found,
  json: (reply: FastifyReply, found: object, path: string) => reply.code(400).send({ json: path, ...found }),
  page: (reply: FastifyReply, found: object, path: string) => reply.code(400).send({ page: path, ...found }),
} as unknown as Wire;

const handled = (_: unknown, reply: FastifyReply) => reply.send({ handled: true });

function open(speaks: Speaks, methods: Methods, prefix = "", path = "/a") {
  const app = Fastify();
  app.register(async (within) => route(within, wire, path, speaks, methods), { prefix });
  return async (method: string, url = path, headers: Record<string, string> = {}) => {
    const answer = await app.inject({ method: method as "GET", url, headers });
    return answer.statusCode === 200 || answer.statusCode === 400
      ? answer.body && answer.json()
      : { status: answer.statusCode, headers: answer.headers };
  };
}
const wrong = (by: object, ...allowed: string[]) => ({ ...by, is: "wrong-method", allowed });

describe("the methods of a path", () => {
  it.each<[methods: Methods, method: string, outcome: object | ""]>([
    [{ GET: handled }, "GET", { handled: true }],
    [{ GET: handled }, "HEAD", ""],
    [{ GET: handled }, "POST", wrong({ page: "/a" }, "GET")],
    [{ VISIT: handled }, "GET", { handled: true }],
    [{ VISIT: handled }, "PUT", wrong({ page: "/a" }, "GET")],
    [{ POST: handled }, "POST", { handled: true }],
    [{ POST: handled }, "GET", wrong({ page: "/a" }, "POST")],
    [{ POST: handled }, "OPTIONS", wrong({ page: "/a" }, "POST")],
    [{ GET: handled, POST: handled }, "DELETE", wrong({ page: "/a" }, "GET", "POST")],
    [{ VISIT: handled, POST: handled }, "PATCH", wrong({ page: "/a" }, "GET", "POST")],
    [{ ANY: handled }, "DELETE", { handled: true }],
    [{ ANY: handled, POST: handled }, "GET", { handled: true }],
  ])("%j: %s", async (methods, method, outcome) => expect(await open("html", methods)(method)).toEqual(outcome));

  it("are refused in JSON at endpoints for programs", async () => {
    expect(await open("json", { POST: handled })("GET")).toEqual(wrong({ json: "/a" }, "POST"));
  });
});

it.each<[methods: Methods, allowed: string[]]>([
  [{ GET: handled, POST: handled }, ["GET", "POST"]],
  [{ GET: handled }, ["GET"]],
  [{ ANY: handled }, ["POST"]],
])("what refuses before the handler knows the methods too: %j", async (methods, allowed) => {
  const app = Fastify();
  const told: unknown[] = [];
  app.addHook("onRoute", ({ config }) => void told.push(config?.allowed));
  route(app, wire, "/a", "json", methods);
  expect(told[0]).toEqual(allowed);
});

describe("a GET that has an effect", () => {
  const visit = open("html", { VISIT: handled });
  it.each([
    ["sec-purpose", "prefetch"],
    ["sec-purpose", "Prefetch;prerender"],
    ["purpose", "prefetch"],
    ["x-purpose", "preview"],
    ["x-moz", "prefetch"],
    ["purpose", "Instant"],
  ])("is refused where nobody has opened the URL: %s: %s", async (name, value) => {
    const [word] = value.split(";");
    const refused = { page: "/a", is: "not-opened", sign: `${name}: ${word}` };
    expect(await visit("GET", "/a", { [name]: value })).toEqual(refused);
    // What changes nothing is shown.
    expect(await open("html", { GET: handled })("GET", "/a", { [name]: value })).toEqual({ handled: true });
  });

  it.each([
    ["sec-purpose", "none"],
    ["purpose", "prefetching"],
    ["x-other", "prefetch"],
  ])("is carried out otherwise: %s: %s", async (name, value) => {
    expect(await visit("GET", "/a", { [name]: value })).toEqual({ handled: true });
  });

  it("is not carried out by HEAD", async () => {
    let visits = 0;
    const counted = open("html", { VISIT: (request, reply) => [visits++, handled(request, reply)][1] as FastifyReply });
    await counted("HEAD");
    expect(visits).toBe(0);
    await counted("GET");
    expect(visits).toBe(1);
  });
});

describe("a preflight", () => {
  const PREFLIGHT = { origin: "https://app.example", "access-control-request-method": "POST" };
  it.each<[methods: Methods, allowed: string]>([
    [{ GET: handled, POST: handled }, "GET, POST"],
    [{ GET: handled }, "GET"],
    [{ ANY: handled }, "POST"],
  ])("gets a response where programs of any origin may call: %j", async (methods, allowed) => {
    const answer = await open("json", methods)("OPTIONS", "/a", PREFLIGHT);
    expect(answer).toMatchObject({
      status: 204,
      headers: { "access-control-allow-origin": "*", "access-control-allow-methods": allowed },
    });
  });

  it("is refused with a page at pages for users", async () => {
    expect(await open("html", { GET: handled })("OPTIONS", "/a", PREFLIGHT)).toEqual(wrong({ page: "/a" }, "GET"));
  });
});

describe("within a prefix that the path begins with already", () => {
  it.each([
    ["/auth", "/auth/token"],
    ["/auth", "/auth"],
    ["/auth", "/authorize"],
  ])("%s: %s", async (prefix, path) => {
    const ask = open("json", { GET: handled }, prefix, path);
    expect(await ask("GET", path === "/authorize" ? "/auth/authorize" : path)).toEqual({ handled: true });
  });
});
