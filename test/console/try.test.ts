/** Try it: what would be decided about a request, and nothing done. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addUser } from "../admin/caller.ts";
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

describe("a real run", () => {
  const run = (fields: Record<string, string>, visitor = grace) => visitor.post("/try/run", fields);
  const service = { application: "demo-service", at: "token", scope: "read_profile", secret: "demo-service-secret" };
  const flow = { ...web, scope: "openid offline_access read_profile", secret: "demo-web-secret", answer: "allow" };
  const headings = (text: string) => [...text.matchAll(/<h2>\d+\. (.*?)<\/h2>/g)].map(([, heading]) => heading);
  const SECRETS =
    /candor_(?:code|access|refresh|form|browser)_[A-Za-z0-9]|eyJ[\w-]{20}|demo-(?:web|service)-secret|Authorization: Basic [A-Za-z0-9]/;
  const shown = (text: string) =>
    text.slice(text.indexOf('<ol class="wire">'), text.indexOf("</ol>", text.indexOf('<ol class="wire">')));

  it("of a service shows both messages of the token request, without secrets, and revokes the token", async () => {
    const { status, text } = await run(service);
    expect(status).toBe(200);
    expect(headings(text)).toEqual(["The application asks for a token", "The token is revoked again"]);
    expect(text).toContain("POST /token HTTP/1.1");
    expect(text).toContain("Authorization: Basic •••••");
    expect(text).toContain("HTTP/1.1 200 OK");
    expect(text).toContain("cache-control: no-store");
    expect(text).toContain("&quot;scope&quot;: &quot;read_profile&quot;");
    expect(shown(text)).not.toMatch(SECRETS);
  });

  it("of the whole flow needs no redirect URI of the console, and leaves nothing", async () => {
    const { storage } = world.deps;
    const live = async () =>
      (
        await storage.holdings.grants({
          subject: "demo-grace",
          clientId: "demo-web",
          limit: 50,
          liveAt: world.clock.now,
        })
      ).length;
    const before = await live();
    const { text } = await run(flow);
    expect(headings(text)).toEqual([
      "The application sends the browser here",
      "The user is asked, and selects Allow",
      "The application redeems the code",
      "The application refreshes its token",
      "The application asks about the user",
      "The tokens are revoked again",
    ]);
    expect(text).toContain("code_challenge_method=S256");
    expect(text).toContain("code=•••••");
    expect(text).toContain("code_verifier=•••••");
    expect(text).toContain("refresh_token=•••••");
    expect(text).toContain("&quot;sub&quot;: &quot;demo-grace&quot;");
    expect(shown(text)).not.toMatch(SECRETS);
    expect(await live()).toBe(before);
    expect(await storage.holdings.consents({ subject: "demo-grace", clientId: "demo-web", limit: 1 })).toEqual([]);
  });

  it("keeps what was allowed before", async () => {
    const { storage } = world.deps;
    await storage.consents.add("demo-grace", "demo-web", ["openid"], world.clock.now);
    expect(headings((await run({ ...flow, scope: "openid" })).text)[1]).toBe("The application redeems the code");
    await run(flow);
    expect(await storage.holdings.consents({ subject: "demo-grace", clientId: "demo-web", limit: 1 })).not.toEqual([]);
    await storage.holdings.withdraw("demo-grace", "demo-web", { at: world.clock.now, because: "the test is over" });
  });

  it.each<[fields: Record<string, string>, code: string, count: number]>([
    [{ ...service, scope: "reports.read" }, "scope/not-allowed-for-client", 1],
    [{ ...service, secret: "wrong" }, "client-auth/failed", 1],
    [{ ...flow, secret: "" }, "client-auth/secret-absent", 3],
    [{ ...flow, answer: "deny" }, "user/denied", 2],
    [{ ...flow, pkce: "" }, "pkce/required", 1],
    [{ ...flow, pkce: "plain" }, "pkce/method-unsupported", 1],
    [{ ...flow, redirect_uri: `${ISSUER}/demo/callback/` }, "redirect-uri/trailing-slash", 1],
    [{ ...flow, prompt: "none" }, "user/consent-required", 1],
  ])("%j is refused as %s, and leads to the refusal", async (fields, code, count) => {
    const { text } = await run(fields);
    expect(headings(text)).toHaveLength(count);
    const [, href, named] = /Refused for <a href="\/console(\/refusals\/[a-z0-9]+)">([^<]*)</.exec(text) ?? [];
    expect(named).toBe(code);
    await world.deps.journal.flush();
    expect((await grace.get(href ?? "")).status).toBe(200);
    expect(shown(text)).not.toMatch(SECRETS);
  });

  it("ends where the user would have to sign in again, and does nothing with hostile fields", async () => {
    const { text } = await run({ ...flow, prompt: "login" });
    expect(text).toContain("The user is asked to sign in first.");
    for (const odd of ["<script>alert(1)</script>", "\u0000", "%", "x".repeat(3_000)]) {
      const { status, text: page } = await run({
        ...flow,
        scope: odd,
        redirect_uri: odd,
        prompt: odd,
        pkce: odd,
        secret: odd,
      });
      expect(status).toBe(200);
      expect(page).not.toContain("<script>alert");
    }
  });

  it("is for those who may change the application, from a form of the console", async () => {
    expect((await run({ ...service, application: "demo-strict" })).status).toBe(404);
    expect((await run({ ...service, csrf: "" })).status).toBe(403);
    await addUser(world, "rae", "auditor");
    const auditor = await Visitor.signedIn(world, "rae");
    expect((await auditor.get("/try?application=demo-service")).text).not.toContain("Really run it");
    expect((await run(service, auditor)).status).toBe(403);
  });

  it("of a public client asks for no secret", async () => {
    expect((await root.get("/try?application=demo-spa")).text).not.toContain("Client secret");
    const fields = {
      application: "demo-spa",
      at: "authorization",
      redirect_uri: `${ISSUER}/demo/spa`,
      scope: "openid",
      answer: "allow",
    };
    const { text } = await run(fields, root);
    expect(headings(text)).toContain("The application redeems the code");
    expect(text).toContain("The whole flow was granted.");
  });
});
