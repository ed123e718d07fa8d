/** Candor as the certification has it: every response type, session management, prompt=create and CIBA. Nothing of it is found broken. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { isDisputed } from "./candor-mutants.ts";
import { brokenIn, checkedAll } from "./checked.ts";
import { ALL_CLIENTS, CALLBACK, type MutantServer, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";

const CIBA = "urn:openid:params:grant-type:ciba";
const SECRET = "secret-of-the-desks-j1k2l3";
const desk = (id: string) => ({
  ...{ client_id: id, client_secret: SECRET, token_endpoint_auth_method: "client_secret_basic" as const },
  ...{ scope: "openid profile", login_hint: USERNAME, redirect_uri: CALLBACK },
});

/** Patience, something that listens at a URL, or scopes that these clients don't have; times may be chance. */
const NEEDS_MORE =
  /^(?:lifetime|request-reference|back-channel-logout|grant-management)\/|^ciba\/(?:expired|notif)|^logout-metadata\/sid$|-take-the-same-time$/;

let server: MutantServer;
beforeAll(async () => {
  server = await startMutant({
    responseTypes: ["code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"],
    sessionManagement: true,
    signUp: { url: "https://people.example/join" },
    unknownScopes: "ignore",
    clients: ["desk", "other-desk"].map((id) => ({
      ...{ id, secrets: [{ value: SECRET }], redirectUris: [CALLBACK], scopes: ["openid", "profile"] },
      grantTypes: ["authorization_code" as const, "refresh_token" as const, CIBA as typeof CIBA],
    })),
  });
});
afterAll(() => server.close());

it("with all its clients", async () => {
  const all = await checkedAll(
    server.issuer,
    { ...ALL_CLIENTS, other: desk("other-desk"), ciba: desk("desk") },
    { username: USERNAME, password: PASSWORD },
    { extensions: { approvalUrl: `${server.issuer}/approve` } },
  );
  // The response types with tokens are on here.
  expect(brokenIn(all).filter((id) => !isDisputed(id))).toEqual(["metadata/no-implicit"]);
  const unclear = all.filter(({ id, is }) => is === "unclear" && !NEEDS_MORE.test(id));
  expect(unclear.map(({ id, because }) => `${id}: ${because}`)).toEqual([]);
});
