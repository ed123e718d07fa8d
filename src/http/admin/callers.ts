/** Who calls the admin API. */
import type { FastifyRequest } from "fastify";
import type { KnownUser } from "../../ports/hooks.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { ADMIN_PATH, covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { type Caller, callerAsClient, callerAsCommand, callerAsUser } from "../../service/admin/caller.ts";
import { authorizeBearer } from "../../service/bearer.ts";
import type { Deps } from "../../service/deps.ts";
import { plain } from "../requests.ts";

/** Who calls, with a token that is valid for this API and has the scope, or the one that includes it. */
export async function callerOf(deps: Deps, request: FastifyRequest, needed: string): Promise<Caller | Refused> {
  if (deps.only !== undefined) return callerAsCommand(deps.only);
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
