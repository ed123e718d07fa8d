import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, full, leaveOut, names, point, set, shown, whole } from "./fixes.ts";
import { quotedUri } from "./uris.ts";

const CITES = [rfc(8707, "2")];

const sent = {
  parameter: field("text", "parameter that names the API"),
  sent: field("text", "its value"),
};

/** One of the two names that there are. */
const named = ({ parameter }: { readonly parameter: string }) => (parameter === "audience" ? "audience" : "resource");

/** The scopes say which API a token is for: without the parameter, that one it is. */
const leaveItOut = (parameter: "audience" | "resource"): Fix =>
  developer(`Leave ${parameter} out: the scopes say which API the token is for.`, leaveOut(parameter));

/** How the identifier of an API differs from what was sent, where that is hard to see. */
function difference(sent: string, near: string): string {
  if (sent === `${near}/`) return ", without the slash at the end";
  if (`${sent}/` === near) return ", with a slash at the end";
  if (sent.toLowerCase() === near.toLowerCase()) return ", in other letter case";
  return sent.startsWith(`${near}/`) || sent.startsWith(`${near}?`) ? ", the API that this URL belongs to" : "";
}

/** How many; of a list that was cut, at least so many. */
const several = (list: readonly string[]): string =>
  list.at(-1) === "…" ? `more than ${list.length - 1}` : String(list.length);

export const resource = {
  malformed: reason({
    title: "The resource is not an absolute URI",
    error: "invalid_target",
    cause:
      "The resource parameter names an API by an absolute URI without a fragment. A name, a relative path or a URL with # in it names none.",
    evidence: { ...sent, fault: field("text", "what is wrong with it"), apis: field("list", "APIs of the client") },
    says: (e) =>
      `${e.parameter} ${quotedUri(e.sent)} ${e.fault}; send the identifier of an API: ${names(e.apis) || "this client has none"}.`,
    points: (e) => [point(named(e), e.fault)],
    fixes: (e) => [
      ...e.apis.filter(whole).map((api) => developer(`Send ${named(e)}=${full(api)}.`, set(named(e), api))),
      leaveItOut(named(e)),
    ],
    remedies: { developer: "Send the identifier under which the API is registered, or leave resource out." },
    cites: CITES,
    related: ["resource/unknown"],
  }),
  unknown: reason({
    title: "The server knows no such resource",
    error: "invalid_target",
    cause:
      "The resource or audience that the request names is no API that is registered with this server or tenant: the URL of a page in place of the API's identifier, an API that nobody has added there, a slash too many at the end.",
    evidence: {
      ...sent,
      near: optional("text", "API that was probably meant"),
      apis: field("list", "APIs of the client"),
    },
    says: (e) =>
      e.near === undefined
        ? `${e.parameter} ${quotedUri(e.sent)} is no API of this server; send ${names(e.apis) || "none: this client may call no API"}.`
        : `${e.parameter} ${quotedUri(e.sent)} is no API of this server; send '${e.near}'${difference(e.sent, e.near)}.`,
    points: (e) => [point(named(e), e.near === undefined ? "no API of this server" : `did you mean ${shown(e.near)}?`)],
    fixes: (e) => [
      ...(e.near !== undefined && whole(e.near) ? [e.near] : e.apis.filter(whole)).map((api) =>
        developer(`Send ${named(e)}=${full(api)}.`, set(named(e), api)),
      ),
      leaveItOut(named(e)),
    ],
    remedies: {
      developer:
        "Send the identifier under which the API is registered, letter for letter. It often looks like a URL and is not the one that you call. Where scopes carry the API's name, leave resource out.",
      operator: "Register the API, or add it to the tenant.",
    },
    cites: CITES,
    related: ["resource/mismatch", "scope/unknown", "token/wrong-audience"],
  }),
  mismatch: reason({
    title: "The resource is not the API of the scopes",
    error: "invalid_target",
    cause:
      "Two places that must name the same API name two: the resource parameter and the scopes, the URL that the client connects to and the resource in the API's metadata, the authorization request and the token request. A token is issued for the API of its scopes, and never for another one in silence.",
    evidence: {
      ...sent,
      scopes: field("list", "scopes of the token"),
      api: optional("text", "API of these scopes"),
      available: field("list", "scopes of that resource which the client may have"),
    },
    says: (e) =>
      e.api === undefined
        ? `No scope of ${names(e.scopes) || "this request"} belongs to ${quotedUri(e.sent)}, which ${e.parameter} names; ${wayTo(e)}.`
        : `The scopes are for ${e.api} and ${e.parameter} names ${quotedUri(e.sent)}; send ${e.parameter}=${e.api}, or ${wayTo(e)}.`,
    points: (e) => [
      point(named(e), e.api === undefined ? "no scope belongs to it" : `the scopes belong to ${e.api}`),
      point("scope", names(e.scopes)),
    ],
    fixes: (e) => [
      ...(e.api !== undefined && whole(e.api)
        ? [developer(`Send ${named(e)}=${full(e.api)}.`, set(named(e), e.api))]
        : []),
      ...e.available
        .filter(whole)
        .slice(0, 1)
        .map((scope) =>
          developer(`Ask for a scope of that API, for instance scope=${full(scope)}.`, set("scope", scope)),
        ),
      leaveItOut(named(e)),
    ],
    remedies: {
      developer:
        "Send as resource exactly what the API's metadata document has, and the same in both requests. If you make the API, publish the URL that clients connect to.",
      operator: "Let the resource's identifier and its public URL be the same.",
    },
    cites: [...CITES, rfc(9728, "3.3")],
    related: ["resource/unknown", "scope/mixes-resources", "token/wrong-audience"],
  }),
  several: reason({
    title: "Two APIs in one request",
    error: "invalid_target",
    cause: "The request names several APIs. One access token serves one API, so that no API can use it at another.",
    evidence: { resources: field("list", "APIs that the request names") },
    says: (e) =>
      `The request names ${several(e.resources)} APIs (${names(e.resources)}); an access token serves one: send one resource, and another request for each of the others.`,
    points: (e) => [point("resource", `${several(e.resources)} APIs`)],
    fixes: (e) =>
      e.resources
        .filter(whole)
        .slice(0, 3)
        .map((api) =>
          developer(
            `Send resource=${full(api)} alone, and another request for each of the others.`,
            set("resource", api),
            leaveOut("audience"),
          ),
        ),
    remedies: { developer: "Ask for one access token for each API, each with its own resource and scopes." },
    cites: [rfc(8707, "2"), rfc(8707, "2.2")],
    related: ["scope/mixes-resources"],
  }),
} as const;

/** What to ask for, to get a token of the resource that was named. */
function wayTo({ sent, available }: { readonly sent: string; readonly available: readonly string[] }): string {
  const [first] = available;
  return first === undefined
    ? "leave it out: this client may have no scope of it"
    : `ask for scopes of ${sent}, such as ${first}`;
}
