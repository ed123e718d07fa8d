/** What waits for a user: devices that show a code (RFC 8628), and apps that ask without a browser (CIBA). */
import { cancelWaiting, listWaiting } from "../../admin/waiting.ts";
import type { BackchannelRequest } from "../../ports/backchannel-requests.ts";
import type { DeviceRequest, WaitingBy } from "../../ports/device-requests.ts";
import type { Deps } from "../deps.ts";
import type { Caller } from "./caller.ts";
import { type Handled, handled, pageOf } from "./operate.ts";

/** One of them. Times are milliseconds since 1970. */
export interface Waiting extends Pick<DeviceRequest, "clientId" | "scopes" | "requestedAt" | "expiresAt" | "polledAt"> {
  /** Such as `device-7`. */
  readonly id: string;
  readonly number: number;
  readonly kind: "device" | "backchannel";
  /** Of the user who is asked; a device doesn't know its user yet. */
  readonly subject?: string | undefined;
  readonly bindingMessage?: string | undefined;
}

const waitingOf = (kind: Waiting["kind"], one: DeviceRequest | BackchannelRequest): Waiting => ({
  ...{ id: `${kind}-${one.id}`, number: one.id, kind, clientId: one.clientId, scopes: one.scopes },
  ...{ requestedAt: one.requestedAt, expiresAt: one.expiresAt, polledAt: one.polledAt },
  ...("subject" in one && { subject: one.subject, bindingMessage: one.bindingMessage }),
});

/** The newest first. Ids of both kinds come from one sequence. `now` in milliseconds. */
export async function allWaiting({ storage }: Pick<Deps, "storage">, by: WaitingBy, now: number) {
  const [devices, backchannel] = await Promise.all([
    storage.deviceRequests.waiting(by, now),
    storage.backchannelRequests.waiting(by, now),
  ]);
  return [...devices.map((one) => waitingOf("device", one)), ...backchannel.map((one) => waitingOf("backchannel", one))]
    .sort((a, b) => b.number - a.number)
    .slice(0, by.limit);
}

/** One that waits still; `undefined` if there is none. */
export async function waitingWith(
  { storage }: Pick<Deps, "storage">,
  id: string,
  now: number,
): Promise<Waiting | undefined> {
  const [, kind, digits] = /^(device|backchannel)-(\d{1,16})$/.exec(id) ?? [];
  if (kind === undefined) return undefined;
  const store = kind === "device" ? storage.deviceRequests : storage.backchannelRequests;
  const found = await store.find(Number(digits));
  const isWaiting = found !== undefined && found.decided === undefined && found.expiresAt > now;
  return isWaiting ? waitingOf(kind as Waiting["kind"], found) : undefined;
}

/** Cancels it, as if the user had refused. `false` if it was decided meanwhile. */
export function canceled(
  { storage }: Pick<Deps, "storage">,
  { actor }: Pick<Caller, "actor">,
  { id, number, kind, clientId, subject }: Waiting,
  at: number,
): Promise<boolean> {
  const store = kind === "device" ? storage.deviceRequests : storage.backchannelRequests;
  return store.decide(
    number,
    { is: "denied", at },
    {
      ...{ at, actor, action: "waiting/cancel", target: { kind: "waiting", id } },
      before: { client_id: clientId, ...(subject !== undefined && { user: subject }) },
    },
  );
}

const iso = (at: number): string => new Date(at).toISOString();

const shown = (one: Waiting) => ({
  ...{ id: one.id, kind: one.kind, client_id: one.clientId },
  ...(one.subject !== undefined && { user: one.subject }),
  scope: one.scopes.join(" "),
  ...(one.bindingMessage !== undefined && { binding_message: one.bindingMessage }),
  requested_at: iso(one.requestedAt),
  ...(one.polledAt !== undefined && { polled_at: iso(one.polledAt) }),
  expires_at: iso(one.expiresAt),
});

const list = handled(listWaiting, async ({ deps, query, after, limit, now }) => {
  const before = /^\d{1,16}$/.test(after ?? "") ? Number(after) : undefined;
  const found = await allWaiting(deps, { clientId: query.client_id, before, limit: limit + 1 }, now);
  return pageOf(found, limit, shown, ({ number }) => String(number));
});

const cancel = handled(cancelWaiting, async ({ deps, caller, at, now, judge }) => {
  const found = await waitingWith(deps, at.id ?? "", now);
  const refused = await judge({ found: found && "storage" });
  if (refused !== undefined || found === undefined) return refused ?? "nothing";
  if (await canceled(deps, caller, found, now)) return "nothing";
  return (await judge({ found: undefined })) ?? "nothing";
});

export const WAITING_HANDLED: readonly Handled[] = [list, cancel];
