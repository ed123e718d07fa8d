/** What clients sign: assertions (RFC 7523) and DPoP proofs (RFC 9449). Each is used once, so they are signed while measuring, by the load's core. */
import { createHash, createPrivateKey, sign } from "node:crypto";
import { KEY, PUBLIC_KEY, SIGNER } from "../world.ts";

const key = createPrivateKey({ key: KEY, format: "jwk" });

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

let made = 0;

/** A claim that no other has. */
const jti = (): string => `${process.pid}-${process.hrtime.bigint()}-${made++}`;

const now = (): number => Math.floor(Date.now() / 1000);

function signed(head: string, claims: object): string {
  const text = `${head}.${encoded(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

const ASSERTION = encoded({ alg: "ES256" });
const PROOF = encoded({ typ: "dpop+jwt", alg: "ES256", jwk: PUBLIC_KEY });

/** The thumbprint of the key (RFC 7638). */
export const JKT = createHash("sha256")
  .update(JSON.stringify({ crv: KEY.crv, kty: KEY.kty, x: KEY.x, y: KEY.y }))
  .digest("base64url");

/** An assertion by which SIGNER authenticates. */
export const assertion = (issuer: string): string =>
  signed(ASSERTION, { iss: SIGNER.id, sub: SIGNER.id, aud: issuer, iat: now(), exp: now() + 60, jti: jti() });

/** The header with a proof for a POST. */
export const proofHeader = (url: string): string =>
  `DPoP: ${signed(PROOF, { htm: "POST", htu: url, iat: now(), jti: jti() })}\r\n`;
