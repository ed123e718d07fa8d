/**
 * A server makes RSA keys when it starts, which takes longer than most tests. Here a worker makes them once: the first key that a test file makes
 * is the first one of every file, and so on, so no two keys of a file are the same.
 */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";

type Pair = crypto.KeyPairKeyObjectResult;
type Make = (type: string, options: object) => Promise<Pair>;
type Done = (error: Error | null, publicKey?: crypto.KeyObject, privateKey?: crypto.KeyObject) => void;

/** How many keys of each kind this file has made. */
interface Keeping {
  readonly turns: Map<string, number>;
}

const generate = crypto.generateKeyPair as unknown as { readonly keeping?: Keeping };

if (generate.keeping === undefined) {
  const make = promisify(crypto.generateKeyPair) as unknown as Make;
  const made = new Map<string, Promise<Pair>[]>();
  const turns: Keeping["turns"] = new Map();
  const pairOf: Make = (type, options) => {
    if (type !== "rsa") return make(type, options);
    const name = JSON.stringify(options);
    const kept = made.get(name) ?? [];
    const turn = turns.get(name) ?? 0;
    kept[turn] ??= make(type, options);
    made.set(name, kept);
    turns.set(name, turn + 1);
    return kept[turn] as Promise<Pair>;
  };
  const keeping = (type: string, options: object, done: Done): void =>
    void pairOf(type, options).then(({ publicKey, privateKey }) => done(null, publicKey, privateKey), done);
  Object.assign(crypto, {
    generateKeyPair: Object.assign(keeping, { [promisify.custom]: pairOf, keeping: { turns } }),
  });
  syncBuiltinESMExports();
} else generate.keeping.turns.clear();
