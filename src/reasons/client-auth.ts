import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, leaveOut, names, operator, point, shown, supply, weakens } from "./fixes.ts";

const FACE = () => "client-auth/failed";

const isBasic = (scheme: string): boolean => scheme.toLowerCase() === "basic";
const schemeText = (scheme: string): string => (scheme === "none" ? "no known scheme" : `the scheme ${scheme}`);

const addMethod = (clientId: string, method: string): Fix =>
  weakens(
    "A second way to send the secret is a second place from which it can leak.",
    operator(`Add '${method}' to authMethods of the client ${shown(clientId)}.`, {
      change: "add-to-client",
      member: "authMethods",
      values: [method],
    }),
  );

export const clientAuth = {
  failed: reason({
    title: "The client could not be authenticated",
    error: "invalid_client",
    cause:
      "The client_id is not known here, or its secret is wrong or has expired. Which of them is told to the client's owner and the operator only: from outside the three look the same, byte for byte, so that nobody can find out which ids exist.",
    evidence: {},
    says: () =>
      "The client is unknown here, or its secret is wrong or expired; check the client_id, the secret and the environment.",
    points: () => [point("client_id"), point("client_secret", "unknown, wrong or expired")],
    // Never tried: what came of it would tell which of the three it is.
    fixes: () => [
      developer("Send client_id and secret as this issuer gave them to you, without white space around them."),
    ],
    remedies: {
      developer:
        "Compare client_id and secret with what you were given; look for white space, and for the secret's id in place of its value. Check that the issuer is the environment they belong to.",
      operator: "The journal holds the exact cause under the reference of the refusal.",
    },
    cites: [rfc(6749, "2.3"), rfc(6749, "5.2")],
    related: ["client/unknown", "client-auth/secret-wrong", "client-auth/secret-expired"],
  }),
  "secret-wrong": reason({
    title: "The client secret does not match",
    error: "invalid_client",
    cause: "The client is known and the secret that was sent is none of its secrets.",
    evidence: {
      clientId: field("text", "client_id", "owner"),
      length: field("count", "characters of the secret sent", "owner"),
    },
    says: () => "The client secret does not match; check it for white space and for the environment.",
    face: FACE,
    points: () => [point("client_secret", "none of the client's secrets")],
    fixes: () => [
      developer("Send the secret itself: not its id, and without white space around it.", supply("secret")),
      operator("Add a new secret to secrets of the client; several are valid at once.", supply("secret")),
    ],
    remedies: {
      developer:
        "Copy the secret again. White space at its end and the secret's id in place of its value are the usual culprits.",
      operator: "Issue a new secret if the old one is lost; both can be valid for a while.",
    },
    cites: [rfc(6749, "2.3.1"), rfc(6749, "5.2")],
  }),
  "secret-expired": reason({
    title: "The client secret has expired",
    error: "invalid_client",
    cause: "The secret that was sent was right, and its end date has passed.",
    evidence: { clientId: field("text", "client_id", "owner"), expiredAt: field("instant", "expired at", "owner") },
    says: () => "The client secret has expired; create a new one.",
    face: FACE,
    points: () => [point("client_secret", "expired")],
    fixes: () => [
      developer("Send the client's newest secret.", supply("secret")),
      operator("Add a new secret, with a later expiresAt, to secrets of the client.", supply("secret")),
    ],
    remedies: {
      developer: "Create a new secret and deploy it.",
      operator: "Register a second secret before the first one ends.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "secret-absent": reason({
    title: "No client credentials were sent",
    error: "invalid_client",
    cause:
      "The request has a client_id, or nothing at all, and no credentials. An empty secret counts as none: the variable that it is read from is not set, for one. Only a registered public client may go without, and only at the token and revocation endpoints.",
    evidence: {},
    says: () =>
      "No client credentials were sent, and an empty secret counts as none; a confidential client must authenticate, and only a registered public client may go without, at the token and revocation endpoints.",
    points: () => [point("client_secret", "required, and not empty")],
    fixes: () => [
      developer(
        "Send client_id and client_secret by HTTP Basic or in the body, as the client is registered; see that the secret is not empty.",
        supply("secret"),
      ),
    ],
    remedies: {
      developer:
        "Send the secret in the way the client is registered for: HTTP Basic, or client_id and client_secret in the body. Look whether the variable that holds it is set.",
      operator: "If the application cannot keep a secret, register it as a public client (authMethods: none).",
    },
    cites: [rfc(6749, "3.2.1")],
  }),
  "method-mismatch": reason({
    title: "The client authenticates by another method than its own",
    error: "invalid_client",
    cause:
      "The client authenticated by a method that it is not registered for. Some libraries try one method and, whatever the first attempt was refused for, then another: the refusal to correct is then the first one.",
    evidence: {
      clientId: field("text", "client_id"),
      sent: field("text", "method used"),
      registered: field("list", "methods of the client"),
      earlier: optional("text", "reason of the attempt before"),
      earlierTitle: optional("text", "what it is called"),
      earlierRef: optional("text", "reference of the attempt before"),
    },
    says: (e) =>
      e.earlier === undefined
        ? `The client ${e.clientId} used ${e.sent}; it is registered for ${e.registered.join(" or ")}.`
        : `The attempt before this one was refused for ${e.earlier} (${e.earlierTitle}, ref ${e.earlierRef}): correct that. This one used ${e.sent}, and ${e.clientId} is registered for ${e.registered.join(" or ")}.`,
    points: (e) => [
      point(e.sent === "client_secret_basic" ? "authorization" : "client_secret", `registered: ${names(e.registered)}`),
    ],
    fixes: (e) => {
      if (e.registered.includes("none")) {
        return [developer("Send client_id alone: this is a public client, which has no secret.", supply("secret"))];
      }
      return [
        developer(`Authenticate by ${names(e.registered)}.`, supply("secret")),
        ...(e.sent.startsWith("client_secret_") ? [addMethod(e.clientId, e.sent)] : []),
      ];
    },
    remedies: {
      developer: "Set your library's token endpoint authentication method to a registered one.",
      operator: "Or add the method to the client's authMethods.",
    },
    cites: [rfc(6749, "2.3")],
  }),
  throttled: reason({
    title: "Too many failed attempts to authenticate",
    error: "invalid_client",
    status: 429,
    cause:
      "Too many attempts with this client_id from this network, or from this network with any client_id, have failed. Further ones are not looked at until a pause is over, so that secrets cannot be guessed. Whether there is such a client makes no difference. A right secret that is too long to be guessed is never made to wait.",
    evidence: { retryAfter: field("seconds", "seconds to wait") },
    says: (e) => `Too many failed attempts to authenticate; correct the secret and try again in ${e.retryAfter} s.`,
    points: () => [point("client_secret", "too many were wrong")],
    fixes: (e) => [
      developer(
        `Correct the secret, wait ${e.retryAfter} s, then send the request again.`,
        supply("time"),
        supply("secret"),
      ),
    ],
    remedies: {
      developer: "Correct the secret before trying again, and do not retry invalid_client in a loop.",
      operator: "Many of these without a deployment gone wrong are somebody who guesses.",
    },
    cites: [rfc(6749, "2.3.1")],
  }),
  repeated: reason({
    title: "The client authenticates in two ways at once",
    error: "invalid_client",
    cause:
      "A client must not use more than one authentication method in one request. Libraries do it when Basic is on and the secret is also in the form.",
    evidence: { methods: field("list", "methods used") },
    says: (e) => `Two authentication methods in one request (${e.methods.join(", ")}); use one.`,
    points: () => [point("authorization", "once here"), point("client_secret", "and again here")],
    fixes: () => [
      developer(
        "Send the secret once: in the Authorization header, or in the body as client_secret.",
        supply("secret"),
      ),
    ],
    remedies: { developer: "Leave client_secret out of the body, or the Authorization header out of the request." },
    cites: [rfc(6749, "2.3")],
  }),
  "assertion-unsupported": reason({
    title: "Client assertions are not supported here",
    error: "invalid_client",
    cause:
      "The request authenticates its client by an assertion (client_assertion, client_assertion_type): private_key_jwt or client_secret_jwt. This server takes client secrets, and from a public client its client_id. What the assertion says is not looked at, and a secret beside it does not count: one method in one request.",
    evidence: { parameters: field("list", "parameters of the assertion") },
    says: (e) =>
      `This server does not support client assertions (${names(e.parameters)}); authenticate by the method that the client is registered for.`,
    points: (e) => e.parameters.map((parameter) => point(parameter, "not supported")),
    fixes: (e) => [
      developer(
        `Leave out ${names(e.parameters)}, and authenticate as the client is registered: by its secret, or as a public client by client_id alone.`,
        ...e.parameters.map(leaveOut),
        supply("secret"),
      ),
    ],
    remedies: {
      developer:
        "Set your library's token endpoint authentication method to client_secret_basic or client_secret_post, or to none for a public client; token_endpoint_auth_methods_supported lists what there is.",
      operator: "Give the client a secret, and say in authMethods how it is sent.",
    },
    cites: [rfc(7521, "4.2"), rfc(6749, "2.3")],
  }),
  malformed: reason({
    title: "The Authorization header cannot be read",
    error: "invalid_client",
    cause: "The header is not HTTP Basic, or its value is not base64 of client_id, colon, secret.",
    evidence: { scheme: field("text", "scheme of the header") },
    says: (e) =>
      isBasic(e.scheme)
        ? "What follows Basic in the Authorization header is not base64 of client_id:client_secret; form-encode both, join them by a colon, and encode that in base64."
        : `The Authorization header has ${schemeText(e.scheme)}, and Basic is expected; send Basic and base64 of client_id:client_secret, both form-encoded.`,
    points: (e) => [
      point(
        "authorization",
        isBasic(e.scheme) ? "not base64 of client_id:client_secret" : `${schemeText(e.scheme)}, expected Basic`,
      ),
    ],
    fixes: (e) => [
      developer(
        isBasic(e.scheme)
          ? "Form-encode client_id and client_secret, join them by a colon, and send base64 of that behind Basic."
          : "Send Authorization: Basic and base64 of client_id:client_secret, both form-encoded.",
        supply("secret"),
      ),
    ],
    remedies: {
      developer:
        "Send Authorization: Basic base64(client_id:client_secret). A Bearer token does not authenticate a client.",
    },
    cites: [rfc(6749, "2.3.1")],
  }),
  "client-id-mismatch": reason({
    title: "Two different client ids in one request",
    error: "invalid_request",
    cause: "The client_id in the body is not the one in the Authorization header.",
    evidence: { header: field("text", "client_id of the header"), body: field("text", "client_id of the body") },
    says: (e) => `The Authorization header names ${e.header} and the body ${e.body}; send one client_id.`,
    points: (e) => [point("authorization", e.header), point("client_id", `the header names ${e.header}`)],
    fixes: (e) => [
      developer(
        `Leave client_id out of the body, and authenticate as ${shown(e.header)} by the header alone.`,
        leaveOut("client_id"),
        supply("secret"),
      ),
    ],
    remedies: { developer: "Leave client_id out of the body when HTTP Basic is used." },
    cites: [rfc(6749, "2.3")],
  }),
} as const;
