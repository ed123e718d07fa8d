/** A real MCP server, by the official SDK, whose tokens come from an authorization server. */
import {
  createMcpHandler,
  McpServer,
  OAuthError,
  OAuthErrorCode,
  requireBearerAuth,
} from "@modelcontextprotocol/server";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { type Ask, type Layer, startLayer } from "../layer.ts";

export interface Guarded extends Layer {
  readonly url: string;
}

export const SCOPE = "mcp.read";

/** The metadata and the gate are those of a careful server. */
export function startMcp(issuer: () => string, jwks: () => string): Promise<Guarded> {
  return startLayer((origin): Ask => {
    const url = `${origin}/mcp`;
    const metadata = `${origin}/.well-known/oauth-protected-resource/mcp`;
    const handler = createMcpHandler(() => server());
    const verifier = { verifyAccessToken: (token: string) => verified(token, issuer(), jwks(), url) };
    const gate = requireBearerAuth({
      verifier,
      expectedResource: new URL(url),
      requiredScopes: [SCOPE],
      resourceMetadataUrl: metadata,
    });
    return async (request) => {
      if (request.url === metadata)
        return Response.json(
          {
            resource: url,
            authorization_servers: [issuer()],
            scopes_supported: [SCOPE],
            bearer_methods_supported: ["header"],
          },
          { headers: { "access-control-allow-origin": "*" } },
        );
      if (new URL(request.url).pathname !== "/mcp") return new Response("Nothing is here.", { status: 404 });
      if (!request.headers.has("authorization"))
        return new Response(null, {
          status: 401,
          headers: { "www-authenticate": `Bearer resource_metadata="${metadata}", scope="${SCOPE}"` },
        });
      const auth = await gate(request);
      return auth instanceof Response ? auth : handler.fetch(request, { authInfo: auth });
    };
  }).then((layer) => ({ ...layer, url: `${layer.origin}/mcp` }));
}

function server(): McpServer {
  const one = new McpServer({ name: "orders", version: "1" }, { capabilities: { tools: {} } });
  one.registerTool("orders", { description: "Lists orders." }, () => ({ content: [{ type: "text", text: "none" }] }));
  return one;
}

async function verified(token: string, issuer: string, jwks: string, audience: string) {
  try {
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(jwks)), { issuer, audience });
    const { client_id, scope, exp } = payload as Record<string, unknown>;
    return {
      token,
      clientId: String(client_id),
      scopes: String(scope ?? "").split(" "),
      expiresAt: Number(exp),
      resource: new URL(audience),
    };
  } catch (error) {
    throw new OAuthError(OAuthErrorCode.InvalidToken, (error as Error).message);
  }
}
