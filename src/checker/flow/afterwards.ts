/** What follows when tokens have come: the ID token, the user, an API, a refresh. */
import { type Exchange, jsonOf, statusOf } from "../exchange.ts";
import { jwtOf } from "../jwt.ts";
import { challengesOf } from "../mcp/challenge.ts";
import { endpoint } from "../target.ts";
import { checkIdToken } from "./id-token.ts";
import { authorizationOf, Failed, granted, received, resources, type Tokens, type Trial } from "./trial.ts";

/** Returns whether a client could accept it all. Throws `Failed` if something is refused. */
export async function afterwards(trial: Trial, tokens: Tokens, nonce: string | undefined): Promise<boolean> {
  const isFine = tokens.id === undefined || (await checkIdToken(trial, tokens.id, tokens.access, nonce));
  const isSame = tokens.id === undefined || (await userinfo(trial, tokens, tokens.id));
  if (trial.options.call !== undefined) await callApi(trial, tokens, trial.options.call);
  if (tokens.refresh !== undefined) {
    trial.report.section("The refresh");
    received(trial, await trial.lab.refresh(trial.client, tokens.refresh, resources(trial)));
  }
  return isFine && isSame;
}

async function userinfo(trial: Trial, tokens: Tokens, id: string): Promise<boolean> {
  const { lab, report } = trial;
  // A token for an API is none for userinfo.
  if (endpoint(lab.target, "userinfo") === undefined || trial.options.resource !== undefined) return true;
  report.section("The user");
  const headers = { authorization: authorizationOf(trial, tokens) };
  const exchange = granted(await lab.send({ url: lab.endpoint("userinfo"), headers }));
  const [sub, expected] = [jsonOf(exchange)?.sub, jwtOf(id)?.claims.sub];
  if (sub === undefined || expected === undefined) return true;
  // OpenID Connect Core 5.3.2: otherwise the response must not be used.
  report.checked([
    {
      what: "sub",
      isFine: sub === expected,
      says: sub === expected ? "that of the ID token" : `${sub}, and the ID token has ${expected}`,
    },
  ]);
  return sub === expected;
}

async function callApi(trial: Trial, tokens: Tokens, url: string): Promise<void> {
  const { lab, report } = trial;
  report.section("The API");
  const exchange = await lab.send({ url, headers: { authorization: authorizationOf(trial, tokens), accept: "*/*" } });
  for (const { scheme, parameters } of challengesOf(exchange)) {
    const { error, scope, resource_metadata: metadata } = parameters;
    report.say(`It challenges with ${scheme}${error === undefined ? "" : `: ${error}`}.`);
    if (scope !== undefined) report.say(`It wants the scope ${scope}.`);
    if (metadata !== undefined) report.say(`Its metadata is at ${metadata}.`);
  }
  if (isRefused(exchange)) throw new Failed(exchange);
}

const isRefused = (exchange: Exchange): boolean => exchange.came === undefined || statusOf(exchange) >= 400;
