import { openid, rfc } from "../specs.ts";
import { clientDocument } from "./client-document.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, names, operator, point, set, shown, supply, weakens, whole } from "./fixes.ts";
import { useGrantType } from "./request-fixes.ts";

const addGrantType = (clientId: string, type: string): Fix =>
  operator(`Add '${type}' to grantTypes of client ${shown(clientId)}.`, {
    change: "add-to-client",
    member: "grantTypes",
    values: [type],
  });

/** Codes first. What puts tokens into URLs is explained, and left to the operator. */
function responseTypeNotAllowed(e: {
  readonly clientId: string;
  readonly sent: string;
  readonly allowed?: readonly string[] | undefined;
  readonly bound?: boolean | undefined;
}): readonly Fix[] {
  if (e.allowed === undefined) return [addGrantType(e.clientId, "authorization_code")];
  const code = e.allowed.includes("code") && e.sent !== "code";
  return [
    ...(code ? [developer("Send response_type=code, and use PKCE.", set("response_type", "code"))] : []),
    ...(e.bound === true || !whole(e.sent) ? [] : [addResponseType(e.clientId, e.sent)]),
  ];
}

function addResponseType(clientId: string, type: string): Fix {
  const fix = operator(`Add ${shown(type)} to responseTypes of client ${shown(clientId)}.`, {
    change: "add-to-client",
    member: "responseTypes",
    values: [type],
  });
  return type.includes("token")
    ? weakens("Browsers, their histories and logs see tokens in a URL. A code with PKCE replaces them.", fix)
    : fix;
}

export const client = {
  unknown: reason({
    title: "Unknown client",
    error: "invalid_client",
    cause:
      "No client with this client_id is registered. The ID is a placeholder, is from another environment, or was cut off. From outside, the response is the same as for a wrong secret so that nobody can find out which clients exist.",
    evidence: {
      clientId: field("text", "client_id received"),
      credentials: field("flag", "credentials sent with it"),
    },
    says: (e) => `Unknown client_id '${e.clientId}'. Check the ID and the environment.`,
    face: (e) => (e.credentials ? "client-auth/failed" : "client-auth/secret-absent"),
    points: () => [point("client_id", "not a client of this server")],
    // The server cannot know which ID is right.
    fixes: (e) => [
      developer("Send the client_id that you were given, to the issuer that it belongs to."),
      operator(`Register '${shown(e.clientId)}' as a client, or look for it in another environment.`),
    ],
    remedies: {
      developer:
        "Compare the client_id with the one you were given, and check that the issuer belongs to the right environment.",
      operator: "Register the client, or look for it in the other environment.",
      person: "This app isn't set up correctly. Please contact the app's developer.",
    },
    cites: [rfc(6749, "2.2"), rfc(6749, "5.2")],
    related: ["client-auth/failed"],
  }),
  "not-registered": reason({
    title: "This app isn't registered",
    error: "invalid_request",
    cause:
      "An authorization or sign-out request has a client_id that isn't registered, is disabled, or has no redirect URI. The server can't send the user back to the app because it can't trust the app's redirect URI.",
    evidence: { clientId: field("text", "client_id received") },
    says: (e) => `The client_id '${e.clientId}' can't be used for sign-in here. Check the ID and the environment.`,
    points: () => [point("client_id", "not registered for sign-in")],
    // Unknown, disabled or without a redirect URI: replaying the fix would show which.
    fixes: (e) => [
      developer("Send the client_id that you were given, to the issuer that it belongs to."),
      operator(`Register '${shown(e.clientId)}' with a redirect URI, or find out why it is disabled.`),
    ],
    remedies: {
      developer:
        "Compare the client_id with the one you were given, and check that the issuer belongs to the right environment.",
      operator: "Register the client with a redirect URI, or enable it again.",
      person: "This app isn't set up correctly. Please contact the app's developer.",
    },
    cites: [rfc(6749, "4.1.2.1")],
    related: ["client/unknown", "client/disabled"],
  }),
  disabled: reason({
    title: "The client is disabled",
    error: "invalid_client",
    cause: "The client is registered, but its owner or an operator disabled it.",
    evidence: { clientId: field("text", "client_id") },
    says: (e) => `Client ${e.clientId} is disabled. Ask the operator of this server why.`,
    points: () => [point("client_id", "disabled")],
    fixes: (e) => [
      weakens(
        "Somebody disabled this client. Find out why before it gets tokens again.",
        operator(`Set disabled of client ${shown(e.clientId)} to false.`, {
          change: "set-of-client",
          member: "disabled",
          value: false,
        }),
      ),
    ],
    remedies: {
      developer: "Ask the server's operator why the client was disabled.",
      operator: "If it was disabled by mistake, enable the client again.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "certificate-absent": reason({
    title: "The client must connect with a certificate",
    error: "invalid_request",
    cause:
      "The client is registered with tls_client_certificate_bound_access_tokens, so its tokens are bound to its certificate. The connection of this request had none, the request went to an endpoint that asks for none, or the proxy in front of the server didn't forward it.",
    evidence: { clientId: field("text", "client_id") },
    says: (e) =>
      `The tokens of client ${e.clientId} are bound to its certificate, and this connection has none. Connect with it, to the mtls_endpoint_aliases if the metadata has them.`,
    points: () => [point(":client-certificate", "required")],
    fixes: () => [developer("Connect with the client's certificate and private key.", supply("proof"))],
    remedies: {
      developer:
        "Give the HTTP library the certificate and its key, and send token requests to the URL in mtls_endpoint_aliases if there is one.",
      operator:
        "Behind a proxy, let it ask for certificates and forward them in the header of mutualTls.forwardedIn. List the proxy in trustedProxy.",
    },
    cites: [rfc(8705, "3")],
    related: ["token/key-unproved"],
  }),
  "encryption-key-absent": reason({
    title: "The client has no key that the response can be encrypted to",
    error: "invalid_request",
    cause:
      "The client is registered to get ID tokens, userinfo, introspection or authorization responses encrypted. Its keys couldn't be fetched from its jwks_uri, or none of them fits the registered algorithm. Nothing was issued, because nothing that is to be encrypted is sent in plain text.",
    evidence: {
      clientId: field("text", "client_id"),
      alg: field("text", "registered encryption algorithm"),
      because: field("text", "state of the client's keys"),
    },
    says: (e) =>
      `Client ${e.clientId} has no key for ${e.alg}, with which the response must be encrypted (${e.because}). Publish a fitting public key with use: enc at its jwks_uri, and try again.`,
    points: (e) => [point("client_id", `no key for ${shown(e.alg)}`)],
    fixes: (e) => [
      developer(
        `Publish a public key for ${shown(e.alg)} with use: enc at the client's jwks_uri, and send the same request again.`,
        supply("time"),
      ),
    ],
    remedies: {
      developer:
        "Open the client's jwks_uri from outside. It must return a JWK set with an RSA key for RSA-OAEP, or an EC key for ECDH-ES, that isn't marked with use: sig.",
      operator:
        "Register the key as jwks, or correct jwksUri. Without the encrypted algorithm, responses are only signed.",
      person: "This app isn't set up correctly. Please contact the app's developer.",
    },
    cites: [openid("core", "10.2"), rfc(7591, "2")],
  }),
  "registration-gone": reason({
    title: "The app's registration is gone",
    error: "invalid_client",
    cause:
      "The app registered itself here and got this client_id. Its registration was removed since: by the app itself, by an operator, or because nobody used it for long. Its tokens ended with it. Only a request with an id that this server made gets this response.",
    evidence: { clientId: field("text", "client_id received") },
    says: (e) =>
      `The registration of '${shown(e.clientId)}' is gone. Register the app again, and use the new client_id.`,
    points: () => [point("client_id", "no longer registered")],
    fixes: () => [
      developer(
        "Send the registration again to registration_endpoint, and keep the new client_id in place of this one.",
      ),
    ],
    remedies: {
      developer: "Register again when you get this response, and start a new sign-in with the new client_id.",
      operator: "Apps that nobody uses are removed after registration.unusedDays.",
      person: "This app has to be connected again. Start again in the app.",
    },
    cites: [rfc(7591, "3.2.1"), rfc(6749, "5.2")],
    related: ["client/unknown", "client/not-registered"],
  }),
  ...clientDocument,
  "grant-type-not-allowed": reason({
    title: "This grant type isn't allowed for the client",
    error: "unauthorized_client",
    cause: "The server supports this grant type, but the client isn't registered for it.",
    evidence: {
      clientId: field("text", "client_id"),
      sent: field("text", "grant_type received"),
      allowed: field("list", "grant types registered for the client"),
    },
    says: (e) =>
      `Client ${e.clientId} isn't allowed to use grant_type ${e.sent}. It is registered for ${e.allowed.join(", ") || "none"}. Use a registered grant type, or ask the app's owner to add this one.`,
    points: (e) => [point("grant_type", `registered: ${names(e.allowed) || "none"}`)],
    fixes: (e) => [
      ...useGrantType(e.allowed.filter((type) => type !== "refresh_token" || e.allowed.length === 1)),
      // Whether the configuration accepts another grant type depends on the client's other settings. Refreshing requires the code grant.
      ...(e.sent === "refresh_token" && e.allowed.includes("authorization_code")
        ? [addGrantType(e.clientId, e.sent)]
        : []),
    ],
    remedies: {
      developer: "Use a grant type that the client is registered for, or ask the app's owner to add this one.",
      operator: "Add the grant type to the client's grantTypes.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "response-type-not-allowed": reason({
    title: "This response type isn't allowed for the client",
    error: "unauthorized_client",
    cause:
      "The client isn't registered for the response type. For a code, it must be registered for the authorization code grant. Tokens from the authorization endpoint need a registration of their own, because browsers and logs see them, and they can't be bound to a key.",
    evidence: {
      clientId: field("text", "client_id"),
      sent: field("text", "response_type received"),
      allowed: optional("list", "response types registered for the client"),
      bound: optional("flag", "whether the client's access tokens must be bound to a key"),
    },
    says: (e) => {
      const start = `Client ${e.clientId} isn't allowed to use response_type ${e.sent}.`;
      if (e.allowed === undefined) return `${start} Ask the app's owner to register it for authorization_code.`;
      if (e.bound === true)
        return `${start} Its access tokens are bound to a key, and tokens from this endpoint can't be. Use code.`;
      return `${start} It is registered for ${e.allowed.join(", ") || "none"}. Use code with PKCE, or ask the app's owner to add this one.`;
    },
    points: (e) => [
      point(
        "response_type",
        e.allowed === undefined ? "not registered for authorization_code" : `registered: ${names(e.allowed) || "none"}`,
      ),
    ],
    fixes: responseTypeNotAllowed,
    remedies: {
      developer:
        "Use response_type=code with PKCE, in browser apps too. For that, the client needs the grant type authorization_code.",
      operator:
        "Add authorization_code to the client's grantTypes, and add a redirect URI. Add another response type to its responseTypes only for a library that can't use codes.",
    },
    cites: [rfc(6749, "4.1.2.1"), rfc(9700, "2.1.2")],
  }),
  "introspection-not-allowed": reason({
    title: "The client isn't allowed to introspect this token",
    error: "unauthorized_client",
    cause:
      "The token is active, but was issued to another client, for an API that this client doesn't serve. The response is only active: false, the same as for an unknown or expired token, so that nobody can test what a token is worth. Only the operator sees this refusal.",
    evidence: {
      clientId: field("text", "client that introspected", "operator"),
      issuedTo: field("text", "client that the token was issued to", "operator"),
      audience: field("list", "APIs that the token is for", "operator"),
      introspects: field("list", "APIs whose tokens the client may introspect", "operator"),
    },
    says: (e) =>
      e.audience.length === 0
        ? `Client ${e.clientId} isn't allowed to introspect a refresh token of ${e.issuedTo}. Only the client that obtained it can.`
        : `Client ${e.clientId} isn't allowed to introspect a token for ${e.audience.join(", ")}. Its introspects setting has ${e.introspects.join(", ") || "none"}. Add the API there if the client serves it.`,
    points: () => [point("token", "active, but not visible to this client"), point("client_id")],
    // Only the operator sees the audience.
    fixes: (e) =>
      (e.audience ?? [])
        .filter(whole)
        .slice(0, 1)
        .map((api) =>
          operator(`Add ${shown(api)} to introspects of client ${shown(e.clientId)}, if it serves that API.`, {
            change: "add-to-client",
            member: "introspects",
            values: [api],
          }),
        ),
    remedies: {
      developer:
        "If introspection says active: false for an active token, ask the operator whether your API is allowed to introspect tokens for this resource.",
      operator: "Add the API's resource to introspects of the client that the API uses to authenticate.",
    },
    cites: [rfc(7662, "2.2")],
    related: ["token/wrong-audience"],
  }),
} as const;
