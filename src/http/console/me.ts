/** A user's own pages. They need no scope: everything in them is the user's own. */

import { ownActivityPage, ownSessionsPage } from "../../pages/console/account-tables.tsx";
import type { ShownFault } from "../../pages/console/fields.tsx";
import { ownApplicationsPage, ownTabs, type Profile, profilePage } from "../../pages/console/me.tsx";
import type { Claims } from "../../ports/accounts.ts";
import { groupsOf } from "../../ports/user-search.ts";
import type { Attribute } from "../../protocol/attributes.ts";
import { teamsOf } from "../../service/admin/caller.ts";
import { placeOf } from "../../service/place.ts";
import { accessTo } from "../../service/users/access.ts";
import { changeUserFrom } from "../../service/users/change-user.ts";
import { endOthers, endSessionBy, withdrawFor } from "../../service/users/end.ts";
import { changeOwnPassword } from "../../service/users/own-password.ts";
import { attributesIn, fieldOf, shownAttributes } from "./attributes.ts";
import { isSelected } from "./form.ts";
import { idIn, PAGE, shownEvents, shownSessions } from "./holdings.ts";
import { labelOf, withOwnHint } from "./own-fields.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

export const me: Section = {
  links: [{ group: "", label: "Your account", path: "/me", icon: "user" }],
  routes: [
    { method: "GET", path: "/me", handle: (visit) => shownProfile(visit) },
    { method: "POST", path: "/me/profile", handle: saveProfile },
    { method: "POST", path: "/me/password", handle: savePassword },
    { method: "GET", path: "/me/applications", handle: applications },
    { method: "POST", path: "/me/applications/revoke", handle: revoke },
    { method: "GET", path: "/me/sessions", handle: sessions },
    { method: "POST", path: "/me/sessions/end", handle: endOne },
    { method: "POST", path: "/me/sessions/end-others", handle: endRest },
    { method: "GET", path: "/me/activity", handle: activity },
  ],
};

const TITLE = { title: "Your account", lead: "What this server knows about you, and who may use it." };

const placeIn = ({ address, headers }: Visit) => placeOf(address, String(headers["user-agent"] ?? ""));

/** Who acts: the user, who is also whom it is about. */
const asUser = (visit: Visit) => ({ actor: visit.caller.actor, place: placeIn(visit) });

/** The attributes that users may change: claims of OpenID Connect, which are texts, and those that are declared. */
function editableIn({ deps }: Visit): readonly Attribute[] {
  const { attributes, editable } = deps.registry.settings.users;
  const standard = editable.map((name): Attribute => ({ name, type: "text", title: labelOf(name), editable: true }));
  return [...standard, ...attributes.filter((one) => one.editable)];
}

async function profileOf(visit: Visit, typed?: URLSearchParams): Promise<Profile> {
  const { deps, account } = visit;
  const { subject, username, role, claims } = account;
  const text = (name: string) => (typeof claims[name] === "string" ? String(claims[name]) : undefined);
  const { editable } = deps.registry.settings.users;
  const fixed = ["name", "email"].filter((name) => !editable.includes(name));
  return {
    ...{ username, role },
    fields: shownAttributes(editableIn(visit), claims, typed).map((one) => withOwnHint(one, claims)),
    fixed: fixed.map((name) => [labelOf(name), text(name) ?? "None"] as const),
    groups: groupsOf({ claims }),
    teams: [...(await teamsOf(deps, subject))].sort(),
    own: (await deps.storage.people.find(subject)) !== undefined,
  };
}

async function shownProfile(
  visit: Visit,
  again: Partial<Parameters<typeof profilePage>[0]> = {},
  status = 200,
  typed?: URLSearchParams,
): Promise<Outcome> {
  const body = profilePage({ frame: visit.frame, profile: await profileOf(visit, typed), ...again });
  return { is: "page", head: { ...TITLE, tabs: ownTabs("profile") }, body, status };
}

/** A new e-mail address or phone number is verified again before anybody may rely on it. */
function proofs(given: Claims, before: Claims): Claims {
  const changed = ["email", "phone_number"].filter(
    (name) => Object.hasOwn(given, name) && given[name] !== (before[name] ?? null),
  );
  return Object.fromEntries(changed.map((name) => [`${name}_verified`, given[name] === null ? null : false]));
}

async function saveProfile(visit: Visit): Promise<Outcome> {
  const { deps, caller, account, form } = visit;
  const given = attributesIn(form, editableIn(visit), account.claims);
  const claims = { ...given, ...proofs(given, account.claims) };
  const changed = await changeUserFrom(deps, caller, account.subject, { claims }, undefined);
  if (changed === "gone" || changed === "changed") return NOTHING;
  if ("faults" in changed) {
    const faults = new Map<string, ShownFault>();
    for (const { pointer, sent, expected } of changed.faults)
      faults.set(fieldOf({ name: pointer.split("/").at(-1) ?? "" }), { sent, expected });
    return shownProfile(visit, { faults }, 400, form);
  }
  await deps.storage.holdings.note({
    ...{ subject: account.subject, at: deps.clock(), what: "profile-changed" },
    place: placeIn(visit),
  });
  return { is: "go", to: "/me", notice: "Your profile is saved." };
}

async function savePassword(visit: Visit): Promise<Outcome> {
  const { deps, caller, account, sessionId, address, form } = visit;
  const { subject } = account;
  if ((await deps.storage.people.find(subject)) === undefined) return NOTHING;
  const own = { subject, sessionId, address, place: placeIn(visit) };
  const [current, next] = [form.get("current") ?? "", form.get("next") ?? ""];
  const changed = await changeOwnPassword(deps, caller, own, {
    current,
    next,
    endOthers: isSelected(form, "end_others"),
  });
  if (changed.is === "fault")
    return shownProfile(visit, { faults: new Map([["next", { sent: "not shown", expected: changed.expected }]]) }, 400);
  if (changed.is === "refused") {
    const { says } = await visit.note(changed.refused);
    return shownProfile(visit, { passwordRefused: says }, 400);
  }
  const others =
    changed.ended === 0
      ? ""
      : ` ${changed.ended === 1 ? "One other session" : `${changed.ended} other sessions`} ended.`;
  return { is: "go", to: "/me", notice: `Your password is changed.${others}` };
}

async function applications({ deps, account, frame, headers }: Visit): Promise<Outcome> {
  const { askedDetails } = await import("../people/asked-details.ts");
  const types = deps.registry.settings.authorizationDetailsTypes;
  const languages = String(headers["accept-language"] ?? "");
  const found = await accessTo(deps, account.subject, deps.clock());
  const access = found.map((one) => ({ ...one, details: askedDetails(types, one.details, languages) }));
  return {
    is: "page",
    head: { ...TITLE, tabs: ownTabs("applications") },
    body: ownApplicationsPage({ frame, access }),
  };
}

async function revoke(visit: Visit): Promise<Outcome> {
  const clientId = visit.form.get("client_id") ?? "";
  const ended = await withdrawFor(visit.deps, asUser(visit), visit.account.subject, clientId);
  if (ended.grants + ended.scopes === 0)
    return { is: "go", to: "/me/applications", notice: "It had no access any more." };
  const name = (await visit.deps.registry.client(clientId))?.client.name ?? clientId;
  return { is: "go", to: "/me/applications", notice: `${name} has no access to your account any more.` };
}

async function sessions({ deps, account, sessionId, frame, query }: Visit): Promise<Outcome> {
  const page = await shownSessions(
    deps,
    deps.storage,
    account.subject,
    sessionId,
    query.get("next"),
    `${frame.root}/me/sessions`,
  );
  return { is: "page", head: { ...TITLE, tabs: ownTabs("sessions") }, body: ownSessionsPage({ frame, ...page }) };
}

async function endOne(visit: Visit): Promise<Outcome> {
  const id = idIn(visit.form.get("session"));
  const session = await visit.deps.storage.sessions.find(id);
  // Somebody else's looks as if it didn't exist.
  if (session?.subject !== visit.account.subject) return NOTHING;
  await endSessionBy(visit.deps, asUser(visit), id);
  return { is: "go", to: "/me/sessions", notice: "The session is ended." };
}

async function endRest(visit: Visit): Promise<Outcome> {
  await endOthers(visit.deps, asUser(visit), visit.account.subject, visit.sessionId);
  return { is: "go", to: "/me/sessions", notice: "All other sessions are ended." };
}

async function activity({ deps, account, frame, query }: Visit): Promise<Outcome> {
  const page = await shownEvents(
    deps,
    deps.storage,
    account.subject,
    query.get("next"),
    `${frame.root}/me/activity`,
    PAGE,
  );
  return { is: "page", head: { ...TITLE, tabs: ownTabs("activity") }, body: ownActivityPage(page) };
}
