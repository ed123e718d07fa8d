/** Handles requests about what is registered: lists, adds, reads, changes and removes. */
import type { FastifyRequest } from "fastify";
import {
  DRY_RUN,
  FORCE,
  limitOf,
  PAGE,
  type Parameters,
  type Query,
  readQuery,
  SEARCH,
} from "../../admin/parameter.ts";
import type { Members, Representation } from "../../admin/representation.ts";
import { type AdminKind, type AdminOccasion, adminDecision } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { ADMIN_PATH } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Caller } from "../../service/admin/caller.ts";
import { type AdminRequest, type Changed, changeRegistered, readRegistered } from "../../service/admin/change.ts";
import { etagOf, type Found, listRegistered } from "../../service/admin/found.ts";
import { beyondRole } from "../../service/admin/role.ts";
import { decide } from "../../service/decide.ts";
import type { Deps, Shared } from "../../service/deps.ts";
import { pathOf, plain, queryOf } from "../requests.ts";
import type { Handler } from "../routing.ts";
import { depsOf } from "../snapshot.ts";
import type { Wire } from "../wire.ts";
import { callerOf } from "./callers.ts";
import { keyed } from "./idempotency.ts";
import { ENDPOINT, json, NOTHING, type Sendable, send } from "./send.ts";
import type { Entry } from "./table.ts";

/** Responds to a request whose token is valid for it. */
type Answer<Kind extends AdminKind> = (given: {
  readonly deps: Deps;
  readonly request: AdminRequest<Kind>;
  readonly query: Query<typeof PAGE & typeof DRY_RUN & typeof FORCE & typeof SEARCH>;
}) => Promise<Sendable | Refused>;

/** The paths of a kind. */
export function collection<Kind extends AdminKind>(
  shared: Shared,
  wire: Wire,
  of: Representation<Kind>,
): readonly Entry[] {
  const root = `${shared.issuer}${ADMIN_PATH}/${of.plural}`;
  const handle =
    (act: AdminOccasion["act"], parameters: Parameters, answer: Answer<Kind>): Handler =>
    async (request, reply) => {
      const deps = depsOf(shared, request);
      const needs = act === "read" ? `${of.scope}:read` : (of.changes ?? of.scope);
      const caller = await callerOf(deps, request, needs);
      if (isRefusal(caller)) return wire.problem(reply, caller, ENDPOINT);
      const { query, wrong } = readQuery(queryOf(request.raw as { url: string }), parameters);
      const asked = requestOf(of, act, request, caller, wrong);
      const change = { deps, request, caller, act, kind: of.kind, needs, body: asked.body };
      const answered = await keyed(change, () => answer({ deps, request: asked, query }));
      return isRefusal(answered) ? wire.problem(reply, answered, ENDPOINT) : send(reply, answered);
    };
  const changing: Answer<Kind> = async ({ deps, request, query }) => {
    const changed = await changeRegistered(deps, { ...request, force: query.force }, query.dry_run === true);
    if (isRefusal(changed)) return changed;
    return respond(shared, of, request, changed, `${root}/${encodeURIComponent(changed.id)}`);
  };
  const list: Answer<Kind> = async ({ deps, request, query }) => {
    // A list is of something that exists.
    const decided = await decide(adminDecision, listing(request, deps.clock()), {});
    if (isRefusal(decided)) return decided;
    const limit = limitOf(query);
    const found = await listRegistered(deps, of.kind, {
      ...{ after: query.next, limit: limit + 1, caller: request.caller, text: query.q },
      ...of.finds?.(query),
      holds: of.filter?.(query),
    });
    const items = found.slice(0, limit);
    const next = found.length > limit ? items.at(-1)?.id : undefined;
    return json(200, {
      items: items.map((one) => shown(of, one, shared.registries)),
      ...(next !== undefined && { next }),
    });
  };
  const read: Answer<Kind> = async ({ deps, request }) => {
    const found = await readRegistered(deps, request);
    if (isRefusal(found)) return found;
    return json(200, shown(of, found, shared.registries), { etag: etagOf(found) });
  };
  const [all, one] = [`/${of.plural}`, `/${of.plural}/{id}`];
  if (of.single !== undefined)
    return [
      { method: "GET", path: all, handler: handle("read", {}, read) },
      { method: "PATCH", path: all, handler: handle("change", DRY_RUN, changing) },
    ];
  return [
    { method: "GET", path: all, handler: handle("read", { ...SEARCH, ...of.filters, ...PAGE }, list) },
    { method: "POST", path: all, handler: handle("add", DRY_RUN, changing) },
    { method: "GET", path: one, handler: handle("read", {}, read) },
    { method: "PATCH", path: one, handler: handle("change", DRY_RUN, changing) },
    { method: "DELETE", path: one, handler: handle("remove", { ...DRY_RUN, ...FORCE }, changing) },
  ];
}

function requestOf<Kind extends AdminKind>(
  of: Representation<Kind>,
  act: AdminOccasion["act"],
  request: FastifyRequest,
  caller: Caller,
  wrongParameter: AdminRequest<Kind>["wrongParameter"],
): AdminRequest<Kind> {
  const { id = of.single } = request.params as { readonly id?: string };
  const { method, contentType, body } = plain(request);
  return {
    ...{ of, act, id, method, contentType, body, wrongParameter, caller },
    path: pathOf(request),
    ifMatch: request.headers["if-match"],
  };
}

/** The occasion of a list, which is always there. */
function listing<Kind extends AdminKind>(
  { of: { kind, scope }, method, path, caller, wrongParameter }: AdminRequest<Kind>,
  now: number,
): AdminOccasion {
  const nothing = { ifMatch: undefined, faults: [], usedBy: [] };
  return {
    decision: "admin",
    ...nothing,
    ...{ method, path, kind, wrongParameter, now },
    ...beyondRole(caller, `${scope}:read`),
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
  { settingsInFile }: Shared["registries"],
): Members {
  const members = of.shownOf?.(content, settingsInFile) ?? of.membersOf(content);
  return { [of.idMember]: of.idOf(content), ...members, ...(by === "file" && { owned_by: "file" }) };
}

function respond<Kind extends AdminKind>(
  { log, registries }: Shared,
  of: Representation<Kind>,
  { act, caller }: AdminRequest<Kind>,
  { id, content, version, secret, consequences }: Changed<Kind>,
  location: string,
): Sendable {
  const body = content && {
    ...shown(of, { by: "storage", content }, registries),
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
  };
  if (consequences !== undefined) return json(200, { ...(body && { result: body }), consequences });
  log.info({ endpoint: ENDPOINT, client: caller.clientId, kind: of.kind, id, act }, "changed");
  if (body === undefined) return NOTHING;
  const etag = etagOf({ version });
  return act === "add" ? json(201, body, { etag, location }) : json(200, body, { etag });
}
