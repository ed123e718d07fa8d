/** Finds users: in the built-in store, or in the operator's own. Operators and auditors are always in the built-in store. */
import {
  HookFault,
  type HookName,
  type Hooks,
  type KnownUser,
  type StoredUser,
  type UserStore,
} from "../../ports/hooks.ts";
import { lastIdAt } from "../../ports/ids.ts";
import type { Account } from "../../ports/storage.ts";
import { claimFault } from "../../protocol/claim-values.ts";
import { CLAIMS } from "../../protocol/claims.ts";
import { readJson } from "../../protocol/extra-claims.ts";
import type { Shared } from "../deps.ts";
import { callHook, unusable } from "./call.ts";

type Where = Pick<Shared, "storage" | "hooks">;

/** The user with this subject. Rejects with a `HookFault`. */
export function findUser({ storage, hooks }: Where, subject: string): Promise<KnownUser | undefined> {
  const own = hooks?.users;
  return own === undefined ? storage.people.find(subject) : findAmongBoth(storage, own, hooks as Hooks, subject);
}

async function findAmongBoth(
  storage: Where["storage"],
  own: UserStore,
  { timeout }: Hooks,
  subject: string,
): Promise<KnownUser | undefined> {
  const account = await storage.people.find(subject);
  if (account !== undefined) return account.role === "user" ? undefined : account;
  const hook = "users.find";
  const found = readUser(hook, await callHook({ hook, timeout }, (context) => own.find(subject, context)));
  // Tokens of one user must never become those of another.
  if (found !== undefined && found.known.subject !== subject) throw unusable(hook, "the user has another subject");
  return found?.known;
}

/** The operator or auditor with this user name, if users are in the operator's own store; otherwise anybody. */
export async function findBuiltIn({ storage, hooks }: Where, username: string): Promise<Account | undefined> {
  const account = await storage.people.findByUsername(username);
  return hooks?.users === undefined || account?.role !== "user" ? account : undefined;
}

/** The user with this name, enabled or not. Rejects with a `HookFault`. */
export async function findByName({ storage, hooks }: Where, username: string): Promise<KnownUser | undefined> {
  if (!USERNAME.test(username)) return undefined;
  const account = await storage.people.findByUsername(username);
  if (hooks?.users === undefined || (account !== undefined && account.role !== "user")) return account;
  const [own, hook] = [hooks.users, "users.findByUsername" as const];
  const call = { hook, timeout: hooks.timeout, secrets: [username] };
  return readUser(hook, await callHook(call, (context) => own.findByUsername(username, context)))?.known;
}

/** Whether there is a user with this name, enabled or not. Rejects with a `HookFault`. */
export const hasUser = async (where: Where, username: string): Promise<boolean> =>
  (await findByName(where, username)) !== undefined;

/** The user of the own store with this name and password, if both are right. */
export async function proveOwn(
  { storage }: Pick<Shared, "storage">,
  own: UserStore,
  timeout: number,
  username: string,
  password: string,
): Promise<KnownUser | undefined> {
  const secrets = [password, username];
  const lookup = "users.findByUsername";
  const found = readUser(
    lookup,
    await callHook({ hook: lookup, timeout, secrets }, (context) => own.findByUsername(username, context)),
  );
  const hook = "users.verify";
  const right = await callHook({ hook, timeout, secrets }, (context) => own.verify(found?.user, password, context));
  if (typeof right !== "boolean") throw unusable(hook, "the result isn't true or false");
  if (!right || found === undefined || found.known.disabled) return undefined;
  // Otherwise the own store could sign somebody in as an operator.
  if ((await storage.people.find(found.known.subject)) !== undefined)
    throw unusable(lookup, "the subject belongs to an account of the built-in store");
  return found.known;
}

interface Read {
  /** As the store returned it, for `verify`. */
  readonly user: StoredUser;
  readonly known: KnownUser;
}

/** OpenID Connect Core 2: at most 255 ASCII characters. */
const SUBJECT = /^[\x21-\x7E]{1,255}$/;
const USERNAME = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** Bytes of a user's claims, as JSON. */
const LONGEST_CLAIMS = 16_384;

/** A user as the store returned it. Throws a `HookFault` if it isn't one. */
function readUser(hook: HookName, returned: unknown): Read | undefined {
  try {
    return returned === undefined || returned === null ? undefined : knownAs(hook, returned as StoredUser);
  } catch (error) {
    throw error instanceof HookFault ? error : unusable(hook, "the user can't be read");
  }
}

function knownAs(hook: HookName, user: StoredUser): Read {
  if (typeof user !== "object") throw unusable(hook, "the result isn't a user");
  const { subject, username, disabled = false, claims, endedAt } = user;
  if (typeof subject !== "string" || !SUBJECT.test(subject))
    throw unusable(hook, "subject isn't 1 to 255 printable ASCII characters");
  if (typeof username !== "string" || !USERNAME.test(username))
    throw unusable(hook, "username isn't 1 to 256 characters without control characters");
  if (typeof disabled !== "boolean") throw unusable(hook, "disabled isn't true or false");
  if (endedAt !== undefined && endedAt !== null && !Number.isFinite(endedAt))
    throw unusable(hook, "endedAt isn't a time in milliseconds");
  const read = readJson(claims, LONGEST_CLAIMS);
  if ("because" in read) throw unusable(hook, `in claims, ${read.because}`);
  for (const name of CLAIMS) {
    const value = Object.hasOwn(read.claims, name) ? read.claims[name] : undefined;
    const fault = value === undefined ? undefined : claimFault(name, value);
    if (fault !== undefined) throw unusable(hook, `claims.${name} isn't ${fault.expected}`);
  }
  const ended = typeof endedAt === "number" ? { through: lastIdAt(endedAt - 1), at: endedAt } : undefined;
  return { user, known: { subject, username, role: "user", disabled, claims: read.claims, ended } };
}
