/** What a configuration says about the machine: files, directories, IP addresses. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
import type { ConfigurationFault } from "./check.ts";
import { dataFaults } from "./data-directory.ts";
import type { Configuration } from "./schema.ts";

/** Names every setting that the machine cannot follow. */
export function* machineFaults({ tls, data, trustedProxy }: Configuration): Generator<ConfigurationFault> {
  if (tls !== undefined) yield* tlsFaults(tls);
  yield* dataFaults(data);
  for (const [i, network] of trustedProxy.entries()) {
    if (!isNetwork(network)) {
      yield {
        key: `trustedProxy[${i}]`,
        is: JSON.stringify(network),
        expected: "an IP address, or a network such as 10.0.0.0/8",
      };
    }
  }
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function* tlsFaults(tls: { readonly cert: string; readonly key: string }): Generator<ConfigurationFault> {
  const pem: Partial<Record<"cert" | "key", string>> = {};
  for (const [name, label] of [
    ["cert", "CERTIFICATE"],
    ["key", "PRIVATE KEY"],
  ] as const) {
    // As secret as what is in the file.
    const isPem = tls[name].includes("-----BEGIN");
    const text = isPem ? undefined : read(tls[name]);
    if (isPem)
      yield { key: `tls.${name}`, is: "a text in PEM (not shown)", expected: "the path of a file that holds it" };
    else if (text === undefined)
      yield { key: `tls.${name}`, is: JSON.stringify(tls[name]), expected: "a file that can be read" };
    else if (!text.includes(`${label}-----`)) {
      yield {
        key: `tls.${name}`,
        is: `${JSON.stringify(tls[name])}, which holds none`,
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

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
