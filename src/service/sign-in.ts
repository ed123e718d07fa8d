/** Signs people in with a password, and slows down whoever guesses. */
import { hash } from "node:crypto";
import type { Attempts } from "../ports/storage.ts";
import { type Refusal, refuse } from "../reasons/index.ts";
import type { Deps } from "./deps.ts";
import { startSession } from "./sessions.ts";

/** What a person typed, and the network it came from. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly address: string;
}

const WINDOW = 15 * 60_000;

/** From how many failures on there is a pause. The account alone has a high one: nobody shall lock somebody else out. */
const THRESHOLDS = { "account from network": 5, network: 50, account: 100 } as const;

/** Longer than any name or password that people use; argon2 reads no more than this. */
export const MAX_LENGTH = 256;

/** The cookie of a new session, or why there is none. */
export async function signIn(deps: Deps, { username, password, address }: Credentials): Promise<string | Refusal> {
  const now = deps.clock();
  const throttles = throttlesFor(username, address);
  for (const throttle of throttles) {
    const refusal = await throttled(deps, throttle, now);
    if (refusal !== undefined) return refusal;
  }
  const account = username.length > MAX_LENGTH ? undefined : await deps.storage.people.findByUsername(username);
  const right = await deps.passwords.verify(password.slice(0, MAX_LENGTH), account?.passwordHash);
  if (!right || password.length > MAX_LENGTH || account === undefined || account.disabled)
    return refuse("user/credentials-wrong", {});
  await Promise.all(throttles.slice(0, 1).map(({ key }) => deps.storage.attempts.clear(key)));
  return startSession(deps, account.subject, now);
}

interface Throttle {
  readonly key: string;
  readonly threshold: number;
}

function throttlesFor(username: string, address: string): Throttle[] {
  const name = hash("sha256", username.normalize("NFKC").toLowerCase(), "base64url");
  const network = networkOf(address);
  return [
    { key: `${name}@${network}`, threshold: THRESHOLDS["account from network"] },
    { key: `@${network}`, threshold: THRESHOLDS.network },
    { key: `${name}@`, threshold: THRESHOLDS.account },
  ];
}

/** The network that one subscriber has to itself: an IPv4 address, or the first 64 bits of an IPv6 one. */
function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address.replace(/^.*:/, "");
  const [head = "", tail = ""] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const filled = address.includes("::")
    ? [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right]
    : left;
  return filled.slice(0, 4).join(":");
}

/** The pause doubles with every failure from the threshold on: 5 s, 10 s, …, a quarter of an hour. */
function pause({ failures }: Attempts, threshold: number): number {
  return failures < threshold ? 0 : Math.min(5_000 * 2 ** (failures - threshold), WINDOW);
}

/** Counts the attempt before it is tried, so that many at once are no way around; a success clears the count. */
async function throttled({ storage }: Deps, { key, threshold }: Throttle, now: number): Promise<Refusal | undefined> {
  const before = await storage.attempts.find(key, now - WINDOW);
  const wait = before.lastAt + pause(before, threshold) - now;
  if (wait > 0) return refuse("user/throttled", { retryAfter: Math.ceil(wait / 1000) });
  const count = await storage.attempts.add(key, now, now - WINDOW);
  const overtaken = count > threshold && count > before.failures + 1;
  return overtaken ? refuse("user/throttled", { retryAfter: 5 }) : undefined;
}
