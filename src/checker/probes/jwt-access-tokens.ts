/** Access tokens that are JWTs (RFC 9068 2 and 3, RFC 8725). */
import { type Exchange, jsonOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { granting } from "../granting.ts";
import { isSignedBy, type Jwt, jwtOf, keySet } from "../jwt.ts";
import { tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";

const OF_PROFILE = ["iss", "exp", "aud", "sub", "client-id", "iat", "jti", "jti-once", "scope"] as const;
const OF_ANY = ["typ", "signed", "not-none", "numbers", "no-key-of-its-own", "lifetime", "audience"] as const;

export const jwtAccessTokens = probe({
  does: "Gets access tokens, and reads those that are JWTs.",
  needs: ["token endpoint", "a client for tokens"],
  finds: [...OF_ANY, ...OF_PROFILE],
  async run(lab) {
    const { client, parameters } = granting(lab);
    const get = async (): Promise<Exchange> => lab.token(client, await parameters());
    const first = await get();
    const { access } = tokensIn(first);
    const token = access.split(".").length === 3 ? jwtOf(access) : undefined;
    if (token === undefined) {
      const none = notApplicable("The access token isn't a JWT.", first);
      return Object.fromEntries([...OF_ANY, ...OF_PROFILE].map((name) => [name, none])) as never;
    }
    const second = jwtOf(tokensIn(await get()).access);
    const { header, claims } = token;
    const isTyped = /^(application\/)?at\+jwt$/i.test(String(header.typ));
    const asked = (await parameters()).scope;
    const is = (isHeld: boolean, good: string, bad: string): Finding => either(isHeld, good, bad, first);
    const text = (name: string): Finding =>
      is(
        typeof claims[name] === "string" && claims[name] !== "",
        `${name} is there.`,
        `${name} is ${JSON.stringify(claims[name])}.`,
      );
    const profile: Record<(typeof OF_PROFILE)[number], Finding> = {
      iss: is(claims.iss === lab.target.issuer, "iss is the issuer.", `iss is ${JSON.stringify(claims.iss)}.`),
      exp: is(Number(claims.exp) * 1000 > lab.now(), "exp is still to come.", `exp is ${JSON.stringify(claims.exp)}.`),
      aud: is(
        [claims.aud].flat().some((one) => typeof one === "string" && one !== ""),
        "aud is there.",
        "aud is missing.",
      ),
      sub: text("sub"),
      "client-id": is(
        claims.client_id === client.client_id,
        "client_id is the client.",
        `client_id is ${JSON.stringify(claims.client_id)}.`,
      ),
      iat: is(typeof claims.iat === "number", "iat is there.", `iat is ${JSON.stringify(claims.iat)}.`),
      jti: text("jti"),
      "jti-once":
        claims.jti === undefined
          ? notApplicable("There is no jti.", first)
          : is(second?.claims.jti !== claims.jti, "Two tokens have different ones.", "Two tokens have the same jti."),
      scope:
        asked === undefined
          ? notApplicable("No scope was asked for.", first)
          : is(claims.scope !== undefined, `scope is ${claims.scope}.`, "There is no scope."),
    };
    const foreign = notApplicable("Its typ isn't at+jwt, so it doesn't follow RFC 9068.", first);
    const ofProfile = isTyped ? profile : Object.fromEntries(OF_PROFILE.map((name) => [name, foreign]));
    return {
      ...(ofProfile as typeof profile),
      typ: is(isTyped, "typ is at+jwt.", `typ is ${JSON.stringify(header.typ)}.`),
      "not-none": is(!/^none$/i.test(String(header.alg)), `alg is ${header.alg}.`, "alg is none."),
      signed: await signedBy(lab, access, token, first),
      numbers: numbers(token, first),
      "no-key-of-its-own": is(
        !["jwk", "jku", "x5u", "x5c"].some((name) => name in header),
        "The header brings no key.",
        "The header brings a key or a URL of one.",
      ),
      lifetime: lifetime(token, first),
      audience: audience(lab.target.api?.resource, token, first),
    };
  },
});

async function signedBy(
  lab: Parameters<typeof keySet>[0],
  text: string,
  { header }: Jwt,
  shows: Exchange,
): Promise<Finding> {
  if (/^none$/i.test(String(header.alg))) return notApplicable("It isn't signed.", shows);
  if (String(header.alg).startsWith("HS")) return unclear("It has a MAC, which only the API can verify.", shows);
  if (typeof lab.target.metadata.jwks_uri !== "string") return notApplicable("The metadata has no jwks_uri.", shows);
  const keys = await keySet(lab);
  return either(
    await isSignedBy(keys, text),
    "A key behind jwks_uri made the signature.",
    "No key behind jwks_uri made the signature.",
    shows,
    keys.exchange,
  );
}

/** RFC 7519 2: dates are numbers. */
function numbers({ claims }: Jwt, shows: Exchange): Finding {
  const wrong = ["exp", "iat", "nbf", "auth_time"].filter(
    (name) => claims[name] !== undefined && typeof claims[name] !== "number",
  );
  return either(wrong.length === 0, "Dates are numbers.", `${wrong.join(", ")}: no number.`, shows);
}

/** What clients are told and what APIs see must agree; a minute is allowed for clocks. */
function lifetime({ claims }: Jwt, shows: Exchange): Finding {
  const { expires_in: told } = jsonOf(shows) ?? {};
  const [exp, iat] = [Number(claims.exp), Number(claims.iat)];
  if (typeof told !== "number" || Number.isNaN(exp - iat)) return notApplicable("One of them isn't said.", shows);
  return either(
    Math.abs(exp - iat - told) <= 60,
    "expires_in and exp agree.",
    `expires_in is ${told} seconds, and the token lasts ${exp - iat}.`,
    shows,
  );
}

function audience(resource: string | undefined, { claims }: Jwt, shows: Exchange): Finding {
  if (resource === undefined) return notApplicable("No resource was asked for.", shows);
  return either(
    [claims.aud].flat().includes(resource),
    "aud is the resource that was asked for.",
    `aud is ${JSON.stringify(claims.aud)} instead of ${resource}.`,
    shows,
  );
}
