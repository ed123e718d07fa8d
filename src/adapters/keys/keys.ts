/** The server's keys: made at the first start, kept in the store, and encrypted if a key-encryption secret is configured. */
import { randomBytes } from "node:crypto";
import { type Actor, AT_START, type AuditEntry } from "../../ports/audit.ts";
import type { Clock } from "../../ports/clock.ts";
import type { KeyAlg, Keys, SigningAlg } from "../../ports/keys.ts";
import type { KeyStore, StoredKey } from "../../ports/storage.ts";
import { DECRYPTION } from "../../protocol/encryption.ts";
import { hmacSha256 } from "./hmac.ts";
import { signInput, verifyInput } from "./jws.ts";
import { ALGS, KeyRing } from "./key-ring.ts";
import { type Sealer, sealer } from "./seal.ts";
import { makePrivateKey, signingKeyOf } from "./signing-key.ts";

export interface KeysOptions {
  /** Who makes the first keys, or encrypts those that are there, for the audit log. Default: the start of the server. */
  readonly by?: Actor;
  /** The schedule by which keys start to sign and leave the JWKS. Default: it stays at `now`. */
  readonly clock?: Clock;
  /** Milliseconds for which a key stays published after it has last signed. Default: 0. */
  readonly kept?: number | (() => number);
  /** Keys that not every server has. Default: none. */
  readonly additional?: readonly KeyAlg[] | undefined;
  /** Called if keys that another process has changed can't be read. The known ones stay in use. */
  readonly onFault?: (error: Error) => void;
}

/** Loads the keys and makes missing ones, dated `now`. Rejects if they were encrypted with another secret. */
export async function openKeys(
  store: KeyStore,
  secret: string | undefined,
  now: number,
  { by = AT_START, clock = () => now, kept = 0, additional = [], onFault = () => undefined }: KeysOptions = {},
): Promise<Keys> {
  const seals = sealer(secret);
  const entry = (action: string, kid: string, after: AuditEntry["after"]): AuditEntry => ({
    ...{ at: now, actor: by, action, target: { kind: "key", id: kid }, after },
  });
  const made = (kid: string, use: string) => entry("key/add", kid, use === "tag" ? { use } : { alg: use });
  const found = { store, seals, now, made };
  const algs = [...ALGS, ...additional];
  for (const alg of algs) await keyFor(alg, () => makePrivateKey(alg), found);
  const tagKey = Buffer.from(await keyFor("tag", () => randomBytes(32).toString("base64url"), found), "base64url");
  for (const { kid, sealed } of await store.all())
    if (seals.needsSealing(sealed))
      await store.reseal(kid, seals.seal(seals.open(sealed)), entry("key/encrypt", kid, { encrypted: true }));
  const ring = new KeyRing(store, seals, typeof kept === "number" ? () => kept : kept, algs);
  await ring.refresh();
  return {
    ...signingWith(ring, clock),
    unusable() {
      if (ring.isUnreadable) return { is: "unreadable" };
      const { signing } = ring.at(clock());
      const alg = algs.filter(isSigning).find((one) => !signing.has(one));
      return alg && { is: "absent", alg };
    },
    ...tagging(tagKey),
    ...changing(ring, store, seals, clock, onFault),
    ...decrypting(ring, clock),
    get jwks() {
      return ring.at(clock()).jwks;
    },
  };
}

/** A key of this use in plain text, made if there is none. */
async function keyFor(
  use: string,
  make: () => string | Promise<string>,
  {
    store,
    seals,
    now,
    made,
  }: { store: KeyStore; seals: Sealer; now: number; made: (kid: string, use: string) => AuditEntry },
): Promise<string> {
  const stored = (await store.all()).find((key) => key.use === use);
  if (stored !== undefined) return seals.open(stored.sealed);
  const text = await make();
  const kid = use === "tag" ? randomBytes(9).toString("base64url") : signingKeyOf(use as KeyAlg, text).kid;
  // Two processes may start at once on one database. Both use the first one's key.
  const first = await store.addFirst({ kid, use, sealed: seals.seal(text), createdAt: now }, made(kid, use));
  return seals.open(first.sealed);
}

const base64url = (text: string): string => Buffer.from(text).toString("base64url");

function signingWith(ring: KeyRing, clock: Clock): Pick<Keys, "sign" | "verify" | "standing"> {
  const headers = new Map<string, string>();
  return {
    sign(alg, typ, claims) {
      const found = ring.at(clock()).signing.get(alg);
      if (found === undefined) throw new Error(`There is no key that signs ${alg}.`);
      const { kid, key } = found;
      const name = `${kid} ${typ}`;
      let header = headers.get(name);
      if (header === undefined) {
        header = base64url(JSON.stringify(typ === undefined ? { alg, kid } : { alg, typ, kid }));
        headers.set(name, header);
      }
      const input = `${header}.${base64url(JSON.stringify(claims))}`;
      return `${input}.${signInput(alg, key, input)}`;
    },
    verify(jwt) {
      // RFC 7515 2: only base64url. The decoder would skip invalid characters.
      if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jwt)) return undefined;
      const [header = "", payload = "", signature = ""] = jwt.split(".");
      const { alg, kid, typ } = jsonObject(header) ?? {};
      const key = ring.at(clock()).published.get(String(kid));
      // The key decides the algorithm, never the token.
      if (key === undefined || key.alg !== alg || !isSigning(key.alg)) return undefined;
      if (!verifyInput(key.alg, key.publicKey, `${header}.${payload}`, Buffer.from(signature, "base64url")))
        return undefined;
      const claims = jsonObject(payload);
      return claims && { typ: typeof typ === "string" ? typ : undefined, claims };
    },
    standing: () =>
      ring.at(clock()).standing.map((key) => ({ ...key, createdAt: ring.find(key.kid)?.createdAt ?? key.signsFrom })),
  };
}

const isSigning = (alg: KeyAlg): alg is SigningAlg => !(alg in DECRYPTION);

function decrypting(ring: KeyRing, clock: Clock): Pick<Keys, "decrypt"> {
  return {
    async decrypt(jwe) {
      const keys = [...ring.at(clock()).published.values()].filter(({ alg }) => !isSigning(alg));
      if (keys.length === 0) return { because: "unsupported" };
      const { decryptWith } = await import("./decryption.ts");
      return decryptWith(keys, jwe);
    },
  };
}

function tagging(tagKey: Uint8Array): Pick<Keys, "tag" | "successor"> {
  const hmac = hmacSha256(tagKey);
  return {
    tag: (context, bytes, length) => hmac(`tag ${context}:`, bytes).subarray(0, length),
    successor: (tagged, length) => hmac("successor:", tagged).subarray(0, length),
  };
}

function changing(
  ring: KeyRing,
  store: KeyStore,
  seals: Sealer,
  clock: Clock,
  onFault: (error: Error) => void,
): Pick<Keys, "refresh" | "add" | "date" | "revoke" | "forget"> {
  async function make(alg: KeyAlg, signsFrom: number): Promise<StoredKey> {
    const pem = await makePrivateKey(alg);
    const { kid } = signingKeyOf(alg, pem);
    return { kid, use: alg, sealed: seals.seal(pem), createdAt: clock(), signsFrom };
  }
  return {
    async refresh() {
      try {
        await ring.refresh();
      } catch (error) {
        onFault(error as Error);
      }
    },
    async add(alg, signsFrom, entry) {
      // The one that the caller has decided by. Making an RSA key takes long enough for another process's key to arrive.
      const latest = ring.latest(alg)?.row;
      const row = await make(alg, signsFrom);
      const added = await store.add(row, latest, entry?.(row.kid));
      await ring.refresh();
      return added ? row.kid : undefined;
    },
    async date(kid, signsFrom, entry) {
      const row = ring.find(kid)?.row;
      const dated = row !== undefined && (await store.date(row, signsFrom, entry));
      await ring.refresh();
      return dated;
    },
    async revoke(kid, now, entry) {
      const key = ring.find(kid);
      if (key === undefined) return false;
      const standing = ring.at(now).standing;
      const isSigning = standing.some((one) => one.kid === kid && one.state === "signing");
      const next = standing.find((one) => one.alg === key.alg && one.state === "next");
      const successor = next === undefined ? await make(key.alg, now) : { kid: ring.find(next.kid)?.row ?? "" };
      const revoked = await store.replace(
        key.row,
        isSigning ? { ...successor, signsFrom: Math.max(now, key.signsFrom) } : undefined,
        entry?.(isSigning ? (next?.kid ?? successor.kid) : undefined),
      );
      await ring.refresh();
      return revoked;
    },
    async forget(now, entry) {
      const over = ring.over(now);
      for (const { kid, row } of over) await store.replace(row, undefined, entry?.(kid));
      if (over.length > 0) await ring.refresh();
      return over.map(({ kid }) => kid);
    },
  };
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
