/** The endpoint where clients look up and end what users have allowed them (Grant Management for OAuth 2.0, 6). Loaded with its first request. */
import { CLAIMS } from "../../protocol/claims.ts";
import type { Grant } from "../../protocol/grant.ts";
import { GRANT_SCOPE } from "../../protocol/grant-management/names.ts";
import type { Refused } from "../../protocol/occasion.ts";
import type { EndpointRequest } from "../../protocol/received.ts";
import type { Catalogue } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { authorizeBearer } from "../bearer.ts";
import type { Deps } from "../deps.ts";
import { endManaged } from "./end.ts";
import { findManaged, managedFacts } from "./find.ts";

/** What was done: a grant was ended, or looked up. */
export interface Managed {
  readonly client: string;
  readonly subject: string;
  /** What the grant has (6.4); none if it was ended. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** Looks up a grant, or ends it with all of its tokens. */
export async function manageGrant(
  deps: Deps,
  wire: EndpointRequest,
  grantId: string,
  act: keyof typeof GRANT_SCOPE,
): Promise<Managed | Refused> {
  let grant: Grant | undefined;
  const called = await authorizeBearer(deps, wire, { scope: GRANT_SCOPE[act] }, false, async (claims, now) => {
    const { clientId } = claims;
    // The token of a client that acts for itself has no grant behind it, and no user.
    const subject = claims.grantId === undefined ? undefined : claims.subject;
    grant = await findManaged(deps, grantId, { clientId, subject }, now);
    return { managed: managedFacts(grant) };
  });
  if (isRefusal(called)) return called;
  if (grant?.managed === undefined) throw new Error("A call passed, though its grant is unknown.");
  const { clientId: client, subject, managed } = grant;
  if (act === "query") return { client, subject, body: bodyOf(grant, deps.registry.catalogue) };
  const { storage, events, clock } = deps;
  const at = clock();
  await endManaged(storage, grant, managed.root, at);
  if (events?.heard) events.emit({ type: "changed", at, what: "grant", change: "revoked", subject, client });
  return { client, subject, body: undefined };
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

function bodyOf(
  { scopes, requestedClaims, authorizationDetails, managed, createdAt }: Grant,
  catalogue: Catalogue,
): Readonly<Record<string, unknown>> {
  const apiOf = (name: string): string | undefined => catalogue.scopes.get(name)?.api;
  const apis = [undefined, ...new Set(scopes.flatMap((name) => apiOf(name) ?? []))];
  const named = { ...requestedClaims?.userinfo, ...requestedClaims?.id_token };
  const claims = CLAIMS.filter((name) => Object.hasOwn(named, name));
  return {
    scopes: apis.flatMap((api) => {
      const own = scopes.filter((name) => apiOf(name) === api);
      if (own.length === 0) return [];
      return [{ scope: own.join(" "), ...(api !== undefined && { resource: [api] }) }];
    }),
    ...(claims.length > 0 && { claims }),
    ...(authorizationDetails !== undefined && { authorization_details: authorizationDetails }),
    created_at: seconds(managed?.since ?? createdAt),
    last_updated: seconds(createdAt),
    updated_by: "client",
  };
}
