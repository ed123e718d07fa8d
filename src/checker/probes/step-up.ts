/** Step-up authentication (RFC 9470): what an API says of a sign-in that is too weak, and whether a stronger one helps. */
import { briefly, type Exchange, headersOf, jsonOf, statusOf } from "../exchange.ts";
import { all, either, type Finding, notApplicable, unclear } from "../finding.ts";
import { jwtOf } from "../jwt.ts";
import { CannotTell, type Changes, type Lab, pairsOf, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { endpoint, listed } from "../target.ts";

const UNKNOWN_ACR = "urn:candor:nobody-knows-this";
/** How far clocks may differ, in seconds. */
const SKEW = 60;

interface Challenge {
  readonly exchange: Exchange;
  readonly error?: string | undefined;
  readonly acrs: readonly string[];
  readonly maxAge?: string | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const OF_TOKEN = ["jwt-acr", "jwt-auth-time", "introspection-acr", "introspection-auth-time", "renewed"] as const;

export const stepUp = probe({
  does: "Uses a token at an API that wants a stronger sign-in, and signs in again as it says.",
  needs: ["an API for step-up", "codes", "token endpoint"],
  finds: ["challenge", "says", "max-age", "accepted", "unmet", "listed", ...OF_TOKEN],
  async run(lab) {
    const challenge = challengeIn(await present(lab, (await tokens(lab, {})).access));
    const { exchange: shows, acrs, maxAge } = challenge;
    if (statusOf(shows) === 200) throw new CannotTell("The API accepts a token of the usual sign-in.", [shows]);
    const seconds = maxAge !== undefined && /^\d+$/.test(maxAge) ? maxAge : undefined;
    const isSaid = acrs.length > 0 || maxAge !== undefined;
    const none = notApplicable("The challenge asks for nothing that can be requested.", shows);
    return {
      challenge: either(
        statusOf(shows) === 401 && challenge.error === "insufficient_user_authentication",
        "The response is 401 insufficient_user_authentication.",
        `The response is ${briefly(shows)}, and the error in WWW-Authenticate is ${challenge.error ?? "missing"}.`,
        shows,
      ),
      says: either(isSaid, "It says what is missing.", "It has neither acr_values nor max_age.", shows),
      "max-age":
        maxAge === undefined
          ? notApplicable("It has no max_age.", shows)
          : either(seconds !== undefined, `It is ${maxAge} seconds.`, `It is ${JSON.stringify(maxAge)}.`, shows),
      unmet: await unmet(lab),
      listed: acrs.length === 0 ? none : ofMetadata(lab, acrs),
      ...(acrs.length === 0 && seconds === undefined
        ? { accepted: none, ...all(OF_TOKEN, none) }
        : await stronger(lab, acrs, seconds)),
    };
  },
});

const present = (lab: Lab, token: string): Promise<Exchange> =>
  lab.present(token, { url: lab.target.api?.step_up ?? "" });

async function tokens(lab: Lab, changes: Changes) {
  const { resource } = lab.target.api ?? {};
  const from = await lab.code(lab.client("web"), { resource, prompt: "consent", ...changes });
  return tokensIn(await lab.redeem(from, { resource }));
}

/** RFC 9110 11.6.1: values are tokens or quoted. */
function challengeIn(exchange: Exchange): Challenge {
  const text = headersOf(exchange, "www-authenticate").join(", ");
  const value = (name: string): string | undefined => {
    const [, quoted, token] = new RegExp(`\\b${name}=(?:"([^"]*)"|([^\\s,"]+))`).exec(text) ?? [];
    return quoted ?? token;
  };
  const acrs = value("acr_values")?.split(" ").filter(Boolean) ?? [];
  return { exchange, error: value("error"), acrs, maxAge: value("max_age") };
}

async function unmet(lab: Lab): Promise<Finding> {
  const { landing, last } = await lab.authorize(lab.client("web"), { acr_values: UNKNOWN_ACR });
  const error = landing.returned?.parameters.get("error");
  if (error === "unmet_authentication_requirements") return either(true, "It is refused so.", "", last);
  if (landing.returned === undefined) return unclear("The request led to no response at the client.", last);
  const because = error ? `The error is ${error}.` : "A code comes, although the server hasn't got the acr.";
  return either(false, "", because, last);
}

function ofMetadata(lab: Lab, acrs: readonly string[]): Finding {
  const known = listed(lab.target, "acr_values_supported");
  const { exchange } = lab.target.oauth.content === undefined ? lab.target.openid : lab.target.oauth;
  const isListed = acrs.every((one) => known?.includes(one));
  return either(isListed, "It has them.", `acr_values_supported is ${JSON.stringify(known) ?? "missing"}.`, exchange);
}

/** With what the challenge asks for. */
async function stronger(
  lab: Lab,
  acrs: readonly string[],
  maxAge: string | undefined,
): Promise<Record<(typeof OF_TOKEN)[number] | "accepted", Finding>> {
  const acr_values = acrs.length > 0 ? acrs.join(" ") : undefined;
  const { access, refresh, exchange } = await tokens(lab, { acr_values, max_age: maxAge });
  const jwt = access.split(".").length === 3 ? jwtOf(access)?.claims : undefined;
  const seen = await introspected(lab, access);
  const says = jwt ?? (seen && jsonOf(seen));
  const acr = (members: Members, shows: Exchange): Finding =>
    acr_values === undefined
      ? notApplicable("acr_values wasn't requested.", shows)
      : either(acrs.includes(String(members.acr)), `acr is ${members.acr}.`, wrong("acr", members), shows);
  const authTime = (members: Members, shows: Exchange): Finding =>
    maxAge === undefined
      ? notApplicable("max_age wasn't requested.", shows)
      : either(
          typeof members.auth_time === "number" && members.auth_time >= lab.now() / 1000 - Number(maxAge) - SKEW,
          "auth_time is new enough.",
          wrong("auth_time", members),
          shows,
        );
  const ofJwt = jwt
    ? [acr(jwt, exchange), authTime(jwt, exchange)]
    : Array<Finding>(2).fill(notApplicable("The access token isn't a JWT.", exchange));
  const ofIntrospection = seen
    ? [acr(jsonOf(seen) ?? {}, seen), authTime(jsonOf(seen) ?? {}, seen)]
    : Array<Finding>(2).fill(notApplicable("The token can't be introspected."));
  const isWrong = [...ofJwt, ...ofIntrospection].some(({ is }) => is === "broken");
  return {
    "jwt-acr": ofJwt[0] as Finding,
    "jwt-auth-time": ofJwt[1] as Finding,
    "introspection-acr": ofIntrospection[0] as Finding,
    "introspection-auth-time": ofIntrospection[1] as Finding,
    accepted: isWrong
      ? notApplicable("The token doesn't say how the user signed in.", exchange)
      : await used(lab, access),
    renewed: await renewed(lab, refresh, says),
  };
}

const wrong = (name: string, members: Members): string => `${name} is ${JSON.stringify(members[name]) ?? "missing"}.`;

async function used(lab: Lab, access: string): Promise<Finding> {
  const exchange = await present(lab, access);
  return either(statusOf(exchange) === 200, "The API accepts it.", `The response is ${briefly(exchange)}.`, exchange);
}

/** `undefined` if the server has no introspection, or doesn't know the token there. */
async function introspected(lab: Lab, token: string): Promise<Exchange | undefined> {
  const url = endpoint(lab.target, "introspection");
  if (url === undefined) return undefined;
  const { web, api } = lab.target.clients;
  const exchange = await lab.send(lab.asClient(api ?? web ?? lab.client("web"), url, pairsOf({ token })));
  return jsonOf(exchange)?.active === true ? exchange : undefined;
}

async function renewed(lab: Lab, refresh: string | undefined, before: Members | undefined): Promise<Finding> {
  if (refresh === undefined) return notApplicable("There is no refresh token.");
  const { resource } = lab.target.api ?? {};
  const exchange = await lab.refresh(lab.client("web"), refresh, { resource });
  const { access_token: access } = jsonOf(exchange) ?? {};
  if (typeof access !== "string") return unclear(`The refresh token is refused: ${briefly(exchange)}.`, exchange);
  const jwt = access.split(".").length === 3 ? jwtOf(access)?.claims : undefined;
  const seen = jwt ? undefined : await introspected(lab, access);
  const after = jwt ?? (seen && jsonOf(seen));
  if (before === undefined || after === undefined)
    return notApplicable("Nothing says how the user signed in.", exchange);
  const differs = (["auth_time", "acr"] as const).filter((name) => before[name] !== after[name]);
  const because = `${differs.join(" and ")} changed, although the user didn't sign in.`;
  return either(differs.length === 0, "They are the same.", because, exchange);
}
