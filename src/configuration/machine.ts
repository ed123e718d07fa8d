/** What a configuration requires of the machine: files, directories, IP addresses. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
import type { ConfigurationFault } from "./fault.ts";
import type { Configuration } from "./schema.ts";

/** Names every setting that the machine can't provide. */
export function* machineFaults({
  tls,
  host,
  port,
  metrics,
  trustedProxy,
  outbound,
}: Configuration): Generator<ConfigurationFault> {
  if (tls !== undefined) yield* tlsFaults(tls);
  const otherHost = hostFault(host);
  if (otherHost !== undefined) yield { key: "host", is: JSON.stringify(host), expected: otherHost };
  if (metrics !== undefined) yield* metricsFaults(metrics, port);
  yield* networkFaults("trustedProxy", trustedProxy);
  yield* networkFaults("outbound.privateNetworks", outbound.privateNetworks);
}

function* metricsFaults(
  { host, port }: NonNullable<Configuration["metrics"]>,
  own: number,
): Generator<ConfigurationFault> {
  const otherHost = hostFault(host);
  if (otherHost !== undefined) yield { key: "metrics.host", is: JSON.stringify(host), expected: otherHost };
  if (port !== 0 && port === own)
    yield { key: "metrics.port", is: `${port}, which is the port for clients`, expected: "a port of its own" };
}

function* networkFaults(key: string, networks: readonly string[]): Generator<ConfigurationFault> {
  for (const [i, network] of networks.entries())
    if (!isNetwork(network))
      yield {
        key: `${key}[${i}]`,
        is: JSON.stringify(network),
        expected: "an IP address, or a network such as 10.0.0.0/8",
      };
}

/** What to write in place of a host that cannot be listened on; `undefined` where it may be one. An empty one would open every interface. */
function hostFault(host: string): string | undefined {
  if (isIP(host) !== 0) return undefined;
  const isName = /^(?=.{1,253}$)(?!.*\.?\d+$)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/i.test(host);
  if (isName) return undefined;
  const [, name = ""] = /^(?:[a-z]+:\/\/)?\[?([^/[\]]+?)\]?(?::\d+)?(?:\/.*)?$/i.exec(host) ?? [];
  const meant =
    name !== host && (isIP(name) !== 0 || /^[a-z][a-z0-9.-]*$/i.test(name)) ? `: ${JSON.stringify(name)}` : "";
  return `an IP address or a host name, without a scheme, port or brackets${meant}`;
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** Names what keeps a certificate and a key from being used. */
export function* tlsFaults(tls: { readonly cert: string; readonly key: string }): Generator<ConfigurationFault> {
  const pem: Partial<Record<"cert" | "key", string>> = {};
  for (const [name, label] of [
    ["cert", "CERTIFICATE"],
    ["key", "PRIVATE KEY"],
  ] as const) {
    // As secret as the file's content.
    const isPem = tls[name].includes("-----BEGIN");
    const { text, why } = isPem ? {} : read(tls[name]);
    if (isPem)
      yield { key: `tls.${name}`, is: "PEM text (not shown)", expected: "the path of a file that contains it" };
    else if (text === undefined)
      yield { key: `tls.${name}`, is: `${JSON.stringify(tls[name])}, ${why}`, expected: "a file that can be read" };
    else if (!text.includes(`${label}-----`)) {
      yield {
        key: `tls.${name}`,
        is: `${JSON.stringify(tls[name])}, which contains none`,
        expected: `a ${label.toLowerCase()} in PEM`,
      };
    } else pem[name] = text;
  }
  if (pem.cert === undefined || pem.key === undefined) return;
  try {
    createSecureContext({ cert: pem.cert, key: pem.key });
  } catch {
    yield {
      key: "tls",
      is: "a certificate and a key that cannot be used together",
      expected: "a certificate in PEM and the private key that belongs to it",
    };
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "which doesn't exist",
  ENOTDIR: "which doesn't exist",
  EISDIR: "which is a directory",
  EACCES: "which this user may not read",
};

function read(file: string): { readonly text?: string; readonly why?: string } {
  try {
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return { why: WHY[code] ?? `which cannot be read (${code})` };
  }
}
