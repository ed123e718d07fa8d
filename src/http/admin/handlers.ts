/** Handles requests to the admin API: asks whether the token is valid for it, and writes the response. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { REPRESENTATIONS } from "../../admin/all.ts";
import { openapi } from "../../admin/openapi.ts";
import type { Members, Representation } from "../../admin/representation.ts";
import type { KnownUser } from "../../ports/hooks.ts";
import type { AdminKind, AdminOccasion } from "../../protocol/admin/occasion.ts";
import { adminDecision } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { ADMIN_PATH, covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { type Caller, callerAsClient, callerAsUser } from "../../service/admin/caller.ts";
import { type AdminRequest, type Changed, changeRegistered, readRegistered } from "../../service/admin/change.ts";
import { etagOf, type Found, listRegistered } from "../../service/admin/found.ts";
import { authorizeBearer } from "../../service/bearer.ts";
import { decide } from "../../service/decide.ts";
import type { Deps, Shared } from "../../service/deps.ts";
import { pathOf, plain, queryOf } from "../requests.ts";
import type { Handler } from "../routing.ts";
import { depsOf } from "../snapshot.ts";
import type { Wire } from "../wire.ts";
import { readQuery } from "./query.ts";

export interface CollectionHandlers {
  readonly list: Handler;
  readonly add: Handler;
  readonly read: Handler;
  readonly change: Handler;
  readonly remove: Handler;
}

export interface AdminHandlers {
  readonly of: ReadonlyMap<AdminKind, CollectionHandlers>;
  readonly index: Handler;
  readonly openapi: Handler;
}

/** No page of another origin may read it, and nothing of it is kept anywhere. */
const HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

const ENDPOINT = "admin";

const send = (reply: FastifyReply, status: number, body: object): FastifyReply =>
  reply.code(status).headers(HEADERS).send(JSON.stringify(body));

export function adminHandlers(shared: Shared, wire: Wire): AdminHandlers {
  const root = shared.issuer + ADMIN_PATH;
  let document: string | undefined;
  return {
    of: new Map(REPRESENTATIONS.map((one) => [one.kind, collection(shared, wire, one as never)])),
    index: async (_, reply) =>
      send(reply, 200, {
        ...Object.fromEntries(REPRESENTATIONS.map(({ plural }) => [plural, `${root}/${plural}`])),
        openapi: `${root}/openapi.json`,
      }),
    openapi: async (_, reply) => {
      document ??= JSON.stringify(openapi(shared.issuer));
      return reply.code(200).headers(HEADERS).send(document);
    },
  };
}

/** Responds to a request whose token is valid for it. */
type Answer<Kind extends AdminKind> = (given: {
  readonly deps: Deps;
  readonly request: AdminRequest<Kind>;
  readonly query: ReturnType<typeof readQuery>;
  readonly reply: FastifyReply;
}) => Promise<FastifyReply>;

function collection<Kind extends AdminKind>(shared: Shared, wire: Wire, of: Representation<Kind>): CollectionHandlers {
  const root = `${shared.issuer}${ADMIN_PATH}/${of.plural}`;
  const handle =
    (act: AdminOccasion["act"], parameters: readonly string[], answer: Answer<Kind>): Handler =>
    async (request, reply) => {
      const deps = depsOf(shared, request);
      const caller = await callerOf(deps, request, act === "read" ? `${of.scope}:read` : of.scope);
      if (isRefusal(caller)) return wire.problem(reply, caller, ENDPOINT);
      const query = readQuery(queryOf(request.raw as { url: string }), parameters);
      return answer({ deps, request: requestOf(of, act, request, caller, query.wrong), query, reply });
    };
  const changing: Answer<Kind> = async ({ deps, request, query, reply }) => {
    const changed = await changeRegistered(deps, request, query.dryRun);
    if (isRefusal(changed)) return wire.problem(reply, changed, ENDPOINT);
    return respond(shared, of, reply, request, changed, `${root}/${encodeURIComponent(changed.id)}`);
  };
  return {
    list: handle("read", ["limit", "next"], async ({ deps, request, query, reply }) => {
      // A list is of something that exists.
      const decided = await decide(adminDecision, listing(request, deps.clock()), {});
      if (isRefusal(decided)) return wire.problem(reply, decided, ENDPOINT);
      const found = await listRegistered(deps, of.kind, {
        after: query.after,
        limit: query.limit + 1,
        caller: request.caller,
      });
      const items = found.slice(0, query.limit);
      const next = found.length > items.length ? items.at(-1)?.id : undefined;
      return send(reply, 200, { items: items.map((one) => shown(of, one)), ...(next !== undefined && { next }) });
    }),
    add: handle("add", ["dry_run"], changing),
    read: handle("read", [], async ({ deps, request, reply }) => {
      const found = await readRegistered(deps, request);
      if (isRefusal(found)) return wire.problem(reply, found, ENDPOINT);
      const etag = etagOf(found);
      if (etag !== undefined) reply.header("etag", etag);
      return send(reply, 200, shown(of, found));
    }),
    change: handle("change", ["dry_run"], changing),
    remove: handle("remove", ["dry_run"], changing),
  };
}

/** Who calls, with a token that is valid for this API and has the scope, or the one that includes it. */
async function callerOf(deps: Deps, request: FastifyRequest, needed: string): Promise<Caller | Refused> {
  const wire = plain(request);
  const audience = deps.issuer + ADMIN_PATH;
  const call = await authorizeBearer(deps, wire, { audience });
  if (isRefusal(call)) return call;
  const { claims } = call;
  if (!covers(claims.scopes, needed)) {
    const refused = await authorizeBearer(deps, wire, { audience, scope: needed });
    if (isRefusal(refused)) return refused;
  }
  const called = { clientId: claims.clientId, scopes: claims.scopes, address: wire.address };
  if (claims.grantId === undefined) return callerAsClient(called);
  const asUser = await authorizeBearer(deps, wire, { audience }, true);
  if (isRefusal(asUser)) return asUser;
  return callerAsUser(deps, asUser.account as KnownUser, called);
}

function requestOf<Kind extends AdminKind>(
  of: Representation<Kind>,
  act: AdminOccasion["act"],
  request: FastifyRequest,
  caller: Caller,
  wrongParameter: AdminRequest<Kind>["wrongParameter"],
): AdminRequest<Kind> {
  const { "*": id } = request.params as { readonly "*"?: string };
  const { method, contentType, body } = plain(request);
  return {
    ...{ of, act, id, method, contentType, body, wrongParameter, caller },
    path: pathOf(request),
    ifMatch: request.headers["if-match"],
  };
}

/** The occasion of a list, which is always there. */
function listing<Kind extends AdminKind>(
  { of: { kind }, method, path, caller, wrongParameter }: AdminRequest<Kind>,
  now: number,
): AdminOccasion {
  const nothing = { ifMatch: undefined, faults: [], usedBy: [] };
  return {
    decision: "admin",
    ...nothing,
    ...{ method, path, kind, wrongParameter, now },
    by: caller.clientId,
    act: "read",
    id: "",
    found: "storage",
  };
}

/** As it is shown: what can be changed, its id, and whose it is. */
function shown<Kind extends AdminKind>(
  of: Representation<Kind>,
  { by, content }: Pick<Found<Kind>, "by" | "content">,
): Members {
  return { [of.idMember]: of.idOf(content), ...of.membersOf(content), ...(by === "file" && { owned_by: "file" }) };
}

function respond<Kind extends AdminKind>(
  { log }: Shared,
  of: Representation<Kind>,
  reply: FastifyReply,
  { act, caller }: AdminRequest<Kind>,
  { id, content, version, secret, consequences }: Changed<Kind>,
  location: string,
): FastifyReply {
  const body = content && {
    ...shown(of, { by: "storage", content }),
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
  };
  if (consequences !== undefined) return send(reply, 200, { ...(body && { result: body }), consequences });
  log.info({ endpoint: ENDPOINT, client: caller.clientId, kind: of.kind, id, act }, "changed");
  if (body === undefined) return reply.code(204).headers({ "cache-control": "no-store" }).send();
  reply.header("etag", etagOf({ version }));
  if (act === "add") reply.header("location", location);
  return send(reply, act === "add" ? 201 : 200, body);
}
