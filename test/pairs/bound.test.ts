/** DPoP with the other ways to a token: device, exchange, refresh of public and confidential clients, PAR with dpop_jkt. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { formsOf, pageOf } from "../blackbox/person.ts";
import { codeIn } from "../blackbox/refusal.ts";
import { REDIRECT } from "../blackbox/world.ts";
import { PROOF_JKT, proofFor } from "../catalogue/proofs.ts";
import { DEVICE, EXCHANGE, type PairWorld, proofBy, STOCK, startPairs, type, web } from "./world.ts";

let world: PairWorld;
beforeAll(async () => {
  const refreshing = { ...web, grantTypes: ["authorization_code" as const, "refresh_token" as const, DEVICE as never] };
  world = await startPairs([
    { id: "app", ...refreshing, introspects: [STOCK] },
    { id: "spa", ...refreshing, secrets: [], authMethods: ["none"] },
    {
      ...{ id: "api", ...web, grantTypes: ["client_credentials", EXCHANGE as never] },
      ...{ scopes: ["orders", "stock"], introspects: [STOCK], tokenExchange: { subjects: ["app"], adds: ["stock"] } },
    },
  ]);
});
afterAll(() => world.close());

const proof = (path = "/token") =>
  proofFor({ url: world.issuer + path, now: world.now(), claims: { jti: crypto.randomUUID() } });
const token = (id: string, form: Record<string, string>, dpop?: string) =>
  world.post("/token", id, form, dpop === undefined ? {} : { dpop });
const jkt = (jwt: unknown) => JSON.parse(Buffer.from(String(jwt).split(".")[1] ?? "", "base64url").toString()).cnf?.jkt;
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) =>
  status === 200 ? "granted" : codeIn(body.error_uri, world.issuer);

async function redeemed(id: string, dpop: string | undefined, more: Record<string, string> = {}) {
  const app = world.app(id, { scope: "openid offline_access orders" });
  const { url, verifier } = app.begin(more);
  const code = (await world.regular.sentTo(url)).searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: REDIRECT };
  return token(id, form, dpop);
}

it("device: tokens are bound to the key of the poll, and a public client's refresh token too", async () => {
  for (const id of ["app", "spa"]) {
    const { body } = await world.post("/device_authorization", id, { scope: "openid offline_access orders" });
    const url = String(body.verification_uri_complete);
    await world.regular.signIn().catch(() => undefined);
    const [form] = formsOf(await pageOf(url, await world.regular.browse(url)));
    await world.regular.post(form?.action ?? "", { ...form?.fields, answer: "allow" });
    const polled = await token(id, { grant_type: DEVICE, device_code: String(body.device_code) }, proof());
    expect([polled.body.token_type, jkt(polled.body.access_token)]).toEqual(["DPoP", PROOF_JKT]);
    const refresh = { grant_type: "refresh_token", refresh_token: String(polled.body.refresh_token) };
    const other = await proofBy("ES256", `${world.issuer}/token`);
    expect(codeOf(await token(id, refresh, other))).toBe(id === "spa" ? "refresh-token/key-unproved" : "granted");
  }
});

it("refresh: a public client's token needs its key, a confidential client's may change it", async () => {
  const { body } = await redeemed("spa", proof());
  const refresh = { grant_type: "refresh_token", refresh_token: String(body.refresh_token) };
  expect(codeOf(await token("spa", refresh))).toBe("refresh-token/key-unproved");
  const { body: again } = await token("spa", refresh, proof());
  expect([again.token_type, jkt(again.access_token)]).toEqual(["DPoP", PROOF_JKT]);
  const { body: confidential } = await redeemed("app", proof());
  const plain = await token("app", { grant_type: "refresh_token", refresh_token: String(confidential.refresh_token) });
  expect([plain.body.token_type, jkt(plain.body.access_token)]).toEqual(["Bearer", undefined]);
});

it("exchange: a bound token needs its key, and the new one is bound to whatever is proved", async () => {
  const { body } = await redeemed("app", proof());
  const form = {
    ...{ grant_type: EXCHANGE, subject_token: String(body.access_token), subject_token_type: type("access_token") },
    scope: "stock",
  };
  expect(codeOf(await token("api", form))).toBe("request/exchange-token-unusable");
  // Another client has a key of its own.
  const { body: exchanged } = await token("api", form, proof());
  const told = await world.post("/introspect", "api", { token: String(exchanged.access_token) });
  expect([exchanged.token_type, told.body.cnf]).toEqual(["DPoP", { jkt: PROOF_JKT }]);
});

it("PAR with dpop_jkt: the code needs that key at the token endpoint, whoever pushed it", async () => {
  for (const id of ["app", "spa"]) {
    const app = world.app(id, { scope: "openid orders" });
    const { url, verifier } = app.begin({ dpop_jkt: PROOF_JKT });
    const pushed = await world.post("/par", id, Object.fromEntries(new URL(url).searchParams));
    expect(pushed.status).toBe(201);
    const query = new URLSearchParams({ client_id: id, request_uri: String(pushed.body.request_uri) });
    const code = (await world.regular.sentTo(`${world.issuer}/authorize?${query}`)).searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: REDIRECT };
    expect(codeOf(await token(id, form))).toBe("code/key-unproved");
    expect(codeOf(await token(id, form, await proofBy("ES256", `${world.issuer}/token`)))).toBe("code/key-unproved");
    expect(codeOf(await token(id, form, proof()))).toBe("granted");
  }
});
