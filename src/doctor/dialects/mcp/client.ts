/** Model Context Protocol clients and SDKs: what its clients say. */
import type { Signature } from "../define.ts";

const CLIENT = "https://github.com/modelcontextprotocol/typescript-sdk/blob/main/packages/client/src/client/auth.ts";

export const client: readonly Signature[] = [
  {
    id: "no-dynamic-registration",
    says: /(?:does not|doesn't) support dynamic client registration|Dynamic client registration (?:is )?not supported|does not support automatic client registration/i,
    distinctive: true,
    means: [
      {
        reason: "registration/not-allowed",
        weight: 0.97,
        fix: "Register the client by hand and give its client id (and secret) to the MCP client, or open registration or client id metadata documents at the server.",
      },
    ],
    page: CLIENT,
    example: { text: "Error: Incompatible auth server: does not support dynamic client registration" },
  },
  {
    id: "registration-status",
    says: /(?:Dynamic client registration|Client registration|Registration) failed:? .*\b(?:401|403|404|405)\b/i,
    distinctive: true,
    means: [
      {
        reason: "registration/not-allowed",
        weight: 0.9,
        fix: "Use a client id registered by hand: the registration endpoint is closed, absent, or needs an initial access token.",
      },
    ],
    page: CLIENT,
    example: { text: "Registration failed: 403 Forbidden" },
  },
  {
    id: "registration-400",
    says: /(?:Dynamic client registration|Client registration|Registration) failed|invalid registration response/i,
    distinctive: true,
    means: [
      {
        reason: "registration/metadata-invalid",
        weight: 0.7,
        fix: "Read the body: it names the member refused (redirect_uris, scope, token_endpoint_auth_method).",
      },
    ],
    page: CLIENT,
    example: { text: "OAuthRegistrationError: Registration failed: 400 invalid_client_metadata" },
  },
  {
    id: "resource-mismatch",
    says: /Protected resource \S+ does not match expected/i,
    distinctive: true,
    means: [
      {
        reason: "resource/mismatch",
        weight: 0.98,
        fix: "Let resource in the protected resource metadata be the URL that the client is given, or a parent path of it: same scheme, host and port.",
      },
    ],
    page: CLIENT,
    example: {
      text: "Error: Protected resource https://mcp.example.com/ does not match expected https://mcp.example.com/sse (or origin)",
    },
  },
  {
    id: "no-prm",
    says: /does not implement OAuth 2\.0 Protected Resource Metadata/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.6,
        fix: "Serve /.well-known/oauth-protected-resource (with the path after it) and name it in WWW-Authenticate.",
      },
    ],
    page: CLIENT,
    example: { text: "Error: Resource server does not implement OAuth 2.0 Protected Resource Metadata." },
  },
  {
    id: "well-known-status",
    says: /HTTP \d+ trying to load (?:well-known OAuth|OAuth|OpenID provider)|Failed to discover OAuth metadata/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.65,
        fix: "Serve the metadata under the issuer's well-known URL, path included.",
      },
      {
        reason: "transport/cors-blocked",
        weight: 0.2,
        fix: "Allow the client's origin and the header mcp-protocol-version on the metadata.",
        tell: "The client runs in a browser.",
      },
    ],
    page: CLIENT,
    example: { text: "Error: HTTP 500 trying to load well-known OAuth metadata" },
  },
  {
    id: "response-type",
    says: /Incompatible auth server: does not support response type/i,
    distinctive: true,
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.97,
        fix: "List code in response_types_supported of the server's metadata.",
      },
    ],
    page: CLIENT,
    example: { text: "Error: Incompatible auth server: does not support response type code" },
  },
  {
    id: "pkce",
    says: /Incompatible auth server: does not support (?:code challenge method|grant type)/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/method-unsupported",
        weight: 0.9,
        fix: "List S256 in code_challenge_methods_supported of the server's metadata.",
      },
    ],
    page: CLIENT,
    example: { text: "Error: Incompatible auth server: does not support code challenge method S256" },
  },
  {
    id: "issuer-mismatch",
    says: /Authorization response iss mismatch|IssuerMismatchError|missing iss parameter advertised|AuthorizationServerMismatchError|does not match expected issuer/i,
    distinctive: true,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.95,
        fix: "Let the metadata's issuer be the URL from which it is read, and iss of the callback the same.",
      },
    ],
    page: CLIENT,
    example: {
      text: "OAuthFlowError: Authorization response iss mismatch: https://a.example.com != https://b.example.com",
    },
  },
  {
    id: "state",
    says: /State parameter mismatch: /i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.97,
        fix: "Begin the sign-in again; another sign-in's callback was received.",
      },
    ],
    page: CLIENT,
    example: { text: "OAuthFlowError: State parameter mismatch: a1 != b2" },
  },
  {
    id: "no-code",
    says: /No authorization code received|Authorization callback contained neither/i,
    distinctive: true,
    means: [
      {
        reason: "user/denied",
        weight: 0.5,
        fix: "Look at the callback URL: it holds an error in place of the code.",
      },
    ],
    page: CLIENT,
    example: { text: "OAuthFlowError: No authorization code received" },
  },
  {
    id: "client-info",
    says: /Existing OAuth client information is required when exchanging an authorization code/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.75,
        fix: "Store the client information of the registration, and delete what is cached (for mcp-remote: ~/.mcp-auth) before a new sign-in.",
      },
    ],
    page: CLIENT,
    example: { text: "Error: Existing OAuth client information is required when exchanging an authorization code" },
  },
  {
    id: "refresh-absent",
    says: /No refresh token available/i,
    means: [
      {
        reason: "refresh-token/not-issued",
        weight: 0.85,
        fix: "Ask for offline_access, or let the server issue refresh tokens to this client.",
      },
    ],
    page: CLIENT,
    example: { text: "OAuthTokenError: No refresh token available" },
  },
  {
    id: "after-auth-401",
    says: /Server returned 401 after (?:successful authentication|re-authentication)/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.5,
        fix: "Issue the token for the resource that the client names (aud = the MCP server's URL).",
      },
      {
        reason: "token/wrong-issuer",
        weight: 0.25,
        fix: "Let the MCP server trust the issuer that its metadata names.",
      },
      { reason: "token/signature-invalid", weight: 0.2, fix: "Let the MCP server verify with that issuer's keys." },
    ],
    page: CLIENT,
    example: { text: "Error: Server returned 401 after successful authentication" },
  },
  {
    id: "after-scope-403",
    says: /Server returned 403 after trying upscoping/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.9,
        fix: "Grant the scope that the WWW-Authenticate header names.",
      },
    ],
    page: CLIENT,
    example: { text: "Error: Server returned 403 after trying upscoping" },
  },
  {
    id: "insecure-token-endpoint",
    says: /InsecureTokenEndpointError/i,
    distinctive: true,
    means: [{ reason: "transport/insecure", weight: 0.97, fix: "Serve the token endpoint over https." }],
    page: CLIENT,
    example: { text: "InsecureTokenEndpointError: http://auth.example.com/token" },
  },
  {
    id: "not-conform",
    says: /Non-200 status code|Error POSTing to endpoint \(HTTP 401\)|Unauthorized(?:Error)?: .*redirect initiated/i,
    distinctive: true,
    means: [
      { reason: "user/login-required", weight: 0.5, fix: "Finish the sign-in in the browser, then connect again." },
    ],
    page: CLIENT,
    example: { text: "UnauthorizedError: Authentication requires user authorization - redirect initiated" },
  },
];
