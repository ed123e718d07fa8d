/** What clients prove is checked on oidc-provider: each fault is found by the requirements that speak of it, and by no other. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { both } from "./between.ts";
import { brokenIn, checkedAll } from "./checked.ts";
import { KEYED } from "./keyed/index.ts";
import type { Peer } from "./peers/oidc-provider.ts";
import type { Mutant } from "./through.ts";

describe.each(Object.entries(KEYED))("%s", (_, { start, clients, api, ca, behind, mutants, known, ...also }) => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await start();
  });
  afterAll(() => peer.close());

  const checked = ({ between, tls }: Partial<Mutant>) => {
    const layers = between === undefined || behind === undefined ? (between ?? behind) : both(between, behind);
    peer.become({ ...(layers !== undefined && { between: layers }), ...(tls !== undefined && { tls }) });
    return checkedAll(peer.issuer, clients(peer.clients), peer.user, api?.(peer.issuer), ca?.(), also);
  };

  it("oidc-provider holds everything else", async () => {
    expect(brokenIn(await checked({}))).toEqual(Object.keys(known).sort());
  });

  it.each(Object.entries(mutants))("%s", async (_, mutant) => {
    expect(brokenIn(await checked(mutant))).toEqual([...Object.keys(known), ...mutant.breaks].sort());
  });
});
