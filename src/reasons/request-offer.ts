/** What a request asks for and this server, or this endpoint, does not offer. */
import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import { developer, full, leaveOut, names, point, sendAsForm, set, shown, whole } from "./fixes.ts";
import { useGrantType } from "./request-fixes.ts";

export const ofOffer = {
  "wrong-method": reason({
    title: "The endpoint does not take this method",
    error: "invalid_request",
    status: 405,
    cause:
      "Each endpoint takes the methods that its specification names; the token endpoint, for one, takes POST only.",
    evidence: { method: field("text", "method sent"), allowed: field("list", "methods taken") },
    says: (e) => `${e.method} is not taken here; use ${e.allowed.join(" or ")}.`,
    points: (e) => [point("method", `expected ${e.allowed.join(" or ") || "another"}`)],
    fixes: (e) =>
      e.allowed.includes("POST")
        ? [developer("Send it by POST, with the parameters in the body as a form.", sendAsForm)]
        : e.allowed.slice(0, 1).map((method) => developer(`Send it by ${shown(method)}.`)),
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
      e.looks === undefined
        ? `Content-Type is ${e.sent}; send application/x-www-form-urlencoded and say so in Content-Type.`
        : `The body looks like ${e.looks}; send application/x-www-form-urlencoded.`,
    points: ({ sent, looks }) => [
      point(
        "content-type",
        sent === "application/x-www-form-urlencoded" && looks !== undefined
          ? `the body looks like ${looks}, whatever this says`
          : "expected application/x-www-form-urlencoded",
      ),
    ],
    fixes: () => [
      developer(
        "Send the body as application/x-www-form-urlencoded; in JavaScript: new URLSearchParams(parameters).",
        sendAsForm,
      ),
    ],
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
      `There is no endpoint at ${e.path}; ${e.near === undefined ? "take the addresses from /.well-known/openid-configuration." : `did you mean ${e.near}?`}`,
    points: (e) => [point("path", e.near === undefined ? "no endpoint" : `did you mean ${shown(e.near, 100)}?`)],
    fixes: (e) => [
      e.near === undefined
        ? developer("Take the address from /.well-known/openid-configuration.")
        : developer(`Send it to ${full(e.near)}.`, { change: "send-to", path: e.near }),
    ],
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
      `grant_type '${e.sent}' is not offered; ${e.near === undefined ? `use one of ${e.offered.join(", ")}.` : `did you mean '${e.near}'?`}`,
    points: (e) => [
      point("grant_type", e.near === undefined ? "not offered" : `did you mean '${shown(e.near, 100)}'?`),
    ],
    fixes: (e) =>
      e.near === undefined || !whole(e.near)
        ? useGrantType(e.offered)
        : [developer(`Send grant_type=${shown(e.near)}.`, set("grant_type", e.near))],
    remedies: { developer: "Use one of the grant types in the metadata's grant_types_supported." },
    cites: [rfc(6749, "5.2")],
  }),
  "response-type-unsupported": reason({
    title: "The server does not offer this response type",
    error: "unsupported_response_type",
    cause:
      "response_type names a response that this server does not give. OAuth 2.1 has no implicit flow: tokens are not put into addresses.",
    evidence: { sent: field("text", "response_type sent"), offered: field("list", "response types offered") },
    says: (e) => `response_type '${e.sent}' is not offered; use ${e.offered.join(" or ")} with PKCE.`,
    points: (e) => [point("response_type", `expected ${names(e.offered)}`)],
    fixes: (e) =>
      e.offered
        .filter(whole)
        .slice(0, 1)
        .map((type) => developer(`Send response_type=${shown(type)}, and use PKCE.`, set("response_type", type))),
    remedies: { developer: "Use response_type=code with PKCE, also in a browser application." },
    cites: [rfc(6749, "4.1.2.1"), rfc(9700, "2.1.2")],
  }),
  "response-mode-unsupported": reason({
    title: "This response mode is not supported",
    error: "invalid_request",
    cause:
      "response_mode names a way to return the response that this server does not have, or that the redirect URI cannot take: a form cannot be posted to a private-use scheme.",
    evidence: { sent: field("text", "response_mode sent"), offered: field("list", "response modes offered") },
    says: (e) => `response_mode '${e.sent}' is not offered; use one of ${e.offered.join(", ")}, or leave it out.`,
    points: (e) => [point("response_mode", `expected ${names(e.offered)}`)],
    fixes: () => [developer("Leave response_mode out: the answer then comes in the query.", leaveOut("response_mode"))],
    remedies: { developer: "Leave response_mode out: the default of the code flow is query." },
    cites: [openid("core", "3.1.2.1")],
  }),
  "object-unsupported": reason({
    title: "Request objects are not taken",
    error: "request_not_supported",
    cause: "The request carries its parameters in a JWT (the request parameter), which this server does not read.",
    evidence: {},
    says: () => "The request parameter is not supported; send the parameters themselves.",
    points: () => [point("request", "not read")],
    fixes: () => [developer("Leave request out, and send the parameters that it holds.", leaveOut("request"))],
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
    points: () => [point("request_uri", "not followed")],
    fixes: () => [
      developer("Leave request_uri out, and send the parameters that it points to.", leaveOut("request_uri")),
    ],
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
    points: () => [point("registration", "not taken")],
    fixes: () => [developer("Leave registration out: the client is registered beforehand.", leaveOut("registration"))],
    remedies: { developer: "Leave the parameter out and register the client." },
    cites: [openid("core", "7.2.1")],
  }),
} as const;
