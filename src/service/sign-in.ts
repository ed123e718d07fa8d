/** Signs people in with a password. */
import { firstRefusal } from "../protocol/decision.ts";
import type { Form } from "../protocol/form.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type SignInOccasion, signInChecks } from "../protocol/person/occasion.ts";
import type { Deps } from "./deps.ts";
import { refusedOn } from "./refused.ts";
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

/** A new session, or why there is none. `form` is what the credentials came in. */
export async function signIn(deps: Deps, credentials: Credentials, form: Form): Promise<NewSession | Refused> {
  const { username, password, address, mark } = credentials;
  const now = deps.clock();
  const name = username.slice(0, MAX_LENGTH);
  const refuseAttempt = (found: NonNullable<SignInOccasion["attempt"]>): Refused => {
    const on: SignInOccasion = { decision: "sign-in", form, attempt: found, now };
    const refusal = firstRefusal(signInChecks, on);
    if (refusal === undefined) throw new Error("An attempt to sign in that failed must be refused.");
    return refusedOn(refusal, on);
  };
  const attempt = await beginAttempt(deps, { username: name, address, familiar: isFamiliar(deps, name, mark) }, now);
  if ("throttled" in attempt) return refuseAttempt({ is: "throttled", retryAfter: attempt.throttled });
  const account = await deps.storage.people.findByUsername(name);
  const right = await deps.passwords.verify(password.slice(0, MAX_LENGTH), account?.passwordHash);
  if (!right || password.length > MAX_LENGTH || account === undefined || account.disabled) {
    return refuseAttempt({ is: "wrong" });
  }
  await forgiveAttempt(deps, attempt);
  return { session: await startSession(deps, account.subject, now), mark: familiarity(deps, name) };
}
