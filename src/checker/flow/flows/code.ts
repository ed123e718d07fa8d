/** The code flow with PKCE (RFC 6749 4.1, RFC 7636), by a pushed request (RFC 9126) if wanted. */
import { jsonOf } from "../../exchange.ts";
import { type AuthorizationRequest, CannotTell } from "../../lab.ts";
import { afterwards } from "../afterwards.ts";
import { Failed, granted, received, resources, type Trial } from "../trial.ts";

export async function codeFlow(trial: Trial): Promise<boolean> {
  const { lab, client, parameters, report, listening, dpop } = trial;
  if (listening === undefined) throw new CannotTell("Nobody listens for the response.");
  // RFC 9449 10: the code is bound to the key too.
  const more = dpop === undefined ? {} : { dpop_jkt: dpop.thumbprint };
  // A nonce is OpenID's, and some servers refuse it otherwise.
  const asked = parameters.scope ?? client.scope ?? "";
  const usual = asked.split(" ").includes("openid") ? {} : { nonce: undefined };
  const request = lab.authorizationRequest(client, { ...usual, ...resources(trial), ...more, ...parameters });
  const url = isPushed(trial) ? await pushed(trial, request) : request.url;
  report.section("The authorization request");
  const landing = await listening.signIn.visit(url, request.redirectUri);
  const last = landing.exchanges.at(-1);
  if (last !== undefined) report.show(last);
  const returned = landing.returned?.parameters;
  const code = returned?.get("code");
  if (code == null) throw last === undefined ? new CannotTell("Nothing came back.") : new Failed(last);
  if (returned?.get("state") !== request.state)
    report.say("Careful: state isn't that of the request. A client must stop here.");
  noticeIssuer(trial, returned?.get("iss") ?? undefined);
  report.section("The token request");
  const redeemed = {
    grant_type: "authorization_code",
    code,
    redirect_uri: request.redirectUri,
    code_verifier: request.verifier,
  };
  const tokens = received(trial, await lab.token(client, { ...redeemed, ...resources(trial) }));
  return afterwards(trial, tokens, nonceOf(request.url));
}

/** As it was sent. */
const nonceOf = (url: string): string | undefined => new URL(url).searchParams.get("nonce") ?? undefined;

const isPushed = ({ options, lab }: Trial): boolean =>
  options.par === true || lab.target.metadata.require_pushed_authorization_requests === true;

async function pushed({ lab, client, report }: Trial, request: AuthorizationRequest): Promise<string> {
  report.section("The pushed authorization request");
  const { origin, pathname, searchParams } = new URL(request.url);
  const endpoint = lab.endpoint("pushed_authorization_request");
  const exchange = granted(await lab.send(lab.asClient(client, endpoint, [...searchParams])));
  const { request_uri: uri, expires_in: lifetime } = jsonOf(exchange) ?? {};
  if (typeof uri !== "string") throw new CannotTell("The response has no request_uri.", [exchange]);
  if (typeof lifetime !== "number") report.say("Careful: there is no expires_in (RFC 9126, section 2.2).");
  return `${origin}${pathname}?${new URLSearchParams({ client_id: client.client_id, request_uri: uri })}`;
}

/** RFC 9207 2.4. */
function noticeIssuer({ lab, report }: Trial, iss: string | undefined): void {
  const { issuer, authorization_response_iss_parameter_supported: isPromised } = lab.target.metadata;
  if (iss !== undefined && iss !== issuer)
    report.say(`Careful: iss is ${iss}, and the issuer is ${issuer}. A client must stop here.`);
  if (iss === undefined && isPromised === true)
    report.say("Careful: there is no iss, and the metadata promises it. A client must stop here.");
}
