/** What a user's code leads to, and what the user decides (RFC 8628 3.3). */
import type { DeviceRequest } from "../../ports/device-requests.ts";
import { withinRole } from "../../protocol/admin/role.ts";
import type { Client } from "../../protocol/client.ts";
import type { Entered } from "../../protocol/device/page.ts";
import { typedUserCode } from "../../protocol/device/user-code.ts";
import { type Limit, waitFor } from "../../protocol/draining-count.ts";
import { lasts } from "../../protocol/lifetime.ts";
import { mayGovern } from "../authorization-facts.ts";
import type { Deps } from "../deps.ts";
import { networkOf } from "../network.ts";
import type { SignedIn } from "../sessions.ts";
import { userCodeHash } from "./user-codes.ts";

/** Wrong codes of one user, and of one network: with 20^8 codes, nobody finds one of them so (RFC 8628 5.1). */
const LIMITS = {
  user: { most: 10, drain: 60_000, pauses: false },
  network: { most: 100, drain: 10_000, pauses: false },
} satisfies Record<string, Limit>;

/** A device that waits, and whose app it is. */
export interface Waiting {
  readonly request: DeviceRequest;
  readonly client: Client;
}

export type Found = { readonly entered: Exclude<Entered, { is: "found" }> } | { readonly waiting: Waiting };

/** Finds the device that waits with a code. A wrong code counts against the user and the network. */
export async function findDevice(
  deps: Deps,
  typed: string,
  { account: { subject } }: SignedIn,
  address: string | undefined,
): Promise<Found> {
  const now = deps.clock();
  const counts = [
    { key: `device code by ${subject}`, limit: LIMITS.user },
    { key: `device code from ${address === undefined ? subject : networkOf(address)}`, limit: LIMITS.network },
  ];
  const failed = await deps.storage.counters.find(
    counts.map(({ key }) => [key]),
    now,
  );
  const wait = Math.max(...counts.map(({ limit }, at) => waitFor(failed[at], limit, now)));
  if (wait > 0) return { entered: { is: "throttled", retryAfter: Math.ceil(wait / 1000) } };
  const found = await look(deps, typed, now);
  if ("entered" in found && found.entered.is === "wrong" && found.entered.because === "unknown")
    await deps.storage.counters.add(
      counts.map(({ key, limit }) => ({ count: [key], drain: limit.drain })),
      now,
    );
  return found;
}

const wrong = (because: Extract<Entered, { is: "wrong" }>["because"]): Found => ({ entered: { is: "wrong", because } });

async function look(deps: Deps, typed: string, now: number): Promise<Found> {
  const code = typedUserCode(typed);
  const request = code && (await deps.storage.deviceRequests.findByUserCode(userCodeHash(deps, code)));
  if (!request) return wrong("unknown");
  const client = (await deps.registry.client(request.clientId))?.client;
  if (client === undefined || client.disabled) return wrong("unknown");
  const { requestedAt, expiresAt, decided } = request;
  if (decided !== undefined) return wrong("decided");
  return lasts(requestedAt, expiresAt - requestedAt, now) ? { waiting: { request, client } } : wrong("expired");
}

/** The scopes that the user is asked about: those of the admin API only as far as the user's role allows. */
export const scopesFor = ({ request, client }: Waiting, { account }: SignedIn): readonly string[] =>
  mayGovern(client) ? withinRole(request.scopes, account.role) : request.scopes;

/** Keeps what the user has decided. `false` if it was decided meanwhile. */
export async function decideDevice(
  deps: Deps,
  waiting: Waiting,
  signedIn: SignedIn,
  answer: "allow" | "deny",
): Promise<boolean> {
  const at = deps.clock();
  const { request, client } = waiting;
  if (answer === "deny") return deps.storage.deviceRequests.decide(request.id, { is: "denied", at });
  const { subject } = signedIn.account;
  const scopes = scopesFor(waiting, signedIn);
  const { authTime } = signedIn.session;
  const { details, audience } = request;
  const decision = {
    ...({ is: "allowed", at, grantId: deps.ids(at), subject, authTime, scopes } as const),
    ...(details !== undefined && { details, audience }),
  };
  if (!(await deps.storage.deviceRequests.decide(request.id, decision))) return false;
  await deps.storage.consents.add(subject, client.id, scopes, at);
  return true;
}
