/** The layer around the server: what is ordered happens to requests before their endpoint sees them, or to its response. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Configuration } from "../configuration/schema.ts";
import { Browser } from "../http/browser.ts";
import { People } from "../http/people/people.ts";
import { depsOf } from "../http/snapshot.ts";
import { Wire } from "../http/wire.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import type { Code } from "../reasons/index.ts";
import type { Shared } from "../service/deps.ts";
import { refusedOn } from "../service/refused.ts";
import type { Machine, Ordered } from "./assemble.ts";
import { CONTROL } from "./control/routes.ts";
import { refusalFor } from "./evidence.ts";
import { failAfter, failBefore, isCarriedOut, type MockFailure } from "./failures.ts";
import { MockError } from "./fault.ts";
import { sendJwks } from "./keys.ts";
import { type Place, placeOf } from "./places.ts";
import { reasonNamed } from "./reasons.ts";
import { type MockRequest, type ReadRequest, readRequest } from "./requests.ts";
import { sendRefusal } from "./send.ts";
import { signInAtOnce } from "./sign-in.ts";

/** A request names the reason for which it wants to be refused, in a header, or where a test controls only the URL or the form. */
const [HEADER, PARAMETER] = ["mock-refuse", "mock_refuse"];

const OF_CONTROL = (path: string): boolean => path === CONTROL || path.startsWith(`${CONTROL}/`);

export function intercept(
  app: FastifyInstance,
  shared: Shared,
  machine: Machine,
  sessionCookie: Configuration["sessionCookie"],
): void {
  const people = new People(shared, new Wire(shared), new Browser(shared, sessionCookie), true);
  const known = new WeakMap<FastifyRequest, { readonly seen: ReadRequest; fails?: MockFailure }>();

  app.addHook("preHandler", async (request, reply) => {
    const seen = readRequest(request, machine.clock.now());
    if (OF_CONTROL(seen.path)) return undefined;
    const entry: { readonly seen: ReadRequest; fails?: MockFailure } = { seen };
    known.set(request, entry);
    machine.received.add(seen);
    machine.received.changed(seen);
    const delay = machine.delays.find(seen);
    if (delay !== undefined) {
      delay.use();
      await machine.onTheWay.delay(delay.what);
    }
    const failure = machine.failures.find(seen);
    if (failure !== undefined) {
      failure.use();
      if (!isCarriedOut(failure.what)) return failBefore(failure.what, request, reply, machine.onTheWay);
      entry.fails = failure.what;
    }
    return (await refused(request, reply, seen)) ?? (await answered(request, reply, seen));
  });

  app.addHook("onSend", async (request, reply, payload) => {
    const entry = known.get(request);
    if (entry === undefined) return payload;
    entry.seen.refused = codeIn(reply, payload);
    return entry.fails === undefined ? payload : failAfter(entry.fails, request, reply, payload);
  });

  app.addHook("onResponse", async (request, reply) => {
    const seen = known.get(request)?.seen;
    if (seen === undefined) return;
    seen.status = reply.statusCode;
    machine.received.changed(seen);
  });

  /** The first order that this request can meet, or what it asks for itself. */
  async function refused(request: FastifyRequest, reply: FastifyReply, seen: ReadRequest) {
    const deps = depsOf(shared, request);
    const own = seen.headers[HEADER] ?? seen.query[PARAMETER] ?? seen.form[PARAMETER];
    if (own !== undefined) {
      try {
        const code = reasonNamed(own);
        const place = await placeOf(deps, request, code);
        if (place === undefined) throw new MockError(`${seen.method} ${seen.path} can't be refused as ${code}.`);
        return send(request, reply, seen, { code, evidence: {} }, place);
      } catch (error) {
        if (!(error instanceof MockError)) throw error;
        return reply
          .code(400)
          .send({ error: "mock_order_invalid", error_description: error.message, nearest: error.nearest });
      }
    }
    for (const { what, use } of machine.refusals.all(seen)) {
      const place = await placeOf(deps, request, what.code);
      if (place === undefined) continue;
      use();
      return send(request, reply, seen, what, place);
    }
    return undefined;
  }

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    seen: MockRequest,
    { code, evidence }: Ordered,
    { on, sending }: Place,
  ) {
    const where = { issuer: shared.issuer, now: machine.clock.now(), client: seen.client };
    return sendRefusal(people, request, reply, refusedOn(refusalFor(code, where, evidence), on), sending);
  }

  /** Responds in the place of the endpoint: with a JWKS that is broken, or to an authorization request for a user who has agreed. */
  async function answered(request: FastifyRequest, reply: FastifyReply, { path, endpoint, method }: MockRequest) {
    const broken = endpoint === "jwks" ? machine.brokenJwks() : undefined;
    if (broken !== undefined)
      return "body" in broken
        ? sendJwks(reply, broken.body)
        : failBefore(broken.fails, request, reply, machine.onTheWay);
    const signIn = path === ENDPOINTS.authorization.path ? machine.signingIn() : undefined;
    const isVisit = method === "GET" || method === "POST";
    return signIn === undefined || !isVisit ? undefined : signInAtOnce(people, request, reply, signIn);
  }
}

/** The reason that a response names. */
function codeIn(reply: FastifyReply, payload: unknown): Code | undefined {
  const location = String(reply.getHeader("location") ?? "");
  const challenge = String(reply.getHeader("www-authenticate") ?? "");
  const body = typeof payload === "string" ? payload.slice(0, LONGEST) : "";
  const [, code] = /\/errors\/([a-z-]+\/[a-z-]+)\?ref=/.exec(`${decoded(location)} ${challenge} ${body}`) ?? [];
  return code as Code | undefined;
}

const LONGEST = 20_000;

function decoded(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    return location;
  }
}
