/** Protects private keys from anyone who reads the database: AES-256-GCM with a key derived from the operator's secret. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";

export interface Sealer {
  /** Whether a text was stored in plain text although there is now a secret to encrypt it with. */
  needsSealing(stored: string): boolean;
  seal(text: string): string;
  /** Throws an Error that says what to do if the text can't be decrypted. */
  open(sealed: string): string;
}

/** Encrypts with a secret of at least 16 characters. Without a secret, it stores plain text. */
export function sealer(secret: string | undefined): Sealer {
  return secret === undefined ? plain : sealed(secret);
}

const plain: Sealer = {
  needsSealing: () => false,
  seal: (text) => `plain.${Buffer.from(text).toString("base64url")}`,
  open(text) {
    const [form, body = ""] = text.split(".");
    if (form !== "plain") {
      throw new Error("Set CANDOR_KEY_ENCRYPTION_SECRET to the secret that encrypted the keys in the database.");
    }
    return Buffer.from(body, "base64url").toString();
  },
};

function sealed(secret: string): Sealer {
  // A derivation takes as long as tens of requests. Whoever has the secret has the keys derived from it.
  const derived = new Map<string, Buffer>();
  const own = randomBytes(16);
  const derive = (salt: Buffer): Buffer => {
    const name = salt.toString("base64url");
    const key = derived.get(name) ?? scryptSync(secret, salt, 32);
    derived.set(name, key);
    return key;
  };
  return {
    needsSealing: (stored) => stored.startsWith("plain."),
    seal(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", derive(own), iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return ["sealed", own, iv, cipher.getAuthTag(), body]
        .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
        .join(".");
    },
    open(text) {
      if (text.startsWith("plain.")) return plain.open(text);
      const [, salt, iv, tag, body] = text.split(".").map((part) => Buffer.from(part, "base64url"));
      if (salt === undefined || iv === undefined || tag === undefined || body === undefined) {
        throw new Error("A key in the database cannot be read: the database is damaged.");
      }
      try {
        const decipher = createDecipheriv("aes-256-gcm", derive(salt), iv, { authTagLength: 16 });
        decipher.setAuthTag(tag);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
      } catch {
        throw new Error("CANDOR_KEY_ENCRYPTION_SECRET isn't the secret that encrypted the keys in the database.");
      }
    },
  };
}
