/** Servers with a fault, and what must be found: these problems, in this order, and no others. */
import type { Revision } from "../../../src/checker/mcp/revision.ts";
import type { Culprit } from "../../../src/checker/mcp/step.ts";
import type { Between } from "../layer.ts";
import {
  at,
  atRoot,
  both,
  headers,
  json,
  members,
  metadata,
  page,
  responds,
  status,
  withoutToken,
  withToken,
  withWrongToken,
} from "./between.ts";

export interface Fixed {
  /** The MCP server's URL, and the issuer. */
  readonly url: string;
  readonly issuer: string;
}

export interface Variant {
  readonly does: string;
  readonly finds: readonly string[];
  /** Whose fault the first broken step is; none if there are only notes. */
  readonly culprit?: Culprit;
  readonly mcp?: (fixed: Fixed) => Between;
  readonly as?: (fixed: Fixed) => Between;
  /** Negotiated unless given. */
  readonly revision?: Revision;
  /** Nobody signs in. */
  readonly stops?: true;
  /** What the user types instead. */
  readonly types?: (url: string) => string;
}

const challenge = (change: (value: string) => string | undefined) => (): Between =>
  headers(withoutToken, (all) => {
    const changed = change(all.get("www-authenticate") ?? "");
    if (changed === undefined) all.delete("www-authenticate");
    else all.set("www-authenticate", changed);
  });
const resource = (change: (url: string) => unknown) => (fixed: Fixed) =>
  members(metadata, () => ({ resource: change(fixed.url) }));
const INITIALIZED = { protocolVersion: "2025-11-25", capabilities: {}, serverInfo: { name: "open", version: "1" } };
const open = (fixed: Fixed): Between =>
  responds(at("/mcp"), () => json({ jsonrpc: "2.0", id: 1, result: { ...INITIALIZED, tools: [], fixed } })());

export const NO_TOKEN: readonly Variant[] = [
  ...(
    [
      [403, "no-token/forbidden", "MCP server"],
      [404, "no-token/not-found", "client"],
      [405, "no-token/wrong-method", "client"],
      [406, "no-token/not-acceptable", "MCP server"],
      [415, "no-token/not-acceptable", "MCP server"],
      [500, "no-token/fault", "MCP server"],
      [502, "no-token/fault", "MCP server"],
      [400, "no-token/bad-request", "MCP server"],
    ] as const
  ).map(([code, id, culprit]) => ({
    does: `responds with ${code} to a request without a token`,
    finds: [id],
    culprit,
    mcp: () => responds(withoutToken, status(code)),
  })),
  {
    does: "has a web page there",
    finds: ["no-token/page"],
    culprit: "client",
    mcp: () => responds(at("/mcp"), () => page()),
  },
  {
    does: "says it in a JSON-RPC error",
    finds: ["no-token/error-in-json"],
    culprit: "MCP server",
    mcp: () =>
      responds(withoutToken, json({ jsonrpc: "2.0", id: 1, error: { code: -32_001, message: "Unauthorized" } })),
  },
  {
    does: "redirects to a path with a slash",
    finds: ["no-token/redirect"],
    culprit: "client",
    mcp: ({ url }) => responds(at("/mcp"), status(307, { location: `${url}/` })),
  },
  {
    does: "is behind a gateway that signs users in",
    finds: ["no-token/redirect-to-sign-in"],
    culprit: "MCP server",
    mcp: () => responds(at("/mcp"), status(302, { location: "https://sso.example/login?next=/mcp" })),
  },
  { does: "isn't there", finds: ["no-token/unreachable"], culprit: "network", types: () => "http://127.0.0.1:1/mcp" },
  {
    does: "has metadata and answers anyone",
    finds: ["no-token/open"],
    culprit: "MCP server",
    mcp: open,
  },
  { does: "has no authorization", finds: [], mcp: (fixed) => both(open(fixed), responds(metadata, status(404))) },
];

export const CHALLENGE: readonly Variant[] = [
  {
    does: "sends no WWW-Authenticate",
    // The scope comes from the metadata then.
    finds: ["challenge/absent"],
    culprit: "MCP server",
    mcp: challenge(() => undefined),
  },
  {
    does: "challenges with Basic",
    finds: ["challenge/not-bearer"],
    culprit: "MCP server",
    mcp: challenge(() => 'Basic realm="x"'),
  },
  {
    does: "leaves resource_metadata out",
    finds: ["challenge/no-resource-metadata"],
    mcp: challenge(() => 'Bearer realm="x", scope="mcp.read"'),
  },
  {
    does: "has a relative resource_metadata",
    finds: ["challenge/resource-metadata-no-url"],
    culprit: "MCP server",
    mcp: challenge((value) => value.replace(/"http:\/\/[^/]+/, '"')),
  },
  {
    does: "asks for offline_access",
    finds: ["scope/offline-access"],
    mcp: challenge((value) => value.replace('scope="mcp.read"', 'scope="mcp.read offline_access"')),
  },
  {
    does: "separates scopes with commas",
    finds: ["challenge/scope-malformed", "scope/unknown-to-server", "token/scope-narrowed"],
    culprit: "MCP server",
    mcp: challenge((value) => value.replace('scope="mcp.read"', 'scope="mcp.read,mcp.write"')),
  },
  {
    does: "says invalid_token where no token was",
    finds: ["challenge/error-without-token"],
    mcp: challenge((value) => `${value}, error="invalid_token"`),
  },
];

export const RESOURCE_METADATA: readonly Variant[] = [
  {
    does: "names metadata that isn't there",
    finds: ["resource-metadata/not-found"],
    culprit: "MCP server",
    mcp: challenge((value) => value.replace("oauth-protected-resource/mcp", "oauth-protected-resource/other")),
  },
  {
    does: "has no metadata at all",
    finds: ["resource-metadata/not-found"],
    culprit: "MCP server",
    mcp: () => responds(metadata, status(404)),
  },
  {
    does: "has none, and an authorization server of its own, as the first revision had it",
    finds: ["challenge/no-resource-metadata", "resource-metadata/not-found", "server-metadata/issuer-differs"],
    culprit: "MCP server",
    mcp: ({ issuer }) =>
      both(both(challenge(() => 'Bearer scope="mcp.read"')(), responds(metadata, status(404))), async (request, ask) =>
        at("/.well-known/oauth-authorization-server")(request)
          ? fetch(`${issuer}/.well-known/oauth-authorization-server`)
          : ask(request),
      ),
  },
  {
    does: "has a page in the place of the metadata",
    finds: ["resource-metadata/page", "resource-metadata/page"],
    culprit: "MCP server",
    mcp: () => responds(metadata, () => page()),
  },
  {
    does: "wants a token for the metadata",
    finds: ["resource-metadata/not-public", "resource-metadata/not-public"],
    culprit: "MCP server",
    mcp: () => responds(metadata, status(401)),
  },
  {
    does: "fails at the metadata",
    finds: ["resource-metadata/fault", "resource-metadata/fault"],
    culprit: "MCP server",
    mcp: () => responds(metadata, status(500)),
  },
  {
    does: "has metadata that is no JSON",
    finds: ["resource-metadata/no-json", "resource-metadata/no-json"],
    culprit: "MCP server",
    mcp: () => responds(metadata, () => new Response("resource: x")),
  },
  {
    does: "names an internal host",
    finds: ["resource-metadata/unreachable"],
    culprit: "network",
    mcp: challenge(() => 'Bearer resource_metadata="http://127.0.0.1:1/metadata", scope="mcp.read"'),
  },
  {
    does: "redirects to the metadata",
    finds: ["resource-metadata/redirected"],
    mcp: () => async (request, ask) => {
      const { origin, pathname } = new URL(request.url);
      if (pathname === "/moved") return ask(new Request(`${origin}/.well-known/oauth-protected-resource/mcp`));
      return metadata(request) ? status(302, { location: "/moved" })() : ask(request);
    },
  },
  {
    does: "leaves resource out",
    finds: ["resource-metadata/resource-absent"],
    culprit: "MCP server",
    mcp: resource(() => undefined),
  },
  {
    does: "has a resource with a slash",
    finds: ["resource-metadata/resource-slash", "first-call/token-refused"],
    culprit: "MCP server",
    mcp: resource((url) => `${url}/`),
  },
  { does: "is typed with a slash", finds: ["no-token/not-found"], culprit: "client", types: (url) => `${url}/` },
  {
    does: "has a resource with the other scheme",
    finds: ["resource-metadata/resource-scheme"],
    culprit: "MCP server",
    mcp: resource((url) => url.replace("http:", "https:")),
  },
  {
    does: "has its origin as resource",
    finds: ["resource-metadata/resource-parent", "first-call/token-refused"],
    culprit: "MCP server",
    mcp: resource((url) => new URL(url).origin),
  },
  {
    does: "has another host as resource",
    finds: ["resource-metadata/resource-differs"],
    culprit: "MCP server",
    mcp: resource(() => "https://mcp.internal/mcp"),
  },
  {
    does: "has an app ID as resource",
    finds: ["resource-metadata/resource-differs"],
    culprit: "MCP server",
    mcp: resource(() => "6f3b-app"),
  },
  {
    does: "has metadata for the whole origin, at the root",
    finds: ["challenge/no-resource-metadata", "resource-metadata/resource-parent-at-root", "first-call/token-refused"],
    culprit: "MCP server",
    mcp: ({ url }) =>
      both(challenge(() => 'Bearer scope="mcp.read"')(), async (request, ask) => {
        if (!metadata(request)) return ask(request);
        if (!atRoot(request)) return status(404)();
        const inner = await ask(new Request(`${new URL(url).origin}/.well-known/oauth-protected-resource/mcp`));
        const body = (await inner.json()) as object;
        return Response.json({ ...body, resource: new URL(url).origin }, { headers: inner.headers });
      }),
  },
  ...[undefined, []].map((servers) => ({
    does: `has ${servers === undefined ? "no" : "empty"} authorization_servers`,
    finds: ["resource-metadata/no-authorization-servers"],
    culprit: "MCP server" as const,
    mcp: () => members(metadata, () => ({ authorization_servers: servers })),
  })),
  {
    does: "lists the URL of the authorization server's metadata",
    finds: ["resource-metadata/authorization-server-no-issuer"],
    culprit: "MCP server",
    mcp: ({ issuer }) =>
      members(metadata, () => ({ authorization_servers: [`${issuer}/.well-known/oauth-authorization-server`] })),
  },
  {
    does: "lists an authorization server without TLS",
    finds: ["resource-metadata/authorization-server-no-issuer"],
    culprit: "MCP server",
    mcp: () => members(metadata, () => ({ authorization_servers: ["http://login.example"] })),
  },
  {
    does: "lists two authorization servers",
    finds: ["resource-metadata/several-authorization-servers"],
    mcp: ({ issuer }) => members(metadata, () => ({ authorization_servers: [issuer, "https://other.example"] })),
  },
  {
    does: "accepts tokens in the body alone",
    finds: ["resource-metadata/no-header"],
    culprit: "MCP server",
    mcp: () => members(metadata, () => ({ bearer_methods_supported: ["body"] })),
  },
  {
    does: "lets no other origin read the metadata",
    finds: ["resource-metadata/no-cors"],
    mcp: () => headers(metadata, (all) => all.delete("access-control-allow-origin")),
  },
];

export const WRONG_TOKEN: readonly Variant[] = [
  {
    does: "accepts any token",
    finds: ["wrong-token/accepted"],
    culprit: "MCP server",
    mcp: () => responds(withWrongToken, json({ jsonrpc: "2.0", id: 1, result: INITIALIZED })),
  },
  {
    does: "decodes tokens and doesn't verify them",
    finds: ["wrong-token/signature-ignored"],
    culprit: "MCP server",
    mcp: () => {
      const seen = new Set<string>();
      return async (request, ask) => {
        const sent = request.headers.get("authorization") ?? "";
        const unsigned = sent.split(".").slice(0, 2).join(".");
        if (withToken(request) && seen.size > 0 && seen.has(unsigned) && !seen.has(sent))
          return json({ jsonrpc: "2.0", id: 1, result: INITIALIZED })();
        if (withToken(request)) seen.add(unsigned).add(sent);
        return ask(request);
      };
    },
  },
  {
    does: "trusts a session without a token",
    revision: "2025-11-25",
    finds: ["wrong-token/session-is-enough"],
    culprit: "MCP server",
    mcp: () =>
      both(
        (request, ask) =>
          withoutToken(request) && request.headers.has("mcp-session-id")
            ? json({ jsonrpc: "2.0", id: 3, result: { tools: [] } })()
            : ask(request),
        headers(withToken, (all) => all.set("mcp-session-id", "a-session")),
      ),
  },
  ...[403, 400, 500].map((code) => ({
    does: `responds with ${code} to a wrong token`,
    finds: ["wrong-token/wrong-status"],
    culprit: "MCP server" as const,
    mcp: () => responds(withWrongToken, status(code)),
  })),
  {
    does: "has no challenge for a wrong token",
    finds: ["wrong-token/no-challenge"],
    culprit: "MCP server",
    mcp: () => responds(withWrongToken, status(401)),
  },
  {
    does: "doesn't say that a wrong token is invalid",
    finds: ["wrong-token/no-error"],
    mcp: () => responds(withWrongToken, status(401, { "www-authenticate": "Bearer" })),
  },
];
