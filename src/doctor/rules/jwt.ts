import { openid, rfc } from "../../specs.ts";
import type { Jwt } from "../material.ts";
import type { View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { ABOUT, kindOf, named } from "./jwt-kind.ts";
import { announced, clientIdOf, tokenRequests } from "./requests.ts";
import { FITS, saidOf, weigh } from "./said.ts";

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : typeof value === "string" ? [value] : [];
const bare = (uri: string): string => uri.replace(/\/+$/, "").toLowerCase();

function* issuers(view: View): Iterable<Found> {
  const expected = announced(view, "issuer");
  const said = saidOf(view);
  for (const jwt of view.jwts) {
    const [iss] = texts(jwt.claims.iss);
    if (
      iss === undefined ||
      !["token", "id_token"].includes(kindOf(jwt)) ||
      expected.length === 0 ||
      expected.includes(iss)
    )
      continue;
    const [want = ""] = expected;
    const how =
      bare(iss) === bare(want)
        ? "by a final slash or letter case"
        : iss.replace(/\/v[\d.]+\/?$/, "") === want.replace(/\/v[\d.]+\/?$/, "")
          ? "by its version"
          : hostOf(iss) === hostOf(want)
            ? "by its path: another tenant, realm or version"
            : "altogether";
    if (/\{tenantid\}/i.test(want)) continue;
    yield {
      reason: "token/wrong-issuer",
      confidence: weigh(said, 0.92, ABOUT.token),
      says: `iss of ${named(jwt)} is ${short(iss, 120)}, and the issuer is ${short(want, 120)}: they differ ${how}`,
      source: iss,
      fix: `Ask ${short(want, 120)} for the token, or let the verifier expect ${short(iss, 120)}.`,
      spec: openid("core", "3.1.3.7"),
    };
  }
}

const hostOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).host : uri);

function* audiences(view: View): Iterable<Found> {
  const said = saidOf(view);
  for (const jwt of view.jwts) {
    const aud = texts(jwt.claims.aud);
    const kind = kindOf(jwt);
    if (aud.length === 0) continue;
    const clients = [...new Set([view.context.client_id, ...view.requests.map(clientIdOf)].flatMap((id) => id ?? []))];
    if (kind === "id_token" && clients.length > 0 && !aud.some((one) => clients.includes(one)))
      yield {
        reason: "token/wrong-audience",
        confidence: weigh(said, 0.88, ABOUT.token),
        says: `aud of the ID token is ${short(list(aud), 120)}, and the client is ${short(list(clients), 120)}`,
        source: aud[0],
        fix: "Check the token of this client.",
        spec: openid("core", "3.1.3.7"),
      };
    if (kind === "assertion" || kind === "client_assertion") yield* ofAssertion(view, jwt, aud, kind);
    if (kind === "token") {
      const called = view.requests.find(
        ({ bearer, endpoint }) => bearer !== undefined && !["token", "authorization"].includes(endpoint),
      );
      const host = called?.url?.hostname;
      const said401 = saidOf(view, called);
      const forOther =
        host !== undefined &&
        aud.every((one) => URL.canParse(one) && /^https?:/.test(one) && !sameSite(new URL(one).hostname, host));
      if (forOther && called?.endpoint !== "userinfo")
        yield {
          reason: "token/wrong-audience",
          confidence: weigh(said401, 0.72, FITS.token),
          says: `aud of the access token is ${short(list(aud), 120)}, and it was sent to ${host}`,
          source: aud[0],
          fix: `Ask for a token of ${host}: by its scope, resource or audience.`,
          spec: rfc(9068, "4"),
        };
      const isIdToken =
        (jwt.claims.nonce !== undefined ||
          jwt.claims.at_hash !== undefined ||
          jwt.claims.token_use === "id" ||
          jwt.claims.typ === "ID") &&
        jwt.claims.scp === undefined &&
        jwt.claims.scope === undefined;
      if (isIdToken && (jwt.found === "bearer" || jwt.found === "access_token") && called !== undefined)
        yield {
          reason: "token/wrong-audience",
          confidence: weigh(said401, 0.86, FITS.token),
          says: "an ID token was sent as access token: its aud is the client, not the API",
          fix: "Send access_token of the token response. The ID token is for the client alone.",
          spec: rfc(9068, "5"),
        };
    }
  }
}

const sameSite = (a: string, b: string): boolean =>
  a === b || a.split(".").slice(-2).join(".") === b.split(".").slice(-2).join(".");

function* ofAssertion(
  view: View,
  jwt: Jwt,
  aud: readonly string[],
  kind: "assertion" | "client_assertion",
): Iterable<Found> {
  const request = tokenRequests(view).findLast((one) => one.parameters.has(kind));
  const endpoint = request?.url === undefined ? undefined : request.url.origin + request.url.pathname;
  const wanted = [
    ...announced(view, "issuer"),
    ...announced(view, "token_endpoint"),
    ...(endpoint === undefined ? [] : [endpoint]),
  ];
  if (wanted.length === 0 || request?.parameters.get("requested_token_use") === "on_behalf_of") return;
  const fits = aud.some((one) => wanted.includes(one));
  const near = aud.some((one) => wanted.some((want) => bare(one) === bare(want) || hostOf(one) === hostOf(want)));
  if (fits || (near && kind === "assertion")) return;
  yield {
    reason: kind === "assertion" ? "assertion/wrong-audience" : "client-auth/assertion-wrong-audience",
    confidence: weigh(saidOf(view, request), near ? 0.72 : 0.9, ABOUT[kind]),
    says: `aud of ${named(jwt)} is ${short(list(aud), 120)}, and it was sent to ${short(wanted.at(-1) ?? "", 120)}`,
    source: aud[0],
    fix: `Set aud to ${short(wanted[0] ?? "", 120)}${wanted.length > 1 ? ` or ${short(wanted[1] ?? "", 120)}` : ""}, as the server documents.`,
    spec: rfc(7521, "5.1"),
  };
}

function* headers(view: View): Iterable<Found> {
  const said = saidOf(view);
  const keys = keysOf(view);
  for (const jwt of view.jwts) {
    const { alg, kid } = jwt.header;
    const kind = kindOf(jwt);
    if (kind === "token" || kind === "id_token") {
      if (typeof kid === "string" && keys.length > 0 && !keys.some((key) => key.kid === kid))
        yield {
          reason: "token/signature-invalid",
          confidence: weigh(said, 0.9, ABOUT.token),
          says: `the key of ${named(jwt)} has the id ${short(kid, 60)}, and the key set has ${keys.length} others`,
          fix: "Fetch the key set of the token's issuer again: keys are rotated, and each issuer has its own.",
          spec: rfc(7519, "7.2"),
        };
      const offered = announced(view, "id_token_signing_alg_values_supported");
      if (typeof alg === "string" && offered.length > 0 && !offered.includes(alg) && kind === "id_token")
        yield {
          reason: "token/algorithm-mismatch",
          confidence: weigh(said, 0.85, ABOUT.token),
          says: `${named(jwt)} is signed by ${short(alg, 20)}, and the server announces ${list(offered)}`,
          fix: "Let the verifier expect the algorithm of the client's registration.",
          spec: openid("core", "3.1.3.7"),
        };
      if (alg === "none")
        yield {
          reason: "token/algorithm-mismatch",
          confidence: weigh(said, 0.8, ABOUT.token),
          says: `${named(jwt)} is not signed: alg is none`,
          spec: rfc(7519, "6"),
        };
    }
    if (kind === "client_assertion") yield* ofClient(view, jwt);
    if (kind === "assertion" && jwt.found === "assertion" && alg === "none")
      yield {
        reason: "assertion/signature-invalid",
        confidence: 0.88,
        says: "the assertion is not signed: alg is none",
        fix: "Sign it with the registered key.",
      };
  }
}

function keysOf(view: View): readonly { readonly kid?: unknown }[] {
  return [view.context.jwks, ...view.material.discovery].flatMap((one) =>
    Array.isArray(one?.keys) ? one.keys.filter((key) => typeof key === "object" && key !== null) : [],
  );
}

function* ofClient(view: View, jwt: Jwt): Iterable<Found> {
  const request = tokenRequests(view).findLast(({ parameters }) => parameters.has("client_assertion"));
  const said = saidOf(view, request);
  const [iss] = texts(jwt.claims.iss);
  const [sub] = texts(jwt.claims.sub);
  const client = request?.parameters.get("client_id") ?? view.context.client_id;
  const seen = (base: number, says: string, fix: string): Found => ({
    reason: "client-auth/assertion-invalid",
    confidence: weigh(said, base, ABOUT.client_assertion),
    says,
    fix,
    spec: openid("core", "9"),
  });
  if (iss === undefined || sub === undefined)
    yield seen(
      0.88,
      `the client assertion lacks ${iss === undefined ? "iss" : "sub"}`,
      "Set iss and sub to the client id.",
    );
  else if (iss !== sub) yield seen(0.88, "iss and sub of the client assertion differ", "Set both to the client id.");
  else if (client !== undefined && iss !== client)
    yield seen(
      0.9,
      `the client assertion is of ${short(iss, 60)}, and client_id is ${short(client, 60)}`,
      "Set iss and sub to the client id.",
    );
  if (jwt.claims.exp === undefined) yield seen(0.85, "the client assertion has no exp", "Set exp a few minutes ahead.");
  if (jwt.claims.jti === undefined)
    yield seen(0.5, "the client assertion has no jti", "Set jti to a new value each time.");
  if (jwt.claims.aud === undefined)
    yield {
      ...seen(0.88, "the client assertion has no aud", "Set aud to the issuer or the token endpoint."),
      reason: "client-auth/assertion-wrong-audience",
    };
  const { alg } = jwt.header;
  if (alg === "none")
    yield seen(0.92, "the client assertion is not signed: alg is none", "Sign it with the registered key.");
  else if (
    typeof alg === "string" &&
    alg.startsWith("HS") &&
    view.context.token_endpoint_auth_method === "private_key_jwt"
  )
    yield seen(
      0.9,
      `the client assertion is signed by ${alg}, with a secret, and the client is registered for private_key_jwt`,
      "Sign it with the private key, by RS256 or ES256.",
    );
}

export const jwtRules = [rule("jwt/issuer", issuers), rule("jwt/audience", audiences), rule("jwt/header", headers)];
