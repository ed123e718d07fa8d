/** The API that a request names in addition to its scopes (RFC 8707 2). A token is issued for that API or not at all. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import type { Client } from "../client.ts";
import type { Check } from "../decision.ts";
import { editsBetween } from "../edits.ts";
import type { Form } from "../form.ts";
import type { ScopeGranted } from "./catalogue.ts";
import { type Catalogue, stateAt } from "./catalogue.ts";

/** The named APIs, and by which parameter. Other servers call it `audience`. */
export interface Target {
  readonly parameter: "resource" | "audience";
  readonly named: readonly string[];
  /** The one that only `audience` names, beside those of `resource`. */
  readonly beside?: string;
}

/** Reads them; `undefined` where the request leaves it to its scopes. */
export function targetOf({ values }: Pick<Form, "values">): Target | undefined {
  const resource = values.get("resource");
  const audience = values.get("audience");
  if (resource === undefined && audience === undefined) return undefined;
  if (resource === undefined) return { parameter: "audience", named: [audience ?? ""] };
  const named = [...new Set(resource.split(" "))];
  if (audience === undefined || named.includes(audience)) return { parameter: "resource", named };
  return { parameter: "resource", named: [...named, audience], beside: audience };
}

/** The parameter that names an API. */
const parameterOf = ({ parameter, beside }: Target, sent: string): Target["parameter"] =>
  sent === beside ? "audience" : parameter;

interface TargetCase {
  readonly target: Target | undefined;
  readonly client: Client;
  readonly catalogue: Catalogue;
  /** Whether several may be named (RFC 8707 2.2): no token is issued at once. */
  readonly several?: boolean | undefined;
}

interface GrantedCase extends TargetCase {
  readonly now: number;
}

/** Whether each named value is an API of this server, and whether it is one where only one is possible. */
export const targetCheck: Check<TargetCase> = {
  asks: "Is the resource one API of this server?",
  cites: rfc(8707, "2"),
  run: ({ target, client, catalogue, several = false }) => {
    if (target === undefined) return undefined;
    const { named } = target;
    if (!several && resourcesOf(target, catalogue).length > 1) return refuse("resource/several", { resources: named });
    const sent = named.find((one) => resourceOf(one, catalogue) === undefined);
    if (sent === undefined) return undefined;
    const apis = apisOf(client, catalogue);
    const parameter = parameterOf(target, sent);
    const fault = parameter === "resource" ? uriFault(sent) : undefined;
    return fault === undefined
      ? refuse("resource/unknown", { parameter, sent, near: nearestApi(sent, catalogue), apis })
      : refuse("resource/malformed", { parameter, sent, fault, apis });
  },
};

/** Refuses if the token would be for a different API than the named one, or for none. */
export function refuseOtherTarget(
  { target, client, catalogue, now }: GrantedCase,
  granted: ScopeGranted,
): Refusal | undefined {
  if (target === undefined) return undefined;
  const { named } = target;
  const apis = granted.apis ?? (granted.api === undefined ? [] : [granted.api.resource]);
  const sent = named.find((one) => !apis.includes(resourceOf(one, catalogue) ?? one));
  if (sent === undefined) return undefined;
  const resource = resourceOf(sent, catalogue);
  const available = client.scopes.filter((name) => {
    const scope = catalogue.scopes.get(name);
    return scope?.api === resource && scope !== undefined && stateAt(scope, now).is !== "removed";
  });
  return refuse("resource/mismatch", {
    parameter: parameterOf(target, sent),
    sent,
    scopes: granted.scopes,
    api: granted.api?.resource,
    available,
  });
}

/** The named APIs, each once. What is none is as it was sent. */
export const resourcesOf = ({ named }: Target, catalogue: Catalogue): readonly string[] => [
  ...new Set(named.map((one) => resourceOf(one, catalogue) ?? one)),
];

/** The identifier of the named API; `undefined` if there is none. */
export function resourceOf(sent: string, { apis }: Catalogue): string | undefined {
  if (apis.has(sent)) return sent;
  // `https://api.example` and `https://api.example/` are the same URL (RFC 3986 6.2.3), and URL libraries write the latter.
  const meant = normal(sent);
  return meant === undefined ? undefined : [...apis.keys()].find((resource) => normal(resource) === meant);
}

const normal = (uri: string): string | undefined =>
  /^https?:\/\/[\x21-\x7E]+$/i.test(uri) && URL.canParse(uri) ? new URL(uri).href : undefined;

function uriFault(sent: string): string | undefined {
  if (sent.includes("#")) return "has a fragment";
  return /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(sent) ? undefined : "is not an absolute URI";
}

/** The APIs of the scopes that a client may request. */
function apisOf({ scopes }: Client, catalogue: Catalogue): readonly string[] {
  return [...new Set(scopes.flatMap((name) => catalogue.scopes.get(name)?.api ?? []))];
}

/** The API that was probably meant: a different slash or case, a URL below it, an edit or two away. */
export function nearestApi(sent: string, { apis }: Catalogue): string | undefined {
  if (sent.length > 300) return undefined;
  const bare = (uri: string): string => uri.toLowerCase().replace(/\/+$/, "");
  const all = [...apis.keys()];
  const below = all.filter((resource) => bare(sent).startsWith(`${bare(resource)}/`));
  return (
    all.find((resource) => bare(resource) === bare(sent)) ??
    below.sort((a, b) => b.length - a.length)[0] ??
    all.find((resource) => editsBetween(resource, sent, 2) !== undefined)
  );
}
