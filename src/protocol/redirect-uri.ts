/** Redirect URIs are compared exactly (RFC 9700 2.1); only the port of a native client's loopback address is free (RFC 8252 7.3). */
import { type Refusal, refuse } from "../reasons/index.ts";
import type { Client } from "./client.ts";

const LOOPBACK_IP = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?=[/?]|$)/;

const withoutLoopbackPort = (uri: string): string => uri.replace(LOOPBACK_IP, "http://$1");

/** Whether `sent` is one of the client's registered redirect URIs. */
export function isRegistered(sent: string, client: Client): boolean {
  return isAmong(sent, client.redirectUris, client.applicationType);
}

/** Whether `sent` is one of these URIs, in which the port of a native client's loopback address is free. */
export function isAmong(sent: string, uris: readonly string[], applicationType: Client["applicationType"]): boolean {
  if (uris.includes(sent)) return true;
  if (applicationType !== "native" || !URL.canParse(sent)) return false;
  const portless = withoutLoopbackPort(sent);
  return uris.some((uri) => withoutLoopbackPort(uri) === portless);
}

/** What a redirect URI must be to be registered at all; `undefined` where it is fine (RFC 6749 3.1.2, RFC 8252 7). */
export function redirectUriFault(uri: string, applicationType: Client["applicationType"]): string | undefined {
  // The parser forgives blanks and line breaks that a Location header does not.
  if (!URL.canParse(uri) || /[^\x21-\x7E]/.test(uri)) return "it must be an absolute URI";
  if (uri.includes("#")) return "it must have no fragment";
  const { protocol, hostname, username } = new URL(uri);
  if (username !== "") return "it must have no user name in it";
  if (protocol === "https:") return undefined;
  if (protocol === "http:") {
    return ["localhost", "127.0.0.1", "[::1]"].includes(hostname)
      ? undefined
      : "http is taken on loopback addresses only; use https";
  }
  if (applicationType !== "native") return "a private-use scheme belongs to a client of applicationType native";
  return protocol.includes(".")
    ? undefined
    : "a private-use scheme must be a reversed domain name, such as com.example.app";
}

/** The parts by which a redirect URI may differ, most telling first. */
const DIFFERENCES = [
  "trailing-slash",
  "wrong-case",
  "encoding",
  "scheme-mismatch",
  "port-mismatch",
  "host-mismatch",
  "path-mismatch",
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** The single part by which two URIs differ; `undefined` where they differ in more, or have nothing in common. */
function difference(sent: string, registered: string): Difference | undefined {
  if (sent.replace(/\/$/, "") === registered.replace(/\/$/, "")) return "trailing-slash";
  if (sent.toLowerCase() === registered.toLowerCase()) return "wrong-case";
  if (decodedOnce(sent) === registered) return "encoding";
  if (!URL.canParse(sent) || !URL.canParse(registered)) return undefined;
  const [a, b] = [partsOf(sent), partsOf(registered)];
  if (a.user !== b.user) return undefined;
  const [scheme, host, port, path] = [a.scheme === b.scheme, a.host === b.host, a.port === b.port, a.path === b.path];
  if (!scheme && host && port && path) return "scheme-mismatch";
  if (scheme && host && !port && path) return "port-mismatch";
  if (scheme && !host && port && path && related(a.host, b.host)) return "host-mismatch";
  return scheme && host && port ? "path-mismatch" : undefined;
}

/** The parts as they are written: the parser would hide that 127.1 is not 127.0.0.1, and a default port. */
function partsOf(uri: string) {
  const { protocol, username, password, pathname, search } = new URL(uri);
  const [, host = "", port = ""] = /^[^:]+:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?/.exec(uri) ?? [];
  return { scheme: protocol, user: `${username}:${password}`, host: host.toLowerCase(), port, path: pathname + search };
}

function decodedOnce(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch {
    return undefined;
  }
}

const LOCAL = /^(localhost|127(\.\d+){1,3}|\[::1\])$/;

/** Hosts that people take for one another; an unrelated host is not worth comparing. */
function related(a: string, b: string): boolean {
  return (
    (LOCAL.test(a) && LOCAL.test(b)) || a === `www.${b}` || b === `www.${a}` || a.split(".")[0] === b.split(".")[0]
  );
}

/** The registered URI that differs least, and by what; `undefined` where none differs in a single part. */
export function nearestRegistered(
  sent: string,
  registered: readonly string[],
): { readonly uri: string; readonly by: Difference } | undefined {
  const near = registered.map((uri) => ({ uri, by: difference(sent, uri) }));
  for (const kind of DIFFERENCES) {
    const found = near.find(({ by }) => by === kind);
    if (found !== undefined) return { uri: found.uri, by: kind };
  }
  return undefined;
}

/** Names why a redirect URI is refused: not one at all, different from a registered one in a single part, or unknown. */
export function refuseRedirectUri(sent: string, client: Client): Refusal {
  if (!URL.canParse(sent)) {
    const once = client.redirectUris.find((uri) => decodedOnce(sent) === uri);
    if (once !== undefined) return refuse("redirect-uri/encoding", { clientId: client.id, sent, registered: once });
    return refuse("redirect-uri/malformed", { sent, expected: "send an absolute URI" });
  }
  if (sent.includes("#")) return refuse("redirect-uri/malformed", { sent, expected: "it must have no fragment" });
  // The port of a native client's loopback address is free, so it is never what is wrong with one.
  const comparable = (uri: string): string =>
    client.applicationType === "native" ? uri.replace(/^(http:\/\/(?:localhost|127[.\d]*|\[::1\])):\d+/, "$1") : uri;
  const near = nearestRegistered(comparable(sent), client.redirectUris.map(comparable));
  if (near !== undefined) {
    const registered = client.redirectUris.find((uri) => comparable(uri) === near.uri) ?? near.uri;
    return refuse(`redirect-uri/${near.by}`, { clientId: client.id, sent, registered });
  }
  return refuse("redirect-uri/unregistered", { clientId: client.id, sent, uris: client.redirectUris });
}
