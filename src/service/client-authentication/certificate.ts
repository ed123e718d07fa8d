/** A client that authenticates with the certificate of its connection (RFC 8705 2): one that an authority issued, or one of its own. */
import { X509Certificate } from "node:crypto";
import { CERTIFICATE_NAMES, type CertificateName, isSameName, namesIn } from "../../protocol/certificate.ts";
import { type Client, isPublic } from "../../protocol/client.ts";
import type { CertificateFacts, ClientFacts } from "../../protocol/client-authentication/facts.ts";
import type { JwkSet } from "../../protocol/jwk.ts";
import type { Deps } from "../deps.ts";
import { perVersion } from "../per-version.ts";
import type { Verification, Verified } from "./verification.ts";

const NO_METHOD: CertificateFacts = { is: "unregistered", because: "no-method" };

type Where = Pick<Deps, "registry" | "clientKeys">;

/** Verifies the certificate as the client that was named is registered. */
export const byCertificate: Verification = async (deps, { method, clientId, secret: text = "" }, now) => {
  const client = clientId === undefined ? undefined : (await deps.registry.client(clientId))?.client;
  // A public client may connect with a certificate to bind its tokens. That doesn't authenticate it.
  if (client !== undefined && isPublic(client))
    return unguessable({ method: "none", clientId, client, secret: { is: "absent" } });
  const wrong = { is: "wrong", length: text.length } as const;
  // As for a client that exists, so that both are counted alike.
  if (client === undefined) return unguessable({ method, clientId, client, secret: wrong, certificate: NO_METHOD });
  const { found, by } = await findingOf(deps, client, text, now);
  const facts: ClientFacts = { method: by ?? method, clientId, client, secret: wrong, certificate: found };
  return unguessable(found.is === "right" ? { ...facts, secret: { is: "right" } } : facts);
};

/** Nobody can guess a certificate's key. */
const unguessable = (facts: ClientFacts): Verified => ({ facts, guessable: false });

interface Finding {
  readonly found: CertificateFacts;
  /** The method that says so. */
  readonly by?: string;
}

async function findingOf(deps: Where, client: Client, text: string, now: number): Promise<Finding> {
  const has = (method: string): boolean => client.authMethods.includes(method);
  if (has("self_signed_tls_client_auth")) {
    const found = await amongKeys(deps, client, text, now);
    if (found.is === "right" || !has("tls_client_auth")) return { found, by: "self_signed_tls_client_auth" };
  }
  if (!has("tls_client_auth")) return { found: NO_METHOD };
  const certificate = new X509Certificate(Buffer.from(text, "base64"));
  return { found: trusted(deps, certificate, now) ?? named(client, certificate), by: "tls_client_auth" };
}

/** "the certificate that it presents matches one of the certificates configured or registered" (RFC 8705 2.2). */
async function amongKeys({ clientKeys }: Where, client: Client, text: string, now: number): Promise<CertificateFacts> {
  const der = Buffer.from(text, "base64");
  const fits = ({ keys }: JwkSet): boolean =>
    keys.some(
      ({ x5c }) => Array.isArray(x5c) && typeof x5c[0] === "string" && der.equals(Buffer.from(x5c[0], "base64")),
    );
  const found = await clientKeys.of(client, fits, now);
  if (found.is === "unavailable")
    return { is: "unregistered", because: "keys-unavailable", detail: String(found.because) };
  return found.is === "keys" && fits(found.set) ? { is: "right" } : { is: "unregistered", because: "not-among-keys" };
}

const authoritiesOf = perVersion(({ settings: { mutualTls } }) =>
  (mutualTls?.authorities ?? []).map((pem) => new X509Certificate(pem)),
);

/** Extended key usage that lets a client authenticate (RFC 5280 4.2.1.12): for TLS, or for anything. */
const PURPOSES = ["1.3.6.1.5.5.7.3.2", "2.5.29.37.0"];

const within = ({ validFromDate, validToDate }: X509Certificate, now: number): boolean =>
  now >= validFromDate.getTime() && now <= validToDate.getTime();

/** Why no name in a certificate can be trusted. Each authority may issue certificates itself: there are none in between. */
function trusted({ registry }: Where, certificate: X509Certificate, now: number): CertificateFacts | undefined {
  const untrusted = (
    because: "expired" | "not-yet-valid" | "issuer" | "purpose",
    detail: string,
  ): CertificateFacts => ({
    is: "untrusted",
    because,
    detail,
  });
  const { validFromDate, validToDate, issuer, keyUsage } = certificate;
  const isIssued = authoritiesOf(registry).some(
    (authority) =>
      authority.ca &&
      within(authority, now) &&
      certificate.checkIssued(authority) &&
      certificate.verify(authority.publicKey),
  );
  if (!isIssued) return untrusted("issuer", issuer.split("\n").reverse().join(","));
  if (now < validFromDate.getTime()) return untrusted("not-yet-valid", validFromDate.toISOString());
  if (now > validToDate.getTime()) return untrusted("expired", validToDate.toISOString());
  const purposes: readonly string[] | undefined = keyUsage;
  return purposes === undefined || purposes.length === 0 || purposes.some((one) => PURPOSES.includes(one))
    ? undefined
    : untrusted("purpose", purposes.join(", "));
}

/** Whether a trusted certificate has the one name that is registered for the client (RFC 8705 2.1). */
function named(client: Client, { subject, subjectAltName = "" }: X509Certificate): CertificateFacts {
  const names = Object.keys(CERTIFICATE_NAMES) as readonly CertificateName[];
  const name = names.find((one) => client[one] !== undefined) ?? "tlsClientAuthSubjectDn";
  const expected = client[name] ?? "";
  const sent = namesIn({ subject: subject ?? "", alternatives: subjectAltName }, name);
  return expected !== "" && sent.some((one) => isSameName(name, one, expected))
    ? { is: "right" }
    : { is: "other-name", name, sent, expected };
}
