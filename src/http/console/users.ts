/** Users in the console: found, added or invited, and changed. */

import type { ShownFault } from "../../pages/console/fields.tsx";
import { linkPage, newUserPage, userBadges, usersActions } from "../../pages/console/new-user.tsx";
import { type ShownUser, userPage, usersPage, userTabs } from "../../pages/console/users.tsx";
import type { Account, Role } from "../../ports/accounts.ts";
import { reportsOf } from "../../ports/reports.ts";
import { groupsOf } from "../../ports/user-search.ts";
import { type Attribute, named } from "../../protocol/attributes.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { addUserByLink } from "../../service/users/add-user.ts";
import { changeUserFrom, etagOfUser, type UserPatch } from "../../service/users/change-user.ts";
import { UserError } from "../../service/users/fault.ts";
import { makeLink, type NewLink } from "../../service/users/links.ts";
import { usersOf } from "../../service/users/users.ts";
import { attributesIn, fieldOf, shownAttributes } from "./attributes.ts";
import { isSelected, linesIn, textIn } from "./form.ts";
import { PAGE } from "./holdings.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";
import { USER_HOLDING_ROUTES } from "./user-holdings.ts";

const READ = "candor:users:read";
const WRITE = "candor:users";

export const users: Section = {
  links: [{ group: "Users", label: "Users", path: "/users", icon: "user", needs: READ }],
  routes: [
    { method: "GET", path: "/users", needs: READ, handle: list },
    { method: "GET", path: "/users/new", needs: WRITE, handle: (visit) => shownNew(visit) },
    { method: "POST", path: "/users/new", needs: WRITE, handle: add },
    { method: "GET", path: "/users/:subject", needs: READ, handle: (visit) => shown(visit) },
    { method: "POST", path: "/users/:subject", needs: WRITE, handle: save },
    { method: "POST", path: "/users/:subject/block", needs: WRITE, handle: (visit) => block(visit, true) },
    { method: "POST", path: "/users/:subject/unblock", needs: WRITE, handle: (visit) => block(visit, false) },
    { method: "POST", path: "/users/:subject/password-link", needs: WRITE, handle: passwordLink },
    { method: "POST", path: "/users/:subject/remove", needs: WRITE, handle: remove },
    ...USER_HOLDING_ROUTES,
  ],
};

const mayChange = ({ caller }: Visit): boolean => covers(caller.scopes, WRITE);

/** Claims that have a field of their own. */
const FIELDS = ["name", "email", "email_verified", "groups", "roles", "preferred_username", "updated_at"];

export function shownUser({ claims, ...account }: Account, attributes: readonly Attribute[] = []): ShownUser {
  const { subject, username, role, disabled, createdAt } = account;
  const text = (name: string) => (typeof claims[name] === "string" ? String(claims[name]) : undefined);
  const others = Object.entries(claims).filter(
    ([name]) => !FIELDS.includes(name) && named(attributes, name) === undefined,
  );
  return {
    ...{ subject, username, role, disabled, createdAt },
    ...{ name: text("name"), email: text("email"), emailVerified: claims.email_verified === true },
    attributes: shownAttributes(attributes, claims),
    groups: groupsOf({ claims }),
    roles: Array.isArray(claims.roles) ? claims.roles.map(String) : [],
    others: others.length === 0 ? "" : JSON.stringify(Object.fromEntries(others), null, 2),
  };
}

async function list({ deps, frame, query }: Visit): Promise<Outcome> {
  const filter = { q: "", role: "", state: "", group: "" };
  for (const name of Object.keys(filter) as (keyof typeof filter)[]) filter[name] = query.get(name)?.trim() ?? "";
  const { q, role, state, group } = filter;
  const next = query.get("next");
  const found = await reportsOf(deps.storage).people.search({
    text: q === "" ? undefined : q.slice(0, 200),
    role: ["user", "auditor", "operator"].includes(role) ? (role as Role) : undefined,
    disabled: state === "blocked" ? true : state === "active" ? false : undefined,
    group: group === "" ? undefined : group,
    after: next === null ? undefined : Buffer.from(next, "base64url").toString(),
    limit: PAGE,
  });
  const sent = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ""));
  const url = (more?: string): string => {
    const all = new URLSearchParams(sent);
    if (more !== undefined) all.set("next", Buffer.from(more).toString("base64url"));
    return `${frame.root}/users${all.size > 0 ? `?${all}` : ""}`;
  };
  return {
    is: "page",
    head: { title: "Users", lead: "Who can sign in here, and what each may do.", actions: usersActions(frame) },
    body: usersPage({
      ...{ frame, filter, users: found.items.map((one) => shownUser(one)) },
      next: found.next === undefined ? undefined : url(found.next),
      first: next === null ? undefined : url(),
    }),
  };
}

type Typed = Parameters<typeof newUserPage>[0]["typed"];

function shownNew(
  { frame }: Visit,
  typed: Typed = { username: "", name: "", email: "", role: "user" },
  faults?: ReadonlyMap<string, ShownFault>,
): Outcome {
  return {
    is: "page",
    status: faults === undefined ? 200 : 400,
    head: { title: "Add or invite a user", crumbs: [{ label: "Users", path: "/users" }] },
    body: newUserPage({ frame, typed, ...(faults && { faults }) }),
  };
}

async function add(visit: Visit): Promise<Outcome> {
  const { deps, caller, form } = visit;
  const typed = {
    ...{ username: textIn(form, "username") ?? "", name: textIn(form, "name") ?? "" },
    ...{ email: textIn(form, "email") ?? "", role: textIn(form, "role") ?? "user" },
  };
  const { username, name, email } = typed;
  const role = typed.role as Role;
  const claims = { ...(name !== "" && { name }), ...(email !== "" && { email, email_verified: false }) };
  // An invitation is checked like a user, with a name that nobody can have.
  const added =
    username === ""
      ? await invite(visit, { role, claims, email })
      : await addUserByLink(deps, caller, { username, role, claims });
  if ("faults" in added) return shownNew(visit, typed, byField(added.faults));
  const who = username === "" ? "Whoever has it makes an account." : `${username} chooses a password with it.`;
  return linked(visit, added, who, [{ label: "Users", path: "/users" }]);
}

async function invite(
  { deps, caller }: Visit,
  { role, claims, email }: { role: Role; claims: Readonly<Record<string, unknown>>; email: string },
) {
  const expected = ["user", "auditor", "operator"].includes(role) ? undefined : "user, auditor or operator";
  if (expected !== undefined) return { faults: [{ pointer: "/role", sent: `'${role}'`, expected }] };
  if (email !== "" && !/^[^\s@]+@[^\s@]+$/.test(email))
    return { faults: [{ pointer: "/claims/email", sent: `'${email}'`, expected: "an e-mail address" }] };
  return makeLink(deps, caller, { act: "account", claims, ...(email !== "" && { email }) }, role);
}

function linked(
  _: Visit,
  { link, sentTo, invitation }: NewLink,
  says: string,
  crumbs: { label: string; path: string }[],
): Outcome {
  return {
    is: "page",
    head: { title: "A link that can be used once", crumbs },
    body: linkPage({ link, sentTo, says, expiresAt: invitation.expiresAt }),
  };
}

type Faults = readonly { readonly pointer: string; readonly sent: string; readonly expected: string }[];

/** By the field of the form: `/claims/email` is that of `email`; a claim without a field is one of the others. */
function byField(faults: Faults, attributes: readonly Attribute[] = []): ReadonlyMap<string, ShownFault> {
  const found = new Map<string, ShownFault>();
  for (const { pointer, sent, expected } of faults) {
    const [, member = "", claim] = pointer.split("/");
    const declared = named(attributes, claim ?? "");
    const own =
      declared !== undefined
        ? fieldOf(declared)
        : claim === undefined
          ? member
          : FIELDS.includes(claim)
            ? claim
            : "others";
    if (!found.has(own))
      found.set(own, { sent, expected: own === "others" ? `${claim ?? "it"} as ${expected}` : expected });
  }
  return found;
}

async function shown(
  visit: Visit,
  again: {
    readonly faults?: ReadonlyMap<string, ShownFault>;
    readonly refused?: string;
    readonly user?: ShownUser;
  } = {},
): Promise<Outcome> {
  const { deps, frame, params } = visit;
  const account = await deps.storage.people.find(params.subject ?? "");
  if (account === undefined) return NOTHING;
  const user = again.user ?? shownUser(account, deps.registry.settings.users.attributes);
  return {
    is: "page",
    status: again.faults === undefined && again.refused === undefined ? 200 : 400,
    head: {
      ...{ title: account.username, badges: userBadges(account) },
      ...{ crumbs: [{ label: "Users", path: "/users" }], tabs: userTabs(account.subject, "profile") },
    },
    body: userPage({
      ...{ frame, user, etag: etagOfUser(account), mayChange: mayChange(visit), refused: again.refused },
      ...(again.faults && { faults: again.faults }),
    }),
  };
}

async function save(visit: Visit): Promise<Outcome> {
  const { deps, caller, params, form } = visit;
  const before = await deps.storage.people.find(params.subject ?? "");
  if (before === undefined) return NOTHING;
  const others = othersIn(form);
  if (others === undefined)
    return shown(visit, { faults: new Map([["others", { sent: "other text", expected: "a JSON object" }]]) });
  const { attributes } = deps.registry.settings.users;
  const kept = Object.keys(before.claims).filter(
    (name) => !FIELDS.includes(name) && named(attributes, name) === undefined,
  );
  const removed = Object.fromEntries(kept.filter((name) => !Object.hasOwn(others, name)).map((name) => [name, null]));
  const lines = (name: string) => (linesIn(form, name).length === 0 ? null : linesIn(form, name));
  const email = textIn(form, "email") ?? null;
  const patch: UserPatch = {
    ...{ username: textIn(form, "username") ?? "", role: (textIn(form, "role") ?? "") as Role },
    claims: {
      ...removed,
      ...others,
      ...attributesIn(form, attributes, before.claims),
      ...{ name: textIn(form, "name") ?? null, email, groups: lines("groups"), roles: lines("roles") },
      email_verified: email === null ? null : isSelected(form, "email_verified"),
    },
  };
  return done(
    visit,
    await changeUserFrom(deps, caller, before.subject, patch, form.get("etag") ?? ""),
    "The user is saved.",
  );
}

/** `undefined`: it isn't a JSON object. */
function othersIn(form: URLSearchParams): Readonly<Record<string, unknown>> | undefined {
  const text = textIn(form, "others");
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function done(
  visit: Visit,
  changed: Awaited<ReturnType<typeof changeUserFrom>>,
  notice: string,
): Outcome | Promise<Outcome> {
  if (changed === "gone") return NOTHING;
  if (changed === "changed")
    return shown(visit, {
      refused: "Somebody else has changed this user meanwhile. Look at it, and repeat your change.",
    });
  if (!("faults" in changed)) return { is: "go", to: `/users/${encodeURIComponent(changed.subject)}`, notice };
  const [first] = changed.faults;
  const isLast = first?.expected.includes("last one") === true;
  return shown(visit, {
    faults: byField(changed.faults, visit.deps.registry.settings.users.attributes),
    ...(isLast && { refused: "This is the last operator who can sign in. Make another user an operator first." }),
  });
}

async function block(visit: Visit, disabled: boolean): Promise<Outcome> {
  const { deps, caller, params } = visit;
  const changed = await changeUserFrom(deps, caller, params.subject ?? "", { disabled }, undefined);
  return done(
    visit,
    changed,
    disabled ? "The user is blocked, and signed out everywhere." : "The user may sign in again.",
  );
}

async function passwordLink(visit: Visit): Promise<Outcome> {
  const { deps, caller, params } = visit;
  const account = await deps.storage.people.find(params.subject ?? "");
  if (account === undefined) return NOTHING;
  const link = await makeLink(deps, caller, { act: "password", subject: account.subject });
  const path = `/users/${encodeURIComponent(account.subject)}`;
  const says = `${account.username} chooses a new password with it. All sessions and grants end then.`;
  return linked(visit, link, says, [
    { label: "Users", path: "/users" },
    { label: account.username, path },
  ]);
}

async function remove(visit: Visit): Promise<Outcome> {
  const { deps, caller, params, form } = visit;
  const account = await deps.storage.people.find(params.subject ?? "");
  if (account === undefined) return NOTHING;
  const typed = form.get("confirm") ?? "";
  if (typed.trim() !== account.username)
    return shown(visit, {
      faults: new Map([["confirm", { sent: `'${typed.slice(0, 80)}'`, expected: account.username }]]),
    });
  try {
    await usersOf(deps, caller.actor).remove(account.subject);
    return { is: "go", to: "/users", notice: `${account.username} is removed.` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === "unknown") return NOTHING;
    return shown(visit, { refused: "This is the last operator who can sign in. Make another user an operator first." });
  }
}
