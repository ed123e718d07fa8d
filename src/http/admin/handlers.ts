/** Handles requests to the admin API: finds what a path is for, asks whether the token is valid for it, and writes the response. */
import { REPRESENTATIONS } from "../../admin/all.ts";
import { openapi } from "../../admin/openapi.ts";
import { actOf, scopeOf } from "../../admin/operation.ts";
import { BULK } from "../../protocol/admin/bulk.ts";
import { ENDPOINTS } from "../../protocol/endpoints.ts";
import { basePath } from "../../protocol/metadata.ts";
import { ADMIN_PATH } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { HANDLED } from "../../service/admin/all.ts";
import { type Handled, type OperationRequest, operate } from "../../service/admin/operate.ts";
import type { Shared } from "../../service/deps.ts";
import { pathOf, plain } from "../requests.ts";
import type { Handler } from "../routing.ts";
import { depsOf } from "../snapshot.ts";
import type { Wire } from "../wire.ts";
import { callerOf } from "./callers.ts";
import { collection } from "./collection.ts";
import { keyed } from "./idempotency.ts";
import { ENDPOINT, json, send, sendableOf } from "./send.ts";
import { textOf } from "./stream-text.ts";
import { type Entry, tableOf } from "./table.ts";

/** Handles each request to the admin API, whatever its path and method. */
export function adminHandlers(shared: Shared, wire: Wire): Handler {
  const root = shared.issuer + ADMIN_PATH;
  const base = basePath(shared.issuer) + ENDPOINTS.admin.path;
  const entries = [
    ...REPRESENTATIONS.flatMap((one) => collection(shared, wire, one as never)),
    ...HANDLED.map((one) => operationEntry(shared, wire, one)),
  ];
  const collections = entries.filter(({ method, path }) => method === "GET" && /^\/[\w-]+$/.test(path));
  const index = {
    ...Object.fromEntries(collections.map(({ path }) => [path.slice(1), root + path])),
    openapi: `${root}/openapi.json`,
  };
  let document: string | undefined;
  const find = tableOf([
    ...entries,
    { method: "GET", path: "", handler: async (_, reply) => send(reply, json(200, index)) },
    {
      method: "GET",
      path: "/openapi.json",
      async handler(_, reply) {
        document ??= JSON.stringify(openapi(shared.issuer));
        return send(reply, json(200, document));
      },
    },
  ]);
  return async (request, reply) => {
    const path = pathIn(request.raw.url ?? "", base);
    const method = request.method === "HEAD" ? "GET" : request.method;
    const match = find(path, method);
    if (match === undefined)
      return wire.problem(
        reply,
        wire.refusalFor(request, { is: "no-endpoint", near: `${base}/openapi.json` }),
        ENDPOINT,
      );
    const handler = match.handlers.get(method);
    if (handler === undefined) {
      const refused = wire.refusalFor(request, { is: "wrong-method", allowed: [...match.handlers.keys()] });
      return wire.problem(reply, refused, path);
    }
    Object.assign(request.params as object, match.at);
    return handler(request, reply);
  };
}

/** What follows the path of the API, as it was sent. */
function pathIn(url: string, base: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, "").split("?", 1)[0] ?? "";
  return path.slice(base.length);
}

function operationEntry(shared: Shared, wire: Wire, handled: Handled): Entry {
  const { operation } = handled;
  const { method, path } = operation;
  return {
    method,
    path,
    async handler(request, reply) {
      const deps = depsOf(shared, request);
      const caller = await callerOf(deps, request, scopeOf(operation));
      if (isRefusal(caller)) return wire.problem(reply, caller, ENDPOINT);
      const { contentType, query } = plain(request);
      const body = await textOf(request.body, BULK.bytes);
      if (body === undefined) {
        const refused = wire.refusalFor(request, { is: "too-large", limit: BULK.bytes, measured: "body" });
        return wire.problem(reply, refused, ENDPOINT);
      }
      const asked: OperationRequest = {
        ...{ method: request.method, path: pathOf(request), contentType, body, caller },
        query: typeof query === "string" ? query : "",
        at: request.params as Readonly<Record<string, string>>,
        ifMatch: request.headers["if-match"],
      };
      const change = {
        deps,
        request,
        caller,
        act: actOf(operation),
        kind: operation.kind,
        needs: scopeOf(operation),
        body,
      };
      const answer = await keyed(change, async () => {
        const answered = await operate(deps, handled, asked);
        if (isRefusal(answered)) return answered;
        if (method !== "GET")
          shared.log.info({ endpoint: ENDPOINT, client: caller.clientId, operation: operation.id }, "changed");
        return sendableOf(answered, operation.status ?? 200, shared.issuer + ADMIN_PATH);
      });
      return isRefusal(answer) ? wire.problem(reply, answer, ENDPOINT) : send(reply, answer);
    },
  };
}
