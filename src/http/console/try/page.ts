/** Try it: builds a request of an application, and decides it without doing it. Everything is in the URL, and nothing changes. */
import { type ShownDecision, tryPage } from "../../../pages/console/try/page.tsx";
import type { TriedFields } from "../../../pages/console/try/tried.ts";
import { type Client, isPublic } from "../../../protocol/client.ts";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { isWithinReach } from "../../../service/admin/caller.ts";
import { findRegistered, listRegistered } from "../../../service/admin/found.ts";
import { decideTried } from "../../../service/admin/playground.ts";
import type { Outcome, Visit } from "../section.ts";
import { fieldsOf, fixedFields, isService, queryFor, triedOf, written } from "./fields.ts";

/** Applications in the list. With more, the client_id is typed. */
const LISTED = 100;
/** A run issues tokens, so it is for those who may change the application. */
export const RUNS = "candor:applications";

export async function tryIt(visit: Visit): Promise<Outcome> {
  const { deps, caller, frame, query } = visit;
  const found = await listRegistered(deps, "application", { limit: LISTED + 1, caller });
  const listed = found.length > LISTED ? [] : found;
  const given = fieldsOf(query);
  const application = given.application === "" ? (listed[0]?.id ?? "") : given.application;
  const client = await clientFor(visit, application);
  // A form that wasn't sent yet starts with what the application has registered.
  const isSent = [...query.keys()].some((name) => name !== "application" && name !== "at");
  const fields =
    isSent || client === undefined ? { ...given, application } : startingWith(given, client, query.has("at"));
  const mayRun = client !== undefined && covers(caller.scopes, RUNS);
  return {
    is: "page",
    head: {
      title: "Try it",
      lead: "See what would be decided about a request, and why, without doing it. Or really run it.",
      tabs: (["authorization", "token"] as const).map((at) => ({
        label: at === "token" ? "Token request" : "Authorization request",
        path: `/try?${new URLSearchParams({ application, at })}`,
        current: fields.at === at,
      })),
    },
    body: tryPage({
      ...{ frame, fields, decision: isSent && client !== undefined ? decided(visit, fields, client) : undefined },
      applications: listed.map(({ id, content }) => ({ value: id, label: `${content.client.name} (${id})` })),
      unknown: application !== "" && client === undefined,
      run: mayRun ? { isPublic: isPublic(client), isCode: !isService(fields), id: client.id } : undefined,
    }),
  };
}

/** The application, if it is within the caller's reach. */
export async function clientFor({ deps, caller }: Visit, id: string): Promise<Client | undefined> {
  const found = await findRegistered(deps, "application", id);
  return found !== undefined && isWithinReach(caller, found.content) ? found.content.client : undefined;
}

function startingWith(fields: TriedFields, client: Client, isChosen: boolean): TriedFields {
  const hasCode = client.grantTypes.includes("authorization_code");
  const hasToken = client.grantTypes.includes("client_credentials");
  return {
    ...fields,
    at: isChosen || hasCode ? fields.at : "token",
    grant_type: hasToken ? "client_credentials" : "authorization_code",
    scope: client.scopes.join(" "),
    redirect_uri: client.redirectUris[0] ?? "",
  };
}

function decided({ deps, caller, frame }: Visit, fields: TriedFields, client: Client): ShownDecision {
  const tried = triedOf(fields, client);
  const { trace, granted, refusal } = decideTried(deps, caller, client, tried);
  const fixes = (refusal?.fixes ?? []).map((proved) => {
    const fixed = fixedFields(fields, proved);
    return { proved, href: fixed && frame.root + queryFor(fixed) };
  });
  return { request: written(deps.issuer, tried), trace, granted, refusal: refusal && { ...refusal, fixes } };
}
