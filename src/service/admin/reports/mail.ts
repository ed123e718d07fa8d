/** The mail to the owner of an application about its scopes. */
import type { Finding } from "./least-privilege.ts";

export interface Mail {
  readonly subject: string;
  readonly body: string;
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** `page`: the application in the console. */
export function mailOf({ client, unused, refused, deprecated }: Finding, days: number, page: string): Mail {
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`), ""];
  const lines = [
    `Hello${client.owner === undefined ? "" : ` ${client.owner}`},`,
    "",
    `please review the scopes of ${client.name} (${client.id}).`,
    "",
    ...part(
      `Not used in the last ${days} days. Remove them if it doesn't need them:`,
      unused.map(
        ({ scope, usedAt }) => `${scope} (${usedAt === undefined ? "no use noted" : `last used ${day(usedAt)}`})`,
      ),
    ),
    ...part(
      "Requested, and refused because it isn't allowed them. Stop requesting them, or ask for approval:",
      refused.map(({ scope, refusedAt }) => `${scope} (last refused ${day(refusedAt)})`),
    ),
    ...part(
      "Deprecated, and still used. Move away from them:",
      deprecated.map(
        ({ scope, sunset, replacement }) =>
          `${scope}${replacement === undefined ? "" : `, replaced by ${replacement}`}${sunset === undefined ? "" : `, refused from ${sunset}`}`,
      ),
    ),
    page,
  ];
  return { subject: `Scopes of ${client.name}: please review`, body: lines.join("\n") };
}
