/** What clients prove is checked on oidc-provider: each fault is found by the requirements that speak of it, and by no other. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenIn, checkedAll } from "./checked.ts";
import { KEYED } from "./keyed/index.ts";
import type { Peer } from "./peers/oidc-provider.ts";

describe.each(Object.entries(KEYED))("%s", (_, { start, clients, mutants, known }) => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await start();
  });
  afterAll(() => peer.close());

  const checked = () => checkedAll(peer.issuer, clients(peer.clients), peer.user);

  it("oidc-provider holds everything else", async () => {
    peer.become({});
    expect(brokenIn(await checked())).toEqual(Object.keys(known).sort());
  });

  it.each(Object.entries(mutants))("%s", async (_, mutant) => {
    peer.become(mutant);
    expect(brokenIn(await checked())).toEqual([...Object.keys(known), ...mutant.breaks].sort());
  });
});
