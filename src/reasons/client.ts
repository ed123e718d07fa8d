import { rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, names, operator, point, shown, weakens, whole } from "./fixes.ts";
import { useGrantType } from "./request-fixes.ts";

const addGrantType = (clientId: string, type: string): Fix =>
  operator(`Add '${type}' to grantTypes of the client ${shown(clientId)}.`, {
    change: "add-to-client",
    member: "grantTypes",
    values: [type],
  });

export const client = {
  unknown: reason({
    title: "There is no client of this id",
    error: "invalid_client",
    cause:
      "The client_id names no registered client: a placeholder left in, an id of another environment, or an id cut short. From outside this is answered like a wrong secret, so that nobody can find out which ids exist.",
    evidence: {
      clientId: field("text", "client_id sent"),
      credentials: field("flag", "whether credentials came with it"),
    },
    says: (e) => `There is no client ${e.clientId}; check the id and the environment.`,
    face: (e) => (e.credentials ? "client-auth/failed" : "client-auth/secret-absent"),
    points: () => [point("client_id", "no client of this server")],
    // Which id is right nobody here can know.
    fixes: (e) => [
      developer("Send the client_id that you were given, to the issuer that it belongs to."),
      operator(`Register '${shown(e.clientId)}' among the clients, or look for it in another environment.`),
    ],
    remedies: {
      developer:
        "Compare the client_id with the one you were given, and the issuer with the environment that you mean.",
      operator: "Register the client, or look for it in the other environment.",
      person: "The application that sent you here is not known. Please tell its makers.",
    },
    cites: [rfc(6749, "2.2"), rfc(6749, "5.2")],
    related: ["client-auth/failed"],
  }),
  "not-registered": reason({
    title: "No application of this id may send people here",
    error: "invalid_request",
    cause:
      "An authorization or sign-out request names a client_id that is not registered, is disabled, or has no redirect URI. The user cannot be sent back to the app, since its redirect URI cannot be trusted.",
    evidence: { clientId: field("text", "client_id sent") },
    says: (e) =>
      `No application with the client_id '${e.clientId}' may send users here; check the id and the environment.`,
    points: () => [point("client_id", "may not send people here")],
    // Unknown, disabled or without redirect URI: what came of trying would tell which.
    fixes: (e) => [
      developer("Send the client_id that you were given, to the issuer that it belongs to."),
      operator(`Register '${shown(e.clientId)}' with a redirect URI, or find out why it is disabled.`),
    ],
    remedies: {
      developer:
        "Compare the client_id with the one you were given, and the issuer with the environment that you mean.",
      operator: "Register the client, or enable it again.",
      person: "The application that sent you here is not known. Please tell its makers.",
    },
    cites: [rfc(6749, "4.1.2.1")],
    related: ["client/unknown", "client/disabled"],
  }),
  disabled: reason({
    title: "The client is disabled",
    error: "invalid_client",
    cause: "The client is registered and has been switched off by an operator or its owner.",
    evidence: { clientId: field("text", "client_id") },
    says: (e) => `The client ${e.clientId} is disabled; ask the operator of this server.`,
    points: () => [point("client_id", "disabled")],
    fixes: (e) => [
      weakens(
        "Somebody switched this client off; find out why before it gets tokens again.",
        operator(`Set disabled of the client ${shown(e.clientId)} to false.`, {
          change: "set-of-client",
          member: "disabled",
          value: false,
        }),
      ),
    ],
    remedies: {
      developer: "Ask whoever runs the server why it was disabled.",
      operator: "Enable the client again, if that is right.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "grant-type-not-allowed": reason({
    title: "The client may not use this grant type",
    error: "unauthorized_client",
    cause: "The server offers this grant type, and this client is not registered for it.",
    evidence: {
      clientId: field("text", "client_id"),
      sent: field("text", "grant_type sent"),
      allowed: field("list", "grant types of the client"),
    },
    says: (e) =>
      `The client ${e.clientId} may not use ${e.sent}; it is registered for ${e.allowed.join(", ") || "none"}.`,
    points: (e) => [point("grant_type", `registered: ${names(e.allowed) || "none"}`)],
    fixes: (e) => [
      ...useGrantType(e.allowed.filter((type) => type !== "refresh_token" || e.allowed.length === 1)),
      // Whether the configuration would take one of the others depends on what else the client has; nobody refreshes without a code.
      ...(e.sent === "refresh_token" && e.allowed.includes("authorization_code")
        ? [addGrantType(e.clientId, e.sent)]
        : []),
    ],
    remedies: {
      developer: "Use a grant type that the client is registered for, or ask for this one to be added.",
      operator: "Add the grant type to the client's grantTypes.",
    },
    cites: [rfc(6749, "5.2")],
  }),
  "response-type-not-allowed": reason({
    title: "The client may not use this response type",
    error: "unauthorized_client",
    cause:
      "The client is not registered for the authorization code grant, so people cannot be sent here on its behalf.",
    evidence: { clientId: field("text", "client_id"), sent: field("text", "response_type sent") },
    says: (e) => `The client ${e.clientId} may not use response_type ${e.sent}; register it for authorization_code.`,
    points: () => [point("response_type", "not registered for authorization_code")],
    fixes: (e) => [addGrantType(e.clientId, "authorization_code")],
    remedies: {
      developer: "Ask for authorization_code to be added to the client.",
      operator: "Add authorization_code to the client's grantTypes, and a redirect URI.",
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
  "introspection-not-allowed": reason({
    title: "The client may not introspect this token",
    error: "unauthorized_client",
    cause:
      "The token is active, and was issued to another client, for an API that this client is not registered to serve. The response is active: false and nothing else, as for a token that is unknown or has expired, so that nobody can find out what a token is worth by asking. Only the operator sees this refusal.",
    evidence: {
      clientId: field("text", "client that asked", "operator"),
      issuedTo: field("text", "client that the token was issued to", "operator"),
      audience: field("list", "APIs that the token is for", "operator"),
      introspects: field("list", "APIs whose tokens the client may introspect", "operator"),
    },
    says: (e) =>
      e.audience.length === 0
        ? `${e.clientId} may not introspect a refresh token of ${e.issuedTo}; only the client that obtained it may.`
        : `${e.clientId} may not introspect a token for ${e.audience.join(", ")}; its introspects has ${e.introspects.join(", ") || "none"}.`,
    points: () => [point("token", "active, and not for this client to see"), point("client_id")],
    // The audience is the operator's alone.
    fixes: (e) =>
      (e.audience ?? [])
        .filter(whole)
        .slice(0, 1)
        .map((api) =>
          operator(`Add ${shown(api)} to introspects of the client ${shown(e.clientId)}, if it serves that API.`, {
            change: "add-to-client",
            member: "introspects",
            values: [api],
          }),
        ),
    remedies: {
      developer:
        "If the token is active and introspection says active: false, ask the operator whether your API may introspect tokens for this resource.",
      operator: "Add the API's resource to introspects of the client that the API authenticates as.",
    },
    cites: [rfc(7662, "2.2")],
    related: ["token/wrong-audience"],
  }),
} as const;
