/** ID tokens, the keys behind them, and userinfo (OpenID Connect Core 2, 3.1.3 and 5.3; RFC 7517). */
import { createHash } from "node:crypto";
import { briefly, type Exchange, headerOf, headersOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { isSignedBy, type Jwt, jwtOf, keySet } from "../jwt.ts";
import { CannotTell, type Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { mustBeRefused } from "../refusals.ts";

/** Seconds by which clocks may differ. */
const SKEW = 60;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function claim({ claims }: Jwt, name: string, isFine: boolean, shows: Exchange, wanted: string): Finding {
  return either(isFine, `${name} is fine.`, `${name} is ${JSON.stringify(claims[name])} instead of ${wanted}.`, shows);
}

/** OpenID Connect Core 3.1.3.6: half of the hash that goes with the algorithm. */
function atHashOf(accessToken: string, alg: unknown): string | undefined {
  const bits = /(256|384|512)$/.exec(String(alg))?.[1];
  if (bits === undefined) return undefined;
  const digest = createHash(`sha${bits}`).update(accessToken).digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
}

export const idTokens = probe({
  does: "Gets an ID token, and verifies it with the server's keys.",
  needs: ["ID tokens", "token endpoint", "JWKS"],
  finds: [
    ...([
      "signed",
      "not-none",
      "iss",
      "sub",
      "aud",
      "azp",
      "exp",
      "iat",
      "nonce",
      "at-hash",
      "auth-time",
      "no-jku",
    ] as const),
    ...(["access-token-too"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const { id, access, from, exchange } = await lab.tokens(client, { max_age: "3600" });
    const jwt = jwtOf(id ?? "");
    if (id === undefined || jwt === undefined)
      throw new CannotTell("There is no ID token in the response.", [exchange]);
    const { header, claims } = jwt;
    const { iss, sub, aud, azp, exp, iat, nonce, at_hash: atHash, auth_time: authTime } = claims;
    const now = lab.now() / 1000;
    const audiences = [aud].flat();
    return {
      signed: either(
        await isSignedBy(await keySet(lab), id),
        `It is signed with ${header.alg} by a key of the server.`,
        "No key of the server made the signature.",
        exchange,
      ),
      "not-none": either(header.alg !== "none", `alg is ${header.alg}.`, "alg is none.", exchange),
      iss: claim(jwt, "iss", iss === lab.target.issuer, exchange, "the issuer"),
      sub: claim(
        jwt,
        "sub",
        typeof sub === "string" && sub !== "" && /^[\x20-\x7E]{1,255}$/.test(sub),
        exchange,
        "at most 255 ASCII characters",
      ),
      aud: claim(jwt, "aud", audiences.includes(client.client_id), exchange, "the client's id"),
      azp:
        azp === undefined
          ? either(
              audiences.length === 1,
              "There is one audience.",
              "There are several audiences, and no azp.",
              exchange,
            )
          : claim(jwt, "azp", azp === client.client_id, exchange, "the client's id"),
      exp: claim(jwt, "exp", isNumber(exp) && exp > now - SKEW, exchange, "a time that is still to come"),
      iat: claim(jwt, "iat", isNumber(iat) && Math.abs(iat - now) < SKEW * 5, exchange, "the time of its issue"),
      nonce: claim(jwt, "nonce", nonce === from.nonce, exchange, "the nonce of the request"),
      "at-hash":
        atHash === undefined || atHashOf(access, header.alg) === undefined
          ? notApplicable("There is no at_hash, which the code flow leaves open.", exchange)
          : claim(
              jwt,
              "at_hash",
              atHash === atHashOf(access, header.alg),
              exchange,
              "the half of the access token's hash",
            ),
      "auth-time": claim(
        jwt,
        "auth_time",
        isNumber(authTime) && authTime <= now + SKEW,
        exchange,
        "the time of the sign-in, as max_age was asked for",
      ),
      "no-jku": either(
        header.jku === undefined && header.jwk === undefined && header.x5u === undefined,
        "The header names no key by itself.",
        "The header brings a key, or a URL of one.",
        exchange,
      ),
      "access-token-too": either(
        access !== id,
        "Access token and ID token differ.",
        "The access token is the ID token.",
        exchange,
      ),
    };
  },
});

export const keys = probe({
  does: "Reads the server's keys.",
  needs: ["JWKS"],
  finds: ["json", "public-only", "no-symmetric", "kid", "kid-unique", "strong", "cached"],
  async run(lab) {
    const { keys: all, exchange } = await keySet(lab);
    const kids = all.flatMap(({ kid }) => kid ?? []);
    const weak = all.filter(({ kty, n = "" }) => kty === "RSA" && Buffer.from(n, "base64url").length * 8 < 2048);
    return {
      json: either(
        /^application\/(jwk-set\+)?json\b/i.test(headerOf(exchange, "content-type") ?? ""),
        "It is JSON.",
        `Content-Type is ${headerOf(exchange, "content-type")}.`,
        exchange,
      ),
      "public-only": either(
        all.every((key) => ["d", "p", "q", "dp", "dq", "qi"].every((part) => !(part in key))),
        "There are only public keys.",
        "There is a private key.",
        exchange,
      ),
      "no-symmetric": either(
        all.every(({ kty }) => kty !== "oct"),
        "There is no symmetric key.",
        "There is a symmetric key.",
        exchange,
      ),
      kid: either(
        all.length < 2 || kids.length === all.length,
        "Every key has a kid.",
        "There are several keys, and not all have a kid.",
        exchange,
      ),
      "kid-unique": either(
        new Set(kids).size === kids.length,
        "Every kid is used once.",
        "Two keys have the same kid.",
        exchange,
      ),
      strong: either(
        weak.length === 0,
        "No RSA key is shorter than 2048 bits.",
        "An RSA key is shorter than 2048 bits.",
        exchange,
      ),
      cached: either(
        headerOf(exchange, "cache-control") !== undefined || headerOf(exchange, "expires") !== undefined,
        `Cache-Control is ${headerOf(exchange, "cache-control")}.`,
        "The response doesn't say for how long it may be kept.",
        exchange,
      ),
    };
  },
});

export const userinfo = probe({
  does: "Asks userinfo with good tokens, bad ones and none.",
  needs: ["userinfo", "ID tokens", "token endpoint"],
  finds: [
    ...(["sub", "post", "claims-by-scope", "no-token", "challenge", "bad-token", "bad-token-challenge"] as const),
    ...(["not-in-query", "twice", "id-token-refused", "cors"] as const),
  ],
  async run(lab) {
    const url = lab.endpoint("userinfo");
    const { access, id } = await lab.tokens(lab.client("web"));
    const got = await lab.present(access, { url });
    // A bound token is sent in the header alone (RFC 9449 7.1).
    const posted = lab.bound.isToKey(access)
      ? await lab.present(access, { url, method: "POST" })
      : await lab.send(lab.bound.over(access, { url, form: { access_token: access } }));
    const postedWithHeader = await lab.present(access, { url, method: "POST" });
    const none = await lab.send({ url });
    const bad = await lab.send({ url, headers: { authorization: `Bearer ${lab.fresh()}` } });
    const inQuery = await lab.send({ url: `${url}?access_token=${encodeURIComponent(access)}` });
    const twice = await lab.present(access, { url, form: { access_token: access } });
    const withId = await lab.send({ url, headers: { authorization: `Bearer ${id}` } });
    const { sub } = jwtOf(id ?? "")?.claims ?? {};
    return {
      sub: either(
        jsonOf(got)?.sub === sub && sub !== undefined,
        "sub is that of the ID token.",
        "sub is not that of the ID token.",
        got,
      ),
      post: either(
        statusOf(posted) === 200 || statusOf(postedWithHeader) === 200,
        "POST works.",
        `The response is ${briefly(postedWithHeader)}.`,
        postedWithHeader,
      ),
      "claims-by-scope": either(
        jsonOf(got)?.phone_number === undefined && jsonOf(got)?.address === undefined,
        "There are no claims of scopes that weren't asked for.",
        "There are claims of scopes that weren't asked for.",
        got,
      ),
      "no-token": either(
        statusOf(none) === 401,
        "The response is 401.",
        `The response is ${briefly(none)} instead of 401.`,
        none,
      ),
      challenge: challenged(none, undefined),
      "bad-token": either(
        statusOf(bad) === 401,
        "The response is 401.",
        `The response is ${briefly(bad)} instead of 401.`,
        bad,
      ),
      "bad-token-challenge": challenged(bad, "invalid_token"),
      "not-in-query": either(
        statusOf(inQuery) !== 200,
        `The response is ${briefly(inQuery)}.`,
        "A token in the URL is accepted.",
        inQuery,
      ),
      twice:
        statusOf(posted) !== 200
          ? notApplicable("A token in the form isn't looked at.", posted)
          : either(
              statusOf(twice) === 400,
              "The response is 400.",
              `The response is ${briefly(twice)} instead of 400.`,
              twice,
            ),
      "id-token-refused":
        id === undefined
          ? unclear("There is no ID token.")
          : mustBeRefused(withId, "An ID token is accepted as an access token."),
      cors: await cors(lab, url, access),
    };
  },
});

/** RFC 6750 3: `WWW-Authenticate`, with `error` unless there was no token. */
function challenged(exchange: Exchange, error: string | undefined): Finding {
  const challenge = headersOf(exchange, "www-authenticate").find((one) => /^(bearer|dpop)\b/i.test(one));
  if (challenge === undefined) return either(false, "", "There is no WWW-Authenticate for Bearer.", exchange);
  const said = /\berror\s*=\s*"?([^",\s]+)/i.exec(challenge)?.[1];
  return either(
    said === error,
    `It is ${challenge}.`,
    `It is ${challenge}, ${error === undefined ? "with an error although there was no token" : `without error="${error}"`}.`,
    exchange,
  );
}

/** OpenID Connect Core 5.3: browsers of any origin may ask. */
async function cors(lab: Lab, url: string, token: string): Promise<Finding> {
  const exchange = await lab.present(token, { url, headers: { origin: "https://app.example" } });
  const allowed = headerOf(exchange, "access-control-allow-origin");
  return either(
    allowed === "*" || allowed === "https://app.example",
    `Access-Control-Allow-Origin is ${allowed}.`,
    "There is no Access-Control-Allow-Origin.",
    exchange,
  );
}
