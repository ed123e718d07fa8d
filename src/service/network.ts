/** The network that an IP address belongs to, for counting and for comparing the origins of two requests. */
import { hash } from "node:crypto";
import { isIPv6 } from "node:net";
import type { Origin } from "../protocol/origin.ts";
import type { EndpointRequest } from "../protocol/received.ts";

/** The network of one subscriber: an IPv4 address, or the first 56 bits of an IPv6 address. Some proxies add a port. */
export function networkOf(address: string): string {
  const ip = read(address);
  // Anything that isn't an IP address shares one count, so that made-up values get no fresh one.
  if (ip === undefined) return "no IP address";
  return ip.version === 4 ? ip.text : ip.groups.join("").slice(0, 14);
}

/** The prefix of a neighborhood, without the subscriber: /24 of IPv4, /48 of IPv6. */
export function prefixOf(address: string | undefined): string | undefined {
  const ip = address === undefined ? undefined : read(address);
  if (ip === undefined) return undefined;
  return ip.version === 4 ? ip.text.replace(/\d+$/, "0/24") : `${ip.groups.slice(0, 3).join(":")}::/48`;
}

/** Where a request came from: its network's prefix, and a thumbprint of its user agent. */
export function originOf({ address, userAgent }: EndpointRequest): Origin {
  const agent = userAgent === undefined ? undefined : hash("sha256", userAgent, "base64url").slice(0, 8);
  return { agent, network: prefixOf(address) };
}

type Ip = { readonly version: 4; readonly text: string } | { readonly version: 6; readonly groups: readonly string[] };

/** The IPv4 address in an IPv6 one of `::ffff:0:0/96` whose last groups are hexadecimal (RFC 4291 2.5.5.2). */
function mappedIn(groups: readonly string[]): Ip | undefined {
  if (groups.slice(0, 6).join("") !== `${"0".repeat(20)}ffff`) return undefined;
  const bytes = [...Buffer.from(groups.slice(6).join(""), "hex")];
  return bytes.length === 4 ? { version: 4, text: bytes.join(".") } : undefined;
}

function read(address: string): Ip | undefined {
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i.exec(address)?.[1];
  if (mapped !== undefined) return { version: 4, text: mapped };
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address;
  if (!isIPv6(bare)) return undefined;
  const [head = "", tail = ""] = bare.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const missing = bare.includes("::") ? 8 - left.length - right.length : 0;
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill("0"), ...right];
  const full = groups.map((group) => group.padStart(4, "0").toLowerCase());
  return mappedIn(full) ?? { version: 6, groups: full.slice(0, 4) };
}
