/** How the authorization endpoint refuses (RFC 6749 3.1, 4.1.2.1, RFC 9207 2). */
import { briefly, statusOf } from "../exchange.ts";
import { broken, either, type Finding, held, notApplicable, unclear, worst } from "../finding.ts";
import type { Authorized, Changes, Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { hasError, wasRefused } from "../redirect.ts";
import type { TestClient } from "../target.ts";

export const authorizationErrors = probe({
  does: "Sends authorization requests that must be refused.",
  needs: ["codes"],
  finds: [
    ...([
      "response-type-absent",
      "response-type-unknown",
      "scope-unknown",
      "repeated",
      "state",
      "iss",
      "description",
    ] as const),
    ...(["no-code-beside-error", "prompt-none", "request-object", "request-uri", "unknown-parameter"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const ask = (changes: Changes): Promise<Authorized> => askAs(lab, client, changes);
    const absent = await ask({ response_type: undefined });
    const unknown = await ask({ response_type: "no_such_type" });
    const scope = await ask({ scope: `${client.scope} no-such-scope-${lab.fresh(6)}` });
    const repeated = await ask({ scope: [client.scope ?? "openid", "profile"] });
    const { openid, metadata } = lab.target;
    const isOpenid = openid.content !== undefined;
    const silent = isOpenid ? await lab.authorizeUnknown(client, { prompt: "none" }) : undefined;
    const hasCome = (one: Authorized | undefined) => one?.landing.returned?.parameters.has("error") === true;
    const wrong = [absent, unknown, scope, repeated].filter(hasCome);
    // What is wrong with a pushed request is said when it is pushed. That nobody has signed in is seen later.
    const errors = wrong.length === 0 && silent !== undefined && hasCome(silent) ? [silent] : wrong;
    return {
      "response-type-absent": hasError(absent, "invalid_request", "unsupported_response_type"),
      "response-type-unknown": hasError(unknown, "unsupported_response_type", "invalid_request"),
      "scope-unknown": await scopeUnknown(lab, client, scope),
      repeated: repeatedParameter(repeated),
      ...ofErrors(lab, errors),
      "prompt-none": silent === undefined ? notApplicable("The server is no OpenID Provider.") : promptNone(silent),
      "request-object":
        metadata.request_parameter_supported === true || !isOpenid
          ? notApplicable("Request objects are supported, or the server is no OpenID Provider.")
          : hasError(
              await ask({ request: "e30.e30." }),
              "request_not_supported",
              "invalid_request",
              "invalid_request_object",
            ),
      "request-uri": await requestUri(lab, client),
      "unknown-parameter": await unknownParameter(lab, client),
    };
  },
});

/** Errors by which a server asks for the user. It may do so before it looks at the rest of the request (OpenID Connect Core 3.1.2.6). */
const WANTS_USER = ["login_required", "interaction_required", "account_selection_required", "consent_required"];

/** As nobody, so that there is no page in between; as the user where `prompt` means nothing, or where the server asks for the user first. */
export async function askAs(lab: Lab, client: TestClient, changes: Changes): Promise<Authorized> {
  if (lab.target.openid.content === undefined) return lab.authorize(client, changes);
  const asked = await lab.authorizeUnknown(client, { prompt: "none", ...changes });
  const { returned } = asked.landing;
  const isSettled =
    returned === undefined
      ? statusOf(asked.last) >= 400 && statusOf(asked.last) < 500
      : !WANTS_USER.includes(returned.parameters.get("error") ?? "");
  return isSettled ? asked : lab.authorize(client, changes);
}

function promptNone(authorized: Authorized): Finding {
  const { landing, last } = authorized;
  if (landing.returned === undefined && statusOf(last) === 200) return broken("A page is shown.", last);
  if (landing.returned === undefined && statusOf(last) >= 500) return broken(`The response is ${briefly(last)}.`, last);
  return hasError(authorized, ...WANTS_USER);
}

/** It is refused, or left out; then the response to the code says what was granted, which the token endpoint's requirement looks at. */
async function scopeUnknown(lab: Lab, client: TestClient, authorized: Authorized): Promise<Finding> {
  const error = authorized.landing.returned?.parameters.get("error");
  if (error === "invalid_scope") return held("The redirect has error=invalid_scope.", authorized.last);
  const isIn = authorized.landing.returned?.parameters.has("code") ?? false;
  if (!isIn && error !== "login_required" && error !== "interaction_required")
    return hasError(authorized, "invalid_scope");
  const signedIn = isIn
    ? authorized
    : await lab.authorize(client, { scope: `${client.scope} no-such-scope-${lab.fresh(6)}` });
  const code = signedIn.landing.returned?.parameters.get("code");
  if (code == null) return hasError(signedIn, "invalid_scope");
  const exchange = await lab.redeem({ ...signedIn, code });
  return either(
    /"scope"\s*:/.test(exchange.came?.body ?? ""),
    "The scope is left out, and the token response says what was granted.",
    "The scope is left out without a word.",
    exchange,
  );
}

function repeatedParameter(authorized: Authorized): Finding {
  const { landing, last } = authorized;
  // A page may say that the request is wrong, whatever its status.
  if (landing.returned === undefined)
    return statusOf(last) >= 400
      ? held(`The response is ${briefly(last)}.`, last)
      : unclear(`The response is ${briefly(last)}, a page and no redirect.`, last);
  return hasError(authorized, "invalid_request");
}

/** What every error has to have. */
function ofErrors(
  lab: Lab,
  errors: readonly Authorized[],
): Record<"state" | "iss" | "description" | "no-code-beside-error", Finding> {
  const [first, ...rest] = errors;
  if (first === undefined) {
    const none = unclear("No error came to the redirect URI.");
    return { state: none, iss: none, description: none, "no-code-beside-error": none };
  }
  const ofEach = (look: (one: Authorized) => Finding): Finding => worst([look(first), ...rest.map(look)]);
  const says = lab.target.metadata.authorization_response_iss_parameter_supported === true;
  const value = ({ landing }: Authorized, name: string): string | null =>
    landing.returned?.parameters.get(name) ?? null;
  return {
    state: ofEach((one) =>
      either(
        value(one, "state") === one.state,
        "state came back.",
        `state came back as ${JSON.stringify(value(one, "state"))}.`,
        one.last,
      ),
    ),
    iss: says
      ? ofEach((one) =>
          either(
            value(one, "iss") === lab.target.issuer,
            "iss is the issuer.",
            `iss is ${JSON.stringify(value(one, "iss"))}.`,
            one.last,
          ),
        )
      : notApplicable("The metadata doesn't say that responses have iss."),
    description: ofEach(({ last, landing }) => {
      const text = landing.returned?.parameters.get("error_description") ?? "";
      return either(
        /^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/.test(text),
        "error_description has only the allowed characters.",
        `error_description is ${JSON.stringify(text)}.`,
        last,
      );
    }),
    "no-code-beside-error": ofEach((one) =>
      either(value(one, "code") === null, "There is no code.", "There is a code beside the error.", one.last),
    ),
  };
}

async function requestUri(lab: Lab, client: TestClient): Promise<Finding> {
  const { metadata, openid } = lab.target;
  if (
    metadata.request_uri_parameter_supported === undefined &&
    metadata.require_pushed_authorization_requests !== true
  ) {
    if (openid.content !== undefined)
      return notApplicable("request_uri is supported, as the metadata doesn't say otherwise.");
    if (metadata.pushed_authorization_request_endpoint === undefined)
      return notApplicable("The server says nothing of request_uri, and may ignore what it doesn't know.");
  }
  const asked = await askAs(lab, client, { request_uri: "urn:example:never-pushed" });
  return wasRefused(asked, "request_uri_not_supported", "invalid_request", "invalid_request_uri");
}

async function unknownParameter(lab: Lab, client: TestClient): Promise<Finding> {
  const { landing, last } = await lab.authorize(client, { nobody_knows_this: "1" });
  if (landing.returned?.parameters.has("code") === true) return held("The parameter is ignored.", last);
  const without = await lab.authorize(client);
  return without.landing.returned?.parameters.has("code") === true
    ? broken("There is no code, and there is one without the parameter.", last)
    : unclear(`There is no code without the parameter either: ${briefly(without.last)}.`, last, without.last);
}
