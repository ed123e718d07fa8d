/** A server makes its keys when it starts, which takes longer than most tests. Here a few are made, and used in turn. */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";

const KEPT = 4;
type Pair = crypto.KeyPairKeyObjectResult;
type Make = (type: string, options: object) => Promise<Pair>;
type Done = (error: Error | null, publicKey?: crypto.KeyObject, privateKey?: crypto.KeyObject) => void;

const generate = crypto.generateKeyPair as unknown as { readonly kept?: true };

if (generate.kept === undefined) {
  const make = promisify(crypto.generateKeyPair) as unknown as Make;
  const made = new Map<string, Promise<Pair>>();
  let turn = 0;
  const pairOf: Make = (type, options) => {
    const name = `${type} ${JSON.stringify(options)} ${turn++ % KEPT}`;
    const pair = made.get(name) ?? make(type, options);
    made.set(name, pair);
    return pair;
  };
  const kept = (type: string, options: object, done: Done): void =>
    void pairOf(type, options).then(({ publicKey, privateKey }) => done(null, publicKey, privateKey), done);
  Object.assign(crypto, { generateKeyPair: Object.assign(kept, { [promisify.custom]: pairOf, kept: true }) });
  syncBuiltinESMExports();
}
