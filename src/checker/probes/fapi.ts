/** What the FAPI 2.0 Security Profile wants: most of it is in the metadata. */
import { briefly, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { jwtOf } from "../jwt.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { endpoint, listed } from "../target.ts";

const METHODS = ["private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth"];
const ALGORITHMS = ["PS256", "ES256", "EdDSA", "Ed25519"];
/** OpenID Connect Discovery 3 wants RS256 among them, whether it is used or not. */
const LISTED = [...ALGORITHMS, "RS256"];
/** Seconds. */
const LONGEST = 600;

export const fapi = probe({
  does: "Holds the metadata against the FAPI 2.0 Security Profile, and sends requests that weren't pushed.",
  needs: ["metadata", "FAPI 2.0"],
  finds: [
    ...(["grant-types", "response-types", "client-authentication", "sender-constrained", "par-required"] as const),
    ...(["plain-refused", "request-uri-lifetime", "pkce-methods", "iss"] as const),
    ...(["id-token-algorithms", "client-algorithms", "proof-algorithms"] as const),
  ],
  async run(lab) {
    const { target } = lab;
    const { metadata } = target;
    const shows = (target.oauth.content === undefined ? target.openid : target.oauth).exchange;
    const is = (isHeld: boolean, good: string, bad: string): Finding => either(isHeld, good, bad, shows);
    // What is assumed if it is omitted is as good as listed (RFC 8414 2).
    const only = (name: string, allowed: readonly string[], otherwise: readonly string[]): Finding => {
      const wrong = (listed(target, name) ?? otherwise).filter((one) => !allowed.includes(one));
      return is(wrong.length === 0, `${name} has nothing else.`, `${name} has ${wrong.join(", ")}.`);
    };
    const grants = listed(target, "grant_types_supported") ?? ["authorization_code", "implicit"];
    const wrong = grants.filter((one) => ["password", "implicit"].includes(one));
    const isBound =
      metadata.tls_client_certificate_bound_access_tokens === true ||
      (listed(target, "dpop_signing_alg_values_supported")?.length ?? 0) > 0;
    const isPushed =
      metadata.require_pushed_authorization_requests === true &&
      endpoint(target, "pushed_authorization_request") !== undefined;
    return {
      "grant-types": is(wrong.length === 0, "Neither is listed.", `grant_types_supported has ${wrong.join(", ")}.`),
      "response-types": only("response_types_supported", ["code"], []),
      "client-authentication": only("token_endpoint_auth_methods_supported", METHODS, ["client_secret_basic"]),
      "sender-constrained": is(isBound, "Tokens can be bound.", "Neither is listed."),
      "par-required": is(isPushed, "Pushing is required.", "require_pushed_authorization_requests isn't true."),
      "plain-refused": await plain(lab),
      "request-uri-lifetime": await lifetime(lab),
      "pkce-methods": only("code_challenge_methods_supported", ["S256"], ["none"]),
      iss: is(
        metadata.authorization_response_iss_parameter_supported === true,
        "It says so.",
        "authorization_response_iss_parameter_supported isn't true.",
      ),
      "id-token-algorithms":
        target.openid.content === undefined
          ? notApplicable("The server is no OpenID Provider.")
          : await ofIdTokens(lab, only("id_token_signing_alg_values_supported", LISTED, ["RS256"])),
      "client-algorithms": only("token_endpoint_auth_signing_alg_values_supported", ALGORITHMS, []),
      "proof-algorithms": only("dpop_signing_alg_values_supported", ALGORITHMS, []),
    };
  },
});

/** What the web client's ID tokens are signed with, if what is listed is right. */
async function ofIdTokens(lab: Lab, ofList: Finding): Promise<Finding> {
  const { web } = lab.target.clients;
  if (ofList.is !== "held" || web?.redirect_uri === undefined) return ofList;
  const exchange = await lab.redeem(await lab.code(web));
  const { id_token: token } = jsonOf(exchange) ?? {};
  const alg = typeof token === "string" ? jwtOf(token)?.header.alg : undefined;
  if (alg === undefined) return ofList;
  return either(ALGORITHMS.includes(String(alg)), `It is ${alg}.`, `An ID token is signed with ${alg}.`, exchange);
}

/** A request with all its parameters in the URL, in a browser in which nobody is signed in. */
async function plain(lab: Lab): Promise<Finding> {
  const { web } = lab.target.clients;
  if (web?.redirect_uri === undefined) return unclear("A client with a redirect_uri is needed.");
  const { landing, last } = await lab.followUnknown(lab.authorizationRequest(web));
  const error = landing.returned?.parameters.get("error") ?? undefined;
  // Where it leads need not be a page that works without the request.
  const [first = last] = landing.exchanges;
  return either(
    error !== undefined || statusOf(first) >= 400,
    error === undefined ? `The response is ${briefly(first)}.` : `The redirect has error=${error}.`,
    `The response is ${briefly(first)}, and the request goes on.`,
    first,
  );
}

async function lifetime(lab: Lab): Promise<Finding> {
  const { web } = lab.target.clients;
  if (web?.redirect_uri === undefined) return unclear("A client with a redirect_uri is needed.");
  if (endpoint(lab.target, "pushed_authorization_request") === undefined)
    return notApplicable("The metadata has no pushed_authorization_request_endpoint.");
  const exchange = await lab.push(lab.authorizationRequest(web));
  const { expires_in: seconds } = jsonOf(exchange) ?? {};
  if (typeof seconds !== "number") return unclear(`The pushed request was refused: ${briefly(exchange)}.`, exchange);
  return either(seconds < LONGEST, `It lasts ${seconds} seconds.`, `It lasts ${seconds} seconds.`, exchange);
}
