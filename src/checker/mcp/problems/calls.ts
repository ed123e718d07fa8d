/** What can be wrong with calls that have a token. */
import { mcp, rfc } from "../../../specs.ts";
import type { KnownProblem } from "../step.ts";

const HTTP = mcp("transports", "Sending Messages to the Server");
const HANDLING = mcp("authorization", "Token Handling");
const SCOPES = mcp("authorization", "Scope Challenge Handling");
const SESSIONS = mcp("transports", "Session Management");

export const CALLS = {
  "first-call/unreachable": {
    culprit: "network",
    change: "Check whether a proxy stops requests with an Authorization header, or buffers event streams.",
    cites: [HTTP],
  },
  "first-call/redirect": {
    culprit: "MCP server",
    change: "Respond at this URL. Clients drop the token when a redirect leads to another origin.",
    cites: [HTTP],
  },
  "first-call/token-refused": {
    culprit: "MCP server",
    change:
      "Check how the server verifies tokens: issuer, keys, audience {resource}, clock, and that the Authorization header arrives behind the proxy.",
    cites: [HANDLING, rfc(6750, "3.1")],
  },
  "first-call/audience-refused": {
    culprit: "authorization server",
    change: "Fix the token's audience, step 10. The MCP server is right to refuse a token that isn't for {resource}.",
    cites: [HANDLING, rfc(8707, "2.2")],
  },
  "first-call/forbidden": {
    culprit: "MCP server",
    change: 'If scopes are missing, say so: WWW-Authenticate: Bearer error="insufficient_scope", scope="…".',
    cites: [SCOPES, rfc(6750, "3.1")],
  },
  "first-call/fault": {
    culprit: "MCP server",
    change: "Look in the server's log. The token was sent as required.",
    cites: [HTTP],
  },
  "first-call/version-refused": {
    culprit: "MCP server",
    change: "Support a revision that clients speak, such as {version}.",
    cites: [mcp("versioning", "Protocol Version Negotiation")],
  },
  "first-call/bad-request": {
    culprit: "MCP server",
    change: "Accept initialize without a session, with Accept: application/json, text/event-stream.",
    cites: [mcp("lifecycle", "Initialization"), HTTP],
  },
  "first-call/no-result": {
    culprit: "MCP server",
    change: "Respond with a JSON-RPC result as JSON, or as an event stream.",
    cites: [HTTP],
  },
  "tools/session-refused": {
    culprit: "MCP server",
    change: "Keep sessions where every process finds them, or route a session to one process: Mcp-Session-Id.",
    cites: [SESSIONS],
  },
  "tools/version-refused": {
    culprit: "MCP server",
    change: "Accept the MCP-Protocol-Version that initialize negotiated: {version}.",
    cites: [mcp("transports", "Protocol Version Header")],
  },
  "tools/token-refused": {
    culprit: "MCP server",
    change: "Accept the same token for every request of the session.",
    cites: [mcp("authorization", "Token Requirements")],
  },
  "tools/initialized-refused": {
    culprit: "MCP server",
    change: "Respond to notifications/initialized with 202.",
    cites: [HTTP],
  },
  "tools/result-incomplete": {
    level: "note",
    culprit: "MCP server",
    change: "Add them: this revision requires resultType in every result, and ttlMs and cacheScope in lists.",
    cites: [mcp("tools", "Listing Tools")],
  },
  "tools/no-result": {
    culprit: "MCP server",
    change: "Respond to tools/list with a JSON-RPC result.",
    cites: [HTTP],
  },
  "step-up/no-scope": {
    culprit: "MCP server",
    change: 'Say which scopes are needed: scope="…" beside error="insufficient_scope".',
    cites: [SCOPES, rfc(6750, "3.1")],
  },
  "step-up/not-granted": {
    culprit: "authorization server",
    change: "Let the client request {scope}, and grant it when the user agrees.",
    cites: [SCOPES],
  },
  "step-up/again": {
    culprit: "MCP server",
    change: "Accept a token with the scopes of the challenge: {scope}. A client would ask the user for ever.",
    cites: [SCOPES],
  },
  "wrong-token/accepted": {
    culprit: "MCP server",
    change:
      "Verify every token: signature or introspection, issuer, audience, expiry. Now anyone can call this server.",
    cites: [HANDLING],
  },
  "wrong-token/signature-ignored": {
    culprit: "MCP server",
    change: "Verify the token's signature with the keys of the authorization server. Decoding isn't verifying.",
    cites: [HANDLING, rfc(9068, "4")],
  },
  "wrong-token/session-is-enough": {
    culprit: "MCP server",
    change: "Check the token on every request. A session ID is no authentication.",
    cites: [mcp("authorization", "Token Requirements")],
  },
  "wrong-token/wrong-status": {
    culprit: "MCP server",
    change: 'Respond with 401 and error="invalid_token". Clients renew their token only then.',
    cites: [HANDLING, rfc(6750, "3.1")],
  },
  "wrong-token/no-challenge": {
    culprit: "MCP server",
    change: 'Send WWW-Authenticate: Bearer error="invalid_token" with this 401 too.',
    cites: [rfc(6750, "3")],
  },
  "wrong-token/no-error": {
    level: "note",
    culprit: "MCP server",
    change: 'Add error="invalid_token", so that clients can tell an expired token from none.',
    cites: [rfc(6750, "3.1")],
  },
} as const satisfies Readonly<Record<string, KnownProblem>>;
