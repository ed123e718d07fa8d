/** The consequences of a change in sentences, the gravest first. */

import type { ShownConsequence } from "../../pages/console/consequences.tsx";
import type { Consequences } from "../../service/admin/consequences.ts";

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** How many links one consequence has. */
const MOST = 5;

/** What was asked for, in words. */
export const requestWords = (request: string): string =>
  request === "authorization" ? "authorization requests" : `token requests (${request.replace(/^token\//, "")})`;

export function consequenceWords(consequences: Consequences, root: string): readonly ShownConsequence[] {
  const found: ShownConsequence[] = [
    ...usedWords(consequences),
    ...refusedWords(consequences, root),
    ...grantWords(consequences),
  ];
  const { would_be_granted, would_be_refused_otherwise, clients, clients_count } = consequences;
  const refusals = (refs: readonly string[]) =>
    refs.slice(0, MOST).map((ref) => ({ label: ref, href: `${root}/refusals/${ref}` }));
  if (would_be_granted.length > 0)
    found.push({
      tone: "good",
      says: `${count(would_be_granted.length, "recent refusal")} would be granted.`,
      links: refusals(would_be_granted),
    });
  if (would_be_refused_otherwise.length > 0)
    found.push({
      tone: "neutral",
      says: `${count(would_be_refused_otherwise.length, "recent refusal")} would be refused for another reason.`,
      links: refusals(would_be_refused_otherwise),
    });
  if (clients_count > 1 || (clients_count === 1 && found.length === 0))
    found.push({
      tone: "neutral",
      says: `It concerns ${count(clients_count, "application")}.`,
      links: clients
        .slice(0, MOST)
        .map((id) => ({ label: id, href: `${root}/applications/${encodeURIComponent(id)}` })),
    });
  return found;
}

function* usedWords({ used_by: used = [] }: Consequences): Generator<ShownConsequence> {
  if (used.length === 0) return;
  const more = used.length > 2 * MOST ? ` and ${used.length - 2 * MOST} more` : "";
  yield { tone: "caution", says: `It is used by ${used.slice(0, 2 * MOST).join(", ")}${more}. They would lose it.` };
}

function* refusedWords({ would_be_refused }: Consequences, root: string): Generator<ShownConsequence> {
  // One for each application, kind of request and reason: the latest.
  const groups = new Map(
    would_be_refused.toReversed().map((one) => [JSON.stringify([one.client, one.request, one.code]), one]),
  );
  for (const { client, request, code, granted_at } of [...groups.values()].slice(0, 2 * MOST)) {
    yield {
      tone: "caution",
      says: `${client}: ${requestWords(request)} like the one granted at ${granted_at.slice(0, 16).replace("T", " ")} UTC would be refused.`,
      links: [
        { label: code, href: `${root.replace(/\/console$/, "")}/errors/${code}` },
        { label: "Open the application", href: `${root}/applications/${encodeURIComponent(client)}` },
      ],
    };
  }
  if (groups.size > 2 * MOST)
    yield { tone: "caution", says: `${count(groups.size - 2 * MOST, "more kind")} of requests would be refused.` };
}

function* grantWords({ grants, consent }: Consequences): Generator<ShownConsequence> {
  const orMore = grants.more ? " or more" : "";
  if (grants.ending > 0) yield { tone: "caution", says: `${count(grants.ending, "live grant")}${orMore} would end.` };
  if (grants.losing > 0)
    yield { tone: "caution", says: `${count(grants.losing, "live grant")}${orMore} would lose some of their scopes.` };
  if (consent.users > 0)
    yield {
      tone: "caution",
      says: `${count(consent.users, "user")}${orMore} would be asked again${consent.first === undefined || consent.first.length === 0 ? "" : `, such as ${consent.first.join(", ")}`}.`,
    };
}
