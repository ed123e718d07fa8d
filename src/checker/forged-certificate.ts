/** Makes a certificate that looks like another one and has a key of its own: what a server must tell apart (RFC 8705 2). */
import { generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import type { Certificate } from "./handshake.ts";

/** ecdsa-with-SHA256 (RFC 5758 3.2). */
const ALGORITHM = Buffer.from("300a06082a8648ce3d040302", "hex");
const [SEQUENCE, BIT_STRING, VERSION] = [0x30, 0x03, 0xa0];

/** Same subject, issuer, dates and extensions; another key, which signs it too. `cert` is PEM. Throws if it is no certificate. */
export function forgedFrom(cert: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [tbs] = children(new X509Certificate(cert).raw);
  const parts = children(tbs as Buffer);
  const at = parts[0]?.[0] === VERSION ? 1 : 0;
  // version?, serial number, algorithm, issuer, validity, subject, public key, extensions (RFC 5280 4.1).
  parts[at + 1] = ALGORITHM;
  parts[at + 5] = publicKey.export({ type: "spki", format: "der" });
  const body = element(SEQUENCE, Buffer.concat(parts));
  const signature = element(BIT_STRING, Buffer.concat([Buffer.of(0), sign("sha256", body, privateKey)]));
  const der = element(SEQUENCE, Buffer.concat([body, ALGORITHM, signature]));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** The elements within a DER element (X.690 8.1). */
function children(der: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let at = header(der, 0).start;
  while (at < der.length) {
    const { end } = header(der, at);
    found.push(der.subarray(at, end));
    at = end;
  }
  return found;
}

function header(der: Buffer, at: number): { readonly start: number; readonly end: number } {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const bytes = first & 0x7f;
  const start = at + 2 + bytes;
  return { start, end: start + der.readUIntBE(at + 2, bytes) };
}

function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const size = length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
  return Buffer.concat([Buffer.of(tag), size, content]);
}
