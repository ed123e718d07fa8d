/** Try it: builds a request of an application, and decides it without doing it. Everything is in the URL, and nothing changes. */
import { type ShownDecision, type TriedFields, triedPage, tryPage } from "../../../pages/console/refusals/try.tsx";
import type { Client } from "../../../protocol/client.ts";
import { PATHS } from "../../../protocol/metadata.ts";
import type { ProvedFix } from "../../../reasons/explain.ts";
import { isWithinReach } from "../../../service/admin/caller.ts";
import { findRegistered, listRegistered } from "../../../service/admin/found.ts";
import { decideTried, type Tried } from "../../../service/admin/playground.ts";
import type { Outcome, Section, Visit } from "../section.ts";

/** Applications in the list. With more, the client_id is typed. */
const LISTED = 100;
/** A challenge that no verifier belongs to: nothing is redeemed here. */
const CHALLENGE = "Jb7jm3RAb31TJ7zH9LfjSrZ9S1mjuOzF8FNmGpEdCQ4";
const DEFAULTS: TriedFields = {
  application: "",
  at: "authorization",
  scope: "",
  redirect_uri: "",
  prompt: "",
  pkce: "S256",
  user: "signed-in",
  grant_type: "client_credentials",
  resource: "",
};

/** Characters of a field. The server's own limits are tried as well, so it may be long. */
const LONGEST = 4_000;

function fieldsOf({ query }: Visit): TriedFields {
  const given = Object.keys(DEFAULTS).flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value.slice(0, LONGEST)] as const];
  });
  const fields = { ...DEFAULTS, ...Object.fromEntries(given) };
  return { ...fields, at: fields.at === "token" ? "token" : "authorization" };
}

const present = (parameters: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ""));

/** The request that the fields mean. */
function triedOf(fields: TriedFields, client: Client): Tried {
  const { scope, redirect_uri, prompt, pkce, user, grant_type, resource } = fields;
  if (fields.at === "token") return { at: "token", parameters: present({ grant_type, scope, resource }) };
  const challenge = pkce === "" ? {} : { code_challenge: CHALLENGE, code_challenge_method: pkce };
  const first = { response_type: "code", client_id: client.id };
  return {
    at: "authorization",
    parameters: present({ ...first, redirect_uri, scope, prompt, state: "try", ...challenge }),
    user: user === "consented" || user === "nobody" ? user : "signed-in",
  };
}

/** As it would go over the wire. */
function written(issuer: string, { at, parameters }: Tried): string {
  const text = new URLSearchParams(parameters).toString();
  const { host, pathname } = new URL(issuer);
  const path = (pathname === "/" ? "" : pathname) + (at === "token" ? PATHS.token : PATHS.authorization);
  return at === "token"
    ? `POST ${path} HTTP/1.1\nHost: ${host}\nContent-Type: application/x-www-form-urlencoded\n\n${text.replaceAll("&", "\n&")}`
    : `GET ${path}?${text.replaceAll("&", "\n  &")} HTTP/1.1\nHost: ${host}`;
}

/** The fields with a fix, if it changes nothing but them. */
function fixedFields(fields: TriedFields, { fix }: ProvedFix): TriedFields | undefined {
  let fixed = fields;
  for (const change of fix.changes) {
    if (change.change === "set" && change.parameter in DEFAULTS) fixed = { ...fixed, [change.parameter]: change.value };
    else if (change.change === "leave-out" && change.parameter in DEFAULTS)
      fixed = { ...fixed, [change.parameter]: "" };
    else if (change.change === "supply" && change.what === "challenge") fixed = { ...fixed, pkce: "S256" };
    else if (change.change === "supply" && change.what === "session") fixed = { ...fixed, user: "signed-in" };
    else if (change.change === "supply" && change.what === "consent") fixed = { ...fixed, user: "consented" };
    else return undefined;
  }
  return fix.changes.length === 0 ? undefined : fixed;
}

const hrefOf = (root: string, fields: TriedFields): string => `${root}/try?${new URLSearchParams({ ...fields })}`;

async function tryIt(visit: Visit): Promise<Outcome> {
  const { deps, caller, frame, query } = visit;
  const found = await listRegistered(deps, "application", { limit: LISTED + 1, caller });
  const listed = found.length > LISTED ? [] : found;
  const given = fieldsOf(visit);
  const fields = given.application === "" ? { ...given, application: listed[0]?.id ?? "" } : given;
  const one = await findRegistered(deps, "application", fields.application);
  const client = one !== undefined && isWithinReach(caller, one.content) ? one.content.client : undefined;
  // A form that wasn't sent yet starts with what the application has registered.
  const isSent = query.has("at");
  const shown = isSent || client === undefined ? fields : startingWith(fields, client);
  const decision = isSent && client !== undefined ? decided(visit, shown, client) : undefined;
  return {
    is: "page",
    head: {
      title: "Try it",
      lead: "See what would be decided about a request, and why. Nothing is sent, issued or kept.",
    },
    body: tryPage({
      ...{ root: frame.root, base: frame.base, fields: shown, decision },
      applications: listed.map(({ id, content }) => ({ value: id, label: `${content.client.name} (${id})` })),
      unknown: isSent && client === undefined,
      run: client === undefined || shown.at === "token" ? undefined : runOf(visit, shown, client),
    }),
  };
}

function startingWith(fields: TriedFields, client: Client): TriedFields {
  const isService = !client.grantTypes.includes("authorization_code");
  return {
    ...fields,
    at: isService ? "token" : "authorization",
    scope: fields.scope || client.scopes.join(" "),
    redirect_uri: fields.redirect_uri || (client.redirectUris[0] ?? ""),
  };
}

function decided({ deps, caller, frame }: Visit, fields: TriedFields, client: Client): ShownDecision {
  const tried = triedOf(fields, client);
  const { trace, granted, refusal } = decideTried(deps, caller, client, tried);
  const fixes = (refusal?.fixes ?? []).map((proved) => {
    const fixed = fixedFields(fields, proved);
    return { proved, href: fixed && hrefOf(frame.root, fixed) };
  });
  return { request: written(deps.issuer, tried), trace, granted, refusal: refusal && { ...refusal, fixes } };
}

const CALLBACK = "/try/callback";

/** The console's own redirect URI, if the application has it. */
function runOf({ deps, frame }: Visit, fields: TriedFields, client: Client): { href: string } | { missing: string } {
  const own = `${deps.issuer}/console${CALLBACK}`;
  if (!client.redirectUris.includes(own)) return { missing: own };
  const { parameters } = triedOf({ ...fields, redirect_uri: own }, client);
  return { href: `${frame.base}${PATHS.authorization}?${new URLSearchParams(parameters)}` };
}

/** A response to a request that was really run. Its code is for the application, so it isn't shown. */
function callback({ query, deps }: Visit): Outcome {
  const shown = [...query].map(([name, value]) => `${name}=${name === "code" ? "…" : value.slice(0, 2_000)}`);
  return {
    is: "page",
    head: { title: "The response", crumbs: [{ label: "Try it", path: "/try" }] },
    body: triedPage({
      request: `GET ${new URL(deps.issuer + PATHS.authorization).pathname} …`,
      response: `HTTP/1.1 303 See Other\nLocation: ${deps.issuer}/console${CALLBACK}\n  ?${shown.join("\n  &")}`,
    }),
  };
}

const needs = "candor:applications:read";

export const tryItSection: Section = {
  links: [{ group: "Watch", label: "Try it", path: "/try", icon: "try", needs }],
  routes: [
    { method: "GET", path: "/try", needs, handle: tryIt },
    { method: "GET", path: CALLBACK, needs, handle: callback },
  ],
};
