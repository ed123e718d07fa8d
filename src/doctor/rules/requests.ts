/** The requests of a flow, and how they belong together. */
import type { RequestView, View } from "../view.ts";

export const toEndpoint = (view: View, endpoint: RequestView["endpoint"]): readonly RequestView[] =>
  view.requests.filter((request) => request.endpoint === endpoint);

export const authorizations = (view: View): readonly RequestView[] => toEndpoint(view, "authorization");
export const tokenRequests = (view: View): readonly RequestView[] => toEndpoint(view, "token");

/** Those that authenticate a client. */
export const clientRequests = (view: View): readonly RequestView[] =>
  view.requests.filter(({ endpoint }) => ["token", "revocation", "introspection", "device"].includes(endpoint));

/** The id of the client that sends the request. */
export const clientIdOf = ({ parameters, basic }: RequestView): string | undefined =>
  parameters.get("client_id") ?? basic?.id;

export const grantTypeOf = (request: RequestView): string | undefined => request.parameters.get("grant_type");

/** `how`: `state` if code and state connect them, `only` if there is no other, `last` if it is the previous one. */
export interface Flow {
  readonly authorization: RequestView;
  readonly how: "state" | "only" | "last";
}

/** The authorization request that the code of a token request came from. */
export function flowOf(view: View, request: RequestView): Flow | undefined {
  const all = authorizations(view);
  const code = request.parameters.get("code");
  const states = [
    ...view.redirects.map(({ parameters }) => parameters),
    ...view.requests.filter(({ endpoint }) => endpoint !== "token").map(({ query }) => query),
  ].flatMap((parameters) => {
    const state = parameters.get("state");
    return code !== undefined && parameters.get("code") === code && state !== undefined ? [state] : [];
  });
  const tied = all.find(({ parameters }) => states.includes(parameters.get("state") ?? ""));
  if (tied !== undefined) return { authorization: tied, how: "state" };
  const [first] = all;
  if (first === undefined) return undefined;
  if (all.length === 1) return { authorization: first, how: "only" };
  const before = all.filter((one) => view.requests.indexOf(one) < view.requests.indexOf(request));
  const last = before.findLast((one) => clientIdOf(one) === clientIdOf(request)) ?? before.at(-1);
  return last === undefined ? undefined : { authorization: last, how: "last" };
}

/** `1 hour 5 minutes`, from milliseconds. */
export function lasting(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  const units: readonly (readonly [string, number])[] = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ];
  const parts: string[] = [];
  let rest = seconds;
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return parts.join(" ") || "less than a second";
}

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** Whether any host in the input belongs to one of these domains. */
export const atHost = (view: View, ...domains: readonly string[]): boolean =>
  view.hosts.some((host) => domains.some((domain) => isWithin(host, domain)));

export const isAt = ({ url }: RequestView, ...domains: readonly string[]): boolean =>
  url !== undefined && domains.some((domain) => isWithin(url.hostname, domain));

export const MICROSOFT = [
  "login.microsoftonline.com",
  "login.microsoftonline.us",
  "login.partner.microsoftonline.cn",
  "login.windows.net",
  "sts.windows.net",
  "ciamlogin.com",
] as const;
export const GOOGLE = ["accounts.google.com", "oauth2.googleapis.com", "www.googleapis.com"] as const;

export const looksLikeJwt = (text: string): boolean => /^eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*){1,3}$/.test(text);
export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the input's discovery documents say under a name: only strings, whatever its form. */
export function announced({ context, material }: View, name: string): readonly string[] {
  const documents = context.discovery === undefined ? material.discovery : [context.discovery, ...material.discovery];
  const all = documents.flatMap((document) => (Object.hasOwn(document, name) ? [document[name]] : []));
  return [...new Set(all.flat().filter((one) => typeof one === "string"))];
}
