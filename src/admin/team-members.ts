/** What members of a team do themselves: invite others, and leave. */
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { invitation, invited } from "./people-shown.ts";

const teams = { kind: "team", scope: "candor:applications" } as const;

export const listTeamInvitations = {
  ...{ ...teams, id: "listTeamInvitations", method: "GET", path: "/teams/{id}/invitations" },
  says: "Invitations to a team that can still be used, the newest first.",
  lists: invitation,
} as const satisfies Operation;

export const inviteToTeam = {
  ...{ ...teams, id: "inviteToTeam", method: "POST", path: "/teams/{id}/invitations", status: 201 },
  says: "Makes a link with which somebody joins a team. Members and operators may.",
  sends: {
    title: "NewTeamInvitation",
    schema: z.strictObject({
      email: z.email().max(320).optional().describe("Of whom it is for."),
      new_users: z
        .boolean()
        .default(false)
        .describe("Whether somebody without an account may make one with it. Only operators can allow that."),
    }),
  },
  shows: invited,
} as const satisfies Operation;

export const leaveTeam = {
  ...{ ...teams, id: "leaveTeam", method: "DELETE", path: "/teams/{id}/members/{subject}" },
  says: "Takes a user out of a team. Members may only leave it themselves.",
} as const satisfies Operation;

export const TEAM_OPERATIONS: readonly Operation[] = [
  listTeamInvitations,
  inviteToTeam,
  leaveTeam,
] as unknown as readonly Operation[];
