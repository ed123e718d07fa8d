/** A server makes its keys when it starts, which takes longer than most tests. Here a few are made, and used in turn. */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";

const KEPT = 4;
type Make = (type: string, options: object) => Promise<crypto.KeyPairKeyObjectResult>;

const generate = crypto.generateKeyPair as unknown as { readonly kept?: true };

if (generate.kept === undefined) {
  const make = promisify(crypto.generateKeyPair) as unknown as Make;
  const made = new Map<string, ReturnType<Make>>();
  let turn = 0;
  const kept: Make = (type, options) => {
    const name = `${type} ${JSON.stringify(options)} ${turn++ % KEPT}`;
    const pair = made.get(name) ?? make(type, options);
    made.set(name, pair);
    return pair;
  };
  Object.assign(crypto, { generateKeyPair: Object.assign(() => {}, { [promisify.custom]: kept, kept: true }) });
  syncBuiltinESMExports();
}
