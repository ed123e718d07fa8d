/** Every classic failure of the demo, performed against a real server, is refused with the very code that its button promises. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Driver } from "../../src/demo/driver.ts";
import { failures } from "../../src/demo/failures/index.ts";
import { ADA } from "../../src/demo/world.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(() => server.close());

const SECRETS = /candor_(code|refresh|access)_[\w-]{56}|eyJ[\w-]{20,}\.[\w-]{20,}/;

const post = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.issuer + path, { method: "POST", headers });

describe.concurrent("classic failures", () => {
  it.each(failures.map((failure) => [failure.slug, failure] as const))(
    "%s",
    async (slug, { expects, perform, title }) => {
      const stage = { issuer: server.issuer, ada: new Driver(server.issuer, ADA) };
      const { verdict, steps } = await perform(stage);
      expect(verdict?.code ?? "granted").toBe(expects);

      const answer = await post(`/demo/try/${slug}`, { "sec-fetch-site": "same-origin" });
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain(`<h1>${title}</h1>`);
      expect(html.match(/<h3>Request<\/h3>/g)).toHaveLength(steps.length);
      expect(html.match(/<h3>Response /g)).toHaveLength(steps.length);
      expect(html).toContain("HTTP/1.1 ");
      expect(html).not.toMatch(SECRETS);
      if (expects !== "granted") expect(html).toContain(`${server.issuer}/errors/${expects}?ref=`);
    },
  );
});

describe("what the steps show", () => {
  const stage = () => ({ issuer: server.issuer, ada: new Driver(server.issuer, ADA) });
  const perform = (slug: string) => {
    const failure = failures.find((one) => one.slug === slug);
    if (failure === undefined) throw new Error(`There is no failure ${slug}.`);
    return failure.perform(stage());
  };
  const lastOf = async (slug: string): Promise<string> => (await perform(slug)).steps.at(-1)?.response ?? "";

  it("announces a deprecated scope in headers", async () => {
    expect(await lastOf("deprecated")).toMatch(/Deprecation: @\d+\nSunset: .* GMT\nLink: <.*\/errors\/scope\/removed>/);
  });

  it("revokes the tokens of a code that comes twice", async () => {
    expect(await lastOf("code-twice")).toContain("/errors/token/revoked");
  });

  it("revokes the newest refresh token when an old one comes back", async () => {
    expect(await lastOf("refresh-reuse")).toContain("/errors/refresh-token/revoked");
  });

  it("shows the page of a redirect URI that is not trusted", async () => {
    expect(await lastOf("redirect-uri-authorize")).toMatch(
      /^HTTP\/1.1 400 .*\(a page: “This app isn't set up correctly/s,
    );
  });

  it("repairs the scope of a comma", async () => {
    expect((await perform("comma")).verdict?.says).toContain("Send scope='read_profile write_multipass'");
  });
});

describe("forms", () => {
  it("lead back to the demo if their URL is opened", async () => {
    for (const path of ["/demo/try/comma", "/demo/act/profile"]) {
      const answer = await fetch(server.issuer + path);
      expect(answer.url).toBe(`${server.issuer}/demo`);
    }
  });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["another site of the same domain", { "sec-fetch-site": "same-site" }],
    ["another origin", { origin: "https://evil.example" }],
  ])("from %s are refused", async (_, headers: Record<string, string>) => {
    for (const path of ["/demo/try/comma", "/demo/sign-in", "/demo/act/profile", "/demo/act/sign-out"]) {
      const answer = await post(path, headers);
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain("user/form-foreign");
    }
  });

  it("of an unknown failure or act are refused by name", async () => {
    for (const path of ["/demo/try/nothing", "/demo/try/__proto__", "/demo/act/constructor"]) {
      const answer = await post(path);
      expect(await answer.text()).toContain("request/wrong-endpoint");
    }
  });
});
