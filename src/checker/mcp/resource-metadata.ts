/** Step 3: the protected resource metadata (RFC 9728), which names the authorization server. */
import { type Exchange, headerOf, statusOf } from "../exchange.ts";
import { type Context, isSafeUrl } from "./context.ts";
import { type Found, jsonAt, resourceMetadataUrls } from "./documents.ts";
import { type ProblemId, problem } from "./problems/index.ts";
import { type Outcome, outcome, type Problem } from "./step.ts";

interface Looked {
  readonly found?: Found & { readonly at: string };
  readonly problems: readonly Problem[];
  readonly shows: readonly Exchange[];
}

export async function resourceMetadata(context: Context): Promise<Outcome> {
  const { found, problems, shows } = await look(context);
  const content = found?.content;
  if (found === undefined || content === undefined) return fallBack(context, problems, shows);
  context.resource = content;
  const isAtRoot = found.at === resourceMetadataUrls(context.url).at(-1) && named(context) === undefined;
  const all = [...problems, ...resourceProblems(context, content.resource, isAtRoot), ...memberProblems(context)];
  if (found.redirects.length > 0)
    all.push(problem("resource-metadata/redirected", `${found.at} leads to ${found.redirects.at(-1)}.`));
  const inBrowser = await context.send({ url: found.at, headers: { origin: "https://client.example" } });
  if (statusOf(inBrowser) === 200 && headerOf(inBrowser, "access-control-allow-origin") === undefined)
    all.push(problem("resource-metadata/no-cors", "A page of another origin may not read the document."));
  const says = `${found.at} has it${context.issuer === undefined ? "" : `; the authorization server is ${context.issuer}`}.`;
  return outcome(says, shows, all);
}

/** What the challenge names. */
function named({ challenge }: Context): string | undefined {
  const url = challenge?.parameters.resource_metadata;
  return url !== undefined && /^https?:/i.test(url) && URL.canParse(url) ? url : undefined;
}

/** What the challenge names, or else the well-known places. If what it names can't be read, these too, to see what comes next. */
async function look(context: Context): Promise<Looked> {
  const shows: Exchange[] = [];
  const problems: Problem[] = [];
  const first = named(context);
  const places = [...new Set([...(first === undefined ? [] : [first]), ...resourceMetadataUrls(context.url)])];
  for (const at of places) {
    const found = await jsonAt(context.send, at);
    shows.push(found.exchange);
    if (found.content !== undefined) return { found: { ...found, at }, problems, shows };
    if (found.lacks !== "not found" || at === first) problems.push(lack(found, at, context));
  }
  return { problems, shows };
}

const LACKS: Readonly<Record<NonNullable<Found["lacks"]>, ProblemId>> = {
  unreachable: "resource-metadata/unreachable",
  "not found": "resource-metadata/not-found",
  page: "resource-metadata/page",
  "not public": "resource-metadata/not-public",
  fault: "resource-metadata/fault",
  "no json": "resource-metadata/no-json",
};

function lack({ lacks = "not found", exchange }: Found, at: string, { url }: Context): Problem {
  const metadata = lacks === "unreachable" ? at : (resourceMetadataUrls(url)[0] ?? "");
  const seen = exchange.came === undefined ? exchange.failure : statusOf(exchange);
  return problem(LACKS[lacks], `${at}: ${seen}${lacks === "page" ? " and a web page" : ""}.`, { metadata });
}

/** The first revision had the authorization server at the MCP server's own origin, and many clients still look there. */
async function fallBack(context: Context, problems: readonly Problem[], shows: readonly Exchange[]): Promise<Outcome> {
  const { origin } = new URL(context.url);
  const [metadata = ""] = resourceMetadataUrls(context.url);
  const own = await jsonAt(context.send, `${origin}/.well-known/oauth-authorization-server`);
  const isThere = typeof own.content?.token_endpoint === "string";
  if (isThere) context.issuer = origin;
  const says = isThere
    ? `There is none. ${origin} has metadata of an authorization server, as the revision of 2025-03-26 had it; the walk goes on with that.`
    : "There is none, so clients can't find the authorization server.";
  const missing = problems.length > 0 ? problems : [problem("resource-metadata/not-found", says, { metadata })];
  return outcome(says, [...shows, own.exchange], missing);
}

const bare = (url: string): string => url.replace(/\/$/, "");
const normal = (url: string): string => {
  const { href, pathname, search, hash } = new URL(url);
  return pathname === "/" && search + hash === "" ? bare(href) : href;
};

/** RFC 9728 3.3: `resource` is the URL that clients use, character by character. Case and default ports of the host may differ. */
function resourceProblems(context: Context, resource: unknown, isAtRoot: boolean): readonly Problem[] {
  const { url } = context;
  const [metadata = ""] = resourceMetadataUrls(url);
  if (typeof resource !== "string")
    return [problem("resource-metadata/resource-absent", "There is no resource.", { url })];
  const found = (id: ProblemId): readonly Problem[] => [
    problem(id, `resource is ${resource}, and the server's URL is ${url}.`, { url, resource, metadata }),
  ];
  if (!URL.canParse(resource)) return found("resource-metadata/resource-differs");
  const [one, other] = [new URL(resource), new URL(url)];
  // A token for another server must not be sent to this one, whatever its metadata says (RFC 9728 7.3).
  if (one.origin === other.origin) context.audience = resource;
  if (normal(resource) === normal(url)) return [];
  if (bare(one.href) === bare(other.href)) return found("resource-metadata/resource-slash");
  if (one.host === other.host && one.protocol !== other.protocol) return found("resource-metadata/resource-scheme");
  const isParent = one.origin === other.origin && other.pathname.startsWith(`${bare(one.pathname)}/`);
  if (isParent && isAtRoot && one.pathname === "/") return found("resource-metadata/resource-parent-at-root");
  return found(isParent ? "resource-metadata/resource-parent" : "resource-metadata/resource-differs");
}

function memberProblems(context: Context): readonly Problem[] {
  const { authorization_servers: servers, bearer_methods_supported: methods } = context.resource ?? {};
  const problems: Problem[] = [];
  if (Array.isArray(methods) && methods.length > 0 && !methods.includes("header"))
    problems.push(problem("resource-metadata/no-header", `bearer_methods_supported is ${methods.join(", ")}.`));
  if (!Array.isArray(servers) || servers.length === 0) {
    const says = servers === undefined ? "There is no authorization_servers." : "authorization_servers is empty.";
    return [...problems, problem("resource-metadata/no-authorization-servers", says)];
  }
  const [first] = servers as readonly unknown[];
  if (servers.length > 1)
    problems.push(
      problem(
        "resource-metadata/several-authorization-servers",
        `There are ${servers.length}; the walk uses the first.`,
      ),
    );
  if (!isSafeUrl(first) || /[?#]|\/\.well-known\//.test(first))
    problems.push(problem("resource-metadata/authorization-server-no-issuer", `authorization_servers has ${first}.`));
  if (isSafeUrl(first)) context.issuer = first.replace(/\/\.well-known\/.*$/, "").replace(/[?#].*$/, "");
  return problems;
}
