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
  return {
    needsSealing: (stored) => stored.startsWith("plain."),
    seal(text) {
      const [salt, iv] = [randomBytes(16), randomBytes(12)];
      const cipher = createCipheriv("aes-256-gcm", scryptSync(secret, salt, 32), iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return ["sealed", salt, iv, cipher.getAuthTag(), body]
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
        const decipher = createDecipheriv("aes-256-gcm", scryptSync(secret, salt, 32), iv, { authTagLength: 16 });
        decipher.setAuthTag(tag);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
      } catch {
        throw new Error("CANDOR_KEY_ENCRYPTION_SECRET isn't the secret that encrypted the keys in the database.");
      }
    },
  };
}
