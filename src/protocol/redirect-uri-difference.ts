/**
 * Why a redirect URI is refused: the parts that differ from a registered one. Every named difference exists, and every existing
 * difference is named.
 */
import { type Refusal, refuse } from "../reasons/index.ts";
import { differingParts, partsOf, withPart } from "../reasons/uris.ts";
import type { Client } from "./client.ts";
import { type Comparison, hasFreePort, isAmong, uriFault, withoutFreePort } from "./redirect-uri.ts";

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

/** The only kind of difference between two URIs; `undefined` if there are several, or the URIs have nothing in common. */
function difference(sent: string, registered: string): Difference | undefined {
  if (fragmentOf(sent) !== fragmentOf(registered)) return undefined;
  if (withoutSlash(sent) === withoutSlash(registered)) return "trailing-slash";
  if (sent.toLowerCase() === registered.toLowerCase()) return "wrong-case";
  if (decodedOnce(sent) === registered) return "encoding";
  if (!URL.canParse(sent) || !URL.canParse(registered)) return undefined;
  switch (differingParts(sent, registered).join()) {
    case "scheme":
      return "scheme-mismatch";
    case "port":
      return "port-mismatch";
    case "host":
      return areRelated(sent, registered) ? "host-mismatch" : undefined;
    case "path":
    case "query":
    case "path,query":
      return "path-mismatch";
    default:
      return undefined;
  }
}

/** Other servers may have registered one, although no redirect URI may have it (RFC 6749 3.1.2). */
const fragmentOf = (uri: string): string => /#.*/s.exec(uri)?.[0] ?? "";

const withoutSlash = (uri: string): string => withPart(uri, "path", partsOf(uri).path.replace(/\/$/, ""));

function decodedOnce(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch {
    return undefined;
  }
}

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

/** Whether users confuse the two hosts, or they are spellings of the same one. Comparing unrelated hosts is useless. */
function areRelated(sent: string, registered: string): boolean {
  const [a, b] = [new URL(sent).hostname, new URL(registered).hostname];
  if (a === b || (LOCAL.test(a) && LOCAL.test(b)) || a === `www.${b}` || b === `www.${a}`) return true;
  return a !== "" && a.split(".")[0] === b.split(".")[0];
}

export interface Nearest {
  readonly uri: string;
  readonly by: Difference;
  /** What to send instead, with the sent port if any port is accepted. */
  readonly instead?: string | undefined;
}

/** The registered URI that differs least, and how; `undefined` if none differs in a single way. */
export function nearestRegistered(
  sent: string,
  registered: readonly string[],
  comparison: Comparison = { applicationType: "web" },
): Nearest | undefined {
  const { port } = partsOf(sent);
  const isPlain = /^:\d{1,5}$/.test(port);
  // With zeros before it, it is still the one on which the application listens.
  const digits = /^:0*(\d{1,5})$/.exec(port)?.[1];
  const number = isPlain ? port : digits === undefined ? "" : `:${digits}`;
  const near = registered.map((uri) => {
    if (!hasFreePort(uri, comparison)) return { uri, by: difference(sent, uri) };
    // A free port is never the problem, however the host before it is written.
    const other = withoutFreePort(uri, comparison);
    const instead = withPart(other, "port", number);
    const by = difference(isPlain ? withPart(sent, "port", "") : sent, other);
    return { uri, by, ...(instead !== uri && { instead }) };
  });
  for (const kind of DIFFERENCES) {
    const found = near.filter(({ by }) => by === kind);
    if (found.length === 0) continue;
    const nearest = found.reduce((best, one) =>
      inCommon(sent, one.instead ?? one.uri) > inCommon(sent, best.instead ?? best.uri) ? one : best,
    );
    return { ...nearest, by: kind };
  }
  return undefined;
}

/** How much two URIs share: most of all a whole part, then the characters at their beginnings and ends. */
function inCommon(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let before = 0;
  while (before < most && one[before] === other[before]) before++;
  let after = 0;
  while (after < most - before && one.at(-1 - after) === other.at(-1 - after)) after++;
  return before + after - differingParts(one, other).length * 10_000;
}

/** Names why a redirect URI is refused: malformed, different from a registered one in a single way, or unknown. */
export function refuseRedirectUri(sent: string, client: Client): Refusal {
  const { id: clientId, redirectUris } = client;
  const fault = uriFault(sent);
  if (fault !== undefined) {
    const once = decodedOnce(sent) ?? "";
    const registered = redirectUris.find((uri) => isAmong(once, [uri], client));
    if (registered === undefined) return refuse("redirect-uri/malformed", { sent, expected: fault });
    return refuse("redirect-uri/encoding", {
      clientId,
      sent,
      registered,
      ...(once !== registered && { instead: once }),
    });
  }
  const near = nearestRegistered(sent, redirectUris, client);
  if (near === undefined) return refuse("redirect-uri/unregistered", { clientId, sent, uris: redirectUris });
  const { uri: registered, by, instead } = near;
  return refuse(`redirect-uri/${by}`, { clientId, sent, registered, ...(instead !== undefined && { instead }) });
}
