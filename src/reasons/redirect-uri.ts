import { openid, rfc } from "../specs.ts";
import { field, optional, type Reason, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, full, leaveOut, misnamed, operator, point, rename, set, shown, weakens, whole } from "./fixes.ts";
import { asciiUri, differing, differingParts, loopbackPort, partsOf, quotedUri, registrable } from "./uris.ts";

const PERSON = "This app isn't set up correctly. You can close this page. Please contact the app's developer.";

const pair = {
  clientId: field("text", "client_id"),
  sent: field("text", "redirect_uri received"),
  registered: field("text", "nearest registered redirect URI", "client"),
  instead: optional("text", "redirect URI to send, where any port is accepted", "client"),
};

interface Pair {
  readonly clientId: string;
  readonly sent: string;
  readonly registered: string;
  readonly instead?: string | undefined;
}

/** One fix for each registered URI, up to three. */
const sendRegistered = (parameter: string, uris: readonly string[]): Fix[] =>
  uris
    .filter(whole)
    .slice(0, 3)
    .map((uri) => developer(`Send ${parameter}=${full(uri)}.`, set(parameter, uri)));

type List = "redirectUris" | "postLogoutRedirectUris";

/** Registers the received URI if the configuration would accept it. */
function register(member: List, uri: string, clientId: string, registered: readonly string[]): Fix[] {
  if (!registrable(uri, registered)) return [];
  const says = `If it is the app's own URL, add '${full(uri)}' to ${member} of client ${shown(clientId)}.`;
  const why =
    member === "redirectUris"
      ? "Anyone who controls that URL gets the codes of every user who signs in, and anybody can send a request with any URL."
      : "This server will redirect users to that URL, and anybody can send a request with any URL.";
  return [weakens(why, operator(says, { change: "add-to-client", member, values: [uri] }))];
}

/** A registered URI with another port can be sent if the app listens there. */
function listenThere({ clientId, sent, registered }: Pair): readonly Fix[] {
  const port = loopbackPort(registered);
  // The same port, written with zeros before it or as a colon without a number, is no other port to listen on.
  if (port === undefined || !whole(registered) || port === loopbackPort(sent))
    return sendRegistered("redirect_uri", [registered]);
  const says = `If the app runs on the user's machine, set applicationType of client ${shown(clientId)} to 'native' and anyLocalhostPort to true. Then any port is accepted.`;
  return [
    developer(
      `Let the app listen on port ${port}, and send redirect_uri=${full(registered)}.`,
      set("redirect_uri", registered),
    ),
    weakens(
      "Any program on the user's machine can listen on another port. Then only PKCE protects the code.",
      operator(
        says,
        { change: "set-of-client", member: "applicationType", value: "native" },
        { change: "set-of-client", member: "anyLocalhostPort", value: true },
      ),
    ),
  ];
}

/** The reasons for which a redirect URI differs from a registered one in a single way, named by `by`. */
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
    // A URI that is encoded too often doesn't belong to any app.
    fixes: (e) => [
      ...fixes(e),
      ...(/%(?:2F|3A)/i.test(e.sent) ? [] : register("redirectUris", e.sent, e.clientId, [e.registered])),
    ],
    remedies: { developer, operator: "Register exactly the URL that the app sends.", person: PERSON },
    cites: [rfc(9700, "2.1"), rfc(6749, "3.1.2.3")],
  });
}

/** Whether the URI to send for a sign-out has the port that was sent, in place of the registered one. */
const isOtherPort = ({ near, uris = [] }: { near?: string | undefined; uris?: readonly string[] }): boolean =>
  near !== undefined && !uris.includes(near) && !uris.includes("…");

const portOf = (uri: string): string => {
  const { port } = partsOf(uri);
  if (port === "") return "it has none";
  if (port === ":") return "it has a colon and no number";
  return `it has port ${port.slice(1)}${/^:0\d/.test(port) ? ", which begins with a zero" : ""}`;
};

/** Which of the two differs, or both. */
function pathOrQuery({ sent, instead, registered }: Pair): string {
  const parts = differingParts(sent, instead ?? registered).filter((part) => part === "path" || part === "query");
  return parts.join(" and ") || "path or query";
}

/** What differs, in words, by the slug of the reason. */
const BY: ReadonlyMap<string, string> = new Map([
  ["trailing-slash", "the final slash"],
  ["wrong-case", "letter case"],
  ["encoding", "one encoding too many"],
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
      "redirect_uri can be omitted only if the client has exactly one registered, and never in an OpenID Connect request.",
    evidence: {
      clientId: field("text", "client_id"),
      registered: field("count", "redirect URIs registered"),
      uris: field("list", "registered redirect URIs", "client"),
      near: optional("text", "similar parameter that was sent"),
      escaped: optional("list", "parameters that were sent after &amp; instead of &"),
    },
    says: (e) =>
      e.near === undefined
        ? `redirect_uri is missing or empty, ${e.registered === 1 ? "but a request with the scope openid must have it. Send the registered one." : `and client ${e.clientId} has ${e.registered} registered. Send one of them.`}`
        : `redirect_uri is missing. ${misnamed(e.near)}`,
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
    cause: "A redirect URI must be absolute, in ASCII without white space, and without a fragment.",
    evidence: { sent: field("text", "redirect_uri received"), expected: field("text", "what was expected") },
    says: (e) => `redirect_uri '${e.sent}' is malformed: ${e.expected}.`,
    points: (e) => [
      point("redirect_uri", e.expected, e.sent.includes("#") ? e.sent.slice(e.sent.indexOf("#")) : undefined),
    ],
    fixes: (e) => {
      const bare = whole(e.sent)
        ? asciiUri(e.sent.replace(/^["'`<](.*)["'`>]$/, "$1").split("#", 1)[0] ?? "")
        : undefined;
      return bare === undefined || bare === e.sent
        ? [developer("Send redirect_uri as an absolute URI, exactly as it is registered.")]
        : [developer(`Send redirect_uri=${full(bare)}.`, set("redirect_uri", bare))];
    },
    remedies: {
      developer: "Send the absolute URI without # and white space, and with its host in punycode.",
      person: PERSON,
    },
    cites: [rfc(6749, "3.1.2"), rfc(3986, "4.3")],
  }),
  encoding: differs(
    "The redirect URI is encoded twice",
    "If it is decoded again, the redirect URI is a registered one. Something percent-encoded it twice.",
    "is encoded twice: decoded once more, it is a registered one",
    "Pass the plain URL to your library, which encodes it.",
  ),
  "trailing-slash": differs(
    "The redirect URI has an extra or a missing final slash",
    "Redirect URIs are compared character by character. This one differs from a registered one by the slash at the end of its path.",
    "differs from a registered one only by the final slash",
    "Add or remove the slash, in the request or in the registration.",
  ),
  "scheme-mismatch": differs(
    "The redirect URI has another scheme than registered",
    "This redirect URI differs from a registered one by its scheme, for example http instead of https. Often the app is behind a proxy that ends TLS, and builds its own URL with http.",
    "differs from a registered one only by its scheme",
    "Configure the app to trust the proxy's X-Forwarded-Proto header, or set its public URL.",
  ),
  "port-mismatch": differs(
    "The redirect URI has another port than registered",
    "This redirect URI differs from a registered one by its port. Only native apps can use any port, and only on 127.0.0.1, on [::1] and, unless anyLocalhostPort is false, on localhost.",
    (e) => `differs from a registered one only by its port: ${portOf(e.sent)}`,
    "Use the registered port, or register this one. An app that runs on the user's machine can be registered as native, and can then use any port.",
    (e) => (e.instead === undefined ? listenThere(e) : sendRegistered("redirect_uri", [e.instead])),
  ),
  "host-mismatch": differs(
    "The redirect URI has another host than registered",
    "This redirect URI differs from a registered one by its host. Examples are localhost and 127.0.0.1, a host with and without www, the internal and the public name, and two spellings of one IP address.",
    "differs from a registered one only by its host",
    "Open the app under the registered host, or register this one.",
  ),
  "wrong-case": differs(
    "The redirect URI has different letter case than registered",
    "Redirect URIs are compared character by character, including letter case.",
    "differs from a registered one only by letter case",
    "Write it exactly as it is registered.",
  ),
  "path-mismatch": differs(
    "The redirect URI has another path or query than registered",
    "This redirect URI is the same as a registered one up to its path or query. Patterns aren't supported, because an open redirector on the same origin could then receive the code.",
    (e) => `differs from a registered one only by its ${pathOrQuery(e)}`,
    "Send the registered URI, and put variable data into state.",
  ),
  unregistered: reason({
    title: "The redirect URI isn't registered",
    error: "invalid_request",
    cause:
      "The redirect URI isn't one of those registered for this client. The server doesn't redirect there because the URL may belong to an attacker.",
    evidence: {
      clientId: field("text", "client_id"),
      sent: field("text", "redirect_uri received"),
      uris: field("list", "registered redirect URIs", "client"),
    },
    says: (e) =>
      `redirect_uri '${e.sent}' isn't registered for client ${e.clientId}. Send a registered one, or register this one.`,
    points: () => [point("redirect_uri", "not registered")],
    fixes: (e) => [...sendRegistered("redirect_uri", e.uris), ...register("redirectUris", e.sent, e.clientId, e.uris)],
    remedies: {
      developer: "Send a registered redirect URI, or ask the app's owner to register this one.",
      operator: "Add it to the client's redirectUris if it is the app's own.",
      person: PERSON,
    },
    cites: [rfc(6749, "3.1.2.4"), rfc(9700, "2.1")],
  }),
  "post-logout-unregistered": reason({
    title: "The URL to return to after sign-out isn't registered",
    error: "invalid_request",
    cause:
      "The server redirects to post_logout_redirect_uri only if it is registered for the client in id_token_hint or client_id.",
    evidence: {
      sent: field("text", "post_logout_redirect_uri received"),
      clientId: optional("text", "client in the request"),
      uris: field("list", "registered URIs for sign-out", "client"),
      by: optional("text", "how it differs from the nearest registered one"),
      near: optional("text", "URI to send instead", "client"),
    },
    says: (e) => {
      const uri = `post_logout_redirect_uri ${quotedUri(e.sent)} isn't registered for this client`;
      const by = BY.get(e.by ?? "");
      return by === undefined
        ? `${uri}. Send a registered one, or register this one.`
        : `${uri}: it differs from a registered one only by ${by}${isOtherPort(e) ? " (any port is accepted)" : ""}. Send it as registered.`;
    },
    points: (e) => [
      point("post_logout_redirect_uri", e.clientId === undefined ? "the client is unknown" : "not registered"),
    ],
    fixes: (e) => [
      ...(e.clientId === undefined
        ? [developer("Send id_token_hint or client_id with it to identify the client.")]
        : [
            ...sendRegistered("post_logout_redirect_uri", e.near === undefined ? e.uris : [e.near]).slice(0, 1),
            ...register("postLogoutRedirectUris", e.sent, e.clientId, e.uris),
          ]),
      developer(
        "Remove post_logout_redirect_uri. The user then stays here after sign-out.",
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
