/** What the operations on users do. */

import type { Members } from "../../admin/representation.ts";
import {
  addPasswordLink,
  addUser,
  changeUser,
  endUserSessions,
  getUser,
  listGroups,
  listUserActivity,
  listUserConsents,
  listUserGrants,
  listUserSessions,
  listUsers,
  removeUser,
  withdrawConsent,
} from "../../admin/users.ts";
import { reportsOf } from "../../ports/reports.ts";
import { missingForRole } from "../../protocol/admin/role.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Deps } from "../deps.ts";
import { addUserByLink } from "../users/add-user.ts";
import { changeUserFrom, etagOfUser } from "../users/change-user.ts";
import { endEverything, withdrawFor } from "../users/end.ts";
import { UserError } from "../users/fault.ts";
import { viewGrants } from "../users/grant-state.ts";
import { makeLink } from "../users/links.ts";
import { usersOf } from "../users/users.ts";
import { type Handled, handled, pageOf } from "./operate.ts";
import {
  afterConsent,
  afterId,
  consentKey,
  grantPage,
  shownConsent,
  shownEvent,
  shownLink,
  shownSession,
  shownUser,
} from "./people-shown.ts";

/** A user who may also be in the operator's own store: found by what is held, not by the account. */
const accountOf = (deps: Deps, subject = "") => deps.storage.people.find(subject);

export const USERS_HANDLED: readonly Handled[] = [
  handled(listUsers, async ({ deps, query, after, limit }) => {
    const { q: text, role, disabled, group } = query;
    const decoded = after === undefined ? undefined : Buffer.from(after, "base64url").toString();
    const { items, next } = await reportsOf(deps.storage).people.search({
      text,
      role,
      disabled,
      group,
      after: decoded,
      limit,
    });
    return { body: { items: items.map(shownUser), ...(next && { next: Buffer.from(next).toString("base64url") }) } };
  }),
  handled(addUser, async ({ deps, caller, body, judge }) => {
    const added = await addUserByLink(deps, caller, body as never);
    if ("faults" in added) return (await judge({ faults: added.faults })) ?? "nothing";
    return {
      body: { ...shownLink(added), user: shownUser(added.user) },
      location: `/users/${encodeURIComponent(added.user.subject)}`,
    };
  }),
  handled(getUser, async ({ deps, at, judge }) => {
    const found = await accountOf(deps, at.id);
    const refused = await judge({ found: found && "storage" });
    if (refused !== undefined || found === undefined) return refused ?? "nothing";
    return { body: shownUser(found), etag: etagOfUser(found) };
  }),
  handled(changeUser, async ({ deps, caller, at, body, judge }) => {
    const found = await accountOf(deps, at.id);
    const etag = found && etagOfUser(found);
    const refused = await judge({ found: found && "storage", etag });
    if (refused !== undefined || found === undefined) return refused ?? "nothing";
    const changed = await changeUserFrom(deps, caller, found.subject, body as Members, etag);
    if (changed === "gone") return (await judge({ found: undefined })) ?? "nothing";
    if (changed === "changed") return (await judge({ found: "storage", etag: '"another"' })) ?? "nothing";
    if ("faults" in changed) return (await judge({ found: "storage", etag, faults: changed.faults })) ?? "nothing";
    const now = await accountOf(deps, changed.subject);
    return { body: shownUser(changed), etag: now && etagOfUser(now) };
  }),
  handled(removeUser, async ({ deps, caller, at, judge }) => {
    const found = await accountOf(deps, at.id);
    const facts = { found: found && ("storage" as const), etag: found && etagOfUser(found) };
    const refused = await judge(facts);
    if (refused !== undefined || found === undefined) return refused ?? "nothing";
    try {
      await usersOf(deps, caller.actor).remove(found.subject);
      return "nothing";
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const usedBy = error.code === "last-operator" ? ["this server, which has no other operator"] : [];
      return (await judge(usedBy.length > 0 ? { ...facts, usedBy } : { found: undefined })) ?? "nothing";
    }
  }),
  handled(addPasswordLink, async ({ deps, caller, at, judge }) => {
    const found = await accountOf(deps, at.id);
    const lacks = found && missingForRole(caller.scopes, found.role);
    const refused = await judge({
      found: found && "storage",
      ...(lacks !== undefined && { beyondRole: { role: caller.role, needs: lacks } }),
    });
    if (refused !== undefined || found === undefined) return refused ?? "nothing";
    return { body: shownLink(await makeLink(deps, caller, { act: "password", subject: found.subject })) };
  }),
  handled(listUserSessions, async ({ deps, at, now, after, limit }) => {
    const filter = { subject: at.id ?? "", openAt: now, before: afterId(after), limit: limit + 1 };
    return pageOf(await reportsOf(deps.storage).holdings.sessions(filter), limit, shownSession, ({ id }) => String(id));
  }),
  handled(endUserSessions, async ({ deps, caller, at }) => ({
    body: await endEverything(deps, caller, at.id ?? ""),
  })),
  handled(listUserGrants, async ({ deps, at, query, now, after, limit }) => {
    const filter = { subject: at.id ?? "", liveAt: query.live === true ? now : undefined, before: afterId(after) };
    const views = await viewGrants(
      deps,
      await reportsOf(deps.storage).holdings.grants({ ...filter, limit: limit + 1 }),
      now,
    );
    return grantPage(views, limit, query.live === true);
  }),
  handled(listUserConsents, async ({ deps, at, after, limit }) => {
    const filter = { subject: at.id ?? "", after: afterConsent(after), limit: limit + 1 };
    return pageOf(await reportsOf(deps.storage).holdings.consents(filter), limit, shownConsent, consentKey);
  }),
  handled(withdrawConsent, async ({ deps, caller, at, judge }) => {
    const ended = await withdrawFor(deps, caller, at.id ?? "", at.client_id ?? "");
    const isThere = ended.grants + ended.scopes > 0;
    const refused = await judge({ found: isThere ? "storage" : undefined });
    return isRefusal(refused) ? refused : { body: ended };
  }),
  handled(listUserActivity, async ({ deps, at, after, limit }) => {
    const filter = { subject: at.id ?? "", before: afterId(after), limit: limit + 1 };
    return pageOf(await reportsOf(deps.storage).holdings.activity(filter), limit, shownEvent, ({ id }) => String(id));
  }),
  handled(listGroups, async ({ deps, after, limit }) =>
    pageOf(
      await reportsOf(deps.storage).people.groups(after, limit + 1),
      limit,
      (one) => one,
      ({ name }) => name,
    ),
  ),
];
