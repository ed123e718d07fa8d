/** The Idempotency-Key of a request to the admin API. */
import type { FastifyRequest } from "fastify";
import type { AdminOccasion } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Caller } from "../../service/admin/caller.ts";
import { once } from "../../service/admin/once.ts";
import { beyondRole } from "../../service/admin/role.ts";
import type { Deps } from "../../service/deps.ts";
import { pathOf, queryOf } from "../requests.ts";
import { type Sendable, wholeOf } from "./send.ts";

interface Change {
  readonly deps: Deps;
  readonly request: FastifyRequest;
  readonly caller: Caller;
  readonly act: AdminOccasion["act"];
  readonly kind: string;
  /** The scope that it needs. */
  readonly needs: string;
  readonly body: string;
}

/** Carries out a change, once for each key. What only looks, or only says what it would do, needs no key. */
export async function keyed(
  { deps, request, caller, act, kind, needs, body }: Change,
  run: () => Promise<Sendable | Refused>,
): Promise<Sendable | Refused> {
  const { method, headers } = request;
  const url = request.raw as { readonly url: string };
  const key = headers["idempotency-key"];
  const isTried = new URLSearchParams(queryOf(url)).get("dry_run") === "true";
  if (key === undefined || act === "read" || isTried) return run();
  const version = headers["if-match"];
  const path = pathOf(url);
  const on: AdminOccasion = {
    decision: "admin",
    ...{ method, path, kind, act, id: "", faults: [], usedBy: [], now: deps.clock(), by: caller.clientId },
    ...beyondRole(caller, needs),
    ...(act !== "add" && { found: "storage" }),
    ...{ etag: version, ifMatch: version },
  };
  const whole = [method, url.url, headers["content-type"] ?? "", version ?? "", body];
  return once(deps, { caller, key: String(key), request: whole, on }, async () => {
    const made = await run();
    return isRefusal(made) ? made : wholeOf(made);
  });
}
