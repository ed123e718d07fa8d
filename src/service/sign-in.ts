/** Signs people in with a password. */
import { type Refusal, refuse } from "../reasons/index.ts";
import type { Deps } from "./deps.ts";
import { startSession } from "./sessions.ts";
import { beginAttempt, familiarity, forgiveAttempt, isFamiliar } from "./throttle.ts";

/** What a person typed, where it came from, and the mark that the browser keeps of a person who signed in with it. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly address: string | undefined;
  readonly mark: string | undefined;
}

/** Cookies of a person who has just signed in. */
export interface NewSession {
  readonly session: string;
  readonly mark: string;
}

/** Longer than any name or password that people use; argon2 reads no more than this. */
export const MAX_LENGTH = 256;

/** A new session, or why there is none. */
export async function signIn(deps: Deps, credentials: Credentials): Promise<NewSession | Refusal> {
  const { username, password, address, mark } = credentials;
  const now = deps.clock();
  const name = username.slice(0, MAX_LENGTH);
  const attempt = await beginAttempt(deps, { username: name, address, familiar: isFamiliar(deps, name, mark) }, now);
  if ("refused" in attempt) return attempt;
  const account = await deps.storage.people.findByUsername(name);
  const right = await deps.passwords.verify(password.slice(0, MAX_LENGTH), account?.passwordHash);
  if (!right || password.length > MAX_LENGTH || account === undefined || account.disabled) {
    return refuse("user/credentials-wrong", {});
  }
  await forgiveAttempt(deps, attempt);
  return { session: await startSession(deps, account.subject, now), mark: familiarity(deps, name) };
}
