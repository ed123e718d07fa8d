/** What can be wrong with how an MCP server asks for a token, and says where to get one. */
import { mcp, rfc } from "../../../specs.ts";
import type { KnownProblem } from "../step.ts";

const PRM = mcp("authorization", "Protected Resource Metadata Discovery Requirements");
const LOCATION = mcp("authorization", "Authorization Server Location");
const HTTP = mcp("transports", "Streamable HTTP");
const ERRORS = mcp("authorization", "Error Handling");

export const MCP_SERVER = {
  "no-token/unreachable": {
    culprit: "network",
    change: "Check the host and the port, that the server runs, and that no proxy or firewall is in between.",
    cites: [HTTP],
  },
  "no-token/certificate": {
    culprit: "network",
    change:
      "Use a certificate for this host that clients trust. For a private authority, pass its certificate: --ca FILE.",
    cites: [mcp("authorization", "Communication Security")],
  },
  "no-token/not-confirmed": {
    culprit: "client",
    change: "If {host} is yours, start candor mcp with --own {host}.",
    cites: [],
  },
  "no-token/redirect": {
    culprit: "client",
    change: "Use {location} as the server's URL. Clients may drop the token, or the body, when they follow a redirect.",
    cites: [rfc(9110, "15.4.8")],
  },
  "no-token/redirect-to-http": {
    culprit: "MCP server",
    change: "Behind a TLS proxy, tell the server its public URL, or let it trust X-Forwarded-Proto from the proxy.",
    cites: [mcp("authorization", "Communication Security")],
  },
  "no-token/redirect-to-sign-in": {
    culprit: "MCP server",
    change:
      "Respond with 401 and WWW-Authenticate. If a gateway signs users in with cookies, exempt the MCP endpoint and /.well-known/ from it.",
    cites: [ERRORS, rfc(6750, "3")],
  },
  "no-token/not-found": {
    culprit: "client",
    change: "Use the full URL of the MCP endpoint. Many servers have it at /mcp.",
    cites: [HTTP],
  },
  "no-token/wrong-method": {
    culprit: "client",
    change:
      "Use the URL of the streamable HTTP endpoint. An endpoint that accepts only GET has the old HTTP and SSE transport.",
    cites: [mcp("transports", "Sending Messages to the Server")],
  },
  "no-token/not-acceptable": {
    culprit: "MCP server",
    change: "Accept Accept: application/json, text/event-stream, and Content-Type: application/json.",
    cites: [mcp("transports", "Sending Messages to the Server")],
  },
  "no-token/page": {
    culprit: "client",
    change: "Use the URL of the MCP endpoint. This one has a web page, or a catch-all route of a web application.",
    cites: [HTTP],
  },
  "no-token/forbidden": {
    culprit: "MCP server",
    change:
      "Respond with 401 to a request without a token. 403 means that a valid token isn't enough. Check the firewall too.",
    cites: [ERRORS, rfc(6750, "3.1")],
  },
  "no-token/bad-request": {
    culprit: "MCP server",
    change: "Check the token before anything else, and respond with 401 if there is none.",
    cites: [ERRORS],
  },
  "no-token/error-in-json": {
    culprit: "MCP server",
    change: "Respond with the HTTP status 401. Clients don't look for authorization in a JSON-RPC error.",
    cites: [ERRORS],
  },
  "no-token/fault": {
    culprit: "MCP server",
    change: "Look in the server's log. A request without a token must get 401.",
    cites: [ERRORS],
  },
  "no-token/open": {
    culprit: "MCP server",
    change:
      "Check tokens on this endpoint, or remove the protected resource metadata if the server is meant to be public.",
    cites: [mcp("authorization", "Token Handling")],
  },
  "challenge/absent": {
    culprit: "MCP server",
    change: 'Add to the 401: WWW-Authenticate: Bearer resource_metadata="{metadata}". Check that no proxy removes it.',
    cites: [rfc(9110, "15.5.2"), rfc(6750, "3")],
  },
  "challenge/not-bearer": {
    culprit: "MCP server",
    change: 'Use the scheme Bearer: WWW-Authenticate: Bearer resource_metadata="{metadata}".',
    cites: [rfc(6750, "3"), PRM],
  },
  "challenge/no-resource-metadata": {
    level: "note",
    culprit: "MCP server",
    change: 'Add resource_metadata="{metadata}", so that clients need not guess.',
    cites: [PRM, rfc(9728, "5.1")],
  },
  "challenge/resource-metadata-no-url": {
    culprit: "MCP server",
    change: "Make resource_metadata an absolute URL in quotes, such as {metadata}.",
    cites: [rfc(9728, "5.1")],
  },
  "challenge/scope-malformed": {
    culprit: "MCP server",
    change: 'Separate scopes with spaces: scope="{scope}".',
    cites: [rfc(6750, "3"), rfc(6749, "3.3")],
  },
  "challenge/error-without-token": {
    level: "note",
    culprit: "MCP server",
    change:
      "Leave error out if the request has no token. Some clients drop what they have when they see invalid_token.",
    cites: [rfc(6750, "3.1")],
  },
  "resource-metadata/not-found": {
    culprit: "MCP server",
    change: "Serve the document at {metadata}, without a token, from the root of the host.",
    cites: [PRM, rfc(9728, "3.1")],
  },
  "resource-metadata/page": {
    culprit: "MCP server",
    change:
      "Route /.well-known/oauth-protected-resource to the MCP server before the web application's catch-all route.",
    cites: [rfc(9728, "3.2")],
  },
  "resource-metadata/no-json": {
    culprit: "MCP server",
    change: "Respond with 200, application/json and a JSON object.",
    cites: [rfc(9728, "3.2")],
  },
  "resource-metadata/not-public": {
    culprit: "MCP server",
    change: "Exempt /.well-known/ from authentication: clients read it before they have a token.",
    cites: [rfc(9728, "3.1")],
  },
  "resource-metadata/fault": {
    culprit: "MCP server",
    change: "Look in the server's log, and serve the document with 200.",
    cites: [rfc(9728, "3.2")],
  },
  "resource-metadata/unreachable": {
    culprit: "network",
    change: "Make {metadata} reachable for clients: an internal host name or port in it is of no use to them.",
    cites: [rfc(9728, "3.1")],
  },
  "resource-metadata/redirected": {
    level: "note",
    culprit: "MCP server",
    change: "Serve the document without a redirect. Clients in browsers stop at a redirect to another origin.",
    cites: [rfc(9728, "3.2")],
  },
  "resource-metadata/resource-absent": {
    culprit: "MCP server",
    change: "Add resource: {url}.",
    cites: [rfc(9728, "2")],
  },
  "resource-metadata/resource-slash": {
    culprit: "MCP server",
    change: "Set resource to {url}, character by character, or give users the URL {resource}.",
    cites: [rfc(9728, "3.3"), mcp("authorization", "Canonical Server URI")],
  },
  "resource-metadata/resource-scheme": {
    culprit: "MCP server",
    change:
      "Set resource to {url}. Behind a TLS proxy, configure the public URL, or trust X-Forwarded-Proto from the proxy.",
    cites: [rfc(9728, "3.3")],
  },
  "resource-metadata/resource-parent": {
    culprit: "MCP server",
    change: "Set resource to {url}. Some clients accept a parent of the URL, and others stop here.",
    cites: [rfc(9728, "3.3")],
  },
  "resource-metadata/resource-parent-at-root": {
    level: "note",
    culprit: "MCP server",
    change: "Serve a document with resource {url} at {metadata}, so that tokens are for this endpoint alone.",
    cites: [mcp("authorization", "Canonical Server URI")],
  },
  "resource-metadata/resource-differs": {
    culprit: "MCP server",
    change:
      "Set resource to {url}, the URL that clients use. It must not be an internal host, an app ID or another endpoint.",
    cites: [rfc(9728, "3.3")],
  },
  "resource-metadata/no-authorization-servers": {
    culprit: "MCP server",
    change: "List the issuer of the authorization server in authorization_servers.",
    cites: [LOCATION],
  },
  "resource-metadata/authorization-server-no-issuer": {
    culprit: "MCP server",
    change:
      "List the issuer, exactly as the authorization server's metadata has it: an https URL without query and fragment.",
    cites: [rfc(9728, "2"), rfc(8414, "2")],
  },
  "resource-metadata/several-authorization-servers": {
    level: "note",
    culprit: "MCP server",
    change: "Put the one that clients should use first. Most clients try no other.",
    cites: [rfc(9728, "7.6")],
  },
  "resource-metadata/no-header": {
    culprit: "MCP server",
    change: "Add header to bearer_methods_supported, or remove the member: MCP clients send tokens in the header only.",
    cites: [rfc(9728, "2"), mcp("authorization", "Token Requirements")],
  },
  "resource-metadata/no-cors": {
    level: "note",
    culprit: "MCP server",
    change: "Send Access-Control-Allow-Origin: * with the document if clients in browsers should work.",
    cites: [rfc(9728, "3.1")],
  },
} as const satisfies Readonly<Record<string, KnownProblem>>;
