/**
 * Hashes of passwords as they are stored: PHC strings, and bcrypt's own form. New ones are argon2id. The others came along from
 * another server, and are replaced when their user signs in.
 */

/** How a hash was made. Sizes in bytes, argon2's memory in KiB. */
export type PasswordHash =
  | {
      readonly is: "argon2";
      readonly memory: number;
      readonly passes: number;
      readonly lanes: number;
      readonly salt: Uint8Array;
    }
  | { readonly is: "bcrypt"; readonly cost: number }
  | {
      readonly is: "pbkdf2";
      readonly digest: "sha1" | "sha256" | "sha512";
      readonly iterations: number;
      readonly salt: Uint8Array;
      readonly key: Uint8Array;
    }
  | {
      readonly is: "scrypt";
      readonly cost: number;
      readonly block: number;
      readonly lanes: number;
      readonly salt: Uint8Array;
      readonly key: Uint8Array;
    };

/** A kind of hash (`kindOfHash`), and how many there are of it. */
export interface HashKind {
  readonly kind: string;
  readonly count: number;
}

/** Of a user who has no password, and whose sign-ins with one all fail. It has the form of a hash, and is that of no password. */
export const NO_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

const NUMBER = "[1-9][0-9]{0,9}";
const BYTES = "[A-Za-z0-9+/]{4,700}";
const FORMS = {
  argon2: new RegExp(
    `^(?<kind>\\$argon2(?:id|i|d)\\$v=(?:16|19)\\$m=(?<memory>${NUMBER}),t=(?<passes>${NUMBER}),p=(?<lanes>${NUMBER})\\$)(?<salt>${BYTES})\\$(?<key>${BYTES})$`,
  ),
  bcrypt: /^(?<kind>\$2[aby]\$(?<cost>[0-9]{2})\$)[./A-Za-z0-9]{53}$/,
  pbkdf2: new RegExp(
    `^(?<kind>\\$pbkdf2-(?<digest>sha1|sha256|sha512)\\$i=(?<iterations>${NUMBER}),l=(?<length>${NUMBER})\\$)(?<salt>${BYTES})\\$(?<key>${BYTES})$`,
  ),
  scrypt: new RegExp(
    `^(?<kind>\\$scrypt\\$ln=(?<log>${NUMBER}),r=(?<block>${NUMBER}),p=(?<lanes>${NUMBER})\\$)(?<salt>${BYTES})\\$(?<key>${BYTES})$`,
  ),
} as const;

/** The hash in a text; `undefined` if the text has no form that is supported. Its cost isn't judged. */
export function readPasswordHash(text: string): PasswordHash | undefined {
  const argon2 = FORMS.argon2.exec(text)?.groups;
  if (argon2 !== undefined)
    return {
      ...{ is: "argon2", memory: Number(argon2.memory), passes: Number(argon2.passes), lanes: Number(argon2.lanes) },
      salt: bytes(argon2.salt),
    };
  const bcrypt = FORMS.bcrypt.exec(text)?.groups;
  if (bcrypt !== undefined) return { is: "bcrypt", cost: Number(bcrypt.cost) };
  const pbkdf2 = FORMS.pbkdf2.exec(text)?.groups;
  if (pbkdf2 !== undefined) {
    const key = bytes(pbkdf2.key);
    if (key.length !== Number(pbkdf2.length)) return undefined;
    const digest = pbkdf2.digest as "sha1" | "sha256" | "sha512";
    return { is: "pbkdf2", digest, iterations: Number(pbkdf2.iterations), salt: bytes(pbkdf2.salt), key };
  }
  const scrypt = FORMS.scrypt.exec(text)?.groups;
  if (scrypt === undefined) return undefined;
  const { log, block, lanes, salt, key } = scrypt;
  return {
    ...{ is: "scrypt", cost: 2 ** Math.min(Number(log), 40), block: Number(block), lanes: Number(lanes) },
    ...{ salt: bytes(salt), key: bytes(key) },
  };
}

/** What a hash may cost: about a second of one core, and 256 MiB. Whoever can write a hash must not be able to stop the server. */
const MOST = {
  bcryptCost: 14,
  iterations: 2_000_000,
  memory: 256 * 1024,
  /** KiB that are written in all passes. */
  written: 1024 * 1024,
  lanes: 16,
  scryptBytes: 256 * 1024 * 1024,
  scryptBlocks: 2 ** 22,
  /** Bytes of a key: each further block of PBKDF2 costs as much as the first. */
  key: 64,
  salt: 512,
} as const;

/** What is wrong with the cost of a hash, as text after "has"; `undefined` if it is within bounds. */
export function costFault(hash: PasswordHash): string | undefined {
  const over = (what: string, is: number, most: number, least = 1): string | undefined =>
    is > most || is < least ? `${what} ${is}; at least ${least} and at most ${most} is accepted` : undefined;
  switch (hash.is) {
    case "bcrypt":
      return over("cost", hash.cost, MOST.bcryptCost, 4);
    case "pbkdf2":
      return over("iterations", hash.iterations, MOST.iterations) ?? over("key bytes", hash.key.length, MOST.key, 16);
    case "scrypt": {
      const { cost, block, lanes } = hash;
      return (
        over("memory in bytes", 128 * cost * block, MOST.scryptBytes) ??
        over("blocks", cost * block * lanes, MOST.scryptBlocks) ??
        over("key bytes", hash.key.length, MOST.key, 16)
      );
    }
    case "argon2":
      return (
        over("memory in KiB", hash.memory, MOST.memory, 8 * hash.lanes) ??
        over("memory times passes in KiB", hash.memory * hash.passes, MOST.written) ??
        over("lanes", hash.lanes, MOST.lanes) ??
        over("salt bytes", hash.salt.length, MOST.salt, 8)
      );
  }
}

/** The part of a hash that says how it was made, up to its salt; `other` if it has no form that is supported. */
export function kindOfHash(text: string): string {
  for (const form of Object.values(FORMS)) {
    const kind = form.exec(text)?.groups?.kind;
    if (kind !== undefined) return kind;
  }
  return "other";
}

/** A hash of a kind that is that of no password: comparing with it takes as long as with a real one. */
export function decoyOf(kind: string): string {
  if (kind.startsWith("$2")) return `${kind}${".".repeat(53)}`;
  const length = Number(/,l=(\d+)\$$/.exec(kind)?.[1] ?? 32);
  return `${kind}${"A".repeat(22)}$${Buffer.alloc(length).toString("base64").replaceAll("=", "")}`;
}

const bytes = (base64 = ""): Uint8Array => Buffer.from(base64, "base64");
