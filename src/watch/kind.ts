/** What an exchange is, in the words of the specifications: by the metadata that went by, by its parameters, or by its path. */
import { kindOf as kindOfUrl, partsOf } from "../doctor/readers/address.ts";
import { requestView } from "../doctor/readers/request-view.ts";
import type { RequestView } from "../doctor/view.ts";
import { type Exchange, headerOf, headerRecord, jsonOf } from "./exchange.ts";
import { formPostOf, type Returned } from "./form-post.ts";

/** The kinds of exchanges. */
export type KindName =
  | "authorization"
  | "pushed"
  | "token"
  | "device"
  | "introspection"
  | "revocation"
  | "userinfo"
  | "registration"
  | "metadata"
  | "keys"
  | "sign-out"
  | "response"
  | "api"
  | "preflight"
  | "other";

/** What an exchange was. */
export interface Kind {
  /** Its name. */
  readonly name: KindName;
  /** For readers: `token request (authorization_code)`. */
  readonly says: string;
}

const SAYS: Readonly<Record<Exclude<KindName, "token" | "api" | "metadata">, string>> = {
  authorization: "authorization request",
  pushed: "pushed authorization request",
  device: "device authorization request",
  introspection: "introspection",
  revocation: "revocation",
  userinfo: "userinfo",
  registration: "client registration",
  keys: "keys (JWKS)",
  "sign-out": "sign-out",
  response: "authorization response",
  preflight: "CORS preflight",
  other: "other request",
};

/** Names of endpoints in metadata. */
const IN_METADATA: Readonly<Record<string, KindName>> = {
  authorization: "authorization",
  pushed_authorization_request: "pushed",
  token: "token",
  device_authorization: "device",
  introspection: "introspection",
  revocation: "revocation",
  userinfo: "userinfo",
  registration: "registration",
  jwks: "keys",
  end_session: "sign-out",
};

/** The request as the doctor reads it. */
export const viewOf = ({ request: { method, url, headers, body } }: Exchange): RequestView =>
  requestView({ request: { method, url, headers: headerRecord(headers), body: body.text } });

/** `known`: the name of the endpoint in the metadata. */
export function kindOf(exchange: Exchange, view: RequestView, known: string | undefined): Kind {
  const name = nameOf(exchange, view, known);
  if (name === "token") return { name, says: tokenRequest(view) };
  if (name === "metadata") return { name, says: metadata(view.url?.pathname ?? "") };
  if (name === "api") return { name, says: apiRequest(exchange) };
  return { name, says: SAYS[name] };
}

function nameOf(exchange: Exchange, view: RequestView, known: string | undefined): KindName {
  const { request, response } = exchange;
  const path = view.url?.pathname ?? "";
  if (request.method === "OPTIONS") return "preflight";
  const named = IN_METADATA[known ?? ""];
  if (named !== undefined) return named;
  if (/\/\.well-known\/(?:oauth-|openid-|uma2)/.test(path)) return "metadata";
  const isBearer =
    view.bearer !== undefined || /bearer|dpop/i.test(headerOf(response?.headers ?? [], "www-authenticate") ?? "");
  switch (view.endpoint) {
    case "discovery":
      return /\/\.well-known\//.test(path) && !/jwks|keys|certs/.test(path) ? "metadata" : "keys";
    case "authorization":
      return request.method === "POST" && /\/(?:par|pushed\w*|as\/par)\/?$/.test(path) ? "pushed" : "authorization";
    case "other":
      break;
    default:
      return view.endpoint;
  }
  if (response !== undefined && formPostOf(response) !== undefined) return "response";
  if (kindOfUrl(headerOf(response?.headers ?? [], "location") ?? "") === "redirect") return "response";
  if (/\/(?:logout|end_?session|endsession|sign-?out)\/?$/i.test(path)) return "sign-out";
  return isBearer ? "api" : "other";
}

const tokenRequest = ({ parameters }: RequestView): string => {
  const grant = parameters.get("grant_type") ?? "no grant_type";
  return `token request (${grant.replace(/^urn:ietf:params:oauth:grant-type:/, "").slice(0, 60)})`;
};

const metadata = (path: string): string =>
  path.includes("oauth-protected-resource")
    ? "protected resource metadata"
    : path.includes("openid-configuration")
      ? "OpenID metadata"
      : "server metadata";

/** A JSON-RPC method says more than the path of an MCP server. */
function apiRequest({ request }: Exchange): string {
  const { method, jsonrpc } = jsonOf(request.body) ?? {};
  return jsonrpc === "2.0" && typeof method === "string" ? `MCP ${method.slice(0, 60)}` : "API request";
}

/** An authorization response in the query, the fragment, or a form. */
export function redirectOf({ response }: Exchange): Returned | undefined {
  if (response === undefined) return undefined;
  const location = headerOf(response.headers, "location");
  if (location === undefined) return formPostOf(response);
  const { base, query, fragment } = partsOf(location);
  return { to: base, parameters: new URLSearchParams([query, fragment].filter((part) => part !== "").join("&")) };
}
