/** Signs users in with a password. */
import type { Account } from "../ports/storage.ts";
import { tidyUsername } from "../ports/username.ts";
import { refusalOn } from "../protocol/decision.ts";
import type { Form } from "../protocol/form.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type SignInOccasion, signInDecision } from "../protocol/person/occasion.ts";
import { decoyKind } from "./decoys.ts";
import type { Deps } from "./deps.ts";
import { familiarMark, keepMarks } from "./familiar.ts";
import { findBuiltIn, proveOwn } from "./hooks/users.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { placeOf } from "./place.ts";
import { refusedOn } from "./refused.ts";
import { type Proven, type SignedIn, startSession } from "./sessions.ts";
import { type Attempter, attempter, countFailureBelow, forgiveFailures, pauseOf } from "./throttle.ts";

/** What a user typed, where the request came from, and the browser's marks of users who signed in with it. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly address: string | undefined;
  readonly marks: string | undefined;
  /** As the browser names itself. Only what kind it is, in words, is kept. */
  readonly userAgent?: string | undefined;
  /** Who is signed in with the browser. */
  readonly former?: SignedIn | undefined;
}

/** Cookies for a user who has just signed in. */
export interface NewSession {
  readonly session: string;
  readonly marks: string;
  /** Who it is. */
  readonly subject: string;
}

/** Longer than any name, including the spaces around it. */
export const LONGEST_NAME = 256;

/** Seconds after which a rejected visitor may try again. By then, everyone who waited has been served. */
const QUEUE_SECONDS = 5;

type Found = NonNullable<SignInOccasion["attempt"]>;

/** A new session, or why there is none. `form` is the form with the credentials. */
export async function signIn(deps: Deps, credentials: Credentials, form: Form): Promise<NewSession | Refused> {
  const { password, address, marks } = credentials;
  const typed = credentials.username.slice(0, LONGEST_NAME);
  const username = tidyUsername(typed);
  const who = attempter(username, address, familiarMark(deps, username, marks, deps.clock()));
  // A visitor who must pause takes no place in the queue.
  const found =
    (await throttledNow(deps, who)) ??
    (await deps.signIns.run(who, () => compare(deps, who, [typed, username], password))) ??
    ({ is: "queue-full", retryAfter: QUEUE_SECONDS } as const);
  const now = deps.clock();
  if ("is" in found) {
    const on: SignInOccasion = { decision: "sign-in", form, attempt: found, now };
    return refusedOn(refusalOn(signInDecision, on), on);
  }
  const session = await startSession(deps, found, now, placeOf(address, credentials.userAgent), credentials.former);
  // The account was changed in this moment: it is decided again, by what it is now.
  if (session === undefined) return signIn(deps, credentials, form);
  return { session, marks: keepMarks(deps, username, marks, now), subject: found.subject };
}

async function throttledNow(deps: Deps, who: Attempter): Promise<Found | undefined> {
  const retryAfter = await pauseOf(deps, who, deps.clock());
  return retryAfter > 0 ? { is: "throttled", retryAfter } : undefined;
}

/**
 * The account, if the password is right. The pause is looked up again, because others may have failed while this one waited, and once
 * more when it was compared: other processes compare at the same time, and whoever is too late must not learn from it.
 */
async function compare(
  deps: Deps,
  who: Attempter,
  names: readonly string[],
  password: string,
): Promise<Proven | Found> {
  const throttled = await throttledNow(deps, who);
  if (throttled !== undefined) return throttled;
  const proven = await prove(deps, names, password);
  if (proven === undefined) {
    const retryAfter = await countFailureBelow(deps, who, deps.clock());
    return retryAfter > 0 ? { is: "throttled", retryAfter } : { is: "wrong" };
  }
  const meanwhile = await throttledNow(deps, who);
  if (meanwhile !== undefined) return meanwhile;
  await forgiveFailures(deps, who, deps.clock());
  return proven;
}

/** The enabled user with this name and password. */
async function prove(deps: Deps, names: readonly string[], password: string): Promise<Proven | undefined> {
  const [account, like] = await Promise.all([findAccount(deps, names), decoyKind(deps, names.at(-1) ?? "")]);
  // Takes as long without an account.
  const right = isPassword(deps.passwords, password, account?.passwordHash, like);
  const own = deps.hooks?.users;
  if (own === undefined || account !== undefined)
    return (await right) && account?.disabled === false ? upgraded(deps, account, password) : undefined;
  // At the same time, so that the time doesn't show which names belong to operators.
  const [user] = await Promise.all([
    proveOwn(deps, own, deps.hooks?.timeout ?? 0, names.at(-1) ?? "", password),
    right,
  ]);
  return user && { subject: user.subject, passwordHash: undefined };
}

/** The account, with a hash of this server in place of one that came along from another. */
async function upgraded({ passwords, storage }: Deps, account: Account, password: string): Promise<Proven> {
  const { subject, passwordHash: before } = account;
  if (passwords.isCurrent(before)) return account;
  const passwordHash = await hashPassword(passwords, password);
  // If somebody else has set the password meanwhile, that one stays, and the attempt is decided again by it.
  const edit = (now: Account) => (now.passwordHash === before ? { ...now, passwordHash } : now);
  await storage.people.change(subject, edit, false);
  return { subject, passwordHash };
}

/** The account of the first name that has one. A name exactly as it was typed comes before its tidied form. */
async function findAccount(deps: Deps, names: readonly string[]): Promise<Account | undefined> {
  const found = await Promise.all([...new Set(names)].map((name) => findBuiltIn(deps, name)));
  return found.find((account) => account !== undefined);
}
