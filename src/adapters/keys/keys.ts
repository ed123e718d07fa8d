/** The server's keys: made at the first start, kept in the store, sealed where a key-encryption secret is configured. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPair,
  hash,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { promisify } from "node:util";
import type { Keys, PublicJwk, SigningAlg } from "../../ports/keys.ts";
import type { KeyStore } from "../../ports/storage.ts";
import { signInput, verifyInput } from "./jws.ts";
import { type Sealer, sealer } from "./seal.ts";

const generate = promisify(generateKeyPair);
const ALGS: readonly SigningAlg[] = ["ES256", "RS256", "EdDSA"];

interface SigningKey {
  readonly kid: string;
  readonly alg: SigningAlg;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
}

/** Loads the keys, making those that are missing. Rejects where they were sealed with another secret. */
export async function openKeys(store: KeyStore, secret: string | undefined, now: number): Promise<Keys> {
  const seals = sealer(secret);
  const signing: SigningKey[] = [];
  for (const alg of ALGS) signing.push(await signingKey(alg, store, seals, now));
  const tagKey = createSecretKey(
    Buffer.from(await keyFor("tag", () => randomBytes(32).toString("base64url"), store, seals, now), "base64url"),
  );
  return keysOf(signing, tagKey);
}

async function keyFor(
  use: string,
  make: () => string | Promise<string>,
  store: KeyStore,
  seals: Sealer,
  now: number,
): Promise<string> {
  const stored = (await store.all()).find((key) => key.use === use);
  if (stored !== undefined) {
    const text = seals.open(stored.sealed);
    if (seals.needsSealing(stored.sealed)) await store.reseal(stored.kid, seals.seal(text));
    return text;
  }
  const kid = randomBytes(9).toString("base64url");
  // Two processes may start at once on one database: the first one's key stands.
  return seals.open((await store.addFirst({ kid, use, sealed: seals.seal(await make()), createdAt: now })).sealed);
}

async function signingKey(alg: SigningAlg, store: KeyStore, seals: Sealer, now: number): Promise<SigningKey> {
  const pem = await keyFor(alg, () => makePrivateKey(alg), store, seals, now);
  const key = createPrivateKey(pem);
  const publicKey = createPublicKey(key);
  const { x, y, n, e, kty, crv } = publicKey.export({ format: "jwk" });
  // The key's id is its thumbprint (RFC 7638 3): the required members in lexical order.
  const members = kty === "RSA" ? { e, kty, n } : kty === "EC" ? { crv, kty, x, y } : { crv, kty, x };
  return { alg, key, publicKey, kid: hash("sha256", JSON.stringify(members), "base64url") };
}

async function makePrivateKey(alg: SigningAlg): Promise<string> {
  const { privateKey } =
    alg === "RS256"
      ? await generate("rsa", { modulusLength: 2048 })
      : alg === "ES256"
        ? await generate("ec", { namedCurve: "P-256" })
        : await generate("ed25519");
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}

const base64url = (text: string): string => Buffer.from(text).toString("base64url");

function keysOf(signing: readonly SigningKey[], tagKey: KeyObject): Keys {
  const headers = new Map<string, string>();
  const byAlg = new Map(signing.map((entry) => [entry.alg, entry]));
  const byKid = new Map(signing.map((entry) => [entry.kid, entry]));
  const hmac = (context: string, bytes: Uint8Array): Buffer =>
    createHmac("sha256", tagKey).update(`${context}:`).update(bytes).digest();
  return {
    sign(alg, typ, claims) {
      const { kid, key } = byAlg.get(alg) as SigningKey;
      const name = `${alg} ${typ}`;
      let header = headers.get(name);
      if (header === undefined) {
        header = base64url(JSON.stringify(typ === undefined ? { alg, kid } : { alg, typ, kid }));
        headers.set(name, header);
      }
      const input = `${header}.${base64url(JSON.stringify(claims))}`;
      return `${input}.${signInput(alg, key, input)}`;
    },
    verify(jwt) {
      // RFC 7515 2: base64url without anything else; the decoder would skip what does not belong.
      if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jwt)) return undefined;
      const [header = "", payload = "", signature = ""] = jwt.split(".");
      const { alg, kid, typ } = jsonObject(header) ?? {};
      const key = byKid.get(String(kid));
      // The key says which algorithm it is for, never the token.
      if (key === undefined || key.alg !== alg) return undefined;
      if (!verifyInput(key.alg, key.publicKey, `${header}.${payload}`, Buffer.from(signature, "base64url")))
        return undefined;
      const claims = jsonObject(payload);
      return claims && { typ: typeof typ === "string" ? typ : undefined, claims };
    },
    jwks: signing.map(publicJwk),
    tag: (context, bytes, length) => hmac(`tag ${context}`, bytes).subarray(0, length),
    successor: (tagged, length) => hmac("successor", tagged).subarray(0, length),
  };
}

function publicJwk({ publicKey, alg, kid }: SigningKey): PublicJwk {
  const jwk = publicKey.export({ format: "jwk" }) as Record<string, string>;
  return { ...jwk, kid, alg, use: "sig" };
}

function jsonObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
