/** What Candor hasn't got is checked on oidc-provider: each fault is found by the requirements that speak of it, and by no other. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { brokenIn, checkedAll } from "./checked.ts";
import { PEER_MUTANTS } from "./peer-mutants/index.ts";
import { type Peer, startOidcProvider } from "./peers/oidc-provider.ts";
import { checkedWith, listed, type Recorded, recorded, type Subject } from "./reached.ts";

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
let subject: Subject;
let before: Recorded;
beforeAll(async () => {
  peer = await startOidcProvider();
  subject = { ...peer, check: (run) => checkedAll(peer.issuer, peer.clients, peer.user, run) };
  // Over sockets, as users check it.
  before = await recorded(subject, false);
});
afterAll(() => peer.close());

it("oidc-provider holds everything else", () => {
  expect(brokenIn(before.found)).toEqual(Object.keys(KNOWN).sort());
});

it.each(listed(PEER_MUTANTS))("%s", async (_, mutant, at) => {
  const broken = brokenIn(await checkedWith(subject, before, mutant, at));
  const known = Object.keys(KNOWN).filter((id) => !mutant.hides?.includes(id));
  expect(broken).toEqual([...known, ...mutant.breaks].sort());
});
