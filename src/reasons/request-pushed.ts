/** Faults of pushed authorization requests, when a user comes with their request_uri (RFC 9126 4). */
import { rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { again, developer, point, supply } from "./fixes.ts";

const pushAgain = (says: string): Fix => again(developer(says, supply("pushed-request")));

const PERSON = "This link was good for one visit. Go back to the app, and start again from there.";

export const ofPushed = {
  "push-required": reason({
    title: "Authorization requests must be pushed",
    error: "invalid_request",
    cause:
      "The server or the client's registration requires authorization requests to be pushed to the server beforehand (PAR). The browser then brings only their request_uri.",
    evidence: {
      clientId: field("text", "client"),
      by: field("text", "who requires it: the server, the client's registration or the name of its profile"),
    },
    says: (e) =>
      `${e.by === "server" ? "This server requires" : e.by === "client" ? `The registration of ${e.clientId} requires` : `The profile ${e.by} of ${e.clientId} requires`} pushed authorization requests. Post the parameters to /par, and redirect with client_id and the request_uri in the response.`,
    points: () => [point("request_uri", "required")],
    fixes: () => [
      pushAgain(
        "Post the parameters to pushed_authorization_request_endpoint, and redirect with client_id and request_uri.",
      ),
    ],
    remedies: {
      developer:
        "Enable pushed authorization requests (PAR) in your library. The endpoint is pushed_authorization_request_endpoint in the metadata.",
      operator: "Unset requirePushedRequests of the client, or of the server, if the client can't push its requests.",
    },
    cites: [rfc(9126, "4"), rfc(9126, "5")],
  }),
  "pushed-unknown": reason({
    title: "The request_uri is unknown",
    error: "invalid_request_uri",
    cause:
      "No pushed request is stored under this request_uri. It expired long ago, was changed on the way, or comes from another server.",
    evidence: { known: field("flag", "issued by this server") },
    says: (e) =>
      e.known
        ? "The request_uri expired long ago. Push the request again."
        : "The request_uri wasn't issued by this server. Check that /par and /authorize belong to the same issuer, and send the value unchanged.",
    points: (e) => [point("request_uri", e.known ? "expired long ago" : "not issued by this server")],
    fixes: () => [pushAgain("Push the request again, and use the new request_uri unchanged.")],
    remedies: {
      developer:
        "Use the request_uri of the pushed authorization response unchanged, at the same issuer, and only once.",
      person: PERSON,
    },
    cites: [rfc(9126, "4"), rfc(9101, "7")],
  }),
  "pushed-by-other-client": reason({
    title: "The request_uri belongs to another client",
    error: "invalid_request_uri",
    cause:
      "A request_uri is bound to the client that pushed the request, but client_id names a different one. If your app has several clients, two of them were mixed up.",
    evidence: {
      clientId: field("text", "client in the request"),
      pushedBy: field("text", "client that pushed it", "operator"),
    },
    says: (e) =>
      `The request_uri wasn't issued to ${e.clientId}. Send the client_id with which the request was pushed.`,
    points: (e) => [point("client_id", `the request was not pushed by ${e.clientId}`)],
    fixes: () => [developer("Send the client_id with which the request was pushed.")],
    remedies: {
      developer: "Push and authorize with the same client_id.",
      person: "The app made a mistake. Go back to it, and start again from there.",
    },
    cites: [rfc(9126, "2.2"), rfc(9126, "4")],
  }),
  "pushed-expired": reason({
    title: "The request_uri has expired",
    error: "invalid_request_uri",
    cause:
      "The user came later than the lifetime of the request_uri, or took more than an hour to sign in. Applications must push the request when the user starts, not in advance.",
    evidence: {
      age: field("seconds", "since it was pushed"),
      lifetime: field("seconds", "within which a user must come"),
    },
    says: (e) =>
      `The request_uri was issued ${e.age} s ago and was valid for ${e.lifetime} s. Push the request again when the user starts to sign in.`,
    points: (e) => [point("request_uri", `issued ${e.age} s ago, valid for ${e.lifetime} s`)],
    fixes: () => [pushAgain("Push the request again, and redirect the user at once.")],
    remedies: {
      developer: "Push the request when the user starts to sign in, and redirect at once.",
      operator: "pushedRequestLifetime sets how long a request_uri waits for its user.",
      person: "You took too long. Go back to the app, and start again from there.",
    },
    cites: [rfc(9126, "2.2"), rfc(9126, "4")],
  }),
  "pushed-used": reason({
    title: "The request_uri has been used",
    error: "invalid_request_uri",
    cause:
      "A code has already been issued for the pushed request. The user went back in the browser, or the application sent the same request_uri twice.",
    evidence: { clientId: field("text", "client"), age: field("seconds", "since its code was issued") },
    says: (e) => `A code was issued for this request_uri ${e.age} s ago. Push a new request for each sign-in.`,
    points: (e) => [point("request_uri", `used ${e.age} s ago`)],
    fixes: () => [pushAgain("Push a new request for each sign-in.")],
    remedies: {
      developer: "Push a new request for each sign-in. Handle this error by starting again.",
      person: PERSON,
    },
    cites: [rfc(9126, "4"), rfc(9126, "7.3")],
  }),
} as const;
