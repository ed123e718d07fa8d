/** Faults of authorization servers, and of MCP servers that got a token. */
import { SignJWT } from "jose";
import type { Between } from "../layer.ts";
import {
  at,
  both,
  calls,
  headers,
  json,
  members,
  metadata,
  page,
  responds,
  returning,
  status,
  type When,
  wellKnown,
  withToken,
} from "./between.ts";
import type { Fixed, Variant } from "./variants.ts";

const AS = "authorization server" as const;
const said = (change: Record<string, unknown>) => (): Between => members(wellKnown, () => change);
const register = at("/reg");
const authorize = at("/auth");
const token = at("/token");
const openid: When = ({ url }) => url.includes("openid-configuration");
const listed = (issuer: string): Between => members(metadata, () => ({ authorization_servers: [issuer] }));
const tenant = ({ issuer }: Fixed): Between => listed(`${issuer}/tenant`);

/** The server's own metadata at this place alone, with an issuer that has a path. */
const onlyAt =
  (place: string) =>
  ({ issuer }: Fixed): Between =>
  async (request, ask) => {
    if (!wellKnown(request)) return ask(request);
    if (new URL(request.url).pathname !== place) return status(404)();
    const inner = await ask(new Request(`${issuer}/.well-known/openid-configuration`));
    return Response.json({ ...((await inner.json()) as object), issuer: `${issuer}/tenant` });
  };

export const DISCOVERY: readonly Variant[] = [
  {
    does: "is fine with OpenID's place alone",
    finds: [],
    as: () => responds((request) => wellKnown(request) && !openid(request), status(404)),
  },
  {
    does: "is fine with OpenID's name before the path",
    finds: [],
    stops: true,
    mcp: tenant,
    as: onlyAt("/.well-known/openid-configuration/tenant"),
  },
  {
    does: "is fine with OpenID's name after the path",
    finds: [],
    stops: true,
    mcp: tenant,
    as: onlyAt("/tenant/.well-known/openid-configuration"),
  },
  {
    does: "has the OAuth name after the path",
    finds: ["server-metadata/wrong-place"],
    culprit: AS,
    stops: true,
    mcp: tenant,
    as: onlyAt("/tenant/.well-known/oauth-authorization-server"),
  },
  {
    does: "has it at the root instead of at the path",
    finds: ["server-metadata/wrong-place"],
    culprit: AS,
    stops: true,
    mcp: tenant,
    as: onlyAt("/.well-known/oauth-authorization-server"),
  },
  {
    does: "can't be reached",
    finds: ["server-metadata/unreachable"],
    culprit: "network",
    mcp: () => listed("http://127.0.0.1:1"),
  },
  {
    does: "has no metadata",
    finds: ["server-metadata/not-found"],
    culprit: AS,
    as: () => responds(wellKnown, status(404)),
  },
  {
    does: "has a page where no metadata is",
    finds: ["server-metadata/page"],
    culprit: AS,
    as: () =>
      responds(
        (request) => wellKnown(request) && !openid(request),
        () => page(),
      ),
  },
  {
    does: "fails at the first place",
    finds: ["server-metadata/fault"],
    culprit: AS,
    as: () => responds((request) => wellKnown(request) && !openid(request), status(500)),
  },
  {
    does: "has an issuer with a slash",
    finds: ["server-metadata/issuer-slash"],
    culprit: "MCP server",
    stops: true,
    as: ({ issuer }) => members(wellKnown, () => ({ issuer: `${issuer}/` })),
  },
  {
    does: "has another issuer",
    finds: ["server-metadata/issuer-differs"],
    culprit: AS,
    stops: true,
    as: said({ issuer: "https://other.example" }),
  },
  { does: "has no issuer", finds: ["server-metadata/issuer-absent"], culprit: AS, as: said({ issuer: undefined }) },
  {
    does: "has no token_endpoint",
    finds: ["server-metadata/no-endpoint"],
    culprit: AS,
    as: said({ token_endpoint: undefined }),
  },
  {
    does: "has endpoints without TLS",
    finds: ["server-metadata/insecure-endpoint"],
    culprit: AS,
    as: said({ authorization_endpoint: "http://login.example/auth" }),
  },
  {
    does: "has an endpoint that a browser would run",
    finds: ["server-metadata/insecure-endpoint"],
    culprit: AS,
    as: said({ authorization_endpoint: "javascript:alert(1)" }),
  },
  {
    does: "lacks the code flow",
    finds: ["server-metadata/no-code-flow"],
    culprit: AS,
    stops: true,
    as: said({ response_types_supported: ["token"] }),
  },
  {
    does: "lists no method for public clients",
    finds: ["server-metadata/no-client-authentication"],
    as: said({ token_endpoint_auth_methods_supported: ["client_secret_basic"] }),
  },
  {
    does: "says nothing of PKCE",
    finds: ["pkce/absent"],
    culprit: AS,
    as: said({ code_challenge_methods_supported: undefined }),
  },
  {
    does: "has plain PKCE alone",
    finds: ["pkce/no-s256"],
    culprit: AS,
    as: said({ code_challenge_methods_supported: ["plain"] }),
  },
  {
    does: "doesn't list the scope of the challenge",
    finds: ["scope/unknown-to-server"],
    as: said({ scopes_supported: ["openid"] }),
  },
];

const registered = (change: Record<string, unknown>) => (): Between => members(register, () => change);
const asks = async (request: Request, part: string): Promise<boolean> =>
  register(request) && (await request.clone().text()).includes(part);
const refuses = (part: string, error: string, description?: string) => (): Between => async (request, ask) =>
  (await asks(request, part)) ? json({ error, error_description: description }, 400)() : ask(request);

export const REGISTRATION: readonly Variant[] = [
  {
    does: "has no registration",
    finds: ["registration/no-way"],
    culprit: "client",
    as: said({ registration_endpoint: undefined }),
  },
  {
    does: "has null as its registration endpoint",
    finds: ["registration/no-way"],
    culprit: "client",
    as: said({ registration_endpoint: null }),
  },
  {
    does: "accepts metadata documents alone",
    finds: ["registration/needs-client-metadata"],
    culprit: "client",
    as: said({ registration_endpoint: undefined, client_id_metadata_document_supported: true }),
  },
  {
    does: "has a registration endpoint elsewhere that can't be reached",
    finds: ["registration/unreachable"],
    culprit: "network",
    as: said({ registration_endpoint: "http://127.0.0.1:1/reg" }),
  },
  ...[401, 403].map((code) => ({
    does: `wants a token for registration (${code})`,
    finds: ["registration/needs-token"],
    culprit: AS,
    as: () => responds(register, status(code)),
  })),
  {
    does: "hasn't got its registration endpoint",
    finds: ["registration/not-found"],
    culprit: AS,
    as: () => responds(register, status(404)),
  },
  {
    does: "refuses loopback redirect URIs",
    finds: ["registration/redirect-uri-refused"],
    culprit: AS,
    as: refuses("redirect_uris", "invalid_redirect_uri"),
  },
  {
    does: "refuses 127.0.0.1 and takes localhost",
    finds: ["registration/only-localhost"],
    as: refuses("http://127.0.0.1", "invalid_redirect_uri"),
  },
  {
    does: "refuses public clients",
    finds: ["registration/no-public-clients"],
    as: refuses(
      '"token_endpoint_auth_method":"none"',
      "invalid_client_metadata",
      "token_endpoint_auth_method must not be none",
    ),
  },
  {
    does: "refuses every client",
    finds: ["registration/refused"],
    culprit: AS,
    as: refuses("client_name", "invalid_client_metadata", "not today"),
  },
  {
    does: "returns no client_id",
    finds: ["registration/no-client-id"],
    culprit: AS,
    as: registered({ client_id: undefined }),
  },
  {
    does: "has a page at the registration endpoint",
    finds: ["registration/no-client-id"],
    culprit: AS,
    as: () => responds(register, () => page()),
  },
  {
    does: "registers with 200",
    finds: ["registration/wrong-status"],
    as: () => async (request, ask) => {
      const response = await ask(request);
      return register(request) ? new Response(response.body, { status: 200, headers: response.headers }) : response;
    },
  },
  {
    does: "changes the method and has no secret",
    finds: ["registration/secret-absent", "token/refused"],
    culprit: AS,
    as: registered({ token_endpoint_auth_method: "client_secret_basic" }),
  },
  {
    does: "registers another redirect URI",
    finds: ["registration/redirect-uri-changed"],
    culprit: AS,
    as: registered({ redirect_uris: ["https://mcp.example/callback"] }),
  },
];

const comesBack = (change: (parameters: URLSearchParams) => void) => () => returning(change);
const error = (code: string, description = "") =>
  comesBack((parameters) => {
    parameters.delete("code");
    parameters.set("error", code);
    if (description) parameters.set("error_description", description);
  });
const says = (code: number, body: object) => () => responds(token, json(body, code, { "cache-control": "no-store" }));

export const SIGN_IN: readonly Variant[] = [
  {
    does: "isn't reachable for the authorization request",
    finds: ["authorization/unreachable"],
    culprit: "network",
    as: said({ authorization_endpoint: "http://127.0.0.1:1/auth" }),
  },
  {
    does: "doesn't know the client",
    finds: ["authorization/client-unknown"],
    culprit: "client",
    as: () => responds(authorize, json({ error: "invalid_client" }, 400)),
  },
  {
    does: "doesn't accept the redirect URI",
    finds: ["authorization/redirect-uri-refused"],
    culprit: "client",
    as: () =>
      responds(authorize, json({ error: "invalid_request", error_description: "Redirect URI is not allowed" }, 400)),
  },
  {
    does: "refuses with a page that says little",
    finds: ["authorization/refused"],
    culprit: AS,
    as: () => responds(authorize, () => page(400)),
  },
  {
    does: "fails at the authorization request",
    finds: ["authorization/fault"],
    culprit: AS,
    as: () => responds(authorize, status(500)),
  },
  {
    does: "has no page for sign-in",
    finds: ["authorization/nobody"],
    culprit: "client",
    as: () => responds(authorize, () => page()),
  },
  {
    does: "doesn't know the scope",
    finds: ["authorization/scope-refused"],
    culprit: "MCP server",
    as: error("invalid_scope"),
  },
  {
    does: "doesn't know the resource",
    finds: ["authorization/resource-refused"],
    culprit: AS,
    as: error("invalid_target"),
  },
  { does: "has a user who says no", finds: ["authorization/denied"], culprit: "client", as: error("access_denied") },
  {
    does: "doesn't let the client",
    finds: ["authorization/client-unknown"],
    culprit: "client",
    as: error("unauthorized_client"),
  },
  { does: "says server_error", finds: ["authorization/fault"], culprit: AS, as: error("server_error") },
  { does: "says invalid_request", finds: ["authorization/refused"], culprit: AS, as: error("invalid_request") },
  {
    does: "loses state",
    finds: ["authorization/state-lost"],
    culprit: AS,
    as: comesBack((all) => all.delete("state")),
  },
  {
    does: "sends iss without saying so",
    finds: ["authorization/iss-not-advertised"],
    as: said({ authorization_response_iss_parameter_supported: undefined }),
  },
  { does: "forgets iss", finds: ["authorization/iss-absent"], culprit: AS, as: comesBack((all) => all.delete("iss")) },
  {
    does: "has another iss",
    finds: ["authorization/iss-differs"],
    culprit: AS,
    as: comesBack((all) => all.set("iss", "https://other.example")),
  },
  {
    does: "returns no code",
    finds: ["authorization/no-code"],
    culprit: AS,
    as: comesBack((all) => all.delete("code")),
  },

  {
    does: "isn't reachable for the token request",
    finds: ["token/unreachable"],
    culprit: "network",
    as: said({ token_endpoint: "http://127.0.0.1:1/token" }),
  },
  {
    does: "refuses the client at the token endpoint",
    finds: ["token/client-refused"],
    culprit: "client",
    as: says(401, { error: "invalid_client" }),
  },
  { does: "refuses the code", finds: ["token/code-refused"], culprit: AS, as: says(400, { error: "invalid_grant" }) },
  {
    does: "refuses the resource in the token request",
    finds: ["token/resource-refused"],
    culprit: AS,
    as: says(400, { error: "invalid_target" }),
  },
  {
    does: "refuses the token request",
    finds: ["token/refused"],
    culprit: AS,
    as: says(400, { error: "invalid_request" }),
  },
  {
    does: "fails at the token request",
    finds: ["token/refused"],
    culprit: AS,
    as: () => responds(token, () => page(502)),
  },
  {
    does: "says an error with 200",
    finds: ["token/error-with-200"],
    culprit: AS,
    as: says(200, { error: "bad_verification_code" }),
  },
  {
    does: "returns a form instead of JSON",
    finds: ["token/no-json"],
    culprit: AS,
    as: () => responds(token, () => new Response("access_token=x")),
  },
  { does: "returns no token", finds: ["token/no-access-token"], culprit: AS, as: says(200, { token_type: "Bearer" }) },
  {
    does: "leaves token_type out",
    finds: ["token/not-bearer"],
    culprit: AS,
    as: () => members(token, () => ({ token_type: undefined })),
  },
  {
    does: "lets tokens be cached",
    finds: ["token/cacheable"],
    as: () => headers(token, (all) => all.delete("cache-control")),
  },
  { does: "grants less", finds: ["token/scope-narrowed"], as: () => members(token, () => ({ scope: "openid" })) },

  {
    does: "issues tokens for another API",
    finds: ["audience/other", "first-call/audience-refused"],
    culprit: AS,
    as: issued({ aud: "https://graph.example" }),
  },
  {
    does: "issues tokens without aud",
    finds: ["audience/absent", "first-call/audience-refused"],
    culprit: AS,
    as: issued({}),
  },
  {
    does: "issues tokens of another issuer",
    finds: ["audience/issuer-differs", "first-call/token-refused"],
    culprit: AS,
    as: (fixed) => issued({ aud: fixed.url, iss: "https://other.example" })(),
  },
  {
    does: "issues expired tokens",
    finds: ["audience/expired", "first-call/token-refused"],
    culprit: AS,
    as: (fixed) => issued({ aud: fixed.url, iss: fixed.issuer, exp: 1_000 })(),
  },
];

function issued(claims: Record<string, unknown>): () => Between {
  return () => async (request, ask) => {
    if (!token(request)) return ask(request);
    const key = new TextEncoder().encode("a key that no MCP server has got at all");
    const jwt = await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(key);
    return json({ access_token: jwt, token_type: "Bearer", expires_in: 60 }, 200, { "cache-control": "no-store" })();
  };
}

const when = (method: string, response: (request: Request) => Response) => (): Between => async (request, ask) =>
  withToken(request) && (await calls(request, method)) ? response(request) : ask(request);
const session = (): Between => headers(withToken, (all) => all.set("mcp-session-id", "a-session"));
const insufficient = (scope: string) => ({ "www-authenticate": `Bearer error="insufficient_scope"${scope}` });

const IN_SESSION: readonly Variant[] = [
  {
    does: "refuses the token",
    finds: ["first-call/token-refused"],
    culprit: "MCP server",
    mcp: when("initialize", status(401, { "www-authenticate": 'Bearer error="invalid_token"' })),
  },
  {
    does: "forbids without a reason",
    finds: ["first-call/forbidden"],
    culprit: "MCP server",
    mcp: when("initialize", status(403)),
  },
  {
    does: "fails with the token",
    finds: ["first-call/fault"],
    culprit: "MCP server",
    mcp: when("initialize", status(500)),
  },
  {
    does: "wants a session for initialize",
    finds: ["first-call/bad-request"],
    culprit: "MCP server",
    mcp: when("initialize", status(400)),
  },
  {
    does: "redirects a call with a token",
    finds: ["first-call/redirect"],
    culprit: "MCP server",
    mcp: when("initialize", status(307, { location: "https://other.example/mcp" })),
  },
  {
    does: "responds with nothing",
    finds: ["first-call/no-result"],
    culprit: "MCP server",
    mcp: when("initialize", status(202)),
  },
  {
    does: "is behind a proxy that cuts the connection",
    finds: ["first-call/unreachable"],
    culprit: "network",
    mcp: when("initialize", () => {
      throw new Error("cut");
    }),
  },
  {
    does: "loses its session",
    finds: ["tools/session-refused"],
    culprit: "MCP server",
    mcp: () => both(when("tools/list", status(404))(), session()),
  },
  {
    does: "loses its session, with 400",
    finds: ["tools/session-refused"],
    culprit: "MCP server",
    mcp: () => both(when("tools/list", status(400))(), session()),
  },
  {
    does: "refuses the version that it negotiated",
    finds: ["tools/version-refused"],
    culprit: "MCP server",
    mcp: when("tools/list", json({ error: { message: "Unsupported MCP-Protocol-Version" } }, 400)),
  },
  {
    does: "refuses the token at the second call",
    finds: ["tools/token-refused"],
    culprit: "MCP server",
    mcp: when("tools/list", status(401)),
  },
  {
    does: "refuses the notification",
    finds: ["tools/initialized-refused"],
    culprit: "MCP server",
    mcp: when("notifications/initialized", status(405)),
  },
  {
    does: "has an error in the place of tools",
    finds: ["tools/no-result"],
    culprit: "MCP server",
    mcp: when("tools/list", json({ jsonrpc: "2.0", id: 2, error: { code: -32_603, message: "no" } })),
  },
  {
    does: "wants more scopes and doesn't say which",
    finds: ["step-up/no-scope"],
    culprit: "MCP server",
    mcp: when("initialize", status(403, insufficient(""))),
  },
  {
    does: "wants a scope that it gets, and wants it again",
    finds: ["step-up/again"],
    culprit: "MCP server",
    mcp: () =>
      both(
        when("initialize", status(403, insufficient(', scope="mcp.write"')))(),
        when("tools/list", status(403, insufficient(', scope="mcp.write"')))(),
      ),
  },
  {
    does: "wants a scope that isn't granted",
    finds: ["step-up/not-granted"],
    culprit: AS,
    mcp: when("tools/list", status(403, insufficient(', scope="mcp.admin"'))),
  },
  {
    does: "wants a scope for the list, and accepts it then",
    finds: [],
    mcp: () => async (request, ask) => {
      if (!withToken(request) || !(await calls(request, "tools/list"))) return ask(request);
      const [, claims = ""] = (request.headers.get("authorization") ?? "").split(".");
      const { scope } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { scope: string };
      return scope.includes("mcp.write") ? ask(request) : status(403, insufficient(', scope="mcp.write"'))();
    },
  },
];

export const WITH_TOKEN: readonly Variant[] = IN_SESSION.map((one) => ({ ...one, revision: "2025-11-25" as const }));

const supports = (versions: readonly string[]) =>
  json({ jsonrpc: "2.0", id: 1, error: { code: -32_022, message: "no", data: { supported: versions } } }, 400);

/** What only a server of the newest revision can do wrong, and what an older one does with it. */
export const STATELESS: readonly Variant[] = [
  {
    does: "refuses the token",
    finds: ["first-call/token-refused"],
    culprit: "MCP server",
    mcp: when("server/discover", status(401, { "www-authenticate": 'Bearer error="invalid_token"' })),
  },
  { does: "knows no server/discover", finds: [], mcp: when("server/discover", status(404)) },
  { does: "refuses a version that it doesn't know", finds: [], mcp: when("server/discover", status(400)) },
  { does: "has only older revisions, and says so", finds: [], mcp: when("server/discover", supports(["2025-06-18"])) },
  {
    does: "has only newer revisions",
    finds: ["first-call/version-refused"],
    culprit: "MCP server",
    mcp: when("server/discover", supports(["2030-01-01"])),
  },
  {
    does: "leaves out what results must have",
    finds: ["tools/result-incomplete"],
    mcp: when("tools/list", json({ jsonrpc: "2.0", id: 2, result: { tools: [] } })),
  },
  {
    does: "wants a scope that isn't granted",
    finds: ["step-up/not-granted"],
    culprit: AS,
    mcp: when("tools/list", status(403, insufficient(', scope="mcp.admin"'))),
  },
];
