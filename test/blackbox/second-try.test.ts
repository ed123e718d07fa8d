/** A library that tries one way to authenticate and then another (Go's x/oauth2): the second refusal names the first. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "./application.ts";
import { codeIn, refused } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const MISMATCH = "client-auth/method-mismatch";
type Fields = Record<string, string | undefined>;
const byHeader = (fields: Fields) => world.app("basic").token(fields);
const byBody = (fields: Fields) => world.app("basic", { method: "post" }).token(fields);
const redemption = async (fields: Fields = {}) => {
  const { code, verifier } = await world.app("basic").code(world.regular);
  const { redirectUri: redirect_uri } = world.app("basic").registration;
  return { grant_type: "authorization_code", code, redirect_uri, code_verifier: verifier, ...fields };
};
const refOf = ({ body }: Answer) => new URL(String(body.error_uri)).searchParams.get("ref");

describe("a method that is refused right after another refusal", () => {
  it.each<[reason: string, request: () => Promise<Fields>]>([
    ["pkce/verifier-missing", () => redemption({ code_verifier: undefined })],
    ["pkce/verifier-mismatch", () => redemption({ code_verifier: "v".repeat(43) })],
    ["code/redirect-uri-mismatch", () => redemption({ redirect_uri: "https://app.example/other" })],
    ["code/unknown", async () => ({ grant_type: "authorization_code", code: "made-up" })],
    ["refresh-token/unknown", async () => ({ grant_type: "refresh_token", refresh_token: "made-up" })],
    ["client/grant-type-not-allowed", async () => ({ grant_type: "client_credentials", scope: "read_profile" })],
  ])("names %s and its reference", async (reason, request) => {
    const fields = await request();
    const first = await byHeader(fields);
    expect(codeIn(first.body.error_uri, world.issuer)).toBe(reason);
    for (const second of [await byBody(fields), await byBody(fields)]) {
      const says = refused(second, 401, "invalid_client", MISMATCH);
      expect(says).toContain(`Fix the previous refusal first: ${reason} (`);
      expect(says).toContain(`ref ${refOf(first)})`);
      const seen = await world.app("basic").post(`/refusals/${refOf(second)}`, {});
      expect(seen.status).toBe(200);
      expect(seen.text).toContain(`${refOf(first)}`);
    }
  });

  const silent = async (answer: Answer) => {
    expect(refused(answer, 401, "invalid_client", MISMATCH)).not.toContain("before");
  };

  it("names nothing for another code, another client, another scope, or ten seconds later", async () => {
    const fields = await redemption({ code_verifier: undefined });
    await byHeader(fields);
    await silent(await byBody(await redemption()));
    await silent(await world.app("post", { method: "basic" }).token(fields));
    await byHeader({ grant_type: "client_credentials", scope: "openid" });
    await silent(await byBody({ grant_type: "client_credentials", scope: "openid profile" }));
    world.pass(11);
    await silent(await byBody(fields));
  });

  it("names nothing to requesters who don't know the secret", async () => {
    const fields = await redemption({ code_verifier: undefined });
    await byHeader(fields);
    const guess = await world.app("basic", { method: "post", secret: "a wrong secret" }).token(fields);
    expect(refused(guess, 401, "invalid_client", "client-auth/failed")).not.toContain("before");
  });
});
