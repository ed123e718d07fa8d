/** Try it: what would be decided about a request, and nothing done. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { Visitor, withQuery } from "./visitor.ts";

let world: World;
let grace: Visitor;
let root: Visitor;
beforeAll(async () => {
  world = await openWorld();
  [grace, root] = await Promise.all([Visitor.signedIn(world, "grace"), Visitor.signedIn(world, "root")]);
});
afterAll(() => world.close());

const tried = async (fields: Record<string, string>, visitor = grace) =>
  (await visitor.get(withQuery("/try", { application: "demo-service", at: "token", ...fields }))).text;
const web = { application: "demo-web", at: "authorization", redirect_uri: `${ISSUER}/demo/callback` };

it("starts with what the application has registered", async () => {
  const { text } = await grace.get("/try?application=demo-service");
  expect(text).toContain('value="read_profile write_multipass"');
  expect(text).not.toContain("It would be granted");
});

it.each<[fields: Record<string, string>, says: string]>([
  [{ scope: "read_profile" }, "It would be granted: an access token for read_profile."],
  [{ scope: "read_profil" }, "scope/misspelled"],
  [{ scope: "read_profile,write_multipass" }, "scope/wrong-delimiter"],
  [{ scope: "reports.read" }, "scope/not-allowed-for-client"],
  [{ grant_type: "authorization_code" }, "client/grant-type-not-allowed"],
  [{ grant_type: "nothing" }, "request/grant-type-unsupported"],
  [{ resource: "https://other.example" }, "resource/unknown"],
  [{ ...web, scope: "openid" }, "It would be granted: the user is asked to allow openid."],
  [{ ...web, scope: "openid", user: "consented" }, "It would be granted: a code for openid."],
  [{ ...web, scope: "openid", user: "nobody" }, "It would be granted: the user is asked to sign in."],
  [{ ...web, scope: "openid", user: "nobody", prompt: "none" }, "user/login-required"],
  [{ ...web, scope: "openid", prompt: "none" }, "user/consent-required"],
  [{ ...web, scope: "openid", redirect_uri: `${ISSUER}/demo/callback/` }, "redirect-uri/trailing-slash"],
  [{ ...web, scope: "openid", pkce: "plain" }, "pkce/method-unsupported"],
  [{ application: "demo-web", grant_type: "authorization_code" }, "It would be granted: an access token"],
  [{ application: "demo-web", grant_type: "refresh_token" }, "It would be granted: an access token"],
])("%j: %s", async (fields, says) => {
  const text = await tried(fields);
  const code = /<code>([a-z-]+\/[a-z-]+)<\/code>/.exec(text)?.[1];
  expect(text.includes(says) || code).toBe(true);
  expect(text).toContain("How far it came");
});

it("fills in a fix, which is then granted", async () => {
  const text = await tried({ scope: "read_profil" });
  const href =
    /class="button quiet-button" href="\/console(\/try\?[^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect((await grace.get(href)).text).toContain("It would be granted: an access token for read_profile.");
});

it("keeps, counts and issues nothing", async () => {
  await world.deps.journal.flush();
  const before = (await world.deps.journal.list({ limit: 100 })).length;
  const id = await world.deps.storage.lastId();
  for (const scope of ["read_profile", "read_profil"]) await tried({ scope });
  await tried({ ...web, scope: "openid", user: "consented" });
  await world.deps.journal.flush();
  expect((await world.deps.journal.list({ limit: 100 })).length).toBe(before);
  expect(await world.deps.storage.lastId()).toBe(id);
});

it("is of the own applications only, and takes whatever is typed", async () => {
  const foreign = await tried({ application: "demo-strict", scope: "read_profile" });
  const nothing = await tried({ application: "nothing", scope: "read_profile" });
  for (const text of [foreign, nothing]) {
    expect(text).toContain("There is no such application");
    expect(text).not.toContain("How far it came");
  }
  expect(await tried({ application: "demo-strict", scope: "read_profile" }, root)).toContain("It would be granted");
  for (const odd of ["<script>alert(1)</script>", "\u0000", "x".repeat(3_000), "%"]) {
    const text = await tried({ scope: odd, grant_type: odd, resource: odd });
    expect(text).toContain("How far it came");
    expect(text).not.toContain("<script>alert");
  }
});

it("is run for real only where the application has the console's redirect URI", async () => {
  expect(await tried({ ...web, scope: "openid" })).toContain(`${ISSUER}/console/try/callback`);
  const back = (await grace.get("/try/callback?code=candor_code_secret&state=try&iss=x")).text;
  expect(back).toContain("state=try");
  expect(back).not.toContain("candor_code_secret");
});

it("links every step to its section and to the reasons that it can refuse with", async () => {
  const text = await tried({ scope: "reports.read" });
  const steps = [...text.matchAll(/<li class="(?:passed|failed|not-reached)">(.*?)<\/li>/gs)].map(
    ([, step = ""]) => step,
  );
  expect(steps.length).toBeGreaterThan(15);
  for (const step of steps) {
    expect(step).toMatch(/<a class="section" href="https:\/\/(?:www\.rfc-editor|openid)/);
    if (!step.includes("proof of the client")) expect(step).toMatch(/href="\/errors\/[a-z-]+\/[a-z-]+"/);
  }
  expect(steps.find((step) => step.includes("Failed"))).toContain("/errors/scope/not-allowed-for-client");
});
