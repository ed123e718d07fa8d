/** Pairwise subjects with what else handles subjects: token exchange, refresh, and a change of redirect URIs. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeIn, refused } from "../blackbox/refusal.ts";
import { EXCHANGE, ORDERS, type PairWorld, STOCK, startPairs, type, web } from "./world.ts";

let world: PairWorld;
beforeAll(async () => {
  const api = {
    ...web,
    grantTypes: ["client_credentials" as const, EXCHANGE as never],
    scopes: ["orders", "stock"],
    introspects: [STOCK, ORDERS],
    tokenExchange: { subjects: ["app"], adds: ["stock"] },
  };
  world = await startPairs(
    [
      { id: "app", ...web, subjectType: "pairwise" },
      { id: "api", ...api },
      { id: "sector", ...api, subjectType: "pairwise", redirectUris: ["https://other.example/callback"] },
    ],
    { registration: { mode: "open", scopes: ["openid"] } },
  );
});
afterAll(() => world.close());

const tokensOf = () => world.app("app", { scope: "openid offline_access orders" }).tokens(world.regular);
const exchange = (id: string, token: string, of: string, more = {}) =>
  world.post("/token", id, { grant_type: EXCHANGE, subject_token: token, subject_token_type: type(of), ...more });
const subOf = (token: unknown) => decodeJwt(String(token)).sub;

describe("token exchange", () => {
  it("the new token has the subject that its own client sees, by an access token and by a refresh token", async () => {
    const { id_token, access_token, refresh_token } = await tokensOf();
    const seen = subOf(id_token);
    expect(subOf(access_token)).toBe(seen);
    const subjects = { api: new Set<unknown>(), sector: new Set<unknown>() };
    for (const id of ["api", "sector"] as const) {
      for (const [token, of] of [
        [access_token, "access_token"],
        [refresh_token, "refresh_token"],
      ] as const) {
        const { body } = await exchange(id, token, of, { scope: "orders" });
        subjects[id].add(subOf(body.access_token));
        const opaque = await exchange(id, token, of, { scope: "stock" });
        const told = await world.post("/introspect", id, { token: String(opaque.body.access_token) });
        subjects[id].add(told.body.sub);
        // The token of another one is seen as its client's.
        const told2 = await world.post("/introspect", "api", { token: String(body.access_token) });
        subjects[id].add(told2.body.sub);
      }
    }
    expect([subjects.api.size, subjects.sector.size]).toEqual([1, 1]);
    expect(new Set([seen, ...subjects.api, ...subjects.sector]).size).toBe(3);
  });

  it("an ID token with a pairwise subject doesn't say whose it is, and the refusal doesn't claim that the user is gone", async () => {
    const { id_token } = await tokensOf();
    const answer = await exchange("api", id_token, "id_token", { scope: "stock" });
    expect(refused(answer, 400, "invalid_request", "request/exchange-token-unusable")).toContain("subject_token");
    const ref = new URL(String(answer.body.error_uri)).searchParams.get("ref");
    const kept = await world.post(`/refusals/${ref}`, "api", {});
    expect(kept.text).toContain("an ID token with a pairwise subject");
  });

  it("who acts has no other subject than the client sees elsewhere", async () => {
    const [{ access_token: subject }, { access_token: actor }] = [await tokensOf(), await tokensOf()];
    const more = { actor_token: actor, actor_token_type: type("access_token"), scope: "orders" };
    const claims = decodeJwt(String((await exchange("sector", subject, "access_token", more)).body.access_token));
    expect(claims.act).toEqual({ sub: claims.sub });
  });
});

it("refresh keeps the subject", async () => {
  const app = world.app("app");
  const first = await tokensOf();
  const { body } = await app.refresh(first.refresh_token);
  expect([subOf(body.id_token), subOf(body.access_token)]).toEqual([subOf(first.id_token), subOf(first.id_token)]);
});

describe("a change of its redirect URIs", () => {
  it("can't move a registration to another sector, since it wouldn't know its users again", async () => {
    const send = async (url: string, method: string, body: object, token = "") => {
      const authorization = token === "" ? undefined : { authorization: `Bearer ${token}` };
      const headers = { "content-type": "application/json", ...authorization };
      const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const members = { redirect_uris: ["https://first.example/cb"], subject_type: "pairwise" };
    const { body: own } = await send(`${world.issuer}/register`, "POST", members);
    const change = (more: object) =>
      send(
        String(own.registration_client_uri),
        "PUT",
        { client_id: own.client_id, ...members, ...more },
        own.registration_access_token,
      );
    const moved = await change({ redirect_uris: ["https://second.example/cb"] });
    expect([moved.status, codeIn(moved.body.error_uri, world.issuer)]).toEqual([400, "registration/metadata-invalid"]);
    expect(moved.body.error_description).toContain("first.example");
    expect((await change({ redirect_uris: ["https://first.example/other"] })).status).toBe(200);
  });
});
