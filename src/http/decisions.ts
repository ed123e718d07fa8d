/**
 * What the log says about requests: at info a line for each decision, at debug one for each request. Lines contain names from
 * the configuration, ids, and what the server has decided. They never contain what a requester has sent.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Emitted } from "../ports/events.ts";
import type { Fields, Log } from "../ports/log.ts";
import type { Shared } from "../service/deps.ts";

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
type Watchers = Pick<Shared, "log" | "telemetry">;

/** Measures the time of requests, counts them, and at debug writes a line for each. */
export function watchRequests(app: FastifyInstance, watchers: Watchers): void {
  const { log, telemetry } = watchers;
  if (!log.writes("info") && telemetry === undefined) return;
  // With a callback, which costs less than a promise for each request.
  app.addHook("onRequest", (request, _, done) => {
    (request as Watched)[BEGAN] = performance.now();
    done();
  });
  if (!log.writes("debug") && telemetry === undefined) return;
  app.addHook("onResponse", (request, reply, done) => {
    endRequest(watchers, request, reply);
    done();
  });
}

/** Counts a request whose response was sent, and at debug writes its line. */
export function endRequest({ log, telemetry }: Watchers, request: Watched, reply: FastifyReply): void {
  const { client, ref } = request[DECIDED] ?? {};
  // The path as it is declared. The one that was sent may contain anything.
  const endpoint = request.routeOptions.url ?? "none";
  telemetry?.responded(endpoint, request.method, reply.statusCode, sinceBegin(request));
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
  { log, events, clock, telemetry }: Pick<Shared, "log" | "events" | "clock" | "telemetry">,
  reply: FastifyReply,
  decision: LoggedDecision,
  fields: Fields,
  status: number | undefined,
): void {
  const event = events?.heard ? eventOf(decision, fields as EventFields, clock()) : undefined;
  if (event !== undefined) events?.emit(event);
  // Refusals are counted where they get their reference, also those of a flood.
  if (decision !== "refused") telemetry?.decided(decision, (fields as EventFields).by);
  if (!log.writes("info")) return;
  rememberDecision(log, reply, fields);
  log.info({ ...fields, status, ms: timeOf(reply.request) }, decision);
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
export function rememberDecision(log: Log, { request }: FastifyReply, fields: Fields): void {
  if (log.writes("debug")) (request as Watched)[DECIDED] = fields;
}
