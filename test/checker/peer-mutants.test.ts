/** What Candor hasn't got is checked on oidc-provider: each fault is found by the requirements that speak of it, and by no other. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { brokenIn, checkedAll } from "./checked.ts";
import { PEER_MUTANTS } from "./peer-mutants/index.ts";
import { type Peer, startOidcProvider } from "./peers/oidc-provider.ts";
import type { Mutant } from "./through.ts";

/** What is broken in oidc-provider as it is set up here. Each was verified by hand; the guide says more. */
const KNOWN: Readonly<Record<string, string>> = {
  "token/scope-unknown": "Scopes that it doesn't know are left out, and the response has no scope.",
  "token/default-scope": "A request without scope is granted none, and the response doesn't say so.",
  "authorization/no-framing": "Its development pages have no header against framing.",
  "authorization/content-security-policy": "Its development pages have no policy.",
  "authorization/referrer": "Its development pages have no referrer policy.",
  "authorization/redirect-uri-required":
    "Where one redirect URI is registered, it may be left out, unless that is turned off.",
  "authorization/post": "Authorization requests by POST must be turned on.",
  "keys/cache": "The JWKS has no Cache-Control.",
  "registration/redirect-uri-https": "Web clients with the code grant may have redirect URIs with http.",
};

let peer: Peer;
beforeAll(async () => {
  peer = await startOidcProvider();
});
afterAll(() => peer.close());

const checked = (mutant: Partial<Mutant>) => {
  peer.become(mutant);
  return checkedAll(peer.issuer, peer.clients, peer.user);
};

it("oidc-provider holds everything else", async () => {
  const all = await checked({});
  expect(brokenIn(all)).toEqual(Object.keys(KNOWN).sort());
});

it.each(Object.entries(PEER_MUTANTS))("%s", async (_, mutant) => {
  expect(brokenIn(await checked(mutant))).toEqual([...Object.keys(KNOWN), ...mutant.breaks].sort());
});
