/**
 * Redirect URIs are compared exactly (RFC 9700 2.1). Only the port of a native client's loopback URI is free (RFC 8252 7.3).
 */
import { asciiUri, partsOf } from "../reasons/uris.ts";
import type { Client } from "./client.ts";
import { profileOf } from "./profiles/index.ts";

/** What decides whether a URI is accepted, in addition to the URIs themselves. */
export type Comparison = Pick<Client, "applicationType" | "anyLocalhostPort" | "profile">;

/** Whether `sent` is one of the client's registered redirect URIs. */
export function isRegistered(sent: string, client: Client): boolean {
  return isAmong(sent, client.redirectUris, client);
}

/** Whether `sent` is one of these URIs, ignoring the port if it is free. */
export function isAmong(sent: string, uris: readonly string[], comparison: Comparison): boolean {
  if (uris.includes(sent)) return true;
  if (!hasFreePort(sent, comparison) || !URL.canParse(sent)) return false;
  const portless = withoutFreePort(sent, comparison);
  return uris.some((uri) => withoutFreePort(uri, comparison) === portless);
}

const LOOPBACK_IP = /^http:\/\/(?:127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?=[/?]|$)/;
const LOCALHOST = /^http:\/\/localhost(?::\d{1,5})?(?=[/?]|$)/;

/** Whether any port may be sent if this URI is registered: see docs/decisions on ports of `localhost`. */
export function hasFreePort(uri: string, comparison: Comparison): boolean {
  if (comparison.applicationType !== "native" || !profileOf(comparison).freeLoopbackPort) return false;
  return LOOPBACK_IP.test(uri) || (comparison.anyLocalhostPort === true && LOCALHOST.test(uri));
}

/** The URI without its port, if that is free. */
export function withoutFreePort(uri: string, comparison: Comparison): string {
  return hasFreePort(uri, comparison) ? uri.replace(/(?<=^http:\/\/(?:[a-z0-9.]+|\[::1\])):\d+/, "") : uri;
}

/** What is wrong with the form of a redirect URI (RFC 6749 3.1.2); `undefined` if it is valid. */
export function uriFault(uri: string): string | undefined {
  // The parser tolerates spaces and line breaks, which a Location header doesn't.
  if (/[^\x21-\x7E]/u.test(uri)) {
    const ascii = asciiUri(uri);
    return ascii === undefined
      ? "it must have only ASCII characters and no white space"
      : `in ASCII without white space, it is '${ascii}'`;
  }
  if (uri.includes("#")) return "it must have no fragment";
  if (/^["'`<].*["'`>]$/.test(uri)) return "it must have no quotation marks or brackets around it";
  if (URL.canParse(uri)) return undefined;
  const { scheme, host, port } = partsOf(uri);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(scheme)) return "send an absolute URI";
  if (host.length <= 2) return "it must name a host after //";
  const isPort = /^:?\d*$/.test(port) && Number(port.slice(1)) <= 65_535;
  return isPort ? "its host cannot be read" : "its port must be a number up to 65535";
}

/** Schemes that lead to no application, because a browser runs or reads their targets itself. */
const NEVER: ReadonlySet<string> = new Set([
  ..."about blob data file filesystem ftp http https javascript vbscript view-source ws wss".split(" "),
]);

/** Whether the name of a private-use scheme without a dot could be allowed for a client at all. */
export const isAllowable = (scheme: string): boolean => /^[a-z][a-z0-9+-]*$/.test(scheme) && !NEVER.has(scheme);

const WHY_A_DOT =
  "a private-use scheme must be a reversed domain name, such as com.example.app: any app can claim a name without a dot and receive the codes (RFC 8252, section 8.4)";

/** Why a redirect URI can't be registered; `undefined` if it can (RFC 6749 3.1.2, RFC 8252 7). */
export function redirectUriFault(
  uri: string,
  { applicationType, allowedSchemes = [] }: Pick<Client, "applicationType" | "allowedSchemes">,
): string | undefined {
  const fault = uriFault(uri);
  if (fault !== undefined) return fault.replace(/^send/, "it must be");
  const { protocol, hostname, username } = new URL(uri);
  if (username !== "") return "it must have no user name in it";
  if (protocol === "https:") return undefined;
  if (protocol === "http:") {
    return ["localhost", "127.0.0.1", "[::1]"].includes(hostname)
      ? undefined
      : "https, because http is accepted only on loopback addresses";
  }
  if (applicationType !== "native") return "a private-use scheme is only for clients with applicationType native";
  const name = protocol.slice(0, -1);
  if (name.includes(".") || allowedSchemes.includes(name)) return undefined;
  return isAllowable(name)
    ? `${WHY_A_DOT}. If the app can't use another scheme, add '${name}' to allowedSchemes of the client`
    : `${WHY_A_DOT}. The scheme ${protocol} can't be allowed, because no app receives it`;
}
