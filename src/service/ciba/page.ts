/** What apps ask a user who is signed in, and what the user decides (CIBA Core 1.0, 8). */
import type { BackchannelRequest } from "../../ports/backchannel-requests.ts";
import { withinRole } from "../../protocol/admin/role.ts";
import type { ApprovalOccasion } from "../../protocol/ciba/page.ts";
import type { Client } from "../../protocol/client.ts";
import { lasts } from "../../protocol/lifetime.ts";
import { mayGovern } from "../authorization-facts.ts";
import type { Deps } from "../deps.ts";
import type { SignedIn } from "../sessions.ts";

/** A request that waits for its user, and whose app it is. */
export interface Asked {
  readonly request: BackchannelRequest;
  readonly client: Client;
}

type Over = NonNullable<ApprovalOccasion["over"]>;

/** The most requests of one user that are looked at. */
const MOST = 50;

/** All that waits for the user, the oldest first. */
export async function waitingFor(deps: Deps, { account }: SignedIn): Promise<readonly Asked[]> {
  const found = await deps.storage.backchannelRequests.waitingFor(account.subject, deps.clock(), MOST);
  const asked = await Promise.all(found.map((request) => withClient(deps, request)));
  return asked.flatMap((one) => one ?? []);
}

async function withClient(deps: Deps, request: BackchannelRequest): Promise<Asked | undefined> {
  const client = (await deps.registry.client(request.clientId))?.client;
  return client === undefined || client.disabled ? undefined : { request, client };
}

/** The request with this id, if it waits for this user; otherwise why it doesn't. Other users' requests look as if they didn't exist. */
export async function findAsked(deps: Deps, id: number, { account }: SignedIn): Promise<Asked | Over> {
  const request = await deps.storage.backchannelRequests.find(id);
  if (request === undefined || request.subject !== account.subject) return "gone";
  if (request.decided !== undefined) return "decided";
  const { requestedAt, expiresAt } = request;
  if (!lasts(requestedAt, expiresAt - requestedAt, deps.clock())) return "expired";
  return (await withClient(deps, request)) ?? "gone";
}

/** The scopes that the user is asked about: those of the admin API only as far as the user's role allows. */
export const scopesAsked = ({ request, client }: Asked, { account }: SignedIn): readonly string[] =>
  mayGovern(client) ? withinRole(request.scopes, account.role) : request.scopes;

/**
 * Whether the user must sign in again before seeing the request, because the app or its registration wants a sign-in that is newer (OpenID Connect
 * Core 3.1.2.1). One since the request is new enough. `now` in milliseconds.
 */
export function wantsSignIn({ request, client }: Asked, { session: { authTime } }: SignedIn, now: number): boolean {
  const maxAge = request.maxAge ?? client.defaultMaxAge;
  return maxAge !== undefined && authTime < request.requestedAt && now - authTime > maxAge * 1000;
}

/** Keeps what the user has decided, and has the client notified. `false` if it was decided meanwhile. */
export async function decideAsked(
  deps: Deps,
  asked: Asked,
  signedIn: SignedIn,
  answer: "allow" | "deny",
): Promise<boolean> {
  const at = deps.clock();
  const { request, client } = asked;
  const { subject } = signedIn.account;
  const { details, audience } = request;
  const scopes = scopesAsked(asked, signedIn);
  const { authTime } = signedIn.session;
  const decision =
    answer === "deny"
      ? ({ is: "denied", at } as const)
      : {
          ...({ is: "allowed", at, grantId: deps.ids(at), subject, authTime, scopes } as const),
          ...(details !== undefined && { details, audience }),
        };
  if (!(await deps.storage.backchannelRequests.decide(request.id, decision))) return false;
  void deps.notifyClients?.();
  if (answer === "allow") await deps.storage.consents.add(subject, client.id, scopes, at);
  return true;
}
