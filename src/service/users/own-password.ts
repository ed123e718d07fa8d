/** A user's own change of password: with the current one, which is throttled like a sign-in. */
import type { Place } from "../../ports/activity.ts";
import { refusalOn } from "../../protocol/decision.ts";
import { EMPTY_FORM } from "../../protocol/form.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { type SignInOccasion, signInDecision } from "../../protocol/person/occasion.ts";
import type { Caller } from "../admin/caller.ts";
import type { Deps } from "../deps.ts";
import { hashPassword, isPassword, passwordFault } from "../passwords.ts";
import { refusedOn } from "../refused.ts";
import { attempter, countFailureBelow, forgiveFailures, pauseOf } from "../throttle.ts";
import { endOthers } from "./end.ts";
import { changeAccount } from "./users.ts";

export interface OwnPassword {
  readonly current: string;
  readonly next: string;
  /** Whether all other sessions end, with the grants that began in them. */
  readonly endOthers: boolean;
}

/** Seconds after which somebody may try again for whom there was no room. */
const QUEUE_SECONDS = 5;

/** `refused`: the current password is wrong, or there were too many attempts. `fault`: what a new password must be. */
export type PasswordChanged =
  | { readonly is: "changed"; readonly ended: number }
  | { readonly is: "refused"; readonly refused: Refused }
  | { readonly is: "fault"; readonly expected: string };

export async function changeOwnPassword(
  deps: Deps,
  caller: Pick<Caller, "actor">,
  own: {
    readonly subject: string;
    readonly sessionId: number;
    readonly address: string | undefined;
    readonly place: Place;
  },
  { current, next, endOthers: endsOthers }: OwnPassword,
): Promise<PasswordChanged> {
  const { subject, sessionId, address, place } = own;
  const account = await deps.storage.people.find(subject);
  const who = attempter(account?.username ?? "", address, undefined);
  const refusedForm = (attempt: NonNullable<SignInOccasion["attempt"]>): PasswordChanged => {
    const on: SignInOccasion = { decision: "sign-in", form: EMPTY_FORM, attempt, now: deps.clock() };
    return { is: "refused", refused: refusedOn(refusalOn(signInDecision, on), on) };
  };
  const expected = passwordFault(next);
  if (expected !== undefined) return { is: "fault", expected };
  const wait = await pauseOf(deps, who, deps.clock());
  if (wait > 0) return refusedForm({ is: "throttled", retryAfter: wait });
  const right = await deps.signIns.run(who, () => isPassword(deps.passwords, current, account?.passwordHash));
  if (right === undefined) return refusedForm({ is: "queue-full", retryAfter: QUEUE_SECONDS });
  if (!right || account === undefined) {
    const retryAfter = await countFailureBelow(deps, who, deps.clock());
    return refusedForm(retryAfter > 0 ? { is: "throttled", retryAfter } : { is: "wrong" });
  }
  // Other processes compare at the same time.
  const meanwhile = await pauseOf(deps, who, deps.clock());
  if (meanwhile > 0) return refusedForm({ is: "throttled", retryAfter: meanwhile });
  await forgiveFailures(deps, who, deps.clock());
  const passwordHash = await hashPassword(deps.passwords, next);
  // If somebody else has set the password meanwhile, that one stays.
  const edit = (now: typeof account) => (now.passwordHash === account.passwordHash ? { ...now, passwordHash } : now);
  await changeAccount(deps, caller.actor, subject, { edit, as: "changed" });
  await deps.storage.holdings.note({ subject, at: deps.clock(), what: "password-changed", place });
  const ended = endsOthers ? (await endOthers(deps, { ...caller, place }, subject, sessionId)).sessions : 0;
  return { is: "changed", ended };
}
