/** Faults of the parameters as such. */
import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import { developer, leaveOut, misnamed, names, point, supply, whole } from "./fixes.ts";
import { parameterAbsent, parameterInvalid, parameterMisplaced, parameterTooLong } from "./request-fixes.ts";

const isHeader = (name: string): boolean => name.startsWith("Authorization");

export const ofParameters = {
  "version-unsupported": reason({
    title: "This is an OAuth 1.0 request",
    error: "invalid_request",
    cause:
      "The request has OAuth 1.0 parameters (their names begin with oauth_) or an Authorization header with the OAuth scheme. Candor supports OAuth 2.1 and OpenID Connect.",
    evidence: { parameters: field("list", "OAuth 1.0 parameters") },
    says: (e) => `OAuth 1.0 isn't supported (${e.parameters.join(", ")}). Use a client library for OAuth 2.`,
    points: (e) => e.parameters.map((name) => point(isHeader(name) ? "authorization" : name, "from OAuth 1.0")),
    fixes: (e) => [
      e.parameters.some(isHeader)
        ? developer("Authenticate with HTTP Basic, or with client_id and client_secret in the body.", supply("secret"))
        : developer(`Remove ${names(e.parameters)}.`, ...e.parameters.filter(whole).map(leaveOut)),
    ],
    remedies: { developer: "Use your library's OAuth 2 or OpenID Connect strategy." },
    cites: [rfc(6749, "1")],
  }),
  "reference-unknown": reason({
    title: "No refusal with this reference",
    error: "invalid_request",
    status: 404,
    cause:
      "The reference is mistyped, its refusal is no longer stored, or it is about another client. Nobody can see which of these it is.",
    evidence: {},
    says: () => "There is no refusal with this reference that you can see. Check the reference and your credentials.",
    points: () => [point("path", "not a reference of this client")],
    // Replaying a fix would show whether there is such a refusal.
    fixes: () => [
      developer("Use the reference in error_uri, and authenticate as the client whose request was refused."),
    ],
    remedies: {
      developer:
        "Use the reference in the error_uri of the response, and authenticate as the client whose request was refused. Refusals are stored for some days.",
      operator: "journal.days and journal.megabytes set how long refusals are stored.",
      person: "This error report doesn't exist, or you can't see it. Only the app's owner and the operator can.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "parameter-absent": reason({
    title: "A required parameter is missing",
    error: "invalid_request",
    cause: "This endpoint requires a parameter that is missing or empty. Empty parameters count as missing.",
    evidence: {
      parameter: field("text", "missing parameter"),
      near: optional("text", "similar parameter that was sent"),
      escaped: optional("list", "parameters that were sent after &amp; instead of &"),
    },
    says: (e) =>
      e.near === undefined
        ? `The parameter ${e.parameter} is missing or empty. Add it to the request.`
        : `The parameter ${e.parameter} is missing. ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point(e.parameter, "required") : point(e.near, `did you mean ${e.parameter}?`),
    ],
    fixes: parameterAbsent,
    remedies: { developer: "Add the parameter. A parameter without a value counts as missing." },
    cites: [rfc(6749, "3.1"), rfc(6749, "3.2")],
  }),
  "parameter-repeated": reason({
    title: "A parameter is repeated",
    error: "invalid_request",
    cause:
      "Request parameters must not be repeated. Otherwise, two parts of a system could read different values of the same parameter.",
    evidence: { parameters: field("list", "repeated parameters") },
    says: (e) => `Repeated parameters: ${e.parameters.join(", ")}. Send each parameter once.`,
    points: (e) => e.parameters.filter((name) => name !== "").map((name) => point(name, "repeated")),
    fixes: (e) => [
      developer(
        e.parameters.includes("scope")
          ? "Send scope once, with all scopes separated by spaces, and every other parameter once."
          : `Send once: ${names(e.parameters)}.`,
        { change: "send-once", parameters: e.parameters },
      ),
    ],
    remedies: {
      developer: "Send each parameter once. Several scopes go into one scope parameter, separated by spaces.",
    },
    cites: [rfc(6749, "3.1"), rfc(6749, "3.2")],
  }),
  "parameter-invalid": reason({
    title: "A parameter's value is invalid",
    error: "invalid_request",
    cause: "The value of a parameter doesn't have the form that its specification requires.",
    evidence: {
      parameter: field("text", "parameter"),
      sent: optional("text", "value received"),
      expected: field("text", "value expected"),
    },
    says: (e) =>
      e.sent === undefined
        ? `The ${e.parameter} must be ${e.expected}.`
        : `${e.parameter} '${e.sent}' is invalid, expected ${e.expected}.`,
    points: (e) => [point(e.parameter, `expected ${e.expected}`, e.sent)],
    fixes: parameterInvalid,
    remedies: { developer: "Correct the value as in the description." },
    cites: [rfc(6749, "4.1.2.1"), rfc(6749, "5.2")],
  }),
  "parameter-too-long": reason({
    title: "A parameter is too long",
    error: "invalid_request",
    cause:
      "Every parameter has a maximum length, so that no request can overload the server. Legitimate values are much shorter.",
    evidence: {
      parameter: field("text", "parameter"),
      length: field("count", "characters received"),
      limit: field("count", "characters allowed"),
    },
    says: (e) =>
      `The parameter ${e.parameter} has ${e.length} characters, but at most ${e.limit} are allowed. Shorten it.`,
    points: (e) => (e.parameter === "" ? [] : [point(e.parameter, `${e.length} characters, at most ${e.limit}`)]),
    fixes: parameterTooLong,
    remedies: { developer: "Keep state and nonce short. Store the data on your side under them." },
    cites: [rfc(6749, "3.1")],
  }),
  "parameter-misplaced": reason({
    title: "Parameters were sent in the URL",
    error: "invalid_request",
    cause:
      "The parameters of this endpoint belong in the body, and an access token in the Authorization header. URLs are stored in logs and histories, and sent in Referer headers.",
    evidence: { parameters: field("list", "parameters in the query") },
    says: (e) =>
      e.parameters.includes("access_token")
        ? "An access token was sent in the URL. Send it in the header Authorization: Bearer."
        : `Parameters were sent in the query of the URL: ${e.parameters.join(", ")}. Send them in the request body.`,
    points: (e) => e.parameters.map((name) => point(name, "in the URL")),
    fixes: parameterMisplaced,
    remedies: {
      developer:
        "Move them to the body, and an access token to the Authorization header. If a secret was among them, replace it because URLs are logged.",
    },
    cites: [rfc(6749, "2.3.1"), rfc(6749, "3.2"), rfc(6750, "2.1")],
  }),
  "too-many-parameters": reason({
    title: "The request has too many parameters",
    error: "invalid_request",
    cause: "The number of parameters is limited, so that no request can overload the server.",
    evidence: { limit: field("count", "parameters allowed") },
    says: (e) => `The request has more than ${e.limit} parameters. Send only those of the protocol.`,
    fixes: (e) => [developer(`Send at most ${e.limit} parameters: only those that the endpoint uses.`)],
    remedies: { developer: "Send only the parameters that the endpoint uses." },
    cites: [rfc(6749, "3.1")],
  }),
  "too-large": reason({
    title: "The request is too large",
    error: "invalid_request",
    status: 413,
    cause:
      "The size of requests is limited, so that none can overload the server. An authorization or sign-out request continues as a URL, so it is limited by the size of URLs.",
    evidence: {
      limit: field("count", "maximum"),
      measured: optional("text", "what was measured: body, query, URL"),
      length: optional("count", "its length in characters"),
    },
    says: (e) =>
      e.length === undefined
        ? `The ${e.measured ?? "request"} has more than ${e.limit} bytes. Send only the parameters of the protocol.`
        : `${e.measured === "URL" ? "Encoded in a URL for the next step, the request" : `The ${e.measured} of the request`} has ${e.length} characters, but at most ${e.limit} are allowed. Send only the parameters of the protocol.`,
    fixes: (e) => [
      developer(
        `Send at most ${e.limit} ${e.length === undefined ? "bytes" : "characters"}. Keep state short, and store the data on your side under it.`,
      ),
    ],
    remedies: { developer: "Send only the parameters that the endpoint uses." },
    cites: [rfc(9110, "15.5.14")],
  }),
  malformed: reason({
    title: "The request can't be decoded as a form",
    error: "invalid_request",
    cause: "A percent sign isn't followed by two hexadecimal digits, or the bytes aren't UTF-8.",
    evidence: { at: optional("text", "parameter at fault") },
    says: (e) =>
      `The request can't be decoded${e.at ? ` at ${e.at}` : ""}. Encode values as application/x-www-form-urlencoded in UTF-8.`,
    points: (e) => (e.at ? [point(e.at, "can't be decoded")] : []),
    // Unreadable parts weren't stored.
    fixes: () => [
      developer(
        "Encode names and values as application/x-www-form-urlencoded in UTF-8, for example with URLSearchParams.",
      ),
    ],
    remedies: { developer: "Let your HTTP library encode the form, for example with URLSearchParams." },
    cites: [rfc(6749, "3.2")],
    related: ["request/http-malformed"],
  }),
} as const;
