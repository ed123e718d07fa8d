/** Steps 4 and 5: the authorization server's metadata, and whether it has PKCE. */
import { type Exchange, statusOf } from "../exchange.ts";
import type { Metadata } from "../target.ts";
import { type Context, isSafeUrl } from "./context.ts";
import { type Found, jsonAt, serverMetadataUrls } from "./documents.ts";
import { unreachable } from "./no-token.ts";
import { problem } from "./problems/index.ts";
import { type Outcome, outcome, type Problem } from "./step.ts";

export async function serverMetadata(context: Context): Promise<Outcome> {
  const issuer = context.issuer ?? "";
  const places = serverMetadataUrls(issuer);
  const shows: Exchange[] = [];
  const problems: Problem[] = [];
  for (const [at, url] of places.entries()) {
    const found = await jsonAt(context.send, url);
    shows.push(found.exchange);
    if (found.content !== undefined) {
      context.server = found.content;
      const says = `${url} has it${at === 0 ? "" : `, the place that clients try as number ${at + 1}`}.`;
      return outcome(says, shows, [...problems, ...documentProblems(context, found.content)]);
    }
    if (found.lacks === "unreachable") {
      const ids = ["server-metadata/unreachable", "server-metadata/not-confirmed"] as const;
      return outcome("There is no response.", shows, [unreachable(found.exchange, ids)]);
    }
    problems.push(...stopping(found, url));
  }
  return missing(context, issuer, shows, problems);
}

/** What stops clients from trying the next place. */
function stopping({ lacks, exchange }: Found, url: string): readonly Problem[] {
  if (lacks === "page" || lacks === "no json")
    return [problem("server-metadata/page", `${url} is 200, and no metadata.`)];
  if (lacks === "fault" || lacks === "not public")
    return [problem("server-metadata/fault", `${url} is ${statusOf(exchange)}.`)];
  return [];
}

/** Nothing is where it should be. Perhaps it is where people put it by mistake. */
async function missing(
  context: Context,
  issuer: string,
  shows: readonly Exchange[],
  problems: readonly Problem[],
): Promise<Outcome> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  const [metadata = ""] = serverMetadataUrls(issuer);
  const elsewhere = [
    `${origin}${path}/.well-known/oauth-authorization-server`,
    `${origin}/.well-known/oauth-authorization-server`,
    `${origin}/.well-known/openid-configuration`,
  ];
  for (const url of path === "" ? [] : elsewhere) {
    const { content, exchange } = await jsonAt(context.send, url);
    if (typeof content?.token_endpoint !== "string") continue;
    context.server = content;
    const says = `The metadata is at ${url}, where clients don't look for the issuer ${issuer}.`;
    const found = [problem("server-metadata/wrong-place", says, { metadata }), ...documentProblems(context, content)];
    return outcome(says, [...shows, exchange], [...problems, ...found]);
  }
  const says = `There is no metadata of ${issuer}.`;
  return outcome(
    says,
    shows,
    problems.length > 0 ? problems : [problem("server-metadata/not-found", says, { metadata })],
  );
}

const has = (value: unknown, one: string): boolean => !Array.isArray(value) || value.includes(one);

function documentProblems(context: Context, document: Metadata): readonly Problem[] {
  const issuer = context.issuer ?? "";
  const { authorization_endpoint: authorization, token_endpoint: token } = document;
  const problems: Problem[] = [...issuerProblems(issuer, document.issuer)];
  if (typeof document.issuer === "string") context.issuer = document.issuer;
  if (typeof authorization !== "string" || typeof token !== "string") {
    const lacks = [authorization ?? "authorization_endpoint", token ?? "token_endpoint"].filter((one) =>
      /_endpoint$/.test(String(one)),
    );
    return [...problems, problem("server-metadata/no-endpoint", `The metadata has no ${lacks.join(" and no ")}.`)];
  }
  const unsafe = [authorization, token, document.registration_endpoint].filter(
    (url) => url !== undefined && url !== null && !isSafeUrl(url),
  );
  if (unsafe.length > 0)
    problems.push(problem("server-metadata/insecure-endpoint", `The metadata has ${unsafe.join(" and ")}.`));
  if (!has(document.response_types_supported, "code") || !has(document.grant_types_supported, "authorization_code"))
    problems.push(problem("server-metadata/no-code-flow", "The metadata doesn't list the authorization code flow."));
  // RFC 8414 2: without the member, it is client_secret_basic alone.
  if (!((document.token_endpoint_auth_methods_supported ?? []) as readonly unknown[]).includes("none"))
    problems.push(
      problem("server-metadata/no-client-authentication", "The metadata doesn't list token_endpoint_auth_method none."),
    );
  return problems;
}

/** RFC 8414 3.3: identical, or the document must not be used. */
function issuerProblems(issuer: string, received: unknown): readonly Problem[] {
  if (typeof received !== "string")
    return [problem("server-metadata/issuer-absent", "The metadata has no issuer.", { issuer })];
  if (received === issuer) return [];
  const says = `issuer is ${received}, and authorization_servers has ${issuer}.`;
  const isSlash = received.replace(/\/$/, "") === issuer.replace(/\/$/, "");
  return [
    problem(isSlash ? "server-metadata/issuer-slash" : "server-metadata/issuer-differs", says, { issuer, received }),
  ];
}

/** Step 5 (RFC 7636; MCP makes clients look in the metadata). */
export async function pkce({ server }: Context): Promise<Outcome> {
  const methods = server?.code_challenge_methods_supported;
  if (!Array.isArray(methods)) {
    const says = "The metadata has no code_challenge_methods_supported.";
    return outcome(says, [], [problem("pkce/absent", says)]);
  }
  const says = `The methods are ${methods.join(", ")}.`;
  return outcome(says, [], methods.includes("S256") ? [] : [problem("pkce/no-s256", says)]);
}
