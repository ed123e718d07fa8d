/**
 * What an operator relies on who approves a request. Whoever asks must not be able to change it between asking and the approval: an
 * application that may get a sensitive scope would otherwise send it somewhere else than it said.
 */
import type { ScopeRequest, StoredApplication } from "../ports/registered.ts";
import { type Catalogue, stateAt } from "../protocol/scope/catalogue.ts";
import { application as representation } from "./application.ts";
import type { Members } from "./representation.ts";

/** Members that say whose it is, where responses go, and how it proves itself. */
const RELIED_ON = [
  "owner",
  "team",
  "application_type",
  "redirect_uris",
  "allowed_schemes",
  "any_localhost_port",
  "grant_types",
  "token_endpoint_auth_method",
  "token_endpoint_auth_methods",
  "pkce_required",
  "first_party",
] as const;

export function basisOf(application: StoredApplication): Members {
  const members = representation.membersOf(application);
  return Object.fromEntries(RELIED_ON.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])));
}

/** Why a request can't be approved any more, in words. `now` in milliseconds. */
export function outdated(
  { scopes, basis }: ScopeRequest,
  application: StoredApplication | undefined,
  catalogue: Catalogue,
  now: number,
): readonly string[] {
  if (application === undefined) return ["The application was removed."];
  const current = basisOf(application);
  const changed = RELIED_ON.filter((name) => JSON.stringify(current[name]) !== JSON.stringify(basis[name]));
  const gone = scopes.filter((name) => {
    const scope = catalogue.scopes.get(name);
    return scope === undefined || stateAt(scope, now).is === "removed";
  });
  const isAllowedAlready = scopes.every((name) => application.client.scopes.includes(name));
  return [
    ...(application.ownedBy === undefined ? [] : ["A configuration file registers the application."]),
    ...changed.map((name) => `The member ${name} of the application was changed.`),
    ...gone.map((name) => `The scope '${name}' was removed.`),
    ...(isAllowedAlready ? ["The application is allowed these scopes already."] : []),
  ];
}
