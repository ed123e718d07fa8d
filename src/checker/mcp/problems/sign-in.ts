/** What can be wrong with the authorization request, the token request, and the token. */
import { mcp, rfc } from "../../../specs.ts";
import type { KnownProblem } from "../step.ts";

const RESOURCE = mcp("authorization", "Resource Parameter Implementation");

export const SIGN_IN = {
  "authorization/unreachable": {
    culprit: "network",
    change: "Make the authorization_endpoint reachable for browsers.",
    cites: [rfc(6749, "3.1")],
  },
  "authorization/client-unknown": {
    culprit: "client",
    change: "Check the client ID and that it is registered at this authorization server: {issuer}.",
    cites: [rfc(6749, "4.1.2.1")],
  },
  "authorization/redirect-uri-refused": {
    culprit: "client",
    change: "Register {redirect} for the client. The port of a loopback redirect URI should be free to differ.",
    cites: [rfc(6749, "3.1.2.4"), rfc(8252, "7.3")],
  },
  "authorization/scope-refused": {
    culprit: "MCP server",
    change: "Name only scopes that the authorization server has and the client may request. Requested: {scope}.",
    cites: [rfc(6749, "4.1.2.1"), mcp("authorization", "Scope Selection Strategy")],
  },
  "authorization/resource-refused": {
    culprit: "authorization server",
    change: "Register {resource} as an API, and make its scopes those that the MCP server names.",
    cites: [rfc(8707, "2"), RESOURCE],
  },
  "authorization/denied": {
    culprit: "client",
    change: "Sign in as a user who may use this server, and allow the request.",
    cites: [rfc(6749, "4.1.2.1")],
  },
  "authorization/refused": {
    culprit: "authorization server",
    change: "See the cause that candor explain finds for this response.",
    cites: [rfc(6749, "4.1.2.1")],
  },
  "authorization/fault": {
    culprit: "authorization server",
    change: "Look in the authorization server's log.",
    cites: [rfc(6749, "4.1.2.1")],
  },
  "authorization/nobody": {
    culprit: "client",
    change:
      "Open the URL and sign in. If a page said that the redirect URI is wrong, register {redirect} for the client.",
    cites: [],
  },
  "authorization/state-lost": {
    culprit: "authorization server",
    change: "Return state exactly as it came. Clients must drop a response with another one.",
    cites: [rfc(6749, "4.1.2"), mcp("authorization", "Open Redirection")],
  },
  "authorization/iss-absent": {
    culprit: "authorization server",
    change: "Send iss with every authorization response, as the metadata promises, or stop promising it.",
    cites: [rfc(9207, "2.4")],
  },
  "authorization/iss-not-advertised": {
    level: "note",
    culprit: "authorization server",
    change: "Set authorization_response_iss_parameter_supported to true, so that clients insist on iss.",
    cites: [mcp("authorization-newest", "Authorization Response Validation"), rfc(9207, "3")],
  },
  "authorization/iss-differs": {
    culprit: "authorization server",
    change: "Send the issuer of the metadata as iss, character by character.",
    cites: [rfc(9207, "2.4")],
  },
  "authorization/no-code": {
    culprit: "authorization server",
    change: "Return code in the query of the redirect URI.",
    cites: [rfc(6749, "4.1.2")],
  },
  "token/unreachable": {
    culprit: "network",
    change: "Make the token_endpoint reachable for clients.",
    cites: [rfc(6749, "3.2")],
  },
  "token/client-refused": {
    culprit: "client",
    change: "Check the client's secret and how it authenticates. Use --auth for another method.",
    cites: [rfc(6749, "5.2")],
  },
  "token/resource-refused": {
    culprit: "authorization server",
    change: "Accept the resource of the authorization request in the token request: {resource}.",
    cites: [rfc(8707, "2.2"), RESOURCE],
  },
  "token/code-refused": {
    culprit: "authorization server",
    change:
      "See the cause that candor explain finds. The code, the redirect URI and the code_verifier were sent as required.",
    cites: [rfc(6749, "5.2"), rfc(7636, "4.6")],
  },
  "token/refused": {
    culprit: "authorization server",
    change: "See the cause that candor explain finds for this response.",
    cites: [rfc(6749, "5.2")],
  },
  "token/error-with-200": {
    culprit: "authorization server",
    change: "Respond to a refused token request with 400 or 401.",
    cites: [rfc(6749, "5.2")],
  },
  "token/no-json": {
    culprit: "authorization server",
    change: "Respond with application/json, as the token endpoint must, whatever Accept says.",
    cites: [rfc(6749, "5.1")],
  },
  "token/no-access-token": {
    culprit: "authorization server",
    change: "Return access_token and token_type.",
    cites: [rfc(6749, "5.1")],
  },
  "token/not-bearer": {
    culprit: "authorization server",
    change: "Return token_type Bearer. MCP clients send the token as a bearer token.",
    cites: [rfc(6749, "7.1"), mcp("authorization", "Token Requirements")],
  },
  "token/cacheable": {
    level: "note",
    culprit: "authorization server",
    change: "Send Cache-Control: no-store with every token.",
    cites: [rfc(6749, "5.1")],
  },
  "token/scope-narrowed": {
    level: "note",
    culprit: "authorization server",
    change: "Grant the scopes that the MCP server names, or expect calls to fail with insufficient_scope.",
    cites: [rfc(6749, "3.3")],
  },
  "audience/other": {
    culprit: "authorization server",
    change:
      "Issue tokens for the resource of the request: aud must have {resource}. In many servers, that is an API or an audience mapper to configure.",
    cites: [rfc(8707, "2.2"), rfc(9068, "3"), mcp("authorization", "Token Audience Binding and Validation")],
  },
  "audience/absent": {
    culprit: "authorization server",
    change: "Add aud with {resource}: the MCP server can't tell whom a token without it is for.",
    cites: [rfc(9068, "2.2"), mcp("authorization", "Token Audience Binding and Validation")],
  },
  "audience/issuer-differs": {
    culprit: "authorization server",
    change: "Make iss in the token the issuer of the metadata: {issuer}.",
    cites: [rfc(9068, "2.2")],
  },
  "audience/expired": {
    culprit: "authorization server",
    change: "Set the clock of the authorization server, or the lifetime of its tokens.",
    cites: [rfc(7519, "4.1.4")],
  },
} as const satisfies Readonly<Record<string, KnownProblem>>;
