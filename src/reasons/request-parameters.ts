/** What is wrong with the parameters of a request as such. */
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
      "The request carries parameters of OAuth 1.0 (their names begin with oauth_) or an Authorization header of the scheme OAuth. Candor speaks OAuth 2.1 and OpenID Connect.",
    evidence: { parameters: field("list", "parameters of OAuth 1.0") },
    says: (e) => `OAuth 1.0 is not spoken here (${e.parameters.join(", ")}); use a client library for OAuth 2.`,
    points: (e) => e.parameters.map((name) => point(isHeader(name) ? "authorization" : name, "of OAuth 1.0")),
    fixes: (e) => [
      e.parameters.some(isHeader)
        ? developer("Authenticate by HTTP Basic, or by client_id and client_secret in the body.", supply("secret"))
        : developer(`Leave out ${names(e.parameters)}.`, ...e.parameters.filter(whole).map(leaveOut)),
    ],
    remedies: { developer: "Choose the OAuth 2 or OpenID Connect strategy of your library." },
    cites: [rfc(6749, "1")],
  }),
  "reference-unknown": reason({
    title: "There is no refusal under this reference",
    error: "invalid_request",
    status: 404,
    cause:
      "The reference is mistyped, its refusal is no longer kept, or it concerns another client. Which of these is told to nobody.",
    evidence: {},
    says: () => "There is no refusal under this reference that you may see; check the reference, and as whom you ask.",
    points: () => [point("path", "no reference of yours")],
    // What came of trying would tell whether there is such a refusal.
    fixes: () => [developer("Take the reference from error_uri, and authenticate as the client that was refused.")],
    remedies: {
      developer:
        "Take the reference from the error_uri of the answer, and authenticate as the client that was refused. Refusals are kept for some days.",
      operator: "journal.days and journal.megabytes set how long refusals are kept.",
      person: "There is no such refusal, or it is not yours to see: only the application's owner and the operator may.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "parameter-absent": reason({
    title: "A required parameter is missing",
    error: "invalid_request",
    cause: "The request lacks a parameter that this endpoint requires, or sends it empty, which counts as absent.",
    evidence: {
      parameter: field("text", "missing parameter"),
      near: optional("text", "parameter that was sent and looks like it"),
      escaped: optional("list", "parameters that were sent behind &amp; in place of &"),
    },
    says: (e) =>
      e.near === undefined
        ? `The parameter ${e.parameter} is missing or empty; add it to the request.`
        : `The parameter ${e.parameter} is missing; ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point(e.parameter, "required") : point(e.near, `did you mean ${e.parameter}?`),
    ],
    fixes: parameterAbsent,
    remedies: { developer: "Add the parameter. A parameter without a value counts as absent." },
    cites: [rfc(6749, "3.1"), rfc(6749, "3.2")],
  }),
  "parameter-repeated": reason({
    title: "A parameter stands more than once",
    error: "invalid_request",
    cause:
      "Request parameters must not be included more than once; two parts of a system could otherwise read different values of the same one.",
    evidence: { parameters: field("list", "repeated parameters") },
    says: (e) => `Repeated in the request: ${e.parameters.join(", ")}; send each parameter once.`,
    points: (e) => e.parameters.filter((name) => name !== "").map((name) => point(name, "more than once")),
    fixes: (e) => [
      developer(
        e.parameters.includes("scope")
          ? "Send scope once, with all words joined by spaces, and every other parameter once."
          : `Send once: ${names(e.parameters)}.`,
        { change: "send-once", parameters: e.parameters },
      ),
    ],
    remedies: { developer: "Send each parameter once. Several scopes go into one scope parameter, joined by spaces." },
    cites: [rfc(6749, "3.1"), rfc(6749, "3.2")],
  }),
  "parameter-invalid": reason({
    title: "A parameter's value is not valid",
    error: "invalid_request",
    cause: "The value of a parameter does not have the form that its specification gives it.",
    evidence: {
      parameter: field("text", "parameter"),
      sent: optional("text", "what was sent"),
      expected: field("text", "what was expected"),
    },
    says: (e) =>
      e.sent === undefined
        ? `The value of ${e.parameter} is not valid; expected ${e.expected}.`
        : `The value '${e.sent}' of ${e.parameter} is not valid; expected ${e.expected}.`,
    points: (e) => [point(e.parameter, `expected ${e.expected}`, e.sent)],
    fixes: parameterInvalid,
    remedies: { developer: "Correct the value as the description says." },
    cites: [rfc(6749, "4.1.2.1"), rfc(6749, "5.2")],
  }),
  "parameter-too-long": reason({
    title: "A parameter is too long",
    error: "invalid_request",
    cause:
      "Every parameter has a bound, so that no request can occupy the server. Legitimate values stay far below it.",
    evidence: {
      parameter: field("text", "parameter"),
      length: field("count", "characters sent"),
      limit: field("count", "characters allowed"),
    },
    says: (e) => `The parameter ${e.parameter} has ${e.length} characters; at most ${e.limit} are accepted.`,
    points: (e) => (e.parameter === "" ? [] : [point(e.parameter, `${e.length} characters, at most ${e.limit}`)]),
    fixes: parameterTooLong,
    remedies: { developer: "Keep state and nonce short: store what they stand for on your side." },
    cites: [rfc(6749, "3.1")],
  }),
  "parameter-misplaced": reason({
    title: "Parameters were sent in the address",
    error: "invalid_request",
    cause:
      "Parameters of this endpoint belong in the body, and an access token in the Authorization header. In a URL they end up in logs, histories and Referer headers.",
    evidence: { parameters: field("list", "parameters found in the query") },
    says: (e) =>
      e.parameters.includes("access_token")
        ? "An access token was sent in the URL; send it in the header Authorization: Bearer."
        : `Found in the query of the URL: ${e.parameters.join(", ")}; send them in the request body.`,
    points: (e) => e.parameters.map((name) => point(name, "in the address")),
    fixes: parameterMisplaced,
    remedies: {
      developer:
        "Move them to the body, and an access token to the Authorization header. If a secret was among them, replace it: it is in somebody's log.",
    },
    cites: [rfc(6749, "2.3.1"), rfc(6749, "3.2"), rfc(6750, "2.1")],
  }),
  "too-many-parameters": reason({
    title: "The request has too many parameters",
    error: "invalid_request",
    cause: "The number of parameters is bounded, so that no request can occupy the server.",
    evidence: { limit: field("count", "parameters allowed") },
    says: (e) => `The request has more than ${e.limit} parameters; send only those of the protocol.`,
    fixes: (e) => [developer(`Send at most ${e.limit} parameters: those that the endpoint knows.`)],
    remedies: { developer: "Send only the parameters that the endpoint knows." },
    cites: [rfc(6749, "3.1")],
  }),
  "too-large": reason({
    title: "The request is too large",
    error: "invalid_request",
    status: 413,
    cause:
      "Requests are bounded, so that none can occupy the server. An authorization or sign-out request goes on as a URL, and is bounded by what a URL can carry.",
    evidence: {
      limit: field("count", "most that is allowed"),
      measured: optional("text", "what was measured: body, query, URL"),
      length: optional("count", "characters that it has"),
    },
    says: (e) =>
      e.length === undefined
        ? `The ${e.measured ?? "request"} has more than ${e.limit} bytes; send only the parameters of the protocol.`
        : `${e.measured === "URL" ? "Encoded in a URL, as it goes on, the request" : `The ${e.measured} of the request`} has ${e.length} characters; at most ${e.limit} are accepted. Send only the parameters of the protocol.`,
    fixes: (e) => [
      developer(
        `Send at most ${e.limit} ${e.length === undefined ? "bytes" : "characters"}: keep state short, and on your side what it stands for.`,
      ),
    ],
    remedies: { developer: "Send only the parameters that the endpoint knows." },
    cites: [rfc(9110, "15.5.14")],
  }),
  malformed: reason({
    title: "The request cannot be read as a form",
    error: "invalid_request",
    cause: "A percent sign that is not followed by two hexadecimal digits, or bytes that are not UTF-8.",
    evidence: { at: optional("text", "parameter in which it happens") },
    says: (e) =>
      `The request cannot be decoded${e.at ? ` at ${e.at}` : ""}; encode values as application/x-www-form-urlencoded in UTF-8.`,
    points: (e) => (e.at ? [point(e.at, "cannot be decoded")] : []),
    // What could not be read was not kept.
    fixes: () => [
      developer(
        "Encode names and values as application/x-www-form-urlencoded in UTF-8, for instance by URLSearchParams.",
      ),
    ],
    remedies: { developer: "Let your HTTP library encode the form, e.g. URLSearchParams." },
    cites: [rfc(6749, "3.2")],
    related: ["request/http-malformed"],
  }),
} as const;
