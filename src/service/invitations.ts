/** One-time links with which the first operator of an empty server makes an account. */
import { hash, timingSafeEqual } from "node:crypto";
import { type Actor, AT_START, type AuditEntry } from "../ports/audit.ts";
import type { Account, Invitation } from "../ports/storage.ts";
import { tidyUsername, usernameFault } from "../ports/username.ts";
import { refusalOn } from "../protocol/decision.ts";
import type { Form } from "../protocol/form.ts";
import { lasts } from "../protocol/lifetime.ts";
import { PATHS } from "../protocol/metadata.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type InvitationOccasion, invitationDecision } from "../protocol/person/occasion.ts";
import { teamsOf } from "./admin/caller.ts";
import type { Deps, Shared } from "./deps.ts";
import { keepMarks } from "./familiar.ts";
import { findUser } from "./hooks/users.ts";
import { prefixOf } from "./network.ts";
import { hashPassword, passwordFault } from "./passwords.ts";
import { refusedOn } from "./refused.ts";
import { startSession } from "./sessions.ts";
import { type Credentials, LONGEST_NAME, type NewSession } from "./sign-in.ts";
import { userEntry } from "./users/audited.ts";

/** How long a link is valid, in milliseconds. */
const LIFETIME = 86_400_000;

/** A mail isn't read at once. A new password is a shorter matter. */
export const LIFETIMES = { account: 7 * LIFETIME, team: 7 * LIFETIME, password: LIFETIME } as const;

const lifetimeOf = ({ to }: Invitation): number => (to === undefined ? LIFETIME : LIFETIMES[to.act]);

/** Makes the first operator's account from a one-time link, and signs in. `form` has the values of the form. */
export async function acceptInvitation(
  deps: Deps,
  { token, username, password, address, marks }: Credentials & { readonly token: string },
  form: Form,
): Promise<NewSession | Refused> {
  const now = deps.clock();
  const refuseForm = (found: Pick<InvitationOccasion, "good" | "fault">): Refused =>
    refuseInvitation({ decision: "invitation", form, ...found, now });
  const invitation = await firstOperators(deps, token);
  if (invitation === undefined) return refuseForm({ good: false });
  const name = tidyUsername(username.slice(0, LONGEST_NAME));
  const fault = faultOf(name, password);
  if (fault !== undefined) return refuseForm({ good: true, fault });
  const subject = Buffer.from(deps.random(15)).toString("base64url");
  const account: Account = {
    subject,
    username: name,
    passwordHash: await hashPassword(deps.passwords, password),
    role: "operator",
    disabled: false,
    claims: { preferred_username: name },
    createdAt: now,
  };
  const accepted = await deps.storage.invitations.accept(invitation, now, {
    account,
    entry: acceptedBy(account, address),
  });
  if (accepted === "used") return refuseForm({ good: false });
  if (accepted === "taken") {
    return refuseForm({ good: true, fault: { parameter: "username", expected: "a name that is free" } });
  }
  const session = await startSession(deps, account, now);
  // Another operator has changed the account already: its user signs in as everybody does.
  if (session === undefined) return refuseForm({ good: false });
  return { session, marks: keepMarks(deps, name, marks, now), subject };
}

/** Whoever has the link becomes the user that the entry names. */
function acceptedBy(account: Account, address: string | undefined): AuditEntry | undefined {
  const actor: Actor = { is: "user", id: account.subject, network: prefixOf(address) };
  return userEntry({ at: account.createdAt, actor, action: "invitation/accept" }, undefined, account);
}

function faultOf(username: string, password: string): InvitationOccasion["fault"] {
  const ofName = usernameFault(username);
  if (ofName !== undefined) return { parameter: "username", expected: ofName };
  const expected = passwordFault(password);
  return expected === undefined ? undefined : { parameter: "password", expected };
}

/** Refuses a link, or what was typed into its form. */
export function refuseInvitation(on: InvitationOccasion): Refused {
  return refusedOn(refusalOn(invitationDecision, on), on);
}

/** The id of a link's invitation, if it is still valid. Refuses otherwise. */
export async function findInvitation(deps: Shared, token: string): Promise<number | Refused> {
  const now = deps.clock();
  return (await firstOperators(deps, token)) ?? refuseInvitation({ decision: "invitation", good: false, now });
}

/** The id of the first operator's invitation. */
async function firstOperators(deps: Shared, token: string): Promise<number | undefined> {
  const found = await goodInvitation(deps, token);
  return found?.to === undefined ? found?.id : undefined;
}

/** The invitation of a link, while it can be used. */
export async function goodInvitation(
  deps: Pick<Shared, "storage" | "clock" | "hooks">,
  token: string,
): Promise<Invitation | undefined> {
  const { storage, clock } = deps;
  const [id = "", secret = ""] = token.split(".");
  const invitation = /^[0-9a-z]{1,11}$/.test(id) ? await storage.invitations.find(Number.parseInt(id, 36)) : undefined;
  const good =
    invitation !== undefined &&
    invitation.usedAt === undefined &&
    lasts(invitation.expiresAt - lifetimeOf(invitation), lifetimeOf(invitation), clock()) &&
    timingSafeEqual(hash("sha256", secret, "buffer"), invitation.hash);
  return good && (await stillMay(deps, invitation)) ? invitation : undefined;
}

/**
 * Whether a user who made a link may still do what it is for. Otherwise a former operator could become one again with a link
 * that was kept, and a former member could come back to the team.
 */
async function stillMay(deps: Pick<Shared, "storage" | "hooks">, { to }: Invitation): Promise<boolean> {
  if (to === undefined || (to.byIs !== undefined && to.byIs !== "user")) return true;
  const inviter = await findUser(deps, to.by);
  if (inviter === undefined) return to.byIs === undefined;
  if (inviter.disabled || inviter.role === "operator") return !inviter.disabled;
  return to.act === "team" && to.newUsers !== true && (await teamsOf(deps, to.by)).has(to.team ?? "");
}

/**
 * Makes a one-time link for the first operator, valid for a day, as a path below the issuer; `undefined` if there is an
 * operator, or may have been.
 */
export async function inviteFirstOperator({ storage, ids, random, clock, log }: Shared): Promise<string | undefined> {
  if ((await storage.people.hasOperator()) || (await storage.isIncomplete())) return undefined;
  const now = clock();
  const id = ids(now);
  const secret = Buffer.from(random(24)).toString("base64url");
  const expiresAt = now + LIFETIME;
  await storage.invitations.insert(
    { id, hash: hash("sha256", secret, "buffer"), role: "operator", expiresAt, usedAt: undefined },
    {
      ...{ at: now, actor: AT_START, action: "invitation/add" },
      target: { kind: "invitation", id: String(id) },
      after: { for: "account", role: "operator" },
      why: "There is no operator yet",
    },
  );
  log.info({ role: "operator" }, "invited");
  return `${PATHS.invitation}?token=${id.toString(36)}.${secret}`;
}
