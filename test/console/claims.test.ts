/** Rules about claims in the console: an owner writes them, sees what is wrong at its place, and looks at the tokens. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rulesIn } from "../../src/http/console/claims.ts";
import { caller, etagOf } from "../admin/caller.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let [grace, ada, root]: Visitor[] = [];
let id = "";
const API = "https://orders.example";

beforeAll(async () => {
  world = await openWorld();
  const admin = await caller(world);
  await admin("POST", "/apis", { resource: API, name: "Orders" });
  await admin("POST", "/scopes", { name: "orders", description: "See your orders", api: API });
  const app = await admin("POST", "/applications", {
    ...{
      client_name: "Graces shop",
      redirect_uris: ["https://shop.example/cb"],
      owner: "grace",
      scope: "openid groups orders",
    },
  });
  expect(app.status).toBe(201);
  id = String(app.json.client_id);
  [grace, ada, root] = [
    await Visitor.signedIn(world, "grace"),
    await Visitor.signedIn(world, "ada"),
    await Visitor.signedIn(world, "root"),
  ];
});
afterAll(() => world.close());

const etagIn = (text: string): string =>
  (/name="etag" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&quot;", '"');
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll("&quot;", '"');

const RULE = { claim: "teams", from: "groups", value: "", prefix: "eng", only: "", strip: "", in: "" };

describe("an owner", () => {
  it("adds a rule, sees it in the preview, and removes it", async () => {
    const at = `/applications/${id}/claims`;
    const page = await (grace as Visitor).get(at);
    expect(page.status).toBe(200);
    const saved = await (grace as Visitor).post(at, { etag: etagIn(page.text), ...RULE });
    expect([saved.status, plain(saved.text)]).toEqual([200, expect.stringContaining("The rules are saved.")]);
    const seen = plain((await (grace as Visitor).get(`${at}?preview=1&scope=openid+groups`)).text);
    expect(seen).toMatch(/ID token .* teams \["engineering"\] application/);
    const without = plain((await (grace as Visitor).get(`${at}?preview=1&scope=openid`)).text);
    expect(without).toContain("because no granted scope releases the attribute");
    const removed = await (grace as Visitor).post(at, { etag: etagIn(saved.text), ...RULE, claim: "" });
    expect(plain(removed.text)).toContain("The rules are saved.");
    expect((await (await caller(world))("GET", `/applications/${id}`)).json).not.toHaveProperty("claims");
  });

  it("sees every fault at its rule, with what was typed", async () => {
    const at = `/applications/${id}/claims`;
    const page = await (grace as Visitor).get(at);
    const both = Object.fromEntries(Object.entries(RULE).map(([name, value]) => [name, [value, value]]));
    const refused = await (grace as Visitor).post(at, {
      etag: etagIn(page.text),
      ...both,
      claim: ["sub", "x"],
      from: ["groups", ""],
    });
    expect(refused.status).toBe(400);
    expect(plain(refused.text)).toMatch(/another name, because the server sets this claim itself.*exactly one of them/);
    expect(refused.text).toContain('value="sub"');
  });

  it("doesn't overwrite what somebody else has saved meanwhile", async () => {
    const at = `/applications/${id}/claims`;
    const page = await (grace as Visitor).get(at);
    const admin = await caller(world);
    const now = await admin("GET", `/applications/${id}`);
    await admin("PATCH", `/applications/${id}`, { publisher: "Somebody" }, etagOf(now));
    const refused = await (grace as Visitor).post(at, { etag: etagIn(page.text), ...RULE });
    expect([refused.status, plain(refused.text)]).toEqual([
      400,
      expect.stringMatching(/in the meantime.*In force now.*none.*Yours/),
    ]);
    expect((await admin("GET", `/applications/${id}`)).json).not.toHaveProperty("claims");
  });

  it("previews only themselves", async () => {
    const { text } = await (grace as Visitor).get(`/applications/${id}/claims?preview=1&user=ada&scope=openid`);
    expect(text).toContain("demo-grace");
    expect(text).not.toContain("demo-ada");
  });

  it("may look at the rules of scopes and APIs, and not change them", async () => {
    for (const at of ["/scopes/orders/claims", `/apis/${encodeURIComponent(API)}/claims`]) {
      const page = await (grace as Visitor).get(at);
      expect([page.status, plain(page.text)]).toEqual([
        200,
        expect.stringContaining("Your role doesn't allow changes here."),
      ]);
      expect([403, 404]).toContain((await (grace as Visitor).post(at, RULE)).status);
    }
    const { text } = await (grace as Visitor).get("/scopes/orders/claims?preview=1&client_id=demo-spa");
    expect(plain(text)).toContain("the client_id of an application that you may see");
  });
});

it("others see nothing of it", async () => {
  const at = `/applications/${id}/claims`;
  const [none, other] = [await (ada as Visitor).get("/applications/nothing/claims"), await (ada as Visitor).get(at)];
  expect([other.status, none.status]).toEqual([404, 404]);
  expect((await (ada as Visitor).post(at, RULE)).status).toBe(404);
});

it("an operator changes an API's rules and looks at anybody's token", async () => {
  const at = `/apis/${encodeURIComponent(API)}/claims`;
  const page = await (root as Visitor).get(at);
  const saved = await (root as Visitor).post(at, { etag: etagIn(page.text), ...RULE, prefix: "" });
  expect(plain(saved.text)).toContain("The rules are saved.");
  const { text } = await (root as Visitor).get(`${at}?preview=1&client_id=${id}&user=ada&scope=groups+orders`);
  expect(plain(text)).toMatch(
    /Access token for https:\/\/orders\.example .* teams \["engineering"\] api https:\/\/orders\.example/,
  );
});

describe("a constant", () => {
  it.each([
    ["5", 5],
    ["true", true],
    ['["a", "b"]', ["a", "b"]],
    ["plain", "plain"],
    ["{}", "{}"],
    ["null", "null"],
    ['"5"', "5"],
  ])("%s is %j", (value, is) => {
    expect(rulesIn(new URLSearchParams({ ...RULE, from: "", prefix: "", value }))).toEqual([
      { claim: "teams", value: is },
    ]);
  });
});
