/** How a client presents itself: the methods, what its secret looks like, and its assertion (RFC 6749 2.3, RFC 7523). */
import { formDecode } from "../../protocol/form.ts";
import type { CauseCode } from "../../reasons/causes.ts";
import { openid, rfc } from "../../specs.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { announced, clientIdOf, clientRequests, GUID, grantTypeOf, isAt, MICROSOFT } from "./requests.ts";
import { FITS, type Fits, saidOf, weigh } from "./said.ts";

const AUTH: Fits = {
  errors: ["invalid_client", "unauthorized_client", "incorrect_client_credentials", "invalid_request"],
  words: FITS.client.words,
};

const present = (request: RequestView, name: string): boolean => (request.parameters.get(name) ?? "") !== "";

function methodsOf(request: RequestView): readonly string[] {
  const found: string[] = [];
  if (request.basic !== undefined && request.basic.secret !== "") found.push("client_secret_basic");
  if (present(request, "client_secret")) found.push("client_secret_post");
  if (present(request, "client_assertion")) found.push("private_key_jwt");
  return found;
}

function* methods(view: View): Iterable<Found> {
  for (const request of clientRequests(view)) {
    const sent = methodsOf(request);
    const said = saidOf(view, request);
    if (sent.length > 1)
      yield {
        reason: "client-auth/repeated",
        confidence: weigh(said, 0.86, AUTH),
        says: `the client authenticates in ${sent.length} ways at once: ${list(sent)}`,
        fix: `Send one of them: leave out ${sent.includes("client_secret_post") ? "client_secret from the body" : "the Authorization header"}.`,
        spec: rfc(6749, "2.3"),
      };
    const registered = view.context.token_endpoint_auth_method;
    const [only = "none"] = sent;
    if (registered !== undefined && sent.length < 2 && !fits(registered, only))
      yield {
        reason: only === "none" ? "client-auth/secret-absent" : "client-auth/method-mismatch",
        confidence: weigh(said, 0.94, AUTH),
        says: `the client is registered for ${registered}, and sends ${only === "none" ? "no credentials" : only}`,
        fix: `Authenticate by ${registered}, or register the client for ${only}.`,
        spec: openid("core", "9"),
      };
    const offered = announced(view, "token_endpoint_auth_methods_supported");
    if (
      registered === undefined &&
      offered.length > 0 &&
      only !== "none" &&
      sent.length === 1 &&
      !offered.some((one) => fits(one, only))
    )
      yield {
        reason: "client-auth/method-mismatch",
        confidence: weigh(said, 0.85, AUTH),
        says: `the server takes ${list(offered)}, and the client sends ${only}`,
        fix: `Authenticate by ${offered[0]}.`,
        spec: openid("core", "9"),
      };
    const bearer =
      request.bearer !== undefined || /^(?!basic\b|bearer\b|dpop\b)\S+/i.test(request.headers.authorization ?? "");
    if (bearer && request.endpoint === "token" && sent.length === 0)
      yield {
        reason: "client-auth/method-mismatch",
        confidence: weigh(said, 0.7, AUTH),
        says:
          request.bearer === undefined
            ? "the Authorization header of the token request is of no scheme that authenticates a client"
            : "the token request brings a Bearer token where Basic credentials are due",
        fix: "Send Authorization: Basic base64(client_id:client_secret), or both in the body.",
        spec: rfc(6749, "2.3.1"),
      };
    const misnamed = Object.entries(request.headers).find(
      ([name, value]) =>
        /^(?:authentication|authori[sz]ed?|authorisation|auth|x-authorization)$/.test(name) &&
        /^(?:basic|bearer) \S/i.test(value),
    );
    if (misnamed !== undefined && request.headers.authorization === undefined)
      yield {
        reason: "client-auth/secret-absent",
        confidence: weigh(said, 0.92, AUTH),
        says: `the credentials stand in a header called ${misnamed[0]}, where Authorization is due`,
        source: `${misnamed[0]}:`,
        fix: "Call the header Authorization.",
        spec: rfc(6749, "2.3.1"),
      };
    else if (
      request.endpoint === "token" &&
      clientIdOf(request) === undefined &&
      sent.length === 0 &&
      !bearer &&
      !present(request, "assertion") &&
      request.bodyIs !== "none" &&
      request.headers.authorization === undefined
    )
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(said, 0.78, { ...AUTH, words: /client[ _]?id|client/i }),
        says: "the token request names no client: neither client_id nor Basic credentials",
        fix: "Send client_id, and the secret where the client has one.",
        spec: rfc(6749, "3.2.1"),
      };
    if (
      grantTypeOf(request) === "client_credentials" &&
      sent.length === 0 &&
      !bearer &&
      clientIdOf(request) !== undefined &&
      request.headers.authorization === undefined
    )
      yield {
        reason: "client-auth/secret-absent",
        confidence: weigh(said, 0.88, AUTH),
        says: "grant_type is client_credentials, and there is no secret and no assertion",
        fix: "Send client_secret, or Basic credentials.",
        spec: rfc(6749, "4.4"),
      };
    else if (
      sent.length === 0 &&
      !bearer &&
      request.endpoint === "token" &&
      clientIdOf(request) !== undefined &&
      (said.errors.has("invalid_client") || said.errors.has("unauthorized_client")) &&
      registered === undefined &&
      request.headers.authorization === undefined
    )
      yield {
        reason: "client-auth/secret-absent",
        confidence: 0.62,
        says: "the token request has a client_id, and neither a secret nor an assertion",
        fix: "Send the secret, or register the client as a public one.",
        spec: rfc(6749, "3.2.1"),
        tell: "Is the client registered as confidential or as public?",
      };
    if (registered === "none" && present(request, "client_secret"))
      yield {
        reason: "client/type-mismatch",
        confidence: weigh(said, 0.8, AUTH),
        says: "the client is registered as public, and sends a secret",
        fix: "Leave client_secret out.",
      };
    if (
      present(request, "client_assertion") &&
      request.parameters.get("client_assertion_type") !== "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    )
      yield {
        reason: present(request, "client_assertion_type") ? "request/parameter-rejected" : "request/parameter-absent",
        confidence: weigh(said, 0.85, AUTH),
        says: "client_assertion_type is not that of a JWT",
        source: present(request, "client_assertion_type") ? request.parameters.get("client_assertion_type") : undefined,
        fix: "Send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        spec: rfc(7521, "4.2"),
      };
  }
}

const fits = (registered: string, sent: string): boolean =>
  registered === sent || (/_jwt$/.test(registered) && sent === "private_key_jwt") || /tls/.test(registered);

/** A secret as it is stored. */
const HASHED =
  /^(?:pbkdf2_sha\d+|bcrypt(?:_sha256)?|argon2(?:id?|d)?|scrypt|sha\d+)\$|^\$(?:2[aby]|argon2\w*|6|5|scrypt|pbkdf2[\w-]*)\$/;
const SPECIAL = /[^A-Za-z0-9\-._~*]/;

function* secrets(view: View): Iterable<Found> {
  for (const request of clientRequests(view)) {
    const { basic } = request;
    const said = saidOf(view, request);
    const seen = (reason: CauseCode, base: number, says: string, fix: string): Found => ({
      reason,
      confidence: weigh(said, base, AUTH),
      says,
      fix,
      spec: rfc(6749, "2.3.1"),
    });
    const header = request.headers.authorization;
    if (header !== undefined && /^basic\b/i.test(header) && basic === undefined)
      yield seen(
        "client-auth/malformed",
        0.85,
        "the Basic header is not the base64 of id and secret with a colon between",
        "Send Authorization: Basic base64(client_id:client_secret).",
      );
    if (HASHED.test(basic?.secret ?? request.parameters.get("client_secret") ?? "")) {
      yield seen(
        "client-auth/secret-wrong",
        0.93,
        "the secret is a hash, as it is stored: the server hashes what it is sent once more",
        "Send the secret of which the hash was made, or set a new one.",
      );
      continue;
    }
    if (basic !== undefined && basic.secret !== "") {
      const encoded = /%[0-9a-f]{2}/i.test(basic.secret) || /%[0-9a-f]{2}/i.test(basic.id);
      if (encoded)
        yield seen(
          "client-auth/secret-encoding",
          0.68,
          "id or secret were form-encoded before Basic, and not every server decodes them",
          "Where the server does not decode them, send them as they are, or in the body.",
        );
      else if (
        basic.secret.includes("%") ||
        formDecode(basic.secret) !== basic.secret ||
        formDecode(basic.id) !== basic.id
      )
        yield seen(
          "client-auth/secret-encoding",
          0.85,
          "id or secret hold + or %, which a server that decodes them changes: they are not form-encoded",
          "Form-encode id and secret before they are joined by a colon and put into base64.",
        );
      else if (SPECIAL.test(basic.secret) || SPECIAL.test(basic.id))
        yield seen(
          "client-auth/secret-encoding",
          /[:&=/+ ]/.test(basic.secret + basic.id) ? 0.6 : 0.35,
          "id or secret hold special characters, and are not form-encoded",
          "Form-encode id and secret before they are joined by a colon and put into base64.",
        );
    }
    for (const secret of [request.parameters.get("client_secret"), basic?.secret]) {
      if (secret === undefined || secret === "") continue;
      if (/^\s|\s$|[\r\n]/.test(secret))
        yield seen(
          "client-auth/secret-wrong",
          0.9,
          `the secret (${secret.length} characters) has white space at an end`,
          "Trim it: it comes from a file or a variable with a line break.",
        );
      else if (/^(["']).*\1$/s.test(secret))
        yield seen(
          "client-auth/secret-wrong",
          0.9,
          "the secret stands in quotes",
          "Take the quotes out of the variable.",
        );
      else if (/ /.test(secret))
        yield seen(
          "client-auth/secret-wrong",
          0.6,
          "the secret has a space in it, as from a plus sign that was not encoded",
          "Encode + as %2B in the form.",
        );
      else if (secret === clientIdOf(request))
        yield seen("client-auth/secret-wrong", 0.9, "the secret is the client_id", "Send the secret.");
      else if (GUID.test(secret) && isAt(request, ...MICROSOFT))
        yield seen(
          "client-auth/secret-wrong",
          0.93,
          "the secret is a GUID: the id of the secret, in place of its value",
          "Send the column Value of the secret, which is shown only when it is made, not the column Secret ID.",
        );
      else if (/%(?:2B|2F|3D|7E|40|21)/i.test(secret) && request.basic === undefined)
        yield seen(
          "client-auth/secret-wrong",
          0.75,
          "the secret is still percent-encoded: it was encoded twice",
          "Let the library encode it once.",
        );
    }
    const other = request.parameters.get("client_id");
    if (
      basic !== undefined &&
      other !== undefined &&
      other !== "" &&
      other !== basic.id &&
      formDecode(basic.id) !== other
    )
      yield {
        ...seen(
          "client-auth/client-id-mismatch",
          0.85,
          `the Basic header is of client ${short(basic.id, 60)}, and client_id of ${short(other, 60)}`,
          "Send one client id.",
        ),
        source: `client_id=${other}`,
        part: other,
      };
    const own = view.context.client_id;
    const id = clientIdOf(request);
    if (own !== undefined && id !== undefined && own !== id && formDecode(id) !== own)
      yield {
        ...seen(
          "client/unknown",
          0.85,
          `client_id is ${short(id, 60)}, and the client's is ${short(own, 60)}`,
          `Send client_id=${own}`,
        ),
        source: `client_id=${id}`,
        part: id,
      };
    else if (id !== undefined && /^\s|\s$|^["']|%[0-9a-f]{2}/i.test(id) && basic === undefined)
      yield {
        ...seen(
          "client/unknown",
          0.82,
          "client_id has white space, quotes or a percent sign in it",
          `Send client_id=${id.replaceAll(/^["'\s]+|["'\s]+$/g, "")}`,
        ),
        source: `client_id=${id}`,
      };
  }
}

export const clientAuthRules = [rule("client-auth/method", methods), rule("client-auth/secret", secrets)];
