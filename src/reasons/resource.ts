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

/** One of the two existing names. */
const named = ({ parameter }: { readonly parameter: string }) => (parameter === "audience" ? "audience" : "resource");

/** The scopes decide which API a token is for. Without the parameter, it is that API. */
const leaveItOut = (parameter: "audience" | "resource"): Fix =>
  developer(`Remove ${parameter}. The scopes decide which API the token is for.`, leaveOut(parameter));

/** How the identifier of an API differs from the value received, if the difference is hard to see. */
function difference(sent: string, near: string): string {
  if (sent === `${near}/`) return ", without the slash at the end";
  if (`${sent}/` === near) return ", with a slash at the end";
  if (sent.toLowerCase() === near.toLowerCase()) return ", in different letter case";
  return sent.startsWith(`${near}/`) || sent.startsWith(`${near}?`) ? ", the API that this URL belongs to" : "";
}

/** The length of a list. If the list was cut, its minimum length. */
const several = (list: readonly string[]): string =>
  list.at(-1) === "…" ? `more than ${list.length - 1}` : String(list.length);

export const resource = {
  malformed: reason({
    title: "The resource isn't an absolute URI",
    error: "invalid_target",
    cause:
      "The resource parameter names an API by an absolute URI without a fragment. Names, relative paths and URLs with # in them don't identify an API.",
    evidence: { ...sent, fault: field("text", "what is wrong with it"), apis: field("list", "APIs of the client") },
    says: (e) =>
      `${e.parameter} ${quotedUri(e.sent)} ${e.fault}. Send the identifier of an API: ${names(e.apis) || "this client has none"}.`,
    points: (e) => [point(named(e), e.fault)],
    fixes: (e) => [
      ...e.apis.filter(whole).map((api) => developer(`Send ${named(e)}=${full(api)}.`, set(named(e), api))),
      leaveItOut(named(e)),
    ],
    remedies: { developer: "Send the identifier under which the API is registered, or remove resource." },
    cites: CITES,
    related: ["resource/unknown"],
  }),
  unknown: reason({
    title: "Unknown resource",
    error: "invalid_target",
    cause:
      "The resource or audience in the request doesn't identify an API that is registered with this server or tenant. It may be the URL of a page instead of the API's identifier, an API that hasn't been added there, or have an extra slash at the end.",
    evidence: {
      ...sent,
      near: optional("text", "API that was probably intended"),
      apis: field("list", "APIs of the client"),
    },
    says: (e) =>
      e.near === undefined
        ? `${e.parameter} ${quotedUri(e.sent)} isn't an API of this server. ${e.apis.length === 0 ? "This client isn't allowed to call any API" : `Send one of this client's APIs: ${names(e.apis)}`}.`
        : `${e.parameter} ${quotedUri(e.sent)} isn't an API of this server. Send '${e.near}'${difference(e.sent, e.near)}.`,
    points: (e) => [
      point(named(e), e.near === undefined ? "not an API of this server" : `did you mean ${shown(e.near)}?`),
    ],
    fixes: (e) => [
      ...(e.near !== undefined && whole(e.near) ? [e.near] : e.apis.filter(whole)).map((api) =>
        developer(`Send ${named(e)}=${full(api)}.`, set(named(e), api)),
      ),
      leaveItOut(named(e)),
    ],
    remedies: {
      developer:
        "Send the identifier under which the API is registered, letter for letter. It often looks like a URL, but differs from the URL that you call. If the scopes contain the API's name, remove resource.",
      operator: "Register the API, or add it to the tenant.",
    },
    cites: CITES,
    related: ["resource/mismatch", "scope/unknown", "token/wrong-audience"],
  }),
  mismatch: reason({
    title: "The resource isn't the API of the scopes",
    error: "invalid_target",
    cause:
      "Two places that must name the same API name different ones. They can be the resource parameter and the scopes, the URL that the client connects to and the resource in the API's metadata, or the authorization request and the token request. A token is issued only for the API of its scopes, never silently for another one.",
    evidence: {
      ...sent,
      scopes: field("list", "scopes of the token"),
      api: optional("text", "API of these scopes"),
      available: field("list", "scopes of that resource that the client can request"),
    },
    says: (e) =>
      e.api === undefined
        ? `${e.parameter} names ${quotedUri(e.sent)}, but no scope of ${names(e.scopes) || "this request"} belongs to it. ${capitalized(wayTo(e))}.`
        : `${e.parameter} names ${quotedUri(e.sent)}, but the scopes are for ${e.api}. Send ${e.parameter}=${e.api}, or ${wayTo(e)}.`,
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
          developer(`Request a scope of that API, for example scope=${full(scope)}.`, set("scope", scope)),
        ),
      leaveItOut(named(e)),
    ],
    remedies: {
      developer:
        "Send the resource from the API's metadata document, exactly as it is there, in both requests. If you develop the API, publish the URL that clients connect to.",
      operator: "Use the same URL as the resource's identifier and as its public URL.",
    },
    cites: [...CITES, rfc(9728, "3.3")],
    related: ["resource/unknown", "scope/mixes-resources", "token/wrong-audience"],
  }),
  unnamed: reason({
    title: "The token request doesn't say for which API",
    error: "invalid_target",
    cause:
      "The user has allowed access to several APIs, and an access token serves one of them. The token request must say by resource which one. The same code or refresh token gets one for each: a code for the first, and its refresh token for the others.",
    evidence: { clientId: field("text", "client"), apis: field("list", "APIs that were granted") },
    says: (e) =>
      `${several(e.apis)} APIs were granted (${names(e.apis)}), and an access token serves one. Send one of them as resource.`,
    points: () => [point("resource", "required")],
    fixes: (e) =>
      e.apis
        .filter(whole)
        .slice(0, 3)
        .map((api) => developer(`Send resource=${full(api)}.`, set("resource", api))),
    remedies: {
      developer: "Send resource in each token request: once for each API whose token you need.",
      operator:
        "severalAudiences lets clients get one token for all APIs that were granted. Each API can then use it at the others.",
    },
    cites: [rfc(8707, "2.2")],
    related: ["resource/several", "scope/mixes-resources"],
  }),
  several: reason({
    title: "The request names several APIs",
    error: "invalid_target",
    cause:
      "The request names several APIs, but one access token serves only one. Otherwise an API could use the token at another API. Only an authorization request for a code can name several: each token request then names one of them.",
    evidence: { resources: field("list", "APIs in the request") },
    says: (e) =>
      `The request names ${several(e.resources)} APIs (${names(e.resources)}), but an access token serves only one. Send one resource per request.`,
    points: (e) => [point("resource", `${several(e.resources)} APIs`)],
    fixes: (e) =>
      e.resources
        .filter(whole)
        .slice(0, 3)
        .map((api) =>
          developer(
            `Send only resource=${full(api)}, and send a separate request for each of the other APIs.`,
            set("resource", api),
            leaveOut("audience"),
          ),
        ),
    remedies: { developer: "Request a separate access token for each API, with its own resource and scopes." },
    cites: [rfc(8707, "2"), rfc(8707, "2.2")],
    related: ["scope/mixes-resources"],
  }),
} as const;

/** What to request to get a token for the resource in the request. */
const capitalized = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;

function wayTo({ sent, available }: { readonly sent: string; readonly available: readonly string[] }): string {
  const [first] = available;
  return first === undefined
    ? "remove the parameter: this client isn't allowed any scope of that API"
    : `request scopes of ${sent}, such as ${first}`;
}
