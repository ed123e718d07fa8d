/** Step 7: how the client gets known: registered before, by a Client ID Metadata Document, or dynamically (RFC 7591). */
import { briefly, type Exchange, errorOf, jsonOf, statusOf } from "../exchange.ts";
import { clientMetadata } from "./client-metadata.ts";
import type { AuthMethod, Context } from "./context.ts";
import { problem } from "./problems/index.ts";
import { type Outcome, outcome, type Problem } from "./step.ts";

const DEPRECATED = "MCP 2026-07-28 deprecates that; the server could support Client ID Metadata Documents.";

/** What is registered if nobody listens. */
const NOWHERE = "http://127.0.0.1:33418/callback";

export const redirectUriOf = ({ listening }: Context): string => listening?.redirectUri ?? NOWHERE;

export async function registration(context: Context): Promise<Outcome> {
  if (context.listen !== undefined) context.listening ??= await context.listen("127.0.0.1");
  const { client, clientMetadata: document, server = {}, issuer = "" } = context;
  if (client !== undefined) {
    context.registered = client;
    return outcome(`The client ${client.id} was registered before.`, []);
  }
  const isSupported = server.client_id_metadata_document_supported === true;
  const endpoint = typeof server.registration_endpoint === "string" ? server.registration_endpoint : undefined;
  if (document !== undefined && (isSupported || endpoint === undefined))
    return clientMetadata(context, document, isSupported);
  if (endpoint !== undefined) return register(context, endpoint);
  const [id, says] = isSupported
    ? ([
        "registration/needs-client-metadata",
        "The server accepts Client ID Metadata Documents alone, and none was given.",
      ] as const)
    : ([
        "registration/no-way",
        "The server has neither Client ID Metadata Documents nor dynamic registration.",
      ] as const);
  return outcome(says, [], [problem(id, says, { issuer, redirect: redirectUriOf(context) })]);
}

/** Without scope: a client that is registered for what it requests first can't request more later. */
const ask = ({ send }: Context, url: string, redirectUri: string, method: AuthMethod): Promise<Exchange> =>
  send({
    url,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_name: "candor try",
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: method,
      application_type: "native",
    }),
  });

const isRegistered = (exchange: Exchange): boolean =>
  [200, 201].includes(statusOf(exchange)) && errorOf(exchange) === undefined;

/** As a public client with 127.0.0.1. If that is refused, as other clients would, to see what the server has against it. */
async function register(context: Context, url: string): Promise<Outcome> {
  const redirectUri = redirectUriOf(context);
  const first = await ask(context, url, redirectUri, "none");
  if (isRegistered(first)) return accepted(context, [first], redirectUri, "none", []);
  const early = hopeless(context, first);
  if (early !== undefined) return outcome(early.says, [first], [early]);
  const secret = await ask(context, url, redirectUri, "client_secret_basic");
  if (isRegistered(secret)) {
    const note = problem(
      "registration/no-public-clients",
      `A public client is refused (${briefly(first)}), and one with a secret isn't.`,
    );
    return accepted(context, [first, secret], redirectUri, "client_secret_basic", [note]);
  }
  const localhost = redirectUri.replace("//127.0.0.1", "//localhost");
  const named = await ask(context, url, localhost, "none");
  if (isRegistered(named)) {
    const note = problem(
      "registration/only-localhost",
      `${redirectUri} is refused (${briefly(first)}), and ${localhost} isn't.`,
    );
    await listenAnew(context);
    return accepted(context, [first, named], localhost, "none", [note]);
  }
  const refused = refusal(first);
  return outcome(refused.says, [first, secret, named], [refused]);
}

/** The port stays what was registered only by chance, so it is registered again. */
async function listenAnew(context: Context): Promise<void> {
  if (context.listen === undefined) return;
  await context.listening?.signIn.close?.();
  context.listening = await context.listen("localhost");
}

function hopeless(context: Context, exchange: Exchange): Problem | undefined {
  const status = statusOf(exchange);
  const seen = `The registration endpoint responds with ${briefly(exchange)}.`;
  if (exchange.came === undefined) return problem("registration/unreachable", seen);
  if (status === 401 || status === 403)
    return problem("registration/needs-token", seen, { redirect: redirectUriOf(context) });
  if (status === 404 || status === 405) return problem("registration/not-found", seen);
  return status < 400 ? problem("registration/no-client-id", seen) : undefined;
}

function refusal(exchange: Exchange): Problem {
  const { error_description: description } = jsonOf(exchange) ?? {};
  const seen = `Registration is refused: ${briefly(exchange)}${typeof description === "string" ? `, ${description.slice(0, 300)}` : ""}.`;
  const isRedirectUri = errorOf(exchange) === "invalid_redirect_uri" || /redirect.?uri/i.test(String(description));
  return problem(isRedirectUri ? "registration/redirect-uri-refused" : "registration/refused", seen);
}

async function accepted(
  context: Context,
  shows: readonly Exchange[],
  redirectUri: string,
  asked: AuthMethod,
  notes: readonly Problem[],
): Promise<Outcome> {
  const exchange = shows.at(-1) as Exchange;
  const {
    client_id: id,
    client_secret: secret,
    token_endpoint_auth_method: registered,
    redirect_uris: uris,
  } = jsonOf(exchange) ?? {};
  if (typeof id !== "string" || id === "") {
    const says = `The response is ${statusOf(exchange)}, without a client_id.`;
    return outcome(says, shows, [problem("registration/no-client-id", says)]);
  }
  const problems = [...notes];
  if (statusOf(exchange) !== 201)
    problems.push(problem("registration/wrong-status", `The response is ${statusOf(exchange)}.`));
  const method = methodOf(registered, asked, secret);
  if (method !== "none" && typeof secret !== "string")
    problems.push(problem("registration/secret-absent", `The method is ${registered}, and there is no client_secret.`));
  if (Array.isArray(uris) && !uris.includes(redirectUri))
    problems.push(
      problem(
        "registration/redirect-uri-changed",
        `${redirectUri} was requested, and ${uris.join(", ")} is registered.`,
      ),
    );
  context.registered = { id, method, ...(typeof secret === "string" && { secret }) };
  const says = `The client ${id} was registered dynamically, with the method ${method}.`;
  const isOnlyWay = context.server?.client_id_metadata_document_supported !== true;
  return outcome(isOnlyWay ? `${says} ${DEPRECATED}` : says, shows, problems);
}

/** RFC 7591 2: client_secret_basic if it is omitted; what was asked for, if there is no secret. */
function methodOf(registered: unknown, asked: AuthMethod, secret: unknown): AuthMethod {
  if (registered === "none" || registered === "client_secret_post" || registered === "client_secret_basic")
    return registered;
  return typeof secret === "string" && asked === "none" ? "client_secret_post" : asked;
}
