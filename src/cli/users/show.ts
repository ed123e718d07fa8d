/** Users as a terminal shows them, and as JSON. */
import { visible } from "../../render/characters.ts";
import type { User } from "../../service/users/users.ts";

/** JSON for programs, with dates in ISO 8601. */
export const userJson = ({ createdAt, ...user }: User): object => ({
  ...user,
  createdAt: new Date(createdAt).toISOString(),
});

const stateOf = ({ role, disabled }: User): string => (disabled ? `${role}, disabled` : role);

/** One user on one line of a list. A name or claim moves no cursor, and reverses no line. */
export function userLine(user: User, width: number): string {
  const { claims } = user;
  const groups = Array.isArray(claims.groups) ? `  ${claims.groups.join(", ")}` : "";
  const email = typeof claims.email === "string" ? `  ${claims.email}` : "";
  return visible(`${user.username.padEnd(width)}  ${stateOf(user).padEnd(18)}${email}${groups}`.trimEnd());
}

/** One user with all details. */
export function userText(user: User): string {
  const rows = [
    ["user name", user.username],
    ["subject", user.subject],
    ["role", stateOf(user)],
    ["created", new Date(user.createdAt).toISOString()],
    ...Object.entries(user.claims).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  return rows.map(([name = "", value = ""]) => visible(`${name.padEnd(width)}  ${value}`)).join("\n");
}
