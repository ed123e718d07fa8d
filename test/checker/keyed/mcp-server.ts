/** An MCP server at /mcp that accepts oidc-provider's tokens, as it should be unless told otherwise (MCP, Authorization). */
import { createLocalJWKSet, jwtVerify } from "jose";
import { errors } from "oidc-provider";
import { asClient, granted, METADATA, withMembers } from "../between.ts";
import { type Peer, secretOf, startOidcProvider } from "../peers/oidc-provider.ts";
import type { Answer, Ask, Between, Fixed, Message, Mutant } from "../through.ts";

export interface McpFault {
  /** Rules that it doesn't know. */
  readonly skips?: readonly string[];
  /** Changes its metadata. */
  readonly says?: (members: Record<string, unknown>) => Record<string, unknown>;
  /** Changes what it responds. */
  readonly responds?: (answer: Answer) => Answer;
}

const [PATH, DOCUMENT, SESSION] = ["/mcp", "/.well-known/oauth-protected-resource/mcp", "a-session"];

/** It knows the MCP server by its URL, however its host is written. */
export const startForMcp = (): Promise<Peer> =>
  startOidcProvider({
    features: {
      resourceIndicators: {
        enabled: true,
        defaultResource: () => undefined,
        getResourceServerInfo: (ctx: { oidc: { issuer: string } }, resource: string) => {
          const own = `${ctx.oidc.issuer}${PATH}`;
          if (!URL.canParse(resource) || new URL(resource).href !== own) throw new errors.InvalidTarget();
          return { scope: "read write", audience: own, accessTokenFormat: "jwt" };
        },
      },
    },
  });

export const mcpServer = ({
  skips = [],
  says = (members) => members,
  responds = (answer) => answer,
}: McpFault = {}): NonNullable<Mutant["between"]> =>
  (({ issuer }: Fixed): Between => {
    const isHeld = (rule: string): boolean => !skips.includes(rule);
    return async (message, ask) => {
      if (message.path === DOCUMENT)
        return isHeld("metadata")
          ? granted(says({ resource: issuer + PATH, authorization_servers: [issuer] }))
          : { status: 404, headers: new Headers(), body: "" };
      if (message.path === PATH) return responds(await responded(message, ask, issuer, isHeld));
      const answer = await ask(message);
      return typeof METADATA !== "string" && METADATA(message.path) && answer.status === 200
        ? withMembers(answer, (all) => ({ client_id_metadata_document_supported: true, ...all }))
        : answer;
    };
  }) as NonNullable<Mutant["between"]>;

async function responded(
  message: Message,
  ask: Ask,
  issuer: string,
  isHeld: (rule: string) => boolean,
): Promise<Answer> {
  const { headers, query, method } = message;
  const inQuery = isHeld("query") ? null : query.get("access_token");
  const token = headers.get("authorization")?.slice("Bearer ".length) ?? inQuery ?? undefined;
  const refused = (status: number, error?: string) => refusal(issuer, status, error);
  const isOpen =
    (method === "GET" && !isHeld("stream")) ||
    (headers.has("mcp-session-id") && !isHeld("session")) ||
    (method === "POST" && !headers.has("mcp-session-id") && query.size === 0 && !isHeld("token"));
  if (headers.has("authorization") && query.has("access_token")) return refused(400, "invalid_request");
  if (token === undefined) return isOpen ? initialized() : refused(401);
  const scope = await scopeOf(token, message, ask, issuer, isHeld);
  if (scope === undefined) return refused(isHeld("status") ? 401 : 400, "invalid_token");
  if (!scope.split(" ").includes("read")) return refused(isHeld("scope") ? 403 : 401, "insufficient_scope");
  return method === "GET" ? { status: 405, headers: new Headers({ allow: "POST" }), body: "" } : initialized();
}

async function scopeOf(
  token: string,
  message: Message,
  ask: Ask,
  issuer: string,
  isHeld: (rule: string) => boolean,
): Promise<string | undefined> {
  const host = new Headers({ host: message.headers.get("host") ?? "localhost" });
  const plain = { ...message, headers: host, query: new URLSearchParams(), body: "" };
  if (token.includes(".")) {
    const { body } = await ask({ ...plain, path: "/jwks", method: "GET" });
    const keys = createLocalJWKSet(JSON.parse(body));
    const verified = await jwtVerify(token, keys, { issuer, audience: issuer + PATH }).catch(() => undefined);
    return verified?.payload.scope as string | undefined;
  }
  if (isHeld("audience")) return undefined;
  host.set("content-type", "application/x-www-form-urlencoded");
  const asked = { ...plain, path: "/token/introspection", method: "POST", form: new URLSearchParams({ token }) };
  const { active } = JSON.parse((await ask(asClient(asked, "service", secretOf("service")))).body);
  return active ? "read" : undefined;
}

function initialized(): Answer {
  const result = { protocolVersion: "2025-11-25", capabilities: {}, serverInfo: { name: "things", version: "1" } };
  const answer = granted({ jsonrpc: "2.0", id: 1, result });
  answer.headers.set("mcp-session-id", SESSION);
  return answer;
}

function refusal(issuer: string, status: number, error?: string): Answer {
  const said = [error && `error="${error}"`, 'scope="read"', `resource_metadata="${issuer}${DOCUMENT}"`];
  const headers = new Headers({ "www-authenticate": `Bearer ${said.filter(Boolean).join(", ")}` });
  return { status, headers, body: "" };
}
