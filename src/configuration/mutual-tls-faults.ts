/** What is wrong with the settings for clients that connect with certificates, and with the names of their certificates. */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { CERTIFICATE_NAMES, type CertificateName } from "../protocol/certificate.ts";
import { methodOf } from "../protocol/client-authentication/index.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import type { Configuration } from "./schema.ts";

type Given = Pick<Configuration, "mutualTls" | "tls" | "trustedProxy" | "clients">;

/** Names what is wrong with the settings, and clients that need what isn't set. */
export function* mutualTlsFaults({ mutualTls: set, tls, trustedProxy, clients }: Given): Generator<ConfigurationFault> {
  for (const [i, { authMethods }] of clients.entries()) {
    const method = authMethods.find((name) => methodOf(name)?.certificate === true);
    if (method === undefined) continue;
    if (set === undefined)
      yield { key: `clients[${i}].authMethods`, is: quoted(method), expected: "mutualTls to be set, for certificates" };
    else if (authMethods.includes("tls_client_auth") && set.authorities === undefined)
      yield { key: "mutualTls.authorities", is: "missing", expected: `the authorities of clients[${i}]` };
  }
  if (set === undefined) return;
  const { forwardedIn, authorities, endpoints } = set;
  if (tls === undefined && forwardedIn === undefined)
    yield { key: "mutualTls.forwardedIn", is: "missing", expected: "the header of a proxy, or the server's own tls" };
  if (forwardedIn !== undefined && trustedProxy.length === 0)
    yield { key: "trustedProxy", is: "empty", expected: "the proxies that may forward certificates" };
  if (endpoints !== undefined && !(URL.canParse(endpoints) && new URL(endpoints).origin === endpoints))
    yield {
      key: "mutualTls.endpoints",
      is: quoted(endpoints),
      expected: "an origin, such as https://mtls.id.example.com",
    };
  if (authorities === undefined) return;
  try {
    if (certificatesIn(authorities).some((pem) => !new X509Certificate(pem).ca))
      yield {
        key: "mutualTls.authorities",
        is: `${quoted(authorities)}, with a certificate that may issue none`,
        expected: "certificates of authorities (basicConstraints: CA)",
      };
  } catch {
    yield { key: "mutualTls.authorities", is: quoted(authorities), expected: "a file with certificates in PEM" };
  }
}

/** Names of certificates that are registered beside others, missing, or unused. */
export function* certificateNameFaults(
  key: string,
  client: Configuration["clients"][number],
): Generator<ConfigurationFault> {
  const names = Object.keys(CERTIFICATE_NAMES) as readonly CertificateName[];
  const [first, second] = names.filter((name) => client[name] !== undefined);
  const needsOne = client.authMethods.includes("tls_client_auth");
  if (needsOne && first === undefined)
    yield {
      key: `${key}.tlsClientAuthSubjectDn`,
      is: "missing for tls_client_auth",
      expected: "one name of its certificate",
    };
  if (!needsOne && first !== undefined)
    yield { key: `${key}.${first}`, is: "set for a client without tls_client_auth", expected: "none" };
  if (second !== undefined)
    yield { key: `${key}.${second}`, is: `set as well as ${first}`, expected: "one of them (RFC 8705, section 2.1.2)" };
}

/** The certificates of a PEM file. Throws if there are none. */
export function certificatesIn(file: string): readonly string[] {
  const found = readFileSync(file, "utf8").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (found === null) throw new Error("The file has no certificate.");
  return found;
}
