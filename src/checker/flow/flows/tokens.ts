/** Flows that are one token request: client credentials (RFC 6749 4.4), a refresh (6), and token exchange (RFC 8693). */
import { jsonOf } from "../../exchange.ts";
import { afterwards } from "../afterwards.ts";
import { CannotTry, type FlowOptions } from "../options.ts";
import { received, resources, type Trial } from "../trial.ts";

async function tokenIn({ token }: FlowOptions, what: string): Promise<string> {
  const given = typeof token === "function" ? await token(what) : token;
  if (!given) throw new CannotTry(`The flow needs a ${what}.`);
  return given;
}

export async function clientCredentials(trial: Trial): Promise<boolean> {
  const { lab, client, parameters, report } = trial;
  report.section("The token request");
  const usual = { grant_type: "client_credentials", scope: client.scope, ...resources(trial) };
  return afterwards(trial, received(trial, await lab.token(client, usual, parameters)), undefined);
}

export async function refreshAlone(trial: Trial): Promise<boolean> {
  const { lab, client, parameters, report, options } = trial;
  const token = await tokenIn(options, "refresh token");
  report.section("The refresh");
  const usual = { grant_type: "refresh_token", refresh_token: token, scope: client.scope, ...resources(trial) };
  const tokens = received(trial, await lab.token(client, usual, parameters));
  if (tokens.refresh !== undefined && tokens.refresh !== token)
    report.say("The server returned another refresh token. The one that you gave may not work any more.");
  return afterwards(trial, { ...tokens, refresh: undefined }, undefined);
}

const TYPES = "urn:ietf:params:oauth:token-type:";
const typeOf = (name: string): string => (name.includes(":") ? name : TYPES + name.replaceAll("-", "_"));

export async function exchangeFlow(trial: Trial): Promise<boolean> {
  const { lab, client, parameters, report, options } = trial;
  const { subjectTokenType = "access_token", requestedTokenType, audience = [] } = options;
  const token = await tokenIn(options, "token to exchange");
  report.section("The token exchange");
  report.decoded("The subject token is a JWT", token);
  const usual = {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: token,
    subject_token_type: typeOf(subjectTokenType),
    requested_token_type: requestedTokenType === undefined ? undefined : typeOf(requestedTokenType),
    audience,
    ...resources(trial),
    scope: client.scope,
  };
  const exchange = await lab.token(client, usual, parameters);
  const tokens = received(trial, exchange);
  if (jsonOf(exchange)?.issued_token_type === undefined)
    report.say("Careful: there is no issued_token_type (RFC 8693, section 2.2.1).");
  return afterwards(trial, { ...tokens, refresh: undefined }, undefined);
}
