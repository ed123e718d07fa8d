/**
 * Applications may post to the authorization endpoint (OpenID Connect Core 3.1.2.1) and to the sign-out endpoint (RP-Initiated Logout 1.0,
 * 2), from another site: without the cookie, which is SameSite=Lax. The browser comes again with it.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Page, pageOf } from "./person.ts";
import { refusedOn, refusedTo } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.app("web").tokens(world.regular);
});
afterAll(() => world.close());

const CROSS_SITE = { origin: "https://app.example", "sec-fetch-site": "cross-site" };
const FORM = "application/x-www-form-urlencoded";

/** Posts as a browser does from another site, and follows where that leads with the cookies of the user who is signed in. */
async function posted(path: string, body: string, type = FORM) {
  const url = world.issuer + path;
  const first = await fetch(url, {
    method: "POST",
    body,
    headers: { accept: "text/html", "content-type": type, ...CROSS_SITE },
    redirect: "manual",
  });
  expect(first.headers.getSetCookie()).toEqual([]);
  const location = first.headers.get("location");
  if (location === null) return { end: await pageOf(url, first) };
  if (!location.startsWith(world.issuer)) return { end: new URL(location) };
  expect({ status: first.status, location }).toMatchObject({
    status: 303,
    location: expect.stringMatching(`^${url.split("?")[0]}\\?`),
  });
  const second = await world.regular.browse(location);
  const onward = second.headers.get("location");
  return { end: onward === null ? await pageOf(location, second) : new URL(onward) };
}

const queryOf = (parameters = {}) => world.app("web").begin(parameters).url.split("?")[1] ?? "";

describe("at the authorization endpoint", () => {
  it.each([{}, { prompt: "none" }, { state: "ü + & = % # '\n:/?" }])(
    "sees who is signed in: %j",
    async (parameters) => {
      const { end } = await posted("/authorize", queryOf(parameters));
      expect((end as URL).searchParams.get("code")).toMatch(/^candor_code_/);
      if ("state" in parameters) expect((end as URL).searchParams.get("state")).toBe(parameters.state);
    },
  );

  it("loses no repeated parameter", async () => {
    const twice = (await posted("/authorize", `${queryOf({ state: "s" })}&scope=openid`)).end as URL;
    refusedTo(twice, world.issuer, "invalid_request", "request/parameter-repeated", "s");
    const client = (await posted("/authorize", `${queryOf()}&client_id=web`)).end as Page;
    refusedOn(client, 400, "request/parameter-repeated");
  });

  it.each<[string, () => [body: string, type?: string], number, string]>([
    ["JSON", () => ['{"client_id":"web"}', "application/json"], 400, "request/wrong-content-type"],
    [
      "JSON under the type of a form",
      () => ['{"client_id":"web","state":"\\ud800"}'],
      400,
      "request/wrong-content-type",
    ],
    ["no type", () => [queryOf(), "text/plain"], 400, "request/wrong-content-type"],
    ["what cannot be decoded", () => [`${queryOf()}&state=%zz`], 400, "request/malformed"],
    ["too many parameters", () => ["x=1&".repeat(65)], 400, "request/too-many-parameters"],
    ["more than a URL can carry", () => [`${queryOf()}&x=${"x".repeat(12_000)}`], 413, "request/too-large"],
    ["OAuth 1.0", () => [`${queryOf()}&oauth_nonce=x`], 400, "request/version-unsupported"],
    ["nothing", () => [""], 400, "request/parameter-absent"],
  ])("refuses as before: %s", async (_, request, status, code) => {
    refusedOn((await posted("/authorize", ...request())).end as Page, status, code);
  });

  it("ignores the query of a posted form", async () => {
    const { end } = await posted(`/authorize?scope=nonsense&client_id=other`, queryOf());
    expect((end as URL).searchParams.has("code")).toBe(true);
  });

  it("with a cookie, from the same site, comes to the same", async () => {
    const headers = { "content-type": FORM, origin: "http://localhost:1", "sec-fetch-site": "same-site" };
    const first = await world.regular.browse(`${world.issuer}/authorize`, { method: "POST", body: queryOf(), headers });
    expect((await world.regular.sentTo(first)).searchParams.get("code")).toMatch(/^candor_code_/);
  });
});

describe("at the sign-out endpoint", () => {
  const BYE = "https://app.example/bye?from=candor";

  it("loses no repeated parameter", async () => {
    const back = new URLSearchParams({ client_id: "web", post_logout_redirect_uri: BYE });
    const { end } = await posted("/sign-out", `${back}&state=a&state=b`);
    refusedOn(end as Page, 400, "request/parameter-repeated");
  });

  it.each<[string, string, number, string]>([
    ["what cannot be decoded", "state=%zz", 400, "request/malformed"],
    ["too many parameters", "x=1&".repeat(65), 400, "request/too-many-parameters"],
    ["more than a URL can carry", `state=${"s".repeat(12_001)}`, 413, "request/too-large"],
  ])("refuses %s", async (_, body, status, code) => {
    refusedOn((await posted("/sign-out", body)).end as Page, status, code);
  });
});
