import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";

export const request = {
  "version-unsupported": reason({
    title: "This is an OAuth 1.0 request",
    error: "invalid_request",
    cause:
      "The request carries parameters of OAuth 1.0 (their names begin with oauth_) or an Authorization header of the scheme OAuth. Candor speaks OAuth 2.1 and OpenID Connect.",
    evidence: { parameters: field("list", "parameters of OAuth 1.0") },
    says: (e) => `OAuth 1.0 is not spoken here (${e.parameters.join(", ")}); use a client library for OAuth 2.`,
    remedies: { developer: "Choose the OAuth 2 or OpenID Connect strategy of your library." },
    cites: [rfc(6749, "1")],
    aka: ["version_rejected"],
  }),
  "parameter-absent": reason({
    title: "A required parameter is missing",
    error: "invalid_request",
    cause: "The request lacks a parameter that this endpoint requires, or sends it empty, which counts as absent.",
    evidence: {
      parameter: field("text", "missing parameter"),
      near: optional("text", "parameter that was sent and looks like it"),
    },
    says: (e) =>
      e.near === undefined
        ? `The parameter ${e.parameter} is missing; add it to the request.`
        : `The parameter ${e.parameter} is missing; ${e.near} was sent, which looks like it. Rename it.`,
    remedies: { developer: "Add the parameter. A parameter without a value counts as absent." },
    cites: [rfc(6749, "3.1"), rfc(6749, "3.2")],
    aka: ["parameter_absent"],
  }),
  "parameter-repeated": reason({
    title: "A parameter stands more than once",
    error: "invalid_request",
    cause:
      "Request parameters must not be included more than once; two parts of a system could otherwise read different values of the same one.",
    evidence: { parameters: field("list", "repeated parameters") },
    says: (e) => `Repeated in the request: ${e.parameters.join(", ")}; send each parameter once.`,
    remedies: { developer: "Send each parameter once. Several scopes go into one scope parameter, joined by spaces." },
    cites: [rfc(6749, "3.1"), rfc(6749, "3.2")],
    aka: ["invalid_param"],
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
    remedies: { developer: "Correct the value as the description says." },
    cites: [rfc(6749, "4.1.2.1"), rfc(6749, "5.2")],
    aka: ["invalid_param"],
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
    says: (e) => `The parameter ${e.parameter} has ${e.length} characters; at most ${e.limit} are taken.`,
    remedies: { developer: "Keep state and nonce short: store what they stand for on your side." },
    cites: [rfc(6749, "3.1")],
    aka: ["parameter_rejected"],
  }),
  "parameter-misplaced": reason({
    title: "Parameters were sent in the address",
    error: "invalid_request",
    cause:
      "Parameters of this endpoint belong in the body. In an address they end up in logs, histories and Referer headers.",
    evidence: { parameters: field("list", "parameters found in the query") },
    says: (e) => `Found in the query of the address: ${e.parameters.join(", ")}; send them in the request body.`,
    remedies: { developer: "Move them to the body. If a secret was among them, rotate it: it is in somebody's log." },
    cites: [rfc(6749, "2.3.1"), rfc(6749, "3.2")],
  }),
  "too-many-parameters": reason({
    title: "The request has too many parameters",
    error: "invalid_request",
    cause: "The number of parameters is bounded, so that no request can occupy the server.",
    evidence: { limit: field("count", "parameters allowed") },
    says: (e) => `The request has more than ${e.limit} parameters; send only those of the protocol.`,
    remedies: { developer: "Send only the parameters that the endpoint knows." },
    cites: [rfc(6749, "3.1")],
  }),
  "too-large": reason({
    title: "The request is too large",
    error: "invalid_request",
    status: 413,
    cause: "The body is bounded, so that no request can occupy the server.",
    evidence: { limit: field("count", "bytes allowed") },
    says: (e) => `The body has more than ${e.limit} bytes; send only the parameters of the protocol.`,
    remedies: { developer: "Send only the parameters that the endpoint knows." },
    cites: [rfc(9110, "15.5.14")],
  }),
  malformed: reason({
    title: "The request cannot be read as a form",
    error: "invalid_request",
    cause:
      "A percent sign that is not followed by two hexadecimal digits, or bytes that are no UTF-8, or a request that is not valid HTTP.",
    evidence: { at: optional("text", "parameter in which it happens") },
    says: (e) =>
      `The request cannot be decoded${e.at === undefined ? "" : ` at ${e.at}`}; encode values as application/x-www-form-urlencoded in UTF-8.`,
    remedies: { developer: "Let your HTTP library encode the form, e.g. URLSearchParams." },
    cites: [rfc(6749, "3.2")],
  }),
  "wrong-method": reason({
    title: "The endpoint does not take this method",
    error: "invalid_request",
    status: 405,
    cause:
      "Each endpoint takes the methods that its specification names; the token endpoint, for one, takes POST only.",
    evidence: { method: field("text", "method sent"), allowed: field("list", "methods taken") },
    says: (e) => `${e.method} is not taken here; use ${e.allowed.join(" or ")}.`,
    remedies: {
      developer:
        "Use the method that the description names. A redirect in between (http to https, a trailing slash) may have turned POST into GET.",
    },
    cites: [rfc(6749, "3.2"), rfc(9110, "15.5.6")],
  }),
  "wrong-content-type": reason({
    title: "The body is not a form",
    error: "invalid_request",
    cause:
      "This endpoint reads application/x-www-form-urlencoded. JSON or multipart bodies are not read, however sensible their content.",
    evidence: {
      sent: field("text", "content type sent"),
      looks: optional("text", "what the body looks like"),
    },
    says: (e) =>
      `The body is ${e.looks ?? e.sent}; send application/x-www-form-urlencoded${e.sent === "none" ? " and say so in Content-Type" : ""}.`,
    remedies: {
      developer:
        "Send new URLSearchParams({…}) as the body, not JSON.stringify. Most HTTP libraries then set the header by themselves.",
    },
    cites: [rfc(6749, "3.2"), rfc(6749, "4.1.3")],
  }),
  "wrong-endpoint": reason({
    title: "There is nothing at this address",
    error: "invalid_request",
    status: 404,
    cause:
      "The path belongs to no endpoint of this issuer. Paths differ between servers: take them from the metadata document.",
    evidence: { path: field("text", "path sent"), near: optional("text", "endpoint that it looks like") },
    says: (e) =>
      `There is no endpoint at ${e.path}; ${e.near === undefined ? "take the addresses from /.well-known/openid-configuration" : `did you mean ${e.near}`}.`,
    remedies: { developer: "Read /.well-known/openid-configuration or let your library discover the endpoints." },
    cites: [rfc(8414, "3")],
  }),
  "grant-type-unsupported": reason({
    title: "The server does not offer this grant type",
    error: "unsupported_grant_type",
    cause: "grant_type names a grant that this server does not have. OAuth 2.1 knows no password grant any more.",
    evidence: {
      sent: field("text", "grant_type sent"),
      offered: field("list", "grant types offered"),
      near: optional("text", "grant type that it looks like"),
    },
    says: (e) =>
      `grant_type '${e.sent}' is not offered; ${e.near === undefined ? `use one of ${e.offered.join(", ")}` : `did you mean ${e.near}`}.`,
    remedies: { developer: "Use one of the grant types in the metadata's grant_types_supported." },
    cites: [rfc(6749, "5.2")],
    aka: ["unsupported_grant_type"],
  }),
  "response-type-unsupported": reason({
    title: "The server does not offer this response type",
    error: "unsupported_response_type",
    cause:
      "response_type names a response that this server does not give. OAuth 2.1 has no implicit flow: tokens are not put into addresses.",
    evidence: { sent: field("text", "response_type sent"), offered: field("list", "response types offered") },
    says: (e) => `response_type '${e.sent}' is not offered; use ${e.offered.join(" or ")} with PKCE.`,
    remedies: { developer: "Use response_type=code with PKCE, also in a browser application." },
    cites: [rfc(6749, "4.1.2.1"), rfc(9700, "2.1.2")],
    aka: ["unsupported_response_type"],
  }),
  "response-mode-unsupported": reason({
    title: "The server does not offer this response mode",
    error: "invalid_request",
    cause: "response_mode names a way to return the response that this server does not have.",
    evidence: { sent: field("text", "response_mode sent"), offered: field("list", "response modes offered") },
    says: (e) => `response_mode '${e.sent}' is not offered; use ${e.offered.join(" or ")}, or leave it out.`,
    remedies: { developer: "Leave response_mode out: the default of the code flow is query." },
    cites: [openid("core", "3.1.2.1")],
  }),
  "object-unsupported": reason({
    title: "Request objects are not taken",
    error: "request_not_supported",
    cause: "The request carries its parameters in a JWT (the request parameter), which this server does not read.",
    evidence: {},
    says: () => "The request parameter is not supported; send the parameters themselves.",
    remedies: {
      developer: "Switch request objects off in your client: the metadata says request_parameter_supported: false.",
    },
    cites: [openid("core", "6.1")],
  }),
  "object-uri-unsupported": reason({
    title: "Request objects by reference are not taken",
    error: "request_uri_not_supported",
    cause: "The request points to its parameters by request_uri, which this server does not follow.",
    evidence: {},
    says: () => "The request_uri parameter is not supported; send the parameters themselves.",
    remedies: {
      developer: "Switch request_uri off in your client: the metadata says request_uri_parameter_supported: false.",
    },
    cites: [openid("core", "6.2")],
  }),
  "registration-unsupported": reason({
    title: "Registration within the request is not taken",
    error: "registration_not_supported",
    cause: "The registration parameter belongs to self-issued providers, which this server is not.",
    evidence: {},
    says: () => "The registration parameter is not supported; register the client beforehand.",
    remedies: { developer: "Leave the parameter out and register the client." },
    cites: [openid("core", "7.2.1")],
  }),
} as const;
