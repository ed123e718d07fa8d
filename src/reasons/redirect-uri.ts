import { openid, rfc } from "../specs.ts";
import { field, optional, type Reason, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, full, leaveOut, misnamed, operator, point, rename, set, shown, weakens, whole } from "./fixes.ts";
import { asciiUri, differing, differingParts, loopbackPort, partsOf, quotedUri, registrable } from "./uris.ts";

const PERSON =
  "The application sent you here with a URL that it has not registered. You can close this page; please tell its developer.";

const pair = {
  clientId: field("text", "client_id"),
  sent: field("text", "redirect_uri sent"),
  registered: field("text", "nearest registered redirect URI", "client"),
  instead: optional("text", "redirect URI to send, where any port is accepted", "client"),
};

interface Pair {
  readonly clientId: string;
  readonly sent: string;
  readonly registered: string;
  readonly instead?: string | undefined;
}

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

/** Where a registered one with another port could be sent: by an application that listens there. */
function listenThere({ clientId, registered }: Pair): readonly Fix[] {
  const port = loopbackPort(registered);
  if (port === undefined || !whole(registered)) return sendRegistered("redirect_uri", [registered]);
  const says = `If it runs on the user's machine, set applicationType of the client ${shown(clientId)} to 'native' and anyLocalhostPort to true: any port is then accepted.`;
  return [
    developer(
      `Let the application listen on port ${port}, and send redirect_uri=${full(registered)}.`,
      set("redirect_uri", registered),
    ),
    weakens(
      "Any program on the user's machine can listen on another port; only PKCE then keeps a code from it.",
      operator(
        says,
        { change: "set-of-client", member: "applicationType", value: "native" },
        { change: "set-of-client", member: "anyLocalhostPort", value: true },
      ),
    ),
  ];
}

/** The reasons for which a redirect URI differs from a registered one in a single way; `by` names it. */
function differs(
  title: string,
  cause: string,
  by: string | ((pair: Pair) => string),
  developer: string,
  fixes: (pair: Pair) => readonly Fix[] = (e) => sendRegistered("redirect_uri", [e.instead ?? e.registered]),
): Reason<typeof pair> {
  return reason({
    title,
    error: "invalid_request",
    cause,
    evidence: pair,
    says: (e) => {
      const port = e.instead === undefined ? "" : " (any port is accepted)";
      return `redirect_uri '${e.sent}' ${typeof by === "string" ? by : by(e)}${port}. Send it as registered.`;
    },
    points: (e) => {
      const expected = e.instead ?? e.registered;
      return [point("redirect_uri", `expected ${expected}`, differing(e.sent, expected))];
    },
    // One that is encoded too often belongs to nobody.
    fixes: (e) => [
      ...fixes(e),
      ...(/%(?:2F|3A)/i.test(e.sent) ? [] : register("redirectUris", e.sent, e.clientId, [e.registered])),
    ],
    remedies: { developer, operator: "Register exactly the address that the application sends.", person: PERSON },
    cites: [rfc(9700, "2.1"), rfc(6749, "3.1.2.3")],
  });
}

const portOf = (uri: string): string => {
  const { port } = partsOf(uri);
  return port === ""
    ? "it names none"
    : port === ":"
      ? "it has a colon and no number"
      : `it names port ${port.slice(1)}`;
};

/** Which of the two it is; both, where only the port beside them is free. */
function pathOrQuery({ sent, instead, registered }: Pair): string {
  const parts = differingParts(sent, instead ?? registered).filter((part) => part === "path" || part === "query");
  return parts.join(" and ") || "path or query";
}

/** What differs, in words, by the slug of the reason. */
const BY: ReadonlyMap<string, string> = new Map([
  ["trailing-slash", "the final slash"],
  ["wrong-case", "letter case"],
  ["encoding", "an encoding too many"],
  ["scheme-mismatch", "its scheme"],
  ["port-mismatch", "its port"],
  ["host-mismatch", "its host"],
  ["path-mismatch", "its path or query"],
]);

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
      near: optional("text", "parameter that was sent and looks like it"),
      escaped: optional("list", "parameters that were sent behind &amp; in place of &"),
    },
    says: (e) =>
      e.near === undefined
        ? `redirect_uri is missing or empty and ${e.clientId} has ${e.registered} registered; send one of them.`
        : `redirect_uri is missing; ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point("redirect_uri", "required") : point(e.near, "did you mean redirect_uri?"),
    ],
    fixes: (e) => [
      ...(e.near === undefined ? [] : rename(e.near, "redirect_uri", e.escaped)),
      ...sendRegistered("redirect_uri", e.uris),
    ],
    remedies: { developer: "Send redirect_uri in every authorization request.", person: PERSON },
    cites: [rfc(6749, "3.1.2.3"), openid("core", "3.1.2.1")],
  }),
  malformed: reason({
    title: "The redirect URI is malformed",
    error: "invalid_request",
    cause: "A redirect URI is absolute, is written in ASCII without white space, and has no fragment.",
    evidence: { sent: field("text", "redirect_uri sent"), expected: field("text", "what was expected") },
    says: (e) => `redirect_uri '${e.sent}' is not valid; ${e.expected}.`,
    points: (e) => [
      point("redirect_uri", e.expected, e.sent.includes("#") ? e.sent.slice(e.sent.indexOf("#")) : undefined),
    ],
    fixes: (e) => {
      const bare = whole(e.sent) ? asciiUri(e.sent.split("#", 1)[0] ?? "") : undefined;
      return bare === undefined || bare === e.sent
        ? [developer("Send redirect_uri as an absolute URI, character by character as it is registered.")]
        : [developer(`Send redirect_uri=${full(bare)}.`, set("redirect_uri", bare))];
    },
    remedies: {
      developer: "Send the absolute URI, without # and without white space, and with its host in punycode.",
      person: PERSON,
    },
    cites: [rfc(6749, "3.1.2"), rfc(3986, "4.3")],
  }),
  encoding: differs(
    "The redirect URI is encoded twice",
    "Decoded once more, the redirect URI is a registered one: something on the way percent-encoded it twice.",
    "is registered once it is decoded again, so it was encoded once too often",
    "Give the plain URL to your library, which encodes it.",
  ),
  "trailing-slash": differs(
    "The redirect URI differs by a final slash",
    "Redirect URIs are compared character by character. This one differs from a registered one by the slash at the end of its path.",
    "differs from a registered one by the final slash only",
    "Add or remove the slash, here or in the registration.",
  ),
  "scheme-mismatch": differs(
    "The redirect URI differs by its scheme",
    "This redirect URI differs from a registered one by its scheme, such as http in place of https. Often the application sits behind a proxy that ends TLS and builds its own URL as http.",
    "differs from a registered one by its scheme only",
    "Let the application trust the proxy's X-Forwarded-Proto header, or set its public URL.",
  ),
  "port-mismatch": differs(
    "The redirect URI differs by its port",
    "This redirect URI differs from a registered one by its port. Any port is accepted only for a native application on 127.0.0.1, [::1] and, unless anyLocalhostPort is false, on localhost.",
    (e) => `differs from a registered one by its port only: ${portOf(e.sent)}`,
    "Use the registered port, or register this one. An application that runs on the user's machine can be registered as native, and may then use any port.",
    (e) => (e.instead === undefined ? listenThere(e) : sendRegistered("redirect_uri", [e.instead])),
  ),
  "host-mismatch": differs(
    "The redirect URI differs by its host",
    "This redirect URI differs from a registered one by its host: localhost and 127.0.0.1, with and without www, the inner and the outer name, one address written in two ways.",
    "differs from a registered one by its host only",
    "Open the application under the host that is registered, or register this one.",
  ),
  "wrong-case": differs(
    "The redirect URI differs by letter case",
    "Redirect URIs are compared character by character, also in letter case.",
    "differs from a registered one by letter case only",
    "Write it exactly as registered.",
  ),
  "path-mismatch": differs(
    "The redirect URI differs by its path or query",
    "This redirect URI is a registered one up to its path or query. Nothing is matched by pattern: an open redirector beneath the same origin would receive the code.",
    (e) => `differs from a registered one by its ${pathOrQuery(e)} only`,
    "Send the registered URI and carry what varies in state.",
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
      uris: field("list", "registered URIs to return to", "client"),
      by: optional("text", "how it differs from the nearest of them"),
      near: optional("text", "URI to send in its place", "client"),
    },
    says: (e) => {
      const uri = `post_logout_redirect_uri ${quotedUri(e.sent)} is not registered for this client`;
      const by = BY.get(e.by ?? "");
      return by === undefined
        ? `${uri}; register it or send a registered one.`
        : `${uri}: it differs from a registered one by ${by} only. Send it as registered.`;
    },
    points: (e) => [
      point("post_logout_redirect_uri", e.clientId === undefined ? "of no known client" : "not registered"),
    ],
    fixes: (e) => [
      ...(e.clientId === undefined
        ? [developer("Send id_token_hint or client_id with it, so that the client is known.")]
        : [
            ...sendRegistered("post_logout_redirect_uri", e.near === undefined ? e.uris : [e.near]).slice(0, 1),
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
