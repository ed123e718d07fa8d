/** Bearer tokens at an API (RFC 6750, RFC 9068 4, RFC 9700 2.3 and 4.3.2), and what it says of itself (RFC 9728). */
import { briefly, type Exchange, headerOf, headersOf, jsonOf, statusOf } from "../exchange.ts";
import { all, either, type Finding, notApplicable, unclear } from "../finding.ts";
import { granting } from "../granting.ts";
import { jwtOf } from "../jwt.ts";
import { CannotTell, type Changes, type Lab, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { mustBeRefused } from "../refusals.ts";
import { jws, unsigned } from "../sign.ts";

const urlOf = (lab: Lab): string => lab.target.api?.url ?? "";

export const apiProbe = probe({
  does: "Uses access tokens at the API, good ones and bad ones.",
  needs: ["an API", "token endpoint", "a client for tokens"],
  finds: [
    ...(["no-token", "challenge", "bad-token", "bad-token-error", "query", "twice", "scheme-case"] as const),
    ...(["altered", "none", "audience", "scope"] as const),
  ],
  async run(lab) {
    const url = urlOf(lab);
    const { access } = tokensIn(await aToken(lab));
    const isBound = lab.bound.isToKey(access);
    const as = (token: string): Promise<Exchange> => lab.present(token, { url }, isBound);
    const good = await as(access);
    if (statusOf(good) !== 200) throw new CannotTell(`The API refuses a good token: ${briefly(good)}.`, [good]);
    const none = await lab.send({ url });
    const bad = await as(lab.fresh(32));
    const withToken = `${url}?access_token=${encodeURIComponent(access)}`;
    return {
      "no-token": either(statusOf(none) === 401, "The response is 401.", `The response is ${briefly(none)}.`, none),
      challenge: either(
        bearerIn(none) !== undefined && !/\berror=/.test(bearerIn(none) ?? ""),
        `It is ${bearerIn(none)}.`,
        bearerIn(none) === undefined
          ? "There is no WWW-Authenticate for Bearer."
          : `It is ${bearerIn(none)}, with an error although there was no token.`,
        none,
      ),
      "bad-token": mustBeRefused(bad, "A token that doesn't exist is accepted."),
      "bad-token-error":
        statusOf(bad) === 200
          ? notApplicable("It isn't refused.", bad)
          : either(
              /\berror="?invalid_token\b/.test(bearerIn(bad) ?? ""),
              `It is ${bearerIn(bad)}.`,
              `WWW-Authenticate is ${bearerIn(bad) ?? "missing"}, without error="invalid_token".`,
              bad,
            ),
      query: mustBeRefused(await lab.send({ url: withToken }), "A token in the URL is accepted."),
      twice: mustBeRefused(
        await lab.present(access, { url: withToken }),
        "A token that is sent in two ways is accepted.",
      ),
      "scheme-case": isBound
        ? notApplicable("The token is bound to a key.")
        : anyCase(await lab.send({ url, headers: { authorization: `bearer ${access}` } })),
      ...(await forged(lab, access, as)),
      audience: await otherAudience(lab, as),
      scope: await otherScope(lab, as),
    };
  },
});

async function aToken(lab: Lab, changes: Changes = {}): Promise<Exchange> {
  const { client, parameters } = granting(lab);
  return lab.token(client, await parameters(), changes);
}

/** The challenge for bearer tokens, or else that for bound ones. */
function bearerIn(exchange: Exchange): string | undefined {
  const challenges = headersOf(exchange, "www-authenticate");
  const of = (scheme: RegExp) => challenges.find((one) => scheme.test(one));
  return of(/(^|,\s*)Bearer\b/i) ?? of(/(^|,\s*)DPoP\b/i);
}

/** RFC 9110 11.1: schemes are case-insensitive. */
const anyCase = (exchange: Exchange): Finding =>
  either(
    statusOf(exchange) === 200,
    "The scheme may be written in lower case.",
    `With bearer in lower case, the response is ${briefly(exchange)}.`,
    exchange,
  );

async function forged(
  lab: Lab,
  access: string,
  as: (token: string) => Promise<Exchange>,
): Promise<Record<"altered" | "none", Finding>> {
  const token = access.split(".").length === 3 ? jwtOf(access) : undefined;
  if (token === undefined) return all(["altered", "none"], notApplicable("The access token isn't a JWT."));
  const { header, claims } = token;
  const signature = access.split(".")[2] ?? "";
  const altered = jws(header, { ...claims, jti: lab.fresh() }, () => Buffer.from(signature, "base64url"));
  const none = jws({ ...header, alg: "none" }, claims, unsigned);
  return {
    altered: mustBeRefused(await as(altered), "A token whose claims were changed is accepted."),
    none: mustBeRefused(await as(none), "A token with alg none is accepted."),
  };
}

/** A token that was made for something else. */
async function otherAudience(lab: Lab, as: (token: string) => Promise<Exchange>): Promise<Finding> {
  if (lab.target.api?.resource === undefined) return unclear("A resource is needed: api.resource.");
  const other = await aToken(lab, { resource: undefined });
  const { access_token } = jsonOf(other) ?? {};
  if (typeof access_token !== "string") return notApplicable("There are no tokens without a resource.", other);
  if ([jwtOf(access_token)?.claims.aud].flat().includes(lab.target.api.resource))
    return notApplicable("It is the usual resource.", other);
  return mustBeRefused(await as(access_token), "A token for another resource is accepted.");
}

async function otherScope(lab: Lab, as: (token: string) => Promise<Exchange>): Promise<Finding> {
  const { client, isRepeatable } = granting(lab);
  const needed = new Set(lab.target.api?.scope?.split(" "));
  const scope = client.scope?.split(" ").find((one) => !needed.has(one));
  if (needed.size === 0 || scope === undefined || !isRepeatable)
    return unclear("api.scope is needed, and a service client that has a scope beside it.");
  const token = await aToken(lab, { scope });
  const { access_token } = jsonOf(token) ?? {};
  if (typeof access_token !== "string") return unclear(`${scope} is refused: ${briefly(token)}.`, token);
  const exchange = await as(access_token);
  return either(
    statusOf(exchange) === 403 && /insufficient_scope/.test(bearerIn(exchange) ?? ""),
    "The response is 403 insufficient_scope.",
    `With a token for ${scope}, the response is ${briefly(exchange)} instead of 403 insufficient_scope.`,
    exchange,
  );
}

const METADATA = ["resource", "json", "lists-issuer", "no-query", "no-none", "no-empty-lists"] as const;

export const resourceMetadata = probe({
  does: "Reads the API's metadata.",
  needs: ["an API"],
  finds: METADATA,
  async run(lab) {
    const { origin, pathname } = new URL(urlOf(lab));
    const path = pathname === "/" ? "" : pathname;
    const named = /\bresource_metadata="([^"]+)"/.exec(
      headersOf(await lab.send({ url: urlOf(lab) }), "www-authenticate").join(", "),
    )?.[1];
    const shows = await lab.send({ url: named ?? `${origin}/.well-known/oauth-protected-resource${path}` });
    const content = jsonOf(shows);
    if (statusOf(shows) !== 200 || content === undefined)
      return all(METADATA, notApplicable("The API publishes no metadata.", shows));
    const { authorization_servers, bearer_methods_supported, resource_signing_alg_values_supported: algs } = content;
    const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
    const empty = Object.entries(content).filter(([, value]) => Array.isArray(value) && value.length === 0);
    return {
      resource: either(
        isResource(content.resource, shows.sent.url, urlOf(lab)),
        "resource is what it was found by.",
        `resource is ${JSON.stringify(content.resource)}, and the metadata was found at ${shows.sent.url}.`,
        shows,
      ),
      json: either(
        /^application\/json\s*(;|$)/i.test(headerOf(shows, "content-type") ?? ""),
        "Its media type is application/json.",
        `Content-Type is ${headerOf(shows, "content-type")}.`,
        shows,
      ),
      "lists-issuer":
        authorization_servers === undefined
          ? notApplicable("There is no authorization_servers.", shows)
          : either(
              list(authorization_servers).includes(lab.target.issuer),
              "authorization_servers has the issuer.",
              `authorization_servers is ${JSON.stringify(authorization_servers)}.`,
              shows,
            ),
      "no-query": either(
        !list(bearer_methods_supported).includes("query"),
        "Tokens in URLs aren't listed.",
        "bearer_methods_supported has query.",
        shows,
      ),
      "no-none": either(
        !list(algs).includes("none"),
        "none isn't listed.",
        "resource_signing_alg_values_supported has none.",
        shows,
      ),
      "no-empty-lists": either(
        empty.length === 0,
        "No list is empty.",
        `${empty.map(([name]) => name)}: an empty list.`,
        shows,
      ),
    };
  },
});

/** RFC 9728 3.3: it is the identifier from which the metadata's URL was made. */
function isResource(resource: unknown, found: string, api: string): boolean {
  if (typeof resource !== "string" || !URL.canParse(resource)) return false;
  const { origin, pathname, search, hash } = new URL(resource);
  const path = pathname === "/" ? "" : pathname;
  return (
    found === `${origin}/.well-known/oauth-protected-resource${path}${search}` && hash === "" && api.startsWith(origin)
  );
}
