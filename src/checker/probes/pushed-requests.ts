/** Pushed authorization requests (RFC 9126): what is accepted, what comes back, and what a request_uri is good for. */
import { mostBits } from "../entropy.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import { type AuthorizationRequest, CannotTell, type Changes, type Lab } from "../lab.ts";
import { declaredManner } from "../manner.ts";
import { probe } from "../probe.ts";
import { notSentTo, wasGranted, wasRefused } from "../redirect.ts";
import type { TestClient } from "../target.ts";

interface Pushed {
  readonly request: AuthorizationRequest;
  readonly exchange: Exchange;
  readonly uri: string;
}

const uriIn = (exchange: Exchange): string | undefined => {
  const { request_uri: uri } = jsonOf(exchange) ?? {};
  return typeof uri === "string" ? uri : undefined;
};

/** Throws `CannotTell` if it is refused. */
async function pushed(lab: Lab, client: TestClient, changes: Changes = {}): Promise<Pushed> {
  const request = lab.authorizationRequest(client, changes);
  const exchange = await lab.push(request);
  const uri = uriIn(exchange);
  if (uri === undefined) throw new CannotTell(`The pushed request was refused: ${briefly(exchange)}.`, [exchange]);
  return { request, exchange, uri };
}

export const pushedRequests = probe({
  does: "Pushes good authorization requests and bad ones, and looks at the responses.",
  needs: ["pushed requests"],
  finds: [
    ...(["created", "request-uri", "expires-in", "short-lived", "no-store", "different", "unguessable"] as const),
    ...(["client-authentication", "wrong-secret", "other-client-id", "get-refused", "json-refused"] as const),
    ...(["no-request-uri", "validated", "repeated", "error-json", "error-status", "public-redirect-uri"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const push = (changes: Changes, as: TestClient = client): Promise<Exchange> =>
      lab.push(lab.authorizationRequest(client, changes), as);
    const { exchange, uri } = await pushed(lab, client);
    const { expires_in: seconds } = jsonOf(exchange) ?? {};
    const others = [await pushed(lab, client), await pushed(lab, client), await pushed(lab, client)];
    const uris = [uri, ...others.map((one) => one.uri)];
    const bits = Math.floor(mostBits(uris));
    const absent = await push({ response_type: undefined });
    return {
      created: either(
        statusOf(exchange) === 201,
        "The status is 201.",
        `The status is ${statusOf(exchange)} instead of 201.`,
        exchange,
      ),
      "request-uri": either(URL.canParse(uri), "request_uri is a URI.", `request_uri is ${uri}, and no URI.`, exchange),
      "expires-in": either(
        Number.isInteger(seconds) && Number(seconds) > 0,
        `expires_in is ${seconds} seconds.`,
        `expires_in is ${JSON.stringify(seconds)} instead of a positive number of seconds.`,
        exchange,
      ),
      "short-lived":
        typeof seconds !== "number"
          ? unclear("There is no number of seconds.", exchange)
          : either(seconds <= 600, `It lasts ${seconds} seconds.`, `It lasts ${seconds} seconds.`, exchange),
      "no-store": either(
        /no-store/i.test(headerOf(exchange, "cache-control") ?? ""),
        "Cache-Control has no-store.",
        "Cache-Control has no no-store.",
        exchange,
      ),
      different: either(
        new Set(uris).size === uris.length,
        "Each request has a URI of its own.",
        "Two requests have the same URI.",
        exchange,
        ...others.slice(0, 1).map((one) => one.exchange),
      ),
      unguessable: either(
        bits >= 128,
        `They differ in places that can carry ${bits} bits.`,
        `They differ in places that can carry ${bits} bits at most, fewer than 128.`,
        exchange,
      ),
      ...(await authentication(lab, client, push)),
      "other-client-id":
        lab.target.clients.other === undefined
          ? unclear("A second confidential client is needed.")
          : notPushed(await push({ client_id: lab.target.clients.other.client_id })),
      "get-refused": await byGet(lab, client),
      "json-refused": await asJson(lab, client),
      "no-request-uri": notPushed(await push({ request_uri: "urn:example:pushed-before" })),
      validated: notPushed(await push({ response_type: "no_such_type" })),
      repeated: notPushed(await push({ scope: [client.scope ?? "openid", "profile"] })),
      "error-json": isRefusal(absent, errorOf(absent) !== undefined, "The error is JSON.", "The error is no JSON."),
      "error-status": isRefusal(
        absent,
        statusOf(absent) === 400,
        "The status is 400.",
        `The status is ${statusOf(absent)} instead of 400.`,
      ),
      "public-redirect-uri": await publicRedirectUri(lab),
    };
  },
});

const notPushed = (exchange: Exchange): Finding =>
  exchange.came === undefined
    ? unclear(`There was no response: ${exchange.failure}.`, exchange)
    : either(
        uriIn(exchange) === undefined && statusOf(exchange) >= 400,
        `The response is ${briefly(exchange)}.`,
        `The response is ${briefly(exchange)}; it should be refused.`,
        exchange,
      );

const isRefusal = (exchange: Exchange, isFine: boolean, good: string, bad: string): Finding =>
  uriIn(exchange) === undefined
    ? either(isFine, good, bad, exchange)
    : unclear("The request wasn't refused.", exchange);

async function authentication(
  lab: Lab,
  client: TestClient,
  push: (changes: Changes, as: TestClient) => Promise<Exchange>,
): Promise<Record<"client-authentication" | "wrong-secret", Finding>> {
  if (client.client_secret === undefined) {
    const none = notApplicable("The client has no secret.");
    return { "client-authentication": none, "wrong-secret": none };
  }
  return {
    "client-authentication": notPushed(await push({}, { ...client, token_endpoint_auth_method: "none" })),
    "wrong-secret": notPushed(await push({}, { ...client, client_secret: lab.fresh() })),
  };
}

function endpointAsClient(lab: Lab, client: TestClient) {
  const { url, headers = {} } = lab.asClient(client, lab.endpoint("pushed_authorization_request"), []);
  const parameters = [...new URL(lab.authorizationRequest(client).url).searchParams];
  return { url: new URL(url), headers, parameters };
}

async function byGet(lab: Lab, client: TestClient): Promise<Finding> {
  const { url, headers, parameters } = endpointAsClient(lab, client);
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return notPushed(await lab.send({ url: url.href, method: "GET", headers }));
}

async function asJson(lab: Lab, client: TestClient): Promise<Finding> {
  const { url, headers, parameters } = endpointAsClient(lab, client);
  const body = JSON.stringify(Object.fromEntries(parameters));
  return notPushed(
    await lab.send({ url: url.href, headers: { ...headers, "content-type": "application/json" }, body }),
  );
}

/** RFC 9126 2.4: only clients that are authenticated may use redirect URIs that aren't registered. */
async function publicRedirectUri(lab: Lab): Promise<Finding> {
  const { public: app } = lab.target.clients;
  if (app?.redirect_uri === undefined) return unclear("A public client with a redirect_uri is needed.");
  const request = lab.authorizationRequest(app, { redirect_uri: "https://attacker.example/callback", prompt: "none" });
  const exchange = await lab.push(request);
  const uri = uriIn(exchange);
  if (uri === undefined) return held(`The response is ${briefly(exchange)}.`, exchange);
  const { landing, last } = await lab.followUnknown(lab.withRequestUri(request, uri));
  return either(
    landing.returned === undefined,
    `The response is ${briefly(last)}.`,
    "The browser is sent there.",
    last,
  );
}

export const requestUris = probe({
  does: "Uses the URIs of pushed requests: twice, as another client, and with other parameters beside them.",
  needs: ["pushed requests"],
  finds: [
    ...(["works", "once", "bound-to-client", "unknown", "client-id-required", "required"] as const),
    ...(["outer-redirect-uri", "outer-state", "outer-scope", "challenge-kept"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const one = await pushed(lab, client);
    const first = await lab.follow(lab.withRequestUri(one.request, one.uri));
    const unknown = `${one.uri.slice(0, -16)}${lab.fresh(12)}`;
    const bare = await pushed(lab, client);
    return {
      works: await works(lab, first),
      once: wasRefused(await lab.follow(lab.withRequestUri(one.request, one.uri))),
      "bound-to-client": await boundToClient(lab, client),
      unknown: wasRefused(await lab.follow(lab.withRequestUri(one.request, unknown))),
      "client-id-required": wasRefused(
        await lab.follow(lab.withRequestUri(bare.request, bare.uri, { client_id: undefined })),
      ),
      required: declaredManner(lab.target, client).isPushed
        ? wasRefused(await lab.follow(lab.authorizationRequest(client)))
        : notApplicable("Nothing says that requests must be pushed."),
      ...(await beside(lab, client)),
      "challenge-kept": await challengeKept(lab, client),
    };
  },
});

async function works(lab: Lab, authorized: Awaited<ReturnType<Lab["follow"]>>): Promise<Finding> {
  const code = authorized.landing.returned?.parameters.get("code");
  if (code == null) return wasGranted(authorized);
  const exchange = await lab.redeem({ ...authorized, code });
  return either(
    statusOf(exchange) === 200,
    "It gives a code, which gives tokens.",
    `The code is refused: ${briefly(exchange)}.`,
    authorized.last,
    exchange,
  );
}

async function boundToClient(lab: Lab, client: TestClient): Promise<Finding> {
  const { other } = lab.target.clients;
  if (other === undefined) return unclear("A second confidential client is needed.");
  const { request, uri } = await pushed(lab, client);
  return wasRefused(await lab.follow(lab.withRequestUri(request, uri, { client_id: other.client_id })));
}

const ELSEWHERE = "https://attacker.example/callback";

/** What comes beside request_uri isn't used (RFC 9126 4, RFC 9101 5). */
async function beside(
  lab: Lab,
  client: TestClient,
): Promise<Record<"outer-redirect-uri" | "outer-state" | "outer-scope", Finding>> {
  const silent = await pushed(lab, client, { prompt: "none" });
  const elsewhere = await lab.followUnknown(
    lab.withRequestUri(silent.request, silent.uri, { redirect_uri: ELSEWHERE }),
  );
  const again = await pushed(lab, client, { prompt: "none" });
  const state = lab.fresh(16);
  const stated = await lab.followUnknown(lab.withRequestUri(again.request, again.uri, { state }));
  const came = stated.landing.returned?.parameters.get("state");
  const narrow = await pushed(lab, client, { scope: "openid" });
  const wide = await lab.follow(lab.withRequestUri(narrow.request, narrow.uri, { scope: client.scope }));
  return {
    "outer-redirect-uri": notSentTo(ELSEWHERE, "request_uri", elsewhere),
    "outer-state": either(
      came !== state,
      "The state beside request_uri isn't used.",
      "The state beside request_uri is used.",
      stated.last,
    ),
    "outer-scope": await notWidened(lab, wide),
  };
}

async function notWidened(lab: Lab, authorized: Awaited<ReturnType<Lab["follow"]>>): Promise<Finding> {
  const code = authorized.landing.returned?.parameters.get("code");
  if (code == null) return wasRefused(authorized);
  const exchange = await lab.redeem({ ...authorized, code });
  const { scope } = jsonOf(exchange) ?? {};
  return either(
    scope === undefined || scope === "openid",
    "What was pushed was granted.",
    `scope is ${JSON.stringify(scope)}, although "openid" was pushed.`,
    authorized.last,
    exchange,
  );
}

/** RFC 7636 4.6, as for any other request. */
async function challengeKept(lab: Lab, client: TestClient): Promise<Finding> {
  const { request, uri } = await pushed(lab, client);
  const authorized = await lab.follow(lab.withRequestUri(request, uri));
  const code = authorized.landing.returned?.parameters.get("code");
  if (code == null) return unclear("There is no code.", authorized.last);
  const exchange = await lab.redeem({ ...authorized, code }, { code_verifier: lab.fresh(32) });
  return either(
    statusOf(exchange) !== 200,
    `The response is ${briefly(exchange)}.`,
    "The code was redeemed with another code_verifier.",
    exchange,
  );
}
