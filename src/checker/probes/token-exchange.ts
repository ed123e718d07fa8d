/** Tokens for other tokens (RFC 8693 2). */
import { briefly, type Exchange, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { ACCESS_TOKEN, aSubject, exchangeOf, exchanger, newSubject, type Subject, typeOf } from "../exchanging.ts";
import { all, either, type Finding, notApplicable, unclear } from "../finding.ts";
import { jwtOf } from "../jwt.ts";
import { CannotTell, type Changes, type Lab, pairsOf } from "../lab.ts";
import { probe } from "../probe.ts";
import { allHaveError, mustBeRefused } from "../refusals.ts";
import { jws } from "../sign.ts";
import { listed, type TestClient } from "../target.ts";

type Ask = (changes: Changes, as?: TestClient) => Promise<Exchange>;

interface Attempt {
  /** What is wrong with it, to end "A request …". */
  readonly called: string;
  readonly changes: Changes;
}

/** Requests that must be refused as invalid_request. */
function wrongRequests(lab: Lab, { type }: Subject) {
  const [unknown, nobody] = ["urn:example:token-type:unknown", lab.fresh(32)];
  return {
    "no-subject": { called: "without subject_token", changes: { subject_token: undefined } },
    "no-subject-type": { called: "without subject_token_type", changes: { subject_token_type: undefined } },
    "unknown-type": { called: "with a subject_token_type that nobody knows", changes: { subject_token_type: unknown } },
    "confused-type": {
      called: "that gives subject_token another type",
      changes: { subject_token_type: typeOf(type === typeOf("saml2") ? "access_token" : "saml2") },
    },
    "unknown-requested-type": {
      called: "for a type of token that nobody knows",
      changes: { requested_token_type: unknown },
    },
    "subject-unknown": {
      called: "with a subject_token that doesn't exist",
      changes: { subject_token: nobody },
    },
    "actor-without-type": { called: "without actor_token_type", changes: { actor_token: nobody } },
    "actor-type-alone": { called: "without actor_token", changes: { actor_token_type: ACCESS_TOKEN } },
    "actor-unknown": {
      called: "with an actor_token that doesn't exist",
      changes: { actor_token: nobody, actor_token_type: ACCESS_TOKEN },
    },
  } satisfies Readonly<Record<string, Attempt>>;
}

type Wrong = keyof ReturnType<typeof wrongRequests>;

/** What is wrong with these is the request or the token alone. */
const TELLING: readonly string[] = ["no-subject", "no-subject-type", "unknown-type", "subject-unknown"];

export const tokenExchange = probe({
  does: "Exchanges a token for another one, rightly and wrongly.",
  needs: ["token endpoint", "token exchange"],
  finds: [
    ...(["issued-type", "issued-as-asked", "token-type", "no-store", "expires-in", "metadata"] as const),
    ...(["no-subject", "no-subject-type", "unknown-type", "confused-type", "unknown-requested-type"] as const),
    ...(["subject-unknown", "subject-altered", "subject-revoked", "subject-expired"] as const),
    ...(["actor-unknown", "actor-without-type", "actor-type-alone", "act", "error"] as const),
    ...(["audience", "resource", "resource-fragment", "target-error", "scope-not-widened"] as const),
    ...(["wrong-secret", "bare-client", "public-client"] as const),
  ],
  async run(lab) {
    const [client, subject] = [exchanger(lab), await aSubject(lab)];
    const usual = exchangeOf(lab, subject);
    const ask: Ask = (changes, as = client) =>
      lab.send(lab.asClient(as, lab.endpoint("token"), pairsOf(usual, changes)));
    const good = await ask({});
    if (statusOf(good) !== 200) throw new CannotTell(`A right token exchange is refused: ${briefly(good)}.`, [good]);
    const found: Partial<Record<Wrong, Finding>> = {};
    const refusals: Exchange[] = [];
    for (const [name, { called, changes }] of Object.entries(wrongRequests(lab, subject)) as [Wrong, Attempt][]) {
      const exchange = await ask(changes);
      if (TELLING.includes(name) && statusOf(exchange) !== 200) refusals.push(exchange);
      found[name] = mustBeRefused(exchange, `A request ${called} is accepted.`);
    }
    return {
      ...(found as Record<Wrong, Finding>),
      error: allHaveError(refusals, "invalid_request"),
      ...responses(lab, good),
      "issued-as-asked": await asAsked(ask),
      ...(await subjects(lab, subject, ask)),
      act: await actors(lab, ask),
      ...(await targets(lab, ask)),
      "scope-not-widened": await widened(client, subject, ask),
      ...(await clients(lab, client, usual, ask)),
    };
  },
});

/** RFC 8693 2.2.1. */
function responses(lab: Lab, good: Exchange) {
  const { issued_token_type: issued, token_type: used, expires_in } = jsonOf(good) ?? {};
  const grants = listed(lab.target, "grant_types_supported");
  const isAccess = issued === ACCESS_TOKEN;
  return {
    "issued-type": either(
      typeof issued === "string" && URL.canParse(issued),
      `It is ${issued}.`,
      `issued_token_type is ${JSON.stringify(issued) ?? "missing"}.`,
      good,
    ),
    "token-type":
      typeof issued !== "string"
        ? unclear("The response doesn't say what was issued.", good)
        : either(
            (isAccess ? /^(bearer|dpop)$/i : /^(n_a|bearer|dpop)$/i).test(String(used)),
            `It is ${used}.`,
            `token_type is ${JSON.stringify(used) ?? "missing"}, and ${issued} was issued.`,
            good,
          ),
    "no-store": either(
      /no-store/i.test(headerOf(good, "cache-control") ?? ""),
      "Cache-Control has no-store.",
      "The response may be stored.",
      good,
    ),
    "expires-in": either(typeof expires_in === "number", `It is ${expires_in}.`, "There is no expires_in.", good),
    metadata:
      grants === undefined
        ? notApplicable("The metadata has no grant_types_supported.")
        : either(
            grants.some((one) => one.endsWith(":token-exchange")),
            "grant_types_supported lists it.",
            "grant_types_supported doesn't list it.",
            lab.target.oauth.exchange,
          ),
  } as const;
}

async function asAsked(ask: Ask): Promise<Finding> {
  const exchange = await ask({ requested_token_type: ACCESS_TOKEN });
  if (statusOf(exchange) !== 200) return notApplicable(`Access tokens aren't issued: ${briefly(exchange)}.`, exchange);
  const { issued_token_type: issued } = jsonOf(exchange) ?? {};
  return issued === undefined
    ? unclear("The response doesn't say what was issued.", exchange)
    : either(issued === ACCESS_TOKEN, "It is.", `An access token was requested, and ${issued} was issued.`, exchange);
}

/** Subject tokens that are no good any more, or never were (RFC 8693 2.2.2). */
async function subjects(lab: Lab, subject: Subject, ask: Ask) {
  const { expired_subject_token: expired, subject_token: given } = lab.target.extensions?.exchange ?? {};
  const { header, claims } = jwtOf(subject.token) ?? {};
  const signature = subject.token.split(".")[2] ?? "";
  return {
    "subject-altered":
      header === undefined || claims === undefined
        ? notApplicable("The subject_token isn't a JWT.")
        : mustBeRefused(
            await ask({
              subject_token: jws(header, { ...claims, sub: "somebody-else" }, () =>
                Buffer.from(signature, "base64url"),
              ),
            }),
            "A subject_token whose claims were changed is accepted.",
          ),
    "subject-expired":
      expired === undefined
        ? unclear("A token that has expired is needed: token_exchange.expired_subject_token.")
        : mustBeRefused(await ask({ subject_token: expired }), "A subject_token that has expired is accepted."),
    "subject-revoked":
      given === undefined ? await revoked(lab, ask) : unclear("The check must get the subject_token itself."),
  } as const;
}

async function revoked(lab: Lab, ask: Ask): Promise<Finding> {
  const { revocation_endpoint: url } = lab.target.metadata;
  if (typeof url !== "string") return notApplicable("The metadata has no revocation_endpoint.");
  const { token, client = exchanger(lab) } = await newSubject(lab);
  const before = await ask({ subject_token: token });
  if (statusOf(before) !== 200) return unclear(`It is refused before: ${briefly(before)}.`, before);
  const revocation = await lab.send(lab.asClient(client, url, pairsOf({ token })));
  if (statusOf(revocation) !== 200) return notApplicable("Such tokens can't be revoked.", revocation);
  return mustBeRefused(await ask({ subject_token: token }), "A subject_token that was revoked is accepted.");
}

/** RFC 8693 4.1: who acts is written in the token. */
async function actors(lab: Lab, ask: Ask): Promise<Finding> {
  const { actor_token, actor_token_type: type = ACCESS_TOKEN } = lab.target.extensions?.exchange ?? {};
  const actor = actor_token === undefined ? await newSubject(lab) : { token: actor_token, type };
  const exchange = await ask({ actor_token: actor.token, actor_token_type: actor.type });
  if (statusOf(exchange) !== 200) return notApplicable(`Actors aren't accepted: ${briefly(exchange)}.`, exchange);
  const token = String(jsonOf(exchange)?.access_token);
  const [claims, shows] = await claimsOf(lab, token, exchange);
  if (claims === undefined) return unclear("Nothing tells what is in the token.", exchange);
  const { act } = claims as { readonly act?: { readonly sub?: unknown } };
  return either(
    typeof act === "object" && act !== null && Object.keys(act).length > 0,
    "The token has act.",
    "The token has no act, as if nobody acted for the subject.",
    ...shows,
  );
}

type Claims = Readonly<Record<string, unknown>> | undefined;

async function claimsOf(lab: Lab, token: string, issued: Exchange): Promise<readonly [Claims, readonly Exchange[]]> {
  const jwt = jwtOf(token);
  if (jwt !== undefined) return [jwt.claims, [issued]];
  const { introspection_endpoint: url } = lab.target.metadata;
  if (typeof url !== "string") return [undefined, []];
  const asker = lab.target.clients.api ?? exchanger(lab);
  const shows = await lab.send(lab.asClient(asker, url, pairsOf({ token })));
  const found = jsonOf(shows);
  return [found?.active === true ? found : undefined, [issued, shows]];
}

/** RFC 8693 2.1 and 2.2.2, RFC 8707 2. */
async function targets(lab: Lab, ask: Ask) {
  const unknown = `https://${lab.fresh(6).toLowerCase()}.example/api`;
  const audience = await ask({ audience: unknown, resource: undefined });
  const resource = await ask({ resource: unknown, audience: undefined });
  const fragment = await ask({ resource: `${unknown}#part`, audience: undefined });
  const refused = [audience, resource].filter((one) => statusOf(one) !== 200);
  return {
    audience: mustBeRefused(audience, "A token is issued for an audience that doesn't exist."),
    resource: mustBeRefused(resource, "A token is issued for a resource that doesn't exist."),
    "resource-fragment": mustBeRefused(fragment, "A resource with a fragment is accepted."),
    "target-error": allHaveError(refused, "invalid_target"),
  } as const;
}

async function widened(client: TestClient, { scope }: Subject, ask: Ask): Promise<Finding> {
  if (scope === undefined) return unclear("Nothing tells what the subject_token is good for.");
  const own = scope.split(" ");
  const more = client.scope?.split(" ").find((one) => !own.includes(one));
  if (more === undefined) return unclear("The client that exchanges needs a scope that the subject_token hasn't got.");
  const exchange = await ask({ scope: `${scope} ${more}` });
  if (statusOf(exchange) !== 200) return mustBeRefused(exchange, "");
  const granted = String(jsonOf(exchange)?.scope ?? `${scope} ${more}`).split(" ");
  return either(
    !granted.includes(more),
    `It is granted ${granted.join(" ")}.`,
    `A token for ${scope} is exchanged for one for ${granted.join(" ")}.`,
    exchange,
  );
}

/** RFC 8693 2.1: how clients authenticate is as usual. */
async function clients(lab: Lab, client: TestClient, usual: Changes, ask: Ask) {
  const { client_secret: secret, client_id } = client;
  const { public: app } = lab.target.clients;
  const none = notApplicable("The client that exchanges has no secret.");
  const bare = { client_id, token_endpoint_auth_method: "none" } as const;
  return {
    ...(secret === undefined
      ? all(["wrong-secret", "bare-client"], none)
      : {
          "wrong-secret": allHaveError(
            [await ask({}, { ...client, client_secret: `not-${secret}` })],
            "invalid_client",
          ),
          "bare-client": mustBeRefused(await ask({}, bare), "The client needs no secret."),
        }),
    "public-client":
      app === undefined
        ? unclear("A public client is needed.")
        : mustBeRefused(
            await lab.send(lab.asClient(app, lab.endpoint("token"), pairsOf(usual))),
            "A public client exchanges a token of another client.",
          ),
  } as const;
}
