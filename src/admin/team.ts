/** Teams: users who own applications together. */
import { z } from "zod";
import { quoted } from "../configuration/form.ts";
import { type StoredTeam, teamChange } from "../ports/registered.ts";
import { invalid, OWNED, type Representation } from "./representation.ts";

const MOST = 500;

const schema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/)
    .meta({ expected: "1 to 63 lower-case letters, digits, '-' and '_', beginning with a letter or a digit" })
    .describe("Name. Applications refer to it, so it can't change."),
  members: z.array(z.string().min(1).max(255)).max(MOST).default([]).describe("Subjects of the users who are in it."),
});

export const team: Representation<"team"> = {
  kind: "team",
  title: "Team",
  plural: "teams",
  scope: "candor:applications",
  changes: "candor:users",
  schema,
  fixed: OWNED,
  idMember: "name",
  idOf: ({ team: { name } }) => name,
  changeTo: teamChange,
  membersOf: ({ team: { name, members } }) => ({ name, members: members.map(({ subject }) => subject) }),
  read(sent, _, { before, now }) {
    const { name, members } = sent as { readonly name: string; readonly members: readonly string[] };
    const repeated = members.findIndex((one, at) => members.indexOf(one) !== at);
    if (repeated >= 0) return [invalid(`/members/${repeated}`, quoted(members[repeated] ?? ""), "each user once")];
    const since = new Map(before?.team.members.map((one) => [one.subject, one.since]));
    const all = members.map((subject) => ({ subject, since: since.get(subject) ?? now }));
    return { ...before, team: { name, members: all } } satisfies StoredTeam;
  },
};
