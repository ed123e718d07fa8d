/** Users and what they hold, as `admin/people-shown.ts` describes them. */
import type { Account } from "../../ports/accounts.ts";
import type { KeptActivity } from "../../ports/activity.ts";
import type { Consent } from "../../ports/holdings.ts";
import type { Invitation } from "../../ports/invitations.ts";
import type { SessionApp } from "../../ports/session-apps.ts";
import type { Session } from "../../ports/sessions.ts";
import type { GrantView } from "../users/grant-state.ts";
import type { NewLink } from "../users/links.ts";
import type { User } from "../users/users.ts";

const iso = (at: number): string => new Date(at).toISOString();

export const shownUser = ({ subject, username, role, disabled, claims, createdAt }: Account | User) => ({
  ...{ subject, username, role, disabled, claims },
  created_at: iso(createdAt),
});

export const shownSession = ({ id, subject, authTime, expiresAt, endedAt, place }: Session) => ({
  ...{ id: String(id), subject, since: iso(authTime), expires_at: iso(expiresAt) },
  ...(endedAt !== undefined && { ended_at: iso(endedAt) }),
  ...place,
});

/** What became of telling an application that a session has ended. */
export const logoutState = ({ toldAt, dueAt }: SessionApp): "told" | "waiting" | "given_up" =>
  toldAt !== undefined ? "told" : dueAt !== undefined ? "waiting" : "given_up";

export const shownLogout = (app: SessionApp, sid: string) => ({
  ...{ id: String(app.id), client_id: app.clientId, subject: app.subject, session: String(app.sessionId), sid },
  ...{ ended_at: iso(app.endedAt ?? 0), state: logoutState(app), tries: app.tries },
  ...(app.toldAt !== undefined && { told_at: iso(app.toldAt) }),
  ...(app.dueAt !== undefined && { next_try_at: iso(app.dueAt) }),
  ...(app.fault !== undefined && { fault: app.fault }),
});

export const shownGrant = ({ grant, state, lastTokenAt, ended }: GrantView) => ({
  ...{ id: String(grant.id), subject: grant.subject, client_id: grant.clientId, scopes: grant.scopes },
  ...(grant.audience !== undefined && { resources: grant.audience }),
  ...(grant.authorizationDetails !== undefined && { authorization_details: grant.authorizationDetails }),
  ...{ source: grant.source.kind, state, since: iso(grant.createdAt), last_token_at: iso(lastTokenAt) },
  ...(grant.sessionId !== undefined && { session: String(grant.sessionId) }),
  ...(ended !== undefined && {
    ended: { ...(ended.at !== undefined && { at: iso(ended.at) }), because: ended.because },
  }),
});

/** A page of grants. `live`: without those that storage couldn't know to have ended, so it may be shorter. */
export function grantPage(views: readonly GrantView[], limit: number, live: boolean) {
  const items = views.slice(0, limit).filter(({ state }) => !live || state !== "ended");
  const last = views.length > limit ? views[limit - 1] : undefined;
  return { body: { items: items.map(shownGrant), ...(last && { next: String(last.grant.id) }) } };
}

export const shownConsent = ({ subject, clientId, scopes }: Consent) => ({
  ...{ subject, client_id: clientId },
  scopes: scopes.map(({ scope, at }) => ({ scope, since: iso(at) })),
});

export const shownEvent = ({ id, at, what, about, place, by }: KeptActivity) => ({
  ...{ id: String(id), at: iso(at), what },
  ...(about !== undefined && { about }),
  ...(by !== undefined && { by }),
  ...place,
});

export const shownLink = ({ link, sentTo, invitation: { id, expiresAt } }: NewLink) => ({
  ...{ id: String(id), link, expires_at: iso(expiresAt) },
  ...(sentTo !== undefined && { sent_to: sentTo }),
});

export const shownInvitation = ({ id, role, expiresAt, to }: Invitation) => ({
  ...{ id: String(id), act: to?.act ?? "account", role, by: to?.by ?? "", expires_at: iso(expiresAt) },
  ...(to?.team !== undefined && { team: to.team }),
  ...(to?.subject !== undefined && { subject: to.subject }),
  ...(to?.email !== undefined && { email: to.email }),
});

/** An id in a path or in `next`; 0, which nothing has, if it isn't one. */
export const idIn = (text: string | undefined): number => (/^\d{1,16}$/.test(text ?? "") ? Number(text) : 0);

export const afterId = (next: string | undefined): number | undefined => (next === undefined ? undefined : idIn(next));

export const consentKey = ({ subject, clientId }: Consent): string =>
  Buffer.from(JSON.stringify([subject, clientId])).toString("base64url");

/** What `consentKey` has written. Anything else is where nothing follows. */
export function afterConsent(next: string | undefined): Pick<Consent, "subject" | "clientId"> | undefined {
  if (next === undefined) return undefined;
  try {
    const [subject, clientId] = JSON.parse(Buffer.from(next, "base64url").toString()) as readonly unknown[];
    return { subject: String(subject), clientId: String(clientId) };
  } catch {
    return { subject: "\u{10FFFF}", clientId: "\u{10FFFF}" };
  }
}
