/**
 * What the log says about requests: at info a line for each decision, at debug one for each request. Lines contain names from
 * the configuration, ids, and what the server has decided. They never contain what a requester has sent.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AccessEntry } from "../ports/access-log.ts";
import type { Emitted } from "../ports/events.ts";
import type { Fields } from "../ports/log.ts";
import type { Refused } from "../protocol/occasion.ts";
import { clientIdOf } from "../protocol/replay/record.ts";
import type { Shared } from "../service/deps.ts";
import { addressOf } from "./requests.ts";
import { endSpan, traceIdOf, traceRequests } from "./tracing.ts";

export type LoggedDecision =
  | "granted"
  | "pushed"
  | "declined"
  | "device asked"
  | "user asked"
  | "refused"
  | "signed in"
  | "signed out"
  | "revoked"
  | "consented"
  | "account created";

/** What is remembered about a request until its response has been sent. */
const BEGAN = Symbol("began");
const DECIDED = Symbol("decided");

type Watched = FastifyRequest & { [BEGAN]?: number; [DECIDED]?: Fields };

/** What hears of requests. */
type Hearing = Pick<Shared, "log" | "watchers">;

/** Whether anybody hears of a request as a whole, and not only of what was decided. */
const isHeard = ({ log, watchers }: Hearing): boolean =>
  log.writes("debug") ||
  (watchers !== undefined &&
    (watchers.telemetry !== undefined || watchers.tracer !== undefined || watchers.accessLog !== undefined));

/** Measures the time of requests, counts them, and at debug writes a line for each. Who hears of them may change with each request. */
export function watchRequests(app: FastifyInstance, hearing: Hearing): void {
  // With a callback, which costs less than a promise for each request.
  app.addHook("onRequest", (request, reply, done) => {
    if (isHeard(hearing)) whenSent(reply, () => endRequest(hearing, request, reply));
    else if (!hearing.log.writes("info")) return done();
    (request as Watched)[BEGAN] = performance.now();
    done();
  });
  traceRequests(app, () => hearing.watchers?.tracer);
}

/** Like the framework's hook onResponse, which would cost the requests something that nobody hears of. */
function whenSent({ raw }: FastifyReply, run: () => void): void {
  const once = (): void => {
    raw.off("finish", once);
    raw.off("error", once);
    run();
  };
  raw.on("finish", once);
  raw.on("error", once);
}

/** Counts a request whose response was sent, ends its span, and writes its lines. */
export function endRequest({ log, watchers }: Hearing, request: Watched, reply: FastifyReply): void {
  const decided = request[DECIDED] ?? {};
  const { client, ref } = decided;
  // The path as it is declared. The one that was sent may contain anything.
  const endpoint = request.routeOptions.url ?? "none";
  watchers?.telemetry?.responded(endpoint, request.method, reply.statusCode, sinceBegin(request));
  endSpan(request, endpoint, reply.statusCode, decided);
  watchers?.accessLog?.write(entryOf(request, reply, endpoint, decided));
  log.debug(
    { method: request.method, endpoint, client, ref, status: reply.statusCode, ms: timeOf(request) },
    "request",
  );
}

/** Milliseconds since a request arrived; 0 if no hook has seen it. */
const sinceBegin = ({ [BEGAN]: began }: Watched): number => (began === undefined ? 0 : performance.now() - began);

/** The same to one decimal; `undefined` if its time wasn't measured. */
function timeOf(request: Watched): number | undefined {
  return request[BEGAN] === undefined ? undefined : Math.round(sinceBegin(request) * 10) / 10;
}

/**
 * Writes the line of a decision, and emits its event. `status` is that of the response once it is set; none if the decision has no response of its
 * own.
 */
export function logDecision(
  shared: Hearing & Pick<Shared, "events" | "clock">,
  reply: FastifyReply,
  decision: LoggedDecision,
  fields: Fields,
  status: number | undefined,
): void {
  const { log, events, clock, watchers } = shared;
  const event = events?.heard ? eventOf(decision, fields as EventFields, clock()) : undefined;
  if (event !== undefined) events?.emit(event);
  // Refusals are counted where they get their reference, also those of a flood.
  if (decision !== "refused") watchers?.telemetry?.decided(decision, (fields as EventFields).by);
  rememberDecision(shared, reply, fields);
  if (log.writes("info")) log.info({ ...fields, status, ms: timeOf(reply.request) }, decision);
}

/** The fields that become members of an event. */
type EventFields = Readonly<
  Record<"endpoint", string> & Partial<Record<"client" | "subject" | "by" | "revoked", string | undefined>>
>;

/** A refusal's event is emitted where it gets its reference (`wire.ts`), also if nothing is logged. */
function eventOf(decision: LoggedDecision, fields: EventFields, at: number): Emitted | undefined {
  const { endpoint, client, subject, by: grantType, revoked } = fields;
  switch (decision) {
    case "granted":
      return { type: "granted", at, endpoint, client, grantType, subject };
    case "signed in":
      return { type: "signed-in", at, subject };
    case "signed out":
      return { type: "signed-out", at, subject, client };
    case "revoked":
      return {
        type: "changed",
        at,
        what: revoked === "grant" ? "grant" : "access-token",
        change: "revoked",
        subject,
        client,
      };
    case "consented":
      return { type: "changed", at, what: "consent", change: "added", subject, client };
    case "account created":
      return { type: "changed", at, what: "user", change: "added", subject };
    case "refused":
      return undefined;
  }
}

/**
 * Adds the client and the reference to the request's line. The last of several decisions counts: a consent leads to a grant.
 */
function rememberDecision(hearing: Hearing, { request }: FastifyReply, fields: Fields): void {
  if (isHeard(hearing)) (request as Watched)[DECIDED] = fields;
}

/**
 * The line of a refusal. It has its code, and the client if it is registered. It never has the evidence, which may contain what
 * the requester typed. A flood that is only counted has no lines of its own, but at debug those of its requests. A server error
 * always has one.
 */
export function logRefusal(
  shared: Hearing & Pick<Shared, "events" | "clock">,
  reply: FastifyReply,
  { refused: code, on }: Refused,
  {
    kept,
    fault,
    ...sent
  }: {
    readonly ref: string;
    readonly endpoint: string;
    readonly status: number | undefined;
    readonly kept: boolean;
    readonly fault: string | undefined;
  },
): void {
  const { ref, endpoint, status } = sent;
  if (fault !== undefined) shared.log.error({ ref, code, endpoint, status, fault }, "server fault");
  const fields = { ref, code, endpoint, client: clientIdOf(on) };
  if (kept && fault === undefined) logDecision(shared, reply, "refused", fields, status);
  else rememberDecision(shared, reply, fields);
}

function entryOf(request: Watched, reply: FastifyReply, route: string, { client, ref, code }: Fields): AccessEntry {
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  const bytes = Number(reply.getHeader("content-length"));
  return {
    ...{ method: request.method, route, status: reply.statusCode, milliseconds: sinceBegin(request) },
    bytes: Number.isNaN(bytes) ? undefined : bytes,
    ...{ client: text(client), ref: text(ref), code: text(code) },
    traceId: traceIdOf(request),
    address: addressOf(request),
  };
}
