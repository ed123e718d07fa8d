/** Servers of the Model Context Protocol, and the authorization servers for them (MCP, Authorization). */
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import { granting } from "../granting.ts";
import { jwtOf } from "../jwt.ts";
import { CannotTell, type Changes, type Lab, pairsOf, tokensIn } from "../lab.ts";
import { type Call, call, INITIALIZE, resultOf } from "../mcp/call.ts";
import { bearerOf } from "../mcp/challenge.ts";
import { resourceMetadataUrls } from "../mcp/documents.ts";
import { sessionIn } from "../mcp/greet.ts";
import { probe } from "../probe.ts";
import { mustBeRefused } from "../refusals.ts";
import { listed } from "../target.ts";

/** What MCP wants of the authorization server beside what the RFCs do. */
export const mcpMetadata = probe({
  does: "Reads what the metadata says to MCP clients.",
  needs: ["MCP", "metadata"],
  finds: ["pkce", "client-documents"],
  async run({ target }) {
    const methods = listed(target, "code_challenge_methods_supported");
    const { client_id_metadata_document_supported: documents } = target.metadata;
    const { exchange } = target.oauth.content === undefined ? target.openid : target.oauth;
    return {
      pkce: either(
        methods?.includes("S256") ?? false,
        "code_challenge_methods_supported has S256.",
        methods === undefined
          ? "There is no code_challenge_methods_supported."
          : `code_challenge_methods_supported is ${methods.join(", ")}.`,
        exchange,
      ),
      "client-documents": either(
        documents === true,
        "client_id_metadata_document_supported is true.",
        "client_id_metadata_document_supported isn't true.",
        exchange,
      ),
    };
  },
});

export const mcpResource = probe({
  does: "Asks for tokens for the MCP server, whose URL is written another way.",
  needs: ["MCP", "token endpoint", "a client for tokens", "a resource"],
  finds: ["case"],
  async run(lab) {
    const { resource = "" } = lab.target.api ?? {};
    tokensIn(await aToken(lab));
    const [, scheme, host, rest = ""] = /^(https?):\/\/([^/]+)(.*)$/.exec(resource) ?? [];
    if (scheme === undefined || host === undefined)
      return { case: notApplicable("The resource isn't a URL of a server.") };
    const exchange = await aToken(lab, { resource: `${scheme.toUpperCase()}://${host.toUpperCase()}${rest}` });
    return {
      case: either(
        statusOf(exchange) === 200,
        "The scheme and the host may be written in capitals.",
        `With the scheme and the host in capitals, the response is ${briefly(exchange)}.`,
        exchange,
      ),
    };
  },
});

async function aToken(lab: Lab, changes: Changes = {}): Promise<Exchange> {
  const { client, parameters } = granting(lab);
  return lab.send(lab.asClient(client, lab.endpoint("token"), pairsOf(await parameters(), changes)));
}

type Initialize = (how: Omit<Call, "method">, url?: string) => Promise<Exchange>;

export const mcpServer = probe({
  does: "Calls the MCP server with good tokens, with bad ones, and without any.",
  needs: ["MCP", "an API", "token endpoint", "a client for tokens"],
  finds: [
    ...(["no-token", "metadata", "servers", "challenge-scope", "bad-token", "in-query", "audience"] as const),
    ...(["scope", "scope-challenge", "session", "stream"] as const),
  ],
  async run(lab) {
    const url = lab.target.api?.url ?? "";
    const initialize: Initialize = (how, at = url) => call({ url: at, send: lab.send }, { ...INITIALIZE, ...how });
    const { access } = tokensIn(await aToken(lab));
    const good = await initialize({ token: access });
    if (resultOf(good) === undefined)
      throw new CannotTell(`The MCP server refuses a good token: ${briefly(good)}.`, [good]);
    const [none, bad] = [await initialize({}), await initialize({ token: lab.fresh(32) })];
    const inQuery = `${url}?access_token=${encodeURIComponent(access)}`;
    return {
      "no-token": mustBe401(none, "Without a token"),
      ...(await metadata(lab, url, none)),
      "challenge-scope":
        statusOf(none) !== 401
          ? notApplicable("The response isn't 401.", none)
          : either(
              bearerOf(none)?.parameters.scope !== undefined,
              `The scope is ${bearerOf(none)?.parameters.scope}.`,
              "WWW-Authenticate has no scope.",
              none,
            ),
      "bad-token": mustBe401(bad, "With a token that doesn't exist"),
      "in-query": mustBeRefused(await initialize({}, inQuery), "A token in the URL is accepted."),
      audience: await audience(lab, initialize),
      ...(await scopes(lab, initialize)),
      session: await session(initialize, good),
      stream: await stream(lab, url),
    };
  },
});

const mustBe401 = (exchange: Exchange, when: string): Finding =>
  either(
    statusOf(exchange) === 401,
    "The response is 401.",
    `${when}, the response is ${briefly(exchange)} instead of 401.`,
    exchange,
  );

/** Found by the challenge, or else where clients look (RFC 9728 3.1 and 5.1). */
async function metadata(lab: Lab, url: string, none: Exchange): Promise<Record<"metadata" | "servers", Finding>> {
  const named = bearerOf(none)?.parameters.resource_metadata;
  const places = named === undefined ? resourceMetadataUrls(url) : [named];
  const shows: Exchange[] = [none];
  for (const place of places) {
    const exchange = await lab.send({ url: place });
    shows.push(exchange);
    const content = statusOf(exchange) === 200 ? jsonOf(exchange) : undefined;
    if (content === undefined) continue;
    const { authorization_servers: servers } = content;
    return {
      metadata: held(`It is at ${place}.`, ...shows),
      servers: either(
        Array.isArray(servers) && servers.includes(lab.target.issuer),
        "authorization_servers has the issuer.",
        `authorization_servers is ${JSON.stringify(servers) ?? "missing"}.`,
        exchange,
      ),
    };
  }
  return {
    metadata: either(false, "", `There is no metadata at ${places.join(" or ")}.`, ...shows),
    servers: notApplicable("There is no metadata."),
  };
}

async function audience(lab: Lab, initialize: Initialize): Promise<Finding> {
  const other = await aToken(lab, { resource: undefined });
  const { access_token: token } = jsonOf(other) ?? {};
  if (lab.target.api?.resource === undefined) return unclear("A resource is needed: api.resource.");
  if (typeof token !== "string")
    return notApplicable(`There are no tokens without a resource: ${errorOf(other)}.`, other);
  if ([jwtOf(token)?.claims.aud].flat().includes(lab.target.api.resource))
    return notApplicable("Without a resource, it is the same one.", other);
  const exchange = await initialize({ token });
  return either(
    statusOf(exchange) === 401,
    "The response is 401.",
    `With a token for another resource, the response is ${briefly(exchange)} instead of 401.`,
    exchange,
  );
}

/** Any scope of the client that the server doesn't need. */
async function scopes(lab: Lab, initialize: Initialize): Promise<Record<"scope" | "scope-challenge", Finding>> {
  const both = (finding: Finding) => ({ scope: finding, "scope-challenge": finding });
  const { client, isRepeatable } = granting(lab);
  const needed = new Set(lab.target.api?.scope?.split(" "));
  const other = client.scope?.split(" ").find((one) => !needed.has(one));
  if (needed.size === 0 || other === undefined || !isRepeatable)
    return both(unclear("api.scope is needed, and a service client that has a scope beside it."));
  const issued = await aToken(lab, { scope: other });
  const { access_token: token } = jsonOf(issued) ?? {};
  if (typeof token !== "string") return both(unclear(`${other} is refused: ${briefly(issued)}.`, issued));
  const exchange = await initialize({ token });
  if (statusOf(exchange) === 200) return both(unclear("The server needs no scope for initialize.", exchange));
  const { error, scope, resource_metadata: place } = bearerOf(exchange)?.parameters ?? {};
  const missing = Object.entries({ scope, resource_metadata: place }).filter(([, value]) => value === undefined);
  return {
    scope: either(
      statusOf(exchange) === 403 && error === "insufficient_scope",
      "The response is 403 insufficient_scope.",
      `With a token for ${other}, the response is ${briefly(exchange)} instead of 403 insufficient_scope.`,
      exchange,
    ),
    "scope-challenge":
      error !== "insufficient_scope"
        ? notApplicable("The response isn't insufficient_scope.", exchange)
        : either(
            missing.length === 0,
            `The scope is ${scope}.`,
            `WWW-Authenticate has no ${missing.map(([name]) => name).join(" and no ")}.`,
            exchange,
          ),
  };
}

/** A session takes no token's place. */
async function session(initialize: Initialize, good: Exchange): Promise<Finding> {
  if (headerOf(good, "mcp-session-id") === undefined) return notApplicable("The server has no sessions.", good);
  const exchange = await initialize({ session: sessionIn(good), id: 2 });
  return mustBe401(exchange, "In a session, and without a token");
}

/** The stream of what the server sends by itself. */
async function stream(lab: Lab, url: string): Promise<Finding> {
  const exchange = await lab.send({ url, headers: { accept: "text/event-stream" }, enough: () => true });
  return either(
    statusOf(exchange) !== 200,
    `The response is ${briefly(exchange)}.`,
    "Without a token, GET opens a stream.",
    exchange,
  );
}
