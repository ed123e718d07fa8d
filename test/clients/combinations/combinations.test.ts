/** openid-client and oauth4webapi in combinations of what they can switch on, others in each run, against one Candor, over TLS. */
import type { ServerMetadata } from "openid-client";
import { randomDPoPKeyPair } from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { someOf } from "../../breadth.ts";
import { byOauth4webapi } from "./oauth4webapi.ts";
import { byOpenidClient, discover } from "./openid-client.ts";
import { expected, type Outcome, seen } from "./outcome.ts";
import { AUTHENTICATIONS, type Combination, combinationsOf, nameOf } from "./product.ts";
import { type Server, startServer } from "./server.ts";

let server: Server;
let metadata: ServerMetadata;
let key: CryptoKeyPair;
beforeAll(async () => {
  server = await startServer();
  metadata = await discover(server);
  key = await randomDPoPKeyPair();
});
afterAll(() => server.close());

/** What each combination comes to, by its name. */
async function outcomes(combinations: readonly Combination[], run: (one: Combination) => Promise<Outcome>) {
  const all: Record<string, unknown> = {};
  for (const one of combinations) {
    all[nameOf(one)] = await run(one).then(seen, ({ message, cause }) => ({ message, cause }));
  }
  return all;
}

const wanted = (combinations: readonly Combination[]) =>
  Object.fromEntries(combinations.map((one) => [nameOf(one), expected(one)]));

describe.each(AUTHENTICATIONS.map((one, at) => [one, at] as const))("%s", (authentication, at) => {
  const some = someOf(combinationsOf(authentication), at);

  it("openid-client", async () => {
    const run = (one: Combination) => byOpenidClient(server, metadata, one, key);
    expect(await outcomes(some, run)).toEqual(wanted(some));
  });

  it("oauth4webapi, which knows no responses without a code", async () => {
    const combinations = some.filter(({ response }) => response !== "id_token");
    const run = (one: Combination) => byOauth4webapi(server, metadata, one, key);
    expect(await outcomes(combinations, run)).toEqual(wanted(combinations));
  });
});
