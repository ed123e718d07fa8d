/** What a request asks for that this server, or this endpoint, doesn't support. */
import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import { developer, full, leaveOut, names, point, sendAsForm, set, shown, whole } from "./fixes.ts";
import { useGrantType } from "./request-fixes.ts";

/** Where the endpoints of the issuer are listed. Refusals that earlier versions stored don't have the URL. */
const metadataOf = ({ metadata }: { readonly metadata?: string | undefined }): string =>
  metadata === undefined ? "the issuer's metadata document" : shown(metadata, 200);

export const ofOffer = {
  "wrong-method": reason({
    title: "This method isn't allowed here",
    error: "invalid_request",
    status: 405,
    // RFC 9110 15.5.6.
    headers: (e) => ({ allow: e.allowed.join(", ") }),
    cause:
      "Each endpoint accepts only the methods in its specification. For example, the token endpoint accepts only POST.",
    evidence: { method: field("text", "method received"), allowed: field("list", "accepted methods") },
    says: (e) => `${e.method} isn't allowed here. Use ${e.allowed.join(" or ")}.`,
    points: (e) => [point("method", `expected ${e.allowed.join(" or ") || "another"}`)],
    fixes: (e) =>
      e.allowed.includes("POST")
        ? [developer("Send it by POST, with the parameters in the body as a form.", sendAsForm)]
        : e.allowed.slice(0, 1).map((method) => developer(`Send it by ${shown(method)}.`)),
    remedies: {
      developer:
        "Use the method in the description. If you already do, check whether a redirect (http to https, a trailing slash) turned POST into GET.",
    },
    cites: [rfc(6749, "3.2"), rfc(9110, "15.5.6")],
  }),
  "wrong-content-type": reason({
    title: "The body isn't a form",
    error: "invalid_request",
    cause: "This endpoint reads only application/x-www-form-urlencoded, not JSON or multipart bodies.",
    evidence: {
      sent: field("text", "content type received"),
      looks: optional("text", "what the body looks like"),
    },
    says: (e) =>
      e.looks === undefined
        ? `${e.sent === "none" ? "No media type was sent as Content-Type" : `Content-Type is ${e.sent}`}, expected application/x-www-form-urlencoded. Send a form, and set its Content-Type.`
        : `The body looks like ${e.looks}, expected a form. Send application/x-www-form-urlencoded.`,
    points: ({ sent, looks }) => [
      point(
        "content-type",
        sent === "application/x-www-form-urlencoded" && looks !== undefined
          ? `the body looks like ${looks}, whatever this header says`
          : "expected application/x-www-form-urlencoded",
      ),
    ],
    fixes: () => [
      developer(
        "Send the body as application/x-www-form-urlencoded. In JavaScript: new URLSearchParams(parameters).",
        sendAsForm,
      ),
    ],
    remedies: {
      developer:
        "Send new URLSearchParams({…}) as the body, not JSON.stringify. Most HTTP libraries then set the header automatically.",
    },
    cites: [rfc(6749, "3.2"), rfc(6749, "4.1.3")],
  }),
  "content-encoding-unsupported": reason({
    title: "The body is compressed",
    error: "invalid_request",
    status: 415,
    // What would have been accepted (RFC 9110 12.5.3).
    headers: () => ({ "accept-encoding": "identity" }),
    cause:
      "The request has a Content-Encoding, such as gzip, br or deflate. This server reads bodies only as they are: a form is short, and a compressed one could expand to any size.",
    evidence: { sent: field("text", "Content-Encoding received") },
    says: (e) =>
      `Content-Encoding is ${e.sent}, but only uncompressed bodies are accepted. Send the form as it is, without Content-Encoding.`,
    // Headers of a request that no endpoint saw aren't stored.
    points: (e) => [point("path", `the body is sent with Content-Encoding: ${shown(e.sent, 80)}`)],
    fixes: () => [developer("Disable compression of request bodies, so that no Content-Encoding is sent.")],
    remedies: {
      developer:
        "Disable request compression in your HTTP client for this server. If your code doesn't compress, look for a proxy or an agent on the way that does.",
    },
    cites: [rfc(9110, "8.4"), rfc(9110, "15.5.16")],
  }),
  "wrong-endpoint": reason({
    title: "There is nothing at this URL",
    error: "invalid_request",
    status: 404,
    cause:
      "The path isn't an endpoint of this issuer. Paths differ between servers, so read them from the metadata document.",
    evidence: {
      path: field("text", "path received"),
      near: optional("text", "similar endpoint"),
      metadata: optional("text", "URL of the metadata document"),
    },
    says: (e) =>
      `There is no endpoint at ${e.path}${e.near === undefined ? `. Use the URLs in ${metadataOf(e)}.` : `. Did you mean ${e.near}?`}`,
    points: (e) => [point("path", e.near === undefined ? "no endpoint" : `did you mean ${shown(e.near, 100)}?`)],
    fixes: (e) => [
      e.near === undefined
        ? developer(`Use the URL in ${metadataOf(e)}.`)
        : developer(`Send it to ${full(e.near)}.`, { change: "send-to", path: e.near }),
    ],
    remedies: {
      developer:
        "Let your library discover the endpoints, or read them from the metadata document: the issuer followed by /.well-known/openid-configuration.",
    },
    cites: [rfc(8414, "3")],
  }),
  "grant-type-unsupported": reason({
    title: "The grant type isn't supported",
    error: "unsupported_grant_type",
    cause: "The server doesn't support the grant in grant_type. OAuth 2.1 has no password grant.",
    evidence: {
      sent: field("text", "grant_type received"),
      offered: field("list", "supported grant types"),
      near: optional("text", "similar grant type"),
    },
    says: (e) =>
      `grant_type '${e.sent}' isn't supported${e.near === undefined ? `. Use one of ${e.offered.join(", ")}.` : `. Did you mean '${e.near}'?`}`,
    points: (e) => [
      point("grant_type", e.near === undefined ? "not supported" : `did you mean '${shown(e.near, 100)}'?`),
    ],
    fixes: (e) =>
      e.near === undefined || !whole(e.near)
        ? useGrantType(e.offered)
        : [developer(`Send grant_type=${shown(e.near)}.`, set("grant_type", e.near))],
    remedies: { developer: "Use one of the grant types in grant_types_supported of the metadata." },
    cites: [rfc(6749, "5.2")],
  }),
  "response-type-unsupported": reason({
    title: "The response type isn't supported",
    error: "unsupported_response_type",
    cause:
      "The server doesn't support the response in response_type. OAuth 2.1 has no implicit flow, because tokens don't belong in URLs.",
    evidence: { sent: field("text", "response_type received"), offered: field("list", "supported response types") },
    says: (e) =>
      `response_type '${e.sent}' isn't supported. Use ${e.offered.length === 1 ? `${e.offered[0]} with PKCE` : `one of ${e.offered.join(", ")}`}.`,
    points: (e) => [point("response_type", `expected ${names(e.offered)}`)],
    fixes: (e) =>
      e.offered
        .filter(whole)
        .slice(0, 1)
        .map((type) => developer(`Send response_type=${shown(type)}, and use PKCE.`, set("response_type", type))),
    remedies: { developer: "Use response_type=code with PKCE, including in browser apps." },
    cites: [rfc(6749, "4.1.2.1"), rfc(9700, "2.1.2")],
  }),
  "response-mode-unsupported": reason({
    title: "The response mode isn't supported",
    error: "invalid_request",
    cause:
      "The server doesn't support the response_mode, or it doesn't work with the redirect URI or the response type. For example, a form can't be posted to a private-use scheme, and tokens must not be in a query.",
    evidence: {
      sent: field("text", "response_mode received"),
      offered: field("list", "supported response modes"),
      tokens: optional("flag", "whether the response has tokens, which must not be in a query"),
    },
    says: (e) => `response_mode '${e.sent}' isn't supported. Use one of ${e.offered.join(", ")}, or remove it.`,
    points: (e) => [point("response_mode", `expected ${names(e.offered)}`)],
    fixes: (e) => [
      developer(
        `Remove response_mode. The response then comes in the ${e.tokens === true ? "fragment" : "query"}.`,
        leaveOut("response_mode"),
      ),
    ],
    remedies: {
      developer: "Remove response_mode. The default of the code flow is query, and of responses with tokens, fragment.",
    },
    cites: [openid("core", "3.1.2.1")],
  }),
  "object-unsupported": reason({
    title: "Request objects of this client aren't supported",
    error: "request_not_supported",
    cause:
      "The request has its parameters in a JWT (the request parameter). That is accepted only if the client has signed it and its public keys are registered. Unsigned ones are accepted only of clients that are registered for them.",
    evidence: { unsigned: optional("flag", "unsigned") },
    says: (e) =>
      e.unsigned === true
        ? "Unsigned request objects aren't supported for this client. Sign the object, or send the parameters themselves."
        : "The client has no public keys, so its request objects can't be verified. Register them, or send the parameters themselves.",
    points: (e) => [point("request", e.unsigned === true ? "unsigned" : "no key to verify it with")],
    fixes: () => [developer("Remove request, and send the parameters that it contains.", leaveOut("request"))],
    remedies: {
      developer: "Sign your request objects with a registered key, or disable them in your client.",
      operator:
        'Register the client\'s public keys as jwks or jwksUri. requestObjectSigningAlg: "none" accepts unsigned objects, which anybody may have written.',
    },
    cites: [openid("core", "6.1")],
  }),
  "object-uri-unsupported": reason({
    title: "Request objects by reference aren't supported",
    error: "request_uri_not_supported",
    cause:
      "The request refers to its parameters by request_uri. This server follows only a request_uri that it issued itself (/par), or one that is registered for the client in requestUris, and none is.",
    evidence: {},
    says: () => "The client has registered no request_uri. Register it, or send the parameters themselves.",
    points: () => [point("request_uri", "not followed")],
    fixes: () => [developer("Remove request_uri, and send the parameters that it refers to.", leaveOut("request_uri"))],
    remedies: {
      developer: "Disable request_uri in your client, or push the request to /par.",
      operator: "Register the URLs of the client's request objects in its requestUris.",
    },
    cites: [openid("core", "6.2")],
  }),
  "registration-unsupported": reason({
    title: "Registration within the request isn't supported",
    error: "registration_not_supported",
    cause: "The registration parameter is for self-issued providers, but this server isn't one.",
    evidence: {},
    says: () => "The registration parameter isn't supported. Register the client beforehand.",
    points: () => [point("registration", "not supported")],
    fixes: () => [developer("Remove registration, and register the client beforehand.", leaveOut("registration"))],
    remedies: { developer: "Remove the parameter, and register the client." },
    cites: [openid("core", "7.2.1")],
  }),
} as const;
