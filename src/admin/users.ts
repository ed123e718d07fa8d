/** Users in the admin API: found, added, changed and removed, and what they hold. */
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { flag, oneOf, text } from "./parameter.ts";
import { consent, ended, event, grant, group, invited, ROLES, session, user } from "./people-shown.ts";

const users = { kind: "user", scope: "candor:users" } as const;

const claims = z
  .record(z.string(), z.unknown())
  .describe(
    "Claims of OpenID Connect Core 5.1, `groups`, `roles`, and attributes of the setting `users_attributes`, by name.",
  );
const role = z.enum(ROLES).describe("An operator may change everything, an auditor sees everything.");
const username = z.string().describe("1 to 254 characters without spaces. Unique, ignoring case.");

export const listUsers = {
  ...{ ...users, id: "listUsers", method: "GET", path: "/users", says: "Users: all, or those that a filter finds." },
  parameters: {
    q: text("Only those whose user name, e-mail address, or a word of whose name begins with this."),
    role: oneOf("Only those with this role.", ROLES),
    disabled: flag("Only those who can't, or can, sign in."),
    group: text("Only those in this group."),
  },
  lists: user,
} as const satisfies Operation;

export const addUser = {
  ...{ ...users, id: "addUser", method: "POST", path: "/users", status: 201 },
  says: "Adds a user without a password, and makes a link with which the user chooses one.",
  sends: {
    title: "NewUser",
    schema: z.strictObject({ username, role: role.default("user"), claims: claims.default({}) }),
  },
  shows: invited,
} as const satisfies Operation;

export const getUser = {
  ...{ ...users, id: "getUser", method: "GET", path: "/users/{id}", says: "A user, by subject." },
  shows: user,
} as const satisfies Operation;

export const changeUser = {
  ...{ ...users, id: "changeUser", method: "PATCH", path: "/users/{id}", act: "change" },
  says: "Changes a user. Who is disabled is signed out everywhere, and loses all tokens.",
  sends: {
    title: "UserPatch",
    schema: z.strictObject({
      username: username.optional(),
      role: role.optional(),
      disabled: z.boolean().optional().describe("Refuses sign-in, and ends all sessions and grants."),
      claims: claims.optional().describe("Merged with those that are there; null removes one."),
    }),
  },
  shows: user,
} as const satisfies Operation;

export const removeUser = {
  ...{ ...users, id: "removeUser", method: "DELETE", path: "/users/{id}", act: "remove" },
  says: "Removes a user with all sessions, grants and consents. What the user owned belongs to nobody then.",
} as const satisfies Operation;

export const addPasswordLink = {
  ...{ ...users, id: "addPasswordLink", method: "POST", path: "/users/{id}/password-links", status: 201 },
  says: "Makes a link with which the user chooses a new password. Using it ends all sessions and grants.",
  shows: invited,
} as const satisfies Operation;

export const listUserSessions = {
  ...{ id: "listUserSessions", kind: "session", scope: "candor:users", method: "GET", path: "/users/{id}/sessions" },
  says: "Sessions of a user, the newest first.",
  lists: session,
} as const satisfies Operation;

export const endUserSessions = {
  ...{ id: "endUserSessions", kind: "session", scope: "candor:users", method: "DELETE", path: "/users/{id}/sessions" },
  says: "Ends all sessions and all grants of a user.",
  shows: ended,
} as const satisfies Operation;

export const listUserGrants = {
  ...{ id: "listUserGrants", kind: "grant", scope: "candor:users", method: "GET", path: "/users/{id}/grants" },
  says: "Grants of a user, the newest first.",
  parameters: { live: flag("Only those that may still be used.") },
  lists: grant,
} as const satisfies Operation;

export const listUserConsents = {
  ...{ id: "listUserConsents", kind: "consent", scope: "candor:users", method: "GET", path: "/users/{id}/consents" },
  says: "What a user has allowed, by application.",
  lists: consent,
} as const satisfies Operation;

export const withdrawConsent = {
  ...{ id: "withdrawConsent", kind: "consent", scope: "candor:users", method: "DELETE" },
  path: "/users/{id}/consents/{client_id}",
  says: "Withdraws what a user has allowed an application, and ends the grants of the two.",
  shows: ended,
} as const satisfies Operation;

export const listUserActivity = {
  ...{ id: "listUserActivity", kind: "user", scope: "candor:users", method: "GET", path: "/users/{id}/activity" },
  says: "What has happened to the account of a user, the newest first.",
  lists: event,
} as const satisfies Operation;

export const listGroups = {
  ...{ ...users, id: "listGroups", method: "GET", path: "/groups", says: "Groups that users are in." },
  lists: group,
} as const satisfies Operation;

export const USER_OPERATIONS: readonly Operation[] = [
  listUsers,
  addUser,
  getUser,
  changeUser,
  removeUser,
  addPasswordLink,
  listUserSessions,
  endUserSessions,
  listUserGrants,
  listUserConsents,
  withdrawConsent,
  listUserActivity,
  listGroups,
] as unknown as readonly Operation[];
