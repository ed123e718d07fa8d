/** Grants, sessions and open invitations of all users, in the admin API. */
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { flag, text } from "./parameter.ts";
import { grant, invitation, invited, logout, ROLES, session } from "./people-shown.ts";

const grants = { kind: "grant", scope: "candor:users" } as const;
const sessions = { kind: "session", scope: "candor:users" } as const;
const invitations = { kind: "invitation", scope: "candor:users" } as const;

export const listGrants = {
  ...{ ...grants, id: "listGrants", method: "GET", path: "/grants", says: "Grants, the newest first." },
  parameters: {
    user: text("Only those of this user, by subject."),
    client_id: text("Only those of this application."),
    live: flag("Only those that may still be used."),
  },
  lists: grant,
} as const satisfies Operation;

export const getGrant = {
  ...{ ...grants, id: "getGrant", method: "GET", path: "/grants/{id}", says: "A grant." },
  shows: grant,
} as const satisfies Operation;

export const endGrant = {
  ...{
    ...grants,
    id: "endGrant",
    method: "DELETE",
    path: "/grants/{id}",
    says: "Ends a grant with all of its tokens.",
  },
} as const satisfies Operation;

export const listSessions = {
  ...{ ...sessions, id: "listSessions", method: "GET", path: "/sessions", says: "Open sessions, the newest first." },
  parameters: { user: text("Only those of this user, by subject.") },
  lists: session,
} as const satisfies Operation;

export const endSession = {
  ...{ ...sessions, id: "endSession", method: "DELETE", path: "/sessions/{id}" },
  says: "Ends a session, and the grants that began in it with their tokens.",
} as const satisfies Operation;

export const listLogouts = {
  ...{ ...sessions, id: "listLogouts", method: "GET", path: "/logouts" },
  says: "Applications that were notified of the end of a session, or are to be notified, the newest first. An end is kept for 7 days.",
  parameters: {
    user: text("Only those of this user, by subject."),
    client_id: text("Only those of this application."),
    untold: flag("Only those that weren't notified yet, or were given up."),
  },
  lists: logout,
} as const satisfies Operation;

export const listInvitations = {
  ...{ ...invitations, id: "listInvitations", method: "GET", path: "/invitations" },
  says: "Invitations that can still be used, the newest first.",
  lists: invitation,
} as const satisfies Operation;

export const addInvitation = {
  ...{ ...invitations, id: "addInvitation", method: "POST", path: "/invitations", status: 201 },
  says: "Makes a link with which somebody makes an account.",
  sends: {
    title: "NewInvitation",
    schema: z.strictObject({
      email: z
        .email()
        .max(320)
        .optional()
        .describe("Of whom it is for. It becomes a claim of the account, not verified."),
      name: z.string().min(1).max(200).optional().describe("Of whom it is for. It becomes a claim of the account."),
      role: z.enum(ROLES).default("user").describe("Role of the account."),
      team: z.string().optional().describe("A team that the account joins."),
    }),
  },
  shows: invited,
} as const satisfies Operation;

export const removeInvitation = {
  ...{ ...invitations, id: "removeInvitation", method: "DELETE", path: "/invitations/{id}" },
  says: "Withdraws an invitation: its link can't be used any more.",
} as const satisfies Operation;

export const GRANT_OPERATIONS: readonly Operation[] = [
  listGrants,
  getGrant,
  endGrant,
  listSessions,
  endSession,
  listLogouts,
  listInvitations,
  addInvitation,
  removeInvitation,
] as unknown as readonly Operation[];
