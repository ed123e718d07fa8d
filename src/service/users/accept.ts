/** Uses one-time links: makes an account, joins a team, sets a password. */
import type { Account } from "../../ports/accounts.ts";
import type { Actor } from "../../ports/audit.ts";
import type { Invitation } from "../../ports/invitations.ts";
import type { Acceptance, Along } from "../../ports/storage.ts";
import { tidyUsername, usernameFault } from "../../ports/username.ts";
import { changeClaims, claimFaults } from "../../protocol/claim-values.ts";
import type { Form } from "../../protocol/form.ts";
import type { Refused } from "../../protocol/occasion.ts";
import type { InvitationOccasion } from "../../protocol/person/occasion.ts";
import type { Deps } from "../deps.ts";
import { keepMarks } from "../familiar.ts";
import { goodInvitation, refuseInvitation } from "../invitations.ts";
import { prefixOf } from "../network.ts";
import { hashPassword, passwordFault } from "../passwords.ts";
import { placeOf } from "../place.ts";
import { startSession } from "../sessions.ts";
import { type Credentials, LONGEST_NAME, type NewSession } from "../sign-in.ts";
import { userEntry } from "./audited.ts";
import { joining } from "./teams.ts";
import { changeAccount, endNow } from "./users.ts";

export type Accepting = Credentials & { readonly token: string };

/** The team may change meanwhile. */
const ATTEMPTS = 5;

/** The invitation of a link, if it can still be used. Refuses otherwise. */
export async function findLink(deps: Deps, token: string): Promise<Invitation | Refused> {
  const found = await goodInvitation(deps, token);
  if (found?.to !== undefined) return found;
  return refuseInvitation({ decision: "invitation", good: false, now: deps.clock() });
}

/** Makes an account, or sets a password, and signs in. `form` has the values of the form. */
export async function acceptLink(deps: Deps, given: Accepting, form: Form): Promise<NewSession | Refused> {
  const now = deps.clock();
  const refusedForm = (found: Pick<InvitationOccasion, "good" | "fault">): Refused =>
    refuseInvitation({ decision: "invitation", form, ...found, now });
  const invitation = await goodInvitation(deps, given.token);
  const { act, newUsers } = invitation?.to ?? {};
  if (invitation === undefined || act === undefined || (act === "team" && newUsers !== true))
    return refusedForm({ good: false });
  const ofPassword = passwordFault(given.password);
  if (act === "password") {
    if (ofPassword !== undefined)
      return refusedForm({ good: true, fault: { parameter: "password", expected: ofPassword } });
    return (await setPassword(deps, invitation, given)) ?? refusedForm({ good: false });
  }
  const username = tidyUsername(given.username.slice(0, LONGEST_NAME));
  const ofName = usernameFault(username);
  if (ofName !== undefined) return refusedForm({ good: true, fault: { parameter: "username", expected: ofName } });
  if (ofPassword !== undefined)
    return refusedForm({ good: true, fault: { parameter: "password", expected: ofPassword } });
  const account = await newAccount(deps, invitation, username, given.password, now);
  const used = await use(deps, invitation, account.subject, given.address, { account });
  if (used === "taken")
    return refusedForm({ good: true, fault: { parameter: "username", expected: "a name that is free" } });
  return used === "accepted"
    ? ((await signedIn(deps, account, given)) ?? refusedForm({ good: false }))
    : refusedForm({ good: false });
}

/** A user who has an account joins the team of a link. */
export async function joinByLink(
  deps: Deps,
  token: string,
  { subject }: Pick<Account, "subject">,
  address: string | undefined,
): Promise<string | Refused> {
  const refused = refuseInvitation({ decision: "invitation", good: false, now: deps.clock() });
  const invitation = await goodInvitation(deps, token);
  const team = invitation?.to?.team;
  if (invitation === undefined || invitation.to?.act !== "team" || team === undefined) return refused;
  return (await use(deps, invitation, subject, address, {})) === "accepted" ? team : refused;
}

/** Uses an invitation together with everything that it is for. */
async function use(
  deps: Deps,
  { id, to }: Invitation,
  subject: string,
  address: string | undefined,
  what: Acceptance,
): Promise<"accepted" | "used" | "taken"> {
  const actor: Actor = { is: "user", id: subject, network: prefixOf(address) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const at = deps.clock();
    const along: Pick<Along, "changes" | "entry"> | undefined | "gone" =
      to?.team === undefined ? undefined : await joining(deps, to.team, subject, { at, actor });
    // The team was removed: the account is made anyway, but nobody joins what isn't there.
    if (along === "gone" && what.account === undefined) return "used";
    const entry = what.account && userEntry({ at, actor, action: "invitation/accept" }, undefined, what.account);
    const used = await deps.storage.invitations.accept(id, at, {
      ...what,
      ...(entry !== undefined && { entry }),
      ...(typeof along === "object" && { along }),
    });
    if (used === "conflict") continue;
    if (used === "accepted" && typeof along === "object") {
      await deps.registries.refresh();
      await deps.storage.holdings.note({ subject, at, what: "joined-team", about: to?.team });
    }
    return used;
  }
  return "used";
}

async function newAccount(
  deps: Deps,
  { role, to }: Invitation,
  username: string,
  password: string,
  now: number,
): Promise<Account> {
  const given = to?.claims ?? {};
  const claims = claimFaults(given).some((fault) => fault !== undefined) ? {} : given;
  return {
    ...{ subject: Buffer.from(deps.random(15)).toString("base64url"), username },
    passwordHash: await hashPassword(deps.passwords, password),
    // A team's members can't make operators.
    role: to?.act === "account" ? role : "user",
    disabled: false,
    claims: changeClaims({ preferred_username: username, updated_at: Math.floor(now / 1000) }, claims),
    createdAt: now,
  };
}

async function signedIn(
  deps: Deps,
  account: Pick<Account, "subject" | "username" | "passwordHash">,
  { marks, address, userAgent }: Accepting,
): Promise<NewSession | undefined> {
  const now = deps.clock();
  const session = await startSession(deps, account, now, placeOf(address, userAgent));
  if (session === undefined) return undefined;
  return { session, marks: keepMarks(deps, account.username, marks, now), subject: account.subject };
}

/** The link is used first: whoever opens it twice sets nothing twice. */
async function setPassword(deps: Deps, { id, to }: Invitation, given: Accepting): Promise<NewSession | undefined> {
  const { subject = "" } = to ?? {};
  const account = await deps.storage.people.find(subject);
  if (account === undefined || account.disabled) return undefined;
  const passwordHash = await hashPassword(deps.passwords, given.password);
  if ((await deps.storage.invitations.accept(id, deps.clock(), {})) !== "accepted") return undefined;
  const actor: Actor = { is: "user", id: subject, network: prefixOf(given.address) };
  await changeAccount(deps, actor, subject, {
    edit: (now, lastId) => ({ ...now, passwordHash, ended: endNow(deps, lastId) }),
    as: "changed",
  });
  await deps.storage.holdings.note({ subject, at: deps.clock(), what: "password-changed" });
  return signedIn(deps, { ...account, passwordHash }, given);
}
