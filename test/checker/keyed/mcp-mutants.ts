/** Faults of MCP servers, and of authorization servers for them. */
import { asking, METADATA, refusal, responding, withHeader, withMembers } from "../between.ts";
import type { Answer, Mutant } from "../through.ts";
import { type McpFault, mcpServer } from "./mcp-server.ts";

const fault = (does: string, breaks: readonly string[], one: McpFault): Mutant => ({
  does,
  breaks,
  between: mcpServer(one),
});

const skipping = (rule: string, does: string, ...breaks: readonly string[]): Mutant =>
  fault(does, breaks, { skips: [rule] });

const challenging =
  (change: (challenge: string) => string, status?: number) =>
  (answer: Answer): Answer =>
    status === undefined || answer.status === status
      ? withHeader(answer, "www-authenticate", change(answer.headers.get("www-authenticate") ?? ""))
      : answer;

const saying = (does: string, breaks: readonly string[], change: object): Mutant => ({
  does,
  breaks,
  between: responding(METADATA, (answer, { path }) =>
    answer.status === 200 && !path.includes("protected-resource")
      ? withMembers(answer, (all) => ({ ...all, ...change }))
      : answer,
  ) as NonNullable<Mutant["between"]>,
});

export const MCP: Readonly<Record<string, Mutant>> = {
  "PKCE that isn't listed": saying(
    "code_challenge_methods_supported is missing.",
    ["mcp/pkce-listed", "metadata/pkce-s256"],
    {
      code_challenge_methods_supported: undefined,
    },
  ),
  "no documents of clients": saying("Clients have to be registered.", ["mcp/client-documents"], {
    client_id_metadata_document_supported: undefined,
  }),
  "resources in capitals": {
    does: "It compares resources letter by letter.",
    breaks: ["mcp/resource-case"],
    between: asking("/token", (message) =>
      message.form.get("resource")?.startsWith("HTTP") ? refusal("invalid_target") : message,
    ) as NonNullable<Mutant["between"]>,
  },
  "an open MCP server": skipping("token", "initialize needs no token.", "mcp/token-required"),
  "an MCP server without metadata": skipping("metadata", "It has none.", "mcp/resource-metadata"),
  "an MCP server of no authorization server": fault(
    "Its metadata has no authorization_servers.",
    ["mcp/authorization-servers"],
    { says: ({ authorization_servers: _, ...rest }) => rest },
  ),
  "a challenge without a scope": fault("It doesn't say what is needed.", ["mcp/challenge-scope"], {
    responds: challenging((challenge) => challenge.replace('scope="read", ', ""), 401),
  }),
  "bad requests instead of bad tokens": skipping("status", "Bad tokens get 400.", "mcp/invalid-token", "mcp/audience"),
  "MCP by URL": skipping("query", "It takes tokens in URLs.", "mcp/not-in-url"),
  "MCP for anybody's tokens": skipping("audience", "It doesn't look at aud.", "mcp/audience"),
  "MCP with any 401": skipping("scope", "Too few scopes get 401.", "mcp/insufficient-scope"),
  "insufficient without a scope": fault("It doesn't say what is needed.", ["mcp/scope-challenge"], {
    responds: challenging((challenge) => challenge.replace('scope="read", ', ""), 403),
  }),
  "MCP by session": skipping("session", "A session needs no token.", "mcp/session-needs-token"),
  "MCP by stream": skipping("stream", "A stream needs no token.", "mcp/stream-needs-token"),
};
