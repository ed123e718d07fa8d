import { openid, rfc } from "../specs.ts";
import { field, optional, type Reason, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, full, leaveOut, operator, point, set, shown, weakens, whole } from "./fixes.ts";
import { differing, registrable } from "./uris.ts";

const PERSON =
  "The application sent you here with an address that it has not registered. You can close this page; please tell the application's makers.";

const pair = {
  clientId: field("text", "client_id"),
  sent: field("text", "redirect_uri sent"),
  registered: field("text", "nearest registered redirect URI", "client"),
};

/** One fix for each registered address, up to three. */
const sendRegistered = (parameter: string, uris: readonly string[]): Fix[] =>
  uris
    .filter(whole)
    .slice(0, 3)
    .map((uri) => developer(`Send ${parameter}=${full(uri)}.`, set(parameter, uri)));

type List = "redirectUris" | "postLogoutRedirectUris";

/** Registers what was sent, where the configuration would take it. */
function register(member: List, uri: string, clientId: string, registered: readonly string[]): Fix[] {
  if (!registrable(uri, registered)) return [];
  const says = `If it is the application's own address, add '${full(uri)}' to ${member} of the client ${shown(clientId)}.`;
  const why =
    member === "redirectUris"
      ? "Whoever controls that address gets the codes of everybody who signs in, and anybody can send a request with any address."
      : "People are sent to that address from this server, and anybody can send a request with any address.";
  return [weakens(why, operator(says, { change: "add-to-client", member, values: [uri] }))];
}

/** The reasons for which a redirect URI differs from a registered one in a single part. */
function differs(title: string, cause: string, says: string, developer: string): Reason<typeof pair> {
  return reason({
    title,
    error: "invalid_request",
    cause,
    evidence: pair,
    says: (e) => `redirect_uri '${e.sent}' ${says}`,
    points: (e) => [point("redirect_uri", `expected ${e.registered}`, differing(e.sent, e.registered))],
    // One that is encoded too often is nobody's address.
    fixes: (e) => [
      ...sendRegistered("redirect_uri", [e.registered]),
      ...(/%(?:2F|3A)/i.test(e.sent) ? [] : register("redirectUris", e.sent, e.clientId, [e.registered])),
    ],
    remedies: { developer, operator: "Register exactly the address that the application sends.", person: PERSON },
    cites: [rfc(9700, "2.1"), rfc(6749, "3.1.2.3")],
  });
}

export const redirectUri = {
  absent: reason({
    title: "The redirect URI is missing",
    error: "invalid_request",
    cause:
      "redirect_uri may be left out only where the client has registered exactly one, and never in an OpenID Connect request.",
    evidence: {
      clientId: field("text", "client_id"),
      registered: field("count", "redirect URIs registered"),
      uris: field("list", "registered redirect URIs", "client"),
    },
    says: (e) => `redirect_uri is missing and ${e.clientId} has ${e.registered} registered; send one of them.`,
    points: () => [point("redirect_uri", "required")],
    fixes: (e) => sendRegistered("redirect_uri", e.uris),
    remedies: { developer: "Send redirect_uri in every authorization request.", person: PERSON },
    cites: [rfc(6749, "3.1.2.3"), openid("core", "3.1.2.1")],
  }),
  malformed: reason({
    title: "The redirect URI is not one",
    error: "invalid_request",
    cause: "A redirect URI is absolute and has no fragment.",
    evidence: { sent: field("text", "redirect_uri sent"), expected: field("text", "what was expected") },
    says: (e) => `redirect_uri '${e.sent}' is not valid; ${e.expected}.`,
    points: (e) => [
      point("redirect_uri", e.expected, e.sent.includes("#") ? e.sent.slice(e.sent.indexOf("#")) : undefined),
    ],
    fixes: (e) => {
      const bare = e.sent.slice(0, Math.max(0, e.sent.indexOf("#")));
      return bare === ""
        ? [developer("Send redirect_uri as an absolute address, character by character as it is registered.")]
        : [developer(`Send redirect_uri=${full(bare)}.`, set("redirect_uri", bare))];
    },
    remedies: { developer: "Send the absolute address, without #.", person: PERSON },
    cites: [rfc(6749, "3.1.2")],
  }),
  encoding: differs(
    "The redirect URI is encoded twice",
    "Decoded once more, the redirect URI is a registered one: something on the way percent-encoded it twice.",
    "is registered once it is decoded again; encode it once.",
    "Give the plain address to your library, which encodes it.",
  ),
  "trailing-slash": differs(
    "The redirect URI differs by a final slash",
    "Redirect URIs are compared character by character. This one differs from a registered one by the slash at its end.",
    "differs from a registered one by the final slash only; send it as registered.",
    "Add or remove the slash, here or in the registration.",
  ),
  "scheme-mismatch": differs(
    "The redirect URI differs by http and https",
    "This redirect URI differs from a registered one by its scheme. Often the application sits behind a proxy that ends TLS and builds its own address as http.",
    "differs from a registered one by its scheme only; send it as registered.",
    "Let the application trust the proxy's X-Forwarded-Proto header, or set its public address.",
  ),
  "port-mismatch": differs(
    "The redirect URI differs by its port",
    "This redirect URI differs from a registered one by its port. Any port is taken only on the loopback addresses 127.0.0.1 and [::1] of a native application.",
    "differs from a registered one by its port only; send it as registered.",
    "Use the registered port, or register this one. A native application should register http://127.0.0.1/… and may then use any port.",
  ),
  "host-mismatch": differs(
    "The redirect URI differs by its host",
    "This redirect URI differs from a registered one by its host: localhost and 127.0.0.1, with and without www, the inner and the outer name.",
    "differs from a registered one by its host only; send it as registered.",
    "Open the application under the host that is registered, or register this one.",
  ),
  "wrong-case": differs(
    "The redirect URI differs by letter case",
    "Redirect URIs are compared character by character, also in letter case.",
    "differs from a registered one by letter case only; send it as registered.",
    "Write it exactly as registered.",
  ),
  "path-mismatch": differs(
    "The redirect URI differs by its path or query",
    "The origin of this redirect URI is registered with another path or query. Nothing is matched by pattern: an open redirector beneath the same origin would receive the code.",
    "has a registered origin but another path or query; send it as registered.",
    "Send the registered address and carry what varies in state.",
  ),
  unregistered: reason({
    title: "The redirect URI is not registered",
    error: "invalid_request",
    cause:
      "The redirect URI is none of those that are registered for this client. The person is not sent there, since it may be an attacker's address.",
    evidence: {
      clientId: field("text", "client_id"),
      sent: field("text", "redirect_uri sent"),
      uris: field("list", "registered redirect URIs", "client"),
    },
    says: (e) => `redirect_uri '${e.sent}' is not registered for ${e.clientId}; register it or send a registered one.`,
    points: () => [point("redirect_uri", "not registered")],
    fixes: (e) => [...sendRegistered("redirect_uri", e.uris), ...register("redirectUris", e.sent, e.clientId, e.uris)],
    remedies: {
      developer: "Send a registered redirect URI, or have this one registered.",
      operator: "Add it to the client's redirectUris if it is the application's own.",
      person: PERSON,
    },
    cites: [rfc(6749, "3.1.2.4"), rfc(9700, "2.1")],
  }),
  "post-logout-unregistered": reason({
    title: "The address to return to after sign-out is not registered",
    error: "invalid_request",
    cause:
      "post_logout_redirect_uri is followed only where it is registered for the client that the request identifies by id_token_hint or client_id.",
    evidence: {
      sent: field("text", "post_logout_redirect_uri sent"),
      clientId: optional("text", "client that the request identifies"),
      uris: field("list", "registered addresses to return to", "client"),
    },
    says: (e) =>
      `post_logout_redirect_uri '${e.sent}' is not registered for this client; register it or send a registered one.`,
    points: (e) => [
      point("post_logout_redirect_uri", e.clientId === undefined ? "of no known client" : "not registered"),
    ],
    fixes: (e) => [
      ...(e.clientId === undefined
        ? [developer("Send id_token_hint or client_id with it, so that the client is known.")]
        : [
            ...sendRegistered("post_logout_redirect_uri", e.uris).slice(0, 1),
            ...register("postLogoutRedirectUris", e.sent, e.clientId, e.uris),
          ]),
      developer(
        "Leave post_logout_redirect_uri out: the person then stays here after the sign-out.",
        leaveOut("post_logout_redirect_uri"),
      ),
    ],
    remedies: {
      developer: "Send a registered post_logout_redirect_uri together with id_token_hint or client_id.",
      operator: "Add it to the client's postLogoutRedirectUris.",
      person: "You can close this page.",
    },
    cites: [openid("logout", "3")],
  }),
} as const;
