/** What can be wrong with how an authorization server presents itself, and with how the client gets known to it. */
import { clientIdMetadata, mcp, openid, rfc } from "../../../specs.ts";
import type { KnownProblem } from "../step.ts";

const DISCOVERY = mcp("authorization", "Authorization Server Metadata Discovery");
const REGISTRATION = mcp("authorization", "Client Registration Approaches");

export const AUTHORIZATION_SERVER = {
  "server-metadata/unreachable": {
    culprit: "network",
    change:
      "Make {issuer} reachable from where clients run. An internal host name in authorization_servers is of no use to them.",
    cites: [DISCOVERY],
  },
  "server-metadata/not-confirmed": {
    culprit: "client",
    change: "If {host} is yours, start candor mcp with --own {host}.",
    cites: [],
  },
  "server-metadata/not-found": {
    culprit: "authorization server",
    change: "Serve the metadata at {metadata}. Check that authorization_servers has the issuer and no other URL.",
    cites: [DISCOVERY, rfc(8414, "3.1")],
  },
  "server-metadata/wrong-place": {
    culprit: "authorization server",
    change: "Serve it at {metadata} too: the well-known name comes before the issuer's path.",
    cites: [DISCOVERY, rfc(8414, "3.1")],
  },
  "server-metadata/page": {
    culprit: "authorization server",
    change: "Respond with 404 where there is no document. Clients stop at a page with the status 200.",
    cites: [rfc(8414, "3.2")],
  },
  "server-metadata/fault": {
    culprit: "authorization server",
    change: "Serve the metadata with 200 and without authentication. Clients try the next place only after a 4xx.",
    cites: [rfc(8414, "3.2")],
  },
  "server-metadata/issuer-slash": {
    culprit: "MCP server",
    change: "Write {received} in authorization_servers, with or without the slash as the authorization server has it.",
    cites: [rfc(8414, "3.3")],
  },
  "server-metadata/issuer-differs": {
    culprit: "authorization server",
    change: "Set issuer to {issuer}, or list {received} in authorization_servers if that is the issuer.",
    cites: [rfc(8414, "3.3")],
  },
  "server-metadata/issuer-absent": {
    culprit: "authorization server",
    change: "Add issuer: {issuer}.",
    cites: [rfc(8414, "2")],
  },
  "server-metadata/no-endpoint": {
    culprit: "authorization server",
    change: "Publish authorization_endpoint and token_endpoint.",
    cites: [rfc(8414, "2")],
  },
  "server-metadata/insecure-endpoint": {
    culprit: "authorization server",
    change: "Use https for every endpoint. Behind a TLS proxy, configure the public URL.",
    cites: [mcp("authorization", "Communication Security")],
  },
  "server-metadata/no-code-flow": {
    culprit: "authorization server",
    change: "Support response_type code and the grant authorization_code, and list them.",
    cites: [rfc(8414, "2")],
  },
  "server-metadata/no-client-authentication": {
    level: "note",
    culprit: "authorization server",
    change: "Support token_endpoint_auth_methods_supported none: most MCP clients are public.",
    cites: [rfc(8414, "2")],
  },
  "pkce/absent": {
    culprit: "authorization server",
    change: 'Publish code_challenge_methods_supported: ["S256"]. Clients must refuse to go on without it.',
    cites: [mcp("authorization", "Authorization Code Protection"), rfc(7636, "4.2")],
  },
  "pkce/no-s256": {
    culprit: "authorization server",
    change: "Support S256, and list it in code_challenge_methods_supported.",
    cites: [mcp("authorization", "Authorization Code Protection"), rfc(7636, "4.2")],
  },
  "registration/no-way": {
    culprit: "client",
    change:
      "Register a public client with the redirect URI {redirect} at {issuer} yourself, and pass its ID: --client-id ID.",
    cites: [REGISTRATION],
  },
  "registration/needs-client-metadata": {
    culprit: "client",
    change:
      "Host a Client ID Metadata Document and pass it: --client-metadata URL. Or register a client and pass --client-id ID.",
    cites: [mcp("authorization", "Client ID Metadata Documents")],
  },
  "registration/client-metadata-unsupported": {
    culprit: "authorization server",
    change: "Support Client ID Metadata Documents and publish client_id_metadata_document_supported: true.",
    cites: [mcp("authorization", "Client ID Metadata Documents"), clientIdMetadata("5")],
  },
  "registration/client-metadata-wrong": {
    culprit: "client",
    change: "Fix the document: {fix}.",
    cites: [mcp("authorization", "Implementation Requirements"), clientIdMetadata("4")],
  },
  "registration/unreachable": {
    culprit: "network",
    change: "Make the registration_endpoint reachable for clients.",
    cites: [rfc(7591, "3")],
  },
  "registration/needs-token": {
    culprit: "authorization server",
    change: "Allow registration without an initial access token, or give users a client ID: --client-id ID.",
    cites: [rfc(7591, "3"), REGISTRATION],
  },
  "registration/redirect-uri-refused": {
    culprit: "authorization server",
    change:
      "Allow loopback redirect URIs with any port for native applications: http://127.0.0.1 and http://localhost.",
    cites: [rfc(8252, "7.3"), openid("registration", "2")],
  },
  "registration/only-localhost": {
    level: "note",
    culprit: "authorization server",
    change: "Accept http://127.0.0.1 as well. Some clients register nothing else.",
    cites: [rfc(8252, "7.3")],
  },
  "registration/no-public-clients": {
    level: "note",
    culprit: "authorization server",
    change: "Allow token_endpoint_auth_method none. Many MCP clients can't keep a secret.",
    cites: [rfc(7591, "2"), rfc(8252, "8.4")],
  },
  "registration/refused": {
    culprit: "authorization server",
    change:
      "Look up the error in the authorization server's log. A client ID of your own avoids registration: --client-id ID.",
    cites: [rfc(7591, "3.2.2")],
  },
  "registration/not-found": {
    culprit: "authorization server",
    change: "Serve the registration_endpoint that the metadata names, or remove it from the metadata.",
    cites: [rfc(7591, "3")],
  },
  "registration/no-client-id": {
    culprit: "authorization server",
    change: "Respond with 201 and the registered client's metadata, with client_id.",
    cites: [rfc(7591, "3.2.1")],
  },
  "registration/wrong-status": {
    level: "note",
    culprit: "authorization server",
    change: "Respond with 201. Strict clients accept no other status.",
    cites: [rfc(7591, "3.2.1")],
  },
  "registration/secret-absent": {
    culprit: "authorization server",
    change: "Register the method that was requested, none, or return a client_secret.",
    cites: [rfc(7591, "3.2.1")],
  },
  "registration/redirect-uri-changed": {
    culprit: "authorization server",
    change: "Register the redirect URI that was requested, or refuse the registration.",
    cites: [rfc(7591, "3.2.1")],
  },
  "scope/none": {
    level: "note",
    culprit: "MCP server",
    change: "Name the scopes: scope in the challenge, and scopes_supported in the protected resource metadata.",
    cites: [mcp("authorization", "Scope Selection Strategy")],
  },
  "scope/offline-access": {
    level: "note",
    culprit: "MCP server",
    change: "Leave offline_access out: refresh tokens are between the client and the authorization server.",
    cites: [mcp("authorization-newest", "Refresh Tokens")],
  },
  "scope/unknown-to-server": {
    level: "note",
    culprit: "MCP server",
    change: "Use scopes that the authorization server knows, or add them to its scopes_supported.",
    cites: [mcp("authorization", "Scope Selection Strategy"), rfc(8414, "2")],
  },
} as const satisfies Readonly<Record<string, KnownProblem>>;
