import { rfc } from "../specs.ts";
import { clientAssertion } from "./client-assertion.ts";
import { clientAttestation } from "./client-attestation.ts";
import { clientCertificate } from "./client-certificate.ts";
import { field, optional, reason, retryAfter } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, leaveOut, names, operator, point, shown, supply, weakens } from "./fixes.ts";

const FACE = () => "client-auth/failed";

const isBasic = (scheme: string): boolean => scheme.toLowerCase() === "basic";
/** Where a method has its credential. `client_secret` means that of any other method, wherever it is. */
const placeOf = (method: string): string => (method === "client_secret_basic" ? "authorization" : "client_secret");

const schemeText = (scheme: string): string =>
  scheme === "none" ? "no known scheme with a space after it" : `the scheme ${scheme}`;

/** Whether it is the name of a method that has a credential, not words for what was sent. */
const isCredential = (sent: string): boolean => sent !== "none" && /^\w+$/.test(sent);

const addMethod = (clientId: string, method: string): Fix =>
  weakens(
    "Each additional way to authenticate has a credential that can leak.",
    operator(`Add '${method}' to authMethods of client ${shown(clientId)}.`, {
      change: "add-to-client",
      member: "authMethods",
      values: [method],
    }),
  );

export const clientAuth = {
  failed: reason({
    title: "Client authentication failed",
    error: "invalid_client",
    cause:
      "The client_id is unknown, or the client's secret is wrong or has expired, or the JWT that it sent isn't signed with one of its keys, or it connected with another certificate than its own, or its instance isn't attested by its attester. Only the client's owner and the operator can see which. From outside, the responses are identical byte for byte so that nobody can find out which clients exist.",
    evidence: {},
    says: () =>
      "Client authentication failed: the client_id is unknown, or its secret or key is wrong or expired. Check the client_id, the secret or key, and the environment.",
    points: () => [point("client_id"), point("client_secret", "unknown, wrong or expired")],
    // Never replayed: the result would show which of the three it is.
    fixes: () => [
      developer("Send the client_id and secret that this issuer gave you, without white space around them."),
    ],
    remedies: {
      developer:
        "Compare the client_id and secret with the ones you were given. Look for white space, and for the secret's ID in place of its value. Check that they belong to this issuer's environment.",
      operator: "Find the exact cause in the journal, under the refusal's reference.",
    },
    cites: [rfc(6749, "2.3"), rfc(6749, "5.2")],
    related: [
      "client/unknown",
      "client-auth/secret-wrong",
      "client-auth/secret-expired",
      "client-auth/assertion-unverified",
      "client-auth/certificate-unregistered",
      "client-auth/attestation-untrusted",
    ],
  }),
  "secret-wrong": reason({
    title: "The client secret is wrong",
    error: "invalid_client",
    cause: "The client is registered, but the secret that was sent doesn't match any of its secrets.",
    evidence: {
      clientId: field("text", "client_id", "owner"),
      length: field("count", "characters of the secret received", "owner"),
    },
    says: () => "The client secret is wrong. Check it for white space, and check that it belongs to this environment.",
    face: FACE,
    points: () => [point("client_secret", "matches none of the client's secrets")],
    fixes: () => [
      developer("Send the secret's value, not its ID, without white space around it.", supply("secret")),
      operator("Add a new secret to the client's secrets. Several can be valid at once.", supply("secret")),
    ],
    remedies: {
      developer:
        "Copy the secret again. Usual mistakes are white space at its end and the secret's ID in place of its value.",
      operator: "If the old secret is lost, issue a new one. Both can be valid for a while.",
    },
    cites: [rfc(6749, "2.3.1"), rfc(6749, "5.2")],
  }),
  "secret-expired": reason({
    title: "The client secret has expired",
    error: "invalid_client",
    cause: "The secret that was sent is correct, but it has expired.",
    evidence: { clientId: field("text", "client_id", "owner"), expiredAt: field("instant", "expired at", "owner") },
    says: () => "The client secret has expired. Create a new one.",
    face: FACE,
    points: () => [point("client_secret", "expired")],
    fixes: () => [
      developer("Send the client's newest secret.", supply("secret")),
      operator("Add a new secret with a later expiresAt to the client's secrets.", supply("secret")),
    ],
    remedies: {
      developer: "Create a new secret and deploy it.",
      operator: "Add a new secret before the old one expires.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "secret-absent": reason({
    title: "No client credentials were sent",
    error: "invalid_client",
    cause:
      "The request carries no client credentials. An empty secret counts as none, for example if the variable that holds it isn't set, and so does a connection without the certificate of a client that authenticates by one. Only registered public clients can omit credentials, and only at the token and revocation endpoints.",
    evidence: {},
    says: () =>
      "No client credentials were sent (an empty secret counts as none). Authenticate the client. Only registered public clients can omit credentials, and only at the token and revocation endpoints.",
    points: () => [point("client_secret", "required, must not be empty")],
    fixes: () => [
      developer(
        "Send client_id and client_secret by HTTP Basic or in the body, whichever the client is registered for. Check that the secret isn't empty.",
        supply("secret"),
      ),
    ],
    remedies: {
      developer:
        "Send the secret by the client's registered method: HTTP Basic, or client_id and client_secret in the body. Check that the variable that holds the secret is set.",
      operator: "If the app cannot keep a secret, register it as a public client (authMethods: none).",
    },
    cites: [rfc(6749, "3.2.1")],
  }),
  "method-mismatch": reason({
    title: "The client used an authentication method that isn't registered",
    error: "invalid_client",
    cause:
      "The client isn't registered for the authentication method that it used. Some libraries try one method and, after any error, try another. In that case fix the first refusal.",
    evidence: {
      clientId: field("text", "client_id"),
      sent: field("text", "method used"),
      registered: field("list", "methods registered for the client"),
      earlier: optional("text", "reason of the previous attempt"),
      earlierTitle: optional("text", "title of that reason"),
      earlierRef: optional("text", "reference of the previous attempt"),
    },
    says: (e) =>
      e.earlier === undefined
        ? `Client ${e.clientId} used ${e.sent}, but is registered for ${e.registered.join(" or ")}. Use a registered method.`
        : `Client ${e.clientId} used ${e.sent}, but is registered for ${e.registered.join(" or ")}. Fix the previous refusal first: ${e.earlier} (${e.earlierTitle}, ref ${e.earlierRef}).`,
    points: (e) => [point(placeOf(e.sent), `registered: ${names(e.registered)}`)],
    fixes: (e) => {
      if (e.registered.includes("none")) {
        return [developer("Send client_id alone: this is a public client and has no secret.", supply("secret"))];
      }
      return [
        developer(`Authenticate with ${names(e.registered)}.`, supply("secret")),
        ...(isCredential(e.sent) ? [addMethod(e.clientId, e.sent)] : []),
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
      "Too many attempts with this client_id from this network, or with any client_id from this network, have failed. To stop guessing, the server refuses further attempts for a while, whether or not the client exists. A correct secret that is too long to guess never has to wait.",
    headers: retryAfter,
    evidence: { retryAfter: field("seconds", "seconds to wait") },
    says: (e) => `Too many failed attempts to authenticate. Fix the secret, and try again in ${e.retryAfter} s.`,
    points: () => [point("client_secret", "wrong too many times")],
    fixes: (e) => [
      developer(
        `Fix the secret, wait ${e.retryAfter} s, then send the request again.`,
        supply("time"),
        supply("secret"),
      ),
    ],
    remedies: {
      developer: "Fix the secret before you try again. Never retry invalid_client in a loop.",
      operator: "If you see many of these and no deployment has gone wrong, somebody is guessing.",
    },
    cites: [rfc(6749, "2.3.1")],
  }),
  repeated: reason({
    title: "The client authenticates in two ways at once",
    error: "invalid_client",
    cause:
      "A client must use only one authentication method per request. Some libraries send the secret in the form as well when Basic is enabled.",
    evidence: { methods: field("list", "methods used") },
    says: (e) => `The request uses two authentication methods (${e.methods.join(", ")}). Use only one.`,
    points: (e) => e.methods.map((method, i) => point(placeOf(method), i === 0 ? "once here" : "and again here")),
    fixes: () => [
      developer(
        "Send the secret once: in the Authorization header, or in the body as client_secret.",
        supply("secret"),
      ),
    ],
    remedies: { developer: "Remove client_secret from the body, or remove the Authorization header." },
    cites: [rfc(6749, "2.3")],
  }),
  ...clientAssertion,
  ...clientCertificate,
  ...clientAttestation,
  malformed: reason({
    title: "The Authorization header is malformed",
    error: "invalid_client",
    cause:
      "The header doesn't use the Basic scheme, or its value isn't the base64 of client_id, a colon and the secret.",
    evidence: { scheme: field("text", "scheme of the header") },
    says: (e) =>
      isBasic(e.scheme)
        ? "The value after Basic in the Authorization header isn't base64 of client_id:client_secret. Form-encode both, join them with a colon, and encode the result in base64."
        : `The Authorization header has ${schemeText(e.scheme)}, expected Basic. Send Basic and the base64 of client_id:client_secret, both form-encoded.`,
    points: (e) => [
      point(
        "authorization",
        isBasic(e.scheme) ? "not base64 of client_id:client_secret" : `${schemeText(e.scheme)}, expected Basic`,
      ),
    ],
    fixes: (e) => [
      developer(
        isBasic(e.scheme)
          ? "Form-encode client_id and client_secret, join them with a colon, and send the base64 of the result after Basic."
          : "Send Authorization: Basic and the base64 of client_id:client_secret, both form-encoded.",
        supply("secret"),
      ),
    ],
    remedies: {
      developer:
        "Send Authorization: Basic base64(client_id:client_secret). A Bearer token doesn't authenticate a client.",
    },
    cites: [rfc(6749, "2.3.1")],
  }),
  "client-id-mismatch": reason({
    title: "The request names two client IDs",
    error: "invalid_request",
    cause: "The client_id in the body differs from the one in the Authorization header.",
    evidence: { header: field("text", "client_id in the header"), body: field("text", "client_id in the body") },
    says: (e) =>
      `The Authorization header names client ${e.header}, but the body names ${e.body}. Send only one client_id.`,
    points: (e) => [point("authorization", e.header), point("client_id", `the header names ${e.header}`)],
    fixes: (e) => [
      developer(
        `Remove client_id from the body, and authenticate as ${shown(e.header)} with the header alone.`,
        leaveOut("client_id"),
        supply("secret"),
      ),
    ],
    remedies: { developer: "Remove client_id from the body when you use HTTP Basic." },
    cites: [rfc(6749, "2.3")],
  }),
} as const;
