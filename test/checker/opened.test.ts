/** Responses that are JWTs: only those of the server, for the client, and in time, are opened. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect, it } from "vitest";
import { opening } from "../../src/checker/opened.ts";
import type { Returned } from "../../src/checker/sign-in/sign-in.ts";
import type { Target, TestClient } from "../../src/checker/target.ts";

const ISSUER = "https://login.example";
const NOW = 1_800_000_000;
const [own, foreign] = [await generateKeyPair("ES256"), await generateKeyPair("ES256")];
const keys = [{ ...(await exportJWK(own.publicKey)), kid: "own", alg: "ES256" }];
const client: TestClient = { client_id: "shop", token_endpoint_auth_method: "none" };

let asked = 0;
const lab = () => ({
  target: { issuer: ISSUER, metadata: { jwks_uri: `${ISSUER}/jwks` } } as unknown as Target,
  send: async ({ url }: { readonly url: string }) => {
    asked += 1;
    return {
      sent: { method: "GET", url, headers: [] },
      came: { status: 200, headers: [], body: JSON.stringify({ keys }) },
    };
  },
  now: () => NOW * 1_000,
});

async function returned(changes: Record<string, unknown> = {}, { privateKey } = own): Promise<Returned> {
  const claims = { iss: ISSUER, aud: "shop", exp: NOW + 60, code: "a-code", state: "a state", ...changes };
  const jwt = await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "own" }).sign(privateKey);
  const parameters = new URLSearchParams({ response: jwt });
  return { url: `https://shop.example/callback?${parameters}`, mode: "query", parameters };
}

it("what a JWT of the server holds is the response, and the keys are read once", async () => {
  const [open, came] = [opening(lab()), await returned()];
  asked = 0;
  const opened = await open(came, client);
  expect(Object.fromEntries(opened?.parameters ?? [])).toEqual({ iss: ISSUER, code: "a-code", state: "a state" });
  expect(opened?.sealed).toBe(came.parameters);
  await open(await returned({ error: "access_denied" }), client);
  expect(asked).toBe(1);
});

it.each([
  ["of another issuer", returned({ iss: "https://other.example" })],
  ["for another client", returned({ aud: "other" })],
  ["that has expired", returned({ exp: NOW - 3_600 })],
  ["without exp", returned({ exp: undefined })],
  ["signed with another key", returned({}, foreign)],
])("a JWT %s stays closed", async (_, made) => {
  const came = await made;
  expect(await opening(lab())(came, client)).toBe(came);
});

it("a plain response stays as it is", async () => {
  const came: Returned = { url: "", mode: "query", parameters: new URLSearchParams({ code: "a-code" }) };
  expect(await opening(lab())(came, client)).toBe(came);
});
