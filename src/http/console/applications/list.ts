/** The list of applications: all of them, or those of the caller. */

import { applicationsPage, type Span } from "../../../pages/console/applications/list.tsx";
import { NewApplicationLink } from "../../../pages/console/applications/new-link.tsx";
import { isUnvouched } from "../../../ports/registered.ts";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { ownCounts } from "../../../service/admin/former.ts";
import { type Found, listRegistered } from "../../../service/admin/found.ts";
import type { Outcome, Visit } from "../section.ts";

const PAGE = 25;
const DAY = 86_400_000;

export async function listPage({ deps, caller, query, frame }: Visit): Promise<Outcome> {
  const text = (query.get("q") ?? "").trim().slice(0, 200);
  const after = query.get("after") ?? undefined;
  const wanted = { after, limit: PAGE + 1, text: text === "" ? undefined : text, caller };
  const found = await listRegistered(deps, "application", wanted);
  const shown = found.slice(0, PAGE);
  const mayAdd =
    covers(caller.scopes, "candor:applications") &&
    (caller.own === undefined || deps.registry.settings.selfService.enabled);
  const tomorrow = (Math.floor(deps.clock() / DAY) + 1) * DAY;
  const mayRefusals = covers(caller.scopes, "candor:refusals:read");
  const span = mayRefusals ? { from: tomorrow - 7 * DAY, to: tomorrow, period: DAY } : undefined;
  return {
    is: "page",
    head: {
      title: "Applications",
      lead:
        caller.own === undefined
          ? "Everything that may ask this server for tokens."
          : "What you own, alone or with a team.",
      actions: mayAdd ? NewApplicationLink({ root: frame.root }) : undefined,
    },
    body: applicationsPage({
      root: frame.root,
      text,
      mayAdd,
      isOwn: caller.own !== undefined,
      rows: await Promise.all(shown.map((one) => rowOf(deps, one, span))),
      next: found.length > PAGE ? shown.at(-1)?.id : undefined,
      isFirst: after === undefined,
      span,
    }),
  };
}

async function rowOf(deps: Visit["deps"], { id, by, content }: Found<"application">, span: Span | undefined) {
  const { client } = content;
  const [uses, refusals] = await Promise.all([
    deps.usage.uses({ clientId: id, limit: 200 }),
    span === undefined ? [] : ownCounts(deps, { ...span, clientId: id }),
  ]);
  const lastUsed = Math.max(0, ...uses.map(({ grantedAt = 0 }) => grantedAt));
  return {
    id,
    name: client.name,
    owner: client.owner,
    team: client.team,
    kind: kindOf(client),
    isDisabled: client.disabled,
    isInFile: by === "file",
    isUnvouched: isUnvouched(content),
    lastUsed: lastUsed === 0 ? undefined : lastUsed,
    refusals,
  };
}

/** What it is, in the words of the wizard. */
export function kindOf({
  grantTypes,
  authMethods,
  applicationType,
}: Found<"application">["content"]["client"]): string {
  if (!grantTypes.includes("authorization_code")) return "Service";
  if (applicationType === "native") return "Mobile, desktop or command line";
  return authMethods.every((method) => method === "none") ? "Browser" : "Web server";
}
