/** Makes one-time links: for a new account, for a team, and for a new password. */
import { hash } from "node:crypto";
import type { Invitation, InvitedTo } from "../../ports/invitations.ts";
import { PATHS } from "../../protocol/metadata.ts";
import type { Caller } from "../admin/caller.ts";
import type { Shared } from "../deps.ts";
import { LIFETIMES } from "../invitations.ts";
import { mailLink } from "./mail-link.ts";

export interface NewLink {
  readonly invitation: Invitation;
  /** With its secret: the only place that has it. */
  readonly link: string;
  /** Where it was sent by mail. */
  readonly sentTo?: string | undefined;
}

type Where = Pick<Shared, "storage" | "ids" | "random" | "clock" | "issuer" | "mailer" | "log" | "registries">;

/** Makes a link, with its entry in the audit log. */
export async function makeLink(
  deps: Where,
  { actor, own }: Pick<Caller, "actor" | "own">,
  to: Omit<InvitedTo, "by">,
  role: Invitation["role"] = "user",
): Promise<NewLink> {
  const { storage, ids, random, clock, issuer } = deps;
  const now = clock();
  const id = ids(now);
  const secret = Buffer.from(random(24)).toString("base64url");
  const invitation: Invitation = {
    ...{ id, role, expiresAt: now + LIFETIMES[to.act], usedAt: undefined },
    hash: hash("sha256", secret, "buffer"),
    to: { ...to, by: actor.id, byIs: actor.is },
  };
  const { act, team, subject } = to;
  await storage.invitations.insert(invitation, {
    ...{ at: now, actor, action: "invitation/add" },
    target: { kind: "invitation", id: String(id) },
    // The e-mail isn't in it: nothing is ever removed from the audit log.
    after: { for: act, role, ...(team !== undefined && { team }), ...(subject !== undefined && { user: subject }) },
  });
  const made = { invitation, link: `${issuer}${PATHS.join}?token=${id.toString(36)}.${secret}` };
  // Users can't make the server write to strangers.
  const sentTo = own === undefined ? await mailLink(deps, made) : undefined;
  return { ...made, ...(sentTo !== undefined && { sentTo }) };
}

/** Withdraws an invitation that wasn't used. `false` if there is none. */
export const withdrawLink = (
  { storage, clock }: Where,
  { actor }: Pick<Caller, "actor">,
  id: number,
): Promise<boolean> =>
  storage.invitations.remove(id, {
    ...{ at: clock(), actor, action: "invitation/remove" },
    target: { kind: "invitation", id: String(id) },
  });
