/**
 * What one of three nodes gives out and another one uses, ends or replaces, while the third is asked: users' decisions away from their device
 * (CIBA), replaced secrets, registrations that their apps manage, managed grants, sessions.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Answer, answerOf, tokensOf } from "../blackbox/application.ts";
import { formsOf, type Person, pageOf } from "../blackbox/person.ts";
import { codeIn } from "../blackbox/refusal.ts";
import { pause } from "../until.ts";
import { ADMIN, type Call, ISSUER, NODES, REDIRECT, SECRET, startThree, type Three } from "./three.ts";

const CIBA = "urn:openid:params:grant-type:ciba";
const TOKEN = "a-notification-token-of-this-test";
const MACHINE = { grant_type: "client_credentials", scope: "orders" };
const MANAGING = ["grant_management_query", "grant_management_revoke"];
/** How often each race is run. */
const ROUNDS = 5;

let three: Three;
/** Bodies of the notifications that apps were sent. */
const notified: string[] = [];
const app = createServer(async (request, response) => {
  notified.push(Buffer.concat(await request.toArray()).toString());
  response.writeHead(204).end();
});
/** URLs of the pages where users are asked. */
const asked: string[] = [];
let person: Person;

beforeAll(async () => {
  await new Promise<void>((done) => app.listen(0, "127.0.0.1", done));
  const own = { secrets: [{ value: SECRET }], scopes: ["openid", "offline_access", "orders", ...MANAGING] };
  three = await startThree({
    outbound: { privateNetworks: ["127.0.0.0/8"] },
    grantManagement: "allowed",
    registration: { mode: "open", scopes: ["openid", "orders"] },
    apis: [{ resource: "https://orders.example", name: "Orders", tokens: "opaque" }],
    scopes: [{ name: "orders", description: "Read your orders", api: "https://orders.example" }],
    hooks: { askUser: ({ url }) => void asked.push(url) },
    clients: [
      {
        ...{ id: "web", ...own, redirectUris: [REDIRECT] },
        grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
      },
      {
        ...{ id: "desk", ...own, grantTypes: [CIBA, "refresh_token"], backchannelTokenDeliveryMode: "ping" },
        scopes: ["openid", "offline_access", "orders"],
        backchannelNotificationEndpoint: `http://127.0.0.1:${(app.address() as AddressInfo).port}/`,
      },
      ADMIN,
    ],
  });
  person = three.browser(0);
  await person.signIn();
});
afterAll(async () => {
  await three?.close();
  app.close();
});
beforeEach(() => {
  three.elsewhere();
  notified.length = 0;
});

const status = async (n: number, id: string, secret: string) => (await three.at(n, id, secret).token(MACHINE)).status;
const everywhere = Array.from({ length: NODES }, (_, n) => n);

describe("a user who is asked elsewhere (CIBA)", () => {
  async function begun(): Promise<{ readonly id: string; readonly url: string }> {
    const before = asked.length;
    const fields = { scope: "openid offline_access orders", login_hint: "ops", client_notification_token: TOKEN };
    const { body } = await three.at(0, "desk").post("/bc-authorize", fields);
    await expect.poll(() => asked.length).toBeGreaterThan(before);
    return { id: String(body.auth_req_id), url: asked.at(-1) ?? "" };
  }
  const poll = (n: number, auth_req_id: string) => three.at(n, "desk").token({ grant_type: CIBA, auth_req_id });
  /** Opens the page at a node. Whoever has it open decides there. */
  const opened = async (n: number, url: string) => {
    const there = three.moved(person, n);
    const [form] = formsOf(await pageOf(url, await there.browse(url)));
    return (answer: string) => there.post(form?.action ?? "", { ...form?.fields, answer });
  };

  it("may be asked by one node and allow it at another: the app is notified once, and gets tokens once", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { id, url } = await begun();
      const decide = await opened(1, url);
      expect((await decide("allow")).status).toBeLessThan(400);
      expect(await three.tally(9, (n) => poll(n, id))).toEqual({ granted: 1, "ciba/already-used": 8 });
      await expect.poll(() => notified.length).toBe(round + 1);
      expect(notified[round]).toContain(id);
    }
    // What the other nodes would send comes with their next rounds.
    await pause(2_500);
    expect(notified).toHaveLength(ROUNDS);
  });

  it("decides once, if two nodes hear of two decisions at the same time", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { id, url } = await begun();
      const [one, other] = [await opened(1, url), await opened(2, url)];
      await Promise.all([one("allow"), other("deny")]);
      const first = await poll(0, id);
      const outcome = first.status === 200 ? "granted" : codeIn(first.body.error_uri, ISSUER);
      expect(["granted", "ciba/denied"]).toContain(outcome);
      for (const n of everywhere) {
        const { body } = await poll(n, id);
        expect(codeIn(body.error_uri, ISSUER)).toBe(outcome === "granted" ? "ciba/already-used" : outcome);
      }
    }
    await expect.poll(() => notified.length).toBe(ROUNDS);
  });
});

describe("a client secret", () => {
  interface Made {
    readonly client_id: string;
    readonly client_secret: string;
  }
  async function made(call: Call): Promise<Made> {
    const registered = { client_name: "Jobs", grant_types: ["client_credentials"], scope: "orders" };
    return (await (await call(0, "POST", "/applications", registered)).json()) as Made;
  }

  it("is replaced without a gap: the new one works everywhere, and the old one until it expires", async () => {
    const call = await three.admin();
    const { client_id: id, client_secret: old } = await made(call);
    for (const n of everywhere) await expect.poll(() => status(n, id, old)).toBe(200);
    const replaced = await call(0, "POST", `/applications/${id}/secrets`, { others_expire_in_days: 1 });
    const { client_secret: fresh } = (await replaced.json()) as Made;
    // Where it was made, at once. Elsewhere, an app may be ahead of the news by some milliseconds.
    expect(await status(0, id, fresh)).toBe(200);
    for (const n of everywhere) await expect.poll(() => status(n, id, fresh)).toBe(200);
    for (const n of everywhere) expect(await status(n, id, old)).toBe(200);
    three.wrong.fill(86_400_000 + 1_000);
    for (const n of everywhere) expect([await status(n, id, old), await status(n, id, fresh)]).toEqual([401, 200]);
    three.wrong.fill(0);
  });

  it("is removed at one node: the others refuse it from then on", async () => {
    const call = await three.admin();
    const { client_id: id, client_secret: old } = await made(call);
    for (const n of everywhere) await expect.poll(() => status(n, id, old)).toBe(200);
    await call(1, "POST", `/applications/${id}/secrets`, {});
    const list = (await (await call(1, "GET", `/applications/${id}/secrets`)).json()) as {
      readonly items: readonly { readonly id: string; readonly created_at: string }[];
    };
    const [first] = list.items.toSorted((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at));
    expect((await call(1, "DELETE", `/applications/${id}/secrets/${first?.id}`)).status).toBe(204);
    expect(await status(1, id, old)).toBe(401);
    for (const n of everywhere) await expect.poll(() => status(n, id, old)).toBe(401);
  });
});

describe("an app that registered itself", () => {
  const send = (n: number, url: string, method: string, token?: string, body?: object) =>
    three.to(n)(
      new Request(url, {
        method,
        headers: {
          "content-type": "application/json",
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );

  it("is removed once by its token, which then is worth nothing anywhere", async () => {
    const response = await send(0, `${ISSUER}/register`, "POST", undefined, { redirect_uris: [REDIRECT] });
    const {
      client_id: id = "",
      registration_access_token: token = "",
      registration_client_uri: url = "",
    } = (await response.json()) as Record<string, string>;
    for (const n of everywhere) await expect.poll(async () => (await send(n, url, "GET", token)).status).toBe(200);
    const statuses = await Promise.all(everywhere.map(async (n) => (await send(n, url, "DELETE", token)).status));
    expect(statuses.sort()).toEqual([204, 401, 401]);
    for (const n of everywhere) {
      await expect.poll(async () => (await send(n, url, "GET", token)).status).toBe(401);
      const page = await three.browser(n).page(three.at(n, id).begin().url);
      expect(page.html).toContain("client/registration-gone");
    }
  });
});

describe("a grant that its client manages", () => {
  it("ends at one node while it is refreshed at others: afterwards, nothing of it is active", async () => {
    const manager = tokensOf(
      await three.at(0).token({ grant_type: "client_credentials", scope: "grant_management_revoke" }),
    ).access_token;
    const active = async (token: unknown) => (await three.at(2).introspect(String(token))).body.active;
    for (let round = 0; round < ROUNDS; round++) {
      const { code, verifier } = await three.at(0).code(person, { grant_management_action: "create" });
      const { body } = await three.at(1).redeem(code, verifier);
      const end = async (): Promise<Answer> => {
        const headers = { authorization: `Bearer ${manager}` };
        const request = new Request(`${ISSUER}/grants/${body.grant_id}`, { method: "DELETE", headers });
        return answerOf(ISSUER, await three.to(0)(request));
      };
      const refresh = (n: number) => three.at(n).refresh(String(body.refresh_token));
      const [ended, ...refreshed] = await Promise.all([end(), refresh(1), refresh(2)]);
      expect(ended.status).toBe(204);
      for (const { status, body: got } of refreshed) {
        if (status !== 200) expect(codeIn(got.error_uri, ISSUER)).toBe("refresh-token/revoked");
        else for (const token of [got.access_token, got.refresh_token]) expect(await active(token)).toBe(false);
      }
      expect(codeIn((await refresh(1)).body.error_uri, ISSUER)).toBe("refresh-token/revoked");
    }
  });
});

describe("a session", () => {
  it("ends at one node while the others give codes: afterwards, no node gives one", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const here = three.browser(0);
      const { id_token: hint } = await three.at(0).tokens(here);
      const others = everywhere.map((n) => three.moved(here, n));
      const silently = async (n: number) => {
        const to = await others[n]?.sentTo(three.at(n).begin({ prompt: "none" }).url);
        return to?.searchParams.get("error") ?? "code";
      };
      const [out, ...during] = await Promise.all([
        here.browse(`${ISSUER}/sign-out?id_token_hint=${hint}`),
        ...[1, 2, 1, 2].map(silently),
      ]);
      expect(out.status).toBeLessThan(400);
      for (const one of during) expect(["code", "login_required"]).toContain(one);
      for (const n of everywhere) expect(await silently(n)).toBe("login_required");
    }
  });
});

it("the settings name no directory, because the data is in PostgreSQL", async () => {
  const call = await three.admin("candor:keys");
  const settings = (await (await call(1, "GET", "/settings")).json()) as Record<string, Record<string, unknown>>;
  expect(settings.issuer).toBe(ISSUER);
  expect(settings).not.toHaveProperty("data");
  expect(settings.origins).not.toHaveProperty("data");
});
